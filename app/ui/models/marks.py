"""My notes, comments and questions across all papers, as rows of one list."""

from collections.abc import Mapping
from datetime import datetime

from app.actions.papers import COLLECTION
from app.domain.folding import fold
from app.domain.records import Row
from app.i18n import _
from app.store import Store, annotations, current
from app.ui import times
from app.ui.icons import Symbol
from app.ui.widgets.rows import Line

QUOTED = 90


def mine(store: Store) -> list[Row]:
    """Return my marks that stand, the latest first."""
    return [row for row in reversed(annotations.mine(store)) if not row.data.get("withdrawn")]


def titles(store: Store) -> dict[tuple[str, str], str]:
    """Return {(kind, id): title} of everything a mark can be on."""
    return {
        (kind, row.id): str(row.data.get("title") or row.id)
        for kind, collection in COLLECTION.items()
        for row in current.listed(store, collection)
    }


def kind(row: Row) -> str:
    return "note" if row.collection == "notes" else str(row.data.get("kind") or "comment")


def lines(
    rows: list[Row],
    names: Mapping[tuple[str, str], str],
    wanted: str,
    words: str,
    now: datetime,
    undecided: frozenset[str] = frozenset(),
) -> list[Line]:
    """Return rows of the `wanted` kind (empty: all) that hold all of `words`."""
    asked = fold(words).split()
    found: list[Line] = []
    for row in rows:
        line = _line(row, names, now, undecided)
        if (not wanted or kind(row) == wanted) and all(
            word in fold(f"{line.title} {line.below}") for word in asked
        ):
            found.append(line)
    return found


def _line(
    row: Row, names: Mapping[tuple[str, str], str], now: datetime, undecided: frozenset[str]
) -> Line:
    data = row.data
    about = data.get("about") or {}
    key = str(about.get("kind") or ""), str(about.get("id") or "")
    quote = str(((data.get("anchor") or {}).get("quote") or {}).get("exact") or "")
    quote = " ".join(quote.split())
    cut = quote if len(quote) <= QUOTED else quote[: QUOTED - 1] + "…"
    text = " ".join(str(data.get("text") or "").split())
    at = times.parsed(data.get("written_at"))
    below = [names.get(key, key[1]), f"“{cut}”" if cut and text else "", state(row, undecided)]
    symbol = {"note": Symbol.NOTE, "question": Symbol.QUESTION, "evidence": Symbol.QUOTE}
    return Line(
        row.id,
        text or f"“{cut}”",
        " · ".join(each for each in below if each),
        end="" if at is None else times.until(at, now),
        symbol=symbol.get(kind(row), Symbol.COMMENT),
        state=name(kind(row)),
    )


def name(kind: str) -> str:
    known = {
        "note": _("Note"),
        "comment": _("Comment"),
        "question": _("Question"),
        "evidence": _("Quote"),
    }
    return known.get(kind, kind)


def state(row: Row, undecided: frozenset[str]) -> str:
    if row.id in undecided:
        return _("needs your decision")
    if row.collection == "notes":
        return _("only you")
    return _("waiting for a line") if row.waiting else _("received")
