"""One table of what fields may hold, for server, meeting folder and verbs alike."""

import pytest

from app.domain import fields
from app.domain.anchors import Anchor, Decision, with_decision
from app.domain.collections import ALL
from tests.builders import proposal, round_, version


def codes(collection, data, id="x1"):
    return [(fault.code, fault.field) for fault in fields.faults(collection, id, data)]


@pytest.mark.parametrize("record", [round_(), proposal(), version("trees", 1, "Apples")])
def test_whole_records_have_no_fault(record):
    assert fields.faults(record.collection, record.id, record.data) == []


@pytest.mark.parametrize("collection", ALL)
def test_nothing_given_and_null_are_no_fault_and_unknown_fields_are_free(collection):
    data = {"unknown": [{"deep": None}], "title": None, "text": None, "scores": None}

    assert codes(collection, data) == []


@pytest.mark.parametrize(
    ("collection", "data", "fault"),
    [
        ("proposals", {"title": 5}, ("wrong_type", "title")),
        ("proposals", {"title": "x" * 501}, ("too_long", "title")),
        ("proposals", {"version": True}, ("wrong_type", "version")),
        ("proposals", {"version": 2**60}, ("out_of_range", "version")),
        ("proposals", {"tags": "one"}, ("wrong_type", "tags")),
        ("proposals", {"status": "lost"}, ("bad_word", "status")),
        ("proposals", {"status": 1}, ("wrong_type", "status")),
        ("proposals", {"proponents": [{"group": "x"}]}, ("bad_word", "proponents[0].group")),
        ("proposals", {"proponents": ["x"]}, ("wrong_type", "proponents[0]")),
        ("rounds", {"criteria": [{"title": "x"}]}, ("missing", "criteria[0].key")),
        ("rounds", {"criteria": [{"key": "a", "weight": "1"}]},
         ("wrong_type", "criteria[0].weight")),
        ("rounds", {"overall": {"min": 1}}, ("missing", "overall.max")),
        ("rounds", {"deadlines": [{"at": "soon"}]}, ("bad_time", "deadlines[0].at")),
        ("rounds", {"deadlines": [{"at": 5}]}, ("wrong_type", "deadlines[0].at")),
        ("rounds", {"deadlines": [{"at": "2030-01-01", "aoe": "yes"}]},
         ("wrong_type", "deadlines[0].aoe")),
        ("reviews", {"scores": {"need": "5"}}, ("wrong_type", "scores.need")),
        ("reviews", {"scores": []}, ("wrong_type", "scores")),
        ("reviews", {"state": "draft"}, ("bad_word", "state")),
        ("comments", {"text": 5}, ("wrong_type", "text")),
        ("comments", {"about": {"kind": "proposal", "id": "../x"}}, ("bad_id", "about.id")),
        ("comments", {"about": {"kind": "proposal", "id": 5}}, ("wrong_type", "about.id")),
        ("comments", {"anchor": {"quote": {"prefix": "x"}}}, ("missing", "anchor.quote.exact")),
        ("comments", {"text": "a\0b"}, ("nul", "text")),
        ("comments", {"free": {"a\0": 1}}, ("nul", "free")),
        ("comments", {"free": [["\ud800"]]}, ("surrogate", "free[0][0]")),
        ("documents", {"file": {"size": 1.5}}, ("wrong_type", "file.size")),
        ("notes", {"places": []}, ("wrong_type", "places")),
        ("notes", {"places": {"two": {"state": "settled"}}}, ("bad_key", "places.two")),
        ("notes", {"places": {"9" * 10: {"state": "settled"}}}, ("bad_key", "places." + "9" * 10)),
        ("notes", {"places": {"2": "settled"}}, ("wrong_type", "places.2")),
        ("comments", {"places": {"2": {}}}, ("missing", "places.2.state")),
        ("comments", {"places": {"2": {"state": "lost"}}}, ("bad_word", "places.2.state")),
        ("comments", {"places": {"2": {"state": "moved"}}}, ("missing", "places.2.anchor")),
        ("comments", {"places": {"2": {"state": "accepted", "anchor": {"quote": {"exact": 5}}}}},
         ("wrong_type", "places.2.anchor.quote.exact")),
        ("comments", {"places": {"2": {"state": "settled", "at": "soon"}}},
         ("bad_time", "places.2.at")),
        ("nonsense", {}, ("unknown_collection", "collection")),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(collection, data, fault):
    assert codes(collection, data) == [fault]


@pytest.mark.parametrize("collection", ["notes", "comments"])
def test_what_a_member_decided_about_her_mark_has_no_fault(collection):
    where = Anchor("Apples", "", " fall", "intro", 0, 6)
    data = with_decision({"text": "x"}, Decision(2, "moved", where, "2030-01-01T00:00:00Z"))
    data = with_decision(data, Decision(3, "settled", None, "2030-01-02T00:00:00Z"))

    assert codes(collection, data) == []
    assert codes(collection, {"places": {"2": None}}) == []


@pytest.mark.parametrize("id", ["", "-x", "a/b", "../x", "x" * 129, "a\n", "ü"])
def test_an_id_leaves_no_folder_and_plays_no_tricks(id):
    assert codes("comments", {}, id) == [("bad_id", "id")]


@pytest.mark.parametrize(
    ("collection", "words", "fault"),
    [
        ("comments", ["members", "quinn"], None),
        ("comments", ["No One"], "bad_audience"),
        ("contacts", ["members"], "bad_audience"),
        ("contacts", ["secretariat"], None),
        ("asides", ["public"], "bad_audience"),
    ],
)
def test_an_audience_is_words_or_accounts_and_contacts_are_never_wide(collection, words, fault):
    found = [each.code for each in fields.audience_faults(collection, words)]

    assert found == ([fault] if fault else [])
