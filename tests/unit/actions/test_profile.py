"""The profile: its state, its settings, backups, downloads, what was read, and lists."""

import json
from contextlib import closing
from hashlib import sha256

import pytest

from app import settings
from app.actions import (
    backing,
    comparing,
    costing,
    downloading,
    joining,
    reading,
    searching,
    showing,
    status,
    syncing,
    traffic,
)
from app.actions.trouble import Trouble
from app.settings import Settings
from app.store import conflicting, copies, facts, files, open_store, outbox, seen
from app.sync.memory import MemoryServer, MemoryTransport
from app.sync.transport import OVERHEAD, Cancelled, Unreachable
from tests.builders import (
    CYCLE,
    clock,
    joined,
    proposal,
    record,
    round_,
    seed,
    send,
    states,
    version,
    write,
)

CONTENT = b"# A report\n\n" + b"Walnuts grow well. " * 300
NAME = sha256(CONTENT).hexdigest()
TEXT = b"Walnuts"
TEXT_NAME = sha256(TEXT).hexdigest()


@pytest.fixture
def server():
    server = MemoryServer(CYCLE)
    server.enrol("omar")
    server.state.files = {NAME: CONTENT, TEXT_NAME: TEXT}
    file = {"name": "../a: report?.pdf", "sha256": NAME, "size": len(CONTENT)}
    server.put("documents", "report", {
        "title": "Report", "file": file, "text": {"sha256": TEXT_NAME, "size": len(TEXT)},
    })  # fmt: skip
    server.put("documents", "bare", {"title": "Nothing to fetch"})
    return server


@pytest.fixture
def line(server):
    return lambda _profile: MemoryTransport(server, "omar")


# --- status --------------------------------------------------------------------------------


def test_a_profile_that_joined_nothing_has_a_state_too(store):
    now = status.status(store)

    assert (now.account, now.cycle, now.waiting, now.deadlines) == (None, None, 0, ())
    assert json.dumps(now.to_json())


def test_the_state_counts_what_the_next_sync_would_send(desk):
    write(desk, "waits", "a")
    write(desk, "sent", "b")
    outbox.freeze(desk, outbox.to_send(desk)[1:])
    write(desk, "draft", "c", home=True)
    write(desk, "bad", "d")
    outbox.refused(desk, outbox.of(desk, "comments", "d")[0], "nul", "")
    write(desk, "clash", "e")
    conflicting.keep_both(desk, outbox.of(desk, "comments", "e")[0], None)

    now = status.status(desk)

    assert (now.waiting, now.set_aside, now.conflicts) == (2, 1, 1)
    assert now.waiting_bytes > 400


def test_the_state_tells_who_where_and_what_is_due(desk):
    seed(desk, record("cycle", CYCLE, title="Orchard cycle"))
    facts.put(desk, epoch="e1", last_exchange="2030-02-01T12:00:00Z")
    reading.opened(desk, "proposals", "trees", 1, clock)
    reading.stopped(desk, "proposals", "trees", {"section": "s1", "offset": 3})
    seed(desk, proposal(version=2))

    told = status.status(desk).to_json()

    assert (told["account"], told["cycle"], told["title"], told["role"]) == (
        "omar", CYCLE, "Orchard cycle", "member",
    )  # fmt: skip
    assert (told["unread"], told["changed"], told["epoch"]) == (1, 1, "e1")
    assert told["deadlines"] == [
        {
            "round": "first", "what": "comments", "at": "2030-02-11T11:59:59Z", "aoe": True,
            "moved_from": [],
        }
    ]  # fmt: skip
    assert told["counts"]["proposals"] == 2
    assert seen.place(desk, "proposals", "trees") == {"section": "s1", "offset": 3}


# --- syncing -------------------------------------------------------------------------------


def test_a_sync_brings_the_small_texts_too(store, home, line):
    joined(store)

    report = syncing.sync(store, home, open_transport=line)

    assert home.text(TEXT_NAME).read_bytes() == TEXT
    assert files.missing_texts(store) == []
    assert (report.requests, syncing.changes_of(report).touch("documents")) == (2, True)
    assert [hit.id for hit in searching.search(store, home, "walnuts").hits] == ["report"]
    assert not (home.folder / "files").exists()
    assert syncing.sync(store, home, open_transport=line).requests == 1


