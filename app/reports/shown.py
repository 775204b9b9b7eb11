"""How values of a report are said in words: in cells, in charts, for those who do not see charts."""

from app.i18n import _
from app.phrases.numbers import decimal, signed
from app.reports import words
from app.reports.plain import one_line
from app.reports.tree import Cell, Chart, Kind, Share, Table, plain

NOTHING = "–"
"""Stands where no value was given: a blank is no nought."""
RIGHT = frozenset({"whole", "number", "share"})
"""Kinds of columns whose values stand under each other at their last figure."""


def shown(cell: Cell, kind: Kind) -> str:
    """Return what stands in `cell` of a column of `kind`."""
    if cell.content:
        return one_line(plain(cell.content))
    value = cell.value
    if value is None or value == "":
        return NOTHING if value is None else ""
    if isinstance(value, str):
        return words.day(value) if kind == "day" else one_line(value)
    return figure(value, kind)


def figure(value: float, kind: Kind) -> str:
    """Return a number as its kind is written."""
    match kind:
        case "share":
            return _("{percent} %").format(percent=f"{value * 100:.0f}")
        case "number":
            return decimal(value, 2)
        case _:
            return signed(f"{value:g}") if isinstance(value, float) else str(value)


def counted(parts: tuple[Share, ...]) -> str:
    """Return positions with their counts as one line."""
    return _(", ").join(
        _("{title} {count}").format(title=one_line(each.title), count=each.count) for each in parts
    )


def alternative(chart: Chart) -> str:
    """Return what `chart` shows, in words."""
    if chart.alternative:
        return one_line(chart.alternative)
    said: list[str] = []
    for place, label in enumerate(chart.labels):
        values = [
            (each.title, value)
            for each in chart.series
            if (value := each.values[place] if place < len(each.values) else None) is not None
        ]
        if len(chart.series) == 1:
            numbers = value_of(values[0][1]) if values else NOTHING
        else:
            numbers = _(", ").join(
                _("{title} {count}").format(title=title, count=value_of(value))
                for title, value in values
            )
        said.append(_("{label}: {value}").format(label=one_line(label), value=numbers or NOTHING))
    return " ".join(each for each in (_ended(chart.caption), _("; ").join(said)) if each)


def value_of(value: float) -> str:
    """Return a value of a chart: whole numbers without decimals."""
    return str(int(value)) if value == int(value) else decimal(value, 2)


def name_of(table: Table, number: int) -> str:
    """Return what the sheet of `table` is called, the `number`th of its report."""
    return one_line(table.name or table.caption) or _("Table {number}").format(number=number)


def _ended(sentence: str) -> str:
    """Return `sentence` with a full stop, unless it ends in a sign of its own."""
    said = one_line(sentence)
    return said if not said or said[-1] in ".?!:。؟" else _("{sentence}.").format(sentence=said)
