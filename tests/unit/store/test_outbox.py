"""The life of a row, from the member's hand to the server's record."""

import pysqlite3
import pytest

from app.store import conflicting, current, open_store, outbox
from tests.builders import AT, gone, record, seed, send, states, write


def test_what_i_write_shows_at_once_and_waits_to_be_sent(store):
    write(store, "hello")

    row = current.one(store, "comments", "c1")

    assert (row.data, row.waiting, row.revision, row.readers) == (
        {"text": "hello"}, True, None, ("chairs",),
    )  # fmt: skip


def test_changing_ones_mind_before_it_left_leaves_one_act(store):
    write(store, "one")
    first = outbox.to_send(store)[0].op
    write(store, "two")

    [act] = outbox.to_send(store)

    assert act.data == {"text": "two"}
    assert act.op != first


def test_a_row_is_frozen_once_it_was_sent(store):
    write(store, "one")
    [sent] = send(store)
    write(store, "two")

    assert states(store) == [("sent", "one"), ("waiting", "two")]
    [again] = outbox.to_send(store)
    assert (again.op, again.data) == (sent.op, sent.data)


def test_an_edit_made_meanwhile_builds_on_the_answered_version(store):
    write(store, "one")
    [sent] = send(store)
    write(store, "two")

    outbox.accepted(store, sent, 7)

    [left] = outbox.to_send(store)
    assert (left.base, left.base_data, left.data) == (7, {"text": "one"}, {"text": "two"})


def test_edits_behind_a_sent_row_become_one(store):
    write(store, "one")
    send(store)
    write(store, "two")
    write(store, "three")

    assert states(store) == [("sent", "one"), ("waiting", "three")]


def test_a_row_keeps_the_version_and_the_words_it_was_built_on(store):
    seed(store, record("comments", "c1", 4, "omar", text="old", criterion="need"))

    write(store, "new")

    [act] = outbox.all_of(store)
    assert (act.base, act.base_data) == (4, {"text": "old", "criterion": "need"})


def test_a_draft_never_waits(store):
    write(store, "draft", home=True)

    row = current.one(store, "comments", "c1")

    assert outbox.to_send(store) == []
    assert (row.at_home, row.waiting) == (True, False)


def test_a_draft_stays_behind_what_was_submitted(store):
    write(store, "submitted")
    write(store, "draft", home=True)
    write(store, "draft, longer", home=True)

    assert states(store) == [("waiting", "submitted"), ("home", "draft, longer")]
    assert [act.data for act in outbox.to_send(store)] == [{"text": "submitted"}]
    row = current.one(store, "comments", "c1")
    assert (row.data["text"], row.at_home, row.waiting) == ("draft, longer", True, True)


def test_submitting_the_draft_replaces_what_waited(store):
    write(store, "submitted")
    write(store, "draft", home=True)

    write(store, "submitted anew")

    assert states(store) == [("waiting", "submitted anew")]


def test_submitting_a_draft_behind_a_sent_row_waits_behind_it(store):
    write(store, "submitted")
    [sent] = send(store)
    write(store, "draft", home=True)

    write(store, "submitted anew")

    assert states(store) == [("sent", "submitted"), ("waiting", "submitted anew")]
    outbox.accepted(store, sent, 1)
    assert [act.base for act in outbox.all_of(store)] == [1]


def test_what_was_refused_is_set_aside_and_blocks_nothing(store):
    write(store, "bad", "c1")
    write(store, "good", "c2")
    bad, good = send(store)

    aside = outbox.refused(store, bad, "too_long", "data: too_long")
    outbox.accepted(store, good, 1)

    assert aside
    assert outbox.to_send(store) == []
    [row] = outbox.all_of(store)
    assert (row.state, row.code, row.message) == ("refused", "too_long", "data: too_long")


def test_what_was_refused_is_offered_again_after_an_edit(store):
    write(store, "bad")
    [bad] = send(store)
    outbox.refused(store, bad, "nul", "")

    write(store, "better")

    [row] = outbox.to_send(store)
    assert (row.state, row.code, row.data) == ("waiting", None, {"text": "better"})
    assert row.op != bad.op


def test_an_edit_behind_a_refused_row_takes_its_place_and_its_base(store):
    seed(store, record("comments", "c1", 3, "omar", text="server"))
    write(store, "bad")
    [bad] = send(store)
    write(store, "better")

    aside = outbox.refused(store, bad, "nul", "")

    assert not aside
    [row] = outbox.to_send(store)
    assert (row.base, row.base_data, row.data) == (3, {"text": "server"}, {"text": "better"})


def test_a_draft_behind_a_refused_row_is_submitted_in_its_place(store):
    write(store, "bad")
    [bad] = send(store)
    write(store, "draft", home=True)
    outbox.refused(store, bad, "nul", "")
    assert states(store) == [("refused", "bad"), ("home", "draft")]

    write(store, "submitted")

    assert states(store) == [("waiting", "submitted")]


def in_conflict(store):
    seed(store, record("comments", "c1", 1, "omar", text="both"))
    write(store, "mine")
    [sent] = send(store)
    theirs = {"version": 2, "data": {"text": "theirs"}}
    conflicting.keep_both(store, outbox.collapse(store, sent), theirs)
    return sent


