"""How far the chair's five steps are: the counts beside their names."""

from dataclasses import dataclass

from app.actions import answering, letters_kept
from app.actions.letters_kept import working
from app.domain.rounds import Round
from app.i18n import _
from app.store import Store, current, proposals

STEPS = ("answers", "points", "letters", "decisions", "report")


@dataclass(frozen=True, slots=True)
class Progress:
    """What is there of a round, in the order of the path."""

    answered: int = 0
    asked: int = 0
    proposals: int = 0
    pointed: int = 0
    """Proposals about which there is a point."""
    sent: int = 0
    """Proposals whose newest letter was sent."""
    decided: int = 0
    """Proposals with an outcome, released or not."""


def progress(store: Store, round: Round, known: Progress | None = None) -> Progress:
    """Return how far `round` is; with `known` who answered is as it was then."""
    answered, asked = (known.answered, known.asked) if known else _answered(store, round)
    papers = {each.id for each in proposals.listed(store, round.id) if each.status != "withdrawn"}
    newest = {
        id: found
        for id, each in letters_kept.of_round(store, round.id).items()
        if id in papers and (found := working(each)) is not None
    }
    outcomes = {
        str(row.data.get("proposal"))
        for row in current.listed(store, "decisions")
        if row.data.get("outcome")
    }
    return Progress(
        answered=answered,
        asked=asked,
        proposals=len(papers),
        pointed=sum(bool(each.points) for each in newest.values()),
        sent=sum(each.sent for each in newest.values()),
        decided=len(papers & outcomes),
    )


def _answered(store: Store, round: Round) -> tuple[int, int]:
    done, missing = answering.answered(store, round)
    return len(done), len(done) + len(missing)


def names(now: Progress | None) -> dict[str, str]:
    """Return {step: its number, name and how far it is}."""
    known = {
        "answers": _("1 Answers"),
        "points": _("2 Points"),
        "letters": _("3 Letters"),
        "decisions": _("4 Decisions"),
        "report": _("5 Report"),
    }
    if now is None:
        return known
    total = now.proposals
    counts = {
        "answers": (now.answered, now.asked),
        "points": (now.pointed, total),
        "letters": (now.sent, total),
        "decisions": (now.decided, total),
    }
    return {
        step: _("{step}  {n} of {total}").format(
            step=words, n=counts[step][0], total=counts[step][1]
        )
        if step in counts and counts[step][1]
        else words
        for step, words in known.items()
    }
