"""The ledger of questions: asked, in a letter, answered, judged; one question to several."""

import pytest

from app.actions import acting, ledger, letters, moving_marks, showing
from app.actions.trouble import Trouble
from app.domain.records import Record
from app.paths import Home
from app.store import acts, open_store
from tests.builders import clock, joined, proposal, record, seed, version
from tests.chairs import comment, desk, papers, second


def asked(**more):
    return comment("q1", "omar", "How far?", "far", kind="question", **more)


def state(store):
    (found,) = ledger.ledger(store, "first")
    return found.state


def send(store, question="q1"):
    letters.add_point(store, "trees", "Say it.", questions=[question])
    letters.record_sent(store, "trees", clock=clock)


def test_a_question_goes_from_asked_over_the_letter_and_the_answer_to_satisfied():
    store = desk("chair", "chair", asked())
    states = [state(store)]

    letters.add_point(store, "trees", "Say it.", questions=["q1"])
    states.append(state(store))
    letters.record_sent(store, "trees", clock=clock)
    states.append(state(store))
    seed(store, *second("q1"))
    states.append(state(store))
    said = asked(question_state="satisfied", answer_version=2).data
    seed(store, Record("comments", "q1", 2, "omar", ("chairs",), said))
    states.append(state(store))

    assert states == ["asked", "asked", "in_letter", "answered", "satisfied"]


def test_the_ledger_tells_letter_number_and_the_words_of_the_answer():
    store = desk("chair", "chair", asked(criterion="need"))
    send(store)
    seed(store, *second("q1"))

    (found,) = ledger.ledger(store, "first")

    assert (found.letter, found.letter_version, found.number) == ("letter-trees-v1", 1, 1)
    assert (found.owner, found.name, found.text, found.quote) == ("omar", "Omar", "How far?", "far")
    assert (found.section, found.criterion, found.version) == ("s1", "need", 1)
    answer = found.answer
    assert answer is not None
    assert (answer.version, answer.section, answer.heading) == (2, "s1", "Section 1")
    assert (answer.exact, answer.start, answer.end) == ("drop near", 7, 16)


def test_an_answer_whose_words_are_not_there_still_counts_and_says_so():
    store = desk("chair", "chair", asked(), *second("q1", "nowhere to be found"))

    (found,) = ledger.ledger(store, "first")

    assert found.state == "answered"
    assert (found.answer.exact, found.answer.start) == ("", None)


def test_a_later_answer_asks_the_member_anew():
    store = desk("omar", "member", asked(), *second("q1"))
    moving_marks.satisfied(store, "q1", yes=False, clock=clock)
    first = state(store)
    third = version("trees", 3, "Apples drop at the trunk.")
    third.data["answers"] = [{"question": "q1", "section": "s1", "quote": "at the trunk"}]

    seed(store, third, proposal("trees", 3, code="T-1"))

    (found,) = ledger.ledger(store, "first")
    assert first == "not_satisfied"
    assert (found.state, found.answer.version) == ("answered", 3)


def test_a_draft_of_a_letter_is_told_but_changes_no_state():
    store = desk("chair", "chair", asked())
    letters.add_point(store, "trees", "Say it.", questions=["q1"])

    (found,) = ledger.ledger(store, "first")

    assert (found.state, found.drafted, found.number) == ("asked", True, None)


def test_questions_that_were_taken_back_or_are_elsewhere_are_not_in_the_ledger():
    store = desk(
        "chair", "chair",
        asked(withdrawn=True),
        comment("c1", "omar", "No question"),
        comment("d1", "omar", "Other?", kind="question", about={"kind": "document", "id": "survey"}),
    )  # fmt: skip

    assert ledger.ledger(store, "first") == ()
    with pytest.raises(Trouble) as refused:
        ledger.ledger(store, "nowhere")
    assert refused.value.code == "no_such_round"


def test_a_member_sees_her_questions_in_the_letter_the_members_read():
    store = desk(
        "omar", "member", asked(),
        record("letters", "letter-trees-v1", proposal="trees", version=1, sent_at="2030-02-01T12:00:00Z",
               points=[{"text": "Say", "questions": ["q1"]}]),
    )  # fmt: skip

    assert state(store) == "in_letter"


def test_a_ledger_of_one_proposal_is_that_part_of_the_rounds():
    rain = comment(
        "q2", "omar", "Rain?", kind="question", about={"kind": "proposal", "id": "water"}
    )
    store = desk("chair", "chair", asked(), rain)

    assert ledger.of_proposal(store, "water") == ledger.ledger(store, "first")[1:]
    assert [each.id for each in ledger.ledger(store, "first")] == ["q1", "q2"]


def test_one_question_to_several_is_a_record_each_and_one_act():
    store = desk()

    done = ledger.ask_all(store, ["trees", "water", "trees"], "Who pays?", clock=clock)

    rows = acts.all_of(store)
    assert len(done.ids) == len(rows) == 2
    assert {tuple(sorted(each.audience)) for each in rows} == {("ann", "chairs"), ("chairs",)}
    assert len({each.data["common"] for each in rows}) == 1
    acting.take_back(store)
    assert ledger.common_questions(store, "first") == ()


def test_answers_to_a_common_question_stand_side_by_side():
    store = desk()
    ledger.ask_all(store, ["trees"], "Who pays?", clock=clock)
    (asked_one,) = ledger.common_questions(store, "first")[0].asked
    seed(store, *second(asked_one.id))

    (found,) = ledger.common_questions(store, "first")

    assert found.text == "Who pays?"
    assert found.not_asked == ("water",)
    assert [(each.proposal, each.answer.exact) for each in found.asked] == [("trees", "drop near")]


@pytest.mark.parametrize(
    ("wanted", "text", "code"),
    [
        (["trees", "nowhere"], "Who?", "no_such_paper"),
        (["trees"], "  ", "empty"),
        ([], "Who?", "empty"),
        (["trees"], "a\0", "nul"),
    ],
    ids=["no paper", "no words", "nobody", "nul"],
)
def test_a_common_question_is_asked_of_all_or_of_none(wanted, text, code):
    store = desk()

    with pytest.raises(Trouble) as refused:
        ledger.ask_all(store, wanted, text)

    assert refused.value.code == code
    assert acts.all_of(store) == []


def test_members_ask_one_by_one():
    store = seed(joined(open_store(None), "omar"), *papers())

    with pytest.raises(Trouble) as refused:
        ledger.ask_all(store, ["trees"], "Who?")

    assert refused.value.code == "not_a_chair"


def test_listed_questions_bear_their_state(tmp_path):
    about = {"kind": "document", "id": "survey"}
    other = comment("d1", "omar", "Other?", kind="question", about=about)
    store = desk("chair", "chair", asked(), other)
    send(store)

    rows = showing.listed(store, Home(tmp_path), "questions")

    assert {row["id"]: row["state"] for row in rows} == {"q1": "in_letter", "d1": None}
