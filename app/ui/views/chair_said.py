"""What was said about a proposal, beside the points: remarks to choose, take, or drag."""

from PySide6.QtCore import (
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
)
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import icons
from app.ui.measures import SMALL_ICON, Space, Type, Weight
from app.ui.models.chair_said import Remark, Remarks
from app.ui.theme import theme
from app.ui.widgets.cells import area, ring
from app.ui.widgets.text import isolated

Index = QModelIndex | QPersistentModelIndex
WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeading)
HIGHEST = 100_000
INDENT = 18
BAND = 3


class RemarkDelegate(QStyledItemDelegate):
    """Draws a heading in one line, a remark with all of its words."""

    def __init__(self, view: "RemarkList") -> None:
        super().__init__(view)
        self._view = view
        self._known: dict[tuple[str, str, int], int] = {}
        theme().changed.connect(self.forget)

    def forget(self) -> None:
        self._known.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: Remark = index.data(Remarks.REMARK)
        wide = self._view.viewport().width()
        key = (row.id or row.title, row.text + row.quote + row.trace() + row.likeness(), wide)
        if key not in self._known:
            self._known[key] = self._high(row, wide)
        return QSize(theme().px(120), self._known[key])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Remark = index.data(Remarks.REMARK)
        here = area(option)
        painter.save()
        if row.said is not None and here.chosen:
            painter.fillRect(here.rect, theme().colour("accent_soft"))
        if row.said is None:
            self._heading(painter, here.rect, row)
        else:
            self._remark(painter, here.rect, row)
            if here.focused:
                ring(painter, here.rect)
        painter.restore()

    def _heading(self, painter: QPainter, area: QRect, row: Remark) -> None:
        look, room = theme(), area.adjusted(Space.MEDIUM, Space.SMALL, -Space.MEDIUM, -2)
        painter.setFont(look.font(Type.SMALL))
        metrics = painter.fontMetrics()
        count = isolated(row.below)
        wide = metrics.horizontalAdvance(count)
        painter.setPen(look.colour("soft"))
        end = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(end), count)
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        gap = wide + Space.SMALL
        room = room.adjusted(gap, 0, 0, 0) if mirrored else room.adjusted(0, 0, -gap, 0)
        painter.setFont(look.font(Type.BODY, Weight.BOLD))
        painter.setPen(look.colour("ink"))
        title = painter.fontMetrics().elidedText(
            isolated(row.title), Qt.TextElideMode.ElideRight, room.width()
        )
        lead = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(lead), title)
        painter.setPen(look.colour("line"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())

    def _remark(self, painter: QPainter, area: QRect, row: Remark) -> None:
        look = theme()
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        room = _inner(area, row, mirrored=mirrored)
        if row.alike > 1:
            left = area.right() - BAND + 1 if mirrored else area.left()
            painter.fillRect(QRect(left, area.top(), BAND, area.height()), look.colour("accent"))
        for words, font, tone in _parts(row):
            painter.setFont(font)
            painter.setPen(look.colour(tone))
            high = painter.fontMetrics().boundingRect(_tall(room), WRAP, words).height()
            place = QRect(room.left(), room.top(), room.width(), high)
            painter.drawText(place, WRAP, isolated(words))
            room.setTop(room.top() + high + 2)
        side = look.px(SMALL_ICON)
        left = area.right() - Space.MEDIUM - side if mirrored else area.left() + Space.MEDIUM
        first = QFontMetrics(look.font(Type.SMALL, Weight.MEDIUM)).height()
        if row.symbol is not None:
            place = QRect(left, area.top() + Space.SMALL, side, first)
            icons.paint(painter, place, row.symbol, row.tone, side)

    def _high(self, row: Remark, wide: int) -> int:
        look = theme()
        if row.said is None:
            return QFontMetrics(look.font(Type.BODY, Weight.BOLD)).height() + 2 * Space.SMALL
        room = _inner(QRect(0, 0, wide, HIGHEST), row, mirrored=False)
        high = 0
        for words, font, _tone in _parts(row):
            high += QFontMetrics(font).boundingRect(_tall(room), WRAP, words).height() + 2
        return high + 2 * Space.SMALL


class RemarkList(QListView):
    """Enter takes what is chosen as a new point; + adds it to the point in work."""

    taken = Signal()
    added = Signal()
    chosen = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.remarks = Remarks()
        self.setModel(self.remarks)
        self.setAccessibleName(name)
        self._delegate = RemarkDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setDragEnabled(True)
        self.setDragDropMode(QListView.DragDropMode.DragOnly)
        self.selectionModel().selectionChanged.connect(self._changed)
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    def show_rows(self, rows: list[Remark]) -> None:
        """Show `rows`; what is chosen and the place scrolled to stay."""
        kept, place = self.ids(), self.verticalScrollBar().value()
        current = self.remarks.rows[self.currentIndex().row()].id if self._has_current() else ""
        self.remarks.show(rows)
        self.choose(kept, current, seen=False)
        self.doItemsLayout()
        self.verticalScrollBar().setValue(place)

    def ids(self) -> list[str]:
        """Return the remarks that are chosen, in their order."""
        rows = sorted(each.row() for each in self.selectedIndexes())
        return [self.remarks.rows[row].id for row in rows if self.remarks.rows[row].said]

    def choose(self, ids: list[str], current: str = "", *, seen: bool = True) -> None:
        """Choose these remarks; the first is scrolled to if it is to be `seen`."""
        flag = QItemSelectionModel.SelectionFlag
        model = self.selectionModel()
        model.clearSelection()
        rows = [row for id in ids if (row := self.remarks.row_of(id)) is not None]
        for row in rows:
            model.select(self.remarks.index(row), flag.Select)
        first = self.remarks.row_of(current) if current else (rows[0] if rows else None)
        if first is not None:
            model.setCurrentIndex(self.remarks.index(first), flag.NoUpdate)
            if seen:
                self.scrollTo(self.remarks.index(first), QListView.ScrollHint.PositionAtCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.taken.emit()
        elif event.key() == Qt.Key.Key_Plus:
            self.added.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        rows = [self.remarks.row_of(id) for id in self.ids()]
        data = QMimeData()
        data.setText("\n\n".join(self.remarks.rows[row].text for row in rows if row is not None))
        QGuiApplication.clipboard().setMimeData(data)

    def _has_current(self) -> bool:
        return self.currentIndex().isValid()

    def _changed(self) -> None:
        self.chosen.emit()


def _inner(area: QRect, row: Remark, *, mirrored: bool) -> QRect:
    """Return the room of a remark's words: behind its icon, between the edges."""
    start = Space.MEDIUM + theme().px(SMALL_ICON) + Space.SMALL + row.indent * INDENT
    sides = (Space.MEDIUM, start) if mirrored else (start, Space.MEDIUM)
    return area.adjusted(sides[0], Space.SMALL, -sides[1], -Space.SMALL)


def _tall(room: QRect) -> QRect:
    return QRect(0, 0, max(1, room.width()), HIGHEST)


def _parts(row: Remark) -> list[tuple[str, QFont, str]]:
    """Return the words of a remark from the top, each with its face and colour."""
    look = theme()
    head = " · ".join(each for each in (row.title, row.below) if each)
    foot = " · ".join(each for each in (row.trace(), row.likeness()) if each)
    parts = [
        (head, look.font(Type.SMALL, Weight.MEDIUM), "soft"),
        (row.quote, look.font(Type.SMALL, italic=True), "soft"),
        (row.text, look.font(Type.BODY), "ink"),
        (foot, look.font(Type.SMALL, Weight.MEDIUM), "good" if row.points else "accent"),
    ]
    return [each for each in parts if each[0]]
