"""A table of numbers of a report in the window: read by keys, copied, its sums marked."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.reports.shown import shown
from app.reports.tree import Table, cell
from app.ui.measures import TARGET, Space, Type, Weight
from app.ui.theme import theme
from app.ui.widgets.cells import area
from app.ui.widgets.text import isolated

Index = QModelIndex | QPersistentModelIndex


class Numbers(QTableView):
    """As high as its rows; in a narrow window it scrolls sideways. Ctrl+C copies what is chosen."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._model = QStandardItemModel(self)
        self._table: Table | None = None
        self.setModel(self._model)
        self.setItemDelegate(_Ruled(self))
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        across, down = self.horizontalHeader(), self.verticalHeader()
        for header in (across, down):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(False)
        wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        across.setDefaultAlignment(Qt.AlignmentFlag(int(wrapped)))
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        theme().changed.connect(self._dress)

    def show_table(self, table: Table) -> None:
        """Show the values of `table`; its first column names the rows."""
        self._table = table
        self._model.clear()
        self._model.setHorizontalHeaderLabels([each.title for each in table.columns[1:]])
        for row in table.rows:
            items: list[QStandardItem] = []
            for given, column in zip(row[1:], table.columns[1:], strict=True):
                item = QStandardItem(isolated(shown(cell(given), column.kind)))
                item.setTextAlignment(
                    Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
                )
                items.append(item)
            self._model.appendRow(items)
        names = [isolated(shown(cell(row[0]), "text")) for row in table.rows]
        self._model.setVerticalHeaderLabels(names)
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
            return
        super().keyPressEvent(event)

    def copied(self) -> str:
        """Return what is chosen, or everything, with tabs between: for a spreadsheet."""
        table = self._table
        if table is None:
            return ""
        chosen = self.selectionModel().selectedIndexes()
        if len(chosen) > 1:
            rows: dict[int, list[str]] = {}
            for index in sorted(chosen, key=lambda each: (each.row(), each.column())):
                given = table.rows[index.row()][index.column() + 1]
                kind = table.columns[index.column() + 1].kind
                rows.setdefault(index.row(), []).append(shown(cell(given), kind))
            return "\n".join("\t".join(row) for row in rows.values())
        lines = [[each.title for each in table.columns]]
        lines += [
            [shown(cell(given), column.kind) for given, column in zip(row, table.columns, strict=True)]
            for row in table.rows
        ]  # fmt: skip
        return "\n".join("\t".join(line) for line in lines)

    def _dress(self) -> None:
        table = self._table
        if table is None:
            return
        look = theme()
        strong = look.font(Type.SMALL, Weight.MEDIUM)
        for row in range(len(table.rows) - table.totals, len(table.rows)):
            for column in range(self._model.columnCount()):
                self._model.item(row, column).setFont(strong)
        heads = QFontMetrics(strong)
        lines = 1
        for at, column in enumerate(table.columns[1:]):
            words = [heads.horizontalAdvance(word) for word in column.title.split()]
            values = [
                heads.horizontalAdvance(str(self._model.item(row, at).text()))
                for row in range(len(table.rows))
            ]
            wide = max(*words, *values, look.px(TARGET))
            lines = max(lines, _lines(words, wide, heads.horizontalAdvance(" ")))
            self.setColumnWidth(at, wide + 2 * int(Space.SMALL))
        row = max(heads.height() + 2 * int(Space.TIGHT), look.px(TARGET))
        self.verticalHeader().setDefaultSectionSize(row)
        self.horizontalHeader().setFixedHeight(lines * heads.height() + 2 * int(Space.SMALL))
        names = [shown(cell(each[0]), "text") for each in table.rows]
        longest = max((heads.horizontalAdvance(each) for each in names), default=0)
        self.verticalHeader().setFixedWidth(longest + 3 * int(Space.SMALL))
        self.setStyleSheet(
            f"QTableCornerButton::section {{ background: {look.colours.paper}; border: none;"
            f" border-bottom: 1px solid {look.colours.line}; }}"
        )
        self._grow()

    def _grow(self) -> None:
        """Be as high as the rows, with room for a bar only where there is one."""
        rows, wide = self._model.rowCount(), self.verticalHeader().width()
        wide += sum(self.columnWidth(at) for at in range(self._model.columnCount()))
        bar = self.horizontalScrollBar().sizeHint().height() if wide > self.width() else 0
        whole = self.horizontalHeader().height() + self.verticalHeader().defaultSectionSize() * rows
        self.setFixedHeight(whole + bar + 2)


class _Ruled(QStyledItemDelegate):
    """Draws a line under each cell, as under its row's name."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        rect = area(option).rect
        painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), theme().colour("line"))


def _lines(words: list[int], wide: int, space: int) -> int:
    """Return how many lines words of these widths take."""
    lines, used = 1, 0
    for each in words:
        if used and used + space + each > wide:
            lines, used = lines + 1, each
        else:
            used += each + (space if used else 0)
    return lines
