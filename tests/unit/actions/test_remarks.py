"""What members said, brought together: by proposal and criterion, by document and section."""

from dataclasses import replace

import pytest

from app.actions import annotating, consolidating, exporting, letters, papers, remarks, reviewing
from app.actions.trouble import Trouble
from app.cli.consolidated import document_shape
from app.domain.consolidations import Said, together
from app.paths import Home
from tests import desks
from tests.builders import AT, clock, record, seed, statements
from tests.chairs import comment, desk, on_survey, review, review_id, second, survey

BROAD = "The scope is too broad for one year."
NARROW = "the scope is too broad, for one year!"


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


def under(said, key):
    return next(each.said for each in said.under if each.key == key)


def test_reviews_and_comments_stand_under_their_criterion(home):
    store = desk(
        "chair", "chair",
        review("omar", BROAD, "object", texts={"need": BROAD, "reach": "Few."}, comment="On the whole no."),
        comment("c1", "nadia", "Who pays?", "far from", criterion="need"),
        comment("c2", "nadia", "Nice apples"),
    )  # fmt: skip

    (trees, _water) = remarks.of_round(store, home, "first").proposals

    assert [each.key for each in trees.under] == ["need", "reach", ""]
    assert {each.id: each.kind for each in under(trees, "need")} == {
        f"{review_id('omar')}/need": "review",
        "c1": "comment",
    }
    assert [each.text for each in under(trees, "reach")] == ["Few."]
    assert {each.text for each in under(trees, "")} == {"Nice apples", "On the whole no."}
    paid = next(each for each in trees.said if each.id == "c1")
    assert (paid.owner, paid.name, paid.quote, paid.section) == ("nadia", "Nadia", "far from", "s1")
    assert (paid.place.state, paid.place.start) == ("kept", 12)
    assert {each.stance for each in trees.said} == {"object", ""}


def test_quotes_are_found_in_the_newest_version(home):
    store = desk("chair", "chair", comment("c1", "nadia", "Which?", "fall far from"), *second())

    (said,) = remarks.of_proposal(store, home, "trees").said

    assert (said.place.state, said.place.version, said.version) == ("gone", 2, 1)
    assert (said.quote, said.section) == ("fall far from", "s1")


def test_drafts_withdrawn_words_and_private_notes_are_not_in_it(home):
    store = desk("chair", "chair", comment("c1", "nadia", "", withdrawn=True))
    seed(store, review("omar", BROAD, withdrawn=True))

    reviewing.review(store, "trees", reviewing.Edit(texts={"need": "Draft words"}))
    annotating.note(store, home, papers.about(store, "proposal/trees"), "Private words")

    assert remarks.of_proposal(store, home, "trees").said == ()


def test_what_lost_its_criterion_is_kept_under_its_key(home):
    store = desk(
        "chair", "chair", review("omar", "", texts={"gone": "Old words"}),
        comment("c1", "nadia", "Also", criterion="vanished"),
    )  # fmt: skip

    trees = remarks.of_proposal(store, home, "trees")

    assert [each.key for each in trees.under] == ["need", "reach", "gone", "vanished", ""]
    assert [each.text for each in trees.said] == ["Old words", "Also"]


def test_remarks_that_are_nearly_the_same_stand_together(home):
    store = desk(
        "chair", "chair", review("omar", BROAD, "object"), review("nadia", NARROW),
        comment("c1", "cora", "Bees help the trees too", criterion="need"),
        comment("c2", "cora", BROAD, criterion="need"),
    )  # fmt: skip

    trees = remarks.of_proposal(store, home, "trees")

    assert sorted(each.like for each in under(trees, "need")) == [0, 1, 1, 1]
    alike = [bool(each.like) for each in under(trees, "need")]
    assert alike in ([True, True, True, False], [False, True, True, True])
    (shared,) = trees.shared
    assert {each.owner for each in shared} == {"omar", "nadia", "cora"}


def test_one_person_saying_it_twice_is_no_agreement(home):
    store = desk(
        "chair", "chair", review("omar", BROAD), comment("c1", "omar", BROAD, criterion="need")
    )

    assert remarks.of_proposal(store, home, "trees").shared == ()


