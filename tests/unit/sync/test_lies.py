"""Answers that make no sense change no record, and nothing is asked for ever."""

import pytest

from app.sync.engine import sync
from app.sync.transport import SignInPage, Traffic
from app.wire import Answer, ExchangeAnswer, WireRecord
from tests.builders import states, write


class Lying:
    """Answers as told, whatever it is asked."""

    def __init__(self, *answers):
        self.answers, self.traffic = list(answers), Traffic()

    def exchange(self, request, stop=None):
        self.traffic.requests += 1
        assert self.traffic.requests < 50, "it never ends"
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer(request) if callable(answer) else answer


def ok(request, **more):
    known = {"nonce": request.nonce, "epoch": "e", "now": "2030", "cursor": "c"}
    return ExchangeAnswer(**{**known, **more})


DEEP: dict = {}
for _ in range(2000):
    DEEP = {"a": DEEP}


@pytest.mark.parametrize(
    "answer",
    [
        lambda request: ok(request, cursor=None),
        lambda request: ok(request, epoch=""),
        lambda request: ok(request, more=True),
        lambda request: ExchangeAnswer(nonce=request.nonce, reset="cursor"),
        lambda request: ExchangeAnswer(nonce=request.nonce, same=True),
        lambda request: ok(request, same=True),
        lambda request: ok(
            request,
            records=[WireRecord(collection="x", id="y", version=2**80, data={"title": "no"})],
        ),
        lambda request: ok(
            request, records=[WireRecord(collection="x", id="y", version=1, data=DEEP)]
        ),
    ],
    ids=[
        "no cursor",
        "no epoch",
        "more without end",
        "reset of nothing",
        "same",
        "same with a cursor",
        "huge",
        "deep",
    ],
)
def test_an_answer_that_makes_no_sense_changes_no_record(omar, answer):
    write(omar.store, "mine")

    with pytest.raises(SignInPage):
        sync(omar.store, Lying(answer), device="d")

    assert omar.holds() == {}
    assert states(omar.store) == [("sent", "mine")]
    report = omar.sync()
    assert report.sent == 1


def test_an_accepted_act_is_kept_until_the_record_itself_came(omar):
    write(omar.store, "mine")

    def accepts(request):
        answers = [Answer(op=each.op, result="accepted", version=1) for each in request.changes]
        return ok(request, answers=answers)

    report = sync(omar.store, Lying(accepts), device="d")

    assert (report.sent, report.requests, states(omar.store)) == (0, 1, [("sent", "mine")])


def test_a_server_that_always_objects_is_not_asked_for_ever(omar):
    write(omar.store, "mine")

    def objects(request):
        theirs = WireRecord(collection="comments", id="c1", version=1, data={"colour": "red"})
        return ok(
            request,
            answers=[
                Answer(op=each.op, result="conflict", theirs=theirs) for each in request.changes
            ],
        )

    report = sync(omar.store, Lying(objects), device="d")

    assert report.requests < 12
    assert states(omar.store)[0][1] == "mine"


def test_answers_to_what_was_never_asked_are_passed_over(omar):
    write(omar.store, "mine")

    report = sync(
        omar.store,
        Lying(
            lambda request: ok(
                request,
                answers=[
                    Answer(op="other", result="refused"),
                    Answer(op=request.changes[0].op, result="refused", code="nul"),
                    Answer(op=request.changes[0].op, result="accepted", version=1),
                ],
            )
        ),
        device="d",
    )

    assert report.set_aside == [("c1", "nul", "")]
    assert states(omar.store) == [("refused", "mine")]


def test_a_conflict_about_nothing_keeps_my_words(omar):
    write(omar.store, "mine")

    report = sync(
        omar.store,
        Lying(
            lambda request: ok(
                request, answers=[Answer(op=each.op, result="conflict") for each in request.changes]
            )
        ),
        device="d",
    )

    assert report.conflicts == [("comments", "c1")]
    assert states(omar.store) == [("conflict", "mine")]
