"""What an act is called that wrote many records and is taken back as one."""

from app.i18n import _


def whole(verb: str) -> str:
    """Return what was done, "" for acts that are told record by record."""
    known = {
        "take agenda": _("the agenda of a file"),
        "use template": _("the agenda of an earlier meeting"),
        "clone meeting": _("the meeting made of another"),
        "import report": _("the report of a file"),
        "import contributions": _("the contributions of a sheet"),
    }
    return known.get(verb, "")
