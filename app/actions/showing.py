"""Records as lists and one by one, for the terminal and for exports."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from app.actions import assigned, deciding, ledger, listing_marks, moving_marks, recusing
from app.actions.listing_marks import about
from app.actions.placing import flat, places
from app.actions.trouble import Trouble
from app.domain.collections import ALL
from app.domain.marks import Listed, Wanted, chosen
from app.domain.proposals import ProposalRow
from app.domain.records import SAYS_WHOSE, Data, Row, owners
from app.paths import Home
from app.store import Store, acts, annotations, current, facts, filed, members, proposals
from app.store.acts import Act

MARKS = frozenset({"notes", "comments"})
KINDS = (*ALL, "outbox", "questions")


def listed(store: Store, home: Home, kind: str, wanted: Wanted | None = None) -> list[Data]:
    """Return all of `kind` (a collection, `outbox` or `questions`) as `--json` shows them.

    `wanted` chooses among marks: notes, comments, questions. A question about a proposal has
    the `state` that the ledger gives it. Raises Trouble: `unknown_kind`,
    `not_filtered`.
    """
    if wanted and kind not in {*MARKS, "questions"}:
        raise Trouble("not_filtered", kind=kind)
    if kind == "outbox":
        # Drafts and private notes stay at home: they are no part of what goes out.
        mine, sent = facts.get(store, "account"), filed.of(store)
        rows = [act for act in acts.all_of(store) if act.state != "home"]
        return [_waiting(act, mine, sent.get(act.op)) for act in rows]
    if kind == "questions":
        asked = _marks(store, home, annotations.questions(store), wanted)
        states = ledger.states(store)
        return _with_theirs(store, [{**row, "state": states.get(row["id"])} for row in asked])
    if kind not in ALL:
        raise Trouble("unknown_kind", kind=kind, known=", ".join(sorted(KINDS)))
    rows = current.listed(store, kind)
    made = _marks(store, home, rows, wanted) if kind in MARKS else [row.flat() for row in rows]
    if kind == "proposals":
        asked = _asked(store)
        made = [{**row, "asked": row["id"] in asked} for row in made]
    return _with_theirs(store, _reviews(store, made) if kind == "reviews" else made)


def mine(store: Store, kind: str, rows: Iterable[Data]) -> Iterator[Data]:
    """Yield those of `rows` that are mine; of proposals those that I am asked to review."""
    account = facts.get(store, "account")
    mine = {account} if kind in SAYS_WHOSE else {account, None}
    for row in rows:
        if row["asked"] if kind == "proposals" else row.get("owner") in mine:
            yield row


def _asked(store: Store) -> frozenset[str]:
    """Return the proposals that I am asked to review."""
    return _asked_of(store, proposals.listed(store))


def _is_asked(store: Store, id: str) -> bool:
    """Say whether I am asked to review this one proposal: no other is looked at."""
    row = proposals.one(store, id)
    return row is not None and bool(_asked_of(store, [row]))


def _asked_of(store: Store, rows: Sequence[ProposalRow]) -> frozenset[str]:
    if facts.get(store, "role") not in members.ASKED:
        return frozenset()
    there = [row for row in rows if row.status != "withdrawn"]
    return frozenset(row.id for row in assigned.to_me(store, there))


def shown(store: Store, home: Home, kind: str, id: str, version: int | None = None) -> Data:
    """Return one record as `--json` shows it; a proposal with the text of `version`.

    Raises Trouble: `unknown_kind`, `no_such_record`, `no_such_version`.
    """
    if kind == "outbox":
        for act in acts.all_of(store):
            if act.state != "home" and id in {act.id, act.op}:
                return _waiting(act, facts.get(store, "account"), filed.of(store).get(act.op))
        raise Trouble("no_such_record", collection=kind, id=id)
    collection = "comments" if kind == "questions" else kind
    if collection not in ALL:
        raise Trouble("unknown_kind", kind=kind, known=", ".join(sorted(KINDS)))
    row = current.one(store, collection, id)
    if row is None:
        raise Trouble("no_such_record", collection=kind, id=id)
    if collection == "proposals":
        told = {"asked": _is_asked(store, id), "recusal_suggested": recusing.told(store, id)}
        return {**_proposal(store, row, version), **told}
    made = one_mark(store, home, row) if collection in MARKS else row.flat()
    if kind == "questions":
        made["state"] = ledger.states(store).get(id)
    if collection == "reviews":
        made = _reviews(store, [made])[0]
    return _with_theirs(store, [made])[0]


def one_mark(store: Store, home: Home, row: Row) -> Data:
    return _marks(store, home, [row])[0]


def _marks(store: Store, home: Home, rows: list[Row], wanted: Wanted | None = None) -> list[Data]:
    where = places(store, home, rows)
    if wanted:
        names = listing_marks.titles(store)
        known = [Listed(row, where[row.id], names.get(about(row), "")) for row in rows]
        rows = [each.row for each in chosen(known, wanted)]
    told = moving_marks.answered(store, rows)
    return [
        {**flat(row, where[row.id]), "answered": told[row.id].to_json() if row.id in told else None}
        for row in rows
    ]


def _with_theirs(store: Store, rows: list[Data]) -> list[Data]:
    """Put beside each record in conflict what the server has: `theirs`, null if it is gone."""
    found = {
        (act.collection, act.id): (act.theirs or {}).get("data")
        for act in acts.all_of(store)
        if act.state == "conflict"
    }
    return [
        {**row, "theirs": found[key]} if (key := (row["collection"], row["id"])) in found else row
        for row in rows
    ]


def _reviews(store: Store, rows: list[Data]) -> list[Data]:
    """Put beside each review the newest version of its proposal, and beside mine what may be a conflict."""
    mine = {None, facts.get(store, "account")}
    return [
        {
            **row,
            "recusal_suggested": recusing.told(store, str(row.get("proposal")))
            if row.get("owner") in mine
            else None,
        }
        for row in _with_newest(store, rows)
    ]


def _with_newest(store: Store, reviews: list[Data]) -> list[Data]:
    """Put beside the version that was reviewed the one there is now: `newest`."""
    now = {row.id: row.data.get("version") for row in current.listed(store, "proposals")}
    return [{**each, "newest": now.get(str(each.get("proposal")))} for each in reviews]


def _proposal(store: Store, row: Row, number: int | None) -> Data:
    version = proposals.version(store, row.id, number)
    if version is None and number is not None:
        raise Trouble("no_such_version", id=row.id, version=number)
    shown = row.flat()
    if version is not None:
        shown["text"] = {
            "number": version.number,
            "at": version.at,
            "note": version.note,
            "sections": [asdict(section) for section in version.sections],
        }
        shown |= {"number": version.number, "sections": shown["text"]["sections"]}
    decided = deciding.of_proposal(store, row.id)
    if decided is not None:
        decision, _word = decided
        told = ("outcome", "reason", "condition", "channel", "at", "changed_at", "released_at")
        shown["decision"] = {name: getattr(decision, name) for name in told}
        shown["decision"]["merge_with"] = list(decision.merge_with)
    return shown


def _waiting(act: Act, owner: str | None, sent: filed.Sent | None) -> Data:
    """Return a row of the outbox: the record as it goes, `act` saying how far it got."""
    return {
        **(act.data or {}),
        "id": act.id,
        "collection": act.collection,
        **owners(act.collection, act.data or {}, owner),
        "waiting": act.state in {"waiting", "sent"},
        "revision": None,
        "readers": list(act.audience),
        "op": act.op,
        "act": act.state,
        "bytes": act.size,
        "base": act.base,
        "written_at": act.written_at,
        "code": act.code,
        "message": act.message,
        "data": act.data,
        "theirs": act.theirs,
        "sent_in_file": None if sent is None else {"at": sent.at, "file": sent.file},
    }
