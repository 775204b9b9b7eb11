"""What is done about a review from beside it: back to an earlier one, conflicts that are proposed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from app.actions import recusing, review_history
from app.domain.changes import Changes
from app.i18n import _
from app.store import Store
from app.ui.desk import Desk
from app.ui.views.paper_centre import PaperCentre
from app.ui.views.review_panel import ReviewPanel


class ReviewVerbs(QObject):
    """Joins the review panel with what stands in the middle of its paper."""

    def __init__(
        self,
        desk: Desk,
        centre: PaperCentre,
        review: ReviewPanel,
        proposal: Callable[[], str | None],
        show: Callable[[str], None],
    ) -> None:
        super().__init__(review)
        self._desk = desk
        self._centre = centre
        self._review = review
        self._proposal = proposal
        self._show = show
        """Brings the `text` or the panel of the `review` into sight."""
        review.history_wanted.connect(self._history)
        centre.restore_wanted.connect(self._restore)
        centre.conflict.declare_wanted.connect(self._declare)
        centre.conflict.dismissed.connect(self._dismiss)

    def _history(self) -> None:
        self._show("text")
        self._centre.head.tabs.go("history")

    def _restore(self, number: int) -> None:
        """Make a submitted version the draft again, after what is being written was kept."""
        if (id := self._proposal()) is None:
            return
        self._review.flush()
        clock = self._desk.clock
        said = _("Submission {number} is your draft again. Submit it when you are ready.")
        self._desk.act(
            lambda store: review_history.restore(store, id, number, clock).changes,
            said.format(number=number),
            undoable=True,
            then=lambda _changes: self._show("review"),
        )

    def _declare(self) -> None:
        """Ask for the kind of the conflict that was proposed."""
        self._show("review")
        self._review.ask_conflict()

    def _dismiss(self) -> None:
        if (id := self._proposal()) is None:
            return
        back = partial(self._desk.act, partial(_ask_again, id))
        said = _("Noted: no conflict of interest. You are not asked again for this reason.")
        self._desk.act(
            lambda store: recusing.dismiss(store, id),
            then=lambda _changes: self._desk.told.emit(said, back),
        )


def _ask_again(proposal: str, store: Store) -> Changes:
    return recusing.ask_again(store, proposal)
