"""A place in the sidebar: icon, name, and the count that matters."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from app.i18n import ngettext
from app.ui import icons
from app.ui.icons import Symbol
from app.ui.measures import ICON, NAV, RADIUS, TARGET, Space, Type, Weight
from app.ui.theme import theme
from app.ui.widgets.text import capped, tip

RING = 2
DOT = 6


class NavButton(QPushButton):
    """Goes to a place; narrow it shows its icon only, and a dot where there is something new."""

    def __init__(self, symbol: Symbol, words: str) -> None:
        super().__init__()
        self.setProperty("kind", "place")
        self._symbol = symbol
        self._words = words
        self._count = 0
        self._narrow = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        # In a low window all places move together before any is scrolled out of sight.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        theme().changed.connect(self.updateGeometry)
        self._named()

    def show_count(self, count: int) -> None:
        self._count = count
        self._named()
        self.update()

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 -- a setter
        self._narrow = narrow
        tip(self, self._words if narrow else "")
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:
        """A place stays chosen when it is pressed again; the frame unchecks the others."""
        self.setChecked(True)

    def sizeHint(self) -> QSize:
        look = theme()
        if self._narrow:
            return QSize(look.px(NAV), look.px(NAV))
        words = QFontMetrics(look.font(Type.BODY, Weight.BOLD)).horizontalAdvance(self._words)
        badge = QFontMetrics(look.font(Type.SMALL)).horizontalAdvance("000")
        wide = words + badge + look.px(ICON) + 5 * Space.SMALL
        return QSize(wide, look.px(NAV))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(NAV), theme().px(TARGET))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent_soft" if chosen else "line"))
            painter.drawRoundedRect(self.rect(), RADIUS, RADIUS)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("accent"), RING))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        self._content(painter, chosen=chosen)
        painter.end()

    def _content(self, painter: QPainter, *, chosen: bool) -> None:
        look = theme()
        side, high = look.px(ICON), self.height()
        left = (self.width() - side) // 2 if self._narrow else int(Space.SMALL)
        icon_at = self._mirrored(QRect(left, 0, side, high))
        icons.paint(painter, icon_at, self._symbol, "accent" if chosen else "soft", side)
        if self._narrow:
            self._dot(painter, icon_at)
            return
        # The painter turns left and right round in a mirrored window.
        flags = Qt.AlignmentFlag
        room = self.width() - 2 * Space.SMALL
        if self._count:
            painter.setFont(look.font(Type.SMALL, Weight.MEDIUM))
            painter.setPen(look.colour("accent" if chosen else "soft"))
            rect = self._mirrored(QRect(Space.SMALL, 0, room, high))
            painter.drawText(rect, flags.AlignRight | flags.AlignVCenter, self._badge())
            room -= painter.fontMetrics().horizontalAdvance(self._badge()) + Space.SMALL
        start = left + side + Space.SMALL + 2
        painter.setFont(look.font(Type.BODY, Weight.BOLD if chosen else Weight.REGULAR))
        painter.setPen(look.colour("accent" if chosen else "ink"))
        rect = self._mirrored(QRect(start, 0, Space.SMALL + room - start, high))
        elided = painter.fontMetrics().elidedText(
            capped(self._words), Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.drawText(rect, flags.AlignLeft | flags.AlignVCenter, elided)

    def _dot(self, painter: QPainter, icon_at: QRect) -> None:
        if self._count:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().colour("accent"))
            painter.drawEllipse(icon_at.right() - 1, self.height() // 4 - 2, DOT, DOT)

    def _mirrored(self, rect: QRect) -> QRect:
        if not self.isRightToLeft():
            return rect
        return QRect(self.width() - rect.x() - rect.width(), rect.y(), rect.width(), rect.height())

    def _badge(self) -> str:
        return "999+" if self._count > 999 else str(self._count)  # noqa: PLR2004 -- three digits

    def _named(self) -> None:
        if self._count:
            new = ngettext("{count} new", "{count} new", self._count).format(count=self._count)
            self.setAccessibleName(f"{self._words}, {new}")
        else:
            self.setAccessibleName(self._words)
