"""How the columns of a paper's tables share the line."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QBrush, QTextFrameFormat, QTextLength, QTextTableFormat

from app.ui.measures import Space
from app.ui.theme import theme

if TYPE_CHECKING:
    from app.documents.tables import Table

LINE_WIDE, WORD, SPARE = 64, 14, 4
"""Characters: of a line; of a word that no column of a table breaks; of what frames it."""


def table_format(table: "Table") -> QTextTableFormat:
    """Return columns as wide as their longest cells ask for, none too narrow for its words."""
    shape = QTextTableFormat()
    wanted = _widths(table)
    kind = QTextLength.Type.PercentageLength
    shape.setColumnWidthConstraints(
        [QTextLength(kind, 100 * each / sum(wanted)) for each in wanted]
    )
    shape.setWidth(QTextLength(kind, 100))
    shape.setCellPadding(Space.TIGHT + 2)
    shape.setCellSpacing(0)
    shape.setBorder(1)
    shape.setBorderCollapse(True)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(QBrush(theme().colour("line")))
    shape.setTopMargin(Space.SMALL)
    shape.setBottomMargin(Space.MEDIUM)
    return shape


def _widths(table: "Table") -> list[float]:
    """Return the columns' widths in characters: their longest words fit, if all do at all.

    What is left of the line is shared among those whose cells are longer.
    """
    columns = list(zip(*table.rows, strict=True))
    words = [[len(word) for cell in column for word in cell.text.split()] for column in columns]
    least = [SPARE + min(WORD, max(each, default=0)) for each in words]
    cells = [min(LINE_WIDE, max(len(cell.text) for cell in column)) for column in columns]
    more = [max(0, cell - low) for cell, low in zip(cells, least, strict=True)]
    left = max(0, LINE_WIDE - sum(least))
    share = left / sum(more) if sum(more) else 0
    return [low + share * each for low, each in zip(least, more, strict=True)]
