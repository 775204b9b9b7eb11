"""My reviews of a round in one table: scores typed in place, drafts submitted together."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.actions.reviewing import Edit
from app.ui import icons
from app.ui.icons import Symbol
from app.ui.measures import CONTROL, SMALL_ICON, Space, Type, Weight
from app.ui.theme import theme
from app.ui.views.paper_keys import OwnKeys
from app.ui.views.review_cells import CellLook, Column, Index, Kind, SheetModel
from app.ui.widgets.cells import area, ring
from app.ui.widgets.digits import digit_alone, score_of
from app.ui.widgets.text import isolated, literal

WIDTHS = {
    Kind.PROPOSAL: 275,
    Kind.OVERALL: 84,
    Kind.CRITERION: 84,
    Kind.POSITION: 140,
    Kind.COMPLETE: 84,
    Kind.STATE: 180,
}
"""Widths of the columns, in px at 100 %."""
WIDER = 1.5
"""How much wider a column may be for the sake of its title, where there is room."""


class CellDelegate(QStyledItemDelegate):
    """Draws a `CellLook`, mirrored in right-to-left; a box to tick before a draft's title."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme().px(60), theme().px(CONTROL) + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style = theme()
        cell: CellLook = index.data(SheetModel.LOOK)
        here = area(option)
        mirrored = here.mirrored
        painter.save()
        if here.chosen:
            painter.fillRect(here.rect, style.colour("accent_soft"))
        painter.setPen(QPen(style.colour("line"), 1))
        painter.drawLine(here.rect.bottomLeft(), here.rect.bottomRight())
        start = Space.LARGE if index.column() == 0 else Space.SMALL
        ends = (Space.SMALL, start) if mirrored else (start, Space.SMALL)
        room = here.rect.adjusted(ends[0], 0, -ends[1], 0)
        side = style.px(SMALL_ICON)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole)
        marks: list[tuple[Symbol, str]] = []
        if ticked is not None:
            on = ticked == Qt.CheckState.Checked
            marks.append((Symbol.TICKED if on else Symbol.UNTICKED, "accent" if on else "soft"))
        if cell.symbol is not None:
            marks.append((cell.symbol, cell.tone))
        painter.setFont(style.font(Type.BODY, Weight.BOLD if cell.strong else Weight.REGULAR))
        if cell.middle:
            wide = painter.fontMetrics().horizontalAdvance(cell.words)
            wide += len(marks) * (side + (Space.SMALL if cell.words else 0))
            inset = max(0, (room.width() - wide) // 2)
            room = room.adjusted(0, 0, -inset, 0) if mirrored else room.adjusted(inset, 0, 0, 0)
        for symbol, tone in marks:
            left = room.right() + 1 - side if mirrored else room.left()
            icons.paint(painter, QRect(left, room.top(), side, room.height()), symbol, tone, side)
            step = side + (Space.SMALL if cell.words else 0)
            room.adjust(0, 0, -step, 0) if mirrored else room.adjust(step, 0, 0, 0)
        painter.setPen(style.colour(cell.tone if cell.symbol is None else "ink"))
        cut = Qt.TextElideMode.ElideRight
        words = painter.fontMetrics().elidedText(isolated(cell.words), cut, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        if here.focused:
            ring(painter, here.rect)
        painter.restore()


class SheetTable(QTableView):
    """Moves by arrows; a digit scores, Delete blanks, Space ticks, Enter opens."""

    edited = Signal(str, object)
    """A proposal, and the `Edit` with the one field that changed."""
    opened = Signal(str)
    ticked = Signal()
    next_wanted = Signal()
    submit_wanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.plain_digits: Callable[[], bool] = lambda: True
        """Whether a digit without Alt scores, as the settings have it."""
        self.sheet = SheetModel()
        self.setModel(self.sheet)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.doubleClicked.connect(self._open)
        # Here they mean the table, whatever they mean in the list and the paper.
        OwnKeys(self, {"Ctrl+PgDown": self.next_wanted.emit})
        self.sheet.modelReset.connect(self.fit)
        theme().changed.connect(self.fit)

    def fit(self) -> None:
        """Give each column its width, and each row its height, for the size of the text."""
        style = theme()
        self.verticalHeader().setDefaultSectionSize(style.px(CONTROL) + 2)
        metrics = QFontMetrics(style.font(Type.SMALL, Weight.MEDIUM))
        least = [style.px(WIDTHS[column.kind]) for column in self.sheet.columns]
        left = self.viewport().width() - sum(least)
        for at, column in enumerate(self.sheet.columns):
            words = metrics.horizontalAdvance(column.title) + 2 * Space.SMALL + style.px(SMALL_ICON)
            more = max(0, min(words, round(WIDER * least[at])) - least[at], 0)
            more = min(more, max(0, left))
            left -= more
            self.setColumnWidth(at, least[at] + more)
        if self.sheet.columns and left > 0:
            self.setColumnWidth(0, self.columnWidth(0) + left)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def choose(self, id: str | None) -> None:
        """Put the focus on the row of proposal `id`, in the column it is in."""
        row = self.sheet.row_of(id)
        if row is not None:
            self.setCurrentIndex(self.sheet.index(row, max(0, self.currentIndex().column())))

    def key(self) -> str | None:
        """Return the proposal of the row one is in."""
        index = self.currentIndex()
        return self.sheet.line(index.row()).row.id if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if not index.isValid() or not self._taken(event, index):
            super().keyPressEvent(event)

    def _taken(self, event: QKeyEvent, index: QModelIndex) -> bool:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        number = score_of(event) or (digit_alone(event) if self.plain_digits() else None)
        if number is not None:
            self._score(index, number)
            return True
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if control:
                self.submit_wanted.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._enter(index)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self._blank(index)
            case Qt.Key.Key_Space:
                self._tick(index)
            case Qt.Key.Key_A if control:
                ready = [each.row.id for each in self.sheet.lines() if each.ready]
                self.sheet.choose([] if ready == self.sheet.chosen() else ready)
                self.ticked.emit()
            case _:
                return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._on_box(index, event.position().toPoint()):
            self._tick(index)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._column(index).kind is Kind.POSITION:
            self.ask_position(index)

    def ask_position(self, index: QModelIndex) -> None:
        """Offer the positions of the round under the cell `index`."""
        corner = self.visualRect(index).bottomLeft()
        self.positions(index).popup(self.viewport().mapToGlobal(corner))

    def positions(self, index: QModelIndex) -> QMenu:
        """Return the positions of the round, for the review in the row of `index`."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self._column(index).title)
        line, scheme = self.sheet.line(index.row()), self.sheet.scheme
        for each in scheme.stances if scheme is not None else ():
            action = menu.addAction(literal(each.title))
            action.setCheckable(True)
            action.setChecked(each.key == line.data.get("stance"))
            act: Callable[..., None] = partial(self._position, line.row.id, each.key)
            action.triggered.connect(act)
        return menu

    def _position(self, id: str, key: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self.edited.emit(id, Edit(stance=key))

    def _score(self, index: QModelIndex, number: int) -> None:
        """Give `number` in the column one is in, else in the first scored one that is blank."""
        line, here = self.sheet.line(index.row()), self._column(index)
        scored = [each for each in self.sheet.columns if each.scale is not None]
        blank = [
            each
            for each in scored
            if (line.score(each.criterion.key) if each.criterion else line.data.get("overall"))
            is None
        ]
        target = here if here.scale is not None else next(iter(blank), None)
        if target is None or target.scale is None or not target.scale.holds(number):
            return
        key = target.criterion.key if target.criterion is not None else None
        edit = Edit(overall=number) if key is None else Edit(scores={key: number})
        self.edited.emit(line.row.id, edit)

    def _blank(self, index: QModelIndex) -> None:
        line, column = self.sheet.line(index.row()), self._column(index)
        match column.kind:
            case Kind.OVERALL if line.data.get("overall") is not None:
                self.edited.emit(line.row.id, Edit(blank_overall=True))
            case Kind.POSITION if line.data.get("stance"):
                self.edited.emit(line.row.id, Edit(stance=""))
            case Kind.CRITERION if column.criterion is not None:
                key = column.criterion.key
                if line.score(key) is not None:
                    self.edited.emit(line.row.id, Edit(scores={key: None}))
            case _:
                pass

    def _tick(self, index: QModelIndex) -> None:
        if self.sheet.toggle(index.row()):
            self.ticked.emit()

    def _enter(self, index: QModelIndex) -> None:
        if self._column(index).kind is Kind.POSITION:
            self.ask_position(index)
        else:
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        if self._column(index).kind is not Kind.POSITION:
            self.opened.emit(self.sheet.line(index.row()).row.id)

    def _column(self, index: QModelIndex) -> Column:
        return self.sheet.columns[index.column()]

    def _on_box(self, index: QModelIndex, at: QPoint) -> bool:
        if self._column(index).kind is not Kind.PROPOSAL:
            return False
        cell, wide = self.visualRect(index), theme().px(SMALL_ICON) + 2 * Space.SMALL
        gone = cell.right() - at.x() if self.isRightToLeft() else at.x() - cell.left()
        return gone <= wide
