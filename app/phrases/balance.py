"""The balance of a round in words: by stakeholder group, region and theme."""

from collections.abc import Iterable, Sequence

from app.domain.balances import Change, Share
from app.domain.capacity import NO_REGION
from app.i18n import _, ngettext
from app.phrases import people
from app.phrases.numbers import signed

_PARTS = ((0.5, "½"), (1 / 3, "⅓"), (2 / 3, "⅔"), (0.25, "¼"), (0.75, "¾"))
_NEAR = 0.006
"""Counts are rounded to hundredths."""


def kind(key: str) -> str:
    """Return what places are shared by, as a heading."""
    known = {
        "group": _("By stakeholder group of the proposers"),
        "region": _("By region of the proposers"),
        "theme": _("By theme"),
    }
    return known.get(key, key)


def value(of: str, key: str) -> str:
    """Return a group, region or theme in words."""
    if not key:
        return _("not known")
    if of == "group":
        return people.group(key) or key
    if of == "region":
        return _("international, no region") if key == NO_REGION else people.region(key) or key
    return key


def change(of: str, each: Change) -> str:
    """Return how one value fares, as `fares` says it: `African Group: 12 proposals …`."""
    return _("{value}: {fares}").format(value=value(of, each.value), fares="; ".join(fares(each)))


def fares(each: Change, *, moved: bool = True, decided: Share | None = None) -> list[str]:
    """Return what there is of one value, what goes ahead by rank, with the line moved, as decided.

    `12 proposals`, `places by rank: 4 (8 %)`, …: a percentage is of what goes ahead so.
    """
    said = [_of_all(each.all), _by(_("places by rank: {n}"), each.before)]
    if moved:
        said.append(_by(_("with this line: {n}"), each.after))
    if decided is not None:
        said.append(_by(_("decided to go ahead: {n}"), decided))
    return said


def divided(changes: Iterable[Change]) -> bool:
    """Say whether a proposal is divided among several values: then `divided_words` belongs there."""
    shown = (one for each in changes for one in (each.all, each.before, each.after))
    return any(one is not None and not float(one.n).is_integer() for one in shown)


def divided_words() -> str:
    """Return why there are parts of proposals."""
    return _("A proposal whose proposers are of two groups or regions counts as half (½) for each; of "
             "three, as a third.")  # fmt: skip


def few_words() -> str:
    """Return why some numbers bear no percentage."""
    return _("Below five proposals no percentage is shown: of so few it would mean little.")


def _of_all(each: Share | None) -> str:
    n = 0 if each is None else each.n
    said = ngettext("{n} proposal", "{n} proposals", 1 if 0 < n <= 1 else max(2, round(n)))
    return _by(said, each)


def _by(words: str, each: Share | None) -> str:
    return words.format(n=number(0 if each is None else each.n)) + _percent(each)


def _percent(each: Share | None) -> str:
    if each is None or each.small or each.share is None:
        return ""
    return _(" ({share} %)").format(share=signed(f"{each.share:.1f}".removesuffix(".0")))


def share(each: Share | None) -> str:
    """Return how many there are, and of all: `6 (12 %)`; of few the number alone."""
    return number(0 if each is None else each.n) + _percent(each)


def so_far(kind: str, shares: Sequence[Share]) -> str:
    """Return who had the floor so far, by `group` or `region`; "" where nobody had it."""
    if not shares:
        return ""
    listed = ", ".join(f"{value(kind, each.value)} {share(each)}" for each in shares)
    if kind == "group":
        return _("So far, by stakeholder group: {shares}").format(shares=listed)
    return _("So far, by region: {shares}").format(shares=listed)


def number(n: float) -> str:
    """Return a count; parts of proposals are halves, thirds and quarters: `2½`."""
    whole, part = divmod(round(n, 2), 1)
    for value, sign in _PARTS:
        if abs(part - value) < _NEAR:
            return f"{int(whole) or ''}{sign}"
    return signed(f"{n:.1f}".removesuffix(".0"))
