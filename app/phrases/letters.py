"""Words of letters to proposers: sentences of what could not be done, a usual text, plain text."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.domain.composed_letters import ComposedLetter, ComposedPoint, ComposedQuestion
from app.domain.letters import Point
from app.i18n import _

USUAL = "usual"
"""Name of the template that everybody has; an own one of this name takes its place."""


def troubles() -> dict[str, str]:
    """Return {code: sentence} of letters, templates and earlier cycles."""
    return {
        "letter_sent": _(
            "The letter about version {version} is recorded as sent and stays as it went out. A new "
            "one begins when a new version comes."
        ),
        "no_letter": _("There is no letter about “{proposal}” yet; nothing was changed."),
        "no_such_section": _(
            "The document has no section “{key}”, so nothing was saved. There are: {known}"
        ),
        "no_such_point": _("There is no point {number}; points so far: {count}."),
        "remark_no_question": _(
            "“{id}” is a remark, not a question: name it with --from. Nothing was saved."
        ),
        "unknown_point_kind": _("“{kind}” is no kind of point. There are: {known}"),
        "unknown_field": _(
            "“{{{field}}}” is not known, so nothing was saved. In braces may stand: {known}"
        ),
        "unfilled_field": _(
            "There is nothing to put in the place of “{{{field}}}”; the letter stays a draft. Write "
            "the words yourself, or take the field out."
        ),
        "no_such_template": _("There is no template “{name}”. There are: {known}"),
        "bad_template_name": _(
            "A template needs a name of one line and at most {most} characters; nothing was saved."
        ),
        "no_profile_there": _("There is no sound profile in {path}; nothing was changed."),
        "same_cycle": _("That profile is of this cycle ({cycle}); earlier cycles are kept here."),
        "no_such_cycle_here": _("Nothing of a cycle “{cycle}” is kept here."),
    }


def usual(*, document: bool = False) -> tuple[str, str]:
    """Return the opening and closing of the usual letter, with merge fields."""
    if document:
        return (
            _(
                "Thank you for the draft “{proposal}”. The members have commented on version "
                "{version}. These are their points and questions."
            ),
            _("Please say in the next version what became of each point.\n\n{chair}"),
        )
    return (
        _(
            "Dear {proposer},\n\n"
            "Thank you for your proposal “{proposal}”. The members have read version {version} and "
            "discussed it in the round “{round}”. These are their points and questions."
        ),
        _(
            "Please send your new version by {deadline}, and say in it where you answer each "
            "question.\n\n{chair}"
        ),
    )


def kind(key: str) -> str:
    """Return what a point is, in words; nothing for a usual one."""
    return {"agreement": _("Agreement"), "objection": _("Objection")}.get(key, "")


def subject(letter: ComposedLetter) -> str:
    """Return what an e-mail with the letter is about."""
    return _("{round}: points and questions about “{title}”").format(
        round=letter.round or letter.cycle, title=letter.title
    )


def as_text(letter: ComposedLetter) -> str:
    """Return a letter as plain text: for a terminal, or an e-mail."""
    parts = [letter.opening.strip(), *map(_point, letter.points), letter.closing.strip()]
    return "\n\n".join(part for part in parts if part) + "\n"


def _point(point: ComposedPoint) -> str:
    return "\n".join(_lines(point))


def _lines(point: ComposedPoint) -> Iterator[str]:
    heads = [each for each in (kind(point.kind), point.criterion_title) if each]
    asked = [question(each) for each in point.questions]
    if heads:
        yield f"{point.number}. {_(': ').join(heads)}"
        yield from (f"   {line}" for line in point.text.splitlines())
    elif point.text.strip() or not asked:
        first, *rest = point.text.splitlines() or [""]
        yield f"{point.number}. {first}".rstrip()
        yield from (f"   {line}" for line in rest)
    else:  # it only asks: no number stands alone
        yield f"{point.number}. {asked.pop(0)}"
    yield from (f"   {each}" for each in asked)


def unfilled(fields: Iterable[str]) -> str:
    """Return which merge fields have no value; "" where all have one."""
    names = " ".join(f"{{{each}}}" for each in fields)
    return _("Nothing is known for: {fields}").format(fields=names) if names else ""


def suggested() -> str:
    """Return that letters were made of what was said, because none is written yet."""
    return _(
        "No letter is written yet: this is a suggestion made of what was said, kept as "
        "no letter. Read it before it goes to anybody."
    )


def points(found: Iterable[Mapping[str, Any]]) -> str:
    """Return the points of a letter's record as people read them, one a paragraph, numbered."""
    read = [Point.from_json(each, number) for number, each in enumerate(found, 1)]
    return "\n".join(
        f"{number}. {': '.join(part for part in (kind(each.kind), each.text.strip()) if part)}"
        for number, each in enumerate(read, 1)
    )


def question(each: ComposedQuestion) -> str:
    """Return a question with its number and the words it is about."""
    said = " ".join(each.text.split()) or _("(withdrawn)")
    told = _("Question {n}: {text}").format(n=each.number, text=said)
    if not each.quote:
        return told
    return _("{question} (on “{words}”)").format(question=told, words=" ".join(each.quote.split()))
