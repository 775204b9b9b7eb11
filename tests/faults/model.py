"""Three computers of two members on the real server, and somebody who remembers everything.

One `World` is one sequence of steps drawn from a seed: the verbs a member has, a line that
is cut anywhere, a program killed anywhere in an exchange, clocks years off, a server put
back to a backup, files of answers by hand. `World.finish` brings all to rest and says
what is lost, doubled or diverged.
"""

import json
import random
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_urlsafe

import psycopg

from app.actions import (
    acting,
    annotating,
    bundling,
    forming,
    joining,
    reviewing,
    settling,
    syncing,
)
from app.actions.papers import About
from app.actions.reviewing import Edit
from app.actions.trouble import Trouble
from app.paths import Home
from app.store import Store, current, facts, open_store, outbox, records
from app.sync import digest
from app.sync.report import Report
from app.sync.server import ServerTransport
from app.sync.transport import TransportError
from app.wire import ExchangeRequest
from tests.faults.line import Line
from tests.filled import form_of
from tests.integration.people import Cycle

PROPOSAL = About("proposal", "p1")
TABLES = ("sight", "ops", "records", "commits")
"""What a backup of the server holds of a cycle, children before parents."""
STEPS = (
    ("comment", 6), ("edit", 6), ("review", 5), ("draft", 2), ("note", 2), ("withdraw", 1),
    ("undo", 2), ("settle", 3), ("sync", 10), ("cut", 8), ("kill", 5), ("clock", 2),
    ("bundle", 2), ("form", 2), ("backup", 1), ("restore", 1), ("paper", 2),
)  # fmt: skip


class Killed(BaseException):
    """The program is gone between two statements."""


class Dying(Store):
    """A store of a program that is gone after so many statements that change something."""

    def __init__(self, store: Store, after: int) -> None:
        super().__init__(store.db, store.path, store.count)
        object.__setattr__(self, "left", iter(range(after)))

    def run(self, sql: str, values: object = ()) -> int:
        if next(self.left, None) is None:  # type: ignore[attr-defined]
            raise Killed
        return super().run(sql, values)  # type: ignore[arg-type]


class Computer:
    """One device with its profile on disk, and a clock that may be years off."""

    def __init__(self, home: Home, line: Line, server: str, invitation: str) -> None:
        self.home, self.off = home, timedelta()
        self.line = line
        self.store: Store = open_store(home.store)
        self.profile = joining.join(self.store, line.url, invitation)
        self.drafted: set[str] = set()
        self.beside = ServerTransport(server, self.profile.cycle, self.profile.token)
        """A line that nothing befalls, to look whether both hold the same."""
        self.wrong: list[str] = []
        self.exchanges = 0
        """Syncs that came to their end and were looked at."""
        self.behind = False
        """The server was put back since this computer was last told so."""

    def clock(self) -> datetime:
        return datetime.now(UTC) + self.off

    def sync(self, *, texts: bool = False) -> Report:
        report = syncing.sync(self.store, self.home, texts=texts)
        self._look(report)
        return report

    def _look(self, report: Report) -> None:
        """Ask the server what it holds: it is what is here, or a report has told that it is not."""
        answer = self.beside.exchange(ExchangeRequest(
            device=self.profile.device, epoch=facts.get(self.store, "epoch"),
            cursor=facts.get(self.store, "cursor"), nonce=token_urlsafe(6)))  # fmt: skip
        self.exchanges += 1
        if answer.reset or answer.records or answer.digest is None:
            self.wrong.append(f"sync {self.exchanges} ended before its end")
        elif not digest.agrees(self.store, answer.digest):
            self.wrong.append(f"sync {self.exchanges} left another digest and told nobody")
        if (report.repaired or report.reset) and not self.behind:
            self.wrong.append(f"sync {self.exchanges} read all anew without a cause")
        self.behind = False

    def killed(self, after: int) -> None:
        """Sync, and be gone after so many statements; begin again from what is on the disk."""
        with suppress(Killed, TransportError, Trouble):
            syncing.sync(Dying(self.store, after), self.home, texts=False)
        self.store.db.conn.rollback()  # what the next program finds: no half transaction
        self.store.close()
        self.store = open_store(self.home.store)

    def own(self, collection: str) -> list[str]:
        return [
            row.id
            for row in current.listed(self.store, collection)
            if row.owner == self.profile.account and not row.data.get("withdrawn")
        ]

    def holds(self) -> dict[tuple[str, str], tuple[int, str | None, str]]:
        rows = self.store.rows(
            "SELECT collection, id, version, owner, data FROM records"
            " WHERE generation = ? AND missing = 0 AND version > 0",
            [records.current_generation(self.store)],
        )
        return {
            (row["collection"], row["id"]): (row["version"], row["owner"], row["data"])
            for row in rows
        }


