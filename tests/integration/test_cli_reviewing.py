"""Reviewing from the terminal: looking back, several drafts at once, what is left, conflicts."""

from contextlib import closing

import pytest

from app.paths import Home
from app.store import open_store
from tests.builders import joined, proposal, record, round_, seed, version
from tests.integration.commands import Profile, call


@pytest.fixture
def omar(tmp_path):
    store = open_store(Home(tmp_path).store)
    joined(store)
    seed(
        store,
        round_(others_visible="never"),
        *(proposal(id) for id in ("trees", "water")),
        proposal(
            "soil",
            proponents=[
                {"name": "Quinn Fig", "affiliation": "Orchard Soc."},
                {"name": "PLUM Omar", "affiliation": "The Plum Trust"},
            ],
        ),
        version("trees", 1, "Apples."),
        record("members", "omar", name="Omar Plum", affiliation="Plum Trust", role="member"),
    )
    store.close()
    return Profile(tmp_path)


def needs(text):
    return "--text", f"need={text}"


def test_every_submitted_version_is_told_and_can_be_the_draft_again(omar):
    omar.one("review", "trees", *needs("Many"), "--score", "reach=4", "--submit")
    omar.one("review", "trees", *needs("Few"), "--to-chairs", "Careful", "--submit")

    past = omar.rows("review", "trees", "--history")
    back = omar.one("review", "trees", "--restore", "1")

    assert [(each["number"], each["stands"], each["received"]) for each in past] == [
        (1, False, False),
        (2, True, False),
    ]
    assert past[1]["changes"] == [
        {"field": "texts", "key": "need", "before": "Many", "after": "Few"},
        {"field": "to_chairs", "key": "", "before": None, "after": "Careful"},
    ]
    assert (back["state"], back["texts"]) == ("draft", {"need": "Many"})
    assert [each["stands"] for each in omar.rows("review", "trees", "--history")] == [False, True]


def test_a_review_that_nothing_is_said_of_is_shown_and_not_begun(omar):
    none = omar.one("review", "trees")
    said = call("--home", omar.home, "review", "trees")
    kept = omar.rows("list", "reviews")
    made = omar.one("review", "trees", *needs("Many"))

    shown = omar.one("review", "trees")

    assert (none["id"], none["state"]) == (made["id"], None)
    assert "not begun" in said.out
    assert kept == []
    assert shown == omar.one("show", "reviews", made["id"])
    assert "'need': 'Many'" in call("--home", omar.home, "review", "trees").out
    assert "no proposal" in omar.fails("review", "nowhere")


def test_an_empty_draft_is_begun_when_it_is_asked_for(omar):
    assert omar.one("review", "trees", "--draft")["state"] == "draft"


def test_undo_names_the_paper(omar):
    omar.one("review", "trees", *needs("Many"), "--to-chairs", "Careful")

    said = call("--home", omar.home, "undo")

    assert said.out == "Taken back: About trees\n"


def test_that_drafts_come_late_is_said_before_they_are_submitted_together(omar):
    with closing(open_store(Home(omar.home).store)) as store:
        seed(store, round_("past", status="closed"),
             *(proposal(id, round="past") for id in ("moss", "fern")))  # fmt: skip
    omar.one("review", "moss", *needs("Many"))
    omar.one("review", "fern", *needs("Many"))

    said = call("--home", omar.home, "ready")

    assert said.code == 0
    assert said.err.count("marked as late") == 1


def test_a_version_that_never_was_is_refused_and_nothing_changes(omar):
    omar.one("review", "trees", *needs("Many"), "--submit")
    before = omar.rows("list", "reviews")

    said = omar.fails("review", "trees", "--restore", "7")

    assert "no version 7" in said
    assert omar.rows("list", "reviews") == before


@pytest.mark.parametrize(
    "more",
    [
        ("--history", "--restore", "1"),
        ("--history", "--submit"),
        ("--restore", "1", "--stance", "support"),
        ("--history", "--recuse", "family"),
        ("--restore", "1", "--no-conflict"),
    ],
    ids=" ".join,
)
def test_looking_back_stands_alone(omar, more):
    omar.one("review", "trees", *needs("Many"), "--submit")
    before = omar.rows("list", "reviews")

    omar.fails("review", "trees", *more, code=2)

    assert omar.rows("list", "reviews") == before


