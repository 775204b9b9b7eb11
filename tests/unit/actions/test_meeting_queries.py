"""What places of meetings, groups and dates ask the store: never once for each row."""

import pytest

from app.actions import (
    agenda_papers,
    agendas,
    agendas_reading,
    attending,
    contributing,
    deciding_meetings,
    exporting_steps,
    floor_showing,
    groups,
    next_steps,
    summarising,
    timelining,
)
from app.store import meetings, open_store
from app.ui.models import meeting_decisions
from tests.builders import AT, clock, joined, record, round_, seed, statements


def full(store, count):
    """Fill a store with one meeting that has `count` of everything."""
    joined(store, "chair", "chair")
    seed(store, record("meetings", "call", title="Call", starts=AT), round_())
    for n in range(count):
        item = {"kind": "item", "id": f"i{n}"}
        seed(
            store,
            record("members", f"m{n}", name=f"Name {n}", role="member"),
            record("items", f"i{n}", meeting="call", title="I", position=n, proposals=[f"p{n}"],
                   queue=[{"id": f"m{n}", "member": f"m{n}", "state": "waiting"}]),
            record("actions", f"a{n}", text="A", owner=f"m{n}", meeting="call", item=f"i{n}"),
            record("decisions", f"d{n}", kind="meeting", text="D", meeting="call", item=f"i{n}"),
            record("intents", f"f{n}", 1, f"m{n}", kind="floor", about=item, text="x"),
            record("intents", f"w{n}", 1, f"m{n}", kind="intervention", about=item, text="x"),
            record("workgroups", f"g{n}", title="G"),
            record("milestones", f"s{n}", title="S", at=AT),
            record("contributions", f"c{n}", call="first", group="civil", region="weog"),
            record("documents", f"t{n}", title="T", group="g0", comments_by=AT),
        )  # fmt: skip
    return store


LISTS = {
    "agenda": lambda store: agendas.agenda(store, "call"),
    "agenda on paper": lambda store: agenda_papers.of_meeting(store, "call"),
    "attendance": lambda store: attending.listed(store, "call"),
    "contributions": contributing.counted,
    "dates": timelining.entries,
    "decisions of a meeting": lambda store: deciding_meetings.listed(store, "call"),
    "decisions shown": lambda store: meeting_decisions.of_meeting(store, "call", clock()),
    "floor": lambda store: floor_showing.show(store, "call", "i0", clock),
    "groups": groups.listed,
    "items as they are called": lambda store: meetings.called(store, ["i0", "i1", "i2"]),
    "next steps": lambda store: next_steps.listed(store, clock=clock),
    "next steps of a meeting": lambda store: next_steps.listed(store, meeting="call", clock=clock),
    "next steps on paper": lambda store: exporting_steps.composed(store, "call", clock),
    "reading list": lambda store: agendas_reading.reading_list(store, "call"),
    "summary report": lambda store: summarising.composed(store, "call"),
    "wishes": groups.requests,
    "whole group": lambda store: groups.whole(store, "g0", clock),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_place_asks_as_often_for_three_rows_as_for_one(name, store, tmp_path):
    one, three = full(store, 1), full(open_store(tmp_path / "three.db"), 3)

    asked = [statements(each, LISTS[name]) for each in (one, three)]
    three.close()

    assert asked[0] == asked[1] > 0
