"""A long text with some of its words marked: only what is in sight is laid out, however it is made."""

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

from app.ui.theme import theme
from app.ui.widgets.editing import shown_text, written_text
from app.ui.widgets.marked import LONGEST, Marked, Piece
from app.ui.widgets.text import capped

SHORT = 4_000
"""Characters up to which a text is shown whole, as a paragraph of the page."""
PART = 1_000
"""Characters after which a line of a long text goes on in the next: Qt lays a line out as one."""
LINES = 16
"""Lines of a long text in sight."""


def marked(name: str, colour: str, pieces: Sequence[Piece]) -> QWidget:
    """Return `pieces` to be read and copied, the marked ones on the ground of `colour`."""
    long = sum(len(words) for words, _marked in pieces) > SHORT
    made = LongMarked(name, colour) if long else Marked(name, colour)
    made.show_pieces(pieces)
    return made


class LongMarked(QPlainTextEdit):
    """Scrolls by itself; what is copied is what was written."""

    def __init__(self, name: str, colour: str = "strong") -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setProperty("kind", "field")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._colour = colour
        self._marks: list[tuple[int, int]] = []
        self._put_in: list[int] = []
        """Positions of the breaks that are ours, counted as Qt counts: in units of UTF-16."""
        theme().changed.connect(self._dress)

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        self._marks, self._put_in = [], []
        parts: list[str] = []
        at = line = 0
        left = LONGEST
        for words, is_marked in pieces:
            start = at
            for letter in shown_text(capped(words, left) if len(words) > left else words):
                line = 0 if letter == "\n" else line + 1
                parts.append(letter)
                at += len(letter.encode("utf-16-le", "surrogatepass")) // 2
                if line >= PART:
                    self._put_in.append(at)
                    parts.append("\n")
                    at, line = at + 1, 0
            left -= len(words)
            if is_marked and at > start:
                self._marks.append((start, at))
            if left <= 0:
                break
        self.setPlainText("".join(parts))
        self._dress()

    def whole_text(self) -> str:
        """Return the text as it was written."""
        return self._written(0, self.document().characterCount() - 1)

    def createMimeDataFromSelection(self) -> QMimeData:
        cursor = self.textCursor()
        data = QMimeData()
        data.setText(self._written(cursor.selectionStart(), cursor.selectionEnd()))
        return data

    def _written(self, first: int, last: int) -> str:
        """Return what stands between two positions, without the breaks that are ours."""
        units = self.document().toRawText().encode("utf-16-le", "surrogatepass")
        parts: list[str] = []
        here = bisect_left(self._put_in, first)
        for stop in (*(at for at in self._put_in[here:] if at < last), last):
            parts.append(units[2 * first : 2 * stop].decode("utf-16-le", "surrogatepass"))
            first = stop + 1
        return written_text("".join(parts))

    def _dress(self) -> None:
        """Set the marks and the height anew."""
        look = theme()
        found: list[QTextEdit.ExtraSelection] = []
        for first, last in self._marks:
            cursor = QTextCursor(self.document())
            cursor.setPosition(first)
            cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
            each = QTextEdit.ExtraSelection()
            each.cursor = cursor  # pyright: ignore[reportAttributeAccessIssue] -- not in the stubs
            each.format.setBackground(look.colour(self._colour))  # pyright: ignore[reportAttributeAccessIssue]
            each.format.setForeground(look.colour("ink"))  # pyright: ignore[reportAttributeAccessIssue]
            each.format.setFontUnderline(True)  # pyright: ignore[reportAttributeAccessIssue]
            found.append(each)
        self.setExtraSelections(found)
        self.setFixedHeight(LINES * self.fontMetrics().lineSpacing())
