"""Writing the guidelines to the proposers: points made of what members said, drafted, shared, sent.

A draft stays on this computer until it is shared with the co-chairs or recorded as sent. What
members wrote is never touched: a point only names what it was made of.
"""

from collections.abc import Sequence
from dataclasses import replace

from app.actions.acting import Write, act, as_chair, words
from app.actions.clock import Clock, stamp, system
from app.actions.composing import composed
from app.actions.letter_templates import template
from app.actions.sources import said
from app.actions.trouble import Trouble
from app.domain import audience as audiences
from app.domain import ids
from app.domain.changes import Changes
from app.domain.letters import (
    FIELDS,
    KINDS,
    SOURCES,
    Letter,
    Point,
    is_review,
    letter_id,
    sources_id,
    unknown_fields,
)
from app.domain.records import Data, Row
from app.store import Store, current, proposals, rounds


def letters(store: Store, proposal: str) -> tuple[Letter, ...]:
    """Return all letters about `proposal` that are here, the one about the oldest version first."""
    return _grouped(current.where(store, "letters", "$.proposal", proposal)).get(proposal, ())


def of_round(store: Store, round: str) -> dict[str, tuple[Letter, ...]]:
    """Return {proposal: its letters, oldest version first} of all proposals of `round`."""
    known = {each.id for each in proposals.listed(store, round)}
    rows = [
        row for row in current.listed(store, "letters") if str(row.data.get("proposal")) in known
    ]
    return _grouped(rows)


def letter(store: Store, proposal: str) -> Letter | None:
    """Return the letter in work, else the one sent last; None before the first word."""
    return working(letters(store, proposal))


def working(found: Sequence[Letter]) -> Letter | None:
    """Return of the letters of one proposal the draft, else the newest."""
    drafts = [each for each in found if not each.sent]
    return (drafts or [*found] or [None])[-1]


def add_point(
    store: Store,
    proposal: str,
    text: str,
    *,
    kind: str = "point",
    criterion: str = "",
    comments: Sequence[str] = (),
    questions: Sequence[str] = (),
    at: int | None = None,
    clock: Clock = system,
) -> Changes:
    """Add a point to the draft, which is begun if there is none; `at` counts from 1, else last.

    `comments` are ids of comments or `<review id>/<criterion>`, `questions` ids of questions.
    Without `text` the words are those of what the point is made of. Raises Trouble: `not_a_chair`,
    `no_such_paper`, `letter_sent`, `unknown_criterion`, `no_such_record`, `no_question`,
    `no_such_point`, `empty`, `nul`, `too_long`.
    """
    with store.atomic():
        draft = _draft(store, proposal)
        _check(store, draft, kind, criterion, comments, questions)
        text = text if text.strip() else "\n\n".join(said(store, each) for each in comments)
        if not text.strip() and not questions:
            raise Trouble("empty")
        point = Point(ids.new_id(), words(text), kind, criterion, _once(comments), _once(questions))
        points = list(draft.points)
        points.insert(_place(draft, at, len(points) + 1) - 1, point)
        return _keep(store, replace(draft, points=tuple(points)), "point", clock)


