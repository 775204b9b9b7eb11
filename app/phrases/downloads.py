"""Why a file of the download queue will not come, in words the window and the terminal share."""

from app import phrases
from app.i18n import _


def failed(code: str, why: str, document: str) -> str:
    """Return what happened and what to do; `code` and `why` as the queue keeps them."""
    match code:
        case "damaged":
            return phrases.line("damaged")
        case "system":
            return _(
                "The file could not be written here ({why}). Make room and try again; what has "
                "come is kept."
            ).format(why=why)
        case "refused":
            return _(
                "The server would not give this file ({why}). It may have been withdrawn; try "
                "again after the next sync."
            ).format(why=why or code)
        case _:
            return phrases.trouble(code, {"id": document, "reason": why})
