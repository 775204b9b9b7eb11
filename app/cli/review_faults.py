"""What keeps a review from being submitted, in sentences that name the choices."""

from app.domain.reviews import RECUSALS, Fault
from app.domain.rounds import Round
from app.i18n import _
from app.phrases.faults import shown as safe


def choices(fault: Fault, scheme: Round | None) -> list[str]:
    """Return what the command line takes in the place of what was wrong."""
    if fault.code == "unknown_recusal":
        return list(RECUSALS if scheme is None else scheme.recusals)
    if scheme is None:
        return []
    match fault.code:
        case "unknown_criterion":
            return [each.key for each in scheme.criteria]
        case "unknown_stance":
            return [each.key for each in scheme.stances]
        case "unknown_reason" | "reason_required":
            return list(scheme.reasons)
        case "score_out_of_scale":
            criterion = scheme.criterion(fault.key)
            scale = criterion.scale if criterion else scheme.overall
            return [] if scale is None else [str(scale.min), str(scale.max)]
        case _:
            return []


def words(fault: Fault, scheme: Round | None) -> str:
    """Return what keeps a review from being submitted, as a sentence that names the choices."""
    known = choices(fault, scheme)
    sentence = {
        "text_required": _("“{key}” needs a text."),
        "score_out_of_scale": _("The score of “{key}” is outside its scale."),
        "reason_required": _("A score this low asks for one of the round's reasons."),
        "unknown_criterion": _("The round has no criterion “{key}”."),
        "unknown_stance": _("The round has no position “{key}”."),
        "unknown_reason": _("The round has no reason “{key}”."),
        "unknown_recusal": _("“{key}” is no kind of conflict of interest."),
        "round_not_here": _(
            "Its round is in preparation, or not here. Only a comment on the whole can be "
            "submitted now."
        ),
        "unknown_proposal": _("There is no proposal “{key}” here to merge with."),
        "merged_with_itself": _("“{key}” cannot be merged with itself."),
    }[fault.code]
    if fault.code == "score_out_of_scale":
        more = _("Write a whole number from {known}.") if known else _("No score is asked for it.")
        listed = _(" to ").join(known)
    else:
        none = _("It has none.") if fault.code in {"unknown_stance", "unknown_reason"} else ""
        more = _("There are: {known}.") if known else none
        listed = ", ".join(map(safe, known))
    said = sentence.format(key=safe(fault.key))
    return f"{said} {more.format(known=listed)}" if more else said
