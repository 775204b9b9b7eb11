"""What was said, as files: without a line, whole or not at all, and nothing too much."""

import json

import pypdfium2
import pytest

from app.actions import annotating, consolidating, exporting, reviewing, wishing
from app.actions.exporting_steps import Chosen
from app.actions.reporting import Wanted
from app.actions.reviewing import Edit
from app.actions.traffic import spend, spent
from app.actions.trouble import Trouble
from app.store import annotations, current, facts, outbox
from tests.builders import clock, joined, proposal, record, round_, seed

STYLE = ("en", False)


def pdf_text(path):
    document = pypdfium2.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


@pytest.fixture
def evening(desk, home, trees):
    """Omar has marked and reviewed; Nadia has answered him."""
    seed(
        desk,
        record("members", "omar", name="Omar Plum", role="member", group="civil"),
        record("members", "nadia", name="Nadia Pear", role="chair"),
    )
    annotating.note(desk, home, trees, "privately doubtful", quote="pears", clock=clock)
    asked = annotating.comment(
        desk, home, trees, "Who waters them?", kind="question", quote="Apples fall", clock=clock
    ).ids[0]
    gone = annotating.comment(desk, home, trees, "taken back words", clock=clock).ids[0]
    annotating.withdraw(desk, gone, clock=clock)
    review = Edit(
        texts={"need": "Many ask for shade"}, scores={"reach": 4}, stance="support",
        to_chairs="between us two", merge_with=["water"],
    )  # fmt: skip
    reviewing.review(desk, "trees", review, submit=True, clock=clock)
    about = {"kind": "proposal", "id": "trees", "version": 1}
    seed(
        desk,
        record("comments", "answer", 1, "nadia", text="The rain does", about=about, reply_to=asked,
               written_at="2030-02-01T13:00:00Z"),
        record("comments", "on-report", 1, "nadia", text="Well written",
               about={"kind": "document", "id": "report"}),
    )  # fmt: skip
    return desk


def exported(store, home, tmp_path, what, format, **more):
    path = tmp_path / "new folder" / f"{what}.{format}"
    assert exporting.export(store, home, what, format, path, clock=clock, **more) == path
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    return path


def test_the_comments_of_a_round_are_a_pdf_for_its_readers(evening, home, tmp_path):
    text = pdf_text(exported(evening, home, tmp_path, "comments", "pdf"))

    for words in (
        "First reading", "About trees", "Who waters them?", "Apples fall", "The rain does",
        "Many ask for shade", "Support", "Omar Plum", "Nadia Pear", "Well written",
    ):  # fmt: skip
        assert words in text, words
    for words in ("privately doubtful", "taken back words", "between us two"):
        assert words not in text, words


def test_my_comments_are_mine_with_notes_and_drafts_and_nobody_elses(evening, home, tmp_path):
    reviewing.review(evening, "trees", Edit(texts={"need": "Many ask, I drafted"}), clock=clock)

    text = pdf_text(exported(evening, home, tmp_path, "my-comments", "pdf"))

    for words in ("privately doubtful", "Who waters them?", "Many ask, I drafted"):
        assert words in text, words
    for words in ("The rain does", "Well written", "taken back words"):
        assert words not in text, words


def test_my_comments_tell_a_first_draft_from_a_change_after_submitting(evening, home, tmp_path):
    reviewing.review(evening, "trees", Edit(texts={"need": "Many, changed"}), clock=clock)
    both = pdf_text(exported(evening, home, tmp_path / "1", "my-comments", "pdf"))

    reviewing.review(evening, "trees", Edit(), submit=True, clock=clock)
    reviewing.review(evening, "water", Edit(texts={"need": "First words"}), clock=clock)
    first = pdf_text(exported(evening, home, tmp_path / "2", "my-comments", "pdf"))

    assert "Changed since you submitted; not sent yet" in both
    assert "Draft, only on this computer" not in both
    assert "Draft, only on this computer" in first
    assert "Changed since you submitted" not in first


def test_a_draft_over_a_submitted_review_is_not_in_the_comments(evening, home, tmp_path):
    reviewing.review(evening, "trees", Edit(texts={"need": "Only drafted"}), clock=clock)

    text = pdf_text(exported(evening, home, tmp_path, "comments", "pdf"))

    assert "Many ask for shade" in text
    assert "Only drafted" not in text


def test_the_same_values_give_the_same_bytes(evening, home, tmp_path):
    one = exported(evening, home, tmp_path / "1", "comments", "pdf").read_bytes()
    two = exported(evening, home, tmp_path / "2", "comments", "pdf").read_bytes()

    assert one == two


def test_comments_as_json_are_rows_as_the_command_line_shows_them(evening, home, tmp_path):
    made = json.loads(exported(evening, home, tmp_path, "comments", "json").read_text("utf-8"))

    assert [row["owner"] for row in made["reviews"]] == ["omar"]
    assert "answer" in {row["id"] for row in made["comments"]}
    only = exported(evening, home, tmp_path / "r", "comments", "json", round="first")
    assert "on-report" not in only.read_text("utf-8")


def test_my_comments_as_json_are_mine(evening, home, tmp_path):
    made = json.loads(exported(evening, home, tmp_path, "my-comments", "json").read_text("utf-8"))

    assert {row["owner"] for row in (*made["reviews"], *made["marks"])} == {"omar"}
    assert {row["collection"] for row in made["marks"]} == {"notes", "comments"}


