"""Taking acts back: before they left, while they are on the way, and after they arrived."""

import pytest

from app.store import conflicting, current, outbox, undo
from tests.builders import AT, joined, record, seed, send, states, write


def act(store, text, *, home=False, **more):
    """Write as the verbs do: with its undo."""
    with store.atomic():
        undo.remember(store, "comment", AT, {("comments", "c1"): {"text": text, **more}})
        write(store, text, home=home, **more)


def shown(store):
    row = current.one(store, "comments", "c1")
    return None if row is None else row.data


@pytest.fixture(autouse=True)
def me(store):
    joined(store)


def arrived(store, version, **more):
    """Let the server take what was sent and give it back."""
    [sent] = send(store)
    seed(store, record("comments", "c1", version, "omar", ("chairs",), **{**sent.data, **more}))
    outbox.accepted(store, sent, version)


def test_what_never_left_is_as_if_it_never_was(store):
    act(store, "hello")

    done = undo.take_back(store, AT)

    assert (done.verb, done.records, done.left) == ("comment", (("comments", "c1"),), False)
    assert (outbox.all_of(store), shown(store)) == ([], None)


def test_an_edit_that_never_left_gives_the_words_before_it_back(store):
    act(store, "one")
    act(store, "two")

    undo.take_back(store, AT)

    assert states(store) == [("waiting", "one")]


def test_a_submission_that_never_left_is_a_draft_again(store):
    act(store, "draft", home=True)
    act(store, "submitted")

    undo.take_back(store, AT)

    assert states(store) == [("home", "draft")]


def test_an_edit_behind_a_sent_row_goes_and_the_sent_row_stays_frozen(store):
    act(store, "one")
    [sent] = send(store)
    act(store, "two")

    undo.take_back(store, AT)

    [row] = outbox.all_of(store)
    assert (row.op, row.state, row.data) == (sent.op, "sent", {"text": "one"})


def test_what_is_on_its_way_is_withdrawn_by_an_act_behind_it(store):
    act(store, "one")
    send(store)

    undo.take_back(store, AT)

    assert states(store) == [("sent", "one"), ("waiting", "one")]
    assert shown(store) == {"text": "one", "withdrawn": True}


def test_what_arrived_is_withdrawn(store):
    act(store, "one")
    arrived(store, 1)

    done = undo.take_back(store, AT)

    [row] = outbox.to_send(store)
    assert done.left
    assert (row.base, row.data) == (1, {"text": "one", "withdrawn": True})


def test_an_edit_that_arrived_is_answered_by_the_words_before_it(store):
    seed(store, record("comments", "c1", 1, "omar", ("chairs",), text="one"))
    act(store, "two")
    arrived(store, 2)

    undo.take_back(store, AT)

    [row] = outbox.to_send(store)
    assert (row.base, row.data, row.audience) == (2, {"text": "one"}, ("chairs",))


def test_what_was_written_elsewhere_since_stays(store):
    seed(store, record("comments", "c1", 1, "omar", ("chairs",), text="one"))
    act(store, "two")
    arrived(store, 2)
    seed(store, record("comments", "c1", 3, "omar", ("chairs",), text="two", criterion="need"))

    undo.take_back(store, AT)

    assert shown(store) == {"text": "one", "criterion": "need"}


def test_a_submission_that_arrived_becomes_a_draft_here_and_stays_there(store):
    act(store, "draft", home=True)
    act(store, "submitted")
    arrived(store, 1)

    undo.take_back(store, AT)

    assert states(store) == [("home", "draft")]
    assert outbox.to_send(store) == []


def test_undoing_a_refused_act_takes_it_away(store):
    act(store, "bad")
    [sent] = send(store)
    outbox.refused(store, sent, "nul", "")

    undo.take_back(store, AT)

    assert outbox.all_of(store) == []


def test_undoing_an_edit_of_what_was_set_aside_sets_it_aside_again(store):
    act(store, "bad")
    [sent] = send(store)
    outbox.refused(store, sent, "nul", "no NUL")
    act(store, "good")

    undo.take_back(store, AT)

    [row] = outbox.all_of(store)
    assert (row.state, row.code, row.message, row.data) == (
        "refused", "nul", "no NUL", {"text": "bad"},
    )  # fmt: skip


def test_undoing_what_came_into_conflict_lets_theirs_stand(store):
    seed(store, record("comments", "c1", 1, "omar", text="both"))
    act(store, "mine")
    [sent] = send(store)
    seed(store, record("comments", "c1", 2, "omar", text="theirs"))
    conflicting.keep_both(store, sent, {"version": 2, "data": {"text": "theirs"}})

    undo.take_back(store, AT)

    assert (outbox.all_of(store), shown(store)) == ([], {"text": "theirs"})


def test_undoing_when_it_is_as_it_was_sends_nothing(store):
    seed(store, record("comments", "c1", 1, "omar", ("chairs",), text="one"))
    act(store, "two")
    arrived(store, 2)
    seed(store, record("comments", "c1", 3, "omar", ("chairs",), text="one"))

    undo.take_back(store, AT)

    assert outbox.all_of(store) == []


def test_undoing_what_was_erased_meanwhile_changes_nothing(store):
    act(store, "one")
    [sent] = send(store)
    outbox.accepted(store, sent, 1)

    assert undo.take_back(store, AT) is not None
    assert outbox.all_of(store) == []


def test_there_is_nothing_to_take_back_at_first(store):
    assert undo.last(store) is None
    assert undo.take_back(store, AT) is None
    assert undo.take_back(store, AT, 7) is None


def test_acts_are_taken_back_one_after_the_other(store):
    for text in ("one", "two", "three"):
        act(store, text)

    texts = []
    while undo.take_back(store, AT):
        texts.append((shown(store) or {}).get("text"))

    assert texts == ["two", "one", None]


def test_an_act_that_a_later_one_built_on_stays(store):
    act(store, "one")
    act(store, "two")
    first = undo.last(store).act - 1

    assert undo.take_back(store, AT, first) is None

    assert shown(store) == {"text": "two"}


def test_an_earlier_act_on_something_else_can_be_taken_back(store):
    act(store, "one")
    mine = undo.last(store).act
    undo.remember(store, "note", AT, {("notes", "n1"): {"text": "x"}})

    assert undo.take_back(store, AT, mine).act == mine
    assert shown(store) is None


def test_old_acts_are_forgotten(store):
    for number in range(undo.KEEP + 5):
        undo.remember(store, "note", AT, {("notes", f"n{number}"): None})

    assert store.one("SELECT count(*) AS n FROM undo")["n"] == undo.KEEP
