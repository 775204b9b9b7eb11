"""The proposals as a list: which are wanted, in which order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from app.actions import review_queue
from app.domain import likeness
from app.domain.folding import fold
from app.domain.proposals import ProposalRow
from app.ui.models.proposal_line import Places, Titles, line, mine
from app.ui.widgets.rows import Line


class Wanted(StrEnum):
    """What a filter chip leaves in the list."""

    ALL = "all"
    TO_DO = "to_do"
    UNREAD = "unread"
    CHANGED = "changed"
    CONFLICT = "conflict"
    """Off every other list: a conflict of interest was declared."""


class Order(StrEnum):
    THEME = "theme"
    ALIKE = "alike"
    PLAN = "plan"
    CODE = "code"
    TITLE = "title"
    STATE = "state"
    FEW = "few"
    """Fewest reviews first, where they may be seen before one's own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A proposal in the list with what filtering and sorting ask of it."""

    row: ProposalRow
    line: Line
    words: str
    """Code, title, theme and summary, folded."""


class Entries:
    """All proposals of the list; folds each once, however often it is asked."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._folded: dict[str, tuple[tuple[str, ...], str]] = {}
        self._stances: Titles = {}
        self._observer = False
        self._places = Places()

    def anew(
        self,
        rows: Iterable[ProposalRow],
        stances: Titles,
        *,
        observer: bool,
        places: Places | None = None,
    ) -> "Entries":
        """Return the entries of `rows`; what is folded already is not folded again.

        On any thread: these here stay as they are.
        """
        made = Entries()
        made._folded = self._folded
        made._stances, made._observer = stances, observer
        # How many reviewed what is found later; until then it is as it was.
        made._places = replace(places or Places(), reviews=self._places.reviews)
        made._entries = {row.id: made._entry(row) for row in rows}
        return made

    def __len__(self) -> int:
        return len(self._entries)

    def update(self, row: ProposalRow) -> None:
        """Take over one row anew; what is not in the list yet is left to `anew`."""
        if row.id in self._entries:
            self._entries[row.id] = self._entry(row)

    def row(self, id: str | None) -> ProposalRow | None:
        found = self._entries.get(id or "")
        return None if found is None else found.row

    def rows(self) -> list[ProposalRow]:
        return [entry.row for entry in self._entries.values()]

    def count(self, wanted: Wanted) -> int:
        return sum(self._fits(entry.row, wanted) for entry in self._entries.values())

    def any_next(self) -> bool:
        return any(self.is_next(id) for id in self._entries)

    def is_next(self, id: str) -> bool:
        """Say whether a review of proposal `id` is asked of me and not begun."""
        row = self.row(id)
        return row is not None and self._to_do(row) and row.review_state != "draft"

    def show_reviews(self, reviews: Mapping[str, int]) -> bool:
        """Take over how many others reviewed what; say whether that is anything new."""
        before = self._places.reviews
        self._places = replace(self._places, reviews=reviews)
        anew = [id for id in {*before, *reviews} if before.get(id) != reviews.get(id)]
        for id in anew:
            if (entry := self._entries.get(id)) is not None:
                self._entries[id] = self._entry(entry.row)
        return bool(anew)

    def reviews(self) -> Mapping[str, int]:
        """Return how many others reviewed each proposal, as far as I may know."""
        return self._places.reviews

    def chosen(self, wanted: Wanted, words: str, order: Order, keep: str = "") -> list[Entry]:
        """Return what is left by chip and words, in order; `keep` stays whatever the chip says."""
        tokens = fold(words).split()
        found = [
            entry
            for entry in self._entries.values()
            if (entry.row.id == keep or self._fits(entry.row, wanted))
            and all(token in entry.words for token in tokens)
        ]
        match order:
            case Order.THEME:
                found.sort(key=lambda each: (not each.row.theme, each.row.theme.casefold()))
            case Order.TITLE:
                found.sort(key=lambda each: fold(each.row.title))
            case Order.STATE:
                found.sort(key=lambda each: mine(each.row).rank)
            case Order.ALIKE:
                return self._told_alike(_by(found, self._places.alike))
            case Order.PLAN:
                return self._told_alike(_by(found, self._places.plan))
            case Order.FEW:
                known = self._places.reviews
                found.sort(key=lambda each: known.get(each.row.id, 0))
            case Order.CODE:
                pass
        return found

    def _told_alike(self, found: list[Entry]) -> list[Entry]:
        """Return `found` with a word on those that follow the one they are most like."""
        known, like = self._places.alike, self._places.like
        told: list[Entry] = []
        above = ""
        for each in found:
            id = each.row.id
            near = id in known and known.get(above) == known[id] - 1
            if near and like.get(id, 0.0) >= likeness.ALIKE:
                told.append(replace(each, line=self._line(each.row, alike=True)))
            else:
                told.append(each)
            above = id
        return told

    def _line(self, row: ProposalRow, *, alike: bool = False) -> Line:
        return line(
            row,
            self._stances,
            observer=self._observer,
            pace=self._places.pace,
            alike=alike,
            reviews=self._places.reviews.get(row.id),
            outcome=self._places.outcomes.get(row.id, ""),
        )

    def _to_do(self, row: ProposalRow) -> bool:
        asked = self._places.asked
        return review_queue.to_do(row) and (asked is None or row.id in asked)

    def _fits(self, row: ProposalRow, wanted: Wanted) -> bool:
        if row.recused or wanted is Wanted.CONFLICT:
            return bool(row.recused) and wanted is Wanted.CONFLICT
        match wanted:
            case Wanted.TO_DO:
                return self._to_do(row)
            case Wanted.UNREAD:
                return row.unread
            case Wanted.CHANGED:
                return row.changed
            case _:
                return True

    def _entry(self, row: ProposalRow) -> Entry:
        parts = (row.code, row.title, row.theme, row.summary)
        known = self._folded.get(row.id)
        if known is None or known[0] != parts:
            known = self._folded[row.id] = (parts, " ".join(fold(" ".join(parts)).split()))
        return Entry(row, self._line(row), known[1])


def _by(found: list[Entry], places: Mapping[str, int]) -> list[Entry]:
    """Return `found` in the order of `places`; what has no place comes last."""
    return sorted(found, key=lambda each: places.get(each.row.id, len(places)))
