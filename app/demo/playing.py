"""A whole round, played by the same acts whatever carries the papers and the words.

What is written bears the hours of a clock that goes on by a minute at each look, so that two plays
can be held beside each other.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol, TypeVar

from app.actions import (
    annotating,
    deciding,
    ledger,
    letters,
    moving_marks,
    papers,
    reviewing,
    showing,
    suggesting,
)
from app.actions import matrix as matrices
from app.actions.reviewing import Edit
from app.demo import script
from app.demo.script import PAPERS, REMARKS, ROUND
from app.demo.stage import CHAIR, CYCLE
from app.demo.steps import Took, expect
from app.paths import Home, resource
from app.phrases.letters import usual
from app.store import Store, open_store

T = TypeVar("T")
Step = tuple[str, Callable[[], Took | None]]

MEMBERS = tuple(script.ANSWERS)


@dataclass(slots=True)
class Ticking:
    """A clock that goes on by a minute whenever somebody looks."""

    now: datetime = datetime(2021, 1, 25, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


class Way(Protocol):
    """What carries the papers to everybody, and everybody's words to those who may read them."""

    clock: Ticking

    def home(self, account: str) -> Home: ...

    @property
    def papers(self) -> Path:
        """The meeting folder."""
        ...

    def begin(self, accounts: Sequence[str]) -> Took:
        """Give the papers to the Secretariat, and let everybody join."""
        ...

    def writes(self, account: str) -> bool:
        """Say whether a member has the program; others fill in a form when it is gathered."""
        ...

    def gather(self, accounts: Sequence[str]) -> Took:
        """Bring what these members wrote to the chair."""
        ...

    def spread(self, accounts: Sequence[str]) -> Took:
        """Bring what the chair wrote and the folder holds to the Secretariat and to these."""
        ...


@dataclass(slots=True)
class Play:
    way: Way
    questions: dict[int | None, str] = field(default_factory=dict[int | None, str])
    """{number of a remark, None for the common question about cybersecurity: its id}."""
    comments: dict[int, str] = field(default_factory=dict[int, str])
    online: str = ""

    def ask(self, account: str, question: Callable[[Store], T]) -> T:
        with closing(open_store(self.way.home(account).store)) as store:
            return question(store)

    @property
    def clock(self) -> Ticking:
        return self.way.clock

    @property
    def readers(self) -> tuple[str, ...]:
        """Members who have the program."""
        return tuple(each for each in MEMBERS if self.way.writes(each))


def lay_out(place: Path) -> None:
    """Write the sample's meeting folder as a cycle of its own, with a score to give."""
    shutil.copytree(resource("sample", CYCLE), place)
    for name, changes in script.CHANGES.items():
        text = (place / name).read_text("utf-8")
        for old, new in changes:
            expect(old in text, f"{name} of the sample has no {old}")
            text = text.replace(old, new, 1)
        (place / name).write_text(text, "utf-8")
    with (place / "rounds" / f"{ROUND}.toml").open("a", encoding="utf-8") as file:
        file.write(script.SCALE)


def steps(play: Play) -> Iterator[Step]:
    """Yield the steps of the round, one after the other."""
    way = play.way
    yield "the papers go out, and everybody joins", lambda: way.begin((CHAIR, *MEMBERS))
    yield "eleven members answer", lambda: _answer(play)
    yield "what they wrote reaches the chair", lambda: way.gather(MEMBERS)
    yield "a member thinks again, another takes a comment back", lambda: _again(play)
    yield "that reaches the chair too", lambda: way.gather(_who_thought_again())
    yield "the chair sees who has answered", lambda: _seen(play)
    yield "the chair asks all proposers one question", lambda: _ask_all(play)
    yield "the chair writes two letters and records them as sent", lambda: _letters(play)
    yield "the chair asks the members about a date", lambda: _online(play)
    yield "the letters reach the members", lambda: way.spread(play.readers)
    yield "the proposers answer with second versions", lambda: _second(play)
    yield "the second versions reach the members", lambda: way.spread(play.readers)
    yield "those who asked say whether they are satisfied", lambda: _satisfied(play)
    yield "members answer about the date, some are silent", lambda: _positions(play)
    yield "that reaches the chair as well", lambda: way.gather(play.readers)
    yield "the chair decides, and nothing is released", lambda: _decide(play)
    yield "nobody reads what is pending", lambda: _pending(play)
    yield "the chair releases all decisions in one act", lambda: _release(play)
    yield "the decisions reach the members", lambda: _told(play)


