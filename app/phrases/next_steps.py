"""Next steps in words: what they are in, when they are due, what went wrong."""

from app.i18n import _


def state(key: str) -> str:
    """Return what a next step is in; a word of another program as it is."""
    known = {
        "open": _("open"),
        "done": _("done"),
        "dropped": _("dropped"),
        "carried": _("carried over"),
    }
    return known.get(key, key)


def nobody() -> str:
    """Return what stands where nobody has taken a next step on."""
    return _("nobody yet")


def troubles() -> dict[str, str]:
    return {
        "nothing_changed": _("Nothing to change was given; nothing was changed."),
        "bad_action_state": _(
            "“{word}” is no state of a next step: open, done, dropped or carried."
        ),
        "action_carried": _(
            "“{id}” was carried over to a later meeting and goes on there as “{to}”. Nothing was "
            "changed."
        ),
        "action_ended": _("“{id}” is not open any more; nothing was changed."),
        "action_here": _("“{id}” belongs to that meeting already; nothing was changed."),
        "action_not_mine": _(
            "“{id}” is not yours to do, so others say whether it is done. Nothing was changed."
        ),
        "nothing_said_done": _("You have not said that “{id}” is done; nothing was changed."),
    }
