"""Contribution statistics in words: groups, regions, calls, and how much they can bear."""

from app.domain.contributions import GLOBAL, UNKNOWN, Statistics
from app.i18n import _, ngettext
from app.phrases import people
from app.phrases.numbers import decimal


def dimension(name: str) -> str:
    """Return what is counted by, as the head of a column."""
    known = {"group": _("Stakeholder group"), "region": _("Region"), "call": _("Call")}
    return known.get(name, name)


def value(name: str, word: str) -> str:
    """Return a group, region or call in words."""
    if word == UNKNOWN:
        return _("not known")
    if name == "group":
        return people.group(word) or word
    if name == "region":
        return _("global (no region)") if word == GLOBAL else people.region(word) or word
    return word


def number(n: int) -> str:
    return ngettext("{n} contribution", "{n} contributions", n).format(n=n)


def share(percent: float) -> str:
    return _("{percent} %").format(percent=decimal(percent, 1))


def warnings(found: Statistics) -> list[str]:
    """Return what whoever reads the numbers should know: few, or not known."""
    said: list[str] = []
    if found.few:
        said.append(
            _("There are only {count}: one more or less moves a share by {points} points.").format(
                count=number(found.total), points=f"{100 / found.total:.0f}"
            )
        )
    for name, words in (("group", _("Of {n} the group is not known: they stand in a row of their "
                                    "own.")),
                        ("region", _("Of {n} the region is not known: they stand in a column of "
                                     "their own."))):  # fmt: skip
        n = found.unknown(name)
        if n:
            said.append(words.format(n=number(n)))
    return said


def troubles() -> dict[str, str]:
    """Return {code: sentence}."""
    return {
        "secretariat_only": _("Only the Secretariat takes contributions in; nothing was changed."),
        "no_such_call": _("There are no contributions to a call “{call}”. There are: {known}"),
    }


def few() -> str:
    """Return what the mark of small numbers means."""
    return _("* Fewer than five: their share tells little.")
