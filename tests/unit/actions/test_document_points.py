"""What was said of a document marked for comment becomes points, as comments on proposals do."""

import csv

import pytest

from app.actions import (
    acting,
    following_up,
    letter_mailing,
    letters,
    letters_kept,
    remarks,
    reporting,
    suggesting,
)
from app.actions.composing import composed
from app.actions.trouble import Trouble
from app.paths import Home
from app.phrases import letters as words
from app.store import current
from tests.builders import clock, record, seed
from tests.chairs import SURVEY, desk, on_survey, survey

PAPER = "document/survey"


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


@pytest.fixture
def store(home):
    made = desk(
        "chair",
        "chair",
        survey(home),
        on_survey("d1", "omar", "Which cables are meant?", "cables", "aims"),
        on_survey("d2", "nadia", "Which cables, in which sea?", "cables", "aims"),
        on_survey("d3", "omar", "Who could know?", "Nobody", "costs", kind="question"),
        on_survey("d4", "nadia", "Well written."),
    )
    yield made
    made.close()


def point_of(store, number=1):
    return letters.point_at(letters.letter(store, PAPER), number)


def test_a_point_on_a_document_is_a_draft_at_home_traced_to_its_comments(store):
    letters.add_point(store, PAPER, "Name the sea.", criterion="aims", heading="Aims",
                      comments=["d1", "d2"])  # fmt: skip

    row = current.one(store, "letters", "points-survey-v1")
    assert row.at_home
    assert row.data["document"] == "survey"
    assert "proposal" not in row.data
    assert point_of(store).comments == ("d1", "d2")
    assert [source.quote for source in composed(store, letters.letter(store, PAPER)).points[0].sources] \
        == ["cables", "cables"]  # fmt: skip


def test_comments_stay_as_they_are_and_tell_in_which_points_they_are(store, home):
    before = current.one(store, "comments", "d1")

    letters.add_point(store, PAPER, "Name the sea.", comments=["d1"], questions=["d3"])

    said = {each.id: each for under in remarks.of_document(store, home, "survey").under
            for each in under.said}  # fmt: skip
    assert current.one(store, "comments", "d1") == before
    assert said["d1"].points == said["d3"].points == (point_of(store).id,)
    assert said["d2"].points == ()


def test_points_are_suggested_by_section_and_what_is_in_one_already_is_left_out(store, home):
    letters.add_point(store, PAPER, "Name the sea.", criterion="aims", heading="Aims",
                      comments=["d1", "d2"])  # fmt: skip

    suggesting.begin(store, home, PAPER)

    found = letters.letter(store, PAPER).points
    assert [(each.criterion, each.heading, each.comments, each.questions) for each in found] == [
        ("aims", "Aims", ("d1", "d2"), ()), ("costs", "Costs", (), ("d3",)), ("", "", ("d4",), ())
    ]  # fmt: skip


def test_points_on_a_document_are_changed_moved_and_taken_out_and_undone(store, home):
    suggesting.begin(store, home, PAPER)
    last = point_of(store, 3).id

    letters.change_point(store, PAPER, last, "Well done.", kind="agreement")
    letters.move_point(store, PAPER, last, 1)
    letters.remove_point(store, PAPER, point_of(store, 2).id)
    acting.take_back(store)

    found = letters.letter(store, PAPER).points
    assert found[0].text == "Well done."
    assert [each.heading for each in found] == ["", "Aims", "Costs"]


def test_the_letter_reads_by_sections_with_the_fields_of_a_document(store, home):
    suggesting.begin(store, home, PAPER)
    opening, closing = words.usual(document=True)
    letters.write_texts(store, PAPER, opening=opening, closing=closing)

    sheet = composed(store, letters.letter(store, PAPER), clock)

    assert (sheet.title, sheet.unfilled) == ("Survey", ())
    assert "“Survey”" in sheet.opening
    assert "1. Aims\n" in words.as_text(sheet)
    assert "Question 1: Who could know? (on “Nobody”)" in words.as_text(sheet)


def test_recorded_as_sent_members_read_it_and_it_changes_no_more(store):
    letters.add_point(store, PAPER, "Name the sea.", questions=["d3"])

    letters.record_sent(store, PAPER, "the editors", clock)

    row = current.one(store, "letters", "points-survey-v1")
    assert row.readers == ("members",)
    assert row.data["points"][0]["asked"][0]["text"] == "Who could know?"
    with pytest.raises(Trouble) as refused:
        letters.add_point(store, PAPER, "More.")
    assert refused.value.code == "letter_sent"


def test_points_are_for_nobody_who_may_not_read_the_document(home):
    narrow = survey(home)
    store = desk("chair", "chair", record("documents", "survey", 1, "office", ("chairs",),
                                          **narrow.data))  # fmt: skip

    letters.add_point(store, PAPER, "Name the sea.")
    letters.record_sent(store, PAPER, clock=clock)

    assert current.one(store, "letters", "points-survey-v1").readers == ("chairs",)