def test_positions_tell_who_is_in_favour_and_whose_words_are_objections(home):
    store = desk(
        "chair", "chair", review("omar", "No.", "object"), review("nadia", "Yes.", "support"),
        review("cora", "", "object", recused="employer"),
        comment("c1", "omar", "Costs too much", criterion="reach"),
        comment("q1", "omar", "How much?", kind="question"),
    )  # fmt: skip

    trees = remarks.of_proposal(store, home, "trees")

    assert dict(trees.positions) == {"object": 1, "support": 1}
    assert (trees.in_favour, trees.objecting, trees.recused) == (("nadia",), ("omar",), ("cora",))
    assert [each.text for each in trees.objections] == ["No.", "Costs too much"]


def test_who_has_not_answered_is_told_for_each_proposal_and_for_the_round(home):
    store = desk(
        "chair",
        "chair",
        review("omar", "Yes."),
        review("cora", "", about="water", recused="family"),
    )

    found = remarks.of_round(store, home, "first")

    trees, water = found.proposals
    assert (trees.answered, trees.missing) == (("omar",), ("ann", "chair", "cora", "nadia"))
    assert (water.answered, water.missing) == (("cora",), ("ann", "chair", "nadia", "omar"))
    assert found.missing == ("ann", "chair", "nadia")


def test_proposals_nobody_spoke_about_are_lonely(home):
    silent = desk()
    store = desk("chair", "chair", review("omar", "Yes."))

    assert remarks.of_round(silent, home, "first").lonely == ("trees", "water")
    assert remarks.of_round(silent, home, "first").fewest == ()
    assert remarks.of_round(store, home, "first").lonely == ("water",)
    assert remarks.of_round(store, home, "first").fewest == ("water",)


def test_what_a_point_was_made_of_says_so(home):
    store = desk(
        "chair", "chair", review("omar", "Yes."), comment("q1", "omar", "How?", kind="question")
    )
    source = f"{review_id('omar')}/need"

    letters.add_point(store, "trees", "x", comments=[source], questions=["q1"])

    (point,) = letters.letter(store, "trees").points
    letters.record_sent(store, "trees", clock=clock)
    said = {
        each.id: (each.points, each.state)
        for each in remarks.of_proposal(store, home, "trees").said
    }
    assert said == {source: ((point.id,), ""), "q1": ((point.id,), "in_letter")}


def test_a_round_without_places_is_the_same_but_for_them(home):
    store = desk("chair", "chair", review("omar", "Yes."), comment("c1", "omar", "How?", "Apples"))

    with_places = remarks.of_round(store, home, "first")
    without = remarks.of_round(store, home, "first", placed=False)

    assert [each.place for paper in without.proposals for each in paper.said] == [None, None]
    assert {each.id for paper in without.proposals for each in paper.said} == {
        each.id for paper in with_places.proposals for each in paper.said
    }


def test_a_round_reads_no_more_often_for_more_proposals(home):
    counts = []
    for number in (1, 6):
        store = desk("chair", "chair", review("omar", "Yes."))
        for at in range(number):
            seed(store, record("proposals", f"more{at}", title="More", round="first", version=1))
            seed(store, replace(review("omar", "Yes.", about=f"more{at}"), version=2))
        counts.append(statements(store, lambda each: remarks.of_round(each, home, "first")))

    assert counts[0] == counts[1]


def test_comments_on_a_document_are_consolidated_by_its_sections(home):
    store = desk(
        "chair", "chair", survey(home),
        on_survey("c1", "omar", "Which ones?", "cables", "aims"),
        on_survey("c2", "nadia", "On the whole good"),
        on_survey("c3", "omar", "Really?", "Nobody", "costs", kind="question"),
        on_survey("c4", "omar", "Answer", reply_to="c2"),
    )  # fmt: skip

    found = remarks.consolidation(store, home, "document/survey")

    assert [(each.key, each.title) for each in found.under] == [
        ("aims", "Aims"), ("costs", "Costs"), ("", "")
    ]  # fmt: skip
    assert [[each.id for each in heading.said] for heading in found.under] == [
        ["c1"], ["c3"], ["c2", "c4"]
    ]  # fmt: skip
    assert [(each.id, each.state) for each in found.questions] == [("c3", "asked")]
    assert found.missing == ("ann", "chair", "cora")
    assert found.comments_by == "2030-02-05T12:00:00Z"


def test_what_stands_before_the_first_heading_is_under_the_title_of_the_survey(home):
    store = desk(
        "chair", "chair", survey(home, "Share the cables.\n"),
        on_survey("c1", "omar", "Which ones?", "cables", "intro"),
    )  # fmt: skip

    found = remarks.of_document(store, home, "survey")

    assert [(each.key, each.title) for each in found.under] == [("intro", "Survey"), ("", "")]


