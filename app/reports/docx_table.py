"""Tables of a Word file: a head that is repeated, rows that stay whole, columns by direction."""

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement

from app.reports.docx_words import Writer, added
from app.reports.palette import HEAD_FILL, LINE
from app.reports.plain import one_line
from app.reports.shown import RIGHT, shown
from app.reports.tree import Cell, Column, Run, Table, cell, runs

_TEXT = 9740
"""Width of the text of A4, in twentieths of a point."""
_LETTERS = 44
"""Letters of a cell that ask for room; longer texts go on lines."""
_PERCENT = 5000
"""The whole width, in fiftieths of a per cent."""


def table(block: Table, writer: Writer, *, rtl: bool) -> Any:
    """Return the w:tbl of `block`."""
    made = OxmlElement("w:tbl")
    form = added(made, "w:tblPr")
    added(form, "w:tblStyle", val="TableGrid")
    if rtl:
        added(form, "w:bidiVisual")
    added(form, "w:tblW", w=str(_PERCENT), type="pct")
    borders = added(form, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        kind = "single" if side in {"top", "bottom", "insideH"} else "nil"
        added(borders, f"w:{side}", val=kind, sz="4", space="0", color=f"{LINE:06X}")
    added(form, "w:tblLook", val="04A0", firstRow="1", firstColumn="1", noHBand="0", noVBand="1")
    if block.caption:
        added(form, "w:tblCaption", val=one_line(block.caption))
    if block.note:
        added(form, "w:tblDescription", val=one_line(block.note))
    grid = added(made, "w:tblGrid")
    for width in _widths(block):
        added(grid, "w:gridCol", w=str(width))
    heads = [Cell(content=Run(one_line(each.title), "strong")) for each in block.columns]
    made.append(_row(heads, block.columns, writer, rtl=rtl, head=True))
    totals = len(block.rows) - block.totals
    for number, given in enumerate(block.rows):
        held = [cell(each) for each in given]
        made.append(_row(held, block.columns, writer, rtl=rtl, strong=number >= totals))
    return made


def _widths(block: Table) -> list[int]:
    """Return widths by how much columns hold, in twentieths of a point; Word may better them."""
    longest: list[int] = []
    for place, column in enumerate(block.columns):
        cells = [len(shown(cell(row[place]), column.kind)) for row in block.rows]
        title = max((len(word) for word in column.title.split()), default=1)
        longest.append(min(max([title, *cells]), _LETTERS) + 2)
    return [_TEXT * each // sum(longest) for each in longest]


def _row(
    cells: Sequence[Cell], columns: Sequence[Column], writer: Writer, *, rtl: bool,
    head: bool = False, strong: bool = False,
) -> Any:  # fmt: skip
    made = OxmlElement("w:tr")
    form = added(made, "w:trPr")
    added(form, "w:cantSplit")
    if head:
        added(form, "w:tblHeader")
    for held, column in zip(cells, columns, strict=True):
        box = added(made, "w:tc")
        look = added(box, "w:tcPr")
        fill = HEAD_FILL if head else held.fill
        if fill is not None:
            added(look, "w:shd", val="clear", color="auto", fill=f"{fill:06X}")
        style = held.style or ("strong" if strong else "")
        content = runs(held.content or shown(held, column.kind), style)
        number = column.kind in RIGHT
        # The right side: where Arabic begins, and other words end.
        align = ("start" if rtl else "end") if number else ""
        box.append(writer.paragraph(content, small=True, align=align, own=not number))
    return made
