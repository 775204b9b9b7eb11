"""A chair's agenda: written, moved, carried over, cloned, taken back; changes that members propose."""

import pytest

from app.actions import acting, agendas, agendas_carrying, agendas_proposing, agendas_reading
from app.actions.agenda_writing import Fields, Place
from app.actions.trouble import Trouble
from app.domain.records import Record
from app.store import current, open_store, outbox, undo
from tests.builders import CYCLE, arrive, clock, joined, record, seed

STARTS, ENDS = "2030-01-23T14:00:00Z", "2030-01-23T15:00:00Z"


def papers() -> list[Record]:
    return [
        record("cycle", CYCLE, title="Orchard 2030"),
        record("members", "omar", name="Omar Plum", role="chair"),
        record("meetings", "call", title="Call", starts=STARTS, ends=ENDS, zone="Europe/Warsaw"),
        record("meetings", "next", title="Next call"),
        record("proposals", "trees", title="Trees", round="first", version=1),
        record("proposals", "water", title="Water", round="first", version=1),
        record("documents", "guide", title="Guide", language="en", text={"size": 12400}),
        record("items", "open", meeting="call", label="1", position=1, title="Opening", minutes=10),
        record("items", "talks", meeting="call", label="2", position=2, title="Talks", minutes=30,
               documents=["guide"], key_points="Cold.", next_steps="Ask again."),
        record("items", "deep", meeting="call", label="2.1", position=3, parent="talks", title="Deep"),
    ]  # fmt: skip


@pytest.fixture
def store():
    return seed(joined(open_store(None), "omar", "chair"), *papers())


def lines(store, meeting="call"):
    """Give (label, title) of each item as the agenda calls it."""
    return [(each.label, each.row.data["title"]) for each in agendas.agenda(store, meeting).flat]


def test_an_item_is_added_behind_another_and_the_numbers_follow(store):
    done = agendas.add(store, "call", " New  item ", Fields(minutes=5), Place(after="open"), clock)

    assert lines(store) == [("1", "Opening"), ("2", "New item"), ("3", "Talks"), ("3.1", "Deep")]
    row = current.one(store, "items", done.id)
    assert row is not None
    assert (row.data["position"], row.data["minutes"], row.readers) == (1.5, 5, ("members",))
    waiting = {(each.collection, each.id) for each in outbox.all_of(store)}
    assert waiting == {("items", done.id), ("meetings", "call")}


def test_a_move_changes_the_moved_item_alone_once_the_meeting_counts(store):
    agendas.set_numbering(store, "call", "letters", clock)
    arrive(store, 2)

    agendas.move(store, "talks", Place(before="open"), clock)

    assert lines(store) == [("A", "Talks"), ("A.1", "Deep"), ("B", "Opening")]
    assert [each.id for each in outbox.all_of(store)] == ["talks"]


@pytest.mark.parametrize(
    ("steps", "wanted"),
    [
        ([("talks", "up")], ["talks", "deep", "open"]),
        ([("open", "down")], ["talks", "deep", "open"]),
        ([("deep", "out")], ["open", "talks", "deep"]),
        ([("talks", "in")], ["open", "talks", "deep"]),
        ([("talks", "in"), ("deep", "out"), ("deep", "up")], ["open", "deep", "talks"]),
    ],
    ids=["up", "down", "out", "in", "all"],
)
def test_items_move_step_by_step(store, steps, wanted):
    for item, way in steps:
        agendas.shift(store, item, way, clock)

    assert [each.row.id for each in agendas.agenda(store, "call").flat] == wanted


