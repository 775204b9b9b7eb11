"""Writing the guidelines to the proposers: points made of what members said, drafted, shared, sent.

What is said of a document marked for comment becomes points in the same way: wherever a proposal
is named, `document/ID` may stand. Its sections are what criteria are to a proposal.
A draft stays on this computer until it is shared with the co-chairs or recorded as sent. What
members wrote is never touched: a point only names what it was made of.
"""

from collections.abc import Sequence
from dataclasses import replace

from app.actions.acting import words
from app.actions.clock import Clock, stamp, system
from app.actions.composing import composed
from app.actions.letter_templates import template
from app.actions.letters_kept import (
    in_work,
    keep,
    letter,
    letters,
    of_round,
    point_at,
    point_of,
    unsent,
    working,
)
from app.actions.sources import said, source
from app.actions.trouble import Trouble
from app.domain import ids
from app.domain.changes import Changes
from app.domain.letters import FIELDS, KINDS, Asked, Letter, Point, unknown_fields
from app.store import Store, current, rounds

__all__ = [
    "add_point", "add_points", "change_point", "in_work", "letter", "letters", "move_point",
    "of_round", "point_at", "record_sent", "remove_point", "share", "use_template", "working",
    "write_texts",
]  # fmt: skip


def add_point(
    store: Store,
    paper: str,
    text: str,
    *,
    kind: str = "point",
    criterion: str = "",
    comments: Sequence[str] = (),
    questions: Sequence[str] = (),
    at: int | None = None,
    heading: str = "",
    clock: Clock = system,
) -> Changes:
    """Add a point to the draft, which is begun if there is none; `at` counts from 1, else last.

    `comments` are ids of comments or `<review id>/<criterion>`, `questions` ids of questions;
    `heading` is that of the document's section whose key `criterion` is.
    Without `text` the words are those of what the point is made of. Raises Trouble: `not_a_chair`,
    `no_such_paper`, `letter_sent`, `unknown_criterion`, `no_such_record`, `remark_no_question`,
    `no_such_point`, `empty`, `nul`, `too_long`.
    """
    with store.atomic():
        draft = in_work(store, paper)
        _check(store, draft, kind, criterion, comments, questions)
        text = text if text.strip() else "\n\n".join(said(store, each) for each in comments)
        if not text.strip() and not questions:
            raise Trouble("empty")
        point = Point(
            ids.new_id(), words(text), kind, criterion, _once(comments), _once(questions),
            heading=heading,
        )  # fmt: skip
        points = list(draft.points)
        points.insert(_place(draft, at, len(points) + 1) - 1, point)
        return keep(store, replace(draft, points=tuple(points)), "point", clock)


def add_points(store: Store, paper: str, points: Sequence[Point], clock: Clock = system) -> Changes:
    """Add all of `points` at the end, under ids of their own, in one act.

    Raises Trouble: `empty` (there are none), and as `add_point` does.
    """
    with store.atomic():
        draft = in_work(store, paper)
        if not points:
            raise Trouble("empty")
        for each in points:
            _check(store, draft, each.kind, each.criterion, each.comments, each.questions)
        fresh = [replace(each, id=ids.new_id(), text=words(each.text)) for each in points]
        return keep(store, replace(draft, points=(*draft.points, *fresh)), "points", clock)


def change_point(
    store: Store,
    paper: str,
    point: str,
    text: str | None = None,
    *,
    kind: str | None = None,
    criterion: str | None = None,
    comments: Sequence[str] | None = None,
    questions: Sequence[str] | None = None,
    heading: str = "",
    clock: Clock = system,
) -> Changes:
    """Change what is given of the point with this id; None leaves it as it is.

    Raises Trouble as `add_point` does.
    """
    with store.atomic():
        draft = in_work(store, paper)
        old = point_of(draft, point)
        new = replace(
            old,
            text=old.text if text is None else words(text),
            kind=old.kind if kind is None else kind,
            criterion=old.criterion if criterion is None else criterion,
            heading=old.heading if criterion is None else heading,
            comments=old.comments if comments is None else _once(comments),
            questions=old.questions if questions is None else _once(questions),
        )
        if not new.text.strip() and not new.questions:
            raise Trouble("empty")
        fresh = [each for each in new.comments if each not in old.comments]
        asked = [each for each in new.questions if each not in old.questions]
        named = new.criterion if new.criterion != old.criterion else ""
        _check(store, draft, new.kind, named, fresh, asked)
        points = tuple(new if each.id == point else each for each in draft.points)
        return keep(store, replace(draft, points=points), "point", clock)


