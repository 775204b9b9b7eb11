"""Contributions counted, as the window shows them: the table, the pictures, what is to be known."""

from dataclasses import dataclass

from app.actions import contributing
from app.domain.contributions import UNKNOWN, Statistics, calls, statistics
from app.i18n import _, ngettext
from app.phrases import contributions as phrases
from app.reports import statistics as made
from app.reports.tree import Chart, Table
from app.store import Store


@dataclass(frozen=True, slots=True)
class Counted:
    """What one look at the contributions found."""

    calls: tuple[tuple[str, str], ...]
    """(call, its words) of every call, whichever is shown."""
    call: str | None
    """The one that is shown; None: all."""
    under: str
    warnings: tuple[str, ...]
    table: Table
    charts: tuple[Chart, ...]
    total: int


def counted(store: Store, call: str | None = None) -> Counted:
    """Count all contributions, or those to one call; a call that is gone is all of them."""
    given = contributing.listed(store)
    known = calls(given)
    chosen = call if call in known else None
    found = statistics(given, call=chosen)
    charts = [made.picture(found), made.by_value(found, made.COLUMNS)]
    if chosen is None and len(known) > 1:
        charts.append(made.by_value(found, "call"))
    return Counted(
        tuple((each, phrases.value("call", each)) for each in known),
        chosen,
        _under(found, known, chosen),
        tuple(phrases.warnings(found)),
        made.crossed(found),
        tuple(charts) if found.total else (),
        found.total,
    )


def _under(found: Statistics, known: list[str], call: str | None) -> str:
    number = phrases.number(found.total)
    if call is not None:
        return _("{number} to “{call}”").format(number=number, call=phrases.value("call", call))
    named = [each for each in known if each != UNKNOWN]
    if not named:
        return number
    words = ngettext("{number} to {n} call", "{number} to {n} calls", len(named))
    return words.format(number=number, n=len(named))
