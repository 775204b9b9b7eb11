"""A child process that saves, backs up and restores, and says what it has promised.

    python -m tests.faults.writing FOLDER [careless|upgrade|export|patient|chair]

Each line on stdout is a promise that a power cut may not break. A careless one does not wait
for the disk: it shows that the test would notice. `upgrade` only opens an older store,
`export` writes everything to a file twice, `patient` tries again what the system refused, `chair` does a chair's acts, from the first point of a
letter to the release of the decisions.
"""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from app.actions import annotating, backing, exporting, restoring
from app.actions.papers import About
from app.paths import Home
from app.store import Store, StoreAway, facts, open_store
from app.ui.troubles import sentence
from tests.builders import clock
from tests.faults.killing import chairs, snapshot

TREES = About("proposal", "trees", 1)
SAVES = 8


def say(kind: str, value: object) -> None:
    os.write(1, json.dumps([kind, value]).encode() + b"\n")


def patiently(home: Home, store: Store) -> None:
    """Save and back up; what is refused is told in words and done again."""
    for number in range(4):
        text = f"saved {number}"
        for _ in range(3):
            try:
                annotating.comment(store, home, TREES, text, clock=clock)
            except Exception as error:
                say("refused", sentence(error))
            else:
                say("saved", text)
                break
    for _ in range(3):
        try:
            say("backup", backing.backup(store, home, clock).name)
        except Exception as error:
            say("refused", sentence(error))
        else:
            break
    with suppress(StoreAway):
        store.close()


def as_chair(store: Store) -> None:
    """Do a chair's acts; each is promised with all that stands after it."""
    facts.put(store, role="chair")
    say("acts", snapshot(store))
    for _ in chairs(store):
        say("acts", snapshot(store))
    store.close()


def main(folder: str, how: str = "") -> None:
    home = Home(Path(folder))
    store = open_store(home.store)
    if how in {"upgrade", "export"}:
        for _ in range(2 if how == "export" else 0):
            exporting.export(store, home, "everything", "json", home.folder / "mine.json")
            say("exported", "mine.json")
        store.close()
        return
    if how in {"patient", "chair"}:
        patiently(home, store) if how == "patient" else as_chair(store)
        return
    if how == "careless":
        store.run("PRAGMA synchronous = OFF")
    number = 0
    for part in range(4):
        for _ in range(SAVES):
            text = f"saved {number} " + "and more words " * (number % 40)
            annotating.comment(store, home, TREES, text, clock=clock)
            say("saved", text)
            number += 1
        if part == 0:
            store.run("PRAGMA wal_checkpoint(PASSIVE)")
        elif part == 1:
            say("backup", backing.backup(store, home, clock).name)
        elif part == 2:
            store.close()
            kept = restoring.restore(home, clock=clock).kept
            say("kept", kept.name if kept else "")
            store = open_store(home.store)
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
