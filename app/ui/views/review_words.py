"""Words of the review panel: what is missing, kinds of conflict of interest, what was refused."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.domain import reviews
from app.domain.reviews import Fault
from app.domain.rounds import Round
from app.i18n import _, ngettext


def conflict_kinds() -> dict[str, str]:
    """Return the kinds of conflict of interest a member can declare, in words."""
    words = {
        "proponent": _("I am one of the proposers"),
        "speaker": _("I am to speak or take part"),
        "employer": _("My employer is involved"),
        "affiliation": _("An organisation of mine is involved"),
        "family": _("Family or close friends are involved"),
        "other": _("Something else"),
    }
    return {kind: words[kind] for kind in reviews.RECUSALS}


def fault(each: Fault, scheme: Round) -> str:
    """Return what keeps a review from being submitted, as a sentence."""
    criterion = scheme.criterion(each.key)
    title = criterion.title if criterion is not None else each.key
    match each.code:
        case "text_required":
            return _("“{criterion}” needs a few words before you can submit.").format(
                criterion=title
            )
        case "reason_required":
            return _("A score as low as this needs one of the reasons.")
        case "round_not_here":
            return _(
                "Its round is in preparation, or not here. Only a comment on the whole can be submitted now."
            )
        case "nothing_written":
            return _("Nothing is written yet.")
        case "score_out_of_scale":
            return _("The score of “{criterion}” is not on the scale any more.").format(
                criterion=title
            )
        case _:
            return _("The round has changed: “{what}” is no longer part of it.").format(what=title)


def missing(data: Mapping[str, Any], scheme: Round) -> str:
    """Return what the review still lacks, what blocks it first; "" when it is whole."""
    if reviews.excused(data):
        return ""
    faults = reviews.blocking(data, scheme)
    if faults:
        told = fault(faults[0], scheme)
        more = len(faults) - 1
        if not more:
            return told
        rest = ngettext("{n} more is asked for.", "{n} more are asked for.", more).format(n=more)
        return f"{told} {rest}"
    empty = len(reviews.empty(data, scheme))
    if not empty:
        return _longer(data, scheme)
    return ngettext(
        "{n} criterion is empty: you can submit now and add it later.",
        "{n} criteria are empty: you can submit now and add them later.",
        empty,
    ).format(n=empty)


def _longer(data: Mapping[str, Any], scheme: Round) -> str:
    """Return which texts are longer than the round asks for: told, never a bar."""
    long = [scheme.criterion(each.key) for each in reviews.over(data, scheme)]
    titles = ", ".join(f"“{each.title}”" for each in long if each is not None)
    if not titles:
        return ""
    return _("Longer than the round asks for: {criteria}. You can submit it as it is.").format(
        criteria=titles
    )


def faults(found: Iterable[Fault], scheme: Round, *, kept: bool = True) -> str:
    """Return why a review was not submitted; it is `kept` as a draft unless it is empty."""
    told = " ".join(fault(each, scheme) for each in found)
    if not kept:
        return _("Not submitted. {why}").format(why=told)
    return _("Not submitted; it is kept as a draft on this computer. {why}").format(why=told)


def answered(data: Mapping[str, Any], scheme: Round) -> tuple[int, int]:
    """Return how many criteria have words or a score, of how many."""
    count = len(scheme.criteria)
    return count - len(reviews.empty(data, scheme)), count
