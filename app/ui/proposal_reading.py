"""Reads all that the list of proposals shows, on the thread that asks: 5,000 take 0.2 s."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.actions import clock
from app.domain.carrying import CARRIERS
from app.domain.rounds import Round
from app.store import Store, facts, proposals, rounds
from app.ui.models.proposals import Entries, places


@dataclass(frozen=True, slots=True)
class Known:
    """The proposals as lines of the list, and the rounds they are of."""

    rounds: Mapping[str, Round]
    entries: Entries
    observer: bool
    chairs: bool = False

    def title(self) -> str:
        """Return the title of the round where there is one only."""
        titles = [each.title for each in self.rounds.values()]
        return titles[0] if len(titles) == 1 else ""


def read(store: Store, tells: clock.Clock, pace: int, before: Entries) -> Known:
    """Return the list as it is now; what `before` folded is not folded again.

    `pace`: words of English a minute.
    """
    known = {each.id: each for each in rounds.listed(store)}
    stances = {stance.key: stance.title for each in known.values() for stance in each.stances}
    rows = proposals.listed(store)
    profile = facts.profile(store)
    observer = profile is not None and profile.role == "observer"
    where = places(store, clock.now(store, tells), pace, rows)
    chairs = profile is not None and profile.role in CARRIERS
    entries = before.anew(rows, stances, observer=observer, places=where)
    return Known(known, entries, observer, chairs)
