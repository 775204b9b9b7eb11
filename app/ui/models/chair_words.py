"""Words, icons and colours of the chair's tables: a position, a conflict, a score, a gap."""

from dataclasses import dataclass

from app.domain.matrices import Cell, Line, Matrix
from app.domain.rounds import Round
from app.i18n import _
from app.ui.icons import Symbol

LOW, HIGH = 1 / 3, 2 / 3
"""Shares of the scale below and above which a score stands on a ground of its own."""


@dataclass(frozen=True, slots=True)
class Look:
    """One cell as it is drawn and read out; no state is told by its colour alone."""

    text: str = ""
    symbol: Symbol | None = None
    tone: str = "ink"
    ground: str = ""
    said: str = ""
    """All of it in words."""


BLANK = Look()


def number(value: float | None) -> str:
    """Return a score with two decimals at most, and none where it needs none; "" for nothing."""
    if value is None:
        return ""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def measured(value: float | None) -> str:
    """Return a statistic with its two decimals, so that a column stands in line."""
    return "" if value is None else f"{value:.2f}"


def position(scheme: Round, key: str | None) -> Look:
    """Return a position with its icon: the first of the round is in favour, the last against."""
    found = scheme.stance(key)
    if found is None:
        return Look(key or "", Symbol.QUESTION, "soft", said=key or "") if key else BLANK
    keys = [each.key for each in scheme.stances]
    at = keys.index(found.key)
    if at == 0:
        mark = Symbol.DONE, "good"
    elif at == len(keys) - 1:
        mark = Symbol.STOPPED, "bad"
    else:
        mark = Symbol.HALF, "warn"
    return Look(found.title, *mark, said=found.title)


def cell(matrix: Matrix, line: Line, account: str, ends: tuple[int, int] | None) -> Look:
    """Return what `account` said about `line`; `ends` are the lowest and highest score."""
    found = line.reviews.get(account)
    if found is None:
        if account in line.asked_of:
            return Look("", Symbol.EMPTY, "faint", said=_("has not answered"))
        return Look("", None, "faint", "canvas", said=_("is not asked"))
    if found.recused:
        return Look(_("conflict"), Symbol.HAND, "warn", said=_("conflict of interest"))
    if found.no_expertise:
        return Look(_("none"), Symbol.MINUS, "soft", said=_("no expertise"))
    return _answered(matrix.round, found, ends)


def _answered(scheme: Round, found: Cell, ends: tuple[int, int] | None) -> Look:
    stance = position(scheme, found.stance)
    late = _("late") if found.late else ""
    if found.own is None:
        said = ", ".join(filter(None, (stance.said or _("answered without a score"), late)))
        if stance.symbol is None:
            return Look("", Symbol.CHECK, "soft", said=said)
        return Look(stance.text, stance.symbol, stance.tone, said=said)
    said = ", ".join(filter(None, (number(found.own), stance.said, late)))
    return Look(number(found.own), stance.symbol, stance.tone, _ground(found.own, ends), said)


def _ground(score: float, ends: tuple[int, int] | None) -> str:
    if ends is None or ends[0] >= ends[1]:
        return ""
    share = (score - ends[0]) / (ends[1] - ends[0])
    return "concern" if share < LOW else "strong" if share > HIGH else ""