def test_a_restored_version_can_be_submitted_in_the_same_breath(omar):
    omar.one("review", "trees", *needs("Many"), "--submit")
    omar.one("review", "trees", *needs("Few"), "--submit")

    done = omar.one("review", "trees", "--restore", "1", "--submit")

    assert (done["state"], done["texts"]) == ("submitted", {"need": "Many"})


def test_several_drafts_go_at_once_and_come_back_with_one_undo(omar):
    omar.one("review", "trees", *needs("Many"))
    omar.one("review", "water", *needs("All"))

    done = omar.one("ready")
    sent = omar.one("status")["waiting"]
    omar.rows("undo")

    assert (done["submitted"], done["lacking"], sent) == (["trees", "water"], {}, 2)
    assert {row["state"] for row in omar.rows("list", "reviews")} == {"draft"}


def test_what_lacks_something_stays_and_is_told(omar):
    omar.one("review", "trees", "--stance", "support")
    omar.one("review", "water", *needs("All"))

    answer = omar.run("ready", "trees", "water", "soil")

    assert answer.code == 1
    assert answer.one["submitted"] == ["water"]
    assert answer.one["lacking"] == {"trees": [{"code": "text_required", "key": "need"}]}
    assert answer.one["no_draft"] == ["soil"]
    assert "“trees” stays a draft:\n    “need” needs a text." in answer.err


def test_a_review_is_not_merged_with_itself_and_each_fault_is_told_once(omar):
    answer = omar.run(
        "review", "trees", "--merge-with", "trees", "--score", "zeal=1", "--text", "zeal=Much"
    )

    assert answer.code == 0
    assert {"code": "merged_with_itself", "key": "trees"} in answer.one["unknown"]
    assert "“trees” cannot be merged with itself." in answer.err
    assert answer.err.count("no criterion “zeal”") == 1


def test_what_is_left_comes_in_order_with_what_was_skipped_last(omar):
    omar.one("review", "water", *needs("All"), "--submit")

    left = omar.one("to-review", "--skip", "soil")

    assert [(each["id"], each["skipped"]) for each in left["proposals"]] == [
        ("trees", False),
        ("soil", True),
    ]
    (far,) = left["progress"]
    assert (far["round"], far["done"], far["total"]) == ("first", 1, 3)


def test_how_many_reviewed_what_is_not_told_where_the_round_hides_it(omar):
    answer = omar.run("to-review", "--few-first")

    assert {each["others"] for each in answer.one["proposals"]} == {None}
    assert "not shown to you" in answer.err


def test_a_conflict_of_interest_is_proposed_and_can_be_waved_away(omar):
    before = omar.one("show", "proposals", "soil")["recusal_suggested"]
    review = omar.run("review", "soil", *needs("All"))
    omar.one("review", "soil", "--no-conflict")

    assert before == {
        "kind": "proponent",
        "reason": "name",
        "named": "PLUM Omar",
        "mine": "Omar Plum",
    }
    assert review.one["recusal_suggested"] == before
    assert "may be your organisation" in review.err
    assert omar.one("show", "proposals", "soil")["recusal_suggested"] is None
    assert omar.one("show", "reviews", review.one["id"])["recusal_suggested"] is None
    assert omar.one("show", "proposals", "trees")["recusal_suggested"] is None


def test_waving_a_conflict_away_makes_no_review(omar):
    omar.one("review", "soil", "--no-conflict")

    assert omar.rows("list", "reviews") == []


def test_too_many_words_are_told_and_kept(omar, tmp_path):
    store = open_store(Home(tmp_path).store)
    limited = {"key": "need", "title": "Who needs it", "text": "required", "max_words": 2}
    seed(store, record("rounds", "first", 2, **{**round_().data, "criteria": [limited]}))
    store.close()

    answer = omar.run("review", "trees", *needs("One two three"), "--submit")

    assert (answer.code, answer.one["state"]) == (0, "submitted")
    assert "longer than the round asks for" in answer.err


def test_people_read_words(omar, capsys):
    from app import bootstrap

    omar.one("review", "trees", *needs("Many"), "--submit")
    for args in (("review", "trees", "--history"), ("to-review",), ("ready",)):
        assert bootstrap.run(["--home", str(omar.home), *args]) == 0

    out = capsys.readouterr().out
    assert "this is submitted now" in out
    assert "texts need: – → Many" in out
    assert "1 of 3 submitted" in out
    assert "0 reviews submitted." in out
