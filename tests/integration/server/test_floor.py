"""The floor on the line: whoever reads the meeting reads the list, in very few bytes."""

from contextlib import closing

import pytest

from app.server import floor
from app.server.database import Database
from app.sync.server import ServerTransport
from app.sync.transport import Refused
from tests.integration.people import Cycle, Person, change

ITEM = {"kind": "item", "id": "one"}


def queue(*names: str, speaking: str = "") -> list[dict[str, str]]:
    made = [
        {"id": name, "member": name, "state": "waiting"}
        if not name.startswith("~")
        else {"id": name, "name": name[1:], "state": "waiting"}
        for name in names
    ]
    if speaking:
        made.append({"id": speaking, "member": speaking, "state": "speaking",
                     "began_at": "2030-02-01T12:00:00Z"})  # fmt: skip
    return made


@pytest.fixture
def chair(cycle: Cycle) -> Person:
    return cycle.join("chen", "chair")


@pytest.fixture
def mona(cycle: Cycle) -> Person:
    return cycle.join("mona")


@pytest.fixture
def meeting(cycle: Cycle) -> Cycle:
    office = cycle.secretariat
    office.put("meetings", "call", {"title": "Call", "floor": {"item": "one", "open": True}})
    office.put("items", "one", {"meeting": "call", "queue": queue("omar", "~Lynne Broke")})
    return cycle


def line(person: Person) -> closing[ServerTransport]:
    return closing(ServerTransport(str(person.http.base_url), person.cycle, person.token))


def test_members_are_sent_the_chairs_list_and_nothing_twice(meeting, mona):
    with line(mona) as near:
        first = near.floor("call")
        again = near.floor("call", first.mark)
        meeting.secretariat.put("items", "one", {
            "meeting": "call", "speaker_minutes": 3, "queue": queue("~Lynne Broke", speaking="omar"),
        })  # fmt: skip
        later = near.floor("call", first.mark)

    assert (first.item, first.queue) == ("one", ("omar", "~Lynne Broke"))
    assert again is None
    assert later.queue == (">omar", "~Lynne Broke")
    assert (later.since, later.minutes) == (1896177600, 3)


def test_who_has_spoken_is_told_once_behind_those_who_wait(meeting, mona):
    over = [{"id": id, "member": "mona", "state": "spoken"} for id in ("mona", "mona.2")]
    guest = {"id": "~lynne broke", "name": "Lynne Broke", "state": "spoken"}
    meeting.secretariat.put(
        "items", "one", {"meeting": "call", "queue": [*over, guest, *queue("omar")]}
    )

    with line(mona) as near:
        found = near.floor("call")

    assert found.queue == ("omar", "=mona", "=~Lynne Broke")


def test_a_closed_floor_is_told_in_two_letters(meeting, mona):
    meeting.secretariat.put("meetings", "call", {"title": "Call", "floor": {"open": False}})

    with line(mona) as near:
        found = near.floor("call")
    raw = mona.http.get(f"/v1/cycles/{mona.cycle}/floor/call", headers=mona.headers)

    assert (found.item, found.queue, raw.content) == ("", (), b"{}")


def test_a_long_queue_comes_in_parts_that_are_all_short(meeting, mona):
    names = [f"member-of-the-group-{number}" for number in range(40)]
    meeting.secretariat.put("items", "one", {"meeting": "call", "queue": queue(*names)})

    with line(mona) as near:
        found = near.floor("call")
        up, down, requests = near.traffic.up, near.traffic.down, near.traffic.requests

    assert list(found.queue) == names
    assert requests > 1
    assert up / requests <= 400
    assert down / requests <= 400


def test_a_poll_is_below_400_bytes_each_way(meeting, mona):
    with line(mona) as near:
        found = near.floor("call")
        first = (near.traffic.up, near.traffic.down)
        near.floor("call", found.mark)
        second = (near.traffic.up - first[0], near.traffic.down - first[1])

    assert max(first) <= 400
    assert max(second) <= 400


