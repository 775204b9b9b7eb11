"""Names, instants, readers and schemes: the pure rules."""

from datetime import UTC, date, datetime
from uuid import NAMESPACE_URL, uuid5

import pytest

from app.domain import audience, changes, collections, ids, reviews, times
from app.domain.anchors import GONE, Anchor, Place
from app.domain.collections import ALL, MEMBERS_OWN, may_write
from app.domain.proposals import Version
from app.domain.rounds import Deadline, Round, Scale
from tests.builders import round_, version

# --- ids -----------------------------------------------------------------------------------


def test_two_devices_make_the_same_review():
    made = ids.review_id("igf2021", "omar", "trees")

    assert made == str(uuid5(uuid5(NAMESPACE_URL, "satchel:igf2021"), "omar/trees"))
    assert made != ids.review_id("igf2021", "omar", "water")
    assert ids.is_uuid(made)
    assert ids.is_uuid(ids.new_id())
    assert not ids.is_uuid("trees")


def test_agreed_ids_are_made_as_agreed():
    assert ids.version_id("trees", 2) == "trees-v2"
    assert ids.item_id("2021-01-27", "6.A") == "2021-01-27-6-a"


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Who needs it?", "who-needs-it"),
        ("  1. Ziele & Wege  ", "1-ziele-wege"),
        ("Ａｂｃ", "abc"),
        ("目的 与 范围", "目的-与-范围"),
        ("أهداف المنتدى", "أهداف-المنتدى"),
        ("snake_case", "snake-case"),
        ("!?", "section"),
        ("x" * 70, "x" * 60),
        ("x" * 59 + " yz", "x" * 59),
    ],
)
def test_a_heading_without_a_key_gets_one(heading, key):
    assert ids.heading_key(heading, set()) == key


def test_the_second_heading_of_a_name_is_numbered():
    taken = set()

    assert [ids.heading_key("Aims", taken) for _ in range(3)] == ["aims", "aims-2", "aims-3"]


# --- times ---------------------------------------------------------------------------------


def test_instants_are_utc_with_seconds():
    assert times.text(times.parse("2021-01-29T13:00:00.5+01:00")) == "2021-01-29T12:00:00Z"
    assert times.parse("2021-01-29T12:00:00") == datetime(2021, 1, 29, 12, tzinfo=UTC)
    assert times.is_instant("2021-01-29T12:00:00Z")
    assert not times.is_instant("tomorrow")


def test_anywhere_on_earth_it_is_still_the_announced_day():
    assert times.announced_day(times.parse("2021-01-29T11:59:59Z")) == date(2021, 1, 28)


# --- audience ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "readers"),
    [
        ("public", "secretariat chair member observer public"),
        ("observers", "secretariat chair member observer"),
        ("members", "secretariat chair member"),
        ("chairs", "secretariat chair"),
        ("secretariat", "secretariat"),
    ],
)
def test_audiences_nest(word, readers):
    covered = [
        role or "public"
        for role in ("secretariat", "chair", "member", "observer", None)
        if audience.covers([word], role, None)
    ]

    assert covered == readers.split()


def test_an_account_in_an_audience_reads():
    assert audience.covers(["quinn"], "observer", "quinn")
    assert not audience.covers(["quinn"], "member", "omar")
    assert not audience.covers([], "secretariat", "omar")


def test_an_audience_is_kept_without_doubles():
    assert audience.normal(["chairs", "members", "zoe", "ada", "zoe"]) == ("members", "ada", "zoe")
    assert audience.normal([]) == ()
    assert audience.narrower_than(["chairs", "ada"], "members")
    assert not audience.narrower_than(["public"], "members")


# --- collections ---------------------------------------------------------------------------


def test_who_may_write_what_is_the_table_of_the_contract():
    both = {"rounds", "meetings", "items", "documents", "workgroups", "actions", "decisions"}
    for name in ALL:
        own = name in MEMBERS_OWN
        assert may_write("secretariat", name)
        assert may_write("chair", name) == (own or name in both | {"letters"})
        assert may_write("member", name) == own
        assert may_write("observer", name) == (name in {"comments", "intents", "notes"})
    assert not may_write("secretariat", "nonsense")
    assert collections.Reading.AGENDA < collections.Reading.REST


