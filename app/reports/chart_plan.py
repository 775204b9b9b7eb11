"""Where the bars, lines and words of a chart stand; the writers of PDF and HTML draw them so.

Lengths in points from the lower left. In a right-to-left report the plan is mirrored: bars
grow from the side where one begins to read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import ceil, floor, log10
from typing import Literal

from app.reports.palette import ACCENT, SOFT
from app.reports.plain import one_line
from app.reports.shown import value_of
from app.reports.tree import Chart, Series

MOST = 34
"""Lying bars of one picture; more make another on the next page."""
COLOURS = (ACCENT, 0x2C7A4B, 0xC9A24B, 0xB3362B, 0x7FA8D1, 0x7A5C99, 0x5B6169, 0xBDB8AE)
"""Of series that have no colour of their own, in turn."""
_ROW, _BAR = 18.0, 9.0
_NAMES = 0.36
"""Part of the width for the names of lying bars."""
_VALUES = 34.0
"""Room for the value after a bar."""
_GAP = 8.0
_STANDING = 130.0
"""Height of the highest standing bar."""
_LETTER = 4.2
"""About how wide a letter is of what the colours mean."""
_FOOT = 16.0
_TICKS = 5


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    colour: int


@dataclass(frozen=True, slots=True)
class Label:
    text: str
    x: float
    """Where it begins, has its middle or ends, as `anchor` says."""
    y: float
    """Its baseline."""
    room: float
    anchor: Literal["start", "middle", "end"] = "start"
    """`start` is the left end on paper."""
    colour: int | None = None
    """None: ink."""


@dataclass(slots=True)
class Plan:
    width: float
    height: float = 0.0
    bars: list[Bar] = field(default_factory=list[Bar])
    lines: list[tuple[float, float, float, float]] = field(
        default_factory=list[tuple[float, float, float, float]]
    )
    labels: list[Label] = field(default_factory=list[Label])


def parts(chart: Chart) -> Iterator[Chart]:
    """Yield `chart` in parts that go on one page each, all to one scale."""
    if chart.kind == "histogram" or len(chart.labels) <= MOST:
        yield chart
        return
    count = ceil(len(chart.labels) / MOST)
    size = ceil(len(chart.labels) / count)
    top = highest(chart)
    for start in range(0, len(chart.labels), size):
        end = start + size
        series = tuple(replace(each, values=each.values[start:end]) for each in chart.series)
        yield replace(
            chart, labels=chart.labels[start:end], series=series, highest=top,
            caption=chart.caption if not start else "",
        )  # fmt: skip


def plan(chart: Chart, width: float, *, right_to_left: bool = False) -> Plan:
    """Return the plan of `chart`, `width` points wide."""
    made = Plan(width)
    {"bars": _lying, "shares": _stacked, "histogram": _standing}[chart.kind](chart, made)
    return _mirrored(made) if right_to_left else made


def highest(chart: Chart) -> float:
    """Return the end of the scale of values."""
    values = [value for each in chart.series for value in each.values if value is not None]
    return max([chart.highest or 0.0, *values]) or 1.0


def counts(chart: Chart) -> bool:
    """Say whether it shows whole numbers only."""
    values = [value or 0.0 for each in chart.series for value in each.values]
    return all(value == int(value) for value in (*values, highest(chart)))


def steps(end: float, *, whole: bool = False) -> list[float]:
    """Return the values at which lines stand, from 0 to not more than `end`, round ones.

    Of what is `whole`, as counts are, no line stands at a fraction.
    """
    rough = end / _TICKS
    size = 10 ** floor(log10(rough))
    step = next(size * each for each in (1, 2, 5, 10) if size * each >= rough - 1e-9)
    step = max(step, 1) if whole else step
    return [each * step for each in range(floor(end / step + 1e-9) + 1)]


def colours(series: Sequence[Series]) -> list[int]:
    """Return the colour of each series: its own, or the next that is free."""
    return [
        COLOURS[place % len(COLOURS)] if each.colour is None else each.colour
        for place, each in enumerate(series)
    ]


def _lying(chart: Chart, made: Plan) -> None:
    left = made.width * _NAMES
    room = made.width - left - _VALUES
    end = highest(chart)
    inks = colours(chart.series)
    top = len(chart.labels) * _ROW * len(chart.series)
    made.height = top + _FOOT
    for value in steps(end, whole=counts(chart)):
        x = left + room * value / end
        made.lines.append((x, _FOOT, x, made.height))
        made.labels.append(Label(value_of(value), x, 4, 40, "middle", SOFT))
    if chart.unit:
        made.labels.append(Label(one_line(chart.unit), 0, 4, left - 2 * _GAP, "start", SOFT))
    for row, name in enumerate(chart.labels):
        y = made.height - (row + 1) * _ROW * len(chart.series)
        middle = y + _ROW * len(chart.series) / 2
        made.labels.append(Label(one_line(name), left - _GAP, middle - 3, left - _GAP, "end"))
        for place, (each, ink) in enumerate(zip(chart.series, inks, strict=True)):
            foot = y + _ROW * (len(chart.series) - 1 - place)
            value = each.values[row]
            if value is None:
                made.labels.append(Label("–", left + 4, foot + 6, _VALUES, "start", SOFT))
                continue
            length = room * value / end
            made.bars.append(Bar(left, foot + (_ROW - _BAR) / 2, length, _BAR, ink))
            made.labels.append(Label(value_of(value), left + length + 4, foot + 6, _VALUES))
    _key(chart, made)


def _stacked(chart: Chart, made: Plan) -> None:
    left = made.width * _NAMES
    room = made.width - left - _VALUES
    inks = colours(chart.series)
    made.height = len(chart.labels) * _ROW
    for row, name in enumerate(chart.labels):
        y = made.height - (row + 1) * _ROW
        made.labels.append(Label(one_line(name), left - _GAP, y + 6, left - _GAP, "end"))
        values = [each.values[row] or 0.0 for each in chart.series]
        total, x = sum(values), left
        for value, ink in zip(values, inks, strict=True):
            size = room * value / total if total else 0.0
            if size:
                made.bars.append(Bar(x, y + (_ROW - _BAR) / 2, max(size - 1, 0.5), _BAR, ink))
            x += size
        end = left + (room if total else 0) + 4
        made.labels.append(Label(value_of(total), end, y + 6, _VALUES, "start", SOFT))
    _key(chart, made, always=True)


def _standing(chart: Chart, made: Plan) -> None:
    left = 26.0
    room = made.width - left
    end = highest(chart)
    made.height = _STANDING + _FOOT + 14
    for value in steps(end, whole=counts(chart)):
        y = _FOOT + _STANDING * value / end
        made.lines.append((left, y, made.width, y))
        made.labels.append(Label(value_of(value), left - 6, y - 3, left, "end", SOFT))
    slot = room / max(len(chart.labels), 1)
    inks = colours(chart.series)
    bar = min(slot * 0.72, 60.0) / max(len(inks), 1)
    for place, name in enumerate(chart.labels):
        middle = left + slot * (place + 0.5)
        made.labels.append(Label(one_line(name), middle, 3, slot - 2, "middle"))
        for turn, (each, ink) in enumerate(zip(chart.series, inks, strict=True)):
            value = each.values[place]
            if not value:
                continue
            x = middle - bar * len(inks) / 2 + bar * turn
            high = _STANDING * value / end
            made.bars.append(Bar(x, _FOOT, bar - 1, high, ink))
            made.labels.append(
                Label(value_of(value), x + bar / 2, _FOOT + high + 3, slot, "middle")
            )
    _key(chart, made)


def _key(chart: Chart, made: Plan, *, always: bool = False) -> None:
    """Put what the colours mean above, where there are several."""
    if len(chart.series) == 1 and not always:
        return
    longest = max((len(one_line(each.title)) for each in chart.series), default=0)
    beside = max(1, min(len(chart.series), 4, int(made.width / (longest * _LETTER + 14))))
    slot = made.width / beside
    rows = ceil(len(chart.series) / beside)
    for place, (each, ink) in enumerate(zip(chart.series, colours(chart.series), strict=True)):
        x = slot * (place % beside)
        y = made.height + _ROW * (rows - place // beside) - 10
        made.bars.append(Bar(x, y, 7, 7, ink))
        made.labels.append(Label(one_line(each.title), x + 11, y, slot - 14))
    made.height += _ROW * rows


def _mirrored(made: Plan) -> Plan:
    turned = {"start": "end", "end": "start", "middle": "middle"}
    width = made.width
    return Plan(
        width,
        made.height,
        [replace(each, x=width - each.x - each.width) for each in made.bars],
        [(width - x1, y1, width - x2, y2) for x1, y1, x2, y2 in made.lines],
        [
            replace(each, x=width - each.x, anchor=turned[each.anchor])  # type: ignore[arg-type] -- a dict of literals widens
            for each in made.labels
        ],
    )
