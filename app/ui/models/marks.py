"""My notes, comments and questions across all papers, as rows of one list."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.domain.carrying import came
from app.domain.colours import COLOURS
from app.domain.marks import KINDS, SENDING, STANDING, Listed, by_place, by_time
from app.i18n import _, ngettext
from app.phrases.marks import colour_name, kind_name, state_name
from app.reports import words
from app.store import Store, rounds
from app.ui import times
from app.ui.icons import Symbol
from app.ui.reader.marks import SYMBOLS, Mark, ground
from app.ui.widgets.rows import Line

QUOTED = 110
PAPER = "paper:"
"""Before `kind/id`: the key of a row that heads the marks of one paper."""


def kinds() -> dict[str, str]:
    return {each: kind_name(each) for each in KINDS}


def colours() -> dict[str, str]:
    return {each: colour_name(each) for each in COLOURS}


def states() -> dict[str, str]:
    return {each: state_name(each) for each in (*SENDING, *STANDING)}


def papers(marks: Sequence[Listed]) -> dict[str, str]:
    """Return {`kind/id`: title} of the papers that are marked."""
    found = {"/".join(each.about): each.title for each in marks}
    return dict(sorted(found.items(), key=lambda each: each[1].casefold()))


def criteria(store: Store, marks: Sequence[Listed]) -> dict[str, str]:
    """Return {key: title} of the criteria that something is tied to."""
    titles = {each.key: each.title for one in rounds.listed(store) for each in one.criteria}
    used = {each.criterion for each in marks if each.criterion}
    return {
        key: titles.get(key, key) for key in sorted(used, key=lambda each: titles.get(each, each))
    }


def lines(
    marks: Sequence[Listed],
    now: datetime,
    undecided: frozenset[str] = frozenset(),
    titles: Mapping[str, str] | None = None,
    *,
    newest: bool = False,
) -> list[Line]:
    """Return rows for `marks`: paper by paper under its title, or the `newest` first.

    `titles` are those of criteria, by their keys.
    """
    known = titles or {}
    if newest:
        return [_line(each, now, undecided, known, paper=True) for each in by_time(marks)]
    found: list[Line] = []
    about = None
    ordered = by_place(marks)
    counts: dict[tuple[str, str], int] = {}
    for each in ordered:
        counts[each.about] = counts.get(each.about, 0) + 1
    for each in ordered:
        if each.about != about:
            about = each.about
            count = counts[about]
            said = ngettext("{n} mark", "{n} marks", count).format(n=count)
            key = PAPER + "/".join(about)
            found.append(Line(key, each.title, end=said, strong=True, symbol=Symbol.FILE))
        found.append(_line(each, now, undecided, known, paper=False))
    return found


def _line(
    each: Listed,
    now: datetime,
    undecided: frozenset[str],
    titles: Mapping[str, str],
    *,
    paper: bool,
) -> Line:
    quote = " ".join(each.quote.split())
    cut = quote if len(quote) <= QUOTED else quote[: QUOTED - 1] + "…"
    text = " ".join(each.text.split())
    at = times.parsed(each.at)
    how = came(each.row.data)
    told = [
        f"“{cut}”" if cut and text else "",
        each.title if paper else "",
        titles.get(each.criterion, each.criterion),
        _("page {n}").format(n=each.page) if each.page else "",
        "" if how is None else words.way(how),
        state(each, undecided),
    ]
    name = ", ".join(filter(None, (kind_name(each.kind), colour_name(each.colour))))
    mark = Mark(each.id, each.kind, "", 0, 0, each.colour)
    return Line(
        each.id,
        text or f"“{cut}”",
        " · ".join(one for one in told if one),
        end="" if at is None else times.until(at, now),
        symbol=SYMBOLS.get(each.kind, Symbol.COMMENT),
        state=name,
        indent=0 if paper else 1,
        band=ground(mark),
    )


def state(each: Listed, undecided: frozenset[str]) -> str:
    """Return who reads a mark or how far it has come, and what became of its words."""
    if each.id in undecided:
        sent = _("needs your decision")
    elif each.row.collection == "notes":
        sent = _("only you")
    else:
        sent = _("waiting for a line") if each.row.waiting else _("received")
    stands = each.place.state if each.place is not None else ""
    if stands == "changed":
        return f"{sent} · {_('words changed')}"
    return f"{sent} · {_('words gone')}" if stands == "gone" else sent
