"""Sets words on paper: paragraphs, prose, quotations, counts, each with its place in the structure."""

from collections.abc import Container, Iterator, Sequence

from reportlab.platypus import Flowable

from app.reports import tree
from app.reports.blocks import Columns, ShareBar, Stack, edge, prose
from app.reports.palette import LINE
from app.reports.paragraph import Paragraph, Setting
from app.reports.pdf_styles import BODY_TYPES, SMALL_TYPES, spans
from app.reports.pdf_tags import Node
from app.reports.plain import isolated, one_line
from app.reports.shaping import Span, Type
from app.reports.style import BODY, FIGURE, LABEL, LABEL_STRONG, QUOTATION, QUOTE
from app.reports.tree import Content, Run

_SMALL = Setting(13, after=5)
_REPLY = Setting(leading=14.5, after=5, indent=11, bar=LINE)
_CAPTION = Setting(leading=11.5, after=7, indent=11)


class Words:
    """Sets the blocks of a report that hold no others."""

    def __init__(self, anchors: Container[str], *, rtl: bool) -> None:
        self.anchors = anchors
        self.rtl = rtl
        self.base = int(rtl)

    def paragraph(self, block: tree.Paragraph, node: Node) -> Iterator[Flowable]:
        small = block.style in {"label", "code", "good", "warn", "bad"}
        types = SMALL_TYPES if small else BODY_TYPES
        style = "" if block.style == "label" and len(tree.runs(block.content)) > 1 else block.style
        own = Node("P", node, language=block.language)
        lines = lined(tree.runs(block.content, style))
        for place, line in enumerate(lines):
            last = place == len(lines) - 1
            chosen = _SMALL if small else BODY
            setting = chosen if last else Setting(chosen.leading)
            said = spans(line, types, self.anchors)
            # What holds isolates or labels of ours goes the way of the document.
            base = self.base if small else None
            made = Paragraph(said, setting, base=base, default=self.base)
            made.node = own
            yield made

    def prose(self, block: tree.Prose, node: Node) -> Iterator[Flowable]:
        if not block.lead:
            yield from prose(
                block.text, BODY_TYPES[block.style], BODY, default=self.base, parent=node,
                language=block.language,
            )  # fmt: skip
            return
        text = prose(
            block.text, BODY_TYPES[block.style], _REPLY, default=self.base, language=block.language
        )
        base = int(text[0].text.right_to_left) if text else self.base
        setting = Setting(leading=14, before=4, indent=11, bar=LINE, most_lines=4)
        lead = Paragraph(spans(block.lead, SMALL_TYPES, self.anchors), setting, base=base)
        for each in (lead, *text):
            each.node = Node("P", node)
            yield each

    def quote(self, block: tree.Quote, node: Node) -> Iterator[Flowable]:
        own = Node("BlockQuote", node, language=block.language)
        said = prose(block.text, QUOTE, QUOTATION, default=self.base, parent=own)
        yield from said
        if said and block.caption:
            said[-1].spaceAfter = 2
        if block.caption:
            base = int(said[-1].text.right_to_left) if said else self.base
            types = spans(block.caption, SMALL_TYPES, self.anchors, "label")
            made = Paragraph(types, _CAPTION, base=base)
            made.node = Node("P", own)
            yield made

    def figures(self, block: tree.Figures, node: Node) -> Iterator[Flowable]:
        stacks: list[Stack] = []
        for count, label in block.items:
            own = Node("P", node)
            cells = [self.words([Span(one_line(count), FIGURE)], 25, own)]
            cells.append(self.words([Span(one_line(label), LABEL)], 11.5, own))
            stacks.append(Stack(cells))
        yield Columns(stacks, right_to_left=self.rtl, before=18, after=20)

    def shares(self, block: tree.Shares, node: Node) -> Iterator[Flowable]:
        drawn = [(each.colour, each.count) for each in block.parts if each.colour is not None]
        if not block.legend and any(count for _ink, count in drawn):
            yield ShareBar(drawn, right_to_left=self.rtl)
        said: list[Span] = []
        for share in block.parts:
            title = isolated(one_line(share.title))
            words = title if block.legend else f"{title} {share.count}"
            said.append(Span("\u2068" if self.rtl else "", LABEL))
            if share.colour is not None:
                said.append(Span("■\u00a0", Type("label", LABEL.size, colour=share.colour)))
            strong = share.count and not block.legend
            # No-break spaces keep a position on one line.
            said.append(Span(words.replace(" ", "\u00a0"), LABEL_STRONG if strong else LABEL))
            said.append(Span("\u2069    " if self.rtl else "    ", LABEL))
        if said:
            before, after = (8, 0) if block.legend else (0, 6)
            setting = Setting(13, before=before, after=after, align=edge(rtl=self.rtl))
            made = Paragraph(said, setting, base=self.base)
            made.node = Node("P", node)
            yield made

    def placed(self, content: Content, setting: Setting, node: Node | None) -> Paragraph:
        """Return small words at the side where the document's own begin."""
        at = Setting(
            setting.leading, before=setting.before, after=setting.after,
            most_lines=setting.most_lines, align=edge(rtl=self.rtl),
        )  # fmt: skip
        made = Paragraph(spans(content, SMALL_TYPES, self.anchors), at, default=self.base)
        made.node = node
        return made

    def words(self, said: Sequence[Span], leading: float, node: Node) -> Paragraph:
        setting = Setting(leading, most_lines=3, align=edge(rtl=self.rtl))
        made = Paragraph(said, setting, default=self.base)
        made.node = node
        return made


def lined(runs: Sequence[Run]) -> list[list[Run]]:
    """Return the lines of words that have line feeds in them."""
    found: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        found[-1].append(Run(first, run.style, run.link, run.colour, run.language))
        found += [[Run(each, run.style, run.link, run.colour, run.language)] for each in others]
    return found
