"""Marks in words: what they are, what their colours mean, how they stand."""

from app.i18n import _


def kind_name(kind: str) -> str:
    known = {
        "highlight": _("Highlight"),
        "note": _("Note"),
        "comment": _("Comment"),
        "question": _("Question"),
        "evidence": _("Quote"),
    }
    return known.get(kind, kind)


def colour_name(colour: str) -> str:
    """Return what a colour means, "" for none."""
    known = {
        "strong": _("Strong point"),
        "concern": _("Concern"),
        "ask": _("To ask"),
        "look_up": _("Look up"),
    }
    return known.get(colour, "")


def copy_unlocked() -> str:
    """Return what is to be said of a copy made of a locked PDF."""
    return _("The original is locked; this copy is not: whoever gets it can read and change it.")


def state_name(state: str) -> str:
    """Return how far a mark has come, or how its words stand in the newest version."""
    known = {
        "draft": _("Only on this computer"),
        "waiting": _("Waiting for a line"),
        "received": _("Received"),
        "kept": _("Words kept"),
        "changed": _("Words changed"),
        "gone": _("Words gone"),
    }
    return known.get(state, state)


def reader_name(word: str) -> str:
    """Return a word of an audience as people say it; an account as it is."""
    known = {
        "public": _("everybody"),
        "observers": _("members and observers"),
        "members": _("all members"),
        "chairs": _("the chairs"),
        "secretariat": _("the Secretariat"),
    }
    return known.get(word, word)
