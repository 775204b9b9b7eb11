"""The program killed at every statement of an exchange: two exchanges later all is well."""

import shutil

import pytest

from app.actions import joining, syncing
from app.paths import Home
from app.store import copies, current, open_store, outbox, records
from tests.builders import AT
from tests.faults.child import run, spread
from tests.integration.people import change


def comment(store, id, text, **more):
    outbox.put(store, "comments", id, {"text": text, **more}, audience=("chairs",), written_at=AT)


@pytest.fixture
def omar(cycle, server, tmp_path):
    """Everything that can happen in one exchange waits to happen.

    New words of mine, an edit, a merge, a conflict, a refusal; news from others.
    """
    phone = cycle.join("omar")
    for id in ("edited", "merged", "clashing"):
        phone.put("comments", id, {"text": "before", "criterion": None}, audience=["chairs"])
    home = Home(tmp_path / "omar")
    store = open_store(home.store)
    joining.join(store, server.url, cycle.invitation("omar"))
    syncing.sync(store, home)
    phone.put("comments", "merged", {"text": "before", "colour": "red"}, audience=["chairs"])
    phone.put("comments", "clashing", {"text": "theirs"}, audience=["chairs"])
    cycle.secretariat.put("proposals", "p2", {"title": "News", "round": "r1", "version": 1})
    comment(store, "new", "hello")
    comment(store, "edited", "after")
    comment(store, "merged", "after")
    comment(store, "clashing", "mine")
    comment(store, "refused", "x", criterion="unknown", about={"kind": "proposal", "id": "p1"})
    outbox.put(
        store, "comments", "draft", {"text": "at home"}, audience=(), written_at=AT, home=True
    )
    store.close()
    return home


def outcome(store):
    """What holds in the end, whenever the program was killed."""
    rows = {row.id: row.data["text"] for row in current.listed(store, "comments")}
    states = {act.id: act.state for act in outbox.all_of(store)}
    return rows, states


WANTED = (
    {
        "new": "hello", "edited": "after", "merged": "after", "clashing": "mine",
        "refused": "x", "draft": "at home",
    },
    {"clashing": "conflict", "refused": "refused", "draft": "home"},
)  # fmt: skip


def fresh(cycle, account):
    """What the server has of one account's comments, read anew."""
    person = cycle.join(account)
    person.sync()
    return {
        id: (record["version"], record["data"].get("text"))
        for (collection, id), record in person.store.items()
        if collection == "comments"
    }


def test_an_exchange_killed_at_any_statement_is_whole_two_exchanges_later(
    cycle, omar, tmp_path, whole
):
    # A copy of the profile is the same device: killed on one, it goes on with the next, and
    # each finds the acts of the one before taken already.
    for name in ("first", "lived"):
        shutil.copytree(omar.folder, tmp_path / name)
        total = run("sync", 0, tmp_path / name).statements
    assert total > 30
    there = fresh(cycle, "omar")

    kills = spread(total, 1000 if whole else 4)
    print(f"{len(kills)} kills among {total} statements")
    for at in kills:
        home = Home(tmp_path / f"killed-{at}")
        shutil.copytree(omar.folder, home.folder)
        assert run("sync", at, home.folder).killed

        assert copies.is_sound(home.store)
        store = open_store(home.store)
        syncing.sync(store, home)
        syncing.sync(store, home)

        assert outcome(store) == WANTED, at
        quiet = syncing.sync(store, home)
        assert (quiet.requests, quiet.sent, quiet.received, quiet.repaired) == (1, 0, 0, False)
        assert current.one(store, "proposals", "p2").data["title"] == "News"
        store.close()
        shutil.rmtree(home.folder)
    assert fresh(cycle, "omar") == there
    assert there["new"] == (1, "hello")
    assert there["edited"] == (2, "after")
    assert there["clashing"] == (2, "theirs")


def test_a_first_sending_killed_at_any_statement_sends_everything_once(
    cycle, server, tmp_path, whole
):
    measured = Home(tmp_path / "measured")
    total = run("sync", 0, begun(cycle, server, measured, "measured").folder).statements
    kills = spread(total, 1000 if whole else 3)
    print(f"{len(kills)} kills among {total} statements")

    for at in kills:
        account = f"killed-{at}"
        home = begun(cycle, server, Home(tmp_path / account), account)
        assert run("sync", at, home.folder).killed

        store = open_store(home.store)
        syncing.sync(store, home)
        syncing.sync(store, home)

        assert outbox.all_of(store) == []
        mine = {id: found for id, found in fresh(cycle, account).items() if account in id}
        assert mine == {f"{account}-{n}": (1, f"words {n}") for n in range(3)}, at
        store.close()


def begun(cycle, server, home, account):
    """Make a profile that has joined and has three comments to send."""
    store = open_store(home.store)
    joining.join(store, server.url, cycle.invitation(account))
    for number in range(3):
        comment(store, f"{account}-{number}", f"words {number}")
    store.close()
    return home


def test_reading_anew_killed_at_any_statement_loses_nothing(cycle, omar, tmp_path, whole):
    for name in ("first", "lived"):
        shutil.copytree(omar.folder, tmp_path / name)
        total = run("reread", 0, tmp_path / name).statements

    kills = spread(total, 1000 if whole else 3)
    print(f"{len(kills)} kills among {total} statements")
    for at in kills:
        home = Home(tmp_path / f"killed-{at}")
        shutil.copytree(omar.folder, home.folder)
        assert run("reread", at, home.folder).killed

        store = open_store(home.store)
        syncing.sync(store, home)
        syncing.sync(store, home)

        assert outcome(store) == WANTED, at
        assert records.missing(store) == []
        assert syncing.sync(store, home).requests == 1
        store.close()
        shutil.rmtree(home.folder)
    assert cycle.secretariat.do(change("comments", "new", {"text": "x"}))[0]["result"] == "refused"
