"""After a call: captions and chat, the summary report, what is to be done, who joins a group."""

from collections.abc import Iterator

from app.actions import (
    chatting,
    grouping,
    groups,
    hearing,
    next_steps,
    said,
    summarising,
    summarising_mail,
    summarising_writing,
    transcribing,
)
from app.demo import meeting_script as script
from app.demo.meeting_before import BOTH
from app.demo.meeting_play import MeetingPlay, file_of_call
from app.demo.play import Step
from app.demo.stage import CHAIR
from app.demo.steps import Took, expect
from app.domain.groups import ANSWER
from app.store import Store, current


def steps(play: MeetingPlay) -> Iterator[Step]:
    """Yield the steps after the call, one after the other."""
    way = play.way
    yield "the chair takes in the captions of the call", lambda: _captions(play)
    yield "she settles a name", lambda: _settle(play)
    yield "she quotes a turn in the key points", lambda: _quote(play)
    yield "she takes in the chat, and makes a next step of a line", lambda: _chat(play)
    yield "she writes the summary report, and declares it final", lambda: _report(play)
    yield "the mail after the call is made of it", lambda: _mail(play)
    yield "that reaches the members", lambda: way.spread(script.READERS, BOTH)
    yield "a member reads what was said, and does what she has to do", lambda: _read(play)
    yield "that it is done reaches the chair", lambda: way.gather((script.MEMBER,), BOTH)
    yield "the chair confirms it, and lets her join the group", lambda: _answer(play)
    yield "both answers reach her", lambda: _answered(play)


def _captions(play: MeetingPlay) -> Took:
    play.go_on(script.AFTER)

    def take(store: Store) -> hearing.Understood:
        content = file_of_call("captions.txt")
        found = hearing.look(store, "captions.txt", content, play.meeting)
        play.transcript = transcribing.save(store, found, clock=play.clock).id
        return found

    found = play.ask(CHAIR, take)
    unsettled = sorted(name for each in found.speakers if each.open for name in each.captions)
    expect(unsettled == [script.CAPTIONED], f"to settle: {unsettled}")
    return Took(says=f"{len(found.turns)} turns, {len(unsettled)} name to settle")


def _settle(play: MeetingPlay) -> Took:
    def settle(store: Store) -> tuple[hearing.Speaker, ...]:
        names = {script.CAPTIONED: script.MEMBER}
        transcribing.settle(store, play.transcript, names, play.clock)
        return transcribing.who(store, transcribing.one(store, play.transcript))

    found = play.ask(CHAIR, settle)
    still = [each.name for each in found if each.open]
    expect(not still, f"still to settle: {still}")
    mine = [each.turns for each in found if each.account == script.MEMBER]
    expect(mine == [2], f"turns of {script.MEMBER}: {mine}")
    return Took(says=f"{script.CAPTIONED} is {script.MEMBER}")


def _quote(play: MeetingPlay) -> Took:
    item = play.item(script.FORUMS)

    def quote(store: Store) -> str:
        rows = said.lines(store, play.meeting, speaker=script.MEMBER)
        (line,) = (each for each in rows if script.QUOTED in each.words)
        expect(line.turn.item == item, "the turn is not linked to the forums")
        transcribing.quote(store, line.document, line.turn.n, words=script.QUOTED, clock=play.clock)
        row = current.one(store, "items", item)
        return "" if row is None else str(row.data["key_points"])

    points = play.ask(CHAIR, quote)
    expect(script.QUOTED in points and script.POINT in points, f"key points: {points}")
    return Took(says=f"“{script.QUOTED}”")


