"""Letters to proposers: points made of what members said, drafted, shared, recorded as sent."""

import json
from email import message_from_bytes, policy

import pytest

from app.actions import acting, letter_mailing, letter_templates, letters, suggesting
from app.actions.composing import composed
from app.actions.trouble import Trouble
from app.paths import Home
from app.phrases import letters as words
from app.reports.letter import letter_blocks
from app.store import acts, current
from tests.builders import clock, record, round_, seed
from tests.chairs import TEMPLATE, comment, desk, review, review_id, second

BROAD = "The scope is too broad for one year."


@pytest.fixture
def store():
    made = desk(
        "chair",
        "chair",
        review("omar", BROAD, "object"),
        comment("c1", "nadia", "Who pays?", "far from", criterion="need"),
        comment("q1", "omar", "How far?", "far", kind="question"),
        comment("q2", "nadia", "Why apples?", kind="question"),
    )
    yield made
    made.close()


def texts(store):
    found = letters.letter(store, "trees")
    return [each.text for each in found.points]


def the_id(store, number):
    return letters.point_at(letters.letter(store, "trees"), number).id


def test_a_draft_stays_on_this_computer_and_nothing_of_it_waits(store):
    letters.add_point(store, "trees", "Narrow it.", comments=["c1"], questions=["q1"])

    row = current.one(store, "letters", "letter-trees-v1")
    assert row.at_home
    assert not row.waiting
    assert row.readers == ("chairs",)
    assert [each.state for each in acts.all_of(store)] == ["home"]
    assert row.data["proposal"] == "trees"
    assert (row.data["version"], row.data["round"], row.data["number"]) == (1, "first", 1)


def test_a_point_takes_the_words_of_what_it_is_made_of_and_leaves_those_untouched(store):
    before = current.one(store, "comments", "c1")
    source = f"{review_id('omar')}/need"

    letters.add_point(store, "trees", "", comments=["c1", source], criterion="need")

    assert texts(store) == [f"Who pays?\n\n{BROAD}"]
    assert current.one(store, "comments", "c1") == before
    (point,) = letters.letter(store, "trees").points
    assert point.comments == ("c1", source)


def test_points_are_changed_moved_and_removed_one_undo_each(store):
    for text in ("one", "two", "three"):
        letters.add_point(store, "trees", text)
    letters.add_point(store, "trees", "zero", at=1)
    letters.move_point(store, "trees", the_id(store, 4), 2)
    letters.change_point(store, "trees", the_id(store, 1), "nought", kind="objection")
    letters.remove_point(store, "trees", the_id(store, 3))

    changed = texts(store)
    acting.take_back(store)
    acting.take_back(store)
    acting.take_back(store)

    assert changed == ["nought", "three", "two"]
    assert texts(store) == ["zero", "one", "two", "three"]


