"""The places of the sidebar where the window is too low for them: they scroll, never cut in two."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.ui import icons
from app.ui.icons import Symbol
from app.ui.theme import theme
from app.ui.widgets.navigation import NavButton

MORE = 12
"""Height of the sign that there are more places, in px at 100 %."""


class Rail(QScrollArea):
    """Shows the buttons of `places` that there is room for as a whole."""

    def __init__(self, places: QWidget) -> None:
        super().__init__()
        self._places = places
        self._more: dict[int, More] = {}
        self._edge = 0
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(places)
        places.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_whole()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        told = super().eventFilter(watched, event)
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self.show_whole()  # a place came or went, or the words grew
        return told

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.show_whole()

    def show_whole(self) -> None:
        """Leave out of sight what the edge of the room would cut; tell where there is more."""
        over = self._places.minimumSizeHint().height() > self.height()
        self._keep_edge(theme().px(MORE) if over else 0)
        high = self.height() - 2 * self._edge
        room = QRect(0, -self._places.y(), self._places.width(), high)
        if room.contains(self._places.rect()):
            self._places.clearMask()
            self._tell_more(above=False, below=False)
            return
        whole = QRegion(self._places.rect())
        above = below = False
        for button in self._places.findChildren(NavButton):
            at = button.geometry()
            if button.isHidden() or room.contains(at):
                continue
            above |= at.top() < room.top()
            below |= at.bottom() > room.bottom()
            if at.intersects(room):
                whole -= QRegion(at)
        self._places.setMask(whole)
        self._tell_more(above=above, below=below)

    def _keep_edge(self, edge: int) -> None:
        """Keep room above and below the places for the signs that there are more."""
        if edge != self._edge:
            self._edge = edge
            self.setViewportMargins(0, edge, 0, edge)

    def _tell_more(self, *, above: bool, below: bool) -> None:
        if not self._more and not above and not below:
            return  # as in most windows: nothing is made for it
        if not self._more:
            for way, symbol in ((-1, Symbol.CARET_UP), (1, Symbol.CARET_DOWN)):
                self._more[way] = More(symbol, self, partial(self._go_on, way))
        for way, shown in ((-1, above), (1, below)):
            top = 0 if way < 0 else self.height() - self._edge
            self._more[way].setGeometry(0, top, self.width(), self._edge)
            self._more[way].setVisible(shown)

    def _go_on(self, way: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + way * max(1, self.height() // 2))


class More(QWidget):
    """Says that there are more places above or below; a click goes there. Keys go by the places."""

    def __init__(self, symbol: Symbol, rail: Rail, pressed: Callable[[], None]) -> None:
        super().__init__(rail)
        self._symbol, self._pressed = symbol, pressed
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, self.rect(), self._symbol, "soft", self.height())
        painter.end()
