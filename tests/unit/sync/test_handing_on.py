"""What members sent by file goes on to the server, never more at once than a server takes."""

import json

import pytest

from app.store import carried, facts
from app.store.carried import SIZE, Carried
from app.sync import handing_on
from tests.builders import AT


def act(number, state="waiting", text="x"):
    data = {"text": text}
    return Carried(
        account="omar", op=f"op-{number}", collection="comments", id=f"c-{number}", base=None,
        sent_audience=None, sent_data=data, audience=("chairs",),
        data=data if state == "waiting" else None, via="bundle", proof="proof", device_key="key",
        carried_by="nadia", written_at=AT, n=number, received_at=AT, state=state,
        code=None if state == "waiting" else "unknown_criterion",
    )  # fmt: skip


@pytest.fixture
def chair(store):
    facts.put(store, account="nadia", role="chair")
    return store


def test_what_was_set_aside_goes_along_behind_what_waits(chair):
    carried.keep(chair, [act(1, "refused"), act(2)])

    assert [each.op for each in handing_on.take(chair, set())] == ["op-2", "op-1"]
    assert handing_on.take(chair, {"op-1", "op-2"}) == []


def test_what_waits_and_what_was_set_aside_share_the_room_of_one_request(chair):
    text = "x" * 40_000
    carried.keep(chair, [act(number, "waiting", text) for number in range(20)])
    carried.keep(chair, [act(number, "refused", text) for number in range(20, 40)])
    asked, requests = set(), []

    while found := handing_on.take(chair, asked):
        asked |= {each.op for each in found}
        requests.append(found)
        for each in found:
            ends = "handed_on" if each.state == "waiting" else "refused"
            carried.settled(chair, each.account, each.op, ends, "", "as the server said")

    sizes = [sum(len(json.dumps(each.sent_data)) for each in found) for found in requests]
    assert max(sizes) <= SIZE
    assert sorted(asked) == sorted(f"op-{number}" for number in range(40))


def test_a_member_hands_nothing_on(store):
    facts.put(store, account="omar", role="member")
    carried.keep(store, [act(1)])

    assert handing_on.take(store, set()) == []
