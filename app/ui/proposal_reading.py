"""Reads all that the list of proposals shows; a long list beside the window: 5,000 take 0.2 s."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.actions import clock
from app.domain.carrying import CARRIERS
from app.domain.changes import Changes
from app.domain.proposals import ProposalRow
from app.domain.rounds import Round
from app.store import Store, current, facts, proposals, rounds
from app.ui.beside import Beside
from app.ui.desk import Desk
from app.ui.models.proposal_line import places
from app.ui.models.proposals import Entries


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


class ListReading(QObject):
    """Reads the list at once or, where there is much of it, on the desk's reader."""

    read = Signal(object)
    """`Known`, as it is now."""
    missed = Signal(object)
    """`Changes` that were told while the list was being read, after `read`: they may not be in it."""

    def __init__(self, desk: Desk, before: Callable[[], Entries], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._before = before
        self._loading = Beside(desk)
        self._meanwhile = Changes()
        self._titles: dict[str, Mapping[str, str]] = {}
        """By round; while the list is being read each is asked for once, not for each paper."""
        self.pace = desk.settings.reading_pace
        """Words of English a minute that the minutes shown were told by."""

    def __bool__(self) -> bool:
        """Say whether the list is being read beside the window."""
        return bool(self._loading)

    def again(self) -> None:
        """Read the list, or read it anew: where there is much of it by the desk's reader."""
        self.pace = self._desk.settings.reading_pace
        task = partial(read, tells=self._desk.clock, pace=self.pace, before=self._before())
        self._loading.read(task, self._loaded)

    def note(self, changes: Changes) -> None:
        """Remember what was told meanwhile."""
        if changes.touch("proposals"):
            self._titles.clear()
        if self._loading:
            self._meanwhile |= changes

    def row(self, id: str) -> ProposalRow | None:
        """Return a proposal of the list; while the list is being read, of the store."""
        known = self._before().row(id)
        return proposals.one(self._desk.store, id) if known is None and self else known

    def titles(self, round: str, but: str) -> Mapping[str, str]:
        """Return the titles of the proposals of `round` by id, all but that of `but`."""
        rows = self._before().rows()
        if not rows and self:
            if round not in self._titles:
                self._titles[round] = proposals.titles(self._desk.store, round)
            found = self._titles[round]
        else:
            found = {row.id: row.title for row in rows if row.round == round}
        return {id: title for id, title in found.items() if id != but}

    def behind(self, ids: Iterable[str]) -> Iterator[str]:
        """Yield the proposals that the records `ids` are, or are about."""
        for id in ids:
            if self._before().row(id) is not None:
                yield id
                continue
            for row in current.find(self._desk.store, id):
                about = row.data.get("about") or {}
                proposal = row.data.get("proposal") or about.get("id")
                if isinstance(proposal, str):
                    yield proposal

    def leave(self) -> None:
        """Stop what is under way; nothing more is told of it."""
        self._loading.leave()
        self._meanwhile = Changes()

    def _loaded(self, known: Known) -> None:
        missed, self._meanwhile = self._meanwhile, Changes()
        self._titles.clear()
        self.read.emit(known)
        self.missed.emit(missed)
