"""Writes a reminder to somebody who was asked and has not answered: plain words, then the form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.rounds import Deadline
from app.domain.times import ANYWHERE, is_instant, parse
from app.i18n import _, ngettext
from app.reports import words


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one person is told."""

    name: str
    round: str
    cycle: str
    deadline: Deadline | None
    now: datetime
    missing: Sequence[str]
    """Proposals that wait for her answer, as they are called."""
    answered: int
    """Of the proposals she is asked about."""
    wrote: bool
    """Words of hers that came another way are filed: they are known, and are no answers."""
    signed: str
    """Who sends it."""


def subject(told: Reminder) -> str:
    count = len(told.missing)
    return ngettext(
        "Reminder: {round}, {n} answer of yours is missing",
        "Reminder: {round}, {n} answers of yours are missing",
        count,
    ).format(round=told.round, n=count)


def body(told: Reminder, form: str, *, attached: bool) -> str:
    """Return the mail's words; `form` stands below them unless it is `attached`."""
    parts = [
        _("Dear {name},").format(name=told.name),
        _opening(told),
        "\n".join(f"- {each}" for each in told.missing),
    ]
    if told.wrote:
        parts.append(
            _(
                "What you wrote by other ways is noted in your name; you find it in the program "
                "and can correct it there. It does not take the place of your answers."
            )
        )
    parts.append(
        _(
            "You can answer in the program, with or without a line. Or by mail: fill in the form "
            "in the attached file and send it back."
        )
        if attached
        else _(
            "You can answer in the program, with or without a line. Or by mail: reply to this "
            "message and write into the form below."
        )
    )
    parts.append(_("Thank you,\n{chair}").format(chair=told.signed))
    return "\n\n".join(parts) + ("\n" if attached else f"\n\n\n{form}")


def until(deadline: Deadline) -> str:
    """Return a deadline in UTC and as the day and hour it then is anywhere on Earth."""
    if deadline.aoe or not is_instant(deadline.at):
        return words.deadline(deadline)
    there = parse(deadline.at).astimezone(ANYWHERE)
    return _("{exact} ({day}, {hour:02}:{minute:02} anywhere on Earth)").format(
        exact=words.deadline(deadline),
        day=words.day(there.date().isoformat()),
        hour=there.hour,
        minute=there.minute,
    )


def _opening(told: Reminder) -> str:
    count = len(told.missing)
    known = told.deadline is not None and is_instant(told.deadline.at)
    if told.answered:
        missing = ngettext(
            "One answer of yours is still missing in the round “{round}” ({cycle}):",
            "{n} answers of yours are still missing in the round “{round}” ({cycle}):",
            count,
        )
    else:
        missing = ngettext(
            "Your answer in the round “{round}” ({cycle}) has not come yet. It is about:",
            "Your answers in the round “{round}” ({cycle}) have not come yet. They are about:",
            count,
        )
    said = missing.format(round=told.round, cycle=told.cycle, n=count)
    if told.deadline is None or not known:
        return said
    over = parse(told.deadline.at) <= told.now
    due = (
        _("The deadline has passed: {until}. Late answers are taken, and marked as late.")
        if over
        else _("Deadline: {until}.")
    )
    return f"{due.format(until=until(told.deadline))}\n\n{said}"
