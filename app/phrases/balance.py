"""The balance of a round in words: by stakeholder group, region and theme."""

from app.domain.balances import Change, Share
from app.domain.capacity import NO_REGION
from app.i18n import _
from app.phrases import people


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
    """Return how one value fares: `African Group: 12 of all; by rank 4 (8 %), now 6 (12 %)`."""
    return _("{value}: {all} of all; by rank {before}, now {after}").format(
        value=value(of, each.value),
        all=number(each.all.n if each.all else 0),
        before=share(each.before),
        after=share(each.after),
    )


def share(each: Share | None) -> str:
    """Return how many there are, and of all: `6 (12 %)`; of few the number alone."""
    if each is None:
        return number(0)
    if each.small or each.share is None:
        return number(each.n)
    return _("{n} ({share} %)").format(n=number(each.n), share=number(each.share))


def number(n: float) -> str:
    """Return a count that may hold a half, without needless decimals."""
    return f"{n:.1f}".removesuffix(".0")
