"""Two have written the same record: the member chooses field by field, and no word is lost."""

import json

import pytest

from app.actions import acting, annotating, settling
from app.actions.trouble import Trouble
from app.domain.merging import BETWEEN
from app.store import conflicting, current, merges, outbox, records
from tests.builders import AT, clock, record, seed, send


def sent(desk, home, about, text, **data):
    """Have a comment of mine on its way."""
    id = annotating.comment(desk, home, about, text, **data).ids[0]
    return next(act for act in send(desk) if act.id == id)


def in_conflict(desk, act, readers=None, **changed):
    theirs = {**act.data, **changed}
    audience = readers or act.audience
    seed(desk, record(act.collection, act.id, 3, "omar", audience, **theirs))
    there = {"version": 3, "data": theirs, "audience": list(audience)}
    conflicting.keep_both(desk, act, there)
    return act.id


@pytest.fixture
def mine(desk, home, trees):
    return in_conflict(desk, sent(desk, home, trees, "mine"), text="theirs", criterion="need")


def comment(desk, id):
    return current.one(desk, "comments", id).data


def refused(desk, verb, code):
    before = outbox.all_of(desk)
    with pytest.raises(Trouble, match=code):
        verb()
    assert outbox.all_of(desk) == before


def test_a_conflict_shows_only_what_contradicts(desk, mine):
    [shown] = settling.conflicts(desk)

    [field] = shown.fields
    assert (field.path, field.mine, field.theirs) == (("text",), "mine", "theirs")
    assert field.ops() == [("-", "theirs"), ("+", "mine")]
    assert (shown.id, shown.their_version, shown.both) == (mine, 3, True)


@pytest.mark.parametrize("keep", ["mine", "theirs"])
def test_what_only_they_changed_is_joined_whatever_is_chosen(desk, mine, keep):
    settling.settle(desk, mine, keep)

    assert comment(desk, mine)["text"] == keep
    assert comment(desk, mine)["criterion"] == "need"


def test_what_only_i_changed_stays_when_theirs_is_chosen(desk, home, trees):
    act = sent(desk, home, trees, "mine", criterion="reach")
    there = {**act.data, "text": "theirs"}
    del there["criterion"]
    seed(desk, record("comments", act.id, 3, "omar", act.audience, **there))
    conflicting.keep_both(desk, act, {"version": 3, "data": there})

    settling.settle(desk, act.id, "theirs")

    assert (comment(desk, act.id)["text"], comment(desk, act.id)["criterion"]) == (
        "theirs",
        "reach",
    )
    assert [row.base for row in outbox.to_send(desk)] == [3]


def test_both_texts_stand_one_after_the_other_theirs_first(desk, mine):
    settling.settle(desk, mine, "both")

    assert comment(desk, mine)["text"] == f"theirs{BETWEEN}mine"
    assert [row.base for row in outbox.to_send(desk)] == [3]


@pytest.mark.parametrize(
    ("changed", "readers"),
    [({"text": "theirs"}, ("members",)), ({"anchor": {"section": "s2"}}, None)],
)
def test_both_of_a_comment_that_cannot_be_one_become_two(desk, home, trees, changed, readers):
    act = sent(desk, home, trees, "mine", quote="Apples")
    in_conflict(desk, act, readers, **changed)

    done = settling.settle(desk, act.id, "both")

    _first, second = done.ids
    assert comment(desk, act.id)["text"] == changed.get("text", "mine")
    assert comment(desk, second)["text"] == "mine"
    assert current.one(desk, "comments", second).readers == act.audience
    acting.take_back(desk)
    assert current.one(desk, "comments", second) is None


def test_both_of_a_paper_with_other_readers_is_refused(desk):
    outbox.put(desk, "items", "call-6", {"title": "mine"}, audience=("chairs",), written_at=AT)
    [act] = send(desk)
    in_conflict(desk, act, ("members",), title="theirs")

    assert not settling.conflicts(desk)[0].both
    refused(desk, lambda: settling.settle(desk, "call-6", "both"), "cannot_keep_both")


def test_both_of_a_withdrawal_for_good_is_refused(desk):
    outbox.put(desk, "notes", "n1", None, audience=(), written_at=AT)
    [act] = send(desk)
    conflicting.keep_both(desk, act, {"version": 2, "data": {"text": "theirs"}})

    refused(desk, lambda: settling.settle(desk, "n1", "both"), "cannot_keep_both")


def test_texts_that_would_be_too_long_together_are_refused(desk, home, trees):
    act = sent(desk, home, trees, "m" * 40_000)
    in_conflict(desk, act, text="t" * 40_000)

    refused(desk, lambda: settling.settle(desk, act.id, "both"), "too_long")


def test_what_was_changed_once_more_while_she_looked_is_shown_again(desk, mine):
    refused(desk, lambda: settling.settle(desk, mine, "mine", seen=2), "changed_meanwhile")

    settling.settle(desk, mine, "mine", seen=3)

    assert settling.conflicts(desk) == []


def test_later_leaves_it(desk, mine):
    settling.settle(desk, mine, "later")

    assert [each.id for each in settling.conflicts(desk)] == [mine]


@pytest.mark.parametrize(("keep", "other"), [("mine", "theirs"), ("theirs", "mine")])
def test_what_was_not_chosen_can_be_had_back_for_thirty_days(desk, mine, keep, other):
    settling.settle(desk, mine, keep, clock=clock)

    [lost] = settling.kept(desk)
    settling.unmerge(desk, lost.number, other)

    assert comment(desk, mine)["text"] == other
    merges.thin(desk, "2030-03-03T12:00:00Z")
    assert [each.at for each in settling.kept(desk) if each.number == lost.number] == [AT]
    merges.thin(desk, "2030-03-04T12:00:00Z")
    assert [each for each in settling.kept(desk) if each.number == lost.number] == []


