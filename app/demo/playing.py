"""A whole round, played by the same acts whatever carries the papers and the words."""

from collections.abc import Iterator

from app.actions import (
    deciding,
    ledger,
    letters,
    showing,
    suggesting,
)
from app.actions import matrix as matrices
from app.demo import playing_members as acting
from app.demo import script
from app.demo.play import MEMBERS, Play, Step
from app.demo.script import PAPERS, REMARKS, ROUND
from app.demo.stage import CHAIR, CYCLE
from app.demo.steps import Took, expect
from app.paths import resource
from app.phrases.letters import usual
from app.store import Store


def steps(play: Play) -> Iterator[Step]:
    """Yield the steps of the round, one after the other."""
    way = play.way
    yield "the papers go out, and everybody joins", lambda: way.begin((CHAIR, *MEMBERS))
    yield "eleven members answer", lambda: acting.answer(play)
    yield "what they wrote reaches the chair", lambda: way.gather(MEMBERS)
    yield "a member thinks again, another takes a comment back", lambda: acting.think_again(play)
    yield "that reaches the chair too", lambda: way.gather(acting.who_thought_again())
    yield "the chair sees who has answered", lambda: _seen(play)
    yield "the chair asks all proposers one question", lambda: _ask_all(play)
    yield "the chair writes two letters and records them as sent", lambda: _letters(play)
    yield "the chair asks the members about a date", lambda: _online(play)
    yield "the letters reach the members", lambda: way.spread(play.readers)
    yield "the proposers answer with second versions", lambda: _second(play)
    yield "the second versions reach the members", lambda: way.spread(play.readers)
    yield "those who asked say whether they are satisfied", lambda: acting.satisfied(play)
    yield "members answer about the date, some are silent", lambda: acting.positions(play)
    yield "that reaches the chair as well", lambda: way.gather(play.readers)
    yield "the chair decides, and nothing is released", lambda: _decide(play)
    yield "nobody reads what is pending", lambda: _pending(play)
    yield "the chair releases all decisions in one act", lambda: _release(play)
    yield "the decisions reach the members", lambda: _told(play)


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
            letters.record_sent(store, paper, "the proposers, by mail", play.clock)

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
