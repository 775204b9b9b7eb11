"""Plain sentences for what can go wrong: what happened, what is safe, what to do."""

from app.actions.trouble import Trouble
from app.i18n import _
from app.sync.files import WrongContent
from app.sync.transport import Busy, Cancelled, Refused, SignInPage, TransportError


def sentences() -> dict[str, str]:
    """Return {code: sentence}; made anew so that it speaks today's language."""
    return {
        "not_joined": _(
            "This computer has not joined a cycle yet. Ask the Secretariat for an invitation, "
            "then: join URL --invitation CODE"
        ),
        "joined_another": _(
            "This profile already belongs to {account} in {cycle}; nothing was changed. "
            "Use another profile folder (--home) to join a second cycle."
        ),
        "bad_address": _(
            "{url} is not an address we can use safely; nothing was sent. "
            "It must begin with https:// (or http:// on this very computer)."
        ),
        "other_fingerprint": _(
            "The server shows another fingerprint ({found}) than your invitation ({told}). "
            "Nothing was joined. Please ask the Secretariat before you try again."
        ),
        "no_server": _("This profile has no server; everything you wrote is saved here."),
        "device_revoked": _(
            "The server no longer knows this computer. Everything you wrote is saved here. "
            "Ask the Secretariat for a new invitation and join again with it."
        ),
        "no_such_paper": _("There is no {kind} “{id}” on this computer. Try: list {kind}s"),
        "no_such_record": _("There is no “{id}” among the {collection} on this computer."),
        "no_such_version": _("Version {version} of “{id}” is not on this computer."),
        "bad_about": _("“{about}” is not a paper: write proposal/ID, document/ID or item/ID."),
        "not_yours": _("“{id}” was written by somebody else; only they can change it."),
        "quote_not_found": _(
            "These words are not in {about}: “{quote}”. Nothing was saved; "
            "copy them from the paper and try again."
        ),
        "no_text_here": _(
            "The text of {about} is not on this computer yet, so nothing can be quoted from it. "
            "Nothing was saved; sync first."
        ),
        "unknown_criterion": _(
            "This round has no criterion “{key}”; nothing was saved. It has: {known}"
        ),
        "bad_audience": _("“{word}” is no audience and no account; nothing was saved."),
        "question_private": _("A question is never private: name who should read it."),
        "empty": _("There are no words to save."),
        "nul": _(
            "The text holds a character that cannot be stored (NUL or half a character). "
            "Nothing was saved; take it out and try again."
        ),
        "too_long": _(
            "The text takes {bytes} bytes, the most is {most}. Nothing was saved; "
            "please shorten it or split it in two."
        ),
        "observers_do_not_review": _("Observers comment and ask; reviews are the members’."),
        "nothing_to_undo": _("There is nothing to undo."),
        "no_conflict": _("“{id}” has no conflict to settle."),
        "no_file": _("Document “{id}” has no file."),
        "no_text": _("Document “{id}” has no text that could be read."),
        "not_there": _(
            "The server does not have the file of “{id}” for you (it may have been withdrawn)."
        ),
        "unknown_kind": _("“{kind}” is not something to list. There are: {known}"),
        "backup_failed": _("The copy could not be written soundly and was thrown away: {path}"),
        "nothing_to_export": _("There is nothing to export yet."),
        "no_such_round": _("There is no round “{id}” on this computer."),
        "server_missing": _(
            "The server part is not installed here. With it: pip install 'satchel[server]'"
        ),
    }


def refusals() -> dict[str, str]:
    """Return {the server's code: sentence}."""
    return {
        "invitation_unknown": _(
            "The server does not know this invitation. Check that it was copied whole, "
            "or ask the Secretariat for a new one."
        ),
        "invitation_spent": _(
            "This invitation was already used on another computer. "
            "Ask the Secretariat for a new one."
        ),
        "invitation_expired": _("This invitation has expired. Ask the Secretariat for a new one."),
        "cycle_exists": _(
            "The server already has this cycle, and this profile is not its Secretariat. "
            "Nothing was sent; use the profile that published it before."
        ),
        "setup_code": _("The server asks for its set-up code: --setup-code CODE"),
    }


def sentence(error: Trouble | TransportError) -> str:
    """Return what happened, what is safe and what to do."""
    match error:
        case Trouble(code="server_refused"):
            return _refused(str(error.params.get("reason")), error.params.get("status"))
        case Trouble():
            text = sentences().get(error.code, _("It could not be done ({code})."))
            return text.format(**{"code": error.code, **error.params})
        case SignInPage():
            return _(
                "Something else answered in the server's place, perhaps a sign-in page of this "
                "network. Nothing was sent that could be read; everything is saved here. "
                "Open a web page, sign in, then try again."
            )
        case Busy():
            return _(
                "The server asks to wait {seconds:.0f} seconds. Everything is saved here."
            ).format(seconds=error.seconds)
        case Refused():
            return _refused(error.code, error.status)
        case Cancelled():
            return _("Stopped. What had arrived is kept, and everything you wrote is saved here.")
        case WrongContent():
            return _("The file arrived damaged and was thrown away. Please try again.")
        case _:
            return _(
                "No connection to the server. Everything you wrote is saved here "
                "and goes with the next sync."
            )


def _refused(code: str, status: object) -> str:
    known = refusals().get(code)
    if known is not None:
        return known
    return _(
        "The server would not do this ({code}, {status}). Everything you wrote is saved here."
    ).format(code=code, status=status)
