"""A cycle without a server: the Secretariat's desk, two chairs', and what goes between them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.actions import bundling, joining, opening
from app.actions.acting import Write, act
from app.actions.bundling import TakenIn
from app.domain.records import Data
from app.packs import personal, writing
from app.paths import Home
from app.secretariat import office, packing_records
from app.secretariat.packing_values import Wish
from app.secretariat.reconcile import PlannedChange
from app.store import Store, conflicting, current, open_store, outbox
from app.sync.intake import Taken
from tests.packing import OFFICE, head

ROLES = {"office": "secretariat", "ada": "chair", "ben": "chair", "omar": "member", "lea": "member"}
PAPERS: dict[tuple[str, str], Data] = {
    ("meetings", "call"): {"title": "Call"},
    ("items", "one"): {"meeting": "call", "position": 1, "title": "Opening", "minutes": 5},
    ("items", "two"): {"meeting": "call", "position": 2, "title": "Opening", "minutes": 5},
}


class Desk:
    """One computer; its clock is its own."""

    def __init__(self, account: str, folder: Path, ahead: float = 0) -> None:
        self.account = account
        self.home = Home(folder / account)
        self.home.folder.mkdir(parents=True)
        self.store: Store = open_store(None)
        self.now = datetime(2031, 1, 10, 9, tzinfo=UTC) + timedelta(minutes=ahead)
        self.made = 0

    def clock(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def write(self, id: str, collection: str = "items", readers: tuple[str, ...] | None = None,
              **data: object) -> None:  # fmt: skip
        row = current.one(self.store, collection, id)
        words = {**({} if row is None else row.data), **data}
        given = readers or (("members",) if row is None else row.readers)
        act(self.store, "edit", [Write(collection, id, words, given)], self.clock)

    def data(self, id: str, collection: str = "items") -> Data:
        row = current.one(self.store, collection, id)
        assert row is not None, (self.account, id)
        return row.data

    def file(self, to: bundling.To = "secretariat", *, new_only: bool = False) -> bytes | None:
        """Make a file for the Secretariat, or the other chairs; None if there is nothing to say."""
        self.made += 1
        out = self.home.folder / f"{self.made}.satchel"
        try:
            made = bundling.make(self.store, self.home, out.with_name(f"out-{out.name}"),
                                 to=to, new_only=new_only, clock=self.clock)  # fmt: skip
        except bundling.Trouble as trouble:
            assert trouble.code in {"nothing_waits", "out_is_ours"}, trouble.code
            return None
        return made.files[0].read_bytes()

    def open(self, raw: bytes) -> TakenIn:
        opens = OFFICE.secret if self.account == "office" else None
        return bundling.take_bytes(self.store, raw, opens=opens, clock=self.clock)

    def read(self, pack: bytes, *, joins: bool = False) -> Taken | None:
        path = self.home.folder.parent / f"{self.account}-pack.satchel"
        path.write_bytes(pack)
        if joins:
            joining.join_pack(self.store, self.home, path, self.account)
            return None
        return opening.take_pack(self.store, self.home, path)

    def asked(self) -> list[str]:
        """Give the ids of records that wait for a decision."""
        return [each.id for each in outbox.all_of(self.store) if each.state == "conflict"]

    def settle(self, *, mine: bool) -> set[str]:
        """Decide all that waits. Return the words that were let go, all of them shown."""
        seen: set[str] = set()
        for each in outbox.all_of(self.store):
            if each.state == "conflict":
                theirs: Data = (each.theirs or {}).get("data") or {}
                seen |= {str(value) for value in (*(each.data or {}).values(), *theirs.values())}
                conflicting.settle(self.store, each.collection, each.id, mine=mine)
        return seen


class World:
    """The Secretariat and two chairs, who all joined from one pack."""

    def __init__(self, folder: Path, papers: dict[tuple[str, str], Data] | None = None) -> None:
        self.desks = {
            name: Desk(name, folder, ahead)
            for name, ahead in (("office", 0), ("ada", -30), ("ben", 45), ("omar", 0))
        }
        self.office, self.ada, self.ben, self.omar = self.desks.values()
        self.folder = folder
        self.sequence = 0
        self.papers = [
            PlannedChange("members", name, "create", {"name": name.title(), "role": role},
                          ("members",))
            for name, role in ROLES.items()
        ] + [
            PlannedChange(collection, id, "create", data, ("members",))
            for (collection, id), data in (papers or PAPERS).items()
        ]  # fmt: skip
        self.first = self.pack(take=False)
        for desk in self.desks.values():
            desk.read(self.first, joins=True)

    def joins(self, account: str) -> Desk:
        """Let somebody else join who is in the roster."""
        self.desks[account] = Desk(account, self.folder)
        self.desks[account].read(self.first, joins=True)
        return self.desks[account]

    def pack(self, *, take: bool = True) -> bytes:
        """Make the Secretariat's next pack; it takes that in itself, as `pack` does."""
        self.sequence += 1000
        wish = office.with_words(self.office.store, Wish())
        beside = {(each.collection, each.id): each for each in wish.beside}
        changes = [beside.pop((each.collection, each.id), each) for each in self.papers]
        records = packing_records.chosen(
            [*changes, *beside.values()], "members", self.sequence, None
        )
        raw = writing.write(
            head(
                self.sequence,
                receipts=[*wish.receipts],
                aside={**wish.aside},
                personal=personal.sealed(
                    (
                        each.keys,
                        [packing_records.as_packed(one, self.sequence) for one in each.records],
                    )
                    for each in wish.personal
                ),
            ),
            [*packing_records.parts(records)],
            OFFICE.secret,
        )
        if take:
            self.office.read(raw)
        return raw

    def hand_in(self, *, mine: bool) -> set[str]:
        """Let everything go round once: files in, decisions, a pack out. Return what was let go."""
        seen: set[str] = set()
        for desk in (self.ada, self.ben):
            seen |= desk.settle(mine=mine)
            raw = desk.file()
            if raw is not None:
                self.office.open(raw)
        seen |= self.office.settle(mine=mine)
        raw = self.pack()
        for desk in (self.ada, self.ben, self.omar):
            desk.read(raw)
        return seen

    def quiet(self) -> bool:
        return not any(
            each.state != "home"
            for desk in self.desks.values()
            for each in outbox.all_of(desk.store)
        )

    def stands(
        self, collection: str = "items"
    ) -> list[dict[str, tuple[str | None, tuple[str, ...], Data]]]:
        """Give what each desk holds: owner, readers, data."""
        return [
            {
                row.id: (row.owner, row.readers, row.data)
                for row in current.listed(desk.store, collection)
            }
            for desk in self.desks.values()
        ]

    def close(self) -> None:
        for desk in self.desks.values():
            desk.store.close()
