"""Reminders: who is asked and has not answered, what is missing, and a draft that can be answered."""

from email import message_from_bytes, policy

import pytest

from app.actions import filing, forming, reminding
from app.actions.trouble import Trouble
from app.documents.messages import Message
from app.domain.rounds import Deadline
from app.reports.reminder import until
from app.store import current
from tests import chairs
from tests.builders import clock, record, round_, seed


@pytest.fixture
def chair():
    """Omar has answered nothing, Nadia one of two, Ann both; Cora chairs too and has no address."""
    store = chairs.desk(
        "chair",
        "chair",
        record("contacts", "member-omar", 1, "office", ("chairs",), emails=["omar@olive.example"]),
        record("contacts", "member-nadia", 1, "office", ("chairs",), emails=["nadia@nut.example"]),
        chairs.review("nadia", "Yes."),
        chairs.review("ann", "Yes."),
        chairs.review("ann", "", about="water", recused="employer"),
    )
    yield store
    store.close()


def draft(store, found, asked):
    return message_from_bytes(
        reminding.draft(store, found, asked, clock).content, policy=policy.default
    )


def test_who_answered_nothing_who_some_and_who_all(chair):
    found = reminding.plan(chair, "first")

    assert [each.account for each in found.silent] == ["cora", "omar"]
    assert [(each.account, each.missing, each.answered) for each in found.partly] == [
        ("nadia", ("water",), 1),
    ]  # fmt: skip
    assert found.mine  # the chair has not answered either, and gets no mail from herself
    assert [each.to for each in found.silent] == [(), ("omar@olive.example",)]


def test_who_is_not_asked_is_not_reminded(chair):
    assigned = [{"members": ["nadia"], "proposals": ["water"]}]
    seed(chair, round_(assignment="listed", assigned=assigned))

    found = reminding.plan(chair, "first")

    assert [each.account for each in (*found.silent, *found.partly)] == ["nadia"]


def test_a_withdrawn_proposal_is_missed_by_nobody(chair):
    papers = [record("proposals", "water", 2, round="first", title="W", status="withdrawn")]
    seed(chair, *papers)

    found = reminding.plan(chair, "first")

    assert found.partly == ()
    assert {each.missing for each in found.silent} == {("trees",)}


def test_a_draft_says_when_what_and_how_to_one_person(chair):
    found = reminding.plan(chair, "first")

    mail = draft(chair, found, found.silent[1])

    assert mail["X-Unsent"] == "1"
    assert mail["To"] == "omar@olive.example"
    body = mail.get_content()
    for said in ("Dear Omar", until(found.deadline), "T-1", "Chair"):
        assert said in body
    assert "nadia" not in body.casefold()


def test_the_answer_to_a_reminder_is_read_as_the_members_form(chair, home):
    found = reminding.plan(chair, "first")
    asked = draft(chair, found, found.silent[1])
    quoted = "".join(f"> {line}\n" for line in asked.get_content().splitlines())
    body = quoted.replace("> == need:\n", "> == need:\nIt is needed\n", 1)
    assert body != quoted
    reply = f"From: Omar <omar@olive.example>\nSubject: Re: {asked['Subject']}\n\n{body}"

    understood = forming.read(chair, reply.encode())
    assert not understood.faults + understood.problems
    forming.save(chair, home, understood, clock)

    answered = current.one(chair, "reviews", chairs.review_id("omar"))
    assert answered is not None
    assert answered.data["texts"]["need"] == "It is needed"
    assert (answered.owner, answered.data["via"]) == ("omar", "form")
    after = reminding.plan(chair, "first")
    assert [(each.account, each.missing) for each in after.partly] == [
        ("nadia", ("water",)), ("omar", ("water",)),
    ]  # fmt: skip


def test_a_long_form_is_attached_and_can_be_read_too(chair, monkeypatch):
    monkeypatch.setattr(reminding, "LONGEST", 100)
    found = reminding.plan(chair, "first")

    mail = draft(chair, found, found.silent[1])

    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "form-omar.txt"
    assert "== proposal:" not in mail.get_body().get_content()
    assert not forming.read(chair, mail.as_bytes()).faults


def test_what_she_wrote_another_way_is_known_and_no_answer(chair):
    said = Message("mail", "I support it.", "Omar", "omar@olive.example", "2030-01-28")
    filing.file(chair, said, "omar", "proposal/trees", clock=clock)

    found = reminding.plan(chair, "first")

    assert [each.account for each in found.silent] == ["cora", "omar"]
    assert "noted in your name" in draft(chair, found, found.silent[1]).get_content()
    assert "noted in your name" not in draft(chair, found, found.silent[0]).get_content()


@pytest.mark.parametrize(
    ("deadline", "told"),
    [
        (
            Deadline("reviews", "2030-01-29T11:59:59Z", aoe=True),
            "end of 28 January 2030 anywhere on Earth (29 January 2030, 11:59 UTC)",
        ),
        (
            Deadline("reviews", "2030-01-29T06:00:00Z"),
            "29 January 2030, 06:00 UTC (28 January 2030, 18:00 anywhere on Earth)",
        ),
    ],
    ids=["announced", "utc"],
)
def test_a_deadline_is_told_in_utc_and_anywhere_on_earth(deadline, told):
    assert until(deadline) == told


def test_a_deadline_that_passed_is_told_so(chair):
    seed(chair, round_(deadlines=[{"what": "reviews", "at": "2030-01-01T12:00:00Z"}]))
    found = reminding.plan(chair, "first")

    body = draft(chair, found, found.silent[1]).get_content()

    assert "The deadline has passed: 1 January 2030, 12:00 UTC" in body
    assert "marked as late" in body


def test_drafts_are_saved_one_a_person_and_replaced_the_next_time(chair, home, tmp_path):
    found = reminding.plan(chair, "first")
    for _ in range(2):
        made = reminding.save(chair, home, found, found.silent, tmp_path / "out", clock)

    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["reminder-first-cora.eml", "reminder-first-omar.eml"]
    assert [each.path.name for each in made] == names


@pytest.mark.parametrize(
    ("accounts", "code"),
    [(["ann"], "nothing_missing"), (["nobody"], "nothing_missing"), (["chair"], "nothing_missing")],
    ids=["answered", "unknown", "me"],
)
def test_who_misses_nothing_is_not_reminded(chair, accounts, code):
    with pytest.raises(Trouble) as told:
        reminding.chosen(reminding.plan(chair, "first"), accounts)

    assert told.value.code == code


def test_some_can_be_named_and_those_with_part_of_it_added(chair):
    found = reminding.plan(chair, "first")

    assert [each.account for each in reminding.chosen(found)] == ["cora", "omar"]
    assert [each.account for each in reminding.chosen(found, ["nadia"])] == ["nadia"]
    assert len(reminding.chosen(found, partly=True)) == 3


def test_members_remind_nobody():
    store = chairs.desk("omar", "member")

    with pytest.raises(Trouble) as told:
        reminding.plan(store, "first")

    assert told.value.code == "not_a_chair"
    store.close()
