"""A paragraph as ReportLab sets it on the page: any script, any direction, over any break."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable

from app.reports.block import Block
from app.reports.drawing import colour, draw_line
from app.reports.embedding import number
from app.reports.lines import Line, Text, recurring
from app.reports.pdf_tags import Node, marked
from app.reports.shaping import Span

_SLACK = 0.01
_RECURRING = 40
"""Characters of words that may well be set again."""
_TALLER = 1.16
"""Lines of a right-to-left paragraph stand so much further apart: Naskh reaches higher."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph stands. Lengths in points."""

    leading: float = 15
    before: float = 0
    after: float = 0
    indent: float = 0
    """Free space where its lines begin: left, or right in a right-to-left paragraph."""
    bar: int | None = None
    """Colour of a line down that side, as beside a quotation."""
    align: str = "start"
    """`start`, by the paragraph's own direction; or `left`, `right`."""
    most_lines: int | None = None
    """Cut with an ellipsis after so many lines."""


class Paragraph(Block):
    """One paragraph of spans. `base` 0 or 1 fixes its direction; None: its first letter does.

    `default` is the direction of one that has no letters.
    """

    def __init__(
        self, spans: Sequence[Span] | Text, setting: Setting | None = None,
        *, base: int | None = None, default: int = 0,
    ) -> None:  # fmt: skip
        super().__init__()
        if isinstance(spans, Text):
            self.text = spans
        elif len(spans) == 1 and len(spans[0].text) <= _RECURRING:
            self.text = recurring(spans[0], base, default)
        else:
            self.text = Text(spans, base, default)
        self.setting = setting or Setting()
        self.leading = self.setting.leading * (_TALLER if self.text.right_to_left else 1)
        """From line to line, in points."""
        self.lines: list[Line] = []
        self.node: Node | None = None
        """What it is in the structure of the document."""
        self._broken_to = -1.0
        self.spaceBefore = self.setting.before
        self.spaceAfter = self.setting.after

    def measure(self, width: float) -> float:
        self._break(width)
        return self.leading * len(self.lines)

    def divide(self, width: float, height: float) -> list[Flowable]:
        """Return two parts; no single line is left alone if it can be helped."""
        self._break(width)
        count = len(self.lines)
        fits = int((height + _SLACK) // self.leading)
        if fits == count - 1:
            fits -= 1
        if fits <= 1:
            return []
        return [self._part(0, fits), self._part(fits, count)]

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N803 -- ReportLab's name
        """Draw it with its lower left corner at x and y; most lines need no space of their own."""
        if self.text.linked or self.setting.bar is not None:
            super().drawOn(canvas, x, y)
            return
        canvas.addLiteral(canvas.begin_mark(self.node))
        for line, right, up in self._placed():
            draw_line(canvas, canvas.faces, line, x + right, y + up)
        canvas.addLiteral("EMC")

    def draw(self) -> None:
        canvas: Any = self.canv
        if not self.text.linked:
            with marked(canvas, self.node):
                self.draw_on(canvas)
            return
        if self.setting.bar is not None:
            with marked(canvas, None):
                self._draw_bar(canvas)
        for line, x, y in self._placed():
            if any(piece.span.link for piece in line.pieces):
                draw_line(canvas, canvas.faces, line, x, y, self.node)
            else:
                with marked(canvas, self.node):
                    draw_line(canvas, canvas.faces, line, x, y)

    def draw_on(self, canvas: Any) -> None:
        """Draw it where the canvas is, without a mark of its own."""
        if self.setting.bar is not None:
            self._draw_bar(canvas)
        for line, x, y in self._placed():
            draw_line(canvas, canvas.faces, line, x, y)

    def _draw_bar(self, canvas: Any) -> None:
        x = number(self.width - 1 if self.text.right_to_left else 1)
        canvas.addLiteral(
            f"q {colour(self.setting.bar or 0)} RG 1.5 w {x} {number(self.height)} m {x} 0 l S Q"
        )

    def _placed(self) -> Iterator[tuple[Line, float, float]]:
        """Yield each line with its left end and its baseline."""
        rtl = self.text.right_to_left
        room = self.width - self.setting.indent
        left = 0.0 if rtl else self.setting.indent
        at_right = self._at_right()
        y = self.height - self.leading * 0.73
        for line in self.lines:
            yield line, left + room - line.width if at_right else left, y
            y -= self.leading

    def _at_right(self) -> bool:
        align = self.setting.align
        if align in {"left", "right"}:
            return align == "right"
        return self.text.right_to_left

    def _break(self, width: float) -> None:
        if self._broken_to == width:
            return
        inner = max(width - self.setting.indent, 1.0)
        self.lines = self.text.break_into(inner)
        most = self.setting.most_lines
        if most is not None and len(self.lines) > most:
            self.lines = _shortened(self.text, self.lines, most, inner)
        self._broken_to = width

    def _part(self, start: int, end: int) -> "Paragraph":
        part = Paragraph(self.text, self.setting)
        part.lines = self.lines[start:end]
        part.node = self.node
        part._broken_to = self._broken_to
        part.spaceBefore = self.spaceBefore if start == 0 else 0
        part.spaceAfter = self.spaceAfter if end == len(self.lines) else 0
        return part


def _shortened(text: Text, lines: Sequence[Line], most: int, width: float) -> list[Line]:
    """Return `most` lines, the last one ending in an ellipsis."""
    start, end = lines[most - 1].start, lines[most - 1].end
    while end > start:
        found = Text(_cut(text.spans, end), text.base).break_into(width)
        if len(found) <= most:
            return found
        end -= 1
    return list(lines[:most])


def _cut(spans: Sequence[Span], end: int) -> list[Span]:
    """Return the first `end` characters and an ellipsis."""
    found: list[Span] = []
    for span in spans:
        if len(span.text) >= end:
            found.append(span._replace(text=span.text[:end].rstrip() + "…"))
            break
        found.append(span)
        end -= len(span.text)
    return found
