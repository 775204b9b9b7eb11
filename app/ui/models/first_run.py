"""The words of the first ten minutes: who one joins as, what it costs, what has arrived."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from app.actions.costing import COMPRESSED, Estimate
from app.domain.invitations import Invited
from app.i18n import _
from app.store.arrivals import Arrivals
from app.store.facts import Profile
from app.sync.paging import FIRST
from app.sync.transport import OVERHEAD
from app.ui import status_words, times

SLOW_LINE = 25_000
"""Bytes a second of EDGE: what times are told for, so that the surprise is a good one."""
ROUND_TRIPS = 3.0


@dataclass(frozen=True, slots=True)
class Offer:
    """What joining would bring: who one is, how much it is."""

    profile: Profile
    cost: Estimate


def offer_words(offer: Offer) -> str:
    """Return who one joins as, and how much and how long it will be on a slow line."""
    everything = offer.cost.bytes_down
    first = min(everything, int(FIRST * COMPRESSED) + OVERHEAD)
    who = _("You join {cycle} as {account}.").format(
        cycle=offer.profile.cycle, account=offer.profile.account
    )
    cost = _("First papers: {first}, {soon}; all texts: {all}, {later}, on a slow line.")
    told = cost.format(
        first=status_words.size(first),
        soon=_about(first),
        all=status_words.size(everything),
        later=_about(everything),
    )
    return f"{who} {told}"


def arrived_words(here: Arrivals, total: int) -> str:
    """Return `Agenda and deadlines ✓ · Summaries 5 of 5 ✓ · Full texts 2 of 5`."""

    def part(words: str, got: int) -> str:
        if total == 0:
            return words
        return f"{words} {_of(got, total)}" + (" ✓" if got >= total else "")

    agenda = _("Agenda and deadlines") + (" ✓" if here.agenda else "")
    summaries, texts = part(_("Summaries"), here.summaries), part(_("Full texts"), here.texts)
    return f"{agenda} · {summaries} · {texts}"


def _of(got: int, total: int) -> str:
    return _("{got} of {total}").format(got=got, total=total)


def _about(count: int) -> str:
    """Return how long `count` bytes take on a slow line."""
    seconds = count / SLOW_LINE + ROUND_TRIPS
    if seconds < times.MINUTE:
        return _("about {n} seconds").format(n=max(5, round(seconds / 5) * 5))
    return _("about {length}").format(length=times.length(seconds))


def host(found: Invited) -> str:
    return urlsplit(found.url).hostname or found.url
