"""Turns the blocks of a report into what stands on paper, each with its place in the structure."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable

from app.i18n import _
from app.reports import tree
from app.reports.blocks import (
    Columns,
    ContentsLine,
    Heading,
    Row,
    Rule,
    ShareBar,
    Stack,
    edge,
    prose,
)
from app.reports.page import BOTTOM, TOP, Sheet
from app.reports.palette import ACCENT, LINE
from app.reports.paragraph import Paragraph, Setting
from app.reports.pdf_figures import chart, table
from app.reports.pdf_styles import BODY_TYPES, SMALL_TYPES, spans
from app.reports.pdf_tags import Node
from app.reports.plain import isolated, one_line
from app.reports.shaping import Span, Type
from app.reports.style import (
    BODY,
    CODE,
    FIGURE,
    HEADING,
    LABEL,
    LABEL_STRONG,
    LINK,
    QUOTATION,
    QUOTE,
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
_SMALL = Setting(13, after=5)
_REPLY = Setting(leading=14.5, after=5, indent=11, bar=LINE)
_CAPTION = Setting(leading=11.5, after=7, indent=11)
_ITEM = Setting(leading=15, after=3)
_MARK, _MARK_GAP = 18.0, 6.0
_LONGEST = 400
"""Characters of a title that are shown; records may hold more."""
_SUBHEADINGS = {2: SUBHEADING, 3: Type("label", 9.5, weight=600), 4: Type("label", 9, weight=500)}


class Composer:
    """Makes flowables of one report's blocks."""

    def __init__(self, report: tree.Report, sheet: Sheet, root: Node) -> None:
        self._report, self._sheet, self._root = report, sheet, root
        self._rtl = report.right_to_left
        self._base = int(self._rtl)
        self._keys: dict[int, str] = {
            place: tree.anchored(each, place).anchor
            for place, each in enumerate(report.blocks)
            if isinstance(each, tree.Heading)
        }
        self._anchors = frozenset((*self._keys.values(), "top"))
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
            over = Setting(13, after=6, most_lines=2, align=edge(rtl=self._rtl))
            yield self._placed(Run(one_line(report.over), "code"), over, Node("P", self._part))
        title = one_line(report.title)[:_LONGEST]
        setting = Setting(32, after=4, most_lines=5, align=edge(rtl=self._rtl))
        made = Heading([Span(title, TITLE)], setting, key="top", title=title, default=self._base)
        made.node = Node("H1", self._part)
        yield made
        yield Rule(before=8, after=10, ink=ACCENT, weight=1)
        if report.facts:
            yield from self._definitions(report.facts, self._part)

    def _heading(self, heading: tree.Heading, key: str) -> Iterator[Flowable]:
        title = one_line(heading.title)[:_LONGEST] or _("Untitled")
        code = one_line(heading.code)[:40]
        named = f"{code} {title}".strip()
        align = edge(rtl=self._rtl)
        types: list[Span] = []
        if heading.level <= 1:
            yield CondPageBreak(self._sheet.size[1] * _ROOM)
            yield Rule(before=22, after=16, below=self._sheet.size[1] - TOP - 20)
            self._part = Node("Sect", self._root)
            if code:
                setting = Setting(13, after=2, most_lines=1, align=align)
                yield self._placed(Run(code, "code"), setting, Node("P", self._part))
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
            running = " ".join(isolated(each, rtl=self._rtl) for each in (code, title) if each)
        made = Heading(
            types, setting, key=key, title=named, level=heading.level - 1, running=running,
            default=self._base,
        )  # fmt: skip
        made.node = Node(f"H{min(heading.level, 5) + 1}", self._part)
        yield made

    def _contents(self, contents: tree.Contents) -> Iterator[Flowable]:
        listed = [
            (each, self._keys[place])
            for place, each in enumerate(self._report.blocks)
            if isinstance(each, tree.Heading) and each.level <= contents.deepest
        ]
        if not listed:
            return
        title = contents.title or _("Contents")
        setting = Setting(15, before=16, after=7, align=edge(rtl=self._rtl))
        made = Heading(
            [Span(title, SUBHEADING)], setting, key="contents", title=title, default=self._base
        )
        made.node = Node("H2", self._part)
        yield made
        bars = any(each.shares for each, _key in listed)
        node = Node("TOC", self._part)
        for heading, key in listed:
            yield self._line(heading, key, Node("Link", Node("TOCI", node)), bars=bars)

    def _line(self, heading: tree.Heading, key: str, node: Node, *, bars: bool) -> ContentsLine:
        code = one_line(heading.code)[:40]
        said = [Span(isolated(f"{code}  ", rtl=self._rtl), CODE)] if code else []
        title = one_line(heading.title)[:_LONGEST] or _("Untitled")
        deep = heading.level > 1
        said.append(Span(isolated(title, rtl=self._rtl), _SUBLINK if deep else LINK))
        if heading.listed:
            said.append(Span(f"   {one_line(heading.listed)}", LABEL))
        shares = [(each.colour, each.count) for each in heading.shares if each.colour is not None]
        return ContentsLine(
            said, Setting(14, after=2 if deep else 4), key, LABEL_STRONG,
            shares=shares if bars else None, right_to_left=self._rtl,
            indent=16.0 * (heading.level - 1), node=node,
        )  # fmt: skip

    def _block(self, block: tree.Block, node: Node) -> Iterator[Flowable]:
        """Yield what `block` is on paper, within `node`."""
        makers: dict[type, Callable[[Any, Node], Iterator[Flowable]]] = {
            tree.Paragraph: self._paragraph,
            tree.Prose: self._prose,
            tree.Quote: self._quote,
            tree.Bullets: self._bullets,
            tree.Definitions: lambda each, node: self._definitions(each.rows, node),
            tree.Figures: self._figures,
            tree.Shares: self._shares,
            tree.Entry: self._entry,
            tree.Table: lambda each, node: table(each, node, self._sheet, self._anchors),
            tree.Chart: lambda each, node: chart(each, node, rtl=self._rtl),
            tree.PageBreak: self._break,
            tree.Rule: self._rule,
        }
        return makers[type(block)](block, node)

    def _paragraph(self, block: tree.Paragraph, node: Node) -> Iterator[Flowable]:
        small = block.style in {"label", "code", "good", "warn", "bad"}
        types = SMALL_TYPES if small else BODY_TYPES
        style = "" if block.style == "label" and len(tree.runs(block.content)) > 1 else block.style
        own = Node("P", node, language=block.language)
        lines = _lined(tree.runs(block.content, style))
        for place, line in enumerate(lines):
            last = place == len(lines) - 1
            chosen = _SMALL if small else BODY
            setting = chosen if last else Setting(chosen.leading)
            said = spans(line, types, self._anchors)
            # What holds isolates or labels of ours goes the way of the document.
            base = self._base if small else None
            made = Paragraph(said, setting, base=base, default=self._base)
            made.node = own
            yield made

    def _prose(self, block: tree.Prose, node: Node) -> Iterator[Flowable]:
        if not block.lead:
            yield from prose(
                block.text, BODY_TYPES[block.style], BODY, default=self._base, parent=node,
                language=block.language,
            )  # fmt: skip
            return
        text = prose(
            block.text, BODY_TYPES[block.style], _REPLY, default=self._base, language=block.language
        )
        base = int(text[0].text.right_to_left) if text else self._base
        setting = Setting(leading=14, before=4, indent=11, bar=LINE, most_lines=4)
        lead = Paragraph(spans(block.lead, SMALL_TYPES, self._anchors), setting, base=base)
        for each in (lead, *text):
            each.node = Node("P", node)
            yield each

    def _quote(self, block: tree.Quote, node: Node) -> Iterator[Flowable]:
        own = Node("BlockQuote", node, language=block.language)
        said = prose(block.text, QUOTE, QUOTATION, default=self._base, parent=own)
        yield from said
        if said and block.caption:
            said[-1].spaceAfter = 2
        if block.caption:
            base = int(said[-1].text.right_to_left) if said else self._base
            types = spans(block.caption, SMALL_TYPES, self._anchors, "label")
            made = Paragraph(types, _CAPTION, base=base)
            made.node = Node("P", own)
            yield made

    def _bullets(self, block: tree.Bullets, node: Node) -> Iterator[Flowable]:
        own = Node("L", node, attributes=_LIST[block.numbered])
        for number, each in enumerate(block.items, block.start):
            item = each if isinstance(each, tree.Item) else tree.Item(each)
            point = Node("LI", own)
            mark = f"{number}." if block.numbered else "•"
            types = BODY_TYPES["label"] if block.numbered else TEXT
            setting = Setting(15, align="left" if self._rtl else "right", most_lines=1)
            marker = Paragraph([Span(mark, types)], setting, base=self._base)
            marker.node = Node("Lbl", point)
            body = Node("LBody", point)
            inner: list[Flowable] = []
            lines = _lined(tree.runs(item.content))
            said = Node("P", body)
            for line in lines:
                words = Paragraph(spans(line, BODY_TYPES, self._anchors), _ITEM, default=self._base)
                words.node = said
                inner.append(words)
            for part in item.inner:
                inner += self._block(part, body)
            yield Row(
                [marker], inner, right_to_left=self._rtl, after=2, drop=0, side_width=_MARK,
                gap=_MARK_GAP,
            )  # fmt: skip

    def _definitions(self, rows: Sequence[tuple[str, Content]], node: Node) -> Iterator[Flowable]:
        own = Node("L", node)
        for label, content in rows:
            point = Node("LI", own)
            side = self._placed(
                Run(one_line(label), "label"), Setting(12, most_lines=3), Node("Lbl", point)
            )
            words = Paragraph(
                spans(content, SMALL_TYPES, self._anchors),
                Setting(12, align=edge(rtl=self._rtl)), default=self._base,
            )  # fmt: skip
            words.node = Node("LBody", point)
            yield Row([side], [words], right_to_left=self._rtl, after=3, drop=0)

    def _figures(self, block: tree.Figures, node: Node) -> Iterator[Flowable]:
        stacks: list[Stack] = []
        for count, label in block.items:
            own = Node("P", node)
            cells = [self._words([Span(one_line(count), FIGURE)], 25, own)]
            cells.append(self._words([Span(one_line(label), LABEL)], 11.5, own))
            stacks.append(Stack(cells))
        yield Columns(stacks, right_to_left=self._rtl, before=18, after=20)

    def _shares(self, block: tree.Shares, node: Node) -> Iterator[Flowable]:
        drawn = [(each.colour, each.count) for each in block.parts if each.colour is not None]
        if not block.legend and any(count for _ink, count in drawn):
            yield ShareBar(drawn, right_to_left=self._rtl)
        said: list[Span] = []
        for share in block.parts:
            title = isolated(one_line(share.title))
            words = title if block.legend else f"{title} {share.count}"
            said.append(Span("\u2068" if self._rtl else "", LABEL))
            if share.colour is not None:
                said.append(Span("■\u00a0", Type("label", LABEL.size, colour=share.colour)))
            strong = share.count and not block.legend
            # No-break spaces keep a position on one line.
            said.append(Span(words.replace(" ", "\u00a0"), LABEL_STRONG if strong else LABEL))
            said.append(Span("\u2069    " if self._rtl else "    ", LABEL))
        if said:
            before, after = (8, 0) if block.legend else (0, 6)
            setting = Setting(13, before=before, after=after, align=edge(rtl=self._rtl))
            made = Paragraph(said, setting, base=self._base)
            made.node = Node("P", node)
            yield made

    def _entry(self, block: tree.Entry, node: Node) -> Iterator[Flowable]:
        own = Node("Div", node)
        side: list[Paragraph] = []
        for place, content in enumerate(block.side):
            gap = place == (2 if block.named else 0) and place
            setting = SIDE_GAP if gap else SIDE
            most = Setting(
                setting.leading, before=setting.before, most_lines=4, align=edge(rtl=self._rtl)
            )
            side.append(self._placed(content, most, Node("P", own)))
        again = Setting(SIDE.leading, most_lines=3, align=edge(rtl=self._rtl))
        continued = [self._placed(Run(_("continued"), "label"), again, None)]
        if block.named and block.side:
            continued.insert(0, self._placed(block.side[0], again, None))
        body = [made for each in block.body for made in self._block(each, own)]
        # A row without anybody at its side begins where the words do.
        drop = {} if block.side else {"drop": 0.0, "after": 6.0}
        yield Row(side, body, right_to_left=self._rtl, continued=continued, **drop)

    def _break(self, block: tree.PageBreak, node: Node) -> Iterator[Flowable]:
        del node
        high = self._sheet.size[1]
        most = high - TOP - BOTTOM - 1
        yield CondPageBreak(min(high * block.room, most))

    def _rule(self, block: tree.Rule, node: Node) -> Iterator[Flowable]:
        del block, node
        yield Rule(before=10, after=10, below=self._sheet.size[1] - TOP - 20)

    def _placed(self, content: Content, setting: Setting, node: Node | None) -> Paragraph:
        """Return small words at the side where the document's own begin."""
        at = Setting(
            setting.leading, before=setting.before, after=setting.after,
            most_lines=setting.most_lines, align=edge(rtl=self._rtl),
        )  # fmt: skip
        made = Paragraph(spans(content, SMALL_TYPES, self._anchors), at, default=self._base)
        made.node = node
        return made

    def _words(self, said: Sequence[Span], leading: float, node: Node) -> Paragraph:
        setting = Setting(leading, most_lines=3, align=edge(rtl=self._rtl))
        made = Paragraph(said, setting, default=self._base)
        made.node = node
        return made


_SUBLINK = Type("label", 8.5)
_LIST = {True: b"/O/List/ListNumbering/Decimal", False: b"/O/List/ListNumbering/Disc"}


def _lined(runs: Sequence[Run]) -> list[list[Run]]:
    """Return the lines of words that have line feeds in them."""
    found: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        found[-1].append(Run(first, run.style, run.link, run.colour, run.language))
        found += [[Run(each, run.style, run.link, run.colour, run.language)] for each in others]
    return found