# --- members -----------------------------------------------------------------------------------


def edit_of(account: str, paper: str, mark: str) -> Edit:
    """Return what a member's mark in the script stands for."""
    if mark == "!":
        return Edit(recused="proponent", recused_why="It is our own.")
    if mark == "?":
        return Edit(no_expertise=True)
    score = int(mark) if mark.isdecimal() else None
    texts = {"relevance": script.BLANK if score is None else script.RELEVANCE[score]}
    if words := script.COMMUNITY.get((account, paper)):
        texts["community"] = words
    merge = script.MERGES[2:] if script.MERGES[:2] == (account, paper) else ()
    return Edit(
        texts=texts,
        overall=score,
        stance=None if score is None else script.STANCES[score],
        merge_with=list(merge) or None,
        to_chairs=script.TO_CHAIRS[2] if script.TO_CHAIRS[:2] == (account, paper) else None,
    )


def _answer(play: Play) -> Took:
    count = 0
    for account in filter(play.way.writes, MEMBERS):
        count += play.ask(account, lambda store, account=account: _write(play, store, account))
    return Took(says=f"{count} reviews")


def _write(play: Play, store: Store, account: str) -> int:
    answered = script.answering(account)
    for paper, mark in answered:
        edit = edit_of(account, paper, mark)
        done = reviewing.review(store, paper, edit, submit=mark != "d", clock=play.clock)
        expect(not done.faults, f"{account}, {paper}: {done.faults}")
    for number, each in enumerate(REMARKS):
        if each.account == account:
            about = papers.about(store, f"proposal/{each.paper}")
            made = annotating.comment(
                store, play.way.home(account), about, each.text, kind=each.kind, quote=each.quote,
                criterion=each.criterion, clock=play.clock,
            )  # fmt: skip
            play.comments[number] = made.ids[0]
    return len(answered)


def _who_thought_again() -> tuple[str, ...]:
    return script.CHANGED[0], script.TAKEN_BACK.account


def _again(play: Play) -> None:
    account, paper, score = script.CHANGED
    edit = edit_of(account, paper, str(score))
    play.ask(
        account, lambda store: reviewing.review(store, paper, edit, submit=True, clock=play.clock)
    )
    taken = play.comments[REMARKS.index(script.TAKEN_BACK)]
    play.ask(
        script.TAKEN_BACK.account,
        lambda store: annotating.withdraw(store, taken, clock=play.clock),
    )


# --- the chair ---------------------------------------------------------------------------------


def _seen(play: Play) -> Took:
    matrix = play.ask(CHAIR, lambda store: matrices.of_round(store, ROUND))
    accounts = {each.account for each in matrix.members}
    silent = [each for each in matrix.coverage.missing if each in MEMBERS and each in accounts]
    expect("m-tc-grulac" in silent, f"silent: {silent}")
    for line in matrix.proposals:
        marks = [_mark(account, line.id) for account in MEMBERS]
        scores = [int(mark) for mark in marks if mark.isdecimal()]
        told = (line.spread.n, line.blank, line.recused, line.no_expertise)
        wanted = (len(scores), marks.count("-"), marks.count("!"), marks.count("?"))
        expect(told == wanted, f"{line.id}: {told}, not {wanted}")
        mean = sum(scores) / len(scores)
        expect(abs((line.spread.mean or 0) - mean) < 1e-9, f"{line.id}: {line.spread.mean}")  # noqa: PLR2004 -- rounding
    return Took(says=f"{matrix.coverage.answered} of {matrix.coverage.asked} answers")


def _mark(account: str, paper: str) -> str:
    if script.CHANGED[:2] == (account, paper):
        return str(script.CHANGED[2])
    return dict(script.answering(account)).get(paper, ".")


def _ask_all(play: Play) -> None:
    asked = play.ask(
        CHAIR,
        lambda store: ledger.ask_all(
            store, PAPERS, script.COMMON, audience=("members",), clock=play.clock
        ),
    )
    play.questions = {None: asked.ids[0]}
    play.questions |= {
        number: id for number, id in play.comments.items() if REMARKS[number].kind == "question"
    }


