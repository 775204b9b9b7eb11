"""What the window says when something did not work: what happened, what is safe, what next."""

import logging

from app import log, phrases
from app.actions.trouble import Trouble
from app.i18n import _
from app.store import StoreAway, StoreTooNew, StoreUnsafe, is_damage
from app.sync.transport import Refused, TransportError


def sentence(error: BaseException) -> str:
    """Return a sentence for `error`; what nobody foresaw is logged and told as such."""
    match error:
        case Trouble(code="server_refused"):
            return _refused(str(error.params.get("reason")), error.params.get("status"))
        case Trouble():
            return _own(error) or phrases.trouble(error.code, error.params)
        case Refused():
            return _refused(error.code, error.status)
        case TransportError():
            return phrases.line(error.kind, seconds=error.seconds, url=error.url)
        case _:
            return _of_machine(error)


def _of_machine(error: BaseException) -> str:
    match error:
        case StoreTooNew():
            return _(
                "A newer version of the program has written this profile; this one would spoil "
                "it. Nothing was changed. Please install the newer version."
            )
        case StoreUnsafe():
            return _(
                "This disk does not promise that what is saved survives a power cut ({why}). "
                "Keep the profile on a disk of this computer."
            ).format(why=error)
        case _ if is_damage(error):
            return _(
                "The profile's store is damaged; it was left as it is. Have it mended: the damaged "
                "file is kept, the newest sound backup takes its place, and all that can still be "
                "read goes along."
            )
        case OSError():
            return _system(f"{error.strerror or error} {error.filename or ''}".strip())
        case _ if isinstance(error, StoreAway):
            return _system(str(error))
        case _:
            logging.getLogger(log.__name__).error("unforeseen", exc_info=error)
            return _(
                "Something went wrong that we did not foresee; what was saved before is safe. "
                "Details are in satchel.log in the profile's folder."
            )


def _system(why: str) -> str:
    return _("The system refused: {why}. What was saved before is safe.").format(why=why)


def _own(error: Trouble) -> str:
    """Return what only the window says: places to go to, not commands to type."""
    known = {
        "not_joined": _("This computer has not joined a cycle yet. Paste your invitation first."),
        "joined_another": _(
            "This profile already belongs to {account} in {cycle}; nothing was changed here, but "
            "the invitation is used up. Ask the Secretariat for another one: a second cycle "
            "needs a profile of its own."
        ),
        "no_such_paper": _("This paper is not on this computer (yet)."),
        "bad_about": _("“{about}” is not a paper that can be marked; nothing was saved."),
        "server_missing": _("The server part is not installed on this computer."),
    }
    text = known.get(error.code, "")
    return text.format(**error.params) if text else ""


def _refused(code: str, status: object) -> str:
    if code in {"setup_code", "setup_code_wrong"}:
        return _("The server asks for its set-up code. Nothing was sent.")
    return phrases.refusal(code, status)