def test_everything_of_mine_is_there_but_no_key(evening, home, tmp_path):
    facts.put(evening, token="secret-token-words", device_seed="5eed" * 16, reading_key="4ead" * 16)

    raw = exported(evening, home, tmp_path, "everything", "json").read_text("utf-8")
    made = json.loads(raw)

    assert "secret-token-words" not in raw
    assert "4ead" not in raw
    assert "5eed" not in raw
    assert len(made["outbox"]) == len(outbox.all_of(evening))
    assert {"proposals", "versions", "comments", "notes", "reviews"} <= set(made["records"])
    assert "privately doubtful" in raw
    assert made["profile"]["account"] == "omar"


def test_the_round_where_most_was_said_is_meant(evening):
    seed(evening, round_("second"), proposal("late", round="second"))

    assert exporting.round_of(evening, None) == "first"
    assert exporting.round_of(evening, "second") == "second"
    assert exporting.other_rounds(evening, "second") == ["first"]
    assert exporting.other_rounds(evening, "first") == []


def test_what_cannot_be_exported_is_told_in_a_code(store, home, tmp_path):
    def refused(code, what, format, **more):
        with pytest.raises(Trouble, match=code):
            exporting.export(store, home, what, format, tmp_path / "x", **more)
        assert list(tmp_path.iterdir()) == []

    refused("not_joined", "comments", "pdf")
    refused("not_joined", "my-comments", "json")
    joined(store)
    refused("nothing_to_export", "comments", "pdf")
    refused("no_such_round", "comments", "pdf", round="none")
    refused("no_such_round", "comments", "json", round="none")


def test_a_file_that_cannot_be_written_leaves_no_half(evening, home, tmp_path):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "inside").touch()

    with pytest.raises(OSError, match="taken"):
        exporting.export(evening, home, "everything", "json", tmp_path / "taken")

    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


def test_replies_stand_under_what_they_answer_and_none_is_lost(evening, home):
    about = {"kind": "proposal", "id": "trees", "version": 1}
    for id, to in (("x", "y"), ("y", "x"), ("self", "self"), ("orphan", "nowhere")):
        seed(evening, record("comments", id, 1, "nadia", text=id, about=about, reply_to=to))
    seed(evening, record("comments", "below", 1, "omar", text="b", about=about, reply_to="answer"))

    report = consolidating.of_round(evening, home, "first", "2030-02-02T00:00:00Z", STYLE)

    [trees] = [each for each in report.proposals if each.title == "About trees"]
    texts = [remark.text for remark in trees.remarks]
    assert sorted(texts) == ["Who waters them?", "orphan", "self", "x", "y"]
    [question] = [each for each in trees.remarks if each.kind == "question"]
    assert question.replies[0].text == "The rain does"
    assert question.replies[0].replies[0].text == "b"


def test_the_report_counts_who_is_expected_and_who_may_read_it(evening, home):
    report = consolidating.of_round(evening, home, "first", "2030-02-02T00:00:00Z", STYLE)

    assert (report.expected, report.readers) == (2, ("chairs",))
    assert report.general[0].about == "Report"
    assert report.deadline.what == "comments"
    review = report.proposals[-1].reviews or report.proposals[0].reviews
    assert review[0].merge_with == ("About water",)


def test_a_wish_to_join_a_group_stands_until_it_is_withdrawn(desk):
    seed(desk, record("workgroups", "garden", title="The garden"))

    id = wishing.join_group(desk, "garden", "please").ids[0]

    assert wishing.wish(desk, "garden") == id
    row = current.one(desk, "intents", id)
    assert (row.readers, row.waiting, row.data["text"]) == (("chairs",), True, "please")
    annotating.withdraw(desk, id)
    assert wishing.wish(desk, "garden") is None
    with pytest.raises(Trouble, match="no_such_record"):
        wishing.join_group(desk, "nowhere")
    assert annotations.mine(desk) == []


def test_bytes_on_the_line_are_counted_by_month(store):
    spend(store, 1000, "2030-02-01T12:00:00Z")
    spend(store, 500, "2030-02-28T12:00:00Z")
    spend(store, 7, "2030-03-01T12:00:00Z")
    spend(store, 0, "2030-04-01T12:00:00Z")

    assert [spent(store, f"2030-0{month}-15T00:00:00Z") for month in (1, 2, 3, 4)] == [
        0, 1500, 7, 0,
    ]  # fmt: skip


def test_where_no_meeting_is_named_it_is_said_which_is_meant_and_which_others_there_are(desk):
    seed(
        desk,
        record("meetings", "past", title="Past", starts="2030-01-01T12:00:00Z"),
        record("meetings", "last", title="Last", starts="2030-01-31T12:00:00Z"),
        record("meetings", "next", title="Next", starts="2030-02-03T12:00:00Z"),
    )

    assert exporting.one_meeting(desk, "summary", clock) == ("last", ["next", "past"])
    assert exporting.one_meeting(desk, "agenda", clock) == ("next", ["last", "past"])


def test_next_steps_are_chosen_alike_wherever_they_are_written_from(desk, home, tmp_path):
    seed(
        desk,
        record("members", "omar", name="Omar Plum", role="member"),
        record("actions", "mine", text="Water the trees", owner="omar"),
        record("actions", "hers", text="Count the pears", owner="nadia"),
    )
    out = tmp_path / "steps.csv"
    wanted = Wanted("actions", "csv", steps=Chosen(mine=True))

    exporting.write(desk, home, wanted, out, clock=clock)

    text = out.read_text("utf-8")
    assert ("Water the trees" in text, "Count the pears" in text) == (True, False)
    with pytest.raises(Trouble, match="no_such_record"):
        exporting.write(desk, home, Wanted("actions", "csv", steps=Chosen(group="gone")), out)