def _letters(play: Play) -> Took:
    home = play.way.home(CHAIR)

    def write(store: Store) -> None:
        for paper in PAPERS[:2]:
            opening, end = usual()
            letters.write_texts(store, paper, opening=opening, closing=end, clock=play.clock)
        letters.add_point(
            store, PAPERS[0], script.POINT, criterion="relevance",
            comments=[play.comments[4]], questions=[play.questions[0]], clock=play.clock,
        )  # fmt: skip
        for paper in PAPERS[:2]:
            suggesting.begin(store, home, paper, play.clock)
            letters.record_sent(store, paper, "by mail", play.clock)

    play.ask(CHAIR, write)
    found = play.ask(CHAIR, lambda store: letters.of_round(store, ROUND))
    points = sum(len(each.points) for sent in found.values() for each in sent)
    return Took(says=f"{points} points in {len(found)} letters")


def _online(play: Play) -> None:
    title, text, closes = script.ONLINE
    made = play.ask(
        CHAIR,
        lambda store: deciding.propose_online(
            store, title, text, closes, round_=ROUND, clock=play.clock
        ),
    )
    (play.online,) = made.ids


def _second(play: Play) -> Took:
    """Put the second versions into the folder, with the questions that they answer."""
    made: list[str] = []
    for source in sorted(resource("sample", f"{CYCLE}-v2").rglob("*.md")):
        answers = [
            f'  {{ question = "{play.questions[each.remark]}", section = "{each.section}", '
            f'quote = "{each.quote}" }},\n'
            for each in script.REPLIES
            if source.name.startswith(f"{each.paper}.")
        ]
        text = source.read_text("utf-8")
        told = "+++\nanswers = [\n" + "".join(answers) + "]\n"
        target = play.way.papers / "proposals" / source.name
        target.write_text(text.replace("+++\n", told, 1), "utf-8")
        made.append(target.name)
    return Took(says=", ".join(made))


# --- and back ----------------------------------------------------------------------------------


def _satisfied(play: Play) -> Took:
    for number, content in script.CONTENT.items():
        id, account = play.questions[number], REMARKS[number].account
        rows = play.ask(account, lambda store: ledger.ledger(store, ROUND))
        mine = {each.id: each for each in rows}
        expect(mine[id].state == "answered", f"question {number} is {mine[id].state}")
        play.ask(
            account,
            lambda store, asked=id, content=content: moving_marks.satisfied(
                store, asked, yes=content, clock=play.clock
            ),
        )
    return Took(says=f"{sum(script.CONTENT.values())} satisfied, 1 not yet")


def _positions(play: Play) -> Took:
    for account, (position, why) in script.POSITIONS.items():
        play.ask(
            account,
            lambda store, position=position, why=why: deciding.take_position(
                store, play.online, position, why, play.clock
            ),
        )
    return Took(says=f"{len(script.POSITIONS)} positions")


def _decide(play: Play) -> Took:
    def decide(store: Store) -> None:
        for paper, (outcome, reason, merged, condition) in script.OUTCOMES.items():
            deciding.decide(
                store, paper, outcome=outcome, reason=reason, merge_with=merged or None,
                condition=condition or None, channel="meeting", at=script.DECIDED_AT,
                clock=play.clock,
            )  # fmt: skip
        deciding.close_online(store, play.online, "to_be_discussed", "One objects.", play.clock)

    play.ask(CHAIR, decide)
    found = play.ask(CHAIR, lambda store: deciding.decided(store, ROUND))
    expect(len(found.ids("pending")) == len(PAPERS), "not all decisions are pending")
    return Took(says=f"{len(PAPERS)} pending")


def _pending(play: Play) -> Took:
    took = play.way.spread(play.readers)
    for account in play.readers:
        read = play.ask(
            account, lambda store, account=account: _of(play, store, account, "decisions")
        )
        expect([row["id"] for row in read] == [play.online], f"{account} reads {read}")
    return took


def _release(play: Play) -> Took:
    done = play.ask(
        CHAIR, lambda store: deciding.release(store, ROUND, whole=True, clock=play.clock)
    )
    expect(set(done.proposals) == {*PAPERS}, f"released: {done.proposals}")
    return Took(says=f"{len(done.proposals)} decisions")


def _told(play: Play) -> Took:
    took = play.way.spread(play.readers)
    for account in play.readers:
        read = play.ask(
            account, lambda store, account=account: _of(play, store, account, "decisions")
        )
        expect(len(read) == len(PAPERS) + 1, f"{account} reads {len(read)} decisions")
        found = play.ask(
            account, lambda store, account=account: _of(play, store, account, "letters")
        )
        expect(len(found) == 2, f"{account} reads {len(found)} letters")  # noqa: PLR2004 -- two
    return took


def _of(play: Play, store: Store, account: str, kind: str) -> list[dict[str, object]]:
    return list(showing.listed(store, play.way.home(account), kind))
