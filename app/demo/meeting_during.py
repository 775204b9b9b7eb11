"""During a call: who asks and has the floor, who is there, what is typed meanwhile."""

from collections.abc import Callable, Iterator

from app.actions import (
    agendas,
    attending,
    deciding_meetings,
    floor_asking,
    floor_chairing,
    floor_showing,
    minuting,
    next_steps,
)
from app.actions.floor_showing import Floor
from app.demo import meeting_script as script
from app.demo.meeting_before import BOTH
from app.demo.meeting_play import MeetingPlay
from app.demo.play import Step
from app.demo.stage import CHAIR, SECRETARIAT
from app.demo.steps import Took, expect
from app.store import Store


def steps(play: MeetingPlay) -> Iterator[Step]:
    """Yield the steps of the call up to where people wait and somebody speaks."""
    yield "the agenda is adopted, and the floor opened", lambda: _open(play)
    yield "who is there is written down, with a guest", lambda: _present(play)
    yield "a member asks for the floor", lambda: _ask(play)
    yield "that reaches the chair", lambda: play.way.gather((script.MEMBER,), BOTH)
    yield "the chair adds two more, and puts the guest first", lambda: _order(play)
    yield "the guest has the floor", lambda: _guest(play)
    yield "the member has the floor, and says what she prepared", lambda: _member(play)
    yield "the queue reaches the members", lambda: _seen(play)


def end(play: MeetingPlay) -> Iterator[Step]:
    """Yield the steps from there to the end of the call."""
    yield "words of a member who could not come are read out", lambda: _read_out(play)
    yield "a key point, a decision and a next step are typed", lambda: _typed(play)
    yield "the next item is called, and the floor closed", lambda: _close(play)
    yield "all of it reaches the members", lambda: _told(play)


def floor_of(play: MeetingPlay, account: str = CHAIR) -> Floor:
    """Return the floor for the forums, as `account` sees it."""
    item = play.item(script.FORUMS)
    return play.ask(
        account, lambda store: floor_showing.show(store, play.meeting, item, play.moment)
    )


def _chairs(play: MeetingPlay, verb: Callable[[Store], object]) -> None:
    play.ask(CHAIR, verb)


def _open(play: MeetingPlay) -> None:
    play.go_on(script.DURING)
    item = play.item(script.FORUMS)

    def begin(store: Store) -> None:
        agendas.set_status(store, play.meeting, "adopted", play.clock)
        floor_chairing.open_floor(store, play.meeting, item, play.clock)
        floor_chairing.give_minutes(store, item, script.SPEAKER_MINUTES, play.clock)

    _chairs(play, begin)
    found = floor_of(play)
    expect(found.open and found.current == item, "the floor is not open for the item")
    sent = sorted(each.intent.account for each in found.prepared)
    expect(sent == sorted(script.READERS), f"prepared by {sent}")


def _present(play: MeetingPlay) -> Took:
    def mark(store: Store) -> None:
        here = [CHAIR, script.COCHAIR, SECRETARIAT, script.MEMBER, script.OTHER]
        attending.mark(store, play.meeting, here, clock=play.clock)
        attending.mark(
            store, play.meeting, [script.GUEST, script.DOUBTED], kind="guest", clock=play.clock
        )
        attending.mark(store, play.meeting, [script.OTHER], "left_early", clock=play.clock)

    _chairs(play, mark)
    found = play.ask(CHAIR, lambda store: attending.listed(store, play.meeting))
    states = {each.member or each.name: (each.state, each.kind, each.uncertain) for each in found}
    expect(states[script.ABSENT][0] == "apologies", f"{script.ABSENT}: {states[script.ABSENT]}")
    expect(states[script.OTHER][0] == "left_early", f"{script.OTHER}: {states[script.OTHER]}")
    expect(states[script.GUEST] == ("present", "guest", False), f"{states}")
    expect(states[script.DOUBTED.split()[0]][2], "the name is not doubted")
    return Took(says=f"{len(found)} people")


def _ask(play: MeetingPlay) -> None:
    item = play.item(script.FORUMS)
    play.ask(script.MEMBER, lambda store: floor_asking.ask(store, item, script.ASKED, play.clock))


