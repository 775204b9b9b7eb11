"""The dates of a cycle in words: what each is, whether it presses, what it was before."""

from datetime import datetime, tzinfo

from app.domain import zones
from app.domain.timeline import Entry
from app.i18n import _


def title(each: Entry) -> str:
    """Return what happens at a date: `Draft proposals: comments`."""
    if each.collection == "rounds":
        return _("{round}: {what}").format(round=each.title, what=what(each.what))
    if each.collection == "documents":
        return _("Comments on “{title}”").format(title=each.title)
    if each.collection == "decisions":
        return _("Answers on “{title}”").format(title=each.title)
    return each.title


def titles(each: Entry) -> list[str]:
    """Return what happens at a date, and what else at the same moment; the same words once."""
    return list(dict.fromkeys(title(one) for one in (each, *each.also)))


def what(word: str) -> str:
    """Return what a deadline of a round is of."""
    known = {"comments": _("comments"), "scores": _("scores"), "reviews": _("reviews")}
    name, _space, number = word.partition(" ")
    if name in known and (not number or number.isdecimal()):
        return f"{known[name]} {number}".strip()
    return word or _("answers")


def kind(word: str) -> str:
    known = {
        "deadline": _("deadline"),
        "meeting": _("meeting"),
        "decision": _("decision"),
        "publication": _("publication"),
    }
    return known.get(word, word)


def state(word: str) -> str:
    """Return how a date stands, "" while it is far ahead."""
    return {"soon": _("soon"), "now": _("now"), "passed": _("passed")}.get(word, "")


def stamp(moment: datetime, zone: tzinfo | None) -> str:
    """Return day and time in `zone` in figures: `2026-01-29 12:59`; None: as this computer has it."""
    here = moment.astimezone(zone)
    return f"{here.date().isoformat()} {here.hour:02}:{here.minute:02}"


def zone_of(moment: datetime, zone: tzinfo | None) -> str:
    """Return what `zone` is called at `moment`: `Europe/Paris (UTC+01:00)`."""
    here = moment.astimezone(zone)
    key = getattr(zone, "key", None) or here.tzname() or ""
    off = zones.offset(here)
    if key in {"", off} or key.startswith(("+", "-")):
        return off
    return f"{key} ({off})"


def moved(was: str, on: str, why: str) -> str:
    """Return one move: `was 2026-01-28 12:59; moved on 27 January: more time asked for`."""
    words = _("was {date}").format(date=was)
    if on:
        words = _("{words}; moved on {day}").format(words=words, day=on)
    return _("{words}: {why}").format(words=words, why=why) if why else words


def passcodes() -> str:
    """Return what to know of a calendar that holds passcodes before it is handed on."""
    return _(
        "The file holds passcodes of meetings: put it into your own calendar, and nowhere that "
        "others can read."
    )


def troubles() -> dict[str, str]:
    """Return {code: sentence}."""
    return {
        "no_date": _("“{id}” has no date yet, so there is nothing for a calendar."),
        "no_such_zone": _(
            "There is no zone “{name}”. Write it like Africa/Casablanca, UTC or AoE (anywhere on "
            "Earth)."
        ),
        "no_such_zone_like": _(
            "There is no zone “{name}”. Did you mean: {like}? UTC and AoE (anywhere on Earth) do, too."
        ),
    }