def change_point(
    store: Store,
    proposal: str,
    point: str,
    text: str | None = None,
    *,
    kind: str | None = None,
    criterion: str | None = None,
    comments: Sequence[str] | None = None,
    questions: Sequence[str] | None = None,
    clock: Clock = system,
) -> Changes:
    """Change what is given of the point with this id; None leaves it as it is.

    Raises Trouble as `add_point` does.
    """
    with store.atomic():
        draft = _draft(store, proposal)
        old = _point(draft, point)
        new = replace(
            old,
            text=old.text if text is None else words(text),
            kind=old.kind if kind is None else kind,
            criterion=old.criterion if criterion is None else criterion,
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
        return _keep(store, replace(draft, points=points), "point", clock)


def move_point(store: Store, proposal: str, point: str, to: int, clock: Clock = system) -> Changes:
    """Put the point with this id at place `to`, counted from 1. Raises as `add_point` does."""
    with store.atomic():
        draft = _draft(store, proposal)
        moved = _point(draft, point)
        points = [each for each in draft.points if each.id != point]
        points.insert(_place(draft, to, to) - 1, moved)
        return _keep(store, replace(draft, points=tuple(points)), "point", clock)


def remove_point(store: Store, proposal: str, point: str, clock: Clock = system) -> Changes:
    """Take the point with this id out of the draft. Raises as `add_point` does."""
    with store.atomic():
        draft = _draft(store, proposal)
        gone = _point(draft, point)
        points = tuple(each for each in draft.points if each.id != gone.id)
        return _keep(store, replace(draft, points=points), "point", clock)


def write_texts(
    store: Store,
    proposal: str,
    *,
    opening: str | None = None,
    closing: str | None = None,
    clock: Clock = system,
) -> Changes:
    """Set the text before the points and after them; merge fields are filled when it is sent.

    Raises Trouble: `unknown_field` (with its name), and as `add_point` does.
    """
    with store.atomic():
        draft = _draft(store, proposal)
        _known_fields(opening or "", closing or "")
        changed = replace(
            draft,
            opening=draft.opening if opening is None else words(opening),
            closing=draft.closing if closing is None else words(closing),
        )
        return _keep(store, changed, "letter", clock)


def use_template(store: Store, proposal: str, name: str, clock: Clock = system) -> Changes:
    """Begin and end the draft with the texts of a template.

    Raises Trouble: `no_such_template`, and as `write_texts` does.
    """
    found = template(store, name)
    return write_texts(store, proposal, opening=found.opening, closing=found.closing, clock=clock)


def share(store: Store, proposal: str, clock: Clock = system) -> Changes:
    """Let the co-chairs have the draft with the next sync. Raises Trouble: `no_letter`, …"""
    with store.atomic():
        draft = _unsent(store, proposal)
        return _keep(store, replace(draft, shared=True), "share", clock)


def record_sent(store: Store, proposal: str, to: str = "", clock: Clock = system) -> Changes:
    """Write down that the letter was sent, with its texts as they were filled in; members read it.

    `to` says to whom, in the chair's words. Raises Trouble: `no_letter`, `letter_sent`, `empty`
    (a letter that says nothing), `unknown_field`.
    """
    with store.atomic():
        draft = _unsent(store, proposal)
        _known_fields(draft.opening, draft.closing)
        if not (draft.points or draft.opening.strip() or draft.closing.strip()):
            raise Trouble("empty")
        sheet = composed(store, draft, clock)
        sent = replace(
            draft,
            opening=sheet.opening,
            closing=sheet.closing,
            sent_at=stamp(clock),
            sent_to=words(to.strip()),
            shared=True,
        )
        return _keep(store, sent, "send letter", clock)


def point_at(found: Letter, number: int) -> Point:
    """Return the point with this number, counted from 1. Raises Trouble("no_such_point")."""
    if not 1 <= number <= len(found.points):
        raise Trouble("no_such_point", number=number, count=len(found.points))
    return found.points[number - 1]


def _grouped(rows: Sequence[Row]) -> dict[str, tuple[Letter, ...]]:
    beside = {row.id: row.data.get("sources") for row in rows if row.data.get("kind") == SOURCES}
    found: dict[str, list[Letter]] = {}
    for row in rows:
        if not row.data.get("withdrawn") and row.data.get("kind") != SOURCES:
            one = Letter.from_row(row, beside.get(sources_id(row.id)))
            found.setdefault(one.proposal, []).append(one)
    return {
        id: tuple(sorted(each, key=lambda one: (one.version, one.id))) for id, each in found.items()
    }


def _draft(store: Store, proposal: str) -> Letter:
    """Return the draft to write in, a new one about the newest version if there is none."""
    as_chair(store)
    paper = current.one(store, "proposals", proposal)
    if paper is None:
        raise Trouble("no_such_paper", kind="proposal", id=proposal)
    known = letters(store, proposal)
    found = working(known)
    if found is not None and not found.sent:
        return found
    version = int(paper.data.get("version") or 1)
    if found is not None and found.version >= version:
        raise Trouble("letter_sent", proposal=proposal, version=found.version)
    round_ = str(paper.data.get("round") or "")
    return Letter(letter_id(proposal, version), proposal, version, round_, number=len(known) + 1)


def _unsent(store: Store, proposal: str) -> Letter:
    """Return the draft there is. Raises Trouble: `not_a_chair`, `no_letter`, `letter_sent`."""
    draft = _draft(store, proposal)
    if current.one(store, "letters", draft.id) is None:
        raise Trouble("no_letter", proposal=proposal)
    return draft


def _keep(store: Store, made: Letter, verb: str, clock: Clock) -> Changes:
    known = current.one(store, "letters", made.id)
    data: Data = {} if known is None else {**known.data}
    data.pop("withdrawn", None)  # it was taken back once, and is written again
    points = [each.to_json() for each in made.points]
    writes: list[Write] = []
    if made.sent:
        # The id of a review tells whose it is: what members may read does not name it.
        hidden = {each.id: [*filter(is_review, each.comments)] for each in made.points}
        for each in points:
            each["comments"] = [one for one in each["comments"] if not is_review(one)]
        if any(hidden.values()):
            kept = {
                "kind": SOURCES,
                "proposal": made.proposal,
                "version": made.version,
                "round": made.round,
                "sources": {point: found for point, found in hidden.items() if found},
            }
            writes.append(Write("letters", sources_id(made.id), kept, ("chairs",)))
    data |= {
        "proposal": made.proposal,
        "version": made.version,
        "round": made.round,
        "number": made.number,
        "opening": made.opening,
        "closing": made.closing,
        "points": points,
        "sent_at": made.sent_at,
        "sent_to": made.sent_to,
    }
    readers = _readers(store, made.proposal) if made.sent else ("chairs",)
    writes.insert(0, Write("letters", made.id, data, readers, home=not made.shared))
    return act(store, verb, writes, clock)


def _readers(store: Store, proposal: str) -> tuple[str, ...]:
    """Return who reads a letter that was sent: members, and proposers who are none."""
    paper = current.one(store, "proposals", proposal)
    people = [] if paper is None else paper.data.get("proponents") or []
    accounts = {str(each.get("member")) for each in people if each.get("member")}
    rows = [current.one(store, "members", each) for each in sorted(accounts)]
    outside = [row.id for row in rows if row is not None and row.data.get("role") == "observer"]
    return audiences.normal(("members", *outside))


def _point(draft: Letter, id: str) -> Point:
    for each in draft.points:
        if each.id == id:
            return each
    raise Trouble("no_such_point", number=id, count=len(draft.points))


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
    scheme = rounds.of_proposal(store, draft.proposal)
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
            raise Trouble("no_question", id=each)


def _known_fields(*texts: str) -> None:
    for name in unknown_fields(*texts):
        raise Trouble("unknown_field", field=name, known=", ".join(FIELDS))


def _once(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(given))
