"""How long an agenda runs beside the time there is: a bar, and the words that say the same."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.phrases import agendas as words
from app.ui.measures import Space
from app.ui.theme import theme
from app.ui.widgets.layout import down
from app.ui.widgets.text import Label

HIGH = 8


class AgendaRunning(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.words = Label(weight="medium", wrap=True)
        self.bar = _Bar()
        self.setLayout(down(self.words, self.bar, spacing=Space.TIGHT))

    def show_time(self, running: float, length: float | None) -> None:
        told = words.running(running, length)
        self.words.setText(told)
        self.words.set_tone("bad" if length is not None and running > length else "ink")
        self.bar.show_time(running, length)


class _Bar(QWidget):
    """Full is the meeting; what runs over stands behind its end in another colour."""

    def __init__(self) -> None:
        super().__init__()
        self._running, self._length = 0.0, 0.0
        theme().changed.connect(self._sized)
        self._sized()

    def show_time(self, running: float, length: float | None) -> None:
        self._running, self._length = running, length or 0.0
        self.setVisible(bool(length))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        whole = max(self._running, self._length)
        if not whole:
            return
        look, wide = theme(), float(self.width())
        end = wide * self._length / whole
        planned = wide * min(self._running, self._length) / whole
        painter = QPainter(self)
        for left, right, tone in ((0.0, end, "line"), (0.0, planned, "accent"), (end, wide, "bad")):
            if tone == "bad" and self._running <= self._length:
                continue
            at = wide - right if self.isRightToLeft() else left
            painter.fillRect(QRectF(at, 0, right - left, self.height()), look.colour(tone))
        painter.end()

    def _sized(self) -> None:
        self.setFixedHeight(theme().px(HIGH))
