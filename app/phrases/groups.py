"""Working groups in words: what they are, what is wished, what was answered, what went wrong."""

from app.domain.groups import ACCEPTED, JOIN, LEAVE, PROPOSE, Group, Wish
from app.i18n import _


def state(of: Group) -> str:
    """Return what a group is, in one line."""
    told = [status(of.status), _("open to all") if of.open_to_all else ""]
    return " · ".join(each for each in told if each)


def status(key: str) -> str:
    known = {
        "continuing": _("continuing"),
        "new": _("new this year"),
        "dormant": _("not called together this year"),
    }
    return known.get(key, key)


def wants(wish: Wish, name: str, group: str) -> str:
    """Return who wants what, for the chairs."""
    words = {
        JOIN: _("{name} wants to join {group}"),
        LEAVE: _("{name} wants to leave {group}"),
        PROPOSE: _("{name} proposes a working group: {group}"),
    }
    return words[wish.kind].format(name=name, group=group)


def mine(wish: Wish) -> str:
    """Return how far my own wish is."""
    if wish.answer is not None:
        if wish.answer.outcome == ACCEPTED:
            return _("The chairs have agreed.")
        if wish.answer.reason:
            return _("The chairs have answered: not now. {why}").format(why=wish.answer.reason)
        return _("The chairs have answered: not now.")
    if wish.kind == LEAVE:
        if wish.waiting:
            return _("You asked to leave: submitted, waiting for a line.")
        return _("You asked to leave: received by the Secretariat.")
    if wish.kind == PROPOSE:
        if wish.waiting:
            return _("You proposed it: submitted, waiting for a line.")
        return _("You proposed it: received by the Secretariat.")
    if wish.waiting:
        return _("You asked to join: submitted, waiting for a line.")
    return _("You asked to join: received by the Secretariat.")


def troubles() -> dict[str, str]:
    return {
        "in_group": _("You are in this group already; nothing was changed."),
        "not_in_group": _("That person is not in this group; nothing was changed."),
        "no_wish": _("You have asked for nothing there that still waits; nothing was changed."),
        "no_such_wish": _(
            "No request “{id}” waits for an answer: it was answered, taken back, or is not here yet. "
            "Nothing was changed."
        ),
        "bad_group_status": _(
            "“{word}” is no state of a group; nothing was saved. There are: {known}"
        ),
    }