def test_texts_can_be_left_for_later(store, home, line):
    joined(store)

    syncing.sync(store, home, texts=False, open_transport=line)

    assert [name for name, _ in files.missing_texts(store)] == [TEXT_NAME]


def test_a_text_beyond_the_budget_is_left_for_later(store, home, server, line):
    joined(store)
    server.put("documents", "other", {"title": "x" * OVERHEAD})

    with closing(joined(open_store(None))) as other:
        papers = syncing.sync(other, home, texts=False, open_transport=line)
    spent = papers.bytes_up + papers.bytes_down

    report = syncing.sync(store, home, budget=spent + 2, open_transport=line)

    assert report.more
    assert not home.text(TEXT_NAME).exists()


def test_a_text_that_will_not_come_stops_no_other(store, home, server, line):
    joined(store)
    for number, content in enumerate((b"other", b"another")):
        name = sha256(content).hexdigest()
        server.state.files[name] = content
        server.put("documents", f"d{number}", {"text": {"sha256": name, "size": 99 + number}})
    server.put("documents", "lost", {"text": {"sha256": "0" * 64, "size": 1}})
    server.put("documents", "damaged", {"text": {"sha256": "1" * 64, "size": 2}})
    server.put("documents", "huge", {"text": {"sha256": "2" * 64, "size": 9_000_000}})
    server.state.files["1" * 64] = b"something else"

    syncing.sync(store, home, open_transport=line)

    assert len(files.whole(store)) == 3
    assert len(files.missing_texts(store)) == 3


def test_a_revoked_device_is_told_in_a_code(store, home, server, line):
    joined(store)
    server.state.roles.clear()

    with pytest.raises(Trouble, match="device_revoked"):
        syncing.sync(store, home, open_transport=line)


def test_without_a_server_or_a_cycle_syncing_says_so(store, home):
    with pytest.raises(Trouble, match="not_joined"):
        syncing.sync(store, home)
    joined(store)
    facts.put(store, server="")
    with pytest.raises(Trouble, match="no_server"):
        syncing.sync(store, home)


def test_with_the_server_gone_nothing_is_lost(store, home):
    joined(store)
    write(store, "mine")

    with pytest.raises(Unreachable):
        syncing.sync(store, home)

    assert states(store) == [("sent", "mine")]


def test_the_cost_is_told_before_it_is_spent(store, home, line, server):
    joined(store)
    write(store, "mine " * 1000)

    cost = costing.estimate(store, open_transport=line)

    assert cost.bytes_down > OVERHEAD < cost.bytes_up
    server.state.roles.clear()


# --- joining -------------------------------------------------------------------------------


def test_the_key_of_this_device_is_made_once_and_kept(store_path):
    store = open_store(store_path)
    key = joining.device_key(store)
    device = facts.get(store, "device")
    store.close()

    again = open_store(store_path)

    assert joining.device_key(again) == key
    assert (facts.get(again, "device"), len(key)) == (device, 43)
    again.close()


@pytest.mark.parametrize("url", ["http://example.org", "ftp://x", "orchard", ""])
def test_an_address_that_is_not_safe_is_refused_before_anything_is_sent(store, url):
    with pytest.raises(Trouble, match="bad_address"):
        joining.join(store, url, "code")

    assert facts.profile(store) is None


# --- downloading ---------------------------------------------------------------------------


def test_a_file_comes_under_a_name_that_leaves_no_folder(store, home, line):
    joined(store)
    syncing.sync(store, home, open_transport=line)
    told = []

    plan = downloading.planned(store, home, "report")
    path = downloading.get(store, home, "report", got=told.append, open_transport=line)

    assert (plan.size, plan.name, plan.here) == (len(CONTENT), "../a: report?.pdf", True)
    assert path.read_bytes() == CONTENT
    assert path.parent.parent == home.folder / "files"
    assert told[-1] == len(CONTENT)
    assert NAME in files.whole(store)


