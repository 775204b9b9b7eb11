"""The mail to the list after a call, in plain words: decisions, next steps, what is due."""

from collections.abc import Callable, Iterator

from app.domain import times
from app.domain.afterwards import AfterCall, Due, Said
from app.domain.next_steps import Step
from app.i18n import _
from app.phrases.summaries import numbered
from app.reports.plain import one_line
from app.reports.words import day

Plain = Callable[[str], str]
"""Makes plain words of Markdown."""


def subject(told: AfterCall) -> str:
    return _("After {meeting}: decisions and next steps").format(meeting=one_line(told.title))


def body(told: AfterCall, plain: Plain) -> str:
    """Return the words of the mail."""
    return "\n\n".join(_parts(told, plain)) + "\n"


def _parts(told: AfterCall, plain: Plain) -> Iterator[str]:
    yield _("Dear all,")
    thanks = _("Thank you for taking part in {meeting}") if not told.when else _(
        "Thank you for taking part in {meeting} ({when})"
    )  # fmt: skip
    follows = _("The summary report is there.") if told.final else _("The summary report follows.")
    yield f"{thanks.format(meeting=one_line(told.title), when=one_line(told.when))}. {follows}"
    decided = [line for each in told.said for line in _decided(each, plain)]
    yield _block(_("What was decided"), decided, _("Nothing was noted as decided."))
    steps = [line for each in told.said for line in _steps(each, plain)]
    yield _block(_("Next steps"), steps, _("No next steps were noted."))
    if told.due:
        yield _block(_("What is due"), [f"- {_due(each)}" for each in told.due], "")
    if told.next_meeting.strip():
        yield _("Next meeting: {words}").format(words=" ".join(plain(told.next_meeting).split()))
    yield _("Thank you,\n{chair}").format(chair=told.signed)


def _block(title: str, lines: list[str], none: str) -> str:
    return "\n".join([title.upper() if title.isascii() else title, *(lines or [none])])


def _decided(each: Said, plain: Plain) -> Iterator[str]:
    if each.decisions:
        yield from _headed(each)
        yield from (f"- {' '.join(plain(text).split())}" for text in each.decisions)


def _steps(each: Said, plain: Plain) -> Iterator[str]:
    if each.steps:
        yield from _headed(each)
        yield from (_step(one, plain) for one in each.steps)


def _headed(each: Said) -> Iterator[str]:
    if each.title:
        yield numbered(each.label, one_line(each.title))


def _step(one: Step, plain: Plain) -> str:
    first, *rest = [" ".join(line.split()) for line in plain(one.text).split("\n")]
    owner, due = one_line(one.owner), day(one.due) if one.due else ""
    who = ""
    if owner and due:
        who = _(" ({name}, by {day})").format(name=owner, day=due)
    elif owner:
        who = _(" ({name})").format(name=owner)
    elif due:
        who = _(" (by {day})").format(day=due)
    return "\n".join([f"- {first}{who}", *(f"    {line}" for line in rest)])


def _due(each: Due) -> str:
    exact = _("{day}, {hour:02}:{minute:02} UTC").format(
        day=day(times.text(each.at)), hour=each.at.hour, minute=each.at.minute
    )
    if each.aoe:
        announced = day(times.announced_day(each.at).isoformat())
        exact = _("end of {day} anywhere on Earth ({exact})").format(day=announced, exact=exact)
    return _("{title}: {when}").format(title=one_line(each.title), when=exact)
