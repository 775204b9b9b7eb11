"""A server that moved: its new address is looked at before it is kept, and nothing is lost by it."""

import json
from contextlib import closing
from uuid import uuid4

import pytest

from app.actions import addressing, joining, syncing
from app.actions.trouble import Trouble
from app.paths import Home
from app.store import current, facts, open_store, outbox
from app.sync.server import ServerTransport
from app.sync.transport import Moved, SignInPage, Unreachable
from tests.builders import AT, write
from tests.faults.line import cut_line
from tests.hosts import Said, answering
from tests.integration.commands import Profile
from tests.integration.people import begin

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


@pytest.fixture
def member(cycle, home):
    """Give a member's store that read everything and has something to send."""
    with closing(open_store(None)) as store:
        joining.join(store, str(cycle.http.base_url), cycle.invitation("omar"))
        syncing.sync(store, home)
        write(store, "mine", about={"kind": "proposal", "id": "p1"}, kind="comment", written_at=AT)
        yield store


def refused(store, url):
    before = facts.all_of(store)
    with pytest.raises(Trouble) as told:
        addressing.move(store, url)
    after = facts.all_of(store)
    assert {name: after[name] for name in ("server", "token", "cursor", "epoch")} == {
        name: before[name] for name in ("server", "token", "cursor", "epoch")
    }
    assert [act.state for act in outbox.all_of(store)] == ["waiting"]
    return told.value.code


def test_the_same_server_at_another_address_is_gone_to_and_everything_stays(member, home, cycle):
    before = facts.all_of(member)
    with cut_line(str(cycle.http.base_url)) as line:
        profile = addressing.move(member, line.url + "/")
        report = syncing.sync(member, home)

        assert profile.server == line.url
        assert line.up > 0
    assert (report.sent, report.reset, report.repaired) == (1, None, False)
    assert current.one(member, "proposals", "p1").data["title"]
    after = facts.all_of(member)
    assert {**before, "server": profile.server}.items() >= {
        name: after[name] for name in ("account", "cycle", "device", "epoch", "server", "token")
    }.items()


def test_the_same_address_again_asks_nobody(member, cycle):
    url = facts.get(member, "server")
    cycle.http.close()

    assert addressing.move(member, f"{url}/").server == url


@pytest.mark.parametrize("url", ["http://mag.example", "mag.example", "ftp://x", ""])
def test_an_address_that_is_not_safe_is_refused(member, url):
    assert refused(member, url) == "bad_address"


@pytest.mark.parametrize(
    "said",
    [
        Said(200, {"Content-Type": "text/html"}, b"<html>Sign in"),
        Said(200, JSON, json.dumps({"name": "another", "api": 1}).encode()),
        Said(404, JSON, json.dumps({"code": "not_found", "message": ""}).encode()),
        Said(308, {"Location": "https://elsewhere.example/v1/"}, b""),
    ],
)
def test_what_is_no_server_of_ours_never_sees_the_token(member, said):
    with answering(lambda _: said) as host:
        assert refused(member, host.url) == "no_satchel_there"

    assert host.asked
    assert all("authorization" not in each.headers for each in host.asked)


def test_a_host_that_is_not_there_changes_nothing(member):
    with answering(lambda _: Said(204)) as host:
        url = host.url

    with pytest.raises(Unreachable):
        addressing.move(member, url)

    assert facts.get(member, "server") != url


def test_a_server_that_does_not_know_this_device_is_refused(member, server):
    with begin(server.url), cut_line(server.url) as line:
        facts.put(member, token="of-another-server")

        assert refused(member, line.url) == "not_known_there"


def test_another_cycle_at_that_server_is_refused(member, server):
    with begin(server.url) as other, cut_line(server.url) as line:
        facts.put(member, token=other.join("omar").token)

        assert refused(member, line.url) == "not_known_there"


def test_a_server_with_another_history_is_refused(member, cycle):
    with cut_line(str(cycle.http.base_url)) as line:
        facts.put(member, epoch=str(uuid4()))

        assert refused(member, line.url) == "other_history"


def test_a_profile_without_a_server_is_told_so(store):
    facts.put(store, account="omar", cycle="c")

    with pytest.raises(Trouble) as told:
        addressing.move(store, "https://mag.example")

    assert told.value.code == "no_server"


def test_an_address_that_says_the_server_moved_is_told_and_not_followed(member, home):
    with answering(lambda _: Said(204)) as other:
        there = {"Location": f"{other.url}/v1/cycles/{facts.get(member, 'cycle')}/exchange"}
        with answering(lambda _: Said(308, there, b"")) as host:
            facts.put(member, server=host.url)

            with pytest.raises(Moved) as told:
                syncing.sync(member, home)

    assert told.value.url == other.url
    assert other.asked == []
    assert facts.get(member, "server") == host.url
    assert [act.state for act in outbox.all_of(member)] == ["sent"]


@pytest.mark.parametrize(
    "where", ["https://x.example/login", "/v1/", "http://x.example/v1/", "", "https:///v1/"]
)
def test_a_redirect_to_anything_else_is_a_page_in_the_servers_place(where):
    with answering(lambda _: Said(308, {"Location": where}, b"")) as host:
        transport = ServerTransport(host.url)
        with pytest.raises(SignInPage) as told:
            transport.welcome()
        transport.close()

    assert not isinstance(told.value, Moved)


def test_from_the_terminal_the_address_is_told_and_changed(cycle, tmp_path):
    omar = Profile(tmp_path / "omar")
    omar.one("join", str(cycle.http.base_url), "--invitation", cycle.invitation("omar"))

    with cut_line(str(cycle.http.base_url)) as line:
        moved = omar.one("server", line.url)
        shown = omar.one("server")
        assert omar.one("sync")["received"] > 0
    lost = omar.fails("server", "https://127.0.0.1:1")

    assert moved["server"] == shown["server"] == line.url
    assert "saved here" in lost
    assert omar.one("status")["server"] == line.url
