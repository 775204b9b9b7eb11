"""Larger parts of a page: stacks and rows of paragraphs, headings, rules, lists of contents."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable

from app.reports.block import Block
from app.reports.drawing import colour
from app.reports.embedding import number
from app.reports.palette import LINE
from app.reports.paragraph import Paragraph, Setting
from app.reports.pdf_tags import Node, marked
from app.reports.plain import paragraphs
from app.reports.shaping import Span, Type
from app.reports.style import LINE_OF_BODY

GAP = 20
"""Between the two columns of a row, in points."""
SIDE_WIDTH = 128
_NUMBER, _BAR = 36, 110
"""Room for a page number and for a small bar, in a line of contents."""
SIDE_DROP = 2.4
"""The small type at the side stands on the first baseline of the words beside it."""


def prose(
    raw: str, type: Type, setting: Setting, *, default: int = 0, parent: Node | None = None,
    language: str = "",
) -> list[Paragraph]:  # fmt: skip
    """Return somebody's text as paragraphs; her own line ends stay. Empty text gives none."""
    found: list[Paragraph] = []
    for lines in paragraphs(raw):
        *inner, last = lines
        node = Node("P", parent, language=language) if parent else None
        tight = LINE_OF_BODY if setting.bar is None else _tight(setting)
        said = [Paragraph([Span(each, type)], tight, default=default) for each in inner]
        said.append(Paragraph([Span(last, type)], setting, default=default))
        for each in said:
            each.node = node
        found += said
    return found


class Heading(Paragraph):
    """A paragraph that is a place: links lead to it, and the outline names it."""

    def __init__(
        self, spans: Sequence[Span], setting: Setting, *, key: str, title: str, level: int = 0,
        running: str = "", default: int = 0,
    ) -> None:  # fmt: skip
        super().__init__(spans, setting, default=default)
        self._key, self._title, self._level, self._running = key, title, level, running

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N803 -- ReportLab's name
        """Draw it with its lower left corner at x and y, and say that it begins above."""
        at = canvas.absolutePosition(x, y + self.height)
        canvas.place(self._key, self._title, self._level, at, self._running)
        super().drawOn(canvas, x, y)


class Stack(Block):
    """Flowables one under the other, with the larger of two spaces between them."""

    def __init__(self, parts: Sequence[Flowable]) -> None:
        super().__init__()
        self.parts: list[Any] = list(parts)
        if self.parts:
            self.spaceBefore = self.parts[0].getSpaceBefore()
            self.spaceAfter = self.parts[-1].getSpaceAfter()

    def measure(self, width: float) -> float:
        height = before = 0.0
        for index, part in enumerate(self.parts):
            space = max(before, part.getSpaceBefore()) if index else 0.0
            height += space + part.wrap(width, 0)[1]
            before = part.getSpaceAfter()
        return height

    def divide(self, width: float, height: float) -> list[Flowable]:
        room, before = height, 0.0
        for index, part in enumerate(self.parts):
            room -= max(before, part.getSpaceBefore()) if index else 0.0
            needed = part.wrap(width, 0)[1]
            if needed > room:
                halves: list[Any] = part.split(width, room) if room > 0 else []
                first = self.parts[:index] + halves[:1]
                rest = halves[1:] + self.parts[index + (1 if halves else 0) :]
                return [Stack(first), Stack(rest)] if first and rest else []
            room -= needed
            before = part.getSpaceAfter()
        return [self]

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N803 -- ReportLab's name
        """Draw its parts where they stand; it has nothing of its own."""
        top, before = y + self.height, 0.0
        for index, part in enumerate(self.parts):
            top -= (max(before, part.getSpaceBefore()) if index else 0.0) + part.height
            part.drawOn(canvas, x, top)
            before = part.getSpaceAfter()


class Row(Block):
    """Who and what kind at the side, the words beside it; it runs on over pages."""

    def __init__(
        self, side: Sequence[Paragraph], body: Sequence[Flowable], *, right_to_left: bool = False,
        continued: Sequence[Paragraph] = (), after: float = 12, drop: float = SIDE_DROP,
        side_width: float = SIDE_WIDTH, gap: float = GAP,
    ) -> None:  # fmt: skip
        super().__init__()
        self._drop = drop
        self._side_width, self._gap = side_width, gap
        self._side, self._body = Stack(side), Stack(body)
        self._continued = list(continued)
        self._rtl = right_to_left
        self.spaceAfter = after

    def measure(self, width: float) -> float:
        side = self._side.wrap(self._side_width, 0)[1] + self._drop
        body = self._body.wrap(width - self._side_width - self._gap, 0)[1]
        return max(side, body)

    def divide(self, width: float, height: float) -> list[Flowable]:
        if self._side.measure(self._side_width) + self._drop > height:
            return []
        halves: list[Any] = self._body.split(width - self._side_width - self._gap, height)
        if len(halves) < 2:  # noqa: PLR2004 -- a part here and a part there
            return []
        after: float = self.spaceAfter
        return [
            self._like(self._side.parts, halves[0].parts, 0),
            self._like(self._continued, halves[1].parts, after),
        ]

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N803 -- ReportLab's name
        """Draw both columns where they stand; it has nothing of its own."""
        begin = self._side_width + self._gap
        side_x, body_x = (self.width - self._side_width, 0) if self._rtl else (0, begin)
        top = y + self.height
        self._side.drawOn(canvas, x + side_x, top - self._side.height - self._drop)
        self._body.drawOn(canvas, x + body_x, top - self._body.height)

    def _like(self, side: Sequence[Paragraph], body: Sequence[Flowable], after: float) -> "Row":
        return Row(
            side, body, right_to_left=self._rtl, continued=self._continued, after=after,
            drop=self._drop, side_width=self._side_width, gap=self._gap,
        )  # fmt: skip