def test_undo_of_the_first_point_leaves_no_letter(store):
    letters.add_point(store, "trees", "one")

    acting.take_back(store)

    assert letters.letter(store, "trees") is None


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": " "}, "empty"),
        ({"text": "a\0b"}, "nul"),
        ({"text": "x", "kind": "order"}, "unknown_point_kind"),
        ({"text": "x", "criterion": "taste"}, "unknown_criterion"),
        ({"text": "x", "comments": ["nowhere"]}, "no_such_record"),
        ({"text": "x", "comments": ["nowhere/need"]}, "no_such_record"),
        ({"text": "x", "questions": ["nowhere"]}, "no_such_record"),
        ({"text": "x", "questions": ["c1"]}, "remark_no_question"),
        ({"text": "x", "at": 3}, "no_such_point"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_a_point_cannot_name_is_refused_and_nothing_is_kept(store, given, code):
    with pytest.raises(Trouble) as refused:
        letters.add_point(store, "trees", **given)

    assert refused.value.code == code
    assert letters.letter(store, "trees") is None


def test_only_chairs_write_letters():
    store = desk("omar", "member")

    with pytest.raises(Trouble) as refused:
        letters.add_point(store, "trees", "Mine")

    assert refused.value.code == "not_a_chair"


def test_fields_are_filled_when_the_letter_is_composed(store):
    letters.write_texts(store, "trees", opening=TEMPLATE + " Until {deadline}.", closing="{chair}")

    sheet = composed(store, letters.letter(store, "trees"), clock)

    assert sheet.opening == (
        "Dear Ann Root, Bo Leaf, this is about About trees, version 1. Until end of 10 February "
        "2030 anywhere on Earth (11 February 2030, 11:59 UTC)."
    )
    assert sheet.closing == "Chair"
    assert sheet.unfilled == ()


def test_what_is_filled_in_is_not_looked_through_again(store):
    seed(store, *(each for each in second() if each.id != "trees"))
    paper = next(each for each in second() if each.id == "trees")
    paper.data.update(title="All about {chair}", proponents=[])
    seed(store, paper)

    letters.write_texts(store, "trees", opening="{proposal} by {proposer}")

    sheet = composed(store, letters.letter(store, "trees"), clock)
    assert sheet.opening == "All about {chair} by {proposer}"
    assert sheet.unfilled == ("proposer",)
    with pytest.raises(Trouble) as refused:
        letters.record_sent(store, "trees", clock=clock)
    assert (refused.value.code, refused.value.params["field"]) == ("unfilled_field", "proposer")


def test_a_field_that_is_not_known_is_refused_by_its_name(store):
    with pytest.raises(Trouble) as refused:
        letters.write_texts(store, "trees", opening="Dear {proposer}, {salary}")

    assert refused.value.params["field"] == "salary"
    assert "{salary}" in words.troubles()["unknown_field"].format(**refused.value.params)
    assert letters.letter(store, "trees") is None


def test_questions_are_numbered_through_the_whole_letter(store):
    letters.add_point(store, "trees", "First", questions=["q2"])
    letters.add_point(store, "trees", "Second", questions=["q1", "q2"])

    sheet = composed(store, letters.letter(store, "trees"), clock)

    assert [(each.number, each.text) for each in sheet.points] == [(1, "First"), (2, "Second")]
    assert [[each.number for each in point.questions] for point in sheet.points] == [[1], [2, 1]]
    assert sheet.points[1].questions[0].quote == "far"
    assert sheet.points[1].questions[0].section == "Section 1"
    assert words.as_text(sheet) == (
        "1. First\n   Question 1: Why apples?\n\n"
        "2. Second\n   Question 2: How far? (on “far”)\n   Question 1: Why apples?\n"
    )


def test_the_number_of_a_point_that_only_asks_stands_at_its_question(store):
    letters.add_point(store, "trees", "", questions=["q2", "q1"])

    sheet = composed(store, letters.letter(store, "trees"), clock)
    (points,) = letter_blocks(sheet)

    assert words.as_text(sheet) == (
        "1. Question 1: Why apples?\n   Question 2: How far? (on “far”)\n"
    )
    (item,) = points.items
    assert item.content[-1] == "Why apples?"
    assert item.inner[0].content[-1] == "How far?"


def test_a_source_that_was_withdrawn_is_told_as_gone(store):
    letters.add_point(store, "trees", "Pay", comments=["c1"])
    seed(store, comment("c1", "nadia", "", withdrawn=True))

    (point,) = composed(store, letters.letter(store, "trees"), clock).points

    assert [each.kind for each in point.sources] == ["gone"]
    assert point.text == "Pay"


def test_a_shared_draft_goes_to_the_co_chairs_and_stays_shared(store):
    letters.add_point(store, "trees", "one")
    letters.share(store, "trees")
    letters.add_point(store, "trees", "two")

    (act,) = acts.all_of(store)
    assert (act.state, act.audience) == ("waiting", ("chairs",))
    assert texts(store) == ["one", "two"]
    assert letters.letter(store, "trees").shared


def test_a_letter_recorded_as_sent_is_read_by_members_and_names_no_review(store):
    source = f"{review_id('omar')}/need"
    letters.write_texts(store, "trees", opening="Dear {proposer},")
    letters.add_point(store, "trees", "", comments=["c1", source], questions=["q1"])

    letters.record_sent(store, "trees", "by mail to both", clock)

    sent = current.one(store, "letters", "letter-trees-v1")
    assert sent.readers == ("members",)
    assert sent.waiting
    assert sent.data["sent_at"] == "2030-02-01T12:00:00Z"
    assert sent.data["sent_to"] == "by mail to both"
    assert sent.data["opening"] == "Dear Ann Root, Bo Leaf,"
    assert sent.data["points"][0]["comments"] == ["c1"]
    for act in acts.all_of(store):
        if act.audience != ("chairs",):
            assert review_id("omar") not in json.dumps(act.data)
    # The chairs still see what it was made of.
    assert letters.letter(store, "trees").points[0].comments == ("c1", source)


def test_who_cannot_read_a_question_reads_it_in_the_letter_as_it_was_sent(store):
    letters.add_point(store, "trees", "Say how far.", questions=["q1"])
    letters.record_sent(store, "trees", clock=clock)
    sent = current.one(store, "letters", "letter-trees-v1").data
    member = desk("omar", "member", record("letters", "letter-trees-v1", **sent))

    read = words.as_text(composed(member, letters.letter(member, "trees")))
    member.close()

    assert "Question 1: How far? (on “far”)" in read


def test_a_letter_keeps_the_words_of_a_question_that_is_taken_back_later(store):
    letters.add_point(store, "trees", "Say how far.", questions=["q1"])
    letters.record_sent(store, "trees", clock=clock)

    seed(store, comment("q1", "omar", "How near?", "far", kind="question", withdrawn=True))

    assert "How far?" in words.as_text(composed(store, letters.letter(store, "trees")))


def test_a_proposer_who_is_no_member_reads_the_letter_that_was_sent(store):
    seed(store, *second(), record("members", "ann", 5, name="Ann", role="observer"))
    letters.add_point(store, "trees", "one")

    letters.record_sent(store, "trees", clock=clock)

    assert letters.letter(store, "trees").version == 2
    assert current.one(store, "letters", "letter-trees-v2").readers == ("members", "ann")


def test_what_was_sent_stays_until_it_is_taken_back_or_a_new_version_comes(store):
    letters.add_point(store, "trees", "one")
    letters.record_sent(store, "trees", clock=clock)

    with pytest.raises(Trouble) as refused:
        letters.add_point(store, "trees", "two")
    acting.take_back(store)
    letters.add_point(store, "trees", "two")

    assert refused.value.code == "letter_sent"
    assert texts(store) == ["one", "two"]
    assert not letters.letter(store, "trees").sent


def test_after_a_new_version_the_next_letter_begins(store):
    letters.add_point(store, "trees", "one")
    letters.record_sent(store, "trees", clock=clock)
    seed(store, *second("q1"))

    letters.add_point(store, "trees", "Still broad")

    known = letters.letters(store, "trees")
    assert [(each.id, each.number, each.sent) for each in known] == [
        ("letter-trees-v1", 1, True),
        ("letter-trees-v2", 2, False),
    ]
    assert letters.letter(store, "trees") == known[1]
    assert letters.of_round(store, "first") == {"trees": known}


def test_nothing_is_recorded_as_sent_that_says_nothing(store):
    with pytest.raises(Trouble) as none:
        letters.record_sent(store, "trees")
    letters.add_point(store, "trees", "one")
    letters.remove_point(store, "trees", the_id(store, 1))
    with pytest.raises(Trouble) as blank:
        letters.record_sent(store, "trees")

    assert (none.value.code, blank.value.code) == ("no_letter", "empty")


def test_templates_are_kept_under_a_name_used_and_removed(store):
    letter_templates.save_template(store, " Second   round ", TEMPLATE, "Yours, {chair}")
    letters.use_template(store, "trees", "Second round")
    letter_templates.save_template(store, "Second round", "New words")

    kept = letter_templates.templates(store)
    letter_templates.remove_template(store, "Second round")

    assert [(each.name, each.opening, each.closing) for each in kept] == [
        ("Second round", "New words", "")
    ]
    assert letters.letter(store, "trees").opening == TEMPLATE
    assert letter_templates.templates(store) == ()


@pytest.mark.parametrize(
    ("name", "opening", "code"),
    [
        ("", "x", "bad_template_name"),
        ("a\x1bb", "x", "bad_template_name"),
        ("n" * 61, "x", "bad_template_name"),
        ("a", " ", "empty"),
        ("a", "{name}", "unknown_field"),
    ],
    ids=["no name", "control", "long", "no words", "field"],
)
def test_a_template_that_cannot_be_kept_is_refused(store, name, opening, code):
    with pytest.raises(Trouble) as refused:
        letter_templates.save_template(store, name, opening)

    assert refused.value.code == code
    assert letter_templates.templates(store) == ()


def test_a_template_that_is_not_there_is_told_with_those_that_are(store):
    letter_templates.save_template(store, "short", "Dear {proposer}")

    with pytest.raises(Trouble) as refused:
        letters.use_template(store, "trees", "long")
    with pytest.raises(Trouble):
        letter_templates.remove_template(store, "long")

    assert refused.value.params["known"] == "short"


def test_the_usual_template_has_only_fields_that_are_known(store):
    opening, closing = words.usual()

    letters.write_texts(store, "trees", opening=opening, closing=closing)

    assert composed(store, letters.letter(store, "trees"), clock).unfilled == ()


def test_a_letter_is_suggested_of_what_was_said_and_nothing_of_it_is_kept(store, tmp_path):
    seed(store, review("nadia", "The scope is too broad for a year."))

    found = suggesting.suggested(store, Home(tmp_path), "trees")

    assert letters.letter(store, "trees") is None
    need, whole = found.points
    assert (need.criterion, whole.criterion) == ("need", "")
    assert set(need.comments) == {f"{review_id('omar')}/need", f"{review_id('nadia')}/need", "c1"}
    assert need.text.count("too broad") == 1
    assert "- Who pays?" in need.text
    assert set(whole.questions) == {"q1", "q2"}


def test_a_suggestion_that_is_taken_is_not_made_twice(store, tmp_path):
    home = Home(tmp_path)
    suggesting.begin(store, home, "trees")

    with pytest.raises(Trouble) as refused:
        suggesting.begin(store, home, "trees")

    assert refused.value.code == "empty"
    assert len(letters.letter(store, "trees").points) == 2


def test_a_suggestion_keeps_what_lost_its_criterion_and_is_no_longer_than_a_point_may_be(tmp_path):
    long = [review(name, f"{name} " + "word " * 900) for name in ("omar", "nadia", "cora")]
    store = desk("chair", "chair", *long, comment("c1", "ann", "Old", criterion="vanished"))

    found = suggesting.suggested(store, Home(tmp_path), "trees")

    need, old = found.points
    assert len(need.text) < suggesting.LONGEST + 100
    assert len(need.comments) == 3
    assert (old.criterion, old.text) == ("", "Old")
    suggesting.begin(store, Home(tmp_path), "trees")
    assert len(letters.letter(store, "trees").points) == 2


def test_the_word_on_the_whole_proposal_is_a_source_too():
    store = desk("chair", "chair", review("omar", BROAD, comment="Not this year."))

    letters.add_point(store, "trees", "", comments=[f"{review_id('omar')}/comment"])

    assert texts(store) == ["Not this year."]
    (point,) = composed(store, letters.letter(store, "trees"), clock).points
    assert [(each.kind, each.name, each.text) for each in point.sources] == [
        ("review", "Omar", "Not this year.")
    ]


def test_the_letter_of_the_secretariat_bears_the_name_of_the_chair_and_the_last_deadline():
    store = desk("office", "secretariat")
    seed(store, round_(deadlines=[{"what": "comments", "at": "2030-01-01T12:00:00Z"}]))
    letters.write_texts(store, "trees", opening="{chair} {deadline}")

    sheet = composed(store, letters.letter(store, "trees"), clock)

    assert sheet.opening == "Chair 1 January 2030, 12:00 UTC"


def test_a_round_without_a_deadline_leaves_its_field_open():
    store = desk("chair", "chair")
    seed(store, round_(deadlines=[]))
    letters.write_texts(store, "trees", opening="Until {deadline}.")

    assert composed(store, letters.letter(store, "trees"), clock).unfilled == ("deadline",)


def test_a_letter_is_drafted_as_an_e_mail_to_the_proposers():
    contacts = [
        record("contacts", "proposal-trees", emails=["trees@orchard.example", "not an address"]),
        record("contacts", "member-ann", emails=["ann@orchard.example", "trees@orchard.example"]),
    ]
    store = desk("chair", "chair", *contacts)
    letters.add_point(store, "trees", "Näher an den Baum, 请回答")

    made = letter_mailing.draft(store, letters.letter(store, "trees"), ("a.pdf", b"%PDF"), clock)

    mail = message_from_bytes(made.content, policy=policy.default)
    assert mail["To"] == "trees@orchard.example, ann@orchard.example"
    assert (
        mail["Subject"] == made.subject == "First reading: points and questions about “About trees”"
    )
    assert mail["X-Unsent"] == "1"
    assert mail.get_body().get_content().strip() == "1. Näher an den Baum, 请回答"
    assert [each.get_filename() for each in mail.iter_attachments()] == ["a.pdf"]


def test_without_an_address_the_draft_names_nobody():
    store = desk()
    letters.add_point(store, "trees", "one")

    assert letter_mailing.draft(store, letters.letter(store, "trees")).to == ()


def test_a_letter_bears_the_name_of_the_chair_who_wrote_it_for_everybody():
    letter = record(
        "letters", "letter-trees-v1", 1, "cora", proposal="trees", version=1, opening="{chair}",
        sent_at="2030-02-01T12:00:00Z", points=[{"text": "One"}],
    )  # fmt: skip

    names = {
        composed(store, letters.letter(store, "trees"), clock).chair
        for store in (desk("chair", "chair", letter), desk("omar", "member", letter))
    }

    assert names == {"Cora"}
