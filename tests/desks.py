"""Members without a server: each with the same papers, and files between them."""

from pathlib import Path

from app.actions.bundling import Made, TakenIn, make, take_bytes
from app.domain import ids
from app.domain.records import Data, Record
from app.paths import Home
from app.store import Store, facts, filed, open_store, outbox
from tests.builders import AT, CYCLE, clock, joined, proposal, record, round_, seed, version

ROLES = {
    "office": "secretariat",
    "chair": "chair",
    "omar": "member",
    "nadia": "member",
    "guest": "observer",
}


def papers() -> list[Record]:
    people = [
        record("members", account, name=account.title(), role=role)
        for account, role in ROLES.items()
    ]
    return [
        record("cycle", CYCLE, title="Orchard 2030"),
        round_(),
        proposal("trees"),
        proposal("water"),
        version("trees", 1, "Apples fall."),
        *people,
    ]


def desk(account: str, *, server: str = "") -> Store:
    """Give the profile of `account`, with the papers of a pack."""
    store = joined(open_store(None), account, ROLES[account])
    facts.put(store, server=server or None)
    return seed(store, *papers())


def review(store: Store, text: str, proposal: str = "trees", at: str = AT, **more: object) -> str:
    """Let whoever's profile this is submit a review."""
    account = facts.get(store, "account") or ""
    id = ids.review_id(CYCLE, account, proposal)
    data: Data = {"proposal": proposal, "version": 1, "texts": {"need": text}, "written_at": at}
    outbox.put(store, "reviews", id, {**data, **more}, audience=("chairs",), written_at=at)
    return id


def filing(store: Store, folder: Path, name: str = "a.satchel", **more: object) -> Made:
    return make(store, Home(folder / "profile"), folder / name, clock=clock, **more)  # type: ignore[arg-type]


def hands(store: Store, folder: Path, other: Store, **more: object) -> TakenIn:
    """Let `store` make a file and `other` open it."""
    made = filing(store, folder, **more)
    return opens(other, made.files[0])


def opens(store: Store, path: Path) -> TakenIn:
    return take_bytes(store, path.read_bytes(), clock=clock)


def waits(store: Store) -> list[tuple[str, str]]:
    """Give (id, state) of what has not arrived anywhere yet."""
    return [(act.id, act.state) for act in filed.to_file(store)]
