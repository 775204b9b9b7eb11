"""A round that changes under a member's words: told at her terminal and by the server, nothing lost."""

import pytest

from tests.integration.commands import Profile
from tests.integration.people import ROUND

SHORTER = [{"key": "relevance", "title": "Relevance", "text": "required"}]
NARROWER = [*SHORTER, {"key": "content", "title": "Content", "scale": {"min": 1, "max": 3}}]
OTHER = {"title": "Second reading", "status": "open", "others_visible": "never",
         "criteria": [{"key": "cost", "title": "Cost", "text": "required"}]}  # fmt: skip
WORDS = ("--text", "relevance=Ports ask for it", "--text", "content=Words worth keeping", "--score",
         "content=5")  # fmt: skip


def joined(cycle, server, folder, account, role="member"):
    person = Profile(folder / account)
    person.one("join", server.url, "--invitation", cycle.invitation(account, role))
    person.one("sync")
    return person


@pytest.fixture
def mona(cycle, server, tmp_path):
    return joined(cycle, server, tmp_path, "mona")


@pytest.fixture
def chen(cycle, server, tmp_path):
    return joined(cycle, server, tmp_path, "chen", "chair")


def mine(person):
    (row,) = [row for row in person.rows("list", "reviews") if row["owner"] in {"mona", None}]
    return row


def kept(person):
    """Return the words of the review as they stand at the member's."""
    return mine(person)["texts"], mine(person)["scores"]


def test_a_review_of_a_criterion_that_vanished_meanwhile_is_set_aside_and_goes_when_mended(
    cycle, mona, chen
):
    mona.one("review", "p1", *WORDS, "--submit")
    cycle.round(criteria=SHORTER)

    mona.run("sync")

    (act,) = mona.rows("list", "outbox")
    assert (act["act"], act["code"]) == ("refused", "unknown_criterion")
    assert kept(mona) == ({"relevance": "Ports ask for it", "content": "Words worth keeping"},
                          {"content": 5})  # fmt: skip
    told = mona.fails("review", "p1", "--submit")
    assert "no criterion “content”" in told
    assert kept(mona)[0]["content"] == "Words worth keeping"

    mona.one("review", "p1", "--text", "content=", "--score", "content=", "--submit")
    mona.one("sync")
    chen.one("sync")

    assert mona.rows("list", "outbox") == []
    assert mine(chen)["texts"] == {"relevance": "Ports ask for it"}


def test_a_draft_under_which_the_scale_was_narrowed_keeps_its_score_until_it_is_mended(cycle, mona):
    mona.one("review", "p1", *WORDS)
    cycle.round(criteria=NARROWER)
    mona.one("sync")

    told = mona.fails("review", "p1", "--submit")

    assert "outside its scale" in told
    assert "1 to 3" in told
    assert kept(mona)[1] == {"content": 5}
    assert mona.rows("list", "outbox") == []
    mona.one("review", "p1", "--score", "content=3", "--submit")
    mona.one("sync")
    assert mona.rows("list", "outbox") == []


def test_what_is_with_the_chairs_stays_when_its_criterion_vanishes(cycle, mona, chen):
    mona.one("review", "p1", *WORDS, "--submit")
    mona.one("sync")

    cycle.round(criteria=SHORTER)
    mona.one("sync")
    chen.one("sync")

    assert kept(mona) == kept(chen)
    assert kept(chen)[0]["content"] == "Words worth keeping"
    matrix = chen.one("matrix", "r1")
    assert [(each["kind"], each["key"]) for each in matrix["strays"]] == [("criterion", "content")]
    said = chen.one("consolidate", "r1")["proposals"][0]["criteria"]
    assert [each["text"] for each in said["content"]] == ["Words worth keeping"]


def test_a_proposal_moved_to_another_round_takes_its_reviews_along_and_their_words_stay(
    cycle, mona, chen
):
    mona.one("review", "p1", *WORDS, "--submit")
    mona.one("sync")
    cycle.secretariat.put("rounds", "r2", OTHER)
    cycle.secretariat.put("proposals", "p1", {"title": "A forum", "round": "r2", "version": 1})
    for each in (mona, chen):
        each.one("sync")

    (line,) = chen.one("matrix", "r2")["proposals"]
    said = chen.one("consolidate", "r2")["proposals"][0]["criteria"]
    told = mona.fails("review", "p1", "--text", "cost=Little", "--submit")

    assert line["answered"] == 1
    assert chen.one("matrix", "r1")["proposals"] == []
    assert [each["text"] for each in said["content"]] == ["Words worth keeping"]
    assert "no criterion" in told
    assert kept(mona)[0] == {"relevance": "Ports ask for it", "content": "Words worth keeping",
                             "cost": "Little"}  # fmt: skip
    assert kept(chen)[0] == {"relevance": "Ports ask for it", "content": "Words worth keeping"}


def test_a_review_on_its_way_when_the_proposal_moved_is_set_aside_with_all_its_words(
    cycle, mona, chen
):
    mona.one("review", "p1", *WORDS, "--stance", "support", "--submit")
    cycle.secretariat.put("rounds", "r2", OTHER)
    cycle.secretariat.put("proposals", "p1", {"title": "A forum", "round": "r2", "version": 1})

    mona.run("sync")

    (act,) = mona.rows("list", "outbox")
    assert (act["act"], act["code"]) == ("refused", "unknown_criterion")
    assert act["message"]
    assert kept(mona)[0] == {"relevance": "Ports ask for it", "content": "Words worth keeping"}
    assert mine(mona)["stance"] == "support"


def test_a_round_that_went_back_to_draft_keeps_my_words_until_it_is_open_again(cycle, mona, chen):
    mona.one("review", "p1", *WORDS, "--submit")
    mona.one("sync")
    cycle.round(status="draft")
    mona.one("sync")
    hidden = mona.ids("rounds")

    told = mona.fails("review", "p1", "--text", "relevance=Written meanwhile", "--submit")
    mona.one("sync")
    chen.one("sync")
    before = mine(chen)["texts"]["relevance"]
    cycle.secretariat.put("rounds", "r1", {**ROUND, "status": "open"})
    mona.one("sync")
    mona.one("review", "p1", "--submit")
    mona.one("sync")
    chen.one("sync")

    assert hidden == set()
    assert "in preparation" in told
    assert before == "Ports ask for it"
    assert mine(chen)["texts"]["relevance"] == "Written meanwhile"
    assert mine(chen)["texts"]["content"] == "Words worth keeping"


def test_what_went_up_before_she_knew_of_the_draft_is_taken(cycle, mona, chen):
    mona.one("review", "p1", *WORDS, "--submit")
    cycle.round(status="draft")

    mona.one("sync")
    chen.one("sync")

    assert mona.rows("list", "outbox") == []
    assert mine(chen)["texts"] == mine(mona)["texts"]


def test_in_a_closed_round_it_is_said_that_a_review_comes_late_and_the_chair_sees_it(
    cycle, mona, chen
):
    cycle.round(status="closed")
    mona.one("sync")

    draft = mona.run("review", "p1", *WORDS)
    sent = mona.run("review", "p1", "--submit")
    mona.one("sync")
    chen.one("sync")

    assert "marked as late" in draft.err
    assert "marked as late" in sent.err
    assert mine(chen)["late"] is True
    assert chen.one("matrix", "r1")["proposals"][0]["reviews"]["mona"]["late"] is True