def test_a_download_goes_on_where_the_line_broke(store, home, server, line):
    joined(store)
    syncing.sync(store, home, open_transport=line)

    class Breaking(MemoryTransport):
        def fetch(self, sha256, offset=0, stop=None):
            for count, piece in enumerate(MemoryTransport.fetch(self, sha256, offset)):
                if count == 2:
                    raise Unreachable
                yield piece

    with pytest.raises(Unreachable):
        downloading.get(store, home, "report", open_transport=lambda _: Breaking(server, "omar"))
    rest = MemoryTransport(server, "omar")

    path = downloading.get(store, home, "report", open_transport=lambda _: rest)

    assert path.read_bytes() == CONTENT
    assert rest.traffic.down == len(CONTENT) - 2048


def test_every_byte_counts_into_the_month_also_of_what_broke(store, home, server, line):
    joined(store)
    syncing.sync(store, home, open_transport=line)
    at = facts.get(store, "last_exchange")
    synced = traffic.spent(store, at)

    class Breaking(MemoryTransport):
        def fetch(self, sha256, offset=0, stop=None):
            yield next(iter(MemoryTransport.fetch(self, sha256, offset)))
            raise Unreachable

    broken = Breaking(server, "omar")
    with pytest.raises(Unreachable):
        downloading.get(store, home, "report", open_transport=lambda _: broken)
    came = traffic.spent(store, at)
    downloading.get(store, home, "report", open_transport=line)

    assert synced > 0
    assert came == synced + broken.traffic.down
    assert traffic.spent(store, at) == synced + len(CONTENT)


def test_what_is_here_needs_no_line(store, home, line):
    joined(store)
    syncing.sync(store, home, open_transport=line)
    path = downloading.get(store, home, "report", open_transport=line)

    assert downloading.get(store, home, "report") == path
    assert downloading.get(store, home, "report", text=True).read_bytes() == TEXT


def test_a_download_can_be_stopped(store, home, server, line):
    joined(store)
    syncing.sync(store, home, open_transport=line)

    class Stopped(MemoryTransport):
        def fetch(self, sha256, offset=0, stop=None):
            del sha256, offset
            assert stop()
            raise Cancelled
            yield b""

    with pytest.raises(Cancelled):
        downloading.get(
            store, home, "report", stop=lambda: True,
            open_transport=lambda _: Stopped(server, "omar"),
        )  # fmt: skip


def test_what_cannot_be_fetched_is_told_in_a_code(store, home, server, line):
    joined(store)
    syncing.sync(store, home, open_transport=line)
    del server.state.files[NAME]

    for document, text, code in (
        ("none", False, "no_such_paper"), ("bare", False, "no_file"), ("bare", True, "no_text"),
        ("report", False, "not_there"),
    ):  # fmt: skip
        with pytest.raises(Trouble, match=code):
            downloading.get(store, home, document, text=text, open_transport=line)


# --- backups -------------------------------------------------------------------------------


def test_a_backup_is_checked_and_never_overwrites_another(desk, home):
    write(desk, "kept")

    paths = [backing.backup(desk, home, clock) for _ in range(2)]

    assert [path.name for path in paths] == [
        "store-20300201T120000Z.db", "store-20300201T120000Z-2.db",
    ]  # fmt: skip
    for path in paths:
        copy = open_store(path)
        assert states(copy) == [("waiting", "kept")]
        copy.close()


def test_a_backup_that_is_not_sound_is_thrown_away(desk, home, monkeypatch):
    monkeypatch.setattr(copies, "look", lambda _: copies.Looked(copies.DAMAGED))

    with pytest.raises(Trouble, match="backup_failed"):
        backing.backup(desk, home, clock)

    assert list(home.backups.iterdir()) == []


# --- settings ------------------------------------------------------------------------------


def test_settings_are_kept(home):
    chosen = Settings(language="fr", theme="dark", text_size=150, letter_keys=False)

    settings.save(home.settings, chosen)

    assert settings.load(home.settings) == chosen
    assert [path.name for path in home.folder.iterdir()] == ["settings.json"]


def test_without_a_file_settings_are_as_they_were_at_first(home):
    assert settings.load(home.settings) == Settings()