def test_a_conflict_keeps_both_and_waits_for_the_member(store):
    in_conflict(store)

    [row] = outbox.all_of(store)

    assert outbox.to_send(store) == []
    assert (row.state, row.data, row.theirs["data"]) == (
        "conflict", {"text": "mine"}, {"text": "theirs"},
    )  # fmt: skip
    assert current.one(store, "comments", "c1").data == {"text": "mine"}


def test_words_written_meanwhile_are_mine_in_the_conflict(store):
    write(store, "mine")
    [sent] = send(store)
    write(store, "mine, longer", extra=1)

    conflicting.keep_both(store, outbox.collapse(store, sent), None)

    assert states(store) == [("conflict", "mine, longer")]


def test_editing_in_a_conflict_does_not_end_it(store):
    in_conflict(store)

    write(store, "mine, better")

    [row] = outbox.all_of(store)
    assert (row.state, row.data["text"], row.theirs["version"]) == ("conflict", "mine, better", 2)


def test_a_draft_in_a_conflict_stays_a_draft(store):
    in_conflict(store)
    write(store, "draft", home=True)

    conflicting.settle(store, "comments", "c1", mine=True)

    assert states(store) == [("waiting", "mine"), ("home", "draft")]


def test_mine_goes_on_top_of_theirs(store):
    op = in_conflict(store).op

    settled = conflicting.settle(store, "comments", "c1", mine=True)

    [row] = outbox.to_send(store)
    assert settled
    assert (row.base, row.base_data, row.data) == (2, {"text": "theirs"}, {"text": "mine"})
    assert (row.op != op, row.theirs) == (True, None)


def test_theirs_stands(store):
    in_conflict(store)
    seed(store, record("comments", "c1", 2, "omar", text="theirs"))

    assert conflicting.settle(store, "comments", "c1", mine=False)
    assert not conflicting.settle(store, "comments", "c1", mine=False)

    assert outbox.all_of(store) == []
    assert current.one(store, "comments", "c1").data == {"text": "theirs"}


def test_a_wish_to_erase_stays_one_through_a_conflict(store):
    seed(store, record("notes", "n1", 1, "omar", text="both"))
    outbox.put(store, "notes", "n1", None, audience=(), written_at=AT)
    [sent] = send(store)
    conflicting.keep_both(store, sent, {"version": 2, "data": {"text": "theirs"}})

    conflicting.settle(store, "notes", "n1", mine=True)

    [row] = outbox.to_send(store)
    assert (row.data, row.base) == (None, 2)


def test_what_is_erased_shows_no_more(store):
    seed(store, record("notes", "n1", 1, "omar", text="secret"))

    outbox.put(store, "notes", "n1", None, audience=(), written_at=AT)

    assert current.one(store, "notes", "n1") is None


def test_a_request_carries_no_more_than_fits_but_always_one(store):
    for number in range(5):
        write(store, "x" * 1000, f"c{number}")

    assert len(outbox.to_send(store, size=3000)) == 2
    assert len(outbox.to_send(store, size=10)) == 1
    assert len(outbox.to_send(store, limit=4)) == 4


def test_what_the_server_lost_of_mine_is_offered_before_my_draft(store):
    seed(store, record("comments", "c1", 3, "omar", text="lost"))
    write(store, "draft", home=True)
    from app.store.generations import Lost

    outbox.offer_again(store, Lost(record("comments", "c1", 3, "omar", text="lost")), AT)
    write(store, "another", "c2")

    assert states(store) == [("waiting", "lost"), ("home", "draft")]
    [first, second] = outbox.to_send(store)
    assert (first.base, first.data, second.id) == (None, {"text": "lost"}, "c2")


def test_what_the_server_lost_never_takes_the_place_of_newer_words(store):
    from app.store.generations import Lost

    write(store, "newer")

    outbox.offer_again(store, Lost(record("comments", "c1", 3, "omar", text="lost")), AT)

    assert states(store) == [("waiting", "newer")]


def test_my_words_stay_when_the_record_is_taken_from_my_sight(store):
    seed(store, record("comments", "c1", 1, "omar", text="server"))
    write(store, "mine")

    seed(store, gone("comments", "c1"))

    row = current.one(store, "comments", "c1")
    assert (row.data, row.revision, row.waiting) == ({"text": "mine"}, None, True)


def test_a_reader_cannot_write(store_path):
    open_store(store_path).close()
    reader = open_store(store_path, read_only=True)

    with pytest.raises(pysqlite3.OperationalError, match="readonly"):
        write(reader, "hello")

    reader.close()


def test_two_writers_take_turns(store_path):
    one, two = open_store(store_path), open_store(store_path)
    with one.atomic():
        write(one, "one")
        two.run("PRAGMA busy_timeout = 0")
        with pytest.raises(pysqlite3.OperationalError, match="locked"):
            write(two, "two")
    write(two, "two")

    assert states(one) == [("waiting", "two")]
    one.close()
    two.close()


def test_half_an_act_is_none(store):
    def act():
        with store.atomic():
            write(store, "first", "c1")
            write(store, "second", "c2")
            raise KeyError

    with pytest.raises(KeyError):
        act()

    assert outbox.all_of(store) == []
