"""Records as a server would send them, and profiles that have joined, in a word each."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from app.domain.records import Record
from app.store import Store, facts, outbox, records
from app.store.outbox import Act

CYCLE = "orchard2030"
AT = "2030-02-01T12:00:00Z"


def clock() -> datetime:
    """Give the same instant always: nothing is decided by it."""
    return datetime(2030, 2, 1, 12, tzinfo=UTC)


def joined(store: Store, account: str = "omar", role: str = "member") -> Store:
    """Make the profile of `store` that of `account`."""
    facts.put(
        store,
        cycle=CYCLE,
        account=account,
        role=role,
        server="http://127.0.0.1:9",
        token="token",
        device=f"device-of-{account}",
    )
    return store


def seed(store: Store, *given: Record) -> Store:
    """Let the server have said `given`."""
    records.apply(store, given)
    return store


def record(
    collection: str,
    id: str,
    version: int = 1,
    owner: str | None = "office",
    audience: tuple[str, ...] = ("members",),
    /,
    **data: Any,
) -> Record:
    return Record(collection, id, version, owner, audience, data)


def gone(collection: str, id: str) -> Record:
    return Record(collection, id, 0, None, (), None)


def round_(id: str = "first", **data: Any) -> Record:
    """A qualitative round: `need` is required, `reach` is scored 1 to 5."""
    scheme = {
        "title": "First reading",
        "kind": "qualitative",
        "status": "open",
        "criteria": [
            {"key": "need", "title": "Who needs it", "text": "required"},
            {"key": "reach", "title": "Whom it reaches", "scale": {"min": 1, "max": 5}},
        ],
        "stances": [{"key": "support", "title": "Support"}, {"key": "object", "title": "Object"}],
        "reasons": ["Too broad", "Unclear"],
        "reasons_at_or_below": 2,
        "deadlines": [{"what": "comments", "at": "2030-02-11T11:59:59Z", "aoe": True}],
    }
    return record("rounds", id, **{**scheme, **data})


def proposal(id: str = "trees", version: int = 1, **data: Any) -> Record:
    fields = {"title": f"About {id}", "round": "first", "version": version, "status": "open"}
    return record("proposals", id, version, **{**fields, **data})


def version(proposal: str, number: int, *texts: str) -> Record:
    """A version whose sections are `s1`, `s2` and so on."""
    sections = [
        {"key": f"s{count}", "heading": f"Section {count}", "text": text}
        for count, text in enumerate(texts, start=1)
    ]
    return record(
        "versions",
        f"{proposal}-v{number}",
        proposal=proposal,
        number=number,
        at=AT,
        sections=sections,
    )


def write(store: Store, text: str, id: str = "c1", *, home: bool = False, **data: Any) -> None:
    """Let the member have written a comment (or, at home, a draft of it)."""
    outbox.put(
        store, "comments", id, {"text": text, **data}, audience=("chairs",), written_at=AT,
        home=home,
    )  # fmt: skip


def states(store: Store, id: str = "c1") -> list[tuple[str, str | None]]:
    """Give (state, text) of every row of a comment in the outbox."""
    rows = outbox.of(store, "comments", id)
    return [(row.state, None if row.data is None else row.data.get("text")) for row in rows]


def statements(store: Store, ask: Callable[[Store], object]) -> int:
    """Say how many statements `ask` puts to the store."""
    before = store.count.statements
    ask(store)
    return store.count.statements - before


def send(store: Store) -> list[Act]:
    """Freeze what would go with the next request, and give it."""
    acts = outbox.to_send(store)
    outbox.freeze(store, [act for act in acts if act.state == "waiting"])
    return acts


def arrive(store: Store, version: int = 1, owner: str = "omar") -> None:
    """Let the server take what waits and give it back as records of `version`."""
    for act in send(store):
        seed(store, record(act.collection, act.id, version, owner, act.audience, **act.data or {}))
        outbox.accepted(store, act, version)