def move_point(store: Store, paper: str, point: str, to: int, clock: Clock = system) -> Changes:
    """Put the point with this id at place `to`, counted from 1. Raises as `add_point` does."""
    with store.atomic():
        draft = in_work(store, paper)
        moved = point_of(draft, point)
        points = [each for each in draft.points if each.id != point]
        points.insert(_place(draft, to, to) - 1, moved)
        return keep(store, replace(draft, points=tuple(points)), "point", clock)


def remove_point(store: Store, paper: str, point: str, clock: Clock = system) -> Changes:
    """Take the point with this id out of the draft. Raises as `add_point` does."""
    with store.atomic():
        draft = in_work(store, paper)
        gone = point_of(draft, point)
        points = tuple(each for each in draft.points if each.id != gone.id)
        return keep(store, replace(draft, points=points), "point", clock)


def write_texts(
    store: Store,
    paper: str,
    *,
    opening: str | None = None,
    closing: str | None = None,
    clock: Clock = system,
) -> Changes:
    """Set the text before the points and after them; merge fields are filled when it is sent.

    Raises Trouble: `unknown_field` (with its name), and as `add_point` does.
    """
    with store.atomic():
        draft = in_work(store, paper)
        _known_fields(opening or "", closing or "")
        changed = replace(
            draft,
            opening=draft.opening if opening is None else words(opening),
            closing=draft.closing if closing is None else words(closing),
        )
        return keep(store, changed, "letter", clock)


def use_template(store: Store, paper: str, name: str, clock: Clock = system) -> Changes:
    """Begin and end the draft with the texts of a template.

    Raises Trouble: `no_such_template`, and as `write_texts` does.
    """
    found = template(store, name)
    return write_texts(store, paper, opening=found.opening, closing=found.closing, clock=clock)


def share(store: Store, paper: str, clock: Clock = system) -> Changes:
    """Let the co-chairs have the draft with the next sync. Raises Trouble: `no_letter`, …"""
    with store.atomic():
        draft = unsent(store, paper)
        return keep(store, replace(draft, shared=True), "share", clock)


def record_sent(store: Store, paper: str, to: str = "", clock: Clock = system) -> Changes:
    """Write down that the letter was sent, with its texts as they were filled in; members read it.

    `to` says to whom, in the chair's words. Raises Trouble: `no_letter`, `letter_sent`, `empty`
    (a letter that says nothing), `unknown_field`, `unfilled_field` (nothing to put in its place).
    """
    with store.atomic():
        draft = unsent(store, paper)
        _known_fields(draft.opening, draft.closing)
        if not (draft.points or draft.opening.strip() or draft.closing.strip()):
            raise Trouble("empty")
        sheet = composed(store, draft, clock)
        for field in sheet.unfilled:
            raise Trouble("unfilled_field", field=field)
        sent = replace(
            draft,
            opening=sheet.opening,
            closing=sheet.closing,
            points=tuple(_as_asked(store, each) for each in draft.points),
            sent_at=stamp(clock),
            sent_to=words(to.strip()),
            shared=True,
        )
        return keep(store, sent, "send letter", clock)


def _as_asked(store: Store, point: Point) -> Point:
    """Return `point` with the words of its questions; one that was withdrawn has none."""
    found = [source(store, each, {}) for each in point.questions]
    return replace(
        point,
        asked=tuple(
            Asked(each.id, each.text, each.quote, each.section)
            for each in found
            if each.kind != "gone"
        ),
    )


def _place(draft: Letter, wanted: int | None, otherwise: int) -> int:
    """Return the place, from 1, for a point; one behind the last is the end."""
    place = otherwise if wanted is None else wanted
    if not 1 <= place <= len(draft.points) + 1:
        raise Trouble("no_such_point", number=place, count=len(draft.points))
    return place


def _check(
    store: Store,
    draft: Letter,
    kind: str,
    criterion: str,
    comments: Sequence[str],
    questions: Sequence[str],
) -> None:
    """Refuse what a point cannot name."""
    if kind not in KINDS:
        raise Trouble("unknown_point_kind", kind=kind, known=", ".join(KINDS))
    scheme = rounds.of_proposal(store, draft.proposal) if draft.proposal else None
    if criterion and scheme is not None and scheme.criterion(criterion) is None:
        known = ", ".join(each.key for each in scheme.criteria)
        raise Trouble("unknown_criterion", key=criterion, known=known)
    for each in comments:
        said(store, each)
    for each in questions:
        row = current.one(store, "comments", each)
        if row is None:
            raise Trouble("no_such_record", collection="comments", id=each)
        if row.data.get("kind") != "question":
            raise Trouble("remark_no_question", id=each)


def _known_fields(*texts: str) -> None:
    for name in unknown_fields(*texts):
        raise Trouble("unknown_field", field=name, known=", ".join(FIELDS))


def _once(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(given))
