"""What the window says without getting in the way: empty places, messages with Undo, progress."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.icons import Picture, Symbol
from app.ui.measures import HUGE_ICON, ICON, Space
from app.ui.theme import surface
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.layout import across
from app.ui.widgets.text import Label, announce

STAYS = 12_000
"""Milliseconds a message stays that needs no answer; one with Undo stays as long."""
PARTS = 1000
"""Steps of a bar."""
SYMBOLS = {
    "info": (Symbol.INFO, "accent"),
    "good": (Symbol.DONE, "good"),
    "warn": (Symbol.WARNING, "warn"),
    "bad": (Symbol.WARNING, "bad"),
}


class EmptyState(QWidget):
    """An empty place teaches: what it is for, and the one thing to do now."""

    def __init__(
        self,
        symbol: Symbol,
        sentence: str,
        more: str = "",
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.HUGE, Space.HUGE, Space.HUGE, Space.HUGE)
        column.setSpacing(Space.MEDIUM)
        column.addStretch(2)
        column.addWidget(Picture(symbol, "faint", HUGE_ICON), 0, centre)
        self.sentence = Label(sentence, type="lead", weight="medium", wrap=True)
        self.more = Label(more, tone="soft", wrap=True)
        for label in (self.sentence, self.more):
            label.setAlignment(centre)
            column.addWidget(label)
        self.more.setVisible(bool(more))
        self.action = Button(action, "primary", on_click=on_action) if action else None
        if self.action is not None:
            column.addWidget(self.action, 0, centre)
        column.addStretch(3)


class MessageBar(QFrame):
    """One sentence at the foot of the view, with Undo where there is one; nothing waits for it."""

    closed = Signal()

    def __init__(self, stays: int = STAYS) -> None:
        super().__init__()
        surface(self, "message")
        self._undo: Callable[[], object] | None = None
        self._picture = Picture(*SYMBOLS["info"], ICON)
        self.words = Label(wrap=True)
        self.undo = Button(_("Undo"), "link", on_click=self._undone)
        self.close_button = IconButton(Symbol.CLOSE, _("Close this message"), self.dismiss)
        self.setLayout(
            across(
                self._picture,
                self.words,
                self.undo,
                self.close_button,
                margins=(Space.MEDIUM, Space.TIGHT, Space.SMALL, Space.TIGHT),
            )
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._timer = QTimer(self, singleShot=True, interval=stays)
        self._timer.timeout.connect(self.dismiss)
        self.hide()

    def say(
        self,
        sentence: str,
        tone: str = "info",
        undo: Callable[[], object] | None = None,
        undo_words: str = "",
        *,
        stay: bool = False,
    ) -> None:
        """Show `sentence`; `undo` takes back what it tells of. Errors `stay` until closed."""
        self._undo = undo
        self._picture.show_symbol(*SYMBOLS[tone])
        self.words.setText(sentence)
        self.undo.set_words(undo_words or _("Undo"))
        self.undo.setVisible(undo is not None)
        self.show()
        announce(self, sentence)
        if stay or tone == "bad":
            self._timer.stop()
        else:
            self._timer.start()

    def dismiss(self) -> None:
        self._timer.stop()
        self._undo = None
        self.hide()
        self.closed.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible():
            self._timer.start()
        super().leaveEvent(event)

    def _undone(self) -> None:
        undo = self._undo
        self.dismiss()
        if undo is not None:
            undo()


class ProgressLine(QWidget):
    """What is being fetched, how far it is, and a way to stop it."""

    cancelled = Signal()

    def __init__(self, name: str, *, cancellable: bool = True) -> None:
        super().__init__()
        self.phase = Label(tone="soft", wrap=True)
        self.phase.hide()
        self.words = Label(name, type="small", tone="soft", elide=True)
        self.bar = bar(name)
        self.cancel = Button(_("Stop"), "link", on_click=self.cancelled.emit)
        self.cancel.setAccessibleName(_("Stop: {what}").format(what=name))
        if not cancellable:  # shown without a parent it would flash as a window
            self.cancel.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self.phase)
        column.addLayout(across(self.words, None, self.cancel))
        column.addWidget(self.bar)

    def show_progress(self, done: int, total: int | None, words: str, phase: str = "") -> None:
        """Show `done` of `total` bytes or things, and of what; else the bar only moves."""
        self.bar.setRange(0, PARTS if total else 0)
        self.bar.setValue(share(done, total) if total else 0)
        self.words.setText(words)
        self.phase.setText(phase)
        self.phase.setVisible(bool(phase))
        if phase:
            self.bar.setAccessibleName(f"{phase}: {words}")


def bar(name: str) -> QProgressBar:
    """Return a bar of `PARTS`, empty; it is named for readers of the screen."""
    made = QProgressBar()
    made.setRange(0, PARTS)
    made.setTextVisible(False)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made


def share(done: int, total: int) -> int:
    """Return how many of `PARTS` are done; a bar takes no numbers above 2^31."""
    return min(PARTS, done * PARTS // total) if total else 0
