"""Parts of the review panel: what unfolds, a conflict of interest, reasons, merging."""

from collections.abc import Collection, Iterable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.domain.rounds import RECUSALS
from app.i18n import _
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.views import review_words
from app.ui.views.paper_menu import drops
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import Chip, FilterChip
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import Card, FlowBox, across, clear
from app.ui.widgets.segments import Segmented
from app.ui.widgets.text import Heading, Label, capped, literal

MOST_OFFERED = 200
"""Proposals one menu offers to merge with."""


class Fold(QWidget):
    """A field most reviews do without: a line that opens it, and stays open while it is filled."""

    def __init__(self, words: str, field: GrowingText, symbol: Symbol, hint: str = "") -> None:
        super().__init__()
        self.field = field
        self.open = Button(words, "quiet", symbol, on_click=self._open)
        self._title = Heading(words.rstrip("…"), 3)
        self._hint = Label(hint, type="small", tone="soft", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addLayout(across(self.open, None))
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addWidget(field)
        self._show(opened=False)

    def show_text(self, text: str) -> None:
        self.field.show_text(text)
        if not self.field.hasFocus():
            self._show(opened=bool(self.field.text()))

    def _open(self) -> None:
        self._show(opened=True)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, *, opened: bool) -> None:
        self.open.setVisible(not opened)
        self._title.setVisible(opened)
        self._hint.setVisible(opened and bool(self._hint.whole_text()))
        self.field.setVisible(opened)


class ConflictCard(Card):
    """Asks for the kind of a conflict of interest; never declared by one key."""

    declared = Signal(str, str)
    """The kind, and what the member says about it."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=Space.SMALL)
        self.body.addWidget(Heading(_("Conflict of interest"), 3))
        self.body.addWidget(
            Label(
                _(
                    "The proposal goes off your list, and nothing of yours counts for it. "
                    "The chairs see the kind, and what you have written so far."
                ),
                type="small",
                tone="soft",
                wrap=True,
            )
        )
        self.kinds = Segmented(review_words.conflict_kinds().items(), _("Kind of conflict"))
        self.kinds.chosen.connect(self._chosen)
        self.body.addWidget(self.kinds)
        self.why = GrowingText(_("More, for the chairs only"), _("More, for the chairs only"))
        self.body.addWidget(self.why)
        self.declare = Button(_("Declare to the chairs"), "primary", on_click=self._declare)
        self.cancel = Button(_("Cancel"), "quiet", on_click=self.left.emit)
        self.body.addWidget(FlowBox(self.declare, self.cancel, spacing=Space.SMALL))
        self._chosen()

    def begin(self, why: str, kinds: Collection[str] = RECUSALS) -> None:
        """Ask from the start for one of `kinds`, the round's: none is chosen beforehand."""
        self.kinds.choose(None)
        self.kinds.offer(kinds)
        self.why.show_text(why)
        self._chosen()
        first = next(each for each in self.kinds.buttons() if not each.isHidden())
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def kind(self) -> str:
        return str(self.kinds.choice() or "")

    def _chosen(self) -> None:
        self.declare.setEnabled(bool(self.kind()))

    def _declare(self) -> None:
        if kind := self.kind():
            self.declared.emit(kind, self.why.text())


class ConflictDeclared(Card):
    """Stands in the place of the review once a conflict of interest is declared."""

    taken_back = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=Space.SMALL)
        self.kind = Label(tone="soft", wrap=True)
        self.body.addWidget(Heading(_("You declared a conflict of interest"), 3))
        self.body.addWidget(self.kind)
        self.body.addWidget(
            Label(
                _("You can read the paper. Your scores and position count for nothing here."),
                type="small",
                tone="soft",
                wrap=True,
            )
        )
        self.undo = Button(_("Take it back"), "secondary", Symbol.UNDO, self.taken_back.emit)
        self.body.addLayout(across(self.undo, None))

    def show_kind(self, kind: str) -> None:
        self.kind.setText(review_words.conflict_kinds().get(kind, kind))


class Reasons(QWidget):
    """The round's standard reasons, asked for where a score is low."""

    chosen = Signal(list)

    def __init__(self, reasons: Iterable[str]) -> None:
        super().__init__()
        self.chips = {reason: FilterChip(capped(reason, 90)) for reason in reasons}
        for chip in self.chips.values():
            chip.clicked.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL - 2)
        column.addWidget(Heading(_("Reasons for the score"), 3))
        for chip in self.chips.values():
            column.addLayout(across(chip, None))

    def show_chosen(self, reasons: Iterable[str]) -> None:
        named = set(reasons)
        for reason, chip in self.chips.items():
            chip.setChecked(reason in named)

    def _tell(self) -> None:
        self.chosen.emit([reason for reason, chip in self.chips.items() if chip.isChecked()])


class MergeWith(QWidget):
    """*Could be merged with …*: a mark of its own, never a point on the scale."""

    changed = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self._titles: Mapping[str, str] = {}
        self._chosen: list[str] = []
        self.add = Button(_("Could be merged with…"), "quiet", Symbol.MERGE)
        self._menu = QMenu(self.add)
        self._menu.aboutToShow.connect(self._fill)
        drops(self.add, self._menu)
        self.chips = FlowBox()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addLayout(across(self.add, None))
        column.addWidget(self.chips)

    def show_chosen(self, chosen: Iterable[str], titles: Mapping[str, str]) -> None:
        """Show what is `chosen`; `titles` are the other proposals of the round by id."""
        self._titles = titles
        if list(chosen) != self._chosen or not self.chips.flow.count():
            self._chosen = list(chosen)
            clear(self.chips.flow)
            for id in self._chosen:
                title = capped(titles.get(id, id), 60)
                self.chips.flow.addWidget(
                    Chip(title, "plain", Symbol.MERGE, partial(self._remove, id))
                )
        self.chips.setVisible(bool(self._chosen))
        self.setVisible(bool(titles) or bool(self._chosen))

    def _fill(self) -> None:
        self._menu.clear()
        others = [(id, title) for id, title in self._titles.items() if id not in self._chosen]
        for id, title in others[:MOST_OFFERED]:
            action = self._menu.addAction(literal(capped(title, 80)))
            action.triggered.connect(partial(self._append, id))

    def _append(self, id: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self.changed.emit([*self._chosen, id])

    def _remove(self, id: str) -> None:
        self.changed.emit([each for each in self._chosen if each != id])
