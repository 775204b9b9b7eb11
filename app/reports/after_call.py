"""The mail to the list after a call, in plain words: decisions, next steps, what is due."""

import textwrap
from collections.abc import Callable, Iterator

from app.domain import times
from app.domain.afterwards import AfterCall, Due, Said
from app.domain.next_steps import Step
from app.i18n import _
from app.phrases.summaries import numbered
from app.reports.plain import one_line
from app.reports.words import day

WIDTH = 76
"""Characters of a line."""
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
    thanked = thanks.format(meeting=one_line(told.title), when=one_line(told.when))
    yield f"{_wrapped(f'{thanked}.')}\n{follows}"
    decided = [_decided(each, plain) for each in told.said]
    yield _block(_("What was decided"), decided, _("Nothing was noted as decided."))
    steps = [_steps(each, plain) for each in told.said]
    yield _block(_("Next steps"), steps, _("No next steps were noted."))
    if told.due:
        yield _block(_("What is due"), [[_point(_due(each)) for each in told.due]], "")
    if told.next_meeting.strip():
        when = " ".join(plain(told.next_meeting).split())
        yield _wrapped(_("Next meeting: {words}").format(words=when))
    yield _("Thank you,\n{chair}").format(chair=told.signed)


def _block(title: str, groups: list[list[str]], none: str) -> str:
    """Return a part under its title; an empty line parts what came of one item from the next."""
    said = ["\n".join(each) for each in groups if each]
    return "\n\n".join([title.upper(), *(said or [none])])


def _decided(each: Said, plain: Plain) -> list[str]:
    lines = [_point(" ".join(plain(text).split())) for text in each.decisions]
    return [*_headed(each), *lines] if lines else []


def _steps(each: Said, plain: Plain) -> list[str]:
    lines = [_step(one, plain) for one in each.steps]
    return [*_headed(each), *lines] if lines else []


def _headed(each: Said) -> Iterator[str]:
    if each.title:
        yield _wrapped(numbered(each.label, one_line(each.title)))


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
    return "\n".join([_point(f"{first}{who}"), *(_point(line, "  ") for line in rest)])


def _point(words: str, deep: str = "") -> str:
    return _wrapped(words, f"{deep}- ", f"{deep}  ")


def _wrapped(words: str, first: str = "", then: str = "") -> str:
    """Return words in lines that lists of mail keep as they are; no address is broken."""
    return textwrap.fill(
        words, WIDTH, initial_indent=first, subsequent_indent=then,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _due(each: Due) -> str:
    exact = _("{day}, {hour:02}:{minute:02} UTC").format(
        day=day(times.text(each.at)), hour=each.at.hour, minute=each.at.minute
    )
    if each.aoe:
        announced = day(times.announced_day(each.at).isoformat())
        exact = _("end of {day} anywhere on Earth ({exact})").format(day=announced, exact=exact)
    return _("{title}: {when}").format(title=one_line(each.title), when=exact)
