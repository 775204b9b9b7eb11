"""What is asked online, answered by a text form: made, filled in, read back, counted."""

import pytest

from app.actions import deciding_online, forming
from app.actions.trouble import Trouble
from app.domain import online
from app.store import current
from tests.builders import CYCLE, clock, joined, proposal, record, round_, seed
from tests.filled import chairs_desk, form_of, put

SAID = "We meet in May.\n\n== Adopted on 28 February unless somebody objects =="
DATES = "0b5e8a4c-6a51-4a77-9d0e-3f6f5f2a9c11"


def papers():
    asked = {"kind": "online", "title": "Dates of the meeting", "text": SAID,
             "closes_at": "2030-03-01T11:59:59Z", "aoe": True}  # fmt: skip
    return [
        record("cycle", CYCLE, title="Orchard 2030"), round_(), proposal(),
        record("decisions", DATES, **asked),
        *(record("members", id, name=id.title(), role="member") for id in ("omar", "nadia")),
        record("members", "chen", name="Chen", role="chair"),
    ]  # fmt: skip


@pytest.fixture
def desk(store):
    return seed(joined(store), *papers())


@pytest.fixture
def chair():
    with chairs_desk(papers()) as store:
        yield store


def filled(text, position="", why="", *, submit=True):
    for label, answer in ((f"[ ] {position}", ""), ("== comment:", why), ("[ ] submit", "")):
        if label.startswith("[ ]") and (label != "[ ] submit" or submit) and label != "[ ] ":
            assert f"{label}\n" in text, label
            text = text.replace(label, label.replace("[ ]", "[x]"), 1)
        elif answer:
            text = put(text, label, answer)
    return text


def save(store, home, text, **more):
    understood = forming.read(store, text, **more)
    assert not understood.faults + understood.problems, understood
    assert understood.left_over == []
    return understood, forming.save(store, home, understood, clock)


def taken(store, account="omar"):
    rows = [row for row in current.listed(store, "intents") if row.owner == account]
    return [(row.data["position"], row.data["text"], row.data.get("via")) for row in rows]


def told(saved):
    return [each.code for each in saved.told]


def test_the_form_holds_the_chairs_words_the_date_and_every_position(desk):
    text = form_of(desk, [], online=True, clock=clock)

    assert max(map(len, text.splitlines())) <= 72
    for said in (
        f"== proposal: decision/{DATES} v1", "==== Dates of the meeting", "We meet in May.",
        "[ ] no objection", "[ ] object", "[ ] more time", "[ ] conflict", "== comment:",
    ):  # fmt: skip
        assert said in text
    assert "Answers are due:" in text
    assert "== chairs:" not in text


def test_my_own_form_becomes_my_position_and_the_same_again_changes_nothing(desk, home):
    form = filled(form_of(desk, [f"decision/{DATES}"], clock=clock), "object", "Exams.")

    _understood, first = save(desk, home, form)
    _understood, again = save(desk, home, form)

    assert taken(desk) == [("object", "Exams.", None)]
    assert (len(first.ids), again.ids) == (1, [])
    assert form_of(desk, [f"decision/{DATES}"], clock=clock).count("[x] object") == 1


def test_a_members_form_is_taken_in_her_name_and_counted(chair, home):
    made = forming.made(chair, [], online=True, account="omar", clock=clock)
    answered = filled(made.text, "no objection", "Fine with me.", submit=False)

    understood, saved = save(chair, home, answered)
    _understood, again = save(chair, home, answered)

    assert [each.proposal for each in understood.papers[0].answers] == [f"decision/{DATES}"]
    assert taken(chair) == [("no_objection", "Fine with me.", "form")]
    assert (len(saved.ids), again.ids) == (1, [])
    count = deciding_online.standing(chair, DATES, clock).count
    assert [each.account for each in count.positions["no_objection"]] == ["omar"]
    assert (count.silent, count.numbers()["silent"]) == (("chen", "nadia"), 2)


def test_a_mailer_that_quotes_and_breaks_leaves_it_whole(chair, home):
    made = forming.made(chair, ["trees"], online=True, account="omar", clock=clock)
    answered = filled(made.text, "more time", submit=False)
    quoted = "\n".join(f"> > {line}" for line in answered.splitlines())
    quoted = quoted.replace(
        f"== proposal: decision/{DATES} v1", f"== proposal:\n> > decision/{DATES}\n> > v1"
    )

    save(chair, home, quoted)

    assert taken(chair) == [("more_time", "", "form")]


@pytest.mark.parametrize(
    ("position", "why", "submit", "code"),
    [
        ("object", "", True, "objection_needs_reason"),
        ("", "Only words.", True, "no_position_chosen"),
        ("no objection", "", False, "not_submitted_position"),
    ],
    ids=["no reason", "no position", "not submitted"],
)
def test_what_is_no_whole_position_is_told_and_not_taken(desk, home, position, why, submit, code):
    form = form_of(desk, [f"decision/{DATES}"], clock=clock)

    understood, saved = save(desk, home, filled(form, position, why, submit=submit))

    assert taken(desk) == []
    assert code in [each.code for each in understood.notices]
    assert told(saved) == [code]


def test_a_form_that_comes_after_the_end_is_told_and_changes_nothing(desk, home):
    form = filled(form_of(desk, [f"decision/{DATES}"], clock=clock), "no objection")
    (asked,) = [each for each in papers() if each.id == DATES]
    ended = {**asked.data, "closed_at": "2030-02-20T12:00:00Z", "outcome": "adopted"}
    seed(desk, record("decisions", DATES, 2, **ended))

    _understood, saved = save(desk, home, form)

    assert (taken(desk), told(saved)) == ([], ["position_too_late"])
    with pytest.raises(Trouble) as refused:
        form_of(desk, [f"decision/{DATES}"], clock=clock)
    assert refused.value.code == "decision_ended"


def test_what_came_from_her_own_program_stands(chair, home):
    made = forming.made(chair, [], online=True, account="omar", clock=clock)
    id = online.position_id(CYCLE, "omar", DATES)
    about = {"kind": "decision", "id": DATES}
    seed(chair, record("intents", id, 1, "omar", ("chairs",), kind="position", about=about,
                       position="object", text="From my desk"))  # fmt: skip

    _understood, saved = save(chair, home, filled(made.text, "no objection", submit=False))

    assert taken(chair) == [("object", "From my desk", None)]
    assert told(saved) == ["sent_herself"]


def test_an_unticked_form_says_nothing_and_takes_nothing_back(desk, home):
    deciding_online.take_position(desk, DATES, "more_time", "Next week", clock)
    form = form_of(desk, ["trees"], clock=clock)
    blank = form_of(desk, [f"decision/{DATES}"], clock=clock)

    save(desk, home, form)
    save(desk, home, blank)

    assert taken(desk) == [("more_time", "Next week", None)]
