"""Fields one writes in: they grow with the words and say when the writer pauses."""

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QTextEdit

from app.i18n import _
from app.ui.icons import Picture, Symbol
from app.ui.measures import SMALL_ICON, Space
from app.ui.theme import theme
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.seams import PARAGRAPH, cross, hide_seams, keep_off, parted, without_seams

PAUSE = 700
"""Milliseconds without a key after which what was written is saved."""
LATEST = 1500
"""Milliseconds after which it is saved even if the writer never pauses."""
SEARCH_PAUSE = 120
LONGEST = 60_000
"""Characters a field takes: a record holds 64 KB."""
LONG = 12_000
"""Characters from which on a field is as high as it gets: only what is in sight is laid out."""
_SHOWN = {PARAGRAPH: "\ufdd2", "\r": "\ufdd3"} | {
    chr(code): chr(code + 6) for code in range(0xFDD0, 0xFDEA)
}
"""What Qt takes for the end of a paragraph or the edge of a frame, and the characters that no
text has that stand for them. The last six of these are the only ones that are not kept."""
_ORDER, _ORDER_SHOWN = "\ufeff", "\ufdd4"
"""What Qt takes for the mark of a byte order, and leaves out, where a text begins with it."""
_TO_SHOWN = str.maketrans(_SHOWN)
_TO_WRITTEN = str.maketrans(
    {PARAGRAPH: "\n", _ORDER_SHOWN: _ORDER} | {shown: own for own, shown in _SHOWN.items()}
)


def shown_text(text: str) -> str:
    """Return `text` as Qt's fields take it, without a character that they would change."""
    shown = text.translate(_TO_SHOWN)
    return _ORDER_SHOWN + shown[1:] if shown.startswith(_ORDER) else shown


def written_text(raw: str) -> str:
    """Return what a document's raw text stands for; its paragraphs are ended by line feeds."""
    return raw.translate(_TO_WRITTEN)


def raw_text(edit: QTextEdit) -> str:
    """Return the text as written: every character as it was typed, pasted or shown."""
    return _told(edit.document().toRawText())


def _told(raw: str) -> str:
    return written_text(without_seams(raw))


class GrowingText(QTextEdit):
    """Plain text, as high as its words; `settled` tells it after a pause or on leaving."""

    settled = Signal(str)

    def __init__(self, name: str, hint: str = "", lines: int = 1, most: int = 14) -> None:
        super().__init__()
        self.setProperty("kind", "field")
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(4)
        self._lines = lines
        self._most = most
        self._told = ""
        self._coming = 0
        """Characters that are about to be shown."""
        self._has_seams = False
        self._at, self._key = 0, 0
        """Where the cursor stood, and the key that may have moved it."""
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.flush)
        self._latest = QTimer(self, singleShot=True, interval=LATEST)
        self._latest.timeout.connect(self.flush)
        self.textChanged.connect(self._changed)
        self.cursorPositionChanged.connect(self._moved)
        theme().changed.connect(self._grow)
        self._grow()

    def text(self) -> str:
        return raw_text(self)

    def setPlainText(self, text: str) -> None:
        shown = self._parted(shown_text(text))
        self._coming = len(shown)
        if self._coming > LONG:
            self._be_highest()  # first: else all is laid out once more beside the bar
        super().setPlainText(shown)
        self._coming = 0
        if self._has_seams:
            hide_seams(self)

    def show_text(self, text: str) -> None:
        """Show `text` from the store; tells nobody, and leaves what is being written alone."""
        if self._timer.isActive() or text == self.text():
            return
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        self._told = self.text()
        self._timer.stop()
        self._grow()

    def pending(self) -> bool:
        """Say whether words were written that `settled` has not told yet."""
        return self.text() != self._told

    def flush(self) -> None:
        """Tell now what was written, if anything was."""
        self._timer.stop()
        self._latest.stop()
        if self.pending():
            self._told = self.text()
            self.settled.emit(self._told)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def insertFromMimeData(self, source: QMimeData) -> None:
        room = max(0, LONGEST - self.document().characterCount())
        text = source.text().replace("\r\n", "\n")[:room]
        self._moved()  # what is dropped comes where the mouse is
        self.textCursor().insertText(self._parted(shown_text(text)))
        if self._has_seams:
            hide_seams(self)

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(_told(self.textCursor().selectedText()))
        return data

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._key = event.key()
        if self._has_seams:
            cross(self, self._key)
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.textCursor().insertBlock()  # Qt's own would be U+2028, which nobody means
            self.ensureCursorVisible()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(80), self._height(1))

    def _changed(self) -> None:
        self._timer.start()
        if not self._latest.isActive():
            self._latest.start()
        self._grow()

    def _parted(self, shown: str) -> str:
        made = parted(shown)
        self._has_seams |= len(made) > len(shown)
        return made

    def _moved(self) -> None:
        if self._has_seams:
            keep_off(self, self._at, self._key)
            self._at = self.textCursor().position()

    def _be_highest(self) -> None:
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFixedHeight(self._height(self._most))

    def _grow(self) -> None:
        if max(self._coming, self.document().characterCount()) > LONG:
            self._be_highest()
            return
        wanted = int(self.document().size().height()) + 2 * 5
        lowest, highest = self._height(self._lines), self._height(self._most)
        self.setFixedHeight(max(lowest, min(wanted, highest)))
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if wanted > highest else policy.ScrollBarAlwaysOff
        )

    def _height(self, lines: int) -> int:
        return lines * self.fontMetrics().lineSpacing() + 2 * 4 + 2 * 5


class SearchBox(QLineEdit):
    """Type to search; `searched` tells the words after a short pause. Esc empties it."""

    searched = Signal(str)

    def __init__(self, name: str, pause: int = SEARCH_PAUSE) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setMaxLength(200)
        self._glass = Picture(Symbol.SEARCH, "soft", SMALL_ICON)
        self._glass.setParent(self)
        self._clear = IconButton(Symbol.CLOSE, _("Clear the search"), self.clear)
        self._clear.setParent(self)
        self._clear.hide()
        self._timer = QTimer(self, singleShot=True, interval=pause)
        self._timer.timeout.connect(self._tell)
        self.textChanged.connect(self._typed)
        self.returnPressed.connect(self._tell)
        theme().changed.connect(self._place)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def is_waiting(self) -> bool:
        """Say whether words were typed that `searched` has not told yet."""
        return self._timer.isActive()

    def _place(self) -> None:
        """Put the glass at the start and the cross at the end, wherever these are."""
        glass, cross = self._glass.sizeHint(), self._clear.sizeHint()
        ends = Space.SMALL, self.width() - cross.width() - 2
        if self.isRightToLeft():
            ends = self.width() - Space.SMALL - glass.width(), 2
        self._glass.setGeometry(
            ends[0], (self.height() - glass.height()) // 2, glass.width(), glass.height()
        )
        self._clear.setGeometry(
            ends[1], (self.height() - cross.height()) // 2, cross.width(), cross.height()
        )
        start, end = glass.width() + Space.SMALL, cross.width()
        if self.isRightToLeft():
            start, end = end, start
        self.setTextMargins(start, 0, end, 0)

    def _typed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._timer.start()

    def _tell(self) -> None:
        self._timer.stop()
        self.searched.emit(self.text())