# --- rounds and reviews --------------------------------------------------------------------


def test_a_scheme_is_data_with_sensible_gaps():
    bare = Round.from_json("r", {})
    full = Round.from_json("first", round_(capacity=4).data)

    assert (bare.title, bare.kind, bare.others_visible, bare.criteria) == (
        "r", "qualitative", "never", (),
    )  # fmt: skip
    assert (full.criterion("reach").scale, full.capacity) == (Scale(1, 5, {}), 4)
    assert (full.stance("support").title, full.stance(None), full.criterion("x")) == (
        "Support", None, None,
    )  # fmt: skip
    assert full.deadlines == (Deadline("comments", "2030-02-11T11:59:59Z", aoe=True),)


def test_a_scale_holds_its_ends_and_knows_its_words():
    scale = Scale.from_json({"min": 1, "max": 5, "labels": {"1": "poor"}})

    assert [number for number in range(8) if scale.holds(number)] == [1, 2, 3, 4, 5]
    assert scale.labels == {1: "poor"}
    assert Scale.from_json(None) is None


def test_what_is_empty_in_a_review_is_told_by_criterion():
    scheme = Round.from_json("first", round_().data)

    assert reviews.empty({"texts": {"need": " "}}, scheme) == ["need", "reach"]
    assert reviews.empty({"texts": {"need": "x"}, "scores": {"reach": 0}}, scheme) == []


@pytest.mark.parametrize(
    ("review", "needs"),
    [
        ({"scores": {"reach": 2}}, True),
        ({"scores": {"reach": 3}}, False),
        ({"overall": 1}, True),
        ({"scores": {"reach": None}, "overall": None}, False),
        ({}, False),
    ],
)
def test_a_low_score_asks_for_a_reason(review, needs):
    scheme = Round.from_json("first", round_().data)

    assert reviews.needs_reason(review, scheme) == needs
    without = Round.from_json("first", round_(reasons=[]).data)
    assert not reviews.needs_reason(review, without)


def test_a_version_is_read_with_its_sections():
    read = Version.from_json("trees-v1", version("trees", 1, "Apples").data)

    assert (read.number, read.sections[0].key, read.sections[0].text) == (1, "s1", "Apples")
    assert Version.from_json("x", {}).sections == ()


# --- anchors -------------------------------------------------------------------------------


def test_an_anchor_goes_to_json_and_back():
    anchor = Anchor("words", "before", "after", "s1", 3, 8, ambiguous=True, page={"number": 2})

    assert Anchor.from_json(anchor.to_json()) == anchor
    assert Anchor.from_json({}) == Anchor("")
    assert Anchor.from_json({"quote": {"exact": "oak", "prefix": None}}) == Anchor("oak")
    assert Anchor("x").to_json() == {"quote": {"exact": "x", "prefix": "", "suffix": ""}}


def test_a_place_tells_all_that_the_contract_names():
    assert set(GONE.to_json()) == {
        "state", "version", "section", "start", "end", "confidence", "exact",
    }  # fmt: skip
    assert Place("kept", 2).to_json()["version"] == 2


# --- changes -------------------------------------------------------------------------------


def test_changes_tell_views_whether_to_look_again():
    done = changes.Changes.of("notes", ids=("a",)) | changes.Changes.of("comments", ids=("b",))

    assert done.touch("comments", "rounds")
    assert not done.touch("rounds")
    assert done.ids == ("a", "b")
    assert not changes.NOTHING.touch("notes")


def test_a_label_of_no_score_hides_neither_scale_nor_round():
    found = Scale.from_json({"min": 1, "max": 5, "labels": {"low": "?", "5": "very good", "": "?"}})

    assert found == Scale(1, 5, {5: "very good"})
