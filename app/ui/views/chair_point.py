"""One point of a letter as it is written: its kind, its words, its questions, where it comes from."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.composed_letters import ComposedPoint
from app.i18n import _, ngettext
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models.chair_said import REMARKS, ids_in
from app.ui.theme import polish
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.choice import Choice
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import Card, FlowBox, across, boxed, clear, down
from app.ui.widgets.text import Label


def kinds() -> Mapping[str, str]:
    """Return what a point can be, in words."""
    return {"point": _("Point"), "agreement": _("Agreement"), "objection": _("Objection")}


class PointText(GrowingText):
    """Its words; tells when somebody begins to write in it."""

    entered = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(REMARKS):
            event.ignore()  # the card takes it
        else:
            super().dragEnterEvent(event)


class PointCard(Card):
    """Tells what is done to it; the page does it. Alt+Up and Alt+Down move it."""

    written = Signal(str, str)
    kind_chosen = Signal(str, str)
    moved = Signal(str, int)
    removed = Signal(str)
    traced = Signal(str)
    question_removed = Signal(str, str)
    dropped = Signal(str, list)
    entered = Signal(str)

    def __init__(self, id: str) -> None:
        super().__init__(spacing=Space.TIGHT)
        self.id = id
        self._number = 0
        self.setAcceptDrops(True)
        self.number = Label(weight="bold")
        self.kind = Choice(_("Kind of point"))
        for key, words in kinds().items():
            self.kind.addItem(words, key)
        self.kind.activated.connect(self._chosen)
        self.criterion = Label(type="small", tone="soft", elide=True)
        self.up = IconButton(Symbol.CARET_UP, _("Move this point up"), partial(self._move, -1))
        self.down = IconButton(Symbol.CARET_DOWN, _("Move this point down"), partial(self._move, 1))
        self.remove = IconButton(
            Symbol.REMOVE, _("Remove this point"), partial(self.removed.emit, id)
        )
        self.field = PointText(_("Words of the point"), lines=2)
        self.field.settled.connect(partial(self.written.emit, id))
        self.field.entered.connect(partial(self.entered.emit, id))
        self.trace = Button("", "link", Symbol.COMMENT, partial(self.traced.emit, id))
        self.questions = down(spacing=2)
        self._asked = boxed(self.questions)
        head = across(self.number, self.kind, self.criterion, self.up, self.down, self.remove)
        head.setStretch(2, 1)
        self.body.addLayout(head)
        self.body.addWidget(self.field)
        self.body.addWidget(self._asked)
        self.body.addWidget(FlowBox(self.trace))

    def show_point(self, point: ComposedPoint, *, last: bool, locked: bool, keep: bool) -> None:
        """Show what the store holds; words that are being written, or owed, stay (`keep`)."""
        self._number = point.number
        self.setAccessibleName(_("Point {n}").format(n=point.number))
        self.number.setText(f"{point.number}.")
        self.kind.setCurrentIndex(max(0, self.kind.findData(point.kind)))
        self.criterion.setText(point.criterion_title)
        if not keep:
            self.field.show_text(point.text)
        self.field.setAccessibleName(_("Words of point {n}").format(n=point.number))
        sources = len(point.sources)
        gone = sum(each.kind == "gone" for each in point.sources)
        words = ngettext("From {n} remark", "From {n} remarks", sources).format(n=sources)
        if gone:
            words += " · " + _("taken back: {n}").format(n=gone)
        self.trace.set_words(words)
        self.trace.setVisible(bool(sources))
        self._questions(point, locked=locked)
        self.up.setEnabled(point.number > 1 and not locked)
        self.down.setEnabled(not last and not locked)
        for widget in (self.kind, self.remove):
            widget.setEnabled(not locked)
        self.field.setReadOnly(locked)
        self.setAcceptDrops(not locked)

    def set_chosen(self, chosen: bool) -> None:  # noqa: FBT001 -- a setter
        """Mark the point that what is added goes to."""
        polish(self, chosen="true" if chosen else "false")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() == Qt.Key.Key_Up and self.up.isEnabled():
            self._move(-1)
        elif alt and event.key() == Qt.Key.Key_Down and self.down.isEnabled():
            self._move(1)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(REMARKS):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped.emit(self.id, ids_in(event.mimeData()))
        event.acceptProposedAction()

    def _questions(self, point: ComposedPoint, *, locked: bool) -> None:
        clear(self.questions)
        self._asked.setVisible(bool(point.questions))
        for each in point.questions:
            words = _("Question {n}: {text}").format(
                n=each.number, text=" ".join(each.text.split()) or _("(withdrawn)")
            )
            away = IconButton(
                Symbol.CLOSE,
                _("Leave question {n} out").format(n=each.number),
                partial(self.question_removed.emit, self.id, each.id),
            )
            away.setEnabled(not locked)
            row = across(Label(words, wrap=True), away)
            row.setStretch(0, 1)
            holder: QWidget = boxed(row)
            self.questions.addWidget(holder)

    def _chosen(self, _index: int) -> None:
        self.kind_chosen.emit(self.id, str(self.kind.currentData()))

    def _move(self, by: int) -> None:
        self.moved.emit(self.id, self._number + by)
