"""A proposal as a line of the list: what it says of itself, of my review, of my plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.actions import planning, review_queue
from app.domain import reading_time
from app.domain.proposals import ProposalRow
from app.domain.reading_time import USUAL
from app.i18n import _, ngettext
from app.store import Store, proposals
from app.ui.icons import Symbol
from app.ui.models import outcomes, plan
from app.ui.widgets.rows import Line

Titles = Mapping[str, str]
"""Titles of positions by their key."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where proposals stand in the orders that are found elsewhere."""

    alike: Mapping[str, int] = field(default_factory=dict[str, int])
    plan: Mapping[str, int] = field(default_factory=dict[str, int])
    like: Mapping[str, float] = field(default_factory=dict[str, float])
    """How like each is to the one before it in the order of likeness."""
    pace: int = USUAL
    """Words of English a minute."""
    reviews: Mapping[str, int] = field(default_factory=dict[str, int])
    """How many others have reviewed each, where the round lets that be seen."""
    asked: frozenset[str] | None = None
    """The proposals I am asked to review; None where I am asked about all."""
    outcomes: Mapping[str, str] = field(default_factory=dict[str, str])
    """What was decided about each and released, in words."""


@dataclass(frozen=True, slots=True)
class Mine:
    """How far my own work on a proposal is: icon, colour, words."""

    symbol: Symbol
    tone: str
    words: str
    rank: int
    """Its place when the list is sorted by state: what needs work comes first."""


def places(
    store: Store, now: datetime, pace: int, listed: Sequence[ProposalRow] | None = None
) -> Places:
    """Return where proposals stand by likeness and in the reading plan, as far as it is known."""
    rows = proposals.listed(store) if listed is None else listed
    known = planning.alike(store)
    plans = planning.plans(store, now, pace, listed=rows)
    planned = [row.id for each in plans for row in each.papers]
    return Places(
        {id: at for id, (at, _like) in known.items()},
        {id: at for at, id in enumerate(planned)},
        {id: like for id, (_at, like) in known.items()},
        pace,
        asked=review_queue.asked_of_me(store, rows),
        outcomes=outcomes.released(store),
    )


def mine(row: ProposalRow) -> Mine:
    if row.recused:
        return Mine(Symbol.STOPPED, "soft", _("Conflict of interest declared"), 5)
    known = {
        "draft": Mine(Symbol.HALF, "accent", _("Draft"), 1),
        "decision": Mine(Symbol.WARNING, "bad", _("Needs your decision"), 0),
        "submitted": Mine(Symbol.SOLID, "warn", _("Submitted, waiting for a line"), 3),
        "received": Mine(Symbol.SOLID, "good", _("Received by the Secretariat"), 4),
    }
    return known.get(row.review_state or "", Mine(Symbol.EMPTY, "faint", _("Not started"), 2))


def line(
    row: ProposalRow,
    stances: Titles,
    *,
    observer: bool = False,
    pace: int = USUAL,
    alike: bool = False,
    reviews: int | None = None,
    outcome: str = "",
) -> Line:
    """Return `row` as it is drawn and read out; an observer has no review to speak of.

    `alike` says that it is much like the one above it, `reviews` how many others reviewed it,
    `outcome` what was decided about it.
    """
    state = mine(row)
    told = [] if observer else [state.words]
    if row.stance and not row.recused:
        told.append(stances.get(row.stance, row.stance))
    if row.overall is not None:
        told.append(_("Score {score}").format(score=row.overall))
    if reviews is not None:
        told.append(ngettext("{n} review", "{n} reviews", reviews).format(n=reviews))
    if row.counts:
        told.append(plan.minutes(reading_time.minutes(row.counts, pace)))
    if outcome:
        told.insert(0, outcome)
    if alike:
        told.insert(0, _("much like the one above"))
    below = " · ".join(filter(None, (row.code, *told, row.theme)))
    end, tone = _end(row)
    return Line(
        row.id,
        row.title,
        below,
        end,
        None if observer else state.symbol,
        state.tone,
        "" if observer else state.words,
        strong=row.unread or row.changed,
        end_tone=tone,
    )


def _end(row: ProposalRow) -> tuple[str, str]:
    version = _("v{number}").format(number=row.version)
    if row.status == "withdrawn":
        return _("withdrawn"), "warn"
    if row.changed:
        words = _("{version} changed").format(version=version)
        return words, "accent" if row.fresh else "soft"
    if row.unread:
        return (_("new"), "accent") if row.fresh else (_("unread"), "soft")
    return version, "soft"
