"""Before a call: two chairs write its agenda without a line, members read, prepare, excuse themselves."""

from collections.abc import Iterator

from app.actions import (
    agendas,
    agendas_carrying,
    agendas_proposing,
    agendas_reading,
    floor_asking,
    reading,
    settling,
    status,
    wishing,
)
from app.actions.agenda_writing import Fields, Place
from app.demo import meeting_script as script
from app.demo.meeting_play import EVERYBODY, MeetingPlay, agenda_of
from app.demo.play import Step
from app.demo.script import PAPERS
from app.demo.stage import CHAIR
from app.demo.steps import Took, expect
from app.store import Store, current

BOTH = (CHAIR, script.COCHAIR)


def steps(play: MeetingPlay) -> Iterator[Step]:
    """Yield the steps before the call, one after the other.

    Both chairs change one item, each another field of it: it is joined, by a server or of files.
    """
    way = play.way
    yield "the papers go out, and everybody joins", lambda: way.begin(EVERYBODY)
    yield "the chair makes the next call of the last one, offline", lambda: _clone(play)
    yield "she adds an item, four minutes a proposer, and moves it up", lambda: _add(play)
    yield (
        "the agenda reaches the second chair and the members",
        lambda: way.spread((script.COCHAIR, *script.READERS)),
    )
    yield "both chairs edit the agenda at once", lambda: _at_once(play)
    yield "a member proposes a change of the agenda", lambda: _propose(play)
    yield "what she proposed reaches the chair", lambda: way.gather(script.READERS, BOTH)
    yield "the chair notes it as an objection, and proposes the agenda", lambda: _object(play)
    yield "what both wrote comes together", lambda: _together(play)
    yield "a member reads by the reading list", lambda: _read(play)
    yield "she sends a prepared intervention, and asks to join a group", lambda: _prepare(play)
    yield "another member sends apologies, and words to be read out", lambda: _excuse(play)
    yield "that reaches the chair", lambda: way.gather(script.READERS, BOTH)


def _clone(play: MeetingPlay) -> Took:
    play.go_on(script.BEFORE)
    made = play.ask(
        CHAIR,
        lambda store: agendas_carrying.clone(
            store, script.TEMPLATE, on=script.DAY, title=script.TITLE, clock=play.clock
        ),
    )
    play.meeting = made.id
    waits = play.ask(CHAIR, status.status).waiting
    expect(waits, "nothing waits for a line")
    return Took(says=f"{len(agenda_of(play, CHAIR))} items, {waits} changes wait")


def _add(play: MeetingPlay) -> Took:
    def add(store: Store) -> None:
        given = Fields(proposals=PAPERS, lead=CHAIR, purpose="decision")
        made = agendas.add(store, play.meeting, script.FORUMS, given, clock=play.clock)
        agendas.move(store, made.id, Place(before=shape), play.clock)

    shape = play.item(script.SHAPE)
    play.ask(CHAIR, add)
    second = agenda_of(play, CHAIR)[1]
    expect(second == ("2", script.FORUMS, script.MINUTES), f"the second item is {second}")
    return Took(says=f"item {second[0]}, {second[2]:.0f} minutes")


def _at_once(play: MeetingPlay) -> None:
    shape, last = play.item(script.SHAPE), agenda_of(play, script.COCHAIR)[-1]
    update = play.item(last[1])
    play.ask(
        CHAIR,
        lambda store: agendas.edit(store, shape, Fields(minutes=script.SHORTER), play.clock),
    )

    def second(store: Store) -> None:
        agendas.edit(store, shape, Fields(purpose="decision"), play.clock)
        given = Fields(title=script.AGENDA[3][1], minutes=script.AGENDA[3][2])
        agendas.edit(store, update, given, play.clock)
        agendas.add(store, play.meeting, script.LAST, Fields(minutes=script.TALK), clock=play.clock)

    play.ask(script.COCHAIR, second)
    expect(agenda_of(play, CHAIR) != agenda_of(play, script.COCHAIR), "they know of each other")


def _propose(play: MeetingPlay) -> None:
    item = play.item(agenda_of(play, script.MEMBER)[0][1])
    play.ask(
        script.MEMBER,
        lambda store: agendas_proposing.propose(
            store, play.meeting, script.OBJECTION, Fields(minutes=45), item=item, clock=play.clock
        ),
    )


def _object(play: MeetingPlay) -> Took:
    def note(store: Store) -> int:
        (change,) = agendas_proposing.proposed(store, play.meeting)
        expect(change.by == script.MEMBER, f"proposed by {change.by}")
        agendas_proposing.note_objection(store, play.meeting, change=change.id, clock=play.clock)
        agendas.set_status(store, play.meeting, "proposed", play.clock)
        return len(agendas_proposing.objections(store, play.meeting))

    return Took(says=f"{play.ask(CHAIR, note)} objection")


def _together(play: MeetingPlay) -> Took:
    took = play.way.spread(script.READERS, BOTH)
    shape = play.item(script.SHAPE)
    for account in EVERYBODY:
        row = play.ask(account, lambda store: current.one(store, "items", shape))
        said = {} if row is None else row.data
        expect((said.get("minutes"), said.get("purpose")) == (script.SHORTER, "decision"),
               f"{account} lacks what one of the chairs wrote: {said}")  # fmt: skip
        found = agenda_of(play, account)
        expect(found == [*script.AGENDA], f"{account} has {found}")
        asked = play.ask(account, settling.conflicts)
        expect(not asked, f"{account} is asked about {[each.id for each in asked]}")
    took.says = f"{len(script.AGENDA)} items, the same on {len(EVERYBODY)} computers"
    return took


def _read(play: MeetingPlay) -> Took:
    def listed(store: Store) -> agendas_reading.ReadingList:
        return agendas_reading.reading_list(store, play.meeting)

    before = play.ask(script.MEMBER, listed)
    expect([each.id for each in before.papers] == [*PAPERS], f"to read: {before.papers}")
    for paper in PAPERS[:2]:
        play.ask(
            script.MEMBER,
            lambda store, paper=paper: reading.mark_read(store, "proposals", paper, play.clock),
        )
    after = play.ask(script.MEMBER, listed)
    expect(after.done - before.done == 2, f"{after.done} are read")  # noqa: PLR2004 -- two
    return Took(says=f"{after.done} of {len(after.papers)} papers read")


def _prepare(play: MeetingPlay) -> None:
    item = play.item(script.FORUMS)

    def prepare(store: Store) -> None:
        floor_asking.prepare(store, item, script.PREPARED, clock=play.clock)
        wishing.join_group(store, script.GROUP, script.WISH, play.clock)

    play.ask(script.MEMBER, prepare)


def _excuse(play: MeetingPlay) -> None:
    item = play.item(script.FORUMS)

    def excuse(store: Store) -> None:
        floor_asking.apologise(store, play.meeting, script.APOLOGIES, play.clock)
        floor_asking.prepare(store, item, script.READ_OUT, read_out=True, clock=play.clock)

    play.ask(script.ABSENT, excuse)
