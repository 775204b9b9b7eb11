"""Who has the floor, and a timer that is read from the other end of a room."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.actions.floor_showing import Floor
from app.domain import floor_times
from app.domain.floor_times import Timer
from app.i18n import _
from app.phrases import floor as words
from app.ui.icons import Picture, Symbol
from app.ui.measures import ICON, Weight
from app.ui.models.meeting_floor import STAGES, TONES
from app.ui.theme import theme
from app.ui.widgets.layout import Card, across
from app.ui.widgets.text import Label, announce

HIGH = 64
"""Height of the digits, in px at 100 %."""
SECOND = 1000


class Digits(QWidget):
    """Minutes and seconds, large; the words beside it say the same."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self._tone = "", "ink"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Time of the speaker"))
        theme().changed.connect(self.updateGeometry)

    def show_time(self, text: str, tone: str) -> None:
        if (text, tone) != (self.text, self._tone):
            wider = len(text) != len(self.text)
            self.text, self._tone = text, tone
            self.setAccessibleDescription(text)
            if wider:
                self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme().font(HIGH, Weight.BOLD))
        return QSize(metrics.horizontalAdvance("0" * max(4, len(self.text))), metrics.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setFont(look.font(HIGH, Weight.BOLD))
        painter.setPen(look.colour(self._tone))
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        # The time keeps its own direction: a minus stays before the digits.
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        flags = int(side | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRect(0, 0, self.width(), self.height()), flags, self.text)
        painter.end()


class FloorTimer(Card):
    """Ticks while it is seen and somebody speaks, and at no other time."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.who = Label(type="title", weight="bold", wrap=True)
        self.digits = Digits()
        self._picture = Picture(Symbol.CLOCK, "soft", ICON)
        self.stage = Label(type="lead", weight="medium", wrap=True)
        row = across(self._picture, self.stage)
        row.setStretch(1, 1)
        super().__init__(self.who, self.digits, row)
        self._now = now
        self._began: str | None = None
        self._minutes: float | None = None
        self._said = ""
        self._clock = QTimer(self, interval=SECOND)
        self._clock.timeout.connect(self.tick)

    def show_floor(self, found: Floor) -> None:
        speaker = found.speaking
        name = "" if speaker is None else speaker.name
        self._minutes = found.minutes
        self._began = None if speaker is None else speaker.place.began_at
        if name != self.who.whole_text():
            self._said = ""
            if name:
                announce(self, _("{name} has the floor.").format(name=name))
        self.who.setText(name or _("Nobody has the floor"))
        for each in (self.digits, self._picture, self.stage):
            each.setVisible(self._began is not None)
        self._run()
        self.tick()

    def is_running(self) -> bool:
        return self._clock.isActive()

    def tick(self) -> None:
        """Show the time as it is now, and say it where the speaker's standing changes."""
        if self._began is None:
            return
        timer = floor_times.timer(self._began, self._now(), self._minutes)
        tone = TONES[timer.stage]
        shown = timer.elapsed if timer.left is None else timer.left
        self.digits.show_time(words.clock(shown), tone)
        self._picture.show_symbol(STAGES[timer.stage], tone)
        told = words.stage(timer)
        if told != self.stage.whole_text():
            self.stage.setText(told)
            self.stage.set_tone(tone)
        self._announce(timer)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run()
        self.tick()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._run()

    def _run(self) -> None:
        wanted = self._began is not None and self.isVisible()
        if wanted != self._clock.isActive():
            self._clock.start() if wanted else self._clock.stop()

    def _announce(self, timer: Timer) -> None:
        """Say the last minute and the end, once each; seconds are never read out."""
        if timer.stage != self._said:
            self._said = timer.stage
            if timer.stage in {"last_minute", "over"}:
                over = timer.stage == "over"
                announce(self, _("The time is over.") if over else words.stage(timer))
