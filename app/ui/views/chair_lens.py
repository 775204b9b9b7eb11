"""The balance lens: who the reviews come from, by stakeholder group and by region."""

from PySide6.QtWidgets import QWidget

from app.domain import lenses
from app.domain.lenses import Part
from app.domain.matrices import Matrix
from app.i18n import _, ngettext
from app.phrases import balance
from app.ui.measures import Space
from app.ui.models.chair_words import measured
from app.ui.theme import surface
from app.ui.widgets.layout import across, boxed, clear, down
from app.ui.widgets.messages import PARTS, bar
from app.ui.widgets.text import Label


class LensPanel(QWidget):
    """Shares of all reviews, or of those of one proposal; small numbers are said to be small."""

    def __init__(self) -> None:
        super().__init__()
        surface(self, "clear")
        self.setAccessibleName(_("By group and region"))
        self._column = down(spacing=Space.SMALL)
        self.setLayout(down(self._column, None))

    def show_matrix(self, matrix: Matrix, proposal: str | None = None) -> None:
        """Show who answered about `proposal`, or about all."""
        clear(self._column)
        line = matrix.line(proposal) if proposal else None
        about = _("All proposals") if line is None else line.title
        self._column.addWidget(Label(about, weight="bold", elide=True))
        scored = matrix.round.scored
        for kind, title in (
            ("group", _("By stakeholder group of the members")),
            ("region", _("By region of the members")),
        ):
            self._column.addSpacing(Space.SMALL)
            self._column.addWidget(
                Label(title, type="small", weight="bold", tone="soft", wrap=True)
            )
            parts = lenses.balance(matrix, kind, proposal)
            for part in parts:
                self._column.addWidget(_row(kind, part, scored=scored))
            if any(each.small for each in parts):
                few = _("Fewer than five answered: it tells little, and may tell who.")
                self._column.addWidget(Label(f"* {few}", type="small", tone="soft", wrap=True))


def _row(kind: str, part: Part, *, scored: bool) -> QWidget:
    value = balance.value(kind, part.value) + (" *" if part.small else "")
    share = "–" if part.share is None else f"{part.share:.1f} %"
    told = [
        _("{n} of {total} answered").format(n=part.answered, total=part.people),
        ngettext("{n} review", "{n} reviews", part.reviews).format(n=part.reviews),
    ]
    if scored and part.spread.mean is not None:
        told.append(_("mean {n}").format(n=measured(part.spread.mean)))
    below = " · ".join(told)
    filled = bar(f"{value}: {share}, {below}")
    filled.setValue(round((part.share or 0) * PARTS / 100))
    head = across(Label(value, elide=True), Label(share, type="small", weight="medium"))
    head.setStretch(0, 1)
    small = Label(below, type="small", tone="soft", wrap=True)
    return boxed(down(head, filled, small, spacing=2))
