"""The letters to proposers that are here: found, the one in work, kept after a change."""

from collections.abc import Sequence

from app.actions.acting import Write, act, as_chair
from app.actions.clock import Clock
from app.actions.trouble import Trouble
from app.domain import audience as audiences
from app.domain.changes import Changes
from app.domain.letters import SOURCES, Letter, Point, is_review, letter_id, sources_id
from app.domain.records import Data, Row
from app.store import Store, current, proposals


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


def in_work(store: Store, proposal: str) -> Letter:
    """Return the draft to write in, an empty one about the newest version if there is none.

    Raises Trouble: `not_a_chair`, `no_such_paper`, `letter_sent` (and no newer version came).
    """
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


def unsent(store: Store, proposal: str) -> Letter:
    """Return the draft there is. Raises Trouble: `not_a_chair`, `no_letter`, `letter_sent`."""
    draft = in_work(store, proposal)
    if current.one(store, "letters", draft.id) is None:
        raise Trouble("no_letter", proposal=proposal)
    return draft


def point_at(found: Letter, number: int) -> Point:
    """Return the point with this number, counted from 1. Raises Trouble("no_such_point")."""
    if not 1 <= number <= len(found.points):
        raise Trouble("no_such_point", number=number, count=len(found.points))
    return found.points[number - 1]


def point_of(draft: Letter, id: str) -> Point:
    for each in draft.points:
        if each.id == id:
            return each
    raise Trouble("no_such_point", number=id, count=len(draft.points))


def keep(store: Store, made: Letter, verb: str, clock: Clock) -> Changes:
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


def _readers(store: Store, proposal: str) -> tuple[str, ...]:
    """Return who reads a letter that was sent: members, and proposers who are none."""
    paper = current.one(store, "proposals", proposal)
    people = [] if paper is None else paper.data.get("proponents") or []
    accounts = {str(each.get("member")) for each in people if each.get("member")}
    rows = [current.one(store, "members", each) for each in sorted(accounts)]
    outside = [row.id for row in rows if row is not None and row.data.get("role") == "observer"]
    return audiences.normal(("members", *outside))
