"""Conflicts of interest in words: why one is likely."""

from app.domain.conflicts import Hint
from app.i18n import _


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