def test_points_on_which_several_agree_about_a_document_are_told_with_their_section(home):
    store = desk(
        "chair", "chair", survey(home),
        on_survey("c1", "omar", BROAD, "cables", "aims"),
        on_survey("c2", "nadia", NARROW, "cables", "aims"),
        on_survey("c3", "omar", "Really?", "Nobody", "costs"),
    )  # fmt: skip

    shape = document_shape(remarks.of_document(store, home, "survey"))

    assert [(each["section"], each["ids"]) for each in shape["agreement"]] == [
        ("aims", ["c1", "c2"])
    ]


def test_documents_marked_for_comment_are_listed_by_when_they_close(home):
    store = desk("chair", "chair", survey(home), record("documents", "other", title="Other"))

    assert [row.id for row in remarks.marked_for_comment(store)] == ["survey"]


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("nowhere", "no_such_round"),
        ("document/nowhere", "no_such_paper"),
        ("proposal/trees", "not_consolidated"),
        ("paper/trees", "not_consolidated"),
    ],
    ids=lambda value: value.replace("/", " "),
)
def test_what_cannot_be_consolidated_is_refused(home, what, code):
    with pytest.raises(Trouble) as refused:
        remarks.consolidation(desk(), home, what)

    assert refused.value.code == code


def test_replies_stand_behind_what_they_answer_and_circles_are_kept():
    def said(id, at, reply_to="", text=""):
        return Said(id, "comment", "omar", "Omar", text or id, written_at=at, reply_to=reply_to)

    given = [
        said("a", "1"), said("b", "2", text="word sand"), said("a1", "3", "a"), said("a2", "4", "a"),
        said("a1x", "5", "a1"), said("x", "6", "y"), said("y", "7", "x"), said("lost", "8", "gone"),
    ]  # fmt: skip

    assert [each.id for each in together(given)] == ["a", "a1", "a1x", "a2", "b", "lost", "x", "y"]
    assert together(given[::-1]) == together(given)


def test_a_talk_deeper_than_anybody_reads_is_in_the_report_whole(home):
    talk = [
        record("comments", f"c{n}", 1, "omar", ("members",), text=f"Said {n}.", written_at=AT,
               about={"kind": "proposal", "id": "trees", "version": 1}, reply_to=f"c{n - 1}")
        for n in range(2_000)
    ]  # fmt: skip
    store = desk("chair", "chair", *talk)

    exporting.export(store, home, "comments", "html", home.folder / "comments.html", clock=clock)

    said = (home.folder / "comments.html").read_text("utf-8")
    assert [f"Said {n}." in said for n in (0, 29, 30, 31, 1_999)] == [True] * 5
    assert said.index("Said 30.") < said.index("Said 31.") < said.index("Said 32.")


def test_what_came_in_a_members_file_is_brought_together_as_what_came_by_a_server(home, tmp_path):
    omar, chair = desks.desk("omar"), desks.desk("chair")
    desks.review(omar, BROAD, stance="object")
    annotating.comment(
        omar, home, papers.about(omar, "proposal/trees"), "Why?", kind="question", quote="Apples"
    )
    before = remarks.of_proposal(chair, home, "trees").said

    desks.hands(omar, tmp_path, chair)

    trees = remarks.of_round(chair, home, "first").proposals[0]
    assert before == ()
    assert {(each.owner, each.kind, each.text) for each in trees.said} == {
        ("omar", "review", BROAD), ("omar", "question", "Why?")
    }  # fmt: skip
    assert [(each.owner, each.state) for each in trees.questions] == [("omar", "asked")]
    assert (trees.answered, trees.objecting) == (("omar",), ("omar",))


def test_the_comments_report_tells_how_far_each_question_has_come(home):
    question = comment("q1", "omar", "How?", "Apples", kind="question")
    store = desk("chair", "chair", question, comment("a1", "nadia", "So.", reply_to="q1"))
    letters.add_point(store, "trees", "x", questions=["q1"])
    letters.record_sent(store, "trees", clock=clock)

    report = consolidating.of_round(store, home, "first", AT, ("en", False))

    (remark,) = report.proposals[0].remarks
    assert (remark.state, remark.replies[0].state) == ("in_letter", "")
