"""What the server said: taken over once, replaced by higher versions, read anew beside itself."""

from app.store import current, facts, generations, indexing, outbox, records, search
from tests.builders import gone, joined, proposal, record, seed, write


def titles(store):
    return [row.data["title"] for row in current.listed(store, "proposals")]


def test_a_record_gives_way_to_a_higher_version_only(store):
    seed(store, record("proposals", "p", 2, title="two"))

    older = records.apply(store, [record("proposals", "p", 1, title="one")])
    newer = records.apply(store, [record("proposals", "p", 3, title="three")])

    assert (older.news, newer.news) == ([], [("proposals", "p")])
    assert titles(store) == ["three"]


def test_taking_over_the_same_again_changes_nothing(store):
    seed(store, proposal())

    again = records.apply(store, [proposal()])

    assert (again.news, again.gone) == ([], [])


def test_words_withdrawn_arrive_under_the_same_version(store):
    seed(store, record("comments", "c", 2, text="said"))

    applied = records.apply(store, [record("comments", "c", 2, text="", withdrawn=True)])

    assert applied.news == [("comments", "c")]


def test_a_tombstone_takes_a_record_away_once(store):
    seed(store, proposal())

    first = records.apply(store, [gone("proposals", "trees")])
    second = records.apply(store, [gone("proposals", "trees")])

    assert (first.gone, second.gone) == ([("proposals", "trees")], [])
    assert current.listed(store, "proposals") == []


def test_reading_anew_shows_the_old_until_all_is_here(store):
    seed(store, record("proposals", "p", 5, title="old"))
    facts.put(store, cursor="c", epoch="e")

    records.begin_generation(store, "epoch")
    records.apply(
        store, [record("proposals", "p", 1, title="new")], records.filling_generation(store)
    )

    assert titles(store) == ["old"]
    assert facts.get(store, "cursor") is facts.get(store, "epoch") is None
    generations.swap_generation(store)
    assert titles(store) == ["new"]


def refilled(store, why, *given):
    records.begin_generation(store, why)
    records.apply(store, given, records.filling_generation(store))
    return generations.swap_generation(store)


def test_what_is_missing_after_a_change_of_access_is_dropped(store):
    joined(seed(store, record("proposals", "p", title="seen"), record("proposals", "q", title="x")))

    lost = refilled(store, "access", record("proposals", "q", title="x"))

    assert (titles(store), lost) == (["x"], [])


def test_what_is_missing_after_another_epoch_is_kept_and_marked(store):
    joined(seed(store, record("proposals", "p", title="kept")))

    lost = refilled(store, "epoch")

    assert (titles(store), lost) == (["kept"], [])
    assert [each.id for each in records.missing(store)] == ["p"]
    assert records.versions(store) == []


def test_what_i_own_and_is_missing_is_told_as_lost(store):
    joined(seed(store, record("comments", "c", 3, "omar", text="mine")))

    [lost] = refilled(store, "cursor")

    assert (lost.record.data, lost.version) == ({"text": "mine"}, None)


def test_what_i_own_and_is_older_there_is_told_with_what_is_there(store):
    joined(store)
    seed(store, record("comments", "c", 1, "omar", text="older"))
    seed(store, record("comments", "c", 3, "omar", text="newer"))

    [lost] = refilled(store, "epoch", record("comments", "c", 1, "omar", text="older"))

    assert (lost.record.data, lost.version, lost.data) == ({"text": "newer"}, 1, {"text": "older"})


def test_what_was_written_there_since_is_not_taken_for_an_older_state(store):
    joined(seed(store, record("comments", "c", 3, "omar", text="here")))

    [lost] = refilled(store, "epoch", record("comments", "c", 1, "omar", text="elsewhere"))

    assert (lost.record.data, lost.version, lost.data) == ({"text": "here"}, None, None)


def test_after_two_resets_mine_is_kept_and_what_i_may_not_read_is_dropped(store):
    joined(
        seed(
            store,
            record("comments", "c", 3, "omar", text="mine"),
            record("proposals", "p", title="hidden now"),
        )
    )
    records.begin_generation(store, "epoch")
    records.begin_generation(store, "access")

    lost = generations.swap_generation(store)

    assert [each.record.id for each in lost] == ["c"]
    assert current.listed(store, "proposals") == []


def test_what_was_missing_is_the_servers_again_whatever_its_version(store):
    joined(seed(store, record("comments", "c", 3, "omar", text="mine")))
    refilled(store, "epoch")

    records.apply(store, [record("comments", "c", 1, "omar", text="mine")])

    assert records.missing(store) == []
    assert records.versions(store) == [("comments", "c", 1)]


def test_swapping_without_a_reset_does_nothing(store):
    seed(store, proposal())

    assert generations.swap_generation(store) == []
    assert titles(store) == ["About trees"]


def test_what_came_while_reading_anew_can_be_searched_afterwards(store):
    joined(store)
    records.begin_generation(store, "epoch")
    records.apply(
        store,
        [record("proposals", "p", title="Orchards", summary="")],
        records.filling_generation(store),
    )
    indexing.refresh(store, lambda _: None)

    generations.swap_generation(store)
    indexing.refresh(store, lambda _: None)

    assert [hit.id for hit in search.search(store, "orchards", lambda _: None).hits] == ["p"]


def test_what_i_wrote_lies_over_what_the_server_said(store):
    joined(seed(store, record("comments", "c1", 4, "omar", ("members",), text="server")))
    write(store, "mine")

    [row] = current.find(store, "c1")

    assert (row.data["text"], row.revision, row.owner) == ("mine", 4, "omar")
    assert current.counts(store) == {"comments": 1}
    assert current.where(store, "comments", "$.text", "mine") == [row]
    assert outbox.all_of(store)[0].base == 4


def test_what_is_counted_is_what_stands_here(store):
    joined(seed(store, record("comments", "c1"), record("comments", "c3"), proposal()))
    write(store, "over it", "c1")
    write(store, "only mine", "c2")
    outbox.put(store, "comments", "c3", None, audience=(), written_at="2026-01-12T09:00:00Z")
    records.begin_generation(store, "epoch")
    records.apply(store, [record("comments", "c9")], records.filling_generation(store))

    counted = current.counts(store)

    listed = {name: len(current.listed(store, name)) for name in counted}
    assert counted == listed == {"comments": 2, "proposals": 1}
