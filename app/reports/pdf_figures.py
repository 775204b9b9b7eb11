"""Tables and charts of a report as what stands on paper."""

from collections.abc import Container, Iterator, Sequence

from reportlab.platypus import CondPageBreak, Flowable

from app.reports import tree
from app.reports.blocks import edge
from app.reports.chart_plan import parts
from app.reports.paragraph import Paragraph, Setting
from app.reports.pdf_chart import Picture
from app.reports.pdf_styles import SMALL_TYPES, spans
from app.reports.pdf_table import PAD, Box, Grid, Line, shared_out, slices
from app.reports.pdf_tags import Node
from app.reports.plain import one_line
from app.reports.shaping import Span
from app.reports.sheet import Sheet
from app.reports.shown import RIGHT, alternative, shown
from app.reports.style import LABEL, NAME
from app.reports.tree import Cell, Column, Content

_CELL = 11.0
"""Leading of cells, in points."""
_ROWS = 60
"""Room that a table needs at the foot of a page: its caption, its head and some rows."""
_MOST_LINES = 14
"""Lines of a cell; longer texts belong beside a table."""
_WIDEST = 0.45
"""Part of the measure that a column takes by its own wish."""
_COLUMN = b"/O/Table/Scope/Column"
_ROW = b"/O/Table/Scope/Row"


def table(
    block: tree.Table, node: Node, sheet: Sheet, anchors: Container[str]
) -> Iterator[Flowable]:
    """Yield a table, in parts beside each other's columns where it is wider than the paper."""
    made = _Setter(block, sheet, anchors)
    yield CondPageBreak(_ROWS)
    naturals, leasts = made.widths()
    if sum(leasts) <= sheet.measure:
        weights = [each.width for each in block.columns]
        widths = shared_out(naturals, leasts, weights, sheet.measure)
        every = [list(range(len(widths)))]
    else:
        widths = [min(each, sheet.measure / 3) for each in naturals]
        every = slices(widths, block.fixed, sheet.measure)
    own = Node("Table", node)
    if block.caption:
        yield made.caption(Node("Caption", own))
    for columns in every:
        inner = own if columns is every[0] else Node("Table", node)
        yield made.grid(columns, [widths[each] for each in columns], inner)
    if block.note:
        yield _small(
            spans(block.note, SMALL_TYPES, anchors, "label"),
            Node("P", node),
            rtl=sheet.right_to_left,
        )


def chart(block: tree.Chart, node: Node, *, rtl: bool) -> Iterator[Flowable]:
    """Yield a chart under its caption, a page's worth of bars at a time."""
    pictures = list(parts(block))
    if block.caption:
        # The caption keeps the first picture beside it.
        first = Picture(pictures[0], None, right_to_left=rtl, after=0).measure(400)
        yield CondPageBreak(first + 40)
        yield _small([Span(one_line(block.caption), NAME)], Node("P", node), rtl=rtl)
    for each in pictures:
        figure = Node("Figure", node, alternative=alternative(each))
        yield Picture(each, figure, right_to_left=rtl, after=14)


class _Setter:
    """Sets the cells of one table."""

    def __init__(self, table: tree.Table, sheet: Sheet, anchors: Container[str]) -> None:
        self._table, self._sheet, self._anchors = table, sheet, anchors
        self._rtl = sheet.right_to_left
        self._rows = [[tree.cell(each) for each in row] for row in table.rows]
        self._totals = len(self._rows) - table.totals

    def widths(self) -> tuple[list[float], list[float]]:
        """Return how wide columns would be on one line each, and with their longest words."""
        naturals: list[float] = []
        leasts: list[float] = []
        widest = self._sheet.measure * _WIDEST
        for place, column in enumerate(self._table.columns):
            natural = least = 0.0
            cells = [self._box(row[place], column, None, strong=n >= self._totals).words.text
                     for n, row in enumerate(self._rows)]  # fmt: skip
            for text in (self._head(column, None).words.text, *cells):
                natural, least = max(natural, text.width), max(least, text.least)
            kept = column.kind in {"code", "day"} or column.kind in RIGHT
            most = max(self._head(column, None).words.text.least, *(t.width for t in cells), 0.0)
            naturals.append(min(most if kept and cells else natural, widest) + 2 * PAD + 0.1)
            leasts.append(min(most if kept and cells else least, widest) + 2 * PAD + 0.1)
        return naturals, leasts

    def grid(self, columns: Sequence[int], widths: Sequence[float], node: Node) -> Grid:
        """Return the table's grid of these columns."""
        chosen = [self._table.columns[each] for each in columns]
        head = Node("TR", Node("THead", node))
        body = Node("TBody", node)
        rows: list[Line] = []
        for number, row in enumerate(self._rows):
            line = Node("TR", body)
            strong = number >= self._totals
            boxes = [
                self._box(
                    row[place], column, self._node(line, first=place == columns[0]), strong=strong
                )
                for place, column in zip(columns, chosen, strict=True)
            ]
            rows.append(Line(tuple(boxes), strong=number == self._totals))
        top = Line(tuple(self._head(each, Node("TH", head, attributes=_COLUMN)) for each in chosen))
        again = Line(tuple(self._head(each, None) for each in chosen))
        return Grid(top, rows, widths, again=again, right_to_left=self._rtl)

    def caption(self, node: Node) -> Paragraph:
        return _small([Span(one_line(self._table.caption), NAME)], node, rtl=self._rtl)

    def _node(self, line: Node, *, first: bool) -> Node:
        return Node("TH", line, attributes=_ROW) if first else Node("TD", line)

    def _head(self, column: Column, node: Node | None) -> Box:
        said = [Span(one_line(column.title), NAME)]
        return Box(_set(said, self._align(column), node, rtl=self._rtl, base=None))

    def _box(self, cell: Cell, column: Column, node: Node | None, *, strong: bool) -> Box:
        content: Content = cell.content or shown(cell, column.kind)
        style = cell.style or ("strong" if strong else "")
        said = spans(content, SMALL_TYPES, self._anchors, style)
        # Numbers go from left to right in any document.
        base = 0 if column.kind in RIGHT else None
        return Box(_set(said, self._align(column), node, rtl=self._rtl, base=base), cell.fill)

    def _align(self, column: Column) -> str:
        return edge(rtl=self._rtl != (column.kind in RIGHT))


def _set(
    said: Sequence[Span], align: str, node: Node | None, *, rtl: bool, base: int | None
) -> Paragraph:
    setting = Setting(_CELL, align=align, most_lines=_MOST_LINES)
    made = Paragraph(said, setting, base=base, default=int(rtl))
    made.node = node
    return made


def _small(said: Sequence[Span], node: Node, *, rtl: bool) -> Paragraph:
    setting = Setting(13, before=6, after=5, align=edge(rtl=rtl))
    made = Paragraph(said or [Span("", LABEL)], setting, default=int(rtl))
    made.node = node
    return made
