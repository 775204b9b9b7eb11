"""The matrix of a round as a table: proposals down, numbers and members across."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.domain import matrix_order
from app.domain.matrices import Line, Matrix
from app.i18n import _
from app.ui.icons import Symbol
from app.ui.models import chair_columns, chair_words
from app.ui.models.chair_columns import Column
from app.ui.models.chair_words import BLANK, Look
from app.ui.widgets.text import capped, isolated, tip_text

Index = QModelIndex | QPersistentModelIndex
LONGEST = 120
MOST_DIFFERING = 4
"""A part in so many of the proposals are those about which views differ most."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which proposals are shown; what is not asked for lets all through."""

    few: bool = False
    differ: bool = False
    conflicts: bool = False
    themes: frozenset[str] = field(default_factory=frozenset[str])


def sifted(lines: Sequence[Line], wanted: Sieve) -> list[Line]:
    """Return the lines that `wanted` lets through."""
    floor = _most(lines) if wanted.differ else 0.0
    return [
        line
        for line in lines
        if (not wanted.few or line.few)
        and (not wanted.differ or (line.controversy or 0.0) >= floor)
        and (not wanted.conflicts or line.recused)
        and (not wanted.themes or line.theme in wanted.themes)
    ]


def _most(lines: Sequence[Line]) -> float:
    """Return how far views differ at least among the quarter where they differ most."""
    known = sorted((line.controversy for line in lines if line.controversy), reverse=True)
    return known[(len(known) - 1) // MOST_DIFFERING] if known else 1.1


class MatrixTable(QAbstractTableModel):
    """Holds the matrix it is given; never asks the store itself."""

    LOOK = Qt.ItemDataRole.UserRole

    def __init__(self) -> None:
        super().__init__()
        self.matrix: Matrix | None = None
        self.columns: tuple[Column, ...] = ()
        self.lines: list[Line] = []
        self.key, self.turned = "code", False
        self.sieve = Sieve()
        self._ends: tuple[int, int] | None = None

    def show(self, matrix: Matrix, lens: str = "") -> None:
        """Show `matrix`, which is seen through the criterion `lens` (see `chair_columns`)."""
        self.beginResetModel()
        self.matrix = matrix
        self.columns = chair_columns.columns(matrix, whole=not lens)
        self._ends = chair_columns.ends(matrix, lens)
        if self.key not in matrix_order.keys(matrix):
            self.key, self.turned = "code", False
        self._arrange()
        self.endResetModel()

    def sift(self, wanted: Sieve) -> None:
        """Show only what `wanted` lets through."""
        self.beginResetModel()
        self.sieve = wanted
        self._arrange()
        self.endResetModel()

    def order(self, key: str, *, turned: bool = False) -> None:
        """Put the lines in another order; what is chosen stays chosen."""
        kept = self.persistentIndexList()
        ids = [self.lines[each.row()].id for each in kept]
        self.layoutAboutToBeChanged.emit()
        self.key, self.turned = key, turned
        self._arrange()
        rows = {line.id: row for row, line in enumerate(self.lines)}
        fresh = [self.index(rows[id], each.column()) for id, each in zip(ids, kept, strict=True)]
        self.changePersistentIndexList(kept, fresh)
        self.layoutChanged.emit()

    def column_of(self, key: str) -> int | None:
        return next((at for at, each in enumerate(self.columns) if each.key == key), None)

    def row_of(self, proposal: str) -> int | None:
        return next((at for at, line in enumerate(self.lines) if line.id == proposal), None)

    def look(self, row: int, column: int) -> Look:
        """Return one cell as it is drawn."""
        if self.matrix is None:
            return BLANK
        line, of = self.lines[row], self.columns[column]
        if of.account:
            return chair_words.cell(self.matrix, line, of.account, self._ends)
        return _reckoned(line, of)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        match role:
            case self.LOOK:
                return self.look(index.row(), index.column())
            case Qt.ItemDataRole.DisplayRole:
                return self.look(index.row(), index.column()).text
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.said(index.row(), index.column())
            case Qt.ItemDataRole.ToolTipRole:
                return tip_text(self.said(index.row(), index.column()))
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignCenter
            case _:
                return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._of_line(self.lines[section], role) if section < len(self.lines) else None
        if not 0 <= section < len(self.columns):
            return None
        of = self.columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return isolated(of.title)
            case Qt.ItemDataRole.ToolTipRole:
                return tip_text(of.tip)
            case Qt.ItemDataRole.AccessibleTextRole:
                return of.tip.replace("\n", ", ")
            case _:
                return None

    def said(self, row: int, column: int) -> str:
        """Return a cell in words, with its row and its column."""
        line, of, look = self.lines[row], self.columns[column], self.look(row, column)
        told = look.said or look.text or _("nothing")
        return _("{proposal}, {column}: {value}").format(
            proposal=capped(line.title, LONGEST), column=of.title, value=told
        )

    def _of_line(self, line: Line, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return isolated(f"{line.code}  {line.title}".strip())
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                told = [f"{line.code} {line.title}".strip(), line.theme]
                if line.few:
                    told.append(_("few reviews"))
                if line.status == "withdrawn":
                    told.append(_("withdrawn"))
                words = ", ".join(each for each in told if each)
                return tip_text(words) if role == Qt.ItemDataRole.ToolTipRole else words
            case _:
                return None

    def _arrange(self) -> None:
        if self.matrix is not None:
            kept = sifted(self.matrix.proposals, self.sieve)
            self.lines = matrix_order.ordered(kept, self.key, turned=self.turned)


def _reckoned(line: Line, of: Column) -> Look:
    """Return a number of the line: a count, a statistic, a share."""
    found = matrix_order.value(line, of.key)
    kind, _slash, _name = of.key.partition("/")
    if of.key == "controversy":
        text = "" if found is None else f"{round(float(found) * 100)} %"
        return Look(text, said=text)
    if of.key in {"mean", "median", "sd"} or kind == "criterion":
        return Look(chair_words.measured(None if found is None else float(found)))
    count = int(float(found or 0))
    if of.key == "recused":
        return _warned(count, _("conflicts of interest: {n}").format(n=count))
    if of.key == "answered":
        look = _("{n} of {total} asked").format(n=count, total=line.asked)
        if line.few:
            few = ", ".join((look, _("few reviews")))
            return Look(str(count), Symbol.WARNING, "warn", said=few)
        return Look(str(count), said=look)
    return Look(str(count) if count else "", said=str(count))


def _warned(count: int, said: str) -> Look:
    return Look(str(count), Symbol.HAND, "warn", said=said) if count else Look("", said=said)