def test_who_asks_is_told_to_chairs_programs_alone(meeting, mona, chair):
    with line(mona) as near, line(chair) as desk:
        before = near.floor("call").mark, desk.floor("call").mark
        answer = mona.exchange(change(
            "intents", "i1", {"kind": "floor", "about": ITEM, "text": "canary"}, audience=["public"],
        ))  # fmt: skip
        hers, chairs = near.floor("call", before[0]), desk.floor("call", before[1])

    assert answer["answers"][0]["result"] == "accepted"
    assert hers is None
    assert chairs is not None
    assert "canary" not in str(chairs)


def test_nobody_is_told_of_a_meeting_she_does_not_read(meeting, mona):
    olga = meeting.join("olga", "observer")
    meeting.secretariat.put("items", "one", {"meeting": "call"}, audience=["chairs"])

    for person, id in ((olga, "call"), (mona, "gone"), (mona, "%2e%2e"), (mona, "a\0b")):
        with line(person) as near, pytest.raises(Refused) as refused:
            near.floor(id)
        assert refused.value.status == 404
    with line(mona) as near:
        assert near.floor("call").item == ""


@pytest.mark.parametrize("part", ["0", "-1", "99", "x", "9" * 40, "٣"])
def test_a_part_that_is_none_is_answered_as_one_that_is(meeting, mona, part):
    raw = mona.http.get(
        f"/v1/cycles/{mona.cycle}/floor/call", headers=mona.headers, params={"p": part}
    )

    assert raw.json()["i"] == "one"


def test_the_floor_is_told_to_nobody_without_a_token_of_the_cycle(meeting, mona):
    path = f"/v1/cycles/{mona.cycle}/floor/call"

    without = mona.http.get(path)
    wrong = mona.http.get(path, headers={"Authorization": "Bearer nothing"})
    elsewhere = mona.http.get("/v1/cycles/other/floor/call", headers=mona.headers)

    assert [without.status_code, wrong.status_code] == [401, 401]
    assert elsewhere.status_code == 403


@pytest.mark.parametrize(
    "odd",
    [
        {"floor": {"item": "one", "open": True}, "queue": [{"id": "a", "state": "speaking"}]},
        {
            "queue": [
                {"id": "~", "name": "", "state": "speaking", "began_at": "2030-02-01T12:00:00Z"}
            ]
        },
    ],
)
def test_odd_queues_are_answered(meeting, mona, odd):
    meeting.secretariat.put("items", "one", {"meeting": "call", **odd})

    with line(mona) as near:
        assert near.floor("call").item == "one"


def test_who_asked_last_is_looked_up_however_many_asked(meeting, chair, server):
    meeting.join("omar").exchange(change("intents", "i1", {"kind": "floor", "about": ITEM}))
    database = Database(server.database_url, size=1)
    database.open()
    with closing(database):
        with database.writing(meeting.id, "") as (connection, _entered):
            connection.execute(
                "insert into records (cycle, collection, id, version, owner, audience, size, "
                "by_owner, withdrawn, recused, part) select cycle, collection, id || '-' || n, 1, owner, "
                "audience, size, by_owner, withdrawn, recused, part from records, "
                "generate_series(1, 2000) n where cycle = %s and id = 'i1'",
                [meeting.id],
            )
            connection.execute(
                "insert into sight (cycle, collection, id, reader, class, seq, seen, part) "
                "select cycle, collection, id || '-' || n, reader, class, nextval('seq'), seen, part "
                "from sight, generate_series(1, 2000) n where cycle = %s and id = 'i1'",
                [meeting.id],
            )
            connection.execute("select refresh_statistics()")

        with database.reading(meeting.id, chair.account) as (connection, _entered):
            newest = connection.execute(floor.NEWEST, {"cycle": meeting.id}).fetchone()
            true = connection.execute("select max(seq) from sight where collection = 'intents'")
            expected = true.fetchone()
            plan = connection.execute(f"explain {floor.NEWEST}", {"cycle": meeting.id}).fetchall()

    assert newest == expected
    assert any("sight_asked" in line for (line,) in plan)
