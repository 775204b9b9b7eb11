"""The small bar beside chosen words: what one can make of them, and who will see it."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from app.domain.colours import COLOURS
from app.i18n import _
from app.ui import icons
from app.ui.icons import Symbol
from app.ui.measures import RADIUS, SMALL_ICON, Space, Type, Weight
from app.ui.reader.swatches import Swatches
from app.ui.theme import surface, theme
from app.ui.widgets.layout import Flow
from app.ui.widgets.text import Label, announce, isolated, tip

KEYS = {
    "note": "Ctrl+Shift+N",
    "comment": "Ctrl+Shift+C",
    "question": "Ctrl+Shift+Q",
    "quote": "Ctrl+E",
}
"""What one can make of chosen words, and its keys."""
SYMBOLS = {
    "note": Symbol.NOTE,
    "comment": Symbol.COMMENT,
    "question": Symbol.QUESTION,
    "quote": Symbol.QUOTE,
}


def words(kind: str) -> tuple[str, str]:
    """Return the name of what is made, and who will see it."""
    return {
        "note": (_("Note"), _("only me")),
        "comment": (_("Comment"), _("to the chairs")),
        "question": (_("Question"), _("to the proposers, through the chairs")),
        "quote": (_("Quote"), _("for a criterion")),
    }[kind]


class ActButton(QPushButton):
    """Two lines: what, and for whom."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.setProperty("kind", "place")
        self._symbol = SYMBOLS[kind]
        self._what, self._whom = words(kind)
        self.setAccessibleName(f"{self._what}, {self._whom}")
        tip(self, f"{self._what}: {self._whom} ({KEYS[kind]})")
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        first, second = self._metrics()
        wide = max(
            theme().px(SMALL_ICON) + Space.TIGHT + first.horizontalAdvance(self._what),
            second.horizontalAdvance(self._whom),
        )
        high = first.height() + second.height()
        return QSize(wide + 2 * Space.SMALL + 2, high + 2 * Space.TIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(
                QPen(look.colour("accent"), 2) if self.hasFocus() else QPen(Qt.PenStyle.NoPen)
            )
            painter.setBrush(look.colour("accent_soft"))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        first, second = self._metrics()
        side, wide = look.px(SMALL_ICON), self.width() - 2 * Space.SMALL
        icons.paint(
            painter,
            self._mirrored(QRect(Space.SMALL, Space.TIGHT, side, first.height())),
            self._symbol,
            "accent",
            side,
        )
        leading = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look.font(Type.BODY, Weight.MEDIUM))
        painter.setPen(look.colour("ink"))
        start = Space.SMALL + side + Space.TIGHT
        rest = self.width() - start - Space.SMALL
        rect = self._mirrored(QRect(start, Space.TIGHT, rest, first.height()))
        painter.drawText(rect, leading, isolated(self._what))
        painter.setFont(look.font(Type.SMALL))
        painter.setPen(look.colour("soft"))
        below = QRect(Space.SMALL, Space.TIGHT + first.height(), wide, second.height())
        painter.drawText(self._mirrored(below), leading, isolated(self._whom))
        painter.end()

    def _metrics(self) -> tuple[QFontMetrics, QFontMetrics]:
        look = theme()
        return (
            QFontMetrics(look.font(Type.BODY, Weight.MEDIUM)),
            QFontMetrics(look.font(Type.SMALL)),
        )

    def _mirrored(self, rect: QRect) -> QRect:
        if not self.isRightToLeft():
            return rect
        return QRect(self.width() - rect.x() - rect.width(), rect.y(), rect.width(), rect.height())


class SelectionBar(QFrame):
    """Floats by the chosen words; Esc puts it away."""

    asked = Signal(str)
    """`note`, `comment`, `question` or `quote`, or the colour of a highlight."""
    left = Signal()

    def __init__(self, parent: QWidget, kinds: Iterable[str] = tuple(KEYS)) -> None:
        super().__init__(parent)
        surface(self, "bar")
        self.setAccessibleName(_("With the chosen words"))
        row = Flow(0)
        edge = int(Space.TIGHT)
        row.setContentsMargins(edge, edge, edge, edge)
        self._row = row
        self.setLayout(row)
        self.buttons: dict[str, ActButton] = {}
        self.swatches = Swatches()
        self.swatches.picked.connect(self._ask)
        row.addWidget(self.swatches)
        for kind in KEYS:
            button = ActButton(kind)
            button.clicked.connect(partial(self._ask, kind))
            self.buttons[kind] = button
            row.addWidget(button)
        self.only = Label(type="small", tone="soft")
        self.only.setContentsMargins(Space.SMALL, 0, Space.SMALL, Space.TIGHT)
        row.addWidget(self.only)
        self.only.hide()
        self.offer(kinds)
        self.hide()

    def offer(self, kinds: Iterable[str]) -> None:
        """Offer only `kinds`: an observer makes no questions, a document has no proposers."""
        wanted = set(kinds)
        for kind, button in self.buttons.items():
            button.setVisible(kind in wanted)
        self.swatches.setVisible("note" in wanted)

    def tell(self, words: str) -> None:
        """Say beforehand what of the choice a mark will be on, where that is not all of it."""
        self.only.setText(words)
        self.only.setVisible(bool(words))
        if words:
            announce(self.only, words)

    def offers(self, kind: str) -> bool:
        """Say whether that can be made; a highlight is a note without words."""
        if kind in COLOURS:
            kind = "note"
        return not self.buttons[kind].isHidden()

    def show_by(self, chosen: QRect, room: QRect) -> None:
        """Stand under `chosen`, or over it where there is no room; never outside `room`."""
        self.swatches.setFixedHeight(self.buttons["note"].sizeHint().height())
        edge = 2 * (Space.TIGHT + 1)
        wide = min(self._row.sizeHint().width() + edge, room.width() - 2 * Space.TIGHT)
        self.resize(wide, self._row.heightForWidth(wide - edge) + edge)
        under = chosen.bottom() + Space.TIGHT
        over = chosen.top() - self.height() - Space.TIGHT
        top = under if under + self.height() <= room.bottom() else max(over, room.top())
        left = chosen.left() if not self.isRightToLeft() else chosen.right() - self.width()
        left = max(room.left() + Space.TIGHT, min(left, room.right() - self.width()))
        self.move(left, top)
        self.show()
        self.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _ask(self, kind: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self.asked.emit(kind)
