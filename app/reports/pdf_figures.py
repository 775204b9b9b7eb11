"""Tables and charts of a report as what stands on paper."""

from collections.abc import Container, Iterator, Sequence

from reportlab.platypus import CondPageBreak, Flowable

from app.reports import tree
from app.reports.blocks import edge
from app.reports.chart_plan import parts
from app.reports.columns import shared_out, slices
from app.reports.lines import Text
from app.reports.paragraph import Paragraph, Setting
from app.reports.pdf_chart import Picture
from app.reports.pdf_styles import SMALL_TYPES, spans
from app.reports.pdf_table import PAD, Box, Grid, Line
from app.reports.pdf_tags import Node
from app.reports.plain import one_line
from app.reports.shaping import Span
from app.reports.sheet import Sheet
from app.reports.shown import RIGHT, alternative, shown
from app.reports.style import LABEL, NAME
from app.reports.tree import Cell, Column, Content, Style

_CELL = 11.0
"""Leading of cells, in points."""
_ROWS = 60
"""Room that a table needs at the foot of a page: its caption, its head and some rows."""
_HEAD = 34
"""A head is no narrower than this, in points, if it has the words: Chinese may break after each letter."""
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
        note = None
        if block.note and columns is every[-1]:
            said = spans(block.note, SMALL_TYPES, anchors, "label")
            note = _small(said, Node("P", node), rtl=sheet.right_to_left)
        yield made.grid(columns, [widths[each] for each in columns], inner, note)


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
        self._made: dict[tuple[str, Style, bool], Text] = {}
        self._texts = [
            [
                self._text(cell, column, strong=number >= self._totals)
                for cell, column in zip(row, table.columns, strict=False)
            ]
            for number, row in enumerate(self._rows)
        ]
        self._heads = [self._titled(each) for each in table.columns]

    def widths(self) -> tuple[list[float], list[float]]:
        """Return how wide columns would be on one line each, and with their longest words."""
        naturals: list[float] = []
        leasts: list[float] = []
        widest = self._sheet.measure * _WIDEST
        for place, column in enumerate(self._table.columns):
            head = self._heads[place]
            word = max(head.least, min(head.width, _HEAD))
            cells = dict.fromkeys([row[place] for row in self._texts])
            wide = max([each.width for each in cells], default=0.0)
            if cells and (column.kind in {"code", "day"} or column.kind in RIGHT):
                natural = least = max(word, wide)
            else:
                natural = max(head.width, wide)
                least = max([word, *(each.least for each in cells)])
            naturals.append(min(natural, widest) + 2 * PAD + 0.1)
            leasts.append(min(least, widest) + 2 * PAD + 0.1)
        return naturals, leasts

    def grid(
        self, columns: Sequence[int], widths: Sequence[float], node: Node, note: Paragraph | None
    ) -> Grid:
        """Return the table's grid of these columns, perhaps with the note below it."""
        settings = [self._setting(self._table.columns[each]) for each in columns]
        head = Node("TR", Node("THead", node))
        body = Node("TBody", node)
        rows: list[Line] = []
        for number, row in enumerate(self._rows):
            line = Node("TR", body)
            texts = self._texts[number]
            boxes = [
                Box(
                    _set(texts[place], setting, self._node(line, first=place == columns[0])),
                    row[place].fill,
                )
                for place, setting in zip(columns, settings, strict=True)
            ]
            rows.append(Line(tuple(boxes), strong=number == self._totals))
        top, again = (
            Line(
                tuple(
                    Box(
                        _set(
                            self._heads[place], setting,
                            Node("TH", head, attributes=_COLUMN) if tagged else None,
                        )
                    )
                    for place, setting in zip(columns, settings, strict=True)
                )
            )
            for tagged in (True, False)
        )  # fmt: skip
        return Grid(top, rows, widths, again=again, right_to_left=self._rtl, foot=note)

    def caption(self, node: Node) -> Paragraph:
        return _small([Span(one_line(self._table.caption), NAME)], node, rtl=self._rtl)

    def _node(self, line: Node, *, first: bool) -> Node:
        return Node("TH", line, attributes=_ROW) if first else Node("TD", line)

    def _titled(self, column: Column) -> Text:
        return Text([Span(one_line(column.title), NAME)], default=int(self._rtl))

    def _text(self, cell: Cell, column: Column, *, strong: bool) -> Text:
        """Return the words of a cell; those of the same words in the same letters are one."""
        content: Content = cell.content or shown(cell, column.kind)
        style: Style = cell.style or ("strong" if strong else "")
        # Numbers go from left to right in any document.
        figure = column.kind in RIGHT
        key = (content, style, figure) if isinstance(content, str) else None
        found = None if key is None else self._made.get(key)
        if found is None:
            said = spans(content, SMALL_TYPES, self._anchors, style)
            found = Text(said, 0 if figure else None, int(self._rtl))
            if key is not None:
                self._made[key] = found
        return found

    def _setting(self, column: Column) -> Setting:
        # Units stand under units in any document: figures go from left to right.
        align = "right" if column.kind in RIGHT else edge(rtl=self._rtl)
        return Setting(_CELL, align=align, most_lines=_MOST_LINES)


def _set(text: Text, setting: Setting, node: Node | None) -> Paragraph:
    made = Paragraph(text, setting)
    made.node = node
    return made


def _small(said: Sequence[Span], node: Node, *, rtl: bool) -> Paragraph:
    setting = Setting(13, before=6, after=5, align=edge(rtl=rtl))
    made = Paragraph(said or [Span("", LABEL)], setting, default=int(rtl))
    made.node = node
    return made
