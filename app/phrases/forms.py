"""What is wrong in a filled text form, or worth knowing, in plain words."""

from collections.abc import Mapping
from typing import Any

from app.i18n import _, ngettext
from app.phrases.faults import shown


def words(code: str, params: Mapping[str, Any]) -> str:
    """Return the sentence of a fault or notice; file, line and field are told beside it."""
    template = {**_faults(), **_notices()}.get(code)
    if template is None:
        return _("This cannot be taken ({code}).").format(code=code)
    return template.format_map(_Shown(params))


def rest(count: int) -> str:
    """Return what to know before the rest of a form is saved."""
    return ngettext(
        "{n} answer was not understood. It is not saved; all others can be.",
        "{n} answers were not understood. They are not saved; all others can be.",
        count,
    ).format(n=count)


def not_saved() -> str:
    """Return what leads every answer that was left out when the rest was saved."""
    return _("Not saved: {said}")


def troubles() -> dict[str, str]:
    """Return {code: sentence} of what keeps a form from being made or saved as a whole."""
    return {
        "nothing_to_ask": _("There is no open proposal to ask about; no form was made."),
        "form_has_faults": _("Nothing was saved: correct what is wrong in the form first."),
        "form_too_large": _("This is too large to be a form; nothing was read."),
        "form_not_taken": _(
            "The answers of {account} about “{proposal}” cannot be taken ({reason}). "
            "Nothing was saved."
        ),
        "no_such_member": _("“{account}” is no member of this cycle; nothing was made."),
    }


def why(code: str) -> str:
    """Return why a line is no part of an answer."""
    return {
        "outside": _("outside the form"),
        "mail": _("added by a mail program"),
    }.get(code, _("not understood"))


class _Shown(dict[str, str]):
    def __init__(self, params: Mapping[str, Any]) -> None:
        super().__init__({key: shown(value) for key, value in params.items()})
        if "choices" in params:  # each by itself: a list that is cut helps nobody
            self["choices"] = ", ".join(map(shown, str(params["choices"]).split(", ")))

    def __missing__(self, key: str) -> str:
        return "–"


def _faults() -> dict[str, str]:
    return {
        "no_form": _(
            "There is no form in this. A form has a line that begins with “== form:” and lines "
            "“== proposal:” with answers below."
        ),
        "no_answers": _("The head of a form is there, but none of its proposals."),
        "form_too_new": _(
            "This form was made by a newer version of the program. Install that version first."
        ),
        "two_cycles": _("Forms of two cycles are in one text. Read each on its own."),
        "two_people": _("Forms of two people are in one text. Read each on its own."),
        "other_cycle": _("The form is about the cycle “{cycle}”; this profile is in “{here}”."),
        "no_account": _("The form does not say whose it is. Name the account it is from."),
        "other_account": _("The form is from “{account}”, not from “{told}”."),
        "not_yours": _(
            "The form is from “{account}” and this profile is {me}’s. Only the chairs and the "
            "Secretariat read other members' forms."
        ),
        "unknown_account": _("“{account}” is no member of this cycle."),
        "observer": _("“{account}” is an observer; observers do not review."),
        "unknown_proposal": _(
            "There is no proposal “{got}” on this computer. Write its id, code or title."
        ),
        "unknown_field": _(
            "The round does not ask for “{got}”. Move the words to another answer: {choices}."
        ),
        "unknown_stance": _("The round has no position “{got}”. Choose one of: {choices}."),
        "unknown_reason": _("The round has no reason “{got}”. Choose among: {choices}."),
        "unknown_recusal": _(
            "“{got}” is no kind of conflict of interest. Choose one of: {choices}."
        ),
        "unknown_choice": _("“{got}” cannot be chosen here. Choose one of: {choices}."),
        "two_choices": _("More than one is chosen: {got}. Leave one of: {choices}."),
        "not_a_score": _("“{got}” is no score. Write a whole number from {least} to {most}."),
        "score_out_of_scale": _(
            "The score “{got}” is outside the scale. Write a whole number from {least} to {most}."
        ),
        "twice": _("This was answered twice, and not alike. Leave one answer."),
        "twice_apart": _(
            "This proposal is there twice, and not answered alike ({got}). Leave one of the two."
        ),
        "too_long": _("This is longer than can be sent ({most} bytes). Shorten it."),
    }


def _notices() -> dict[str, str]:
    return {
        "form_cut_short": _(
            "The last line of this form is not here: it may have been cut short. See whether all "
            "answers are above."
        ),
        "read_as": _("“{got}” was read as “{choices}”."),
        "not_submitted": _(
            "“{title}”: not all of it was understood, so it is kept as a draft and not submitted."
        ),
        "older_version": _(
            "“{title}” was answered for version {version}; version {newest} has come since. The "
            "answers are kept as answers to version {version}."
        ),
        "newer_version": _(
            "“{title}” was answered for version {version}; this computer has version {newest} only."
        ),
        "account_by_mail": _(
            "The form does not say whose it is; its mail came from {sender}, which is {account}'s."
        ),
        "other_sender": _(
            "The form says it is from {account}, but its mail came from {sender}, which is not the "
            "address known for this account. Ask {account} if you are not sure."
        ),
        "text_required": _("“{title}”: “{key}” needs a text, and has none."),
        "reason_required": _("“{title}”: a score this low asks for one of the round's reasons."),
        "sent_herself": _(
            "Answers about “{title}” came from {account}’s own program already. These stand; those "
            "of the form were not taken."
        ),
        "older_form": _("Newer answers of {account} about “{title}” are here already; they stand."),
        "no_position_chosen": _("“{title}”: no position is chosen, so none is taken."),
        "objection_needs_reason": _(
            "“{title}”: an objection needs its reason, so that it can be answered."
        ),
        "not_submitted_position": _(
            "“{title}”: a position is taken once the last box of the form is ticked (submit)."
        ),
        "position_too_late": _("“{title}” has ended; no position on it is taken any more."),
        "without_form": _("{count} of the mails in it hold no form; they were passed over."),
        "replaces": _("“{title}”: this takes the place of what stands here now: {old}"),
        "empties": _("“{title}”: this was emptied in the form: {old}"),
    }