class Columns(Block):
    """Stacks side by side, all of one width."""

    def __init__(
        self,
        stacks: Sequence[Stack],
        *,
        right_to_left: bool = False,
        before: float = 0,
        after: float = 0,
    ) -> None:
        super().__init__()
        self._stacks = list(stacks)
        self._rtl = right_to_left
        self.spaceBefore, self.spaceAfter = before, after

    def measure(self, width: float) -> float:
        return max((each.wrap(self._each(width), 0)[1] for each in self._stacks), default=0.0)

    def draw(self) -> None:
        step = self._each(self.width) + GAP
        for index, stack in enumerate(self._stacks):
            place = len(self._stacks) - 1 - index if self._rtl else index
            stack.drawOn(self.canv, place * step, self.height - stack.height)

    def _each(self, width: float) -> float:
        count = max(len(self._stacks), 1)
        return (width - GAP * (count - 1)) / count


class Rule(Block):
    """A hairline over the whole measure."""

    def __init__(
        self, before: float = 0, after: float = 0, *, ink: int = LINE, weight: float = 0.5,
        below: float | None = None,
    ) -> None:  # fmt: skip
        """With `below` it is left out where it would stand higher than that on the page."""
        super().__init__()
        self.spaceBefore, self.spaceAfter = before, after
        self._ink, self._weight, self._below = ink, weight, below

    def measure(self, width: float) -> float:
        del width
        return self._weight

    def draw(self) -> None:
        canvas: Any = self.canv
        if self._below is not None and canvas.absolutePosition(0, 0)[1] > self._below:
            return
        with marked(canvas, None):
            canvas.addLiteral(
                f"q {colour(self._ink)} RG {number(self._weight)} w 0 0 m {number(self.width)} 0 l S Q"
            )


class ContentsLine(Block):
    """A heading of the document with the page it is on; the whole line leads there."""

    def __init__(
        self, spans: Sequence[Span], setting: Setting, key: str, type: Type,
        *, shares: Sequence[tuple[int, int]] | None = (), right_to_left: bool = False,
        indent: float = 0, node: Node | None = None,
    ) -> None:  # fmt: skip
        """Take the heading, and shares (colour, count) for a small bar; None keeps no room."""
        super().__init__()
        self._indent = indent
        self._key, self._type, self._rtl, self._shares = key, type, right_to_left, shares
        self._beside = _NUMBER + (0 if shares is None else _BAR)
        self._title = Paragraph(
            spans,
            Setting(leading=setting.leading, align=edge(rtl=right_to_left), most_lines=3),
            default=int(right_to_left),
        )
        self._title.node = node
        self.spaceBefore, self.spaceAfter = setting.before, setting.after

    def measure(self, width: float) -> float:
        return self._title.wrap(width - self._beside - self._indent, 0)[1]

    def draw(self) -> None:
        canvas: Any = self.canv
        self._title.drawOn(canvas, self._beside if self._rtl else self._indent, 0)
        y = self.height - self._title.leading * 0.73
        node = self._title.node
        canvas.page_of(
            self._key, self._type, 0 if self._rtl else self.width, y, at_right=not self._rtl,
            node=node,
        )  # fmt: skip
        box = (0, 0, self.width, self.height)
        canvas.link(f"#{self._key}", box, self._title.text.text, node)
        if not self._shares:
            return
        bar = ShareBar(self._shares, right_to_left=self._rtl)
        bar.wrap(_BAR - GAP, 0)
        bar.drawOn(
            canvas, _NUMBER + GAP if self._rtl else self.width - _NUMBER - _BAR + GAP, y + 0.5
        )


class ShareBar(Block):
    """One bar of parts as long as their counts. Words beside it must say the same."""

    def __init__(
        self, shares: Sequence[tuple[int, int]], *, right_to_left: bool = False, after: float = 6
    ) -> None:
        """Take colours with their counts, in the order they stand."""
        super().__init__()
        self._shares = [(ink, count) for ink, count in shares if count]
        self._rtl = right_to_left
        self.spaceAfter = after

    def measure(self, width: float) -> float:
        del width
        return 5.0

    def draw(self) -> None:
        canvas: Any = self.canv
        total = sum(count for _, count in self._shares)
        gap = 1.5
        room = self.width - gap * max(len(self._shares) - 1, 0)
        x = self.width if self._rtl else 0.0
        with marked(canvas, None):
            for ink, count in self._shares:
                size = room * count / total
                x -= size if self._rtl else 0
                canvas.addLiteral(f"q {colour(ink)} rg {number(x)} 0 {number(size)} 5 re f Q")
                x += -gap if self._rtl else size + gap


def edge(*, rtl: bool) -> str:
    """Return the side where the document's own words begin, whatever their script."""
    return "right" if rtl else "left"


def _tight(setting: Setting) -> Setting:
    """Return `setting` without the space after it."""
    return Setting(
        leading=setting.leading, indent=setting.indent, bar=setting.bar, align=setting.align
    )  # fmt: skip