@pytest.mark.parametrize(
    ("verb", "code"),
    [
        (lambda store: agendas.move(store, "talks", Place(under="deep")), "under_itself"),
        (lambda store: agendas.move(store, "talks", Place(after="talks")), "under_itself"),
        (lambda store: agendas.move(store, "deep", Place(after="gone")), "no_such_record"),
        (lambda store: agendas.move(store, "deep", Place("open", under="talks")), "not_beside"),
        (lambda store: agendas.shift(store, "open", "up"), "cannot_shift"),
        (lambda store: agendas.add(store, "call", "  "), "empty"),
        (lambda store: agendas.add(store, "call", "x" * 501), "line_too_long"),
        (lambda store: agendas.add(store, "none", "x"), "no_such_record"),
        (lambda store: agendas.edit(store, "open", Fields(minutes=-1)), "negative_minutes"),
        (lambda store: agendas.edit(store, "open", Fields(minutes=float("nan"))), "negative_minutes"),
        (lambda store: agendas.edit(store, "open", Fields(purpose="fun")), "bad_purpose"),
        (lambda store: agendas.edit(store, "open", Fields(proposals=["x"])), "no_such_paper"),
        (lambda store: agendas.set_status(store, "call", "done"), "bad_status"),
        (lambda store: agendas.restore(store, "open"), "not_removed"),
        (lambda store: agendas_carrying.carry(store, "open", "call"), "carried_to_itself"),
        (lambda store: agendas_carrying.clone(store, "next"), "no_beginning"),
        (lambda store: agendas_carrying.clone(store, "call", zone="Qqq"), "no_such_zone"),
        (lambda store: agendas_carrying.clone(store, "call", on="soon"), "bad_time"),
        (lambda store: agendas_carrying.from_template(store, "call", "next"), "nothing_to_copy"),
        (lambda store: agendas_proposing.accept(store, "call", "x"), "no_such_change"),
    ],
    ids=[
        "under-child", "beside-itself", "beside-nothing", "beside-and-under", "above-the-first",
        "no-title", "long-title", "no-meeting", "negative", "no-number", "purpose", "proposal", "status",
        "not-removed", "carried-home", "no-beginning", "zone", "date", "empty-template", "change",
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_and_changes_nothing(store, verb, code):
    with pytest.raises(Trouble) as caught:
        verb(store)

    assert caught.value.code == code
    assert outbox.all_of(store) == []


@pytest.mark.parametrize(
    "verb",
    [
        lambda store: agendas.add(store, "call", "x"),
        lambda store: agendas.edit(store, "open", Fields(minutes=1)),
        lambda store: agendas.move(store, "open", Place()),
        lambda store: agendas.remove(store, "open"),
        lambda store: agendas.set_status(store, "call", "adopted"),
        lambda store: agendas_carrying.carry(store, "open", "next"),
        lambda store: agendas_carrying.from_template(store, "next", "call"),
        lambda store: agendas_carrying.clone(store, "call"),
        lambda store: agendas_proposing.accept(store, "call", "x"),
        lambda store: agendas_proposing.note_objection(store, "call", "x"),
    ],
    ids=["add", "edit", "move", "remove", "status", "carry", "template", "clone", "accept", "object"],
)  # fmt: skip
def test_a_member_does_not_write_the_agenda(verb):
    store = seed(joined(open_store(None), "mia"), *papers())

    with pytest.raises(Trouble) as caught:
        verb(store)

    assert caught.value.code == "not_a_chair"


def test_minutes_follow_the_proposals_until_somebody_says_otherwise(store):
    done = agendas.add(store, "call", "All", Fields(proposals=["trees", "water"]), clock=clock)
    row = current.one(store, "items", done.id)
    assert row is not None
    assert row.data["minutes"] == 8

    agendas.edit(store, done.id, Fields(proposals=["trees"]), clock)
    fewer = current.one(store, "items", done.id)
    agendas.edit(store, done.id, Fields(minutes=7), clock)
    agendas.edit(store, done.id, Fields(proposals=["trees", "water"]), clock)
    fixed = current.one(store, "items", done.id)

    assert fewer is not None
    assert fixed is not None
    assert (fewer.data["minutes"], fixed.data["minutes"]) == (4, 7)


def test_how_long_it_runs_is_held_against_the_meeting(store):
    agendas.edit(store, "talks", Fields(minutes=55), clock)

    found = agendas.agenda(store, "call")

    assert (found.running, found.length, found.over) == (65, 60, 5)
    assert [each.starts for each in found.flat] == [0, 10, 10]


def test_an_item_taken_off_takes_what_lies_under_it_and_both_come_back(store):
    agendas.remove(store, "talks", clock)
    off = lines(store), [each.id for each in agendas.agenda(store, "call").removed]

    agendas.restore(store, "talks", clock)

    assert off == ([("1", "Opening")], ["deep", "talks"])
    assert lines(store) == [("1", "Opening"), ("2", "Talks"), ("2.1", "Deep")]


def test_every_act_is_taken_back_as_one(store):
    before = [lines(store), lines(store, "next")]
    for verb in (
        lambda: agendas.add(store, "call", "x", place=Place(before="open"), clock=clock),
        lambda: agendas.move(store, "talks", Place(before="open"), clock),
        lambda: agendas.remove(store, "talks", clock),
        lambda: agendas_carrying.carry(store, "talks", "next", clock),
        lambda: agendas_carrying.from_template(store, "next", "call", clock),
    ):
        verb()
        assert undo.last(store) is not None
        assert [lines(store), lines(store, "next")] != before
        acting.take_back(store, clock=clock)

        assert [lines(store), lines(store, "next")] == before
        assert outbox.all_of(store) == []


def test_an_item_carried_over_has_its_papers_and_notes_there_and_says_where_it_went(store):
    done = agendas_carrying.carry(store, "talks", "next", clock)

    there, here = current.one(store, "items", done.id), current.one(store, "items", "talks")
    assert there is not None
    assert here is not None
    assert lines(store, "next") == [("1", "Talks"), ("1.1", "Deep")]
    assert there.data["documents"] == ["guide"]
    assert "key_points" not in there.data
    assert there.data["earlier"] == "Cold.\n\n* * *\n\nAsk again."
    assert (here.data["carried_to"], there.data["carried_from"]) == (done.id, "talks")
    assert agendas_carrying.earlier_items(store, done.id) == ["talks"]
    with pytest.raises(Trouble, match="carried_already"):
        agendas_carrying.carry(store, "talks", "next", clock)


def test_two_who_carry_the_same_item_make_one(store):
    other = seed(joined(open_store(None), "cora", "chair"), *papers())

    first = agendas_carrying.carry(store, "talks", "next", clock)
    second = agendas_carrying.carry(other, "talks", "next", clock)

    assert first.id == second.id


def test_an_item_whose_meeting_vanished_is_told(store):
    seed(
        store, record("items", "lost", meeting="call", position=9, title="Lost", carried_to="away")
    )

    found = agendas.agenda(store, "call").amiss

    assert [(each.code, each.item) for each in found] == [("vanished", "lost")]


def test_a_template_brings_titles_and_minutes_once_and_no_papers(store):
    agendas_carrying.from_template(store, "next", "call", clock)
    with pytest.raises(Trouble, match="nothing_to_copy"):
        agendas_carrying.from_template(store, "next", "call", clock)

    rows = [each.row.data for each in agendas.agenda(store, "next").flat]
    assert lines(store, "next") == [("1", "Opening"), ("2", "Talks"), ("2.1", "Deep")]
    assert [row.get("minutes") for row in rows] == [10, 30, None]
    assert not any(row.get("documents") or row.get("key_points") for row in rows)


def test_the_next_call_keeps_its_hour_on_the_wall_over_summer_time(store):
    first = agendas_carrying.clone(store, "call", clock=clock)
    second = agendas_carrying.clone(store, "call", on="2030-04-03", title="April", clock=clock)

    rows = [current.one(store, "meetings", each.id) for each in (first, second)]
    assert [(row.data["title"], row.data["starts"], row.data["ends"]) for row in rows if row] == [
        ("Call", "2030-02-27T14:00:00Z", "2030-02-27T15:00:00Z"),
        ("April", "2030-04-03T13:00:00Z", "2030-04-03T14:00:00Z"),
    ]
    assert all(row is not None and row.data["status"] == "draft" for row in rows)
    assert lines(store, second.id) == [("1", "Opening"), ("2", "Talks"), ("2.1", "Deep")]
    with pytest.raises(Trouble, match="cloned_already"):
        agendas_carrying.clone(store, "call", on="2030-04-03", clock=clock)


# --- what members propose ------------------------------------------------------------------------


def asked(item="talks", about="item", **change):
    return record(
        "comments", "c1", 1, "mia", ("chairs",), about={"kind": about, "id": item}, kind="comment",
        text="Too short.", change=change,
    )  # fmt: skip


def test_a_member_proposes_and_chairs_read_it(store):
    mine = seed(joined(open_store(None), "mia"), *papers())

    done = agendas_proposing.propose(
        mine, "call", "Too short.", Fields(minutes=45), item="talks", clock=clock
    )

    row = current.one(mine, "comments", done.id)
    assert row is not None
    assert (row.readers, row.data["about"]["id"], row.data["change"]) == (
        ("chairs",), "talks", {"minutes": 45},
    )  # fmt: skip
    assert [each.state for each in agendas_proposing.proposed(mine, "call")] == ["open"]


def test_a_proposed_change_is_taken_into_the_item_once(store):
    seed(store, asked(minutes=45, title="Long talks"))

    agendas_proposing.accept(store, "call", "c1", clock)

    row = current.one(store, "items", "talks")
    assert row is not None
    assert (row.data["title"], row.data["minutes"]) == ("Long talks", 45)
    assert [each.state for each in agendas_proposing.proposed(store, "call")] == ["accepted"]
    with pytest.raises(Trouble, match="treated_already"):
        agendas_proposing.accept(store, "call", "c1", clock)


def test_a_new_item_that_was_proposed_stands_behind_the_one_it_is_about(store):
    seed(store, asked("open", new=True, title="Cables", meeting="call"))

    agendas_proposing.accept(store, "call", "c1", clock)

    assert [title for _label, title in lines(store)] == ["Opening", "Cables", "Talks", "Deep"]


def test_a_proposed_change_that_is_not_taken_up_is_an_objection(store):
    seed(store, asked(minutes=45))

    agendas_proposing.note_objection(store, "call", change="c1", clock=clock)
    agendas_proposing.note_objection(store, "call", "No break.", by="Bo Leaf", clock=clock)

    found = agendas_proposing.objections(store, "call")
    assert [(each.by, each.text, each.item) for each in found] == [
        ("mia", "Too short.", "talks"), ("Bo Leaf", "No break.", None),
    ]  # fmt: skip
    assert [each.state for each in agendas_proposing.proposed(store, "call")] == ["objection"]


def test_an_objection_that_was_kept_as_a_bare_text_stays_beside_new_ones(store):
    seed(store, record("meetings", "call", 2, title="Call", objections="Too early."))

    agendas_proposing.note_objection(store, "call", "No break.", clock=clock)

    found = agendas_proposing.objections(store, "call")
    assert [each.text for each in found] == ["Too early.", "No break."]


def test_the_reading_list_goes_along_the_agenda_with_time_and_progress(store):
    agendas.edit(store, "open", Fields(proposals=["water"]), clock)

    found = agendas_reading.reading_list(store, "call")

    assert [(each.kind, each.id, each.items, each.read) for each in found.papers] == [
        ("proposal", "water", ("1",), False), ("document", "guide", ("2",), False),
    ]  # fmt: skip
    assert (found.papers[1].minutes, found.done, found.left) == (10, 0, 10)
