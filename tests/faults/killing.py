"""A child process that dies by SIGKILL before the n-th SQL statement of its work.

    python tests/faults/killing.py WORK N FOLDER [ARGS]

WORK is one of the functions below. After each step that a member would have been told
of, a line goes to stdout. With N = 0 it lives, and says at last how many statements it ran.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pysqlite3

from app.actions import acting, annotating, backing, bundling, joining, opening, reviewing, syncing
from app.actions.papers import About
from app.actions.reviewing import Edit
from app.paths import Home
from app.store import Store, database, facts, open_store, outbox, records
from tests.builders import clock

TREES = About("proposal", "trees", 1)


class Counting:
    """The SQLite module, with connections that count statements and kill at the n-th."""

    def __init__(self, at: int) -> None:
        self.at, self.count = at, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(pysqlite3, name)

    def connect(self, *args: Any, **more: Any) -> Any:
        connection = pysqlite3.connect(*args, **more)
        connection.set_trace_callback(self.statement)
        return connection

    def statement(self, _sql: str) -> None:
        self.count += 1
        if self.count == self.at:
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def say(value: Any) -> None:
    os.write(1, json.dumps(value).encode() + b"\n")


def snapshot(store: Store) -> list[list[Any]]:
    """Return what the member did, without what is random in it."""
    return sorted(
        [act.collection, act.state, json.dumps(act.data, sort_keys=True)]
        for act in outbox.all_of(store)
    )


def saves(store: Store, home: Home) -> Iterator[None]:
    """Save what a member saves in an evening, one act after the other."""
    written = annotating.note(store, home, TREES, "note", quote="Apples", clock=clock)
    yield
    annotating.edit(store, written.ids[0], "note, longer", clock=clock)
    yield
    asked = annotating.comment(store, home, TREES, "why?", kind="question", clock=clock)
    yield
    annotating.comment(store, home, TREES, "good", quote="pears", criterion="need", clock=clock)
    yield
    outbox.freeze(store, outbox.to_send(store)[:1])
    yield
    annotating.edit(store, asked.ids[0], "why not?", clock=clock)
    yield
    draft = Edit(texts={"need": "Many ask"}, to_chairs="only you", recused_why="")
    reviewing.review(store, "trees", draft, clock=clock)
    yield
    reviewing.review(store, "trees", Edit(scores={"reach": 4}), submit=True, clock=clock)
    yield
    reviewing.review(store, "trees", Edit(stance="support"), clock=clock)
    yield
    acting.take_back(store, clock=clock)
    yield
    annotating.withdraw(store, asked.ids[0], clock=clock)
    yield
    acting.take_back(store, clock=clock)
    yield
    reviewing.review(store, "trees", Edit(comment="late"), submit=True, clock=clock)
    yield


def save(folder: Path) -> None:
    home = Home(folder)
    store = open_store(home.store)
    say(snapshot(store))
    for _ in saves(store, home):
        say(snapshot(store))


def start(folder: Path) -> None:
    """Open the store, whatever version it has."""
    open_store(Home(folder).store).close()
    say("open")


def backup(folder: Path) -> None:
    home = Home(folder)
    store = open_store(home.store)
    say(backing.backup(store, home, clock).name)


def sync(folder: Path) -> None:
    home = Home(folder)
    store = open_store(home.store)
    report = syncing.sync(store, home)
    say([report.sent, report.received])


def reread(folder: Path) -> None:
    """Read everything anew beside what is here, as after a reset, and show it."""
    store = open_store(Home(folder).store)
    records.begin_generation(store, "epoch")
    facts.put(store, last_exchange=None)
    sync(folder)


def pack(folder: Path) -> None:
    """Join with the first of two packs beside the profile, then open the second."""
    home = Home(folder)
    store = open_store(home.store)
    joining.join_pack(store, home, folder.parent / "one.satchel", "mona")
    say("one")
    opening.take_pack(store, home, folder.parent / "two.satchel")
    say("two")


def answers(folder: Path) -> None:
    """Make a file of what waits, beside the profile."""
    home = Home(folder)
    store = open_store(home.store)
    bundling.make(store, home, folder.parent / "answers.satchel", clock=clock)
    say("made")


def taken(folder: Path) -> None:
    """Take in two files of answers beside the profile, the newer one first."""
    home = Home(folder)
    store = open_store(home.store)
    for name in ("second.satchel", "first.satchel"):
        bundling.take_bundle(store, home, folder.parent / name, clock=clock)
        say(name)


WORKS: dict[str, Callable[[Path], None]] = {
    "save": save, "start": start, "backup": backup, "sync": sync, "reread": reread, "pack": pack,
    "answers": answers, "taken": taken,
}  # fmt: skip


def main(work: str, at: str, folder: str) -> None:
    counting = Counting(int(at))
    database.sqlite3 = counting
    WORKS[work](Path(folder))
    say({"statements": counting.count})


if __name__ == "__main__":
    main(*sys.argv[1:])
