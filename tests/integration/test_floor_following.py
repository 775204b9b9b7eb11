"""A floor that is followed by several over a real server, which goes away and comes back."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass

import pytest

from app.actions import floor_asking, floor_chairing, floor_showing
from app.actions.floor_following import Following, Step
from app.paths import Home
from app.store import Store, facts, open_store
from tests.integration.commands import holds

AWAY = "http://127.0.0.1:9"


@dataclass
class Watcher:
    """Somebody with the meeting's place open."""

    store: Store
    following: Following

    def step(self) -> Step:
        self.last = self.following.step()
        return self.last

    def names(self) -> list[str]:
        found = floor_showing.show(self.store, "call-1", live=self.last.live)
        speaking = [] if found.speaking is None else [f">{found.speaking.name}"]
        return [*speaking, *(each.name for each in found.ahead)]


@pytest.fixture
def watchers(town) -> Iterator[dict[str, Watcher]]:
    with ExitStack() as stack:
        made: dict[str, Watcher] = {}
        for account in ("chen", "mona", "nils"):
            home = Home(town.person(account).home)
            store = stack.enter_context(closing(open_store(home.store)))
            following = stack.enter_context(closing(Following(store, home, "call-1")))
            made[account] = Watcher(store, following)
        floor_chairing.open_floor(made["chen"].store, "call-1", "B.1")
        made["chen"].step()
        yield made


def item(watcher: Watcher) -> str:
    return str(floor_showing.show(watcher.store, "call-1").current or "call-1-b-1")


def line(watchers: dict[str, Watcher], url: str) -> None:
    """Take the server away from everybody, or bring it back."""
    for each in watchers.values():
        each.following.close()
        facts.put(each.store, server=url)


def test_an_ask_reaches_the_chairs_list_and_the_list_all_who_watch(watchers, town):
    chen, mona, nils = (watchers[each] for each in ("chen", "mona", "nils"))
    mona.step(), nils.step()

    floor_asking.ask(mona.store, "call-1-b-1", "canary words")
    mona.step()
    chen.step()
    floor_chairing.add(chen.store, "call-1-b-1", "Lynne Broke")
    floor_chairing.begin(chen.store, "call-1-b-1", "mona")
    chen.step()
    steps = mona.step(), nils.step(), nils.step()

    names = chen.names()
    assert names[0].startswith(">")
    assert names[1] == "Lynne Broke"
    assert mona.names() == nils.names() == names
    assert [each.what for each in steps] == ["new", "new", "same"]
    assert all(0 < each.up <= 400 and 0 < each.down <= 400 for each in steps)
    assert not holds(town.person("nils"), "canary words")


def test_members_see_who_has_spoken_and_who_is_first_without_a_sync(watchers):
    chen, mona = watchers["chen"], watchers["mona"]
    for who in ("mona", "Lynne Broke", "nils"):
        floor_chairing.begin(chen.store, "call-1-b-1", who)
    chen.step(), mona.step()
    during = floor_showing.show(mona.store, "call-1", live=mona.last.live)
    floor_chairing.open_floor(chen.store, "call-1", "1")
    floor_chairing.add(chen.store, "call-1-1", "nils")
    chen.step(), mona.step()

    after = floor_showing.show(mona.store, "call-1", live=mona.last.live)
    kept = floor_showing.show(mona.store, "call-1", "B.1")

    assert [each.place.member or each.name for each in during.spoken] == ["mona", "Lynne Broke"]
    assert [(each.place.member, each.first) for each in after.ahead] == [("nils", False)]
    assert kept.spoken == ()  # it is shown, not kept


def test_all_goes_on_without_the_server_and_comes_together_after(watchers, town):
    chen, mona, nils = (watchers[each] for each in ("chen", "mona", "nils"))
    floor_asking.ask(nils.store, "call-1-b-1")
    nils.step(), chen.step(), mona.step(), nils.step()
    line(watchers, AWAY)
    floor_asking.ask(mona.store, "call-1-b-1")
    gone = mona.step(), nils.step(), nils.step(), chen.step()
    stood = nils.names()
    floor_chairing.add(chen.store, "call-1-b-1", "Lynne Broke")
    floor_chairing.begin(chen.store, "call-1-b-1", "nils")
    line(watchers, town.url)

    back = mona.step(), chen.step(), mona.step(), nils.step()

    assert [each.what for each in gone] == ["no_line"] * 4
    assert gone[2].wait > gone[1].wait
    assert len(stood) == 1
    assert [each.what for each in back][1:] == ["new"] * 3
    assert mona.names() == nils.names() == chen.names()
    assert len(chen.names()) == 3


def test_a_closed_floor_is_asked_for_seldom(watchers):
    chen, mona = watchers["chen"], watchers["mona"]
    floor_chairing.close_floor(chen.store, "call-1")
    chen.step()

    step = mona.step()

    assert step.what == "closed"
    assert step.wait >= 30
    assert not floor_showing.show(mona.store, "call-1", live=step.live).open


def test_the_terminal_follows_as_often_as_it_is_told(watchers, town):
    floor_chairing.add(watchers["chen"].store, "call-1-b-1", "Lynne Broke")
    watchers["chen"].step()

    rows = town.person("nils").rows("floor", "call-1", "--watch", "--polls", "2", "--every", "1")

    assert [row["what"] for row in rows] == ["new", "same"]
    assert [each["name"] for each in rows[1]["queue"]] == ["Lynne Broke"]
    assert rows[1]["bytes_down"] < rows[0]["bytes_down"] <= 400
