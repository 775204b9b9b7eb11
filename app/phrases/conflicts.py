"""Conflicts of interest in words: why one is likely."""

from collections.abc import Sequence

from app.domain.conflicts import Hint
from app.i18n import _

MOST = 3
"""Proposals that are named; of more the first ones are, and how many there are."""


def kept_from_me(titles: Sequence[str]) -> str:
    """Return that a chair does not see what is said of `titles`; "" for none of them."""
    if not titles:
        return ""
    named = ", ".join(f"“{each}”" for each in titles[:MOST])
    more = len(titles) - MOST
    if more > 0:
        named = _("{names} and {n} more").format(names=named, n=more)
    return _(
        "You declared a conflict of interest: what members say of {names} does not come to you, and "
        "is in none of these numbers. The other chairs have it."
    ).format(names=named)


def reason(hint: Hint) -> str:
    """Return why a conflict of interest is proposed, in one sentence."""
    same = hint.named == hint.mine
    match hint.by:
        case "account":
            words = _("You are named among the proposers (“{named}”).")
        case "affiliation" if same:
            words = _("Your organisation, “{mine}”, is among those of the proposers.")
        case "affiliation":
            words = _("“{named}” among the proposers may be your organisation, “{mine}”.")
        case _ if same:
            words = _("One of the proposers is named “{mine}”, as you are.")
        case _:
            words = _("“{named}” among the proposers may be you, “{mine}”.")
    return words.format(named=hint.named, mine=hint.mine)