@pytest.mark.parametrize("raw", [b"{broken", b"\xff\xfe\x00", b""])
def test_a_broken_settings_file_is_put_aside_and_never_fatal(home, raw):
    home.folder.mkdir()
    home.settings.write_bytes(raw)

    assert settings.load(home.settings) == Settings()

    assert home.settings.with_suffix(".broken").read_bytes() == raw
    assert not home.settings.exists()


@pytest.mark.parametrize(
    "raw",
    [
        "[]", "null", '"x"', '{"theme": "pink", "text_size": "big", "unknown": 1}',
        '{"language": 5, "column": null}',
    ],
)  # fmt: skip
def test_settings_of_the_wrong_kind_are_passed_over(home, raw):
    home.folder.mkdir()
    home.settings.write_text(raw)

    assert settings.load(home.settings) == Settings()


def test_sizes_stay_within_what_can_be_read(home):
    settings.save(home.settings, Settings(text_size=9000, reading_size=1, column=500))

    loaded = settings.load(home.settings)

    assert (loaded.text_size, loaded.reading_size, loaded.column) == (200, 12, 90)


# --- lists ---------------------------------------------------------------------------------


def test_lists_and_records_show_as_the_contract_says(desk, home):
    write(desk, "why?", "q1", kind="question", about={"kind": "proposal", "id": "trees"})

    [row] = showing.listed(desk, home, "questions")
    shown = showing.shown(desk, home, "comments", "q1")
    [waiting] = showing.listed(desk, home, "outbox")

    assert row == {**shown, "state": "asked"} == showing.shown(desk, home, "questions", "q1")
    assert {"id", "collection", "owner", "waiting", "revision", "readers", "place"} <= set(row)
    assert (waiting["act"], waiting["waiting"], waiting["text"]) == (
        "waiting", True, "why?",
    )  # fmt: skip
    assert showing.shown(desk, home, "outbox", "q1") == waiting
    assert showing.shown(desk, home, "outbox", waiting["op"]) == waiting
    assert showing.shown(desk, home, "members", "quinn")["name"] == "Quinn Fig"


def test_a_proposal_shows_with_its_text_in_any_version(desk, home):
    seed(desk, proposal(version=2), version("trees", 2, "Second"))

    newest = showing.shown(desk, home, "proposals", "trees")
    first = showing.shown(desk, home, "proposals", "trees", 1)
    without = showing.shown(desk, home, "proposals", "water")

    texts = str(newest["text"]), str(first["text"])
    assert ("Second" in texts[0], "Apples" in texts[1]) == (True, True)
    assert "sections" not in str(without.get("text"))


@pytest.mark.parametrize(
    ("kind", "id", "version", "code"),
    [
        ("outbox", "none", None, "no_such_record"),
        ("proposals", "none", None, "no_such_record"),
        ("proposals", "trees", 9, "no_such_version"),
        ("nonsense", "x", None, "unknown_kind"),
    ],
)
def test_what_is_not_there_is_told_in_a_code(desk, home, kind, id, version, code):
    with pytest.raises(Trouble, match=code):
        showing.shown(desk, home, kind, id, version)


def test_a_list_of_nothing_known_is_told_in_a_code(desk, home):
    with pytest.raises(Trouble, match="unknown_kind"):
        showing.listed(desk, home, "nonsense")


def test_two_versions_are_compared_the_newest_with_the_one_before_by_default(desk):
    seed(desk, *(version("trees", number, f"Words {number}") for number in (2, 3)))

    newest = comparing.compared(desk, "trees")
    chosen = comparing.compared(desk, "trees", 1, 2)
    alone = comparing.compared(seed(desk, version("water", 1, "x")), "water")

    assert [(each.old, each.new) for each in (newest, chosen, alone)] == [(2, 3), (1, 2), (1, 1)]
    assert ("+", "3") in newest.sections[0].ops
    for proposal_, old, code in (("none", None, "no_such_paper"), ("trees", 9, "no_such_version")):
        with pytest.raises(Trouble, match=code):
            comparing.compared(desk, proposal_, old)
    assert send(desk) == []
    assert round_().collection == "rounds"
