"""A child process that dies by SIGKILL before the n-th SQL statement of its work.

    python tests/faults/killing.py WORK N FOLDER [ARGS]

WORK is one of the functions below. After each step that a member would have been told
of, a line goes to stdout. With N = 0 it lives, and says at last how many statements it ran.

    python tests/faults/killing.py ready FOLDER

stays, and forks itself for every line [WORK, N, FOLDER] of its input: it answers the process
id and, at its end, the exit code. What the fork says goes into FOLDER/said, its faults into
FOLDER/faults.
"""

import json
import os
import re
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pysqlite3

from app.actions import (
    acting,
    annotating,
    backing,
    bundling,
    deciding,
    joining,
    ledger,
    letters,
    opening,
    reviewing,
    syncing,
)
from app.actions.papers import About
from app.actions.reviewing import Edit
from app.paths import Home
from app.store import Store, current, database, facts, open_store, outbox, records
from tests.builders import clock

RANDOM = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
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
        [
            act.collection,
            act.state,
            sorted(act.audience),
            RANDOM.sub("", json.dumps(act.data, sort_keys=True)),
        ]
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


def chairs(store: Store) -> Iterator[None]:
    """Do what a chair does from the first point of a letter to the release of the decisions."""
    letters.add_point(store, "trees", "Say who needs it", criterion="need", clock=clock)
    yield
    letters.write_texts(store, "trees", opening="Dear all", closing="Yours", clock=clock)
    yield
    letters.share(store, "trees", clock)
    yield
    letters.record_sent(store, "trees", "by mail", clock)
    yield
    ledger.ask_all(store, ["trees", "seeds"], "Who pays?", clock=clock)
    yield
    deciding.decide(store, "trees", outcome="supported", reason="All want it", clock=clock)
    yield
    deciding.decide(store, "seeds", outcome="come_back", clock=clock)
    yield
    deciding.release(store, "first", whole=True, clock=clock)
    yield
    acting.take_back(store, clock=clock)
    yield
    deciding.release(store, "first", whole=True, clock=clock)
    yield


def chair(folder: Path) -> None:
    """Do the acts of a chair; an act of several records is in the snapshot whole or not at all."""
    store = open_store(Home(folder).store)
    facts.put(store, role="chair")
    say(snapshot(store))
    for _ in chairs(store):
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


def typing(folder: Path) -> None:
    """Save one thing after the other, as somebody who types, until killed from outside."""
    home = Home(folder)
    store = open_store(home.store)
    number = done(store)
    while True:
        number += 1
        text = f"{number} " + "and more words " * (number % 40)
        rows = [row for row in current.listed(store, "comments") if row.owner == "omar"]
        match number % 3:
            case 1:
                annotating.comment(store, home, TREES, text, clock=clock)
            case 2:
                latest = max(rows, key=lambda row: number_of(row.data["text"]))
                annotating.edit(store, latest.id, text, clock=clock)
            case _:
                reviewing.review(store, "trees", Edit(comment=text), clock=clock)
        say(number)


def number_of(text: str) -> int:
    return int(text.split(" ", 1)[0])


def written(store: Store) -> list[int]:
    """Return the numbers that `typing` left in comments and the review, sorted."""
    texts = [row.data["text"] for row in current.listed(store, "comments")]
    texts += [row.data["comment"] for row in current.listed(store, "reviews")]
    return sorted(map(number_of, texts))


def done(store: Store) -> int:
    return max(written(store), default=0)


WORKS: dict[str, Callable[[Path], None]] = {
    "save": save, "chair": chair, "start": start, "backup": backup, "sync": sync, "reread": reread, "pack": pack,
    "answers": answers, "taken": taken, "typing": typing,
}  # fmt: skip


def stay_ready(folder: Path) -> None:
    """Fork for every line of the input."""
    for line in sys.stdin:
        work, at, place = json.loads(line)
        process = os.fork()
        if process == 0:
            become(work, at, place, folder)
        say(process)
        _, status = os.waitpid(process, 0)
        say(os.waitstatus_to_exitcode(status))


def become(work: str, at: int, place: str, folder: Path) -> NoReturn:
    """Do one piece of work and be gone, as a program of its own would."""
    for name, stream in (("faults", 2), ("said", 1)):
        flags = os.O_WRONLY if name == "said" else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(folder / name, flags), stream)
    try:
        main(work, str(at), place)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def main(work: str, at: str, folder: str = "") -> None:
    if work == "ready":
        stay_ready(Path(at))
        return
    counting = Counting(int(at))
    database.sqlite3 = counting
    WORKS[work](Path(folder))
    say({"statements": counting.count})


if __name__ == "__main__":
    main(*sys.argv[1:])
