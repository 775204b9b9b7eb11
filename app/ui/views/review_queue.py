"""Going through what is to be reviewed: how far one is, what comes next, what is left for later."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.actions import clock, review_queue
from app.actions.review_queue import Progress
from app.domain.changes import Changes
from app.i18n import _, ngettext
from app.store import Store, set_aside
from app.ui.desk import Desk
from app.ui.models import reviewing
from app.ui.views.paper_list import ProposalList


@dataclass(frozen=True, slots=True)
class _Found:
    progress: tuple[Progress, ...]
    reviews: Mapping[str, int] | None
    """None where they were not asked for: they change with a sync, not with what I write."""
    now: datetime


class ReviewQueue(QObject):
    """Leads through the list as it is filtered and sorted; asks the store on the worker."""

    looked = Signal()
    """How far one is was found anew."""

    def __init__(self, desk: Desk, list_: ProposalList, show: Callable[[str], None]) -> None:
        super().__init__(list_)
        self._desk = desk
        self._list = list_
        self._show = show
        self._words: dict[str, str] = {}
        self._closed = False
        desk.closing.connect(self._close)

    def look(self, *, reviews: bool = True) -> None:
        """Find anew how far one is, and how many others reviewed what if `reviews`."""
        if not self._closed:
            self._desk.worker.read(partial(_find, self._desk.clock, reviews), self._found)

    def far(self, round_: str) -> str:
        """Return *34 of 70 submitted · At this pace done by Tuesday*; "" if nothing is asked."""
        return self._words.get(round_, "")

    def next(self, here: str | None) -> None:
        """Show the next proposal that is not reviewed yet, or say that there is none."""
        following = self._list.next_to_do(here, set_aside.skipped(self._desk.store))
        if following is None:
            self._desk.told.emit(self._nothing_left(), None)
        else:
            self._show(following)

    def skip(self, id: str) -> None:
        """Leave proposal `id` for the end, and go on."""

        def told(_changes: Changes) -> None:
            back = partial(self._desk.act, partial(_unskip, id))
            self._desk.told.emit(_("Skipped. It comes back when the others are reviewed."), back)
            self.next(id)

        self._desk.act(partial(_skip, id, self._desk.clock), then=told)

    def _found(self, found: _Found) -> None:
        if self._closed:
            return
        titles = len(found.progress) > 1
        self._words = {each.round: reviewing.pace(each, found.now) for each in found.progress}
        told = [
            f"{each.title}: {self._words[each.round]}" if titles else self._words[each.round]
            for each in found.progress
        ]
        self._list.show_far("\n".join(told))
        if found.reviews is not None:
            self._list.show_reviews(found.reviews)
        self.looked.emit()

    def _nothing_left(self) -> str:
        drafts = sum(row.review_state == "draft" for row in self._list.entries.rows())
        if not drafts:
            return _("Nothing left to review in this list.")
        words = ngettext(
            "Nothing left to begin in this list; {n} draft is not submitted yet.",
            "Nothing left to begin in this list; {n} drafts are not submitted yet.",
            drafts,
        )
        return words.format(n=drafts)

    def _close(self) -> None:
        self._closed = True  # what is answered from now on can no longer be shown


def _find(now: clock.Clock, reviews: bool, store: Store) -> _Found:  # noqa: FBT001 -- bound by partial
    at = clock.now(store, now)
    known = review_queue.coverage(store) if reviews else None
    return _Found(review_queue.progress(store, at), known, at)


def _skip(id: str, now: clock.Clock, store: Store) -> Changes:
    return review_queue.skip(store, id, now)


def _unskip(id: str, store: Store) -> Changes:
    return review_queue.unskip(store, id)
