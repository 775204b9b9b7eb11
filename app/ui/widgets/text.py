"""Words on the screen: always plain text, whoever wrote them."""

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.theme import polish

LONGEST = 4000
"""Characters of a label that are laid out; a longer one ends in an ellipsis."""
LONGEST_TIP = 1000
ISOLATE, END = "\u2068", "\u2069"
SHORTEST = 6
"""Letters that stay to be seen of a label that may be cut."""


_VERY_LONG = re.compile(r"\S{25}")
"""A word that may have to go on in the next line: see `breaks`."""


def capped(text: str, most: int = LONGEST) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def tip_text(text: str) -> str:
    """Return `text` as a tooltip shows it letter by letter: no tag in it is obeyed."""
    if not text:
        return ""
    from html import escape  # noqa: PLC0415 -- slow import, not needed for the first paint

    return f"<qt>{escape(capped(text, LONGEST_TIP))}</qt>"


def tip(widget: QWidget, text: str) -> None:
    widget.setToolTip(tip_text(text))


def isolated(text: str) -> str:
    """Return `text` so that its own first letter decides its direction, not the window's."""
    if not QGuiApplication.isRightToLeft():
        return text
    return "\n".join(map(apart, text.split("\n")))


def apart(text: str) -> str:
    """Return `text` so that it stays together among words of the other direction."""
    return f"{ISOLATE}{text}{END}"


def literal(text: str) -> str:
    """Return `text` for a button or menu, where a lone & would mark a key."""
    return capped(text).replace("&", "&&")


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say `text` when it is next silent."""
    # Each Qt type costs when it is first named: these are not needed to paint.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415 -- see above

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class Label(QLabel):
    """A line or paragraph of plain text in one of the theme's types and tones."""

    def __init__(
        self,
        text: str = "",
        *,
        type: str = "body",
        weight: str = "regular",
        tone: str = "ink",
        wrap: bool = False,
        elide: bool = False,
        selectable: bool = False,
    ) -> None:
        super().__init__()
        self._whole = ""
        self._elide = elide
        self._plain_paint = not selectable
        self._broken = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setOpenExternalLinks(False)
        self.setProperty("type", type)
        self.setProperty("weight", weight)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        self._whole = text
        super().setText(self._lines_of(capped(text)))
        if not self._plain_paint:
            # Clicked to be copied from; without words there is nothing to stop at.
            policy = Qt.FocusPolicy
            self.setFocusPolicy(policy.ClickFocus if text else policy.NoFocus)
        if self._elide:
            self._cut()

    def text(self) -> str:
        return capped(self._whole) if self._broken else super().text()

    def whole_text(self) -> str:
        return self._whole

    def setWordWrap(self, on: bool) -> None:  # noqa: FBT001 -- as Qt calls it
        super().setWordWrap(on)
        if self._whole:
            self.setText(self._whole)

    def set_tone(self, tone: str) -> None:
        polish(self, tone=tone)

    def set_elided(self, elide: bool) -> None:  # noqa: FBT001 -- a setter
        """Cut what has no room with an ellipsis, and tell it in a tip, or show all of it."""
        self._elide = elide
        self._cut()
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        if self._elide:
            hint.setWidth(min(hint.width(), self.fontMetrics().averageCharWidth() * SHORTEST))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._elide:
            self._cut()

    def paintEvent(self, event: QPaintEvent) -> None:
        cut = self._elide and self._is_cut()
        words = self._plain_paint and self.pixmap().isNull()
        if not cut and not (self.isRightToLeft() and words):
            super().paintEvent(event)
            return
        painter = QPainter(self)
        shown, flags = isolated(super().text()), int(self.alignment())
        if cut:
            shown = self.fontMetrics().elidedText(
                isolated(self._line()), Qt.TextElideMode.ElideRight, self.contentsRect().width()
            )
        elif self.wordWrap():
            from app.ui.widgets.wrapping import lines  # noqa: PLC0415 -- from right to left only

            width = self.contentsRect().width()
            shown = "\n".join(map(apart, lines(super().text(), self.font(), width)))
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            flags,
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtGui import QKeySequence  # noqa: PLC0415 -- not needed for the first paint

        if self._broken and event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        super().contextMenuEvent(event)
        if self._broken:
            from PySide6.QtGui import QAction  # noqa: PLC0415 -- not needed for the first paint

            for action in self.findChildren(QAction, "edit-copy"):
                action.triggered.disconnect()
                action.triggered.connect(self._copy)

    def _copy(self) -> None:
        """Copy what is chosen as it was written, without the places to break."""
        from app.ui.widgets.breaks import BREAK  # noqa: PLC0415 -- not needed for the first paint

        words = self.selectedText()
        own = BREAK in self._whole
        QGuiApplication.clipboard().setText(words if own else words.replace(BREAK, ""))

    def _lines_of(self, text: str) -> str:
        """Return `text` as it can be laid out in lines."""
        shown = text
        if self.wordWrap() and _VERY_LONG.search(text):
            from app.ui.widgets.breaks import breakable  # noqa: PLC0415 -- as above

            shown = breakable(text)
        self._broken = len(shown) != len(text)
        return shown

    def _line(self) -> str:
        return capped(" ".join(self._whole.split("\n")))

    def _is_cut(self) -> bool:
        wide = self.fontMetrics().horizontalAdvance(self._line())
        return wide > self.contentsRect().width()

    def _cut(self) -> None:
        tip(self, self._whole if self._elide and self._is_cut() else "")


class Heading(Label):
    """A heading of the window; `level` 1 is the page's, 2 a part's, 3 a field's."""

    def __init__(self, text: str, level: int = 2, *, wrap: bool = True) -> None:
        super().__init__(
            text,
            type={1: "display", 2: "title", 3: "body"}[level],
            weight="bold",
            wrap=wrap,
        )
