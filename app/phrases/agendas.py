"""Agendas in words: what an item is for, how far the agenda is, how long it runs, what is amiss."""

from app.domain.agendas import Amiss
from app.i18n import _, ngettext
from app.phrases.numbers import signed


def troubles() -> dict[str, str]:
    """Return {code: sentence} of what could not be done with an agenda."""
    return {
        "negative_minutes": _("{minutes} is no number of minutes; nothing was changed."),
        "bad_purpose": _("“{word}” is no purpose of an item; nothing was changed. There are: {known}"),
        "bad_status": _("“{word}” is no state of an agenda; nothing was changed. There are: {known}"),
        "bad_numbering": _("Items are not numbered by “{word}”; nothing was changed. There are: {known}"),
        "line_too_long": _("The {field} has more than {most} characters; nothing was changed."),
        "not_beside": _("“{id}” does not lie under “{under}”; nothing was changed."),
        "under_itself": _("An item cannot be put under itself or beside what lies under it; nothing was changed."),
        "cannot_shift": _("The item is as far {way} as it can be; nothing was changed."),
        "not_removed": _("“{id}” is on the agenda; nothing was changed."),
        "carried_to_itself": _("The item is on this agenda already; nothing was changed."),
        "carried_already": _("“{id}” was carried over before, to “{meeting}”; nothing was changed."),
        "nothing_to_copy": _("“{meeting}” has no items that are not here already; nothing was changed."),
        "no_beginning": _("“{id}” does not say when it begins; nothing was made."),
        "cloned_already": _("That call was made already: {id}. Nothing was changed."),
        "no_such_change": _("Nobody proposed “{id}” for this agenda; nothing was changed."),
        "treated_already": _("“{id}” was settled before; nothing was changed."),
    }  # fmt: skip


def purpose(word: object) -> str:
    """Return what an item is for, "" where nobody said."""
    known = {
        "information": _("for information"),
        "discussion": _("for discussion"),
        "decision": _("for decision"),
    }
    return known.get(str(word), "")


def status(word: object) -> str:
    """Return how far an agenda is, "" where nobody said."""
    known = {
        "draft": _("Draft agenda"),
        "proposed": _("Proposed agenda"),
        "adopted": _("Adopted agenda"),
    }
    return known.get(str(word), "")


def numbering(word: str) -> str:
    known = {
        "numbers": _("numbers: 1, 1.1"),
        "letters": _("letters: A, A.1"),
        "given": _("labels of their own"),
    }
    return known.get(word, word)


def same_ways() -> str:
    """Return what is to be known of how a call that was made from another is joined."""
    return _("Link, telephone and passcode are those of the call before: look whether they hold.")


def minutes(count: float) -> str:
    """Return a span of time: `45 min`, `2 h 05`."""
    whole = round(count)
    if whole < 60:  # noqa: PLR2004 -- an hour
        return _("{n} min").format(n=signed(plain(count)))
    return _("{hours} h {minutes:02}").format(hours=whole // 60, minutes=whole % 60)


def plain(count: float) -> str:
    """Return a number of minutes without a fraction it does not have."""
    return str(int(count)) if float(count).is_integer() else f"{count:g}"


def running(count: float, length: float | None) -> str:
    """Return how long an agenda runs beside the time there is."""
    if length is None:
        return _("{time} planned").format(time=minutes(count))
    of = _("{time} of {length} planned").format(time=minutes(count), length=minutes(length))
    over = count - length
    if over > 0:
        return _("{planned}, {over} too long").format(planned=of, over=minutes(over))
    if over < 0:
        return _("{planned}, {left} free").format(planned=of, left=minutes(-over))
    return of


def amiss(each: Amiss) -> str:
    """Return what is wrong with an item, and what to do."""
    known = {
        "circle": _("was moved under what lies under it, at the same time elsewhere; it stands at the top. Move it where it belongs."),
        "deep": _("lies under too many others; it stands at the top. Move it where it belongs."),
        "orphan": _("lay under an item that is not on this agenda; it stands at the top. Move it where it belongs."),
        "negative_minutes": _("has less than no time. Give it minutes."),
        "vanished": _("was carried over to a meeting that is not here. Carry it over once more, or sync."),
        "over": _("has less time than what lies under it: {over} too little."),
    }  # fmt: skip
    return known.get(each.code, each.code).format(over=minutes(each.minutes))


def reading(done: int, count: int, left: float) -> str:
    """Return how far the reading for a meeting is."""
    if not count:
        return _("There is nothing to read for this meeting.")
    told = ngettext("{done} of {n} paper read", "{done} of {n} papers read", count).format(
        done=done, n=count
    )
    return told if done == count or left < 1 else _("{told}, about {time} left").format(told=told, time=minutes(left))  # fmt: skip


def change(field: str) -> str:
    """Return the name of a field that a member may propose to change."""
    known = {
        "title": _("title"),
        "minutes": _("minutes"),
        "lead": _("lead"),
        "purpose": _("purpose"),
    }
    return known.get(field, field)
