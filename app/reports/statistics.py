"""Contribution statistics for every format: a table of group by region, shares, pictures."""

from collections import Counter
from collections.abc import Iterator, Mapping

from app.domain.contributions import DIMENSIONS, GLOBAL, UNKNOWN, Part, Statistics, counted
from app.domain.fields import REGIONS
from app.i18n import _, ngettext
from app.phrases import contributions as phrases
from app.reports.chart_plan import COLOURS
from app.reports.plain import one_line
from app.reports.setting import Setting, framed
from app.reports.tree import (
    Block,
    Cell,
    Chart,
    Column,
    Content,
    Figures,
    Heading,
    Paragraph,
    Report,
    Series,
    Table,
    Value,
)

ROWS, COLUMNS = "group", "region"


def statistics_report(found: Statistics, setting: Setting, call: str | None = None) -> Report:
    """Compose the statistics of all calls, or of one."""
    facts: list[tuple[str, Content]] = []
    if call is not None:
        facts.append((_("Call"), one_line(phrases.value("call", call))))
    return framed(
        setting, _("Contributions"), _("Contributions"), tuple(_blocks(found, call)), facts=facts,
        subject=_("Contributions by stakeholder group, region and call"),
    )  # fmt: skip


def tables(found: Statistics) -> tuple[Table, ...]:
    """Return all that was counted as tables of values: what was asked for first, then the rest."""
    alone = [each for each in DIMENSIONS if found.by != (each,)]
    return (
        rows(found),
        *([] if found.by == (ROWS, COLUMNS) else [crossed(found)]),
        *(_along(found, each) for each in alone),
        _listed(found),
    )


def rows(found: Statistics) -> Table:
    """Return a row per part: its values, how many, which share of all."""
    return Table(
        (
            *(Column(phrases.dimension(name), key=name) for name in found.by),
            Column(_("Contributions"), "whole", "n"),
            Column(_("Share in %"), "number", "share"),
        ),
        tuple(
            (
                *(Cell(value, phrases.value(name, value))
                  for name, value in zip(found.by, each.values, strict=True)),
                each.n,
                Cell(each.share, phrases.share(each.share) + ("*" if each.small else "")),
            )
            for each in found.parts
        ),
        name=_("Counts"),
        note=phrases.few() if any(each.small for each in found.parts) else "",
    )  # fmt: skip


def crossed(found: Statistics) -> Table:
    """Return counts of group by region, with the sum and the share of each."""
    groups, regions = found.along(ROWS), found.along(COLUMNS)
    counts = _cells(found)
    body: list[tuple[Cell | Value, ...]] = [
        (
            Cell(each.values[0], phrases.value(ROWS, each.values[0])),
            *(counts[each.values + other.values] for other in regions),
            each.n,
            _share(each),
        )
        for each in groups
    ]
    whole = 100.0 if found.total else None
    return Table(
        (
            Column(phrases.dimension(ROWS), key=ROWS),
            *(Column(phrases.value(COLUMNS, each.values[0]), "whole", each.values[0])
              for each in regions),
            Column(_("All"), "whole", "n"),
            Column(_("Share"), "number", "share"),
        ),
        (
            *body,
            (_("All"), *(each.n for each in regions), found.total,
             None if whole is None else Cell(whole, phrases.share(whole))),
            (_("Share"), *map(_share, regions),
             None if whole is None else Cell(whole, phrases.share(whole)), None),
        ),
        caption=_("By stakeholder group and region"),
        name=_("By group and region"),
        note=phrases.few() if any(each.small for each in (*groups, *regions)) else "",
        totals=2,
    )  # fmt: skip


def picture(found: Statistics) -> Chart:
    """Return the counts of each group, their bars made of its regions."""
    groups, regions = found.along(ROWS), found.along(COLUMNS)
    counts = _cells(found)
    return Chart(
        "shares",
        tuple(phrases.value(ROWS, each.values[0]) for each in groups),
        tuple(
            Series(
                phrases.value(COLUMNS, other.values[0]),
                tuple(counts[each.values + other.values] for each in groups),
                _COLOURS.get(other.values[0]),
            )
            for other in regions
        ),
        caption=_("Regions within each stakeholder group"),
        unit=_("contributions"),
    )


def by_value(found: Statistics, dimension: str) -> Chart:
    """Return how many there are of each group, region or call."""
    parts = found.along(dimension)
    captions = {
        "group": _("By stakeholder group"),
        "region": _("By region"),
        "call": _("By call"),
    }
    return Chart(
        "bars",
        tuple(one_line(phrases.value(dimension, each.values[0])) for each in parts),
        (Series(_("Contributions"), tuple(each.n for each in parts)),),
        caption=captions[dimension],
        unit=_("contributions"),
    )


_COLOURS: Mapping[str, int] = dict(zip((*REGIONS, GLOBAL, UNKNOWN), COLOURS, strict=False))
"""Of the regions, the same in every picture; their words stand beside."""


def _blocks(found: Statistics, call: str | None) -> Iterator[Block]:
    calls = found.along("call")
    groups = sum(each.values != (UNKNOWN,) for each in found.along(ROWS))
    yield Figures(
        (
            (str(found.total), ngettext("contribution", "contributions", found.total)),
            (str(groups), ngettext("stakeholder group", "stakeholder groups", groups)),
            (str(len(calls)), ngettext("call", "calls", len(calls))),
        )
    )
    for said in phrases.warnings(found):
        yield Paragraph(said, "warn")
    if not found.total:
        yield Paragraph(_("There are no contributions yet."), "soft")
        return
    yield crossed(found)
    yield picture(found)
    yield by_value(found, COLUMNS)
    if call is None and len(calls) > 1:
        yield Heading(_("By call"), 2)
        yield _along(found, "call")
        yield by_value(found, "call")
    if found.by != (ROWS, COLUMNS) and len(found.by) > 1:
        yield Heading(_("In detail"), 2)
        yield rows(found)


def _along(found: Statistics, dimension: str) -> Table:
    names = {"group": _("By group"), "region": _("By region"), "call": _("By call")}
    parts = found.along(dimension)
    return Table(
        (
            Column(phrases.dimension(dimension), key=dimension),
            Column(_("Contributions"), "whole", "n"),
            Column(_("Share in %"), "number", "share"),
        ),
        tuple(
            (Cell(each.values[0], one_line(phrases.value(dimension, each.values[0]))), each.n,
             _share(each))
            for each in parts
        ),
        name=names[dimension],
    )  # fmt: skip


def _listed(found: Statistics) -> Table:
    """Return the contributions themselves, so that anybody can count again."""
    return Table(
        (
            Column(_("Id"), "code", "id"),
            Column(_("Call"), key="call"),
            Column(_("From"), key="from"),
            Column(_("Stakeholder group"), key="group"),
            Column(_("Region"), key="region"),
            Column(_("Date"), "day", "at"),
            Column(_("Document"), "code", "document"),
        ),
        tuple(
            (each.id, each.call, one_line(each.sender), each.group, each.region, each.at or None,
             each.document or None)
            for each in found.contributions
        ),
        name=_("Contributions"),
    )  # fmt: skip


def _share(each: Part) -> Cell:
    return Cell(each.share, phrases.share(each.share) + ("*" if each.small else ""))


def _cells(found: Statistics) -> Counter[tuple[str, ...]]:
    """Return how many there are of each group and region; 0 where there are none."""
    return Counter({each.values: each.n for each in counted(found.contributions, (ROWS, COLUMNS))})
