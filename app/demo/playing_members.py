"""What the members do in a whole round: write, think again, answer, judge the answers."""

from app.actions import annotating, deciding, ledger, moving_marks, papers, reviewing
from app.actions.reviewing import Edit
from app.demo import script
from app.demo.play import MEMBERS, Play
from app.demo.script import REMARKS, ROUND
from app.demo.steps import Took, expect
from app.store import Store


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


def answer(play: Play) -> Took:
    """Let everybody who has the program write what the script says."""
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


def who_thought_again() -> tuple[str, ...]:
    """Return whose words change after they reached the chair."""
    return script.CHANGED[0], script.TAKEN_BACK.account


def think_again(play: Play) -> None:
    """Let one change her review, and one take her comment back."""
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


def satisfied(play: Play) -> Took:
    """Let those who asked say whether the second version answers them."""
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


def positions(play: Play) -> Took:
    """Let some answer what is asked online."""
    for account, (position, why) in script.POSITIONS.items():
        play.ask(
            account,
            lambda store, position=position, why=why: deciding.take_position(
                store, play.online, position, why, play.clock
            ),
        )
    return Took(says=f"{len(script.POSITIONS)} positions")
