"""What was said of a document becomes points at the command line: made, traced, sent, written."""

import pytest

from app.paths import Home
from app.store import open_store
from tests.builders import joined, seed
from tests.chairs import on_survey, papers, survey
from tests.integration.commands import call

PAPER = "document/survey"


@pytest.fixture
def chair(tmp_path):
    home = Home(tmp_path / "chair")
    store = joined(open_store(home.store), "chair", "chair")
    seed(
        store, *papers(), survey(home),
        on_survey("d1", "omar", "Which cables are meant?", "cables", "aims"),
        on_survey("d2", "nadia", "Who could know?", "Nobody", "costs", kind="question"),
    )  # fmt: skip
    store.close()
    return ("--home", home.folder, "--json")


def test_points_on_a_document_are_begun_traced_and_recorded_as_sent(chair):
    suggested = call(*chair, "letter", PAPER)
    begun = call(*chair, "letter", PAPER, "--begin", "--template", "usual")
    traced = call(*chair, "consolidate", PAPER)
    sent = call(*chair, "letter", PAPER, "--sent", "--to", "the editors")

    assert (suggested.one["id"], suggested.one["document"]) == ("points-survey-v1", "survey")
    assert suggested.one["suggested"]
    assert [each["heading"] for each in begun.one["points"]] == ["Aims", "Costs"]
    assert [each["comments"] for each in begun.one["points"]] == [["d1"], []]
    assert traced.one["sections"]["aims"][0]["points"] == [begun.one["points"][0]["id"]]
    assert (sent.one["draft"], sent.one["readers"]) == (False, ["members"])
    assert sent.one["opening"].startswith("Thank you for the draft “Survey”.")


def test_a_point_names_a_section_the_document_has(chair):
    wrong = call(*chair, "letter", PAPER, "--point", "Name it.", "--criterion", "nowhere")
    right = call(*chair, "letter", PAPER, "--point", "Name it.", "--criterion", "aims")

    assert wrong.code == 1
    assert "no section “nowhere”" in wrong.err
    assert "aims, costs" in wrong.err
    assert right.one["points"][0]["heading"] == "Aims"


def test_a_proposal_may_be_named_as_other_commands_name_it(chair):
    named = call(*chair, "letter", "proposal/trees", "--point", "Say more.")
    remark = call(*chair, "letter", "trees", "--point", "Say more.", "--question", "d1")

    assert named.one["proposal"] == "trees"
    assert "“d1” is a remark, not a question" in remark.err


def test_the_points_and_the_comments_they_are_made_of_are_exported(chair, tmp_path):
    call(*chair, "letter", PAPER, "--begin")

    done = [call(*chair, "export", what, "--of", PAPER, "--format", "html",
                 "--out", tmp_path / f"{what}.html") for what in ("letter", "comments")]  # fmt: skip

    assert [each.code for each in done] == [0, 0]
    assert "Points on a document" in (tmp_path / "letter.html").read_text("utf-8")
    assert "In point 1" in (tmp_path / "comments.html").read_text("utf-8")
