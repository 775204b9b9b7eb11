"""The letters that are here, of proposals and documents: found, in work, kept after a change.

What a letter is about is named by the id of a proposal, or as `document/ID`.
"""

from collections.abc import Sequence

from app.actions.acting import Write, act, as_chair
from app.actions.clock import Clock
from app.actions.papers import COLLECTION, of_document
from app.actions.trouble import Trouble
from app.domain import audience as audiences
from app.domain.changes import Changes
from app.domain.letters import (
    SOURCES,
    Letter,
    Point,
    document_of,
    is_review,
    letter_id,
    sources_id,
)
from app.domain.records import Data, Row
from app.store import Store, current, proposals


def letters(store: Store, paper: str) -> tuple[Letter, ...]:
    """Return all letters about `paper` that are here, the one about the oldest version first."""
    document = document_of(paper)
    field, id = ("$.document", document) if document else ("$.proposal", paper)
    return _grouped(current.where(store, "letters", field, id)).get(paper, ())


def of_round(store: Store, round: str) -> dict[str, tuple[Letter, ...]]:
    """Return {proposal: its letters, oldest version first} of all proposals of `round`."""
    known = {each.id for each in proposals.listed(store, round)}
    rows = [
        row for row in current.listed(store, "letters") if str(row.data.get("proposal")) in known
    ]
    return _grouped(rows)


def letter(store: Store, paper: str) -> Letter | None:
    """Return the letter in work, else the one sent last; None before the first word."""
    return working(letters(store, paper))


def working(found: Sequence[Letter]) -> Letter | None:
    """Return of the letters of one paper the draft, else the newest."""
    drafts = [each for each in found if not each.sent]
    return (drafts or [*found] or [None])[-1]


def in_work(store: Store, paper: str) -> Letter:
    """Return the draft to write in, an empty one about the newest version if there is none.

    Raises Trouble: `not_a_chair`, `no_such_paper`, `letter_sent` (and no newer version came).
    """
    as_chair(store)
    row = paper_of(store, paper)
    known = letters(store, paper)
    found = working(known)
    if found is not None and not found.sent:
        return found
    version = newest(store, row)
    if found is not None and found.version >= version:
        raise Trouble("letter_sent", proposal=paper, version=found.version)
    document = document_of(paper)
    return Letter(
        letter_id(paper, version),
        "" if document else paper,
        version,
        "" if document else str(row.data.get("round") or ""),
        number=len(known) + 1,
        document=document,
    )


def paper_of(store: Store, paper: str) -> Row:
    """Return the proposal or the document a letter is about. Raises Trouble("no_such_paper")."""
    document = document_of(paper)
    kind, id = ("document", document) if document else ("proposal", paper)
    row = current.one(store, COLLECTION[kind], id)
    if row is None:
        raise Trouble("no_such_paper", kind=kind, id=id)
    return row


def newest(store: Store, row: Row) -> int:
    """Return the number of a paper's newest version."""
    if row.collection == "documents":
        return of_document(store, row.id).version or 1
    return int(row.data.get("version") or 1)


def unsent(store: Store, paper: str) -> Letter:
    """Return the draft there is. Raises Trouble: `not_a_chair`, `no_letter`, `letter_sent`."""
    draft = in_work(store, paper)
    if current.one(store, "letters", draft.id) is None:
        raise Trouble("no_letter", proposal=paper)
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
    about = {"proposal": made.proposal, "round": made.round}
    data |= {"document": made.document} if made.document else about
    data |= {
        "version": made.version,
        "number": made.number,
        "opening": made.opening,
        "closing": made.closing,
        "points": points,
        "sent_at": made.sent_at,
        "sent_to": made.sent_to,
    }
    readers = _readers(store, made.paper) if made.sent else ("chairs",)
    writes.insert(0, Write("letters", made.id, data, readers, home=not made.shared))
    return act(store, verb, writes, clock)


def _grouped(rows: Sequence[Row]) -> dict[str, tuple[Letter, ...]]:
    beside = {row.id: row.data.get("sources") for row in rows if row.data.get("kind") == SOURCES}
    found: dict[str, list[Letter]] = {}
    for row in rows:
        if not row.data.get("withdrawn") and row.data.get("kind") != SOURCES:
            one = Letter.from_row(row, beside.get(sources_id(row.id)))
            found.setdefault(one.paper, []).append(one)
    return {
        id: tuple(sorted(each, key=lambda one: (one.version, one.id))) for id, each in found.items()
    }


def _readers(store: Store, paper: str) -> tuple[str, ...]:
    """Return who reads a letter that was sent: members, and proposers who are none.

    Points on a document are for nobody who may not read the document.
    """
    found = paper_of(store, paper)
    if found.collection == "documents":
        narrow = audiences.narrower_than(found.readers, "members")
        return audiences.normal(found.readers) if narrow else ("members",)
    people = found.data.get("proponents") or []
    accounts = {str(each.get("member")) for each in people if each.get("member")}
    rows = [current.one(store, "members", each) for each in sorted(accounts)]
    outside = [row.id for row in rows if row is not None and row.data.get("role") == "observer"]
    return audiences.normal(("members", *outside))
