"""The table of the matrix: the proposal stays in sight, cells are read out with row and column."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.domain.matrix_order import RISING
from app.i18n import _
from app.ui import icons
from app.ui.measures import SMALL_ICON, TARGET, Space, Type, Weight
from app.ui.models.chair_matrix import MatrixTable
from app.ui.models.chair_words import Look
from app.ui.theme import theme
from app.ui.widgets.cells import area, ring
from app.ui.widgets.text import isolated

Index = QModelIndex | QPersistentModelIndex
PROPOSAL, LEAST = 260, 120
"""Width of the proposals' column, and the least it is cut to, in px at 100 %."""


class CellDelegate(QStyledItemDelegate):
    """Draws an icon and a word or number, on a ground where it is high or low."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        theme().changed.connect(self._dress)
        self._dress()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme().px(TARGET), theme().px(TARGET + 4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown: Look = index.data(MatrixTable.LOOK)
        here = area(option)
        look = theme()
        painter.save()
        if here.chosen:
            painter.fillRect(here.rect, look.colour("accent_soft"))
        elif shown.ground:
            painter.fillRect(here.rect.adjusted(1, 1, -1, -2), look.colour(shown.ground))
        line = here.rect.adjusted(0, here.rect.height() - 1, 0, 0)
        painter.fillRect(line, look.colour("line"))
        painter.setFont(self._font)
        _draw(painter, here.rect, shown)
        if here.focused:
            ring(painter, here.rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _dress(self) -> None:
        self._font = theme().font(Type.SMALL)


def _draw(painter: QPainter, area: QRect, shown: Look) -> None:
    """Draw the icon and the words in the middle, the icon before the words."""
    look = theme()
    side = look.px(SMALL_ICON) if shown.symbol is not None else 0
    gap = int(Space.TIGHT) if side and shown.text else 0
    words = painter.fontMetrics().elidedText(
        isolated(shown.text),
        Qt.TextElideMode.ElideRight,
        max(0, area.width() - side - gap - 2 * Space.TIGHT),
    )
    wide = painter.fontMetrics().horizontalAdvance(words)
    left = area.left() + max(0, (area.width() - side - gap - wide) // 2)
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    before, after = (left + wide + gap, left) if mirrored else (left, left + side + gap)
    if shown.symbol is not None:
        place = QRect(before, area.top(), side, area.height())
        icons.paint(painter, place, shown.symbol, shown.tone, side)
    painter.setPen(look.colour("ink"))
    room = QRect(after, area.top(), wide + 2, area.height())
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)


class TableView(QTableView):
    """The matrix; Enter or a double click goes in, a click on a heading orders by it."""

    cell_opened = Signal(str, str)
    """Proposal and account of a member's cell; the account is "" for a number's."""
    ordered = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.table = MatrixTable()
        self.setModel(self.table)
        self.setAccessibleName(_("Matrix of proposals and members"))
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        across, down = self.horizontalHeader(), self.verticalHeader()
        for header in (across, down):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setTextElideMode(Qt.TextElideMode.ElideRight)
            header.setHighlightSections(False)
            header.setSectionsClickable(True)
        across.setAccessibleName(_("Columns of the matrix"))
        down.setAccessibleName(_("Proposals of the matrix"))
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        down.setDefaultAlignment(leading)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        across.setSortIndicatorShown(True)
        across.sectionClicked.connect(self._order)
        down.sectionDoubleClicked.connect(self._open_line)
        self.doubleClicked.connect(self._open)
        theme().changed.connect(self._sized)
        self._sized()

    def show_order(self) -> None:
        """Mark the column that the lines are in order by."""
        header, at = self.horizontalHeader(), self.table.column_of(self.table.key)
        falls = (self.table.key not in RISING) != self.table.turned
        order = Qt.SortOrder.DescendingOrder if falls else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(-1 if at is None else at, order)

    def shown(self) -> None:
        """Give the columns their widths after another matrix is shown."""
        for at, each in enumerate(self.table.columns):
            self.setColumnWidth(at, theme().px(each.wide))
        self.show_order()

    def place(self, index: QModelIndex) -> tuple[str, str] | None:
        """Return the proposal and the column's key of a cell, None for no cell."""
        if not index.isValid() or index.row() >= len(self.table.lines):
            return None
        return self.table.lines[index.row()].id, self.table.columns[index.column()].key

    def choose(self, proposal: str, key: str) -> None:
        """Go to the cell of a proposal in the column `key`."""
        row, column = self.table.row_of(proposal), self.table.column_of(key)
        if row is not None:
            self.setCurrentIndex(self.table.index(row, column or 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid():
            self._open(index)
            return
        if event.key() == Qt.Key.Key_Home and not event.modifiers() and index.isValid():
            self.setCurrentIndex(self.table.index(index.row(), 0))
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _open(self, index: QModelIndex) -> None:
        line, of = self.table.lines[index.row()], self.table.columns[index.column()]
        self.cell_opened.emit(line.id, of.account)

    def _open_line(self, row: int) -> None:
        self.cell_opened.emit(self.table.lines[row].id, "")

    def _order(self, at: int) -> None:
        key = self.table.columns[at].key
        self.ordered.emit(key, key == self.table.key and not self.table.turned)

    def _sized(self) -> None:
        look = theme()
        row = QFontMetrics(look.font(Type.BODY)).height() + 2 * Space.TIGHT
        self.verticalHeader().setDefaultSectionSize(max(row, look.px(TARGET + 4)))
        self.horizontalHeader().setFixedHeight(
            QFontMetrics(look.font(Type.SMALL, Weight.MEDIUM)).height() + 2 * Space.SMALL
        )
        self.verticalHeader().setStyleSheet(
            f"QHeaderView::section {{ color: {look.colours.ink}; font-weight: 400; }}"
        )
        self.setStyleSheet(
            f"QTableCornerButton::section {{ background: {look.colours.paper}; border: none;"
            f" border-bottom: 1px solid {look.colours.line}; }}"
        )
        self.shown()
        self._fit()

    def _fit(self) -> None:
        """Leave the numbers some room where the window is narrow."""
        wide = min(theme().px(PROPOSAL), max(theme().px(LEAST), self.width() * 2 // 5))
        if self.verticalHeader().width() != wide:
            self.verticalHeader().setFixedWidth(wide)
            self.updateGeometries()
