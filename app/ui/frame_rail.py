"""The places of the sidebar where the window is too low for them: they scroll, never cut in two."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.ui.widgets.navigation import NavButton


class Rail(QScrollArea):
    """Shows the buttons of `places` that there is room for as a whole."""

    def __init__(self, places: QWidget) -> None:
        super().__init__()
        self._places = places
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
        """Leave out of sight what the edge of the room would cut."""
        room = QRect(0, -self._places.y(), self._places.width(), self.height())
        if room.contains(self._places.rect()):
            self._places.clearMask()
            return
        whole = QRegion(self._places.rect())
        for button in self._places.findChildren(NavButton):
            at = button.geometry()
            if not button.isHidden() and at.intersects(room) and not room.contains(at):
                whole -= QRegion(at)
        self._places.setMask(whole)