def test_a_question_that_went_out_with_the_points_is_told_as_in_the_letter(store, home):
    letters.add_point(store, PAPER, "Name the sea.", questions=["d3"])
    before = remarks.of_document(store, home, "survey").questions

    letters.record_sent(store, PAPER, clock=clock)

    after = remarks.of_document(store, home, "survey").questions
    assert [each.state for each in (*before, *after)] == ["asked", "in_letter"]


def test_a_newer_text_tells_which_points_had_their_words_changed_and_the_next_points_begin(
    store, home
):
    letters.add_point(store, PAPER, "Name the sea.", comments=["d1"])
    letters.add_point(store, PAPER, "Ask somebody.", comments=["d3"])
    letters.record_sent(store, PAPER, clock=clock)

    seed(store, survey(home, SURVEY.replace("Share the cables.", "Nothing is shared."), 2))

    followed = following_up.followed(store, home, letters.letter(store, PAPER))
    assert (followed.old, followed.new) == (1, 2)
    assert [each.state for each in followed.points] == ["touched", "untouched"]
    assert letters.in_work(store, PAPER).id == "points-survey-v2"
    assert letters.in_work(store, PAPER).number == 2


def test_points_go_to_the_facilitators_of_the_documents_working_group(home):
    store = desk(
        "chair",
        "chair",
        survey(home, group="cables"),
        record("workgroups", "cables", title="Cables", facilitators=["nadia"]),
        record("contacts", "member-nadia", 1, "office", ("chairs",), emails=["nadia@example.org"]),
    )
    letters.add_point(store, PAPER, "Name the sea.")

    made = letter_mailing.draft(store, letters.letter(store, PAPER), clock=clock)

    assert made.to == ("nadia@example.org",)
    assert composed(store, letters.letter(store, PAPER)).proposers == ("Nadia",)


def test_points_on_a_document_are_no_letter_of_any_proposal(store):
    letters.add_point(store, PAPER, "Name the sea.")

    assert letters_kept.of_round(store, "first") == {}
    assert letters.letters(store, "survey") == ()


def test_a_document_that_is_not_here_and_a_member_are_refused(store, home):
    member = desk("omar", "member", survey(home))

    for at, paper in ((store, "document/none"), (member, PAPER)):
        with pytest.raises(Trouble) as refused:
            letters.add_point(at, paper, "Name the sea.")
        assert refused.value.code in {"no_such_paper", "not_a_chair"}
    member.close()


def made(store, home, what, format, **more):
    wanted = reporting.Wanted(what, format, document="survey", **more)
    content, _warnings = reporting.made(store, home, wanted, clock=clock)
    return content.decode()


def test_the_report_of_a_document_tells_points_of_what_they_are_made_and_in_which_remarks_are(
    store, home
):
    suggesting.begin(store, home, PAPER)

    page = made(store, home, "comments", "html")

    assert "Made of 2 entries: Omar, Nadia" in page.replace("\u2068", "").replace("\u2069", "")
    assert "In point 1" in page
    assert page.index('id="points"') < page.index('id="section-1"')


@pytest.mark.parametrize("names", ["role", "none"])
def test_a_report_without_names_traces_points_to_nobody(store, home, names):
    suggesting.begin(store, home, PAPER)

    page = made(store, home, "comments", "html", names=names)

    assert "Made of 2 entries" in page
    assert "Nadia" not in page


def test_a_table_of_what_was_said_of_a_document_has_the_points(store, home):
    suggesting.begin(store, home, PAPER)

    lines = list(csv.reader(made(store, home, "comments", "csv").lstrip("\ufeff").splitlines()))

    found = {row[lines[0].index("Words")]: row[-1] for row in lines[1:]}
    assert lines[0][-1] == "Points"
    assert found["Which cables are meant?"] == "1"
    assert found["Well written."] == "3"


def test_what_stands_before_the_first_heading_is_reported_under_the_title_of_the_document(home):
    store = desk("chair", "chair", survey(home, "Share the cables.\n"),
                 on_survey("d1", "omar", "Which cables?", "cables", "intro"))  # fmt: skip

    page = made(store, home, "comments", "html")
    store.close()

    assert "Which cables?" in page
    assert ">intro<" not in page


def test_the_points_on_a_document_go_to_a_file_as_a_letter_does(store, home):
    letters.add_point(store, PAPER, "Name the sea.", criterion="aims", heading="Aims")

    page = made(store, home, "letter", "html")

    assert "Points on a document" in page
    assert "Name the sea." in made(store, home, "letter", "txt")
    assert "Guidelines to the proposers" not in page
