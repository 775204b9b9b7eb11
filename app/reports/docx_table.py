"""Tables of a Word file: a head that is repeated, rows that stay whole, columns by direction."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from docx.oxml import OxmlElement

from app.reports.columns import shared_out, slices
from app.reports.docx_words import Writer, added
from app.reports.palette import HEAD_FILL, LINE
from app.reports.plain import one_line
from app.reports.shown import RIGHT, shown
from app.reports.tree import Cell, Column, Run, Table, cell, runs

_LETTER, _STRONG, _WIDE = 5.6, 6.2, 10.0
"""Width of a letter of a cell, of a head, and of a Chinese one, in points: Word's faces are not
known here, so these are of wide ones."""
_PAD = 12.0
"""Free space at both sides of a cell together, in points."""
_MOST = 0.45
"""Part of the measure that a column takes by its own wish."""
_PERCENT = 5000
"""The whole width, in fiftieths of a per cent."""


def tables(block: Table, writer: Writer, measure: float, *, rtl: bool) -> Iterator[Any]:
    """Yield the w:tbl of `block`; several, below each other, where it is wider than the `measure`.

    The first `fixed` columns stand in each part, as they do in a PDF.
    """
    naturals, leasts = _widths(block, measure)
    if sum(leasts) <= measure:
        widths = shared_out(naturals, leasts, [each.width for each in block.columns], measure)
        every = [list(range(len(widths)))]
    else:
        widths = [min(each, measure / 3) for each in naturals]
        every = slices(widths, block.fixed, measure)
    for part in every:
        yield _table(block, writer, part, [widths[each] for each in part], measure, rtl=rtl)


def _table(
    block: Table, writer: Writer, part: Sequence[int], widths: Sequence[float], measure: float,
    *, rtl: bool,
) -> Any:  # fmt: skip
    columns = [block.columns[each] for each in part]
    scale = 20 * measure / sum(widths)  # to the whole width, in twentieths of a point
    sizes = [int(each * scale) for each in widths]
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
    for width in sizes:
        added(grid, "w:gridCol", w=str(width))
    heads = [Cell(content=Run(one_line(each.title), "strong")) for each in columns]
    made.append(_row(heads, columns, sizes, writer, rtl=rtl, head=True))
    totals = len(block.rows) - block.totals
    for number, given in enumerate(block.rows):
        held = [cell(given[each]) for each in part]
        made.append(_row(held, columns, sizes, writer, rtl=rtl, strong=number >= totals))
    return made


def _widths(block: Table, measure: float) -> tuple[list[float], list[float]]:
    """Return how wide columns would be on one line each, and with their longest words, in points."""
    naturals: list[float] = []
    leasts: list[float] = []
    most = measure * _MOST
    for place, column in enumerate(block.columns):
        head, word = _wide(column.title, _STRONG)
        cells = [_wide(shown(cell(row[place]), column.kind), _LETTER) for row in block.rows]
        whole = max((each for each, _word in cells), default=0.0)
        if cells and (column.kind in {"code", "day"} or column.kind in RIGHT):
            natural = least = max(word, whole)
        else:
            natural = max(head, whole)
            least = max([word, *(each for _whole, each in cells)])
        naturals.append(min(natural, most) + _PAD)
        leasts.append(min(least, most) + _PAD)
    return naturals, leasts


def _wide(text: str, letter: float) -> tuple[float, float]:
    """Return about how wide `text` is on one line, and its longest word, in points.

    Chinese may break after each letter.
    """
    whole = longest = word = 0.0
    for each in text:
        wide = unicodedata.east_asian_width(each) in "WF"
        size = _WIDE if wide else letter
        whole += size
        word = 0.0 if each.isspace() else size if wide else word + size
        longest = max(longest, word)
    return whole, longest


def _row(
    cells: Sequence[Cell], columns: Sequence[Column], sizes: Sequence[int], writer: Writer, *,
    rtl: bool, head: bool = False, strong: bool = False,
) -> Any:  # fmt: skip
    made = OxmlElement("w:tr")
    form = added(made, "w:trPr")
    added(form, "w:cantSplit")
    if head:
        added(form, "w:tblHeader")
    for held, column, size in zip(cells, columns, sizes, strict=True):
        box = added(made, "w:tc")
        look = added(box, "w:tcPr")
        added(look, "w:tcW", w=str(size), type="dxa")
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