class World:
    """The computers, the server, and which words were written and knowingly let go."""

    def __init__(self, cycle: Cycle, database: str, url: str, folder: Path, seed: int) -> None:
        self.dice = random.Random(seed)
        self.cycle, self.database = cycle, database
        self.line = Line(url)
        self.computers = {
            name: Computer(Home(folder / name), self.line, url, cycle.invitation(account, role))
            for name, account, role in (
                ("home", "omar", "member"), ("phone", "omar", "member"), ("chair", "nadia", "chair"),
            )
        }  # fmt: skip
        for name, account, role in (("Omar", "omar", "member"), ("Nadia", "nadia", "chair")):
            cycle.secretariat.put("members", account, {"name": name, "role": role})
        for computer in self.computers.values():
            computer.sync()
        self.count = self.papers = 0
        self.let_go: set[str] = set()
        """Words replaced, taken back or not chosen by somebody who had them before her."""
        self.private: set[str] = set()
        self.kept: dict[str, list[tuple[object, ...]]] | None = None
        self.done: list[str] = []

    def close(self) -> None:
        for computer in self.computers.values():
            computer.beside.close()
            computer.store.close()
        self.line.close()

    def walk(self, steps: int) -> None:
        names, weights = zip(*STEPS, strict=True)
        for step in self.dice.choices(names, weights, k=steps):
            name = self.dice.choice(list(self.computers))
            self.done.append(f"{step} {name}")
            getattr(self, f"_{step}")(self.computers[name])

    # --- what members do ------------------------------------------------------------------

    def _word(self) -> str:
        self.count += 1
        return f"w{self.count}w"

    def _comment(self, computer: Computer) -> None:
        annotating.comment(
            computer.store, computer.home, PROPOSAL, self._word(), clock=computer.clock
        )

    def _note(self, computer: Computer) -> None:
        word = self._word()
        self.private.add(word)
        annotating.note(computer.store, computer.home, PROPOSAL, word, clock=computer.clock)

    def _edit(self, computer: Computer) -> None:
        if own := computer.own("comments"):
            id = self.dice.choice(own)
            self._forget(computer, "comments", id)
            annotating.edit(computer.store, id, self._word(), clock=computer.clock)

    def _review(self, computer: Computer, *, submit: bool = True) -> None:
        mine = next((row for row in current.listed(computer.store, "reviews")
                     if row.owner == computer.profile.account), None)  # fmt: skip
        edit = Edit(scores={"content": self.dice.randint(1, 5)})
        field = self.dice.choice(("relevance", "comment"))
        if mine is not None:
            was = (mine.data.get("texts") or {}).get(field) if field == "relevance" else None
            self.let_go |= words_in(was or mine.data.get(field))
        texts = {"relevance": self._word()} if field == "relevance" else {}
        comment = self._word() if field == "comment" else None
        edit = Edit(scores=edit.scores, texts=texts, comment=comment)
        reviewing.review(computer.store, "p1", edit, submit=submit, clock=computer.clock)

    def _draft(self, computer: Computer) -> None:
        self._review(computer, submit=False)

    def _withdraw(self, computer: Computer) -> None:
        if own := computer.own("comments"):
            id = self.dice.choice(own)
            self._forget(computer, "comments", id)
            annotating.withdraw(computer.store, id, computer.clock)

    def _undo(self, computer: Computer) -> None:
        row = computer.store.one("SELECT records FROM undo ORDER BY act DESC LIMIT 1")
        if row is None:
            return
        for each in json.loads(row["records"]):
            self._forget(computer, each["collection"], each["id"])
            self.let_go |= words_in(each.get("after"))
        acting.take_back(computer.store, clock=computer.clock)

    def _settle(self, computer: Computer) -> None:
        for each in settling.conflicts(computer.store):
            # Both were shown to her: what she lets go she has seen.
            self.let_go |= words_in(each.mine) | words_in(each.theirs)
            keep = self.dice.choice(("mine", "theirs"))
            settling.settle(computer.store, each.id, keep, collection=each.collection)

    def _forget(self, computer: Computer, collection: str, id: str) -> None:
        shown = current.one(computer.store, collection, id)
        self.let_go |= words_in(None if shown is None else shown.data)

    # --- what the line, the power and the Secretariat do ---------------------------------------

    def _sync(self, computer: Computer) -> None:
        computer.sync()

    def _cut(self, computer: Computer) -> None:
        """Cut anywhere in the exchange; at byte 0 of the answer it is an answer swallowed."""
        way = self.dice.choice(("up", "down"))
        self.line.plan(**{way: self.dice.choice((0, self.dice.randrange(200, 4000)))})
        with suppress(TransportError):
            computer.sync()
        self.line.plan()

    def _kill(self, computer: Computer) -> None:
        computer.killed(self.dice.randrange(0, 60))

    def _clock(self, computer: Computer) -> None:
        computer.off = timedelta(days=self.dice.choice((-3650, -1, 0, 1, 3650)))

    def _bundle(self, computer: Computer) -> None:
        chair = self.computers["chair"]
        path = computer.home.folder / f"answers-{len(self.done)}.satchel"
        if computer is chair or not bundling.waiting(computer.store).count:
            return
        bundling.make(computer.store, computer.home, path)
        bundling.take_bundle(chair.store, chair.home, path)
        if self.dice.random() < 0.3:
            bundling.take_bundle(chair.store, chair.home, path)  # once more: nothing new

    def _form(self, computer: Computer) -> None:
        """Fill in a text form; the program it was made in reads it, or a chair's does."""
        chair, word = self.computers["chair"], self._word()
        reads = chair if self.dice.random() < 0.3 else computer
        form = form_of(computer.store, ["p1"], clock=computer.clock)
        label = "== relevance:\n"
        assert label in form
        filled = form.replace(label, f"{label}{word}\n", 1).replace("[ ] submit", "[x] submit")
        understood = forming.read(reads.store, filled)
        assert understood.faults == []
        for each in (computer, reads):
            for row in current.listed(each.store, "reviews"):
                if row.owner == computer.profile.account:
                    self.let_go |= words_in((row.data.get("texts") or {}).get("relevance"))
        forming.save(reads.store, reads.home, understood, clock=reads.clock)
        if reads is not computer:
            # What she wrote herself stands against a form: the chair is told.
            self.let_go.add(word)

    def _paper(self, _: Computer) -> None:
        self.papers += 1
        self.cycle.secretariat.sync()
        self.cycle.secretariat.put("proposals", "p1", {
            "title": f"Forum {self.papers}", "round": "r1", "version": 1})  # fmt: skip

    def _backup(self, _: Computer) -> None:
        with psycopg.connect(self.database) as connection:
            self.kept = {
                table: connection.execute(
                    f"select * from {table} where cycle = %s", [self.cycle.id]
                ).fetchall()
                for table in TABLES
            }

    def _restore(self, _: Computer) -> None:
        if self.kept is None:
            return
        with psycopg.connect(self.database) as connection:
            for table in TABLES:
                connection.execute(f"delete from {table} where cycle = %s", [self.cycle.id])
            for table in reversed(TABLES):
                for row in self.kept[table]:
                    marks = ", ".join(["%s"] * len(row))
                    connection.execute(f"insert into {table} values ({marks})", row)
        for computer in self.computers.values():
            computer.behind = True
        office = self.cycle.secretariat
        office.store, office.epoch, office.cursor = {}, None, None

    # --- at the end ---------------------------------------------------------------------------

    def finish(self) -> list[str]:
        """Bring all to rest on a good line, and return what is wrong."""
        self.line.plan()
        for computer in self.computers.values():
            computer.off = timedelta()
            for act in outbox.all_of(computer.store):
                if act.state == "home" and act.collection == "reviews":
                    reviewing.review(computer.store, "p1", Edit(), submit=True)
        for _ in range(15):
            for computer in self.computers.values():
                computer.sync()
                self._settle(computer)
            if all(self._quiet(computer) for computer in self.computers.values()):
                break
        else:
            return ["it never comes to rest"]
        silent = [f"{name}: {each}" for name, computer in self.computers.items()
                  for each in computer.wrong]  # fmt: skip
        return [*silent, *self._lost(), *self._doubled(), *self._diverged(), *self._leaked()]

    def _quiet(self, computer: Computer) -> bool:
        report = computer.sync()
        waits = [act for act in outbox.all_of(computer.store) if act.state != "home"]
        quiet = (report.sent, report.received, report.repaired) == (0, 0, False)
        return quiet and not waits

    def _lost(self) -> list[str]:
        there: set[str] = set()
        for computer in self.computers.values():
            for collection in ("comments", "reviews", "notes"):
                for row in current.listed(computer.store, collection):
                    there |= words_in(row.data)
        written = {f"w{number}w" for number in range(1, self.count + 1)}
        return [f"lost: {word}" for word in sorted(written - there - self.let_go)]

    def _doubled(self) -> list[str]:
        wrong = []
        for name, computer in self.computers.items():
            said = [row.data.get("text") for row in current.listed(computer.store, "comments")
                    if row.data.get("text")]  # fmt: skip
            wrong += [f"doubled on {name}: {word}" for word in set(said) if said.count(word) > 1]
        return wrong

    def _diverged(self) -> list[str]:
        wrong = []
        for name, computer in self.computers.items():
            found = computer.store.one("PRAGMA integrity_check")
            if found is None or set(found.values()) != {"ok"}:
                wrong.append(f"damaged: {name}")
        home, phone, chair = (each.holds() for each in self.computers.values())
        if home != phone:
            wrong.append(f"diverged: home and phone in {differing(home, phone)}")
        seen = {key: each for key, each in home.items() if key[0] in {"comments", "reviews"}}
        unlike = {key for key, each in seen.items()
                  if chair.get(key) != each and '"withdrawn"' not in each[2]}  # fmt: skip
        if unlike:
            wrong.append(f"diverged: home and chair in {sorted(unlike)}")
        return wrong

    def _leaked(self) -> list[str]:
        reader = self.cycle.secretariat
        reader.store, reader.epoch, reader.cursor = {}, None, None
        reader.sync()
        said = json.dumps(list(reader.store.values()), ensure_ascii=False)
        return [f"leaked: {word}" for word in self.private if word in said]


def words_in(value: object) -> set[str]:
    """Return the words of ours anywhere in a record's data."""
    text = json.dumps(value, ensure_ascii=False)
    return {each for each in text.replace('"', " ").replace("\\n", " ").split()
            if each[0] == "w" and each[-1] == "w" and each[1:-1].isdecimal()}  # fmt: skip


def differing(one: dict[tuple[str, str], object], other: dict[tuple[str, str], object]) -> list:
    return sorted(key for key in one.keys() | other.keys() if one.get(key) != other.get(key))
