"""Why the server did not take one item, in plain words; it blocks nothing else."""

from app.i18n import _


def sentence(code: str, message: str) -> str:
    """Return what happened, what is safe and what to do."""
    known = {
        "not_yours": _("It belongs to somebody else, so the server did not take your change."),
        "op_reused": _("The server had taken another text under the same number already."),
        "too_long": _("It is longer than the server takes."),
        "too_large": _("It is longer than the server takes."),
        "record_too_large": _("It is longer than the server takes."),
        "nul": _("It holds a character that cannot be stored."),
        "surrogate": _("It holds a character that cannot be stored."),
        "score_out_of_scale": _("A score is not on the round's scale any more."),
        "unknown_criterion": _("The round has no such criterion any more."),
        "unknown_stance": _("The round has no such position any more."),
        "round_closed": _("The round is closed."),
        "no_such_paper": _("The paper is no longer on the server."),
        "not_allowed": _("Your role does not allow it."),
    }
    why = known.get(code) or message or _("The server did not take it ({code}).").format(code=code)
    return f"{why} " + _("Your words are kept here; change them and they are offered again.")
