"""Charts on paper: bars drawn through reportlab.graphics, their words set by our own lines."""

from typing import Any

from reportlab.graphics.renderPDF import _PDFRenderer  # pyright: ignore[reportPrivateUsage] -- its one class
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor

from app.reports.block import Block
from app.reports.chart_plan import Label, Plan, plan
from app.reports.palette import INK, LINE
from app.reports.paragraph import Paragraph, Setting
from app.reports.pdf_tags import Node, marked
from app.reports.shaping import Span, Type
from app.reports.tree import Chart

_SIZE = 7.5
_LEADING = 9.0


class Picture(Block):
    """A chart, as wide as the measure. Its node has the words for those who do not see it."""

    def __init__(
        self, chart: Chart, node: Node | None, *, right_to_left: bool, after: float
    ) -> None:
        super().__init__()
        self._chart, self._node, self._rtl = chart, node, right_to_left
        self.spaceBefore, self.spaceAfter = 4, after

    def measure(self, width: float) -> float:
        self._plan = plan(self._chart, width, right_to_left=self._rtl)
        return self._plan.height

    def draw(self) -> None:
        canvas: Any = self.canv
        renderer: Any = _Renderer()
        with marked(canvas, self._node):
            renderer.draw(drawing(self._plan), canvas, 0, 0, showBoundary=0)


def drawing(made: Plan) -> Drawing:
    """Return the plan as a drawing of reportlab.graphics."""
    found: Any = Drawing(made.width, made.height)
    shape: Any = Rect
    for x1, y1, x2, y2 in made.lines:
        found.add(Line(x1, y1, x2, y2, strokeColor=HexColor(LINE), strokeWidth=0.5))
    for bar in made.bars:
        found.add(
            shape(
                bar.x, bar.y, bar.width, bar.height,
                fillColor=HexColor(bar.colour), strokeColor=None,
            )
        )  # fmt: skip
    for each in made.labels:
        words: Any = String(each.x, each.y, each.text, textAnchor=each.anchor)
        words._label = each  # noqa: SLF001 -- read by the renderer
        found.add(words)
    return found


class _Renderer(_PDFRenderer):
    """Draws words with our faces, in any script, instead of ReportLab's."""

    def drawString(self, stringObj: Any) -> None:  # noqa: N803 -- ReportLab's name
        own: Any = self
        canvas: Any = own._canvas  # noqa: SLF001 -- where ReportLab keeps it
        label: Label = stringObj._label  # noqa: SLF001 -- put there by drawing()
        ink = INK if label.colour is None else label.colour
        align = {"start": "left", "end": "right", "middle": "left"}[label.anchor]
        setting = Setting(_LEADING, most_lines=1, align=align)
        words = Paragraph([Span(label.text, Type("label", _SIZE, colour=ink))], setting)
        words.wrap(max(label.room, 1), 0)
        used = words.lines[0].width if words.lines else 0.0
        begin = {"start": 0.0, "end": label.room, "middle": used / 2}[label.anchor]
        before = canvas.move_to(label.x - begin, label.y - _LEADING * 0.27)
        words.draw_on(canvas)
        canvas.move_back(before)

    def applyStateChanges(self, delta: Any, newState: Any) -> None:  # noqa: N803 -- ReportLab's names
        """Pass on colours and lines; the name of a font would bring ReportLab's own in."""
        kept = {key: value for key, value in delta.items() if not key.startswith("font")}
        super().applyStateChanges(kept, newState)