def _order(play: MeetingPlay) -> Took:
    item = play.item(script.FORUMS)

    def order(store: Store) -> None:
        floor_chairing.take_in(store, play.meeting, play.clock)
        for who in (script.OTHER, script.GUEST, script.COCHAIR):
            floor_chairing.add(store, item, who, play.clock)
        floor_chairing.move(store, item, script.GUEST, script.MEMBER, play.clock)
        floor_chairing.put_off(store, item, script.COCHAIR, play.clock)

    _chairs(play, order)
    found = floor_of(play)
    waits = [each.place.member or each.place.name for each in found.ahead]
    wanted = [script.GUEST, script.MEMBER, script.OTHER, script.COCHAIR]
    expect(waits == wanted, f"in the queue: {waits}")
    (asked,) = (each for each in found.ahead if each.place.member == script.MEMBER)
    expect(asked.text == script.ASKED, "it is not told what she asks the floor for")
    return Took(says=", ".join(each.name for each in found.ahead))


def _guest(play: MeetingPlay) -> None:
    item = play.item(script.FORUMS)

    def speak(store: Store) -> None:
        floor_chairing.begin(store, item, script.GUEST, play.clock)
        floor_chairing.end(store, item, play.clock)

    _chairs(play, speak)
    heard = [each.name for each in floor_of(play).spoken]
    expect(heard == [script.GUEST], f"spoken: {heard}")


def _member(play: MeetingPlay) -> None:
    item = play.item(script.FORUMS)

    def speak(store: Store) -> None:
        floor_chairing.begin(store, item, script.MEMBER, play.clock)
        floor_chairing.deliver(store, item, script.MEMBER, "spoken", play.clock)

    _chairs(play, speak)
    found = floor_of(play)
    expect(found.speaking is not None, "nobody speaks")
    expect(found.timer is not None, "no time is told")


def _seen(play: MeetingPlay) -> Took:
    took = play.way.spread(script.READERS, BOTH)
    for account in script.READERS:
        found = floor_of(play, account)
        expect(found.open and found.speaking is not None, f"{account} sees nobody speak")
        expect(len(found.ahead) == 2, f"{account} sees {len(found.ahead)} wait")  # noqa: PLR2004 -- two
        others = [each.text for each in found.ahead if each.text]
        expect(not others, f"{account} reads {others}")
    return took


def _read_out(play: MeetingPlay) -> None:
    item = play.item(script.FORUMS)

    def read(store: Store) -> None:
        floor_chairing.end(store, item, play.clock)
        floor_chairing.deliver(store, item, script.ABSENT, "read_out", play.clock)
        floor_chairing.begin(store, item, script.OTHER, play.clock)

    _chairs(play, read)
    how = {each.intent.account: each.delivered for each in floor_of(play).prepared}
    expect(how == {script.MEMBER: "spoken", script.ABSENT: "read_out"}, f"delivered: {how}")


def _typed(play: MeetingPlay) -> None:
    item = play.item(script.FORUMS)

    def type_(store: Store) -> None:
        minuting.note(store, item, "key_points", script.POINT, play.clock)
        deciding_meetings.note(
            store, script.DECISION, meeting=play.meeting, item=item, at=script.DAY,
            objections=[(script.OTHER, "Four would do.")], clock=play.clock,
        )  # fmt: skip
        next_steps.add(
            store, script.STEP, owner=script.MEMBER, due=script.DUE, item=item,
            meeting=play.meeting, clock=play.clock,
        )  # fmt: skip

    _chairs(play, type_)


def _close(play: MeetingPlay) -> None:
    shape = play.item(script.SHAPE)

    def close(store: Store) -> None:
        floor_chairing.open_floor(store, play.meeting, shape, play.clock)
        floor_chairing.close_floor(store, play.meeting, play.clock)

    _chairs(play, close)
    found = floor_of(play)
    expect(not found.open and found.speaking is None, "somebody still has the floor")
    expect(len(found.spoken) == 3, f"{len(found.spoken)} have spoken")  # noqa: PLR2004 -- three


def _told(play: MeetingPlay) -> Took:
    took = play.way.spread(script.READERS, BOTH)
    for account in (script.COCHAIR, *script.READERS):
        decided = play.ask(account, lambda store: deciding_meetings.listed(store, play.meeting))
        expect([each.text for each in decided] == [script.DECISION], f"{account} reads {decided}")
        found = floor_of(play, account)
        expect(len(found.spoken) == 3, f"{account} sees {len(found.spoken)} speakers")  # noqa: PLR2004 -- three
    mine = [each.intent.account for each in floor_of(play, script.MEMBER).prepared]
    expect(mine == [script.MEMBER], f"a member reads what {mine} prepared")
    return took
