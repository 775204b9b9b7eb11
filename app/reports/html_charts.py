"""Charts of a report as pictures within HTML, with their words for those who do not see them."""

from collections.abc import Iterator
from html import escape

from app.reports.chart_plan import Plan, parts, plan
from app.reports.palette import INK, LINE, css
from app.reports.plain import one_line
from app.reports.shown import alternative
from app.reports.tree import Chart

_WIDTH = 620.0
_LETTER = 5.0
"""Width of a letter of the labels, more or less: a longer label is cut."""


def figure(chart: Chart, *, right_to_left: bool = False) -> str:
    """Return `chart` as a figure with its caption."""
    drawn = "".join(
        _picture(plan(each, _WIDTH, right_to_left=right_to_left), each) for each in parts(chart)
    )
    caption = f"<figcaption>{escape(one_line(chart.caption))}</figcaption>" if chart.caption else ""
    return f"<figure>{caption}{drawn}</figure>"


def _picture(made: Plan, chart: Chart) -> str:
    box = f'viewBox="0 0 {made.width:g} {made.height:g}"'
    size = f'width="{made.width:g}" height="{made.height:g}"'
    said = escape(alternative(chart))
    return f'<svg {box} {size} role="img" aria-label="{said}">{"".join(_shapes(made))}</svg>'


def _shapes(made: Plan) -> Iterator[str]:
    for x1, y1, x2, y2 in made.lines:
        yield (
            f'<path d="M{x1:.1f} {made.height - y1:.1f}L{x2:.1f} {made.height - y2:.1f}"'
            f' stroke="{css(LINE)}" stroke-width=".5"/>'
        )
    for bar in made.bars:
        y = made.height - bar.y - bar.height
        yield (
            f'<rect x="{bar.x:.1f}" y="{y:.1f}" width="{bar.width:.1f}" height="{bar.height:.1f}"'
            f' fill="{css(bar.colour)}"/>'
        )
    for each in made.labels:
        most = max(int(each.room / _LETTER), 3)
        said = each.text if len(each.text) <= most else each.text[: most - 1].rstrip() + "…"
        yield (
            f'<text x="{each.x:.1f}" y="{made.height - each.y:.1f}" text-anchor="{each.anchor}"'
            f' direction="ltr" unicode-bidi="plaintext" fill="{css(INK if each.colour is None else each.colour)}">{escape(said)}</text>'
        )
