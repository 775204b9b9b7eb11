"""Several marks on nearly the same line, as one line of a crowded margin that opens."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame

from app.i18n import _, ngettext
from app.phrases.marks import kind_name
from app.ui import icons
from app.ui.icons import Symbol
from app.ui.measures import SMALL_ICON, Space, Type, Weight
from app.ui.reader.marks import Mark, ground
from app.ui.reader.remark import MarginNote
from app.ui.theme import surface, theme
from app.ui.widgets.text import capped, isolated

DOTS = 6
"""Colours that are shown: those of the first marks, each at least once."""
_DOT = 10
_OPENS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class Stack(QFrame):
    """Tells how many marks it holds and in which colours; `opened` by a click or Enter."""

    opened = Signal(object)
    """The ids of its marks, in the order of the text."""

    def __init__(self) -> None:
        super().__init__()
        surface(self, "card")
        self._notes: tuple[MarginNote, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_notes(self, notes: Sequence[MarginNote]) -> None:
        self._notes = tuple(notes)
        kinds = [kind_name(note.kind) for note in notes]
        told = ", ".join(dict.fromkeys(kinds))
        self.setAccessibleName(f"{self._words()}: {told}. " + _("Enter opens them."))
        self.update()

    def ids(self) -> tuple[str, ...]:
        return tuple(note.id for note in self._notes)

    def dots(self) -> list[str]:
        """Return the grounds of its marks in their order; of many alike those that differ."""
        grounds = [
            ground(note.mark or Mark("", note.kind, "", 0, 0, note.colour)) for note in self._notes
        ]
        return grounds if len(grounds) <= DOTS else list(dict.fromkeys(grounds))[:DOTS]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENS:
            self.opened.emit(self.ids())
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.opened.emit(self.ids())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 5, 5)
        dot, side = look.px(_DOT), look.px(SMALL_ICON)
        x = int(Space.SMALL) + 1
        for colour in self.dots():
            painter.setPen(QPen(look.colour("faint"), 1))
            painter.setBrush(look.colour(colour))
            box = self._mirrored(QRect(x, (self.height() - dot) // 2, dot, dot))
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
            x += dot + 3
        x += int(Space.TIGHT)
        painter.setFont(look.font(Type.SMALL, Weight.MEDIUM))
        painter.setPen(look.colour("ink"))
        end = self.width() - Space.SMALL - side
        room = self._mirrored(QRect(x, 0, max(0, end - x - 4), self.height()))
        leading = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        shown = painter.fontMetrics().elidedText(
            isolated(self._words()), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, leading, shown)
        caret = self._mirrored(QRect(end, 0, side, self.height()))
        icons.paint(painter, caret, Symbol.CARET_DOWN, "soft", side)
        painter.end()

    def _words(self) -> str:
        count = len(self._notes)
        told = ngettext("{n} mark", "{n} marks", count).format(n=count)
        said = next((note.text for note in self._notes if note.text.strip()), "")
        return f"{told} · {' '.join(capped(said, 80).split())}" if said else told

    def _mirrored(self, box: QRect) -> QRect:
        if not self.isRightToLeft():
            return box
        return QRect(self.width() - box.x() - box.width(), box.y(), box.width(), box.height())
