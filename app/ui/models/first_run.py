"""The words of the first ten minutes: who one joins as, what it costs, what has arrived."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from app import phrases
from app.actions.costing import Estimate
from app.domain.invitations import Invited
from app.i18n import _
from app.store import Store, current, members
from app.store.arrivals import Arrivals
from app.store.facts import Profile
from app.sync.paging import FIRST
from app.sync.transport import COMPRESSED, OVERHEAD, Cancelled, SignInPage, Unreachable
from app.ui import status_words, troubles
from app.ui.models import sync


@dataclass(frozen=True, slots=True)
class Offer:
    """What joining would bring: who one is, how much it is."""

    profile: Profile
    cost: Estimate


def welcome_words() -> str:
    return _(
        "The papers of the MAG on your own computer: read, mark and review them "
        "without a line, and send when there is one."
    )


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
    return sync.length_words(count / sync.SLOW_LINE + sync.ROUND_TRIPS)


def host(found: Invited) -> str:
    return urlsplit(found.url).hostname or found.url


def seen_words(text: str, found: Invited | None, web: str) -> str:
    """Return what was found in the message, or what is looked for."""
    if found is not None:
        return _("An invitation to {host} was found in it.").format(host=host(found))
    if web:
        return _(
            "The address of a web folder was found in it: {host}. If the Secretariat runs a "
            "server, its invitation is missing: copy the whole message then."
        ).format(host=urlsplit(web).hostname)
    if text.strip():
        return _(
            "No invitation was found in this text. Copy the whole message: the address "
            "of the server and the invitation are in it."
        )
    return _("The address of the server, your invitation and the fingerprint are in it.")


def reader_words(store: Store, profile: Profile) -> str:
    """Return which cycle is read under which name, once papers came by a file."""
    cycle = current.one(store, "cycle", profile.cycle)
    title = str(cycle.data.get("title") or "") if cycle is not None else ""
    name = members.names(store).get(profile.account, "")
    return _("You read {cycle} as {name}.").format(
        cycle=title or profile.cycle, name=name or profile.account
    )


def trouble_words(error: Exception, *, joined: bool) -> str:
    """Say what happened; before joining nothing was written, so nothing is said of it."""
    if isinstance(error, Cancelled) and not joined:
        return phrases.line("joining_stopped")
    if isinstance(error, Unreachable) and not isinstance(error, SignInPage):
        return phrases.line("arriving" if joined else "joining")
    return troubles.sentence(error)
