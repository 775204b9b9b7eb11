"""One row of tabs: words, a count, a line under the chosen one."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QTabBar

from app.ui.measures import CONTROL, Space, Type, Weight
from app.ui.theme import theme
from app.ui.widgets.text import isolated, literal

PAD = 4
"""Space around the words of a tab, for the ring of the focus; lay the row out as far left."""
GAP = 14
UNDERLINE = 2


class TabRow(QTabBar):
    """Tabs named by key; `currentChanged` as in Qt, `key_at` tells which it is."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._changed)

    def add(self, key: str, words: str, count: int | None = None) -> None:
        index = self.addTab("")
        self.setTabData(index, key)
        self._name(index, words, count)

    def set_count(self, key: str, words: str, count: int | None) -> None:
        """Name the tab anew, with a count beside its words (None: without)."""
        self._name(self._index(key), words, count)

    def key_at(self, index: int) -> str:
        return str(self.tabData(index))

    def key(self) -> str:
        return self.key_at(self.currentIndex())

    def go(self, key: str) -> None:
        self.setCurrentIndex(self._index(key))

    def tabSizeHint(self, index: int) -> QSize:
        wide = QFontMetrics(self._face(Weight.BOLD)).horizontalAdvance(self._words(index))
        gap = GAP if index < self.count() - 1 else 0
        return QSize(wide + 2 * PAD + gap, theme().px(CONTROL))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            self._paint(painter, index)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def _paint(self, painter: QPainter, index: int) -> None:
        look = theme()
        chosen = index == self.currentIndex()
        rect = self._rect(index)
        painter.setFont(self._face(Weight.BOLD if chosen else Weight.REGULAR))
        painter.setPen(look.colour("ink" if chosen else "soft"))
        if not self.isTabEnabled(index):
            painter.setPen(look.colour("faint"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, isolated(self._words(index)))
        if chosen:
            line = QRect(rect.left(), self.height() - UNDERLINE, rect.width(), UNDERLINE)
            painter.fillRect(line, look.colour("accent"))
        if chosen and self.hasFocus():
            painter.setPen(QPen(look.colour("accent"), UNDERLINE))
            ring = rect.adjusted(1 - PAD, 2, PAD - 2, -UNDERLINE - 3)
            painter.drawRoundedRect(ring, Space.TIGHT, Space.TIGHT)

    def _rect(self, index: int) -> QRect:
        """Return where the words of a tab stand: its place without the gap after it."""
        rect = self.tabRect(index)
        gap = GAP if index < self.count() - 1 else 0
        mirrored = self.isRightToLeft()
        inner = rect.adjusted(gap, 0, 0, 0) if mirrored else rect.adjusted(0, 0, -gap, 0)
        return inner.adjusted(PAD, 0, -PAD, 0)

    def _face(self, weight: int) -> QFont:
        return theme().font(Type.BODY, weight)

    def _words(self, index: int) -> str:
        return self.tabText(index).replace("&&", "&")

    def _name(self, index: int, words: str, count: int | None) -> None:
        self.setTabText(index, literal(words if count is None else f"{words}  {count}"))

    def _index(self, key: str) -> int:
        for index in range(self.count()):
            if self.tabData(index) == key:
                return index
        raise KeyError(key)

    def _changed(self) -> None:
        # Qt lays tabs out anew only when one of them changes.
        if self.count():
            self.setTabText(0, self.tabText(0))
        self.updateGeometry()
        self.update()
