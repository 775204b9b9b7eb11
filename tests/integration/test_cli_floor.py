"""`floor` from the terminal: several people at their own computers, over a server and without one."""

import re

import pytest

from tests.integration.commands import Profile, Town, call, found, holds

WHY, WORDS, SICK = "canary about cables", "canary prepared words", "canary of a fever"


@pytest.fixture
def town(served, tmp_path) -> Town:
    return found(tmp_path, served.url, "chen", "mona", "nils", "otto")


def synced(town: Town, *accounts: str) -> None:
    for each in accounts:
        town.person(each).one("sync")


def queue(person: Profile, *more: str) -> list[str]:
    return [each["name"] for each in person.one("floor", "call-1", *more)["queue"]]


def test_a_floor_goes_from_asking_to_the_list_that_everybody_sees(town):
    chen, mona, nils = (town.person(each) for each in ("chen", "mona", "nils"))
    asked = mona.one("floor", "call-1", "--ask", "--item", "B.1", "--text", WHY)
    nils.one("floor", "call-1", "--ask", "--item", "B.1")
    synced(town, "mona", "nils", "chen")
    opened = chen.one("floor", "call-1", "--open", "--item", "b.1")
    chen.one("floor", "call-1", "--add", "Lynne Broke")
    ordered = chen.one("floor", "call-1", "--move", "Lynne Broke", "--before", "mona")
    chen.one("floor", "call-1", "--minutes", "2")
    chen.one("floor", "call-1", "--begin", "nils")
    synced(town, "chen", "mona", "nils")

    seen = nils.one("floor", "call-1")

    assert (asked["collection"], asked["kind"], asked["readers"]) == (
        "intents",
        "floor",
        ["chairs"],
    )
    assert (opened["collection"], opened["floor"]["item"]) == ("meetings", "call-1-b-1")
    assert (ordered["collection"], ordered["id"]) == ("items", "call-1-b-1")
    assert (seen["open"], seen["label"], seen["minutes"]) == (True, "B.1", 2)
    assert seen["speaking"]["member"] == "nils"
    assert seen["timer"]["stage"] in {"running", "last_minute"}
    assert [each["name"] for each in seen["queue"]] == [
        "Lynne Broke",
        mona.one("floor", "call-1")["queue"][1]["name"],
    ]
    assert not holds(nils, WHY)
    assert chen.one("floor", "call-1")["queue"][1]["text"] == WHY


def test_what_waits_at_other_items_is_told_too(town):
    chen, mona = town.person("chen"), town.person("mona")
    mona.one("floor", "call-1", "--ask", "--item", "B.1")
    mona.one("floor", "call-1", "--ask", "--item", "1")
    synced(town, "mona", "chen")
    chen.one("floor", "call-1", "--open", "--item", "1")
    synced(town, "chen", "mona")

    chairs, hers = (call("--home", each.home, "floor", "call-1").out for each in (chen, mona))

    assert chen.one("floor", "call-1")["waiting"] == {"call-1-1": 1, "call-1-b-1": 1}
    assert re.search(r"^B\.1 .*: 1 waits$", chairs, re.MULTILINE)
    assert re.search(r"^You ask for the floor at B\.1 .*, too\.$", hers, re.MULTILINE)
    assert [each["item"] for each in mona.one("floor", "call-1")["elsewhere"]] == ["call-1-b-1"]


def test_prepared_words_and_apologies_are_for_the_chairs_alone(town):
    chen, mona, nils = (town.person(each) for each in ("chen", "mona", "nils"))
    mona.one("floor", "call-1", "--intervention", WORDS, "--item", "1", "--read-out")
    mona.one("floor", "call-1", "--apologies", SICK)
    synced(town, "mona", "chen", "nils")
    chen.one("floor", "call-1", "--delivered", "mona", "--read-out", "--item", "1")
    chen.one("floor", "call-1", "--present", "Nils", "Lynne Broke ?")
    synced(town, "chen", "mona", "nils")

    told = chen.one("floor", "call-1", "--item", "1")["interventions"]
    mine = mona.one("floor", "call-1", "--item", "1")["interventions"]
    seen = nils.one("floor", "call-1")

    assert [(each["text"], each["read_out"], each["delivered"]) for each in told] == [
        (WORDS, True, "read_out")
    ]
    assert [each["delivered"] for each in mine] == ["read_out"]
    assert seen["interventions"] == []
    assert (chen.one("floor", "call-1")["reasons"], seen["reasons"]) == ({"mona": SICK}, {})
    assert {each.get("member") or each["name"]: each["state"] for each in seen["attendance"]} == {
        "mona": "apologies", "nils": "present", "Lynne Broke": "present",
    }  # fmt: skip
    assert [each["uncertain"] for each in seen["attendance"] if each.get("uncertain")] == [True]
    for words in (WORDS, SICK):
        assert holds(chen, words)
        assert not holds(nils, words)
        assert not holds(town.person("otto"), words)


def test_what_comes_of_an_item_is_noted_while_it_is_under_way(town):
    chen = town.person("chen")
    chen.one("floor", "call-1", "--open", "--item", "B.1")
    decided = chen.one("floor", "call-1", "--decision", "The cables get two owners")
    step = chen.one("floor", "call-1", "--next-step", "Ask the harbour")
    noted = chen.one("floor", "call-1", "--note", "Mona was hard to hear")

    assert (decided["collection"], decided["text"]) == ("decisions", "The cables get two owners")
    assert (step["collection"], step["text"], step["item"]) == (
        "actions",
        "Ask the harbour",
        "call-1-b-1",
    )
    assert (noted["collection"], noted["notes"]) == ("items", "- Mona was hard to hear")


def test_members_ask_for_themselves_alone_and_order_nothing(town):
    mona = town.person("mona")

    for order in (
        ("--add", "nils"), ("--begin", "nils"), ("--end",), ("--open",), ("--close",),
        ("--move", "nils"), ("--remove", "nils"), ("--not-now", "nils"), ("--minutes", "3"),
        ("--delivered", "nils"), ("--present", "nils"), ("--key-point", "words"),
    ):  # fmt: skip
        assert "chairs" in mona.fails("floor", "call-1", "--item", "1", *order), order
    assert mona.rows("list", "outbox") == []


def test_what_says_nothing_is_told_and_changes_nothing(town):
    chen = town.person("chen")

    assert "--before" in chen.fails("floor", "call-1", "--before", "mona", code=2)
    assert "--item" not in chen.fails("floor", "call-1", "--text", "x", code=2)
    assert "which item" in chen.fails("floor", "call-1", "--ask", code=2)
    assert "items" in chen.fails("floor", "call-1", "--ask", "--item", "99")
    assert "not in the speaking queue" in chen.fails(
        "floor", "call-1", "--move", "mona", "--item", "1"
    )
    assert chen.rows("list", "outbox") == []


def test_a_repeated_publish_leaves_what_was_typed_in_the_meeting(town):
    chen = town.person("chen")
    chen.one("floor", "call-1", "--open", "--item", "B.1")
    chen.one("floor", "call-1", "--add", "mona")
    chen.one("floor", "call-1", "--present", "mona")
    chen.one("floor", "call-1", "--key-point", "Owners were found")
    chen.one("sync")

    published = town.publish()
    chen.one("sync")

    assert published.code == 0, published
    assert chen.one("floor", "call-1")["attendance"] != []
    assert queue(chen) != []
    assert "Owners were found" in chen.one("show", "items", "call-1-b-1")["key_points"]