def _chat(play: MeetingPlay) -> Took:
    home = play.way.home(CHAIR)

    def take(store: Store) -> int:
        content = file_of_call("chat.txt")
        found = hearing.look(store, "chat.txt", content, play.meeting, chat=True)
        play.chat = transcribing.save(store, found, clock=play.clock).id
        chatting.flag(
            store, home, play.chat, script.HOST, "action", owner=script.COCHAIR, due=script.DUE,
            clock=play.clock,
        )  # fmt: skip
        return len(found.turns)

    lines = play.ask(CHAIR, take)
    expect(lines == script.CHAT_LINES, f"{lines} lines, of which one was not for everybody")
    return Took(says=f"{lines} lines; one was not for everybody")


def _report(play: MeetingPlay) -> Took:
    shape = play.item(script.SHAPE)

    def write(store: Store) -> summarising.Summary:
        summarising_writing.add_step(store, shape, script.ADDED, "sec", script.DUE, play.clock)
        summarising_writing.make_action(store, shape, 1, play.clock)
        given = {"next_meeting": script.NEXT}
        summarising_writing.write_report(store, play.meeting, given, play.clock)
        summarising_writing.set_state(store, play.meeting, "final", play.clock)
        return summarising.composed(store, play.meeting)

    found = play.ask(CHAIR, write)
    expect(found.state == "final", f"the report is {found.state}")
    told = [each.label for each in found.parts if each.said]
    expect({"2", "3"} <= {*told}, f"items with words: {told}")
    return Took(says=f"{len(told)} items, {len(found.people)} participants")


def _mail(play: MeetingPlay) -> Took:
    found = play.ask(CHAIR, lambda store: summarising_mail.mail(store, play.meeting, play.moment))
    words = " ".join(found.body.split())
    for each in (script.DECISION, script.STEP, script.ADDED, script.NEXT):
        expect(each in words, f"“{each}” is not in the mail")
    longest = max(map(len, found.body.splitlines()))
    expect(longest <= 76, f"a line of {longest} characters")  # noqa: PLR2004 -- as mails are
    return Took(says=found.subject)


def _read(play: MeetingPlay) -> Took:
    def read(store: Store) -> tuple[int, list[next_steps.Standing]]:
        lines = said.lines(store, play.meeting, about_me=True)
        mine = next_steps.listed(store, meeting=play.meeting, mine=True, clock=play.moment)
        for each in mine:
            next_steps.say_done(store, each.action.id, "She has agreed.", play.clock)
        return len(lines), mine

    about, mine = play.ask(script.MEMBER, read)
    expect([each.action.text for each in mine] == [script.STEP], f"mine: {mine}")
    return Took(says=f"{about} turns about her, {len(mine)} next step")


def _answer(play: MeetingPlay) -> None:
    def answer(store: Store) -> None:
        rows = next_steps.listed(store, meeting=play.meeting, clock=play.moment)
        (done,) = (each for each in rows if each.said is not None)
        next_steps.end(store, done.action.id, "done", clock=play.clock)
        (wish,) = groups.requests(store)
        expect((wish.account, wish.group) == (script.MEMBER, script.GROUP), f"asked: {wish}")
        grouping.accept(store, wish.id, script.WELCOME, play.clock)

    play.ask(CHAIR, answer)


def _answered(play: MeetingPlay) -> Took:
    took = play.way.spread(script.READERS, BOTH)
    for account in script.READERS:
        whole = play.ask(account, lambda store: groups.whole(store, script.GROUP, play.moment))
        expect(script.MEMBER in whole.group.participants, f"{account} does not see her in it")
        expect(whole.inside == (account == script.MEMBER), f"{account} is inside: {whole.inside}")
    told = play.ask(
        script.MEMBER, lambda store: current.where(store, "decisions", "$.kind", ANSWER)
    )
    expect([row.data.get("reason") for row in told] == [script.WELCOME], f"she reads {told}")
    rows = play.ask(
        script.MEMBER,
        lambda store: next_steps.listed(store, meeting=play.meeting, clock=play.moment),
    )
    states = {each.action.text: each.action.state for each in rows}
    expect(states[script.STEP] == "done", f"states: {states}")
    return took
