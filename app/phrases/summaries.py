"""Words of summary reports: their labels, what was odd about a file, what could not be done."""

from app.domain import attendance, next_steps, times
from app.i18n import _, ngettext


def labels() -> dict[str, str]:
    """Return what stands above the parts of a report, as the IGF's reports have it."""
    return {
        "kind": _("Summary Report"),
        "agenda": _("Agenda"),
        "outputs": _("Output Documents"),
        "output": _("Output Document"),
        "key_points": _("Summary of key points"),
        "decisions": _("Decisions"),
        "next_steps": _("Next steps"),
        "other": _("Other decisions and next steps"),
        "next_meeting": _("Next meeting"),
        "annex": _("List of participants"),
    }


def state(word: str) -> str:
    """Return how somebody attended, in words."""
    return {
        "present": _("Present"),
        "apologies": _("Apologies"),
        "left_early": _("Left early"),
    }.get(word, word)


def kind(word: str) -> str:
    """Return as what somebody attended, in words, "" for a member."""
    return {"observer": _("Observers"), "guest": _("Guests")}.get(word, "")


def role(word: str) -> str:
    """Return somebody's role as a list of participants names it, "" where it says nothing."""
    return {"member": _("MAG Member"), "chair": _("MAG Chair")}.get(word, "")


def step(markdown: str) -> str:
    """Return next steps with what says their owners and days in the language of the report."""
    owner, due = _("owner: {name}"), _("due: {day}")
    if (owner, due) == next_steps.WRITTEN:
        return markdown  # as it was written, to the letter
    return next_steps.told(markdown, owner, due)


def label(word: str) -> str:
    """Return a label with its colon."""
    return _("{label}:").format(label=word)


def numbered(label: str, title: str) -> str:
    """Return an item with its number or letter."""
    return _("{label}. {title}").format(label=label, title=title) if label else title


def draft(*, chairs: bool) -> str:
    """Return who reads what of a report that is a draft."""
    if chairs:
        return _("Draft: its own words are read by chairs and the Secretariat alone. Key points and next "
                 "steps stand on the agenda, for its readers.")  # fmt: skip
    return _(
        "Draft: the chairs have not finished it. This is what stands with the items of the agenda."
    )


def hour(iso: str) -> str:
    """Return the hour of an instant in UTC, such as 14:00 UTC."""
    moment = times.parse(iso)
    return _("{hour:02}:{minute:02} UTC").format(hour=moment.hour, minute=moment.minute)


def when(day: str, time: str) -> str:
    """Return day and hour of a meeting."""
    return _("{day}, {time}").format(day=day, time=time)


def group(each: attendance.Attendee) -> str:
    """Return under which heading somebody stands in the list, "" for the list itself."""
    if each.state != "present":
        return state(each.state)
    return kind(each.kind)


def told(code: str, count: int) -> str:
    """Return what was odd about a report that was read."""
    match code:
        case "no_agenda":
            return _("There is no list of the agenda in it.")
        case "no_items":
            return _("No items were found in it.")
        case "no_people":
            return _("There is no list of participants in it.")
        case "rest":
            return ngettext(
                "{n} passage fits no field; it is kept, and printed where it stood.",
                "{n} passages fit no field; they are kept, and printed where they stood.",
                count,
            ).format(n=count)
        case "uncertain":
            return ngettext(
                "{n} name of the participants is uncertain.",
                "{n} names of the participants are uncertain.",
                count,
            ).format(n=count)
        case "extra_items":
            return ngettext(
                "{n} item has words and is not on the list of the agenda.",
                "{n} items have words and are not on the list of the agenda.",
                count,
            ).format(n=count)
        case _:
            return code


def troubles() -> dict[str, str]:
    """Return {code: sentence} of what keeps a report from being read or written."""
    return {
        "report_kind": _(
            "Reports are read from text, Word (.docx), HTML and PDF; nothing was read. Save it as "
            "one of these."
        ),
        "report_empty": _("There is no text in this file; nothing was read."),
        "report_too_large": _("This file is too large to be a report; nothing was read."),
        "report_damaged": _(
            "The file is damaged or is not what its name says; nothing was read. Ask for it again."
        ),
        "report_password": _("The file is locked with a password; nothing was read."),
        "report_encoding": _(
            "The letters of this file cannot be read; nothing was kept. Save it as UTF-8."
        ),
        "report_too_slow": _("The text could not be taken out of the file in time."),
        "report_crashed": _(
            "The file made its reader stop; nothing else was harmed. Ask for another one."
        ),
        "report_not_one": _(
            "This is not a summary report as the IGF writes them: it has neither an agenda nor items "
            "with key points. Nothing was kept."
        ),
        "no_such_step": _("There is no next step {number} under “{item}”; there are {count}."),
        "no_such_output": _("There is no output document {number}; there are {count}."),
    }
