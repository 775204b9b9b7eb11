"""What is said of the floor: the timer, lateness, places in the queue, attendance, troubles."""

from app.domain.floor_times import Late, Timer
from app.domain.intents import Intent
from app.i18n import _, ngettext


def troubles() -> dict[str, str]:
    """Return {code: sentence} of what keeps something from being done with the floor."""
    return {
        "not_asked": _("You have said nothing that could be taken back; nothing was changed."),
        "which_item": _("Say for which item of “{meeting}”: its number or its ID. Nothing was changed."),
        "several_people": _(
            "“{name}” can be several people: {known}. Nothing was changed; say which one."
        ),
        "not_in_queue": _("“{name}” is not in the speaking queue of this item. Nothing was changed."),
        "not_ahead": _(
            "“{name}” speaks or has spoken already, so the place stays as it is. Nothing was changed."
        ),
        "nobody_speaks": _("Nobody has the floor now; nothing was changed."),
        "bad_minutes": _("“{minutes}” minutes cannot be given to a speaker; nothing was changed."),
        "not_prepared": _("“{name}” has sent no prepared intervention for this item. Nothing was changed."),
        "bad_state": _(
            "“{state}” is nothing attendance can say: present, apologies or left_early, of a "
            "member, observer or guest. Nothing was changed."
        ),
        "not_attending": _("“{name}” is not in the attendance of this meeting. Nothing was changed."),
        "bad_field": _("“{field}” is nothing that can be typed for an item. Nothing was changed."),
        "floor_by_server_only": _(
            "The list is followed over a server; this profile has none. Everything is saved here."
        ),
    }  # fmt: skip


def clock(seconds: int) -> str:
    """Return minutes and seconds as a timer shows them: `3:05`, `-0:12`."""
    sign = "-" if seconds < 0 else ""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{sign}{minutes}:{rest:02d}"


def stage(timer: Timer) -> str:
    """Return in words where a speaker stands; never in colours alone."""
    if timer.left is None:
        return _("No limit")
    if timer.stage == "over":
        return _("Over by {time}").format(time=clock(-timer.left))
    if timer.stage == "last_minute":
        return _("Last minute")
    return _("Time left")


def late(found: Late | None) -> str:
    """Return how the meeting stands against its plan, "" where the plan says nothing."""
    if found is None:
        return ""
    minutes = round(abs(found.minutes))
    if minutes < 1:
        return _("On time")
    if found.minutes > 0:
        return ngettext("{n} minute late", "{n} minutes late", minutes).format(n=minutes)
    return ngettext("{n} minute ahead", "{n} minutes ahead", minutes).format(n=minutes)


def state(word: str) -> str:
    """Return a place in the queue in words."""
    known = {
        "waiting": _("waiting"),
        "speaking": _("has the floor"),
        "spoken": _("has spoken"),
        "not_now": _("not now"),
        "out": _("not in the queue"),
    }
    return known.get(word, word)


def elsewhere(called: str, asked: Intent) -> str:
    """Return that one asks for the floor at another item, too."""
    if asked.not_now:
        return _("At {item} you let others go before.").format(item=called)
    return _("You ask for the floor at {item}, too.").format(item=called)


def first() -> str:
    """Return that somebody has not had the floor at this meeting yet."""
    return _("first time")


def delivered(how: str) -> str:
    """Return how a prepared intervention was heard, "" while it was not."""
    return {"spoken": _("delivered"), "read_out": _("read out")}.get(how, "")


def attending(word: str) -> str:
    known = {
        "present": _("present"),
        "apologies": _("apologies"),
        "left_early": _("left early"),
    }
    return known.get(word, word)


def kind(word: str) -> str:
    """Return as what somebody attends, "" for a member."""
    return {"observer": _("observer"), "guest": _("guest")}.get(word, "")
