"""What was decided and released, in words for lists and heads of papers."""

from app.actions import deciding
from app.domain.decisions import Decision
from app.domain.rounds import Outcome
from app.i18n import _
from app.phrases import decisions as words
from app.store import Store, current, rounds
from app.ui import times


def sentence(store: Store, proposal: str) -> str:
    """Return what was decided about one proposal, with all that was said of it; "" for nothing."""
    found = deciding.of_proposal(store, proposal)
    if found is None:
        return ""
    decision, word = found
    with_ = [_title(store, each) for each in decision.merge_with]
    parts = (
        _headline(decision, word),
        _("To be merged with: {names}").format(names=", ".join(with_)) if with_ else "",
        _("Condition: {words}").format(words=decision.condition) if decision.condition else "",
        decision.reason,
    )
    return " · ".join(filter(None, parts))


def released(store: Store) -> dict[str, str]:
    """Return {proposal: its released outcome in words}, for lists."""
    known = {each.id: each.outcomes for each in rounds.listed(store)}
    return {
        each.proposal: words.outcome(deciding.word(known.get(each.round, ()), each.outcome))
        for each in deciding.all_of(store)
        if each.outcome is not None and not each.pending
    }


def _headline(decision: Decision, word: Outcome) -> str:
    """Return `Supported, 31 Jan 2021, in a meeting`, with the day of a change where there was one."""
    parts = (
        words.outcome(word),
        words.days(_day(decision.at), _day(decision.changed_at)),
        words.channel(decision.channel),
    )
    return ", ".join(filter(None, parts))


def _day(instant: str) -> str:
    at = times.parsed(instant)
    return times.day(at, at, week=False) + f" {at.year}" if at else ""


def _title(store: Store, proposal: str) -> str:
    row = current.one(store, "proposals", proposal)
    return str((row.data.get("title") if row else None) or proposal)
