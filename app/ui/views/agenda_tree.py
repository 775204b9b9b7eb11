"""The items of an agenda as a tree that is put in order by mouse and keys."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from app.actions.agenda_writing import Place
from app.i18n import _
from app.ui.icons import Symbol, icon
from app.ui.measures import CONTROL, Space
from app.ui.models.meeting_agenda import Line
from app.ui.theme import theme
from app.ui.widgets.text import isolated, tip_text

ID = Qt.ItemDataRole.UserRole
SPOKEN, TIP = Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole
Where = QAbstractItemView.DropIndicatorPosition
FEWEST, MOST = 5, 14
"""Rows that are seen at least, and without scrolling in the tree itself."""
_STEPS = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down"}
_SIDES = {Qt.Key.Key_Left: "out", Qt.Key.Key_Right: "in"}


class AgendaTree(QTreeWidget):
    """It changes nothing itself: it says what is wanted, and shows what came of it."""

    chosen = Signal(str)
    placed = Signal(str, object)
    """(item, Place): it was dropped there."""
    stepped = Signal(str, str)
    """(item, way): Alt and an arrow."""
    add_wanted = Signal()
    remove_wanted = Signal(str)
    rename_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Items of the agenda"))
        self.setAccessibleDescription(
            _("Alt and the arrows move an item, Insert adds one, Delete takes it off, F2 names it.")
        )
        self.setColumnCount(3)
        self.setHeaderLabels([_("Item"), _("Begins"), _("Takes")])
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionsMovable(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.itemDoubleClicked.connect(lambda *_given: self.rename_wanted.emit())
        self.currentItemChanged.connect(self._tell)
        self._rows: dict[str, QTreeWidgetItem] = {}
        self._lines: tuple[Line, ...] = ()
        theme().changed.connect(self._again)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show the items; the chosen one stays chosen, what is folded stays folded."""
        here, top = self.current(), self.verticalScrollBar().value()
        folded = {id for id, row in self._rows.items() if row.childCount() and not row.isExpanded()}
        self.blockSignals(True)
        self.clear()
        self._rows, self._lines = {}, tuple(lines)
        for each in lines:
            row = QTreeWidgetItem(self._words(each))
            row.setData(0, ID, each.id)
            row.setSizeHint(0, QSize(0, theme().px(CONTROL)))
            row.setData(0, SPOKEN, ", ".join(filter(None, (*self._words(each), each.amiss))))
            for column in (1, 2):
                row.setTextAlignment(column, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)  # fmt: skip
                row.setForeground(column, QBrush(theme().colour("soft")))
            if each.amiss:
                row.setIcon(0, icon(Symbol.WARNING, "warn"))
                row.setData(0, TIP, tip_text(each.amiss))
            elif each.carried:
                row.setForeground(0, QBrush(theme().colour("soft")))
                row.setData(0, TIP, tip_text(_("Carried over to another meeting")))
            above = self._rows.get(each.parent or "")
            if above is None:
                self.addTopLevelItem(row)
            else:
                above.addChild(row)
            self._rows[each.id] = row
        for id, row in self._rows.items():
            row.setExpanded(id not in folded)
        if here in self._rows:
            self.setCurrentItem(self._rows[here])
        self.blockSignals(False)
        rows = max(FEWEST, min(MOST, len(self._rows)))
        self.setMinimumHeight((rows + 1) * theme().px(CONTROL) + 2 * int(Space.TIGHT))
        self.verticalScrollBar().setValue(top)
        if here not in self._rows and self._rows:
            self.choose(next(iter(self._rows)))

    def _again(self) -> None:
        self.show_lines(self._lines)

    def current(self) -> str:
        """Return the chosen item, "" for none."""
        row = self.currentItem()
        return "" if row is None else str(row.data(0, ID))

    def choose(self, item: str) -> bool:
        """Choose an item and bring it into sight; False where it is not there."""
        row = self._rows.get(item)
        if row is None:
            return False
        self.setCurrentItem(row)
        self.scrollToItem(row)
        return True

    def place(self, target: str, where: Where) -> Place:
        """Return where something dropped on, above or below `target` goes; "" is beside all."""
        row = self._rows.get(target)
        if row is None:
            return Place()
        match where:
            case Where.OnItem:
                return Place(under=target)
            case Where.AboveItem:
                return Place(before=target)
            case Where.BelowItem if row.isExpanded() and (first := row.child(0)) is not None:
                return Place(before=str(first.data(0, ID)))
            case _:
                return Place(after=target)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say where it was dropped; the row itself stays until the agenda says otherwise."""
        item = self.current()
        under: QPoint = event.position().toPoint()
        row = self.itemAt(under)
        target = "" if row is None else str(row.data(0, ID))
        place = self.place(target, self.dropIndicatorPosition())
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()
        if item and item != target:
            self.placed.emit(item, place)

    def event(self, event: QEvent) -> bool:
        """Keep Alt and the arrows, which go back and forward in the window, for the items."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._way(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.current()
        if way := self._way(event):
            if item:
                self.stepped.emit(item, way)
        elif event.key() == Qt.Key.Key_Insert:
            self.add_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete and item:
            self.remove_wanted.emit(item)
        elif event.key() in {Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter} and item:
            self.rename_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _way(self, event: QKeyEvent) -> str:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != Qt.KeyboardModifier.AltModifier:  # fmt: skip
            return ""
        key = Qt.Key(event.key())
        if key in _STEPS:
            return _STEPS[key]
        way = _SIDES.get(key, "")
        mirrored = {"in": "out", "out": "in"}
        return mirrored.get(way, "") if self.isRightToLeft() else way

    def _tell(self) -> None:
        self.chosen.emit(self.current())

    @staticmethod
    def _words(each: Line) -> list[str]:
        title = isolated(each.title)
        return [f"{each.label}  {title}" if each.label else title, each.at, isolated(each.takes)]
