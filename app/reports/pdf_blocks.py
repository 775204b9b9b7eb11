"""Turns the blocks of a report into what stands on paper, each with its place in the structure."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable

from app.i18n import _
from app.reports import tree
from app.reports.blocks import (
    ContentsLine,
    Heading,
    Row,
    Rule,
    Stack,
    edge,
)
from app.reports.palette import ACCENT
from app.reports.paragraph import Paragraph, Setting
from app.reports.pdf_figures import chart, table
from app.reports.pdf_styles import BODY_TYPES, SMALL_TYPES, spans
from app.reports.pdf_tags import Node
from app.reports.pdf_words import Words, lined
from app.reports.plain import isolated, one_line
from app.reports.shaping import Span, Type
from app.reports.sheet import BOTTOM, TOP, Sheet
from app.reports.style import (
    CODE,
    HEADING,
    LABEL,
    LABEL_STRONG,
    LINK,
    SIDE,
    SIDE_GAP,
    SUBHEADING,
    TEXT,
    TITLE,
)
from app.reports.tree import Content, Run

_ROOM = 0.35
"""A chapter begins on a page where so much is free, otherwise on the next."""
_FOLLOWS = 130
"""A heading stands at the foot of a page only if so many points follow it."""
_TOGETHER = 8
"""Rows of definitions that are set in one go; they part where a page ends."""
_ITEM = Setting(leading=15, after=3)
_MARK, _MARK_GAP = 18.0, 6.0
_LONGEST = 400
"""Characters of a title that are shown; records may hold more."""
_SUBHEADINGS = {2: SUBHEADING, 3: Type("label", 9.5, weight=600), 4: Type("label", 9, weight=500)}


class Composer(Words):
    """Makes flowables of one report's blocks."""

    def __init__(self, report: tree.Report, sheet: Sheet, root: Node) -> None:
        self._report, self._sheet, self._root = report, sheet, root
        self._keys: dict[int, str] = {
            place: tree.anchored(each, place).anchor
            for place, each in enumerate(report.blocks)
            if isinstance(each, tree.Heading)
        }
        anchors = frozenset((*self._keys.values(), "top"))
        super().__init__(anchors, rtl=report.right_to_left)
        self._part = Node("Sect", root)

    def story(self, tick: Callable[[int, int], None]) -> Iterator[Flowable]:
        """Yield the whole report; each block is made when paper is ready for it."""
        yield from self._opening()
        total = len(self._report.blocks)
        for place, block in enumerate(self._report.blocks):
            tick(place, total)
            if isinstance(block, tree.Heading):
                yield from self._heading(block, self._keys[place])
            elif isinstance(block, tree.Contents):
                yield from self._contents(block)
            else:
                yield from self._block(block, self._part)
        tick(total, total)

    def _opening(self) -> Iterator[Flowable]:
        report = self._report
        if report.over:
            over = Setting(13, after=6, most_lines=2, align=edge(rtl=self.rtl))
            yield self.placed(Run(one_line(report.over), "code"), over, Node("P", self._part))
        title = one_line(report.title)[:_LONGEST]
        setting = Setting(32, after=4, most_lines=5, align=edge(rtl=self.rtl))
        made = Heading([Span(title, TITLE)], setting, key="top", title=title, default=self.base)
        made.node = Node("H1", self._part)
        yield made
        yield Rule(before=8, after=10, ink=ACCENT, weight=1)
        if report.facts:
            yield from self._definitions(report.facts, self._part)

    def _heading(self, heading: tree.Heading, key: str) -> Iterator[Flowable]:
        title = one_line(heading.title)[:_LONGEST] or _("Untitled")
        code = one_line(heading.code)[:40]
        named = f"{code} {title}".strip()
        align = edge(rtl=self.rtl)
        types: list[Span] = []
        above: list[Flowable] = []
        if heading.level <= 1:
            yield CondPageBreak(self._sheet.size[1] * _ROOM)
            above.append(Rule(before=22, after=16, below=self._sheet.size[1] - TOP - 20))
            self._part = Node("Sect", self._root)
            if code:
                setting = Setting(13, after=2, most_lines=1, align=align)
                above.append(self.placed(Run(code, "code"), setting, Node("P", self._part)))
            types = [Span(title, HEADING)]
            setting = Setting(22, after=3 if heading.note or code else 8, most_lines=6, align=align)
        else:
            yield CondPageBreak(_FOLLOWS)
            setting = Setting(15, before=16, after=7, most_lines=4, align=align)
            if code:
                types = [Span(f"{code}  ", CODE)]
            types.append(Span(title, _SUBHEADINGS[min(heading.level, 4)]))
        if heading.note:
            types.append(Span(f"   {one_line(heading.note)}", LABEL))
        running = ""
        if heading.level <= 1 and heading.running:
            running = " ".join(isolated(each, rtl=self.rtl) for each in (code, title) if each)
        made = Heading(
            types, setting, key=key, title=named, level=heading.level - 1, running=running,
            default=self.base,
        )  # fmt: skip
        made.node = Node(f"H{min(heading.level, 5) + 1}", self._part)
        yield Stack([*above, made]) if above else made

    def _contents(self, contents: tree.Contents) -> Iterator[Flowable]:
        listed = [
            (each, self._keys[place])
            for place, each in enumerate(self._report.blocks)
            if isinstance(each, tree.Heading) and each.level <= contents.deepest
        ]
        if not listed:
            return
        title = contents.title or _("Contents")
        setting = Setting(15, before=16, after=7, align=edge(rtl=self.rtl))
        made = Heading(
            [Span(title, SUBHEADING)], setting, key="contents", title=title, default=self.base
        )
        made.node = Node("H2", self._part)
        yield made
        bars = any(each.shares for each, _key in listed)
        node = Node("TOC", self._part)
        for heading, key in listed:
            yield self._line(heading, key, Node("Link", Node("TOCI", node)), bars=bars)

    def _line(self, heading: tree.Heading, key: str, node: Node, *, bars: bool) -> ContentsLine:
        code = one_line(heading.code)[:40]
        said = [Span(isolated(code, rtl=self.rtl) + "  ", CODE)] if code else []
        title = one_line(heading.title)[:_LONGEST] or _("Untitled")
        deep = heading.level > 1
        said.append(Span(isolated(title, rtl=self.rtl), _SUBLINK if deep else LINK))
        if heading.listed:
            said.append(Span(f"   {one_line(heading.listed)}", LABEL))
        shares = [(each.colour, each.count) for each in heading.shares if each.colour is not None]
        return ContentsLine(
            said, Setting(14, after=2 if deep else 4), key, LABEL_STRONG,
            shares=shares if bars else None, right_to_left=self.rtl,
            indent=16.0 * (heading.level - 1), node=node,
        )  # fmt: skip

    def _block(self, block: tree.Block, node: Node) -> Iterator[Flowable]:
        """Yield what `block` is on paper, within `node`."""
        makers: dict[type, Callable[[Any, Node], Iterator[Flowable]]] = {
            tree.Paragraph: self.paragraph,
            tree.Prose: self.prose,
            tree.Quote: self.quote,
            tree.Bullets: self._bullets,
            tree.Definitions: lambda each, node: self._definitions(each.rows, node),
            tree.Figures: self.figures,
            tree.Shares: self.shares,
            tree.Entry: self._entry,
            tree.Table: lambda each, node: table(each, node, self._sheet, self.anchors),
            tree.Chart: lambda each, node: chart(each, node, rtl=self.rtl),
            tree.PageBreak: self._break,
            tree.Rule: self._rule,
        }
        return makers[type(block)](block, node)

    def _bullets(self, block: tree.Bullets, node: Node) -> Iterator[Flowable]:
        own = Node("L", node, attributes=_LIST[block.numbered])
        for number, each in enumerate(block.items, block.start):
            item = each if isinstance(each, tree.Item) else tree.Item(each)
            point = Node("LI", own)
            mark = f"{number}." if block.numbered else "•"
            types = BODY_TYPES["label"] if block.numbered else TEXT
            setting = Setting(15, align="left" if self.rtl else "right", most_lines=1)
            marker = Paragraph([Span(mark, types)], setting, base=self.base)
            marker.node = Node("Lbl", point)
            body = Node("LBody", point)
            inner: list[Flowable] = []
            lines = lined(tree.runs(item.content))
            said = Node("P", body)
            for line in lines:
                words = Paragraph(spans(line, BODY_TYPES, self.anchors), _ITEM, default=self.base)
                words.node = said
                inner.append(words)
            for part in item.inner:
                inner += self._block(part, body)
            yield Row(
                [marker], inner, right_to_left=self.rtl, after=2, drop=0, side_width=_MARK,
                gap=_MARK_GAP,
            )  # fmt: skip

    def _definitions(self, rows: Sequence[tuple[str, Content]], node: Node) -> Iterator[Flowable]:
        own = Node("L", node)
        made: list[Row] = []
        for label, content in rows:
            point = Node("LI", own)
            side = self.placed(
                Run(one_line(label), "label"), Setting(12, most_lines=3), Node("Lbl", point)
            )
            words = Paragraph(
                spans(content, SMALL_TYPES, self.anchors),
                Setting(12, align=edge(rtl=self.rtl)), default=self.base,
            )  # fmt: skip
            words.node = Node("LBody", point)
            made.append(Row([side], [words], right_to_left=self.rtl, after=3, drop=0))
        for start in range(0, len(made), _TOGETHER):
            yield Stack(made[start : start + _TOGETHER])

    def _entry(self, block: tree.Entry, node: Node) -> Iterator[Flowable]:
        own = Node("Div", node)
        side: list[Paragraph] = []
        for place, content in enumerate(block.side):
            gap = place == (2 if block.named else 0) and place
            setting = SIDE_GAP if gap else SIDE
            most = Setting(
                setting.leading, before=setting.before, most_lines=6, align=edge(rtl=self.rtl)
            )
            side.append(self.placed(content, most, Node("P", own)))
        again = Setting(SIDE.leading, most_lines=3, align=edge(rtl=self.rtl))
        continued = [self.placed(Run(_("continued"), "label"), again, None)]
        if block.named and block.side:
            continued.insert(0, self.placed(block.side[0], again, None))
        body = [made for each in block.body for made in self._block(each, own)]
        # A row without anybody at its side begins where the words do.
        drop = {} if block.side else {"drop": 0.0, "after": 6.0}
        yield Row(side, body, right_to_left=self.rtl, continued=continued, **drop)

    def _break(self, block: tree.PageBreak, node: Node) -> Iterator[Flowable]:
        del node
        high = self._sheet.size[1]
        most = high - TOP - BOTTOM - 1
        yield CondPageBreak(min(high * block.room, most))

    def _rule(self, block: tree.Rule, node: Node) -> Iterator[Flowable]:
        del block, node
        yield Rule(before=10, after=10, below=self._sheet.size[1] - TOP - 20)


_SUBLINK = Type("label", 8.5)
_LIST = {True: b"/O/List/ListNumbering/Decimal", False: b"/O/List/ListNumbering/Disc"}