def joined(desk, home, trees):
    """Have a comment that was joined: my words, their criterion."""
    act = sent(desk, home, trees, "mine")
    theirs = {**act.data, "text": "before", "criterion": "need"}
    base = {**act.data, "text": "before"}
    desk.run("UPDATE outbox SET base_data = json(?) WHERE seq = ?", [json.dumps(base), act.seq])
    [act] = outbox.of(desk, "comments", act.id)
    result = {**act.data, "criterion": "need"}
    seed(desk, record("comments", act.id, 3, "omar", act.audience, **theirs))
    merges.keep(desk, "joined", act, theirs, result, AT)
    conflicting.rebase(desk, act, 3, theirs, result)
    return act.id


def test_a_merge_names_what_came_from_whom(desk, home, trees):
    joined(desk, home, trees)

    [merge] = settling.joined(desk)

    assert (merge.from_mine, merge.from_theirs) == ((("text",),), (("criterion",),))


@pytest.mark.parametrize(
    ("side", "text", "criterion"), [("mine", "mine", None), ("theirs", "before", "need")]
)
def test_a_merge_is_undone_to_either_side_by_a_new_act(desk, home, trees, side, text, criterion):
    id = joined(desk, home, trees)
    [merge] = settling.joined(desk)

    settling.unmerge(desk, merge.number, side)

    assert (comment(desk, id)["text"], comment(desk, id).get("criterion")) == (text, criterion)
    assert [row.base for row in outbox.to_send(desk)] == [3]
    assert settling.joined(desk)[0].undone == side
    acting.take_back(desk)
    assert (comment(desk, id)["text"], comment(desk, id)["criterion"]) == ("mine", "need")


def test_undoing_a_merge_keeps_what_was_written_since(desk, home, trees):
    id = joined(desk, home, trees)
    annotating.edit(desk, id, "mine, better")
    [merge] = settling.joined(desk)

    settling.unmerge(desk, merge.number, "mine")

    assert (comment(desk, id)["text"], comment(desk, id).get("criterion")) == (
        "mine, better",
        None,
    )


def test_what_gives_way_to_an_undone_merge_is_kept(desk, home, trees):
    id = joined(desk, home, trees)
    annotating.edit(desk, id, "mine, better")
    [merge] = settling.joined(desk)

    settling.unmerge(desk, merge.number, "theirs")

    assert comment(desk, id)["text"] == "before"
    assert [each.mine["text"] for each in settling.kept(desk)] == ["mine, better"]


def test_the_same_side_put_back_a_second_time_changes_nothing_and_is_told(desk, home, trees):
    id = joined(desk, home, trees)
    [merge] = settling.joined(desk)
    settling.unmerge(desk, merge.number, "theirs")

    refused(desk, lambda: settling.unmerge(desk, merge.number, "theirs"), "put_back_already")
    annotating.edit(desk, id, "written since")
    refused(desk, lambda: settling.unmerge(desk, merge.number, "theirs"), "put_back_and_changed")

    assert comment(desk, id)["text"] == "written since"


def test_after_undo_or_the_other_side_a_side_can_be_put_back_again(desk, home, trees):
    id = joined(desk, home, trees)
    [merge] = settling.joined(desk)
    settling.unmerge(desk, merge.number, "theirs")
    acting.take_back(desk)

    settling.unmerge(desk, merge.number, "theirs")
    assert comment(desk, id)["text"] == "before"
    settling.unmerge(desk, merge.number, "mine")

    assert comment(desk, id)["text"] == "mine"


def test_a_merge_that_is_not_there_is_told(desk):
    refused(desk, lambda: settling.unmerge(desk, 7, "mine"), "no_such_merge")


@pytest.fixture
def aside(desk, home, trees):
    act = sent(desk, home, trees, "too bold")
    outbox.refused(desk, act, "too_long", "too long")
    return act.id


def test_what_was_set_aside_is_offered_again_as_it_is(desk, aside):
    settling.offer(desk, aside)

    [act] = outbox.to_send(desk)
    assert (act.state, act.code, act.data["text"]) == ("waiting", None, "too bold")
    assert settling.set_aside(desk) == []


def test_what_is_thrown_away_can_be_had_back(desk, aside):
    settling.discard(desk, aside)

    assert current.one(desk, "comments", aside) is None
    [gone] = settling.kept(desk)
    settling.unmerge(desk, gone.number, "mine")
    assert comment(desk, aside)["text"] == "too bold"


def test_throwing_away_is_undone_like_any_act(desk, aside):
    settling.discard(desk, aside)

    acting.take_back(desk)

    assert [act.data["text"] for act in settling.set_aside(desk)] == ["too bold"]


def test_what_was_thrown_away_leaves_what_the_server_has(desk, home, trees):
    act = sent(desk, home, trees, "second")
    seed(desk, record("comments", act.id, 2, "omar", act.audience, **{**act.data, "text": "first"}))
    outbox.refused(desk, act, "too_long", "too long")

    settling.discard(desk, act.id)

    assert comment(desk, act.id)["text"] == "first"
    assert records.missing(desk) == []


@pytest.mark.parametrize("verb", [settling.offer, settling.discard], ids=["offer", "discard"])
def test_what_is_not_set_aside_is_told(desk, mine, verb):
    refused(desk, lambda: verb(desk, mine), "not_set_aside")
