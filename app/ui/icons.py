"""Icons: Phosphor line drawings, tinted by the theme, turned round in right-to-left."""

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPaintEvent,
    QPixmap,
    QPixmapCache,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.paths import resource
from app.ui.measures import ICON
from app.ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer


class Symbol(StrEnum):
    """The drawings in use; each value is a file in `resources/icons/`."""

    ADD = "plus"
    AGENDA = "list-numbers"
    AT_HOME = "lock-simple"
    BACK = "arrow-left"
    CALENDAR = "calendar-dots"
    CARET_DOWN = "caret-down"
    CARET_LEFT = "caret-left"
    CARET_RIGHT = "caret-right"
    CARET_UP = "caret-up"
    CHAIR = "gavel"
    CHANGED = "arrows-clockwise"
    CHECK = "check"
    CLOCK = "clock"
    CLOSE = "x"
    COMMENT = "chat-text"
    CONNECTED = "wifi-high"
    COPY = "copy"
    DECISION = "seal-check"
    DOCUMENTS = "folder-open"
    DONE = "check-circle"
    DOWNLOAD = "download-simple"
    EMPTY = "circle"
    EXPORT = "export"
    FILE = "file-text"
    FILTER = "funnel-simple"
    FULL = "arrows-out-simple"
    FULL_OFF = "arrows-in-simple"
    GROUPS = "chats-circle"
    HALF = "circle-half"
    HAND = "hand-palm"
    HIGHLIGHT = "highlighter"
    HISTORY = "clock-counter-clockwise"
    INFO = "info"
    LINK = "link-simple"
    MEETINGS = "users-three"
    MERGE = "git-merge"
    MINUS = "minus"
    MORE = "dots-three"
    NOTE = "note"
    OUTBOX = "tray-arrow-up"
    OFFLINE = "wifi-slash"
    OUTLINE = "list-bullets"
    PANEL = "sidebar-simple"
    PEOPLE = "users"
    PERSON = "user"
    PLAY = "play"
    PUBLISH = "upload-simple"
    QUESTION = "question"
    QUOTE = "quotes"
    READ = "book-open"
    REMOVE = "trash"
    SAVED = "floppy-disk"
    SEARCH = "magnifying-glass"
    SEND = "paper-plane-tilt"
    SETTINGS = "gear"
    SOLID = "circle-fill"
    STOPPED = "prohibit"
    TABLE = "table"
    TEXT_SIZE = "text-aa"
    TICKED = "check-square"
    TODAY = "sun-horizon"
    UNDO = "arrow-u-up-left"
    UNTICKED = "square"
    WARNING = "warning"


DIRECTIONAL = frozenset(
    {
        Symbol.AGENDA, Symbol.BACK, Symbol.CARET_LEFT, Symbol.CARET_RIGHT, Symbol.EXPORT,
        Symbol.OUTLINE, Symbol.PANEL, Symbol.PLAY, Symbol.QUOTE, Symbol.SEND, Symbol.UNDO,
    }
)  # fmt: skip
"""Drawings that point along the line of reading."""


def icon(symbol: Symbol, tone: str = "soft", chosen: str | None = None) -> QIcon:
    """Return an icon for a button; it takes new colours when the theme changes.

    `tone` is a colour token; `chosen` another one for when the button is checked.
    """
    return QIcon(_Drawing(symbol, tone, chosen or tone))


def pixmap(symbol: Symbol, tone: str = "soft", size: int = ICON, ratio: float = 1.0) -> QPixmap:
    """Return the drawing `size` logical pixels square, sharp at the screen's `ratio`."""
    colour = theme().colour(tone).name()
    mirrored = symbol in DIRECTIONAL and _mirrored()
    key = f"satchel:{symbol}:{colour}:{size}:{ratio}:{mirrored}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    drawn = QPixmap(QSize(size, size) * ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    _renderer(symbol, colour).render(painter, QRectF(drawn.rect()))
    painter.end()
    if mirrored:
        drawn = drawn.transformed(QTransform().scale(-1, 1))
    drawn.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, drawn)
    return drawn


def paint(
    painter: QPainter, rect: QRect, symbol: Symbol, tone: str = "soft", size: int = ICON
) -> None:
    """Draw the icon in the middle of `rect`, for delegates."""
    ratio = painter.device().devicePixelRatioF()
    left = rect.x() + (rect.width() - size) // 2
    top = rect.y() + (rect.height() - size) // 2
    painter.drawPixmap(left, top, pixmap(symbol, tone, size, ratio))


@cache
def _svg(symbol: Symbol) -> str:
    return resource("icons", f"{symbol.value}.svg").read_text(encoding="utf-8")


@cache
def _renderer(symbol: Symbol, colour: str) -> "QSvgRenderer":
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 -- a library of its own, not at the start

    return QSvgRenderer(QByteArray(_svg(symbol).replace("currentColor", colour).encode()))


def _spaced(drawn: QPixmap, size: QSize) -> QPixmap:
    """Return `drawn` at the start of a wider place: the rest is space before the words."""
    wide = QPixmap(size)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(size.width() - drawn.width() if _mirrored() else 0, 0, drawn)
    painter.end()
    return wide


def _mirrored() -> bool:
    return QGuiApplication.isRightToLeft()


class _Drawing(QIconEngine):
    """Asks the theme for its colour each time it is painted."""

    def __init__(self, symbol: Symbol, tone: str, chosen: str) -> None:
        super().__init__()
        self._symbol = symbol
        self._tone = tone
        self._chosen = chosen

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        size = min(rect.width(), rect.height())
        paint(painter, rect, self._symbol, self._token(mode, state), size)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        drawn = pixmap(self._symbol, self._token(mode, state), size.height())
        return drawn if size.width() <= size.height() else _spaced(drawn, size)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        return self.pixmap(size, mode, state)

    def clone(self) -> QIconEngine:
        return _Drawing(self._symbol, self._tone, self._chosen)

    def _token(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return "faint"
        return self._chosen if state == QIcon.State.On else self._tone


class Picture(QWidget):
    """An icon on its own, beside words that say the same; a screen reader passes over it."""

    def __init__(self, symbol: Symbol, tone: str = "soft", size: int = ICON) -> None:
        super().__init__()
        self._symbol = symbol
        self._tone = tone
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._resized)

    def show_symbol(self, symbol: Symbol, tone: str | None = None) -> None:
        self._symbol = symbol
        self._tone = tone or self._tone
        self.update()

    def sizeHint(self) -> QSize:
        side = theme().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint(painter, self.rect(), self._symbol, self._tone, theme().px(self._size))
        painter.end()

    def _resized(self) -> None:
        self.updateGeometry()
        self.update()
