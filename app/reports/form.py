"""Writes the text form: one plain file or mail that asks for reviews and can be read back.

Lines have at most 72 characters; what must come back whole is shorter, so that a mailer may
quote it twice and break at 60. What the lines mean to the reader of a filled form is in
`app/domain/forms.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.forms import (
    ASKED_ONLINE,
    END,
    HEAD,
    PROPOSAL,
    SUBMIT,
    UNTIL,
    VERSION,
    Group,
    Prompt,
    groups,
)
from app.domain.rounds import Deadline, Round, Scale
from app.i18n import _, ngettext
from app.reports.form_lines import answer_lines, beside, short, unmarked, wrapped
from app.reports.words import deadline


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is asked about one proposal, with what was answered so far."""

    proposal: str
    version: int
    title: str
    code: str
    by: str
    """The proposers, as a line."""
    scheme: Round
    values: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """By the name of the prompt."""

    @property
    def named(self) -> str:
        return named(self.code, self.title)


@dataclass(frozen=True, slots=True)
class Form:
    id: str
    cycle: str
    title: str
    """The cycle's."""
    account: str
    name: str
    until: str
    """When answers are due, empty where that is not one moment."""
    sheets: tuple[Sheet, ...] = ()


def text(form: Form) -> str:
    """Return the form as it is saved or mailed, ending in a line feed."""
    lines = [
        *_opening(short(_("{title}: your answers").format(title=form.title)), _filling()),
        f"== {HEAD[0]}: Satchel form {VERSION} {form.id}",
        f"== {HEAD[1]}: {form.cycle}",
        *beside(f"== {HEAD[2]}:", form.account, form.name),
        *([f"== {UNTIL}: {form.until}"] if form.until else []),
        "",
    ]
    for sheet in form.sheets:
        lines += _sheet(sheet)
    lines += [
        *_opening(_("Before you send it"), _sending()),
        f"== {SUBMIT}:",
        f"[ ] {SUBMIT}",
        "",
        f"== {END} ==",
    ]
    return "\n".join(lines) + "\n"


def said() -> dict[str, tuple[str, ...]]:
    """Return the words above the head and the end of a form, by the name of what follows."""
    return {HEAD[0]: _filling(), SUBMIT: _sending()}


def named(code: str, title: str) -> str:
    """Return how a proposal is called: never nothing, for a title may be of signs alone."""
    return f"{code}: {title}" if code else title if unmarked(title) else f"[{title}]"


def above(title: str, by: str) -> tuple[str, ...]:
    """Return the words above the name of a proposal, its title left out where it is a line."""
    return (*wrapped(f"==== {unmarked(title)}")[1:], by)


def asked_online(text: str, due: Deadline) -> str:
    """Return the words above the answer to what is asked online: the chair's, and until when."""
    return f"{text}\n{_('Answers are due: {deadline}').format(deadline=deadline(due))}"


def _filling() -> tuple[str, ...]:
    return (
        _(
            "Write under the lines that begin with ==, or beside them, and leave those lines as "
            "they are. Put an x between the brackets of what you choose: [x]. What you leave empty "
            "is not answered. Then send the whole back, as a reply or as a file."
        ),
    )


def printed(scheme: Round) -> dict[str, tuple[str, ...]]:
    """Return the words above each answer of a round, by the name of the prompt."""
    return {
        group.name: (_title(group, scheme), *_guidance(group, scheme)) for group in groups(scheme)
    }


def subject(form: Form) -> str:
    """Return the subject of the mail that brings the form."""
    count = sum(each.scheme.kind != ASKED_ONLINE for each in form.sheets)
    if not count:
        asked = _("{title}: what is asked online, form for {name}")
        return asked.format(title=form.title, name=form.name or form.account)
    said = ngettext(
        "{title}: form for {count} proposal, {name}",
        "{title}: form for {count} proposals, {name}",
        count,
    )
    return said.format(title=form.title, count=count, name=form.name or form.account)


def label(prompt: Prompt, scheme: Round) -> str:
    """Return what an answer is called on a screen."""
    title = _title(Group((prompt,)), scheme)
    if prompt.field == "scores":
        return _("{criterion}, score").format(criterion=title)
    if prompt.field == "recused_why":
        return _("A conflict of interest, in words")
    return title


def _sheet(sheet: Sheet) -> list[str]:
    lines = [
        "",
        *_opening(sheet.named, (sheet.by,)),
        *beside(f"== {PROPOSAL}:", f"{sheet.proposal} v{sheet.version}"),
        "",
    ]
    said = printed(sheet.scheme)
    for group in groups(sheet.scheme):
        title, *guidance = said[group.name]
        lines += _opening(title, tuple(guidance))
        for prompt in group.prompts:
            lines += _prompt(prompt, sheet.values.get(prompt.name))
    return lines


def _opening(title: str, said: tuple[str, ...]) -> list[str]:
    lines = wrapped(f"==== {unmarked(title)}")
    for each in said:
        for line in each.splitlines():
            plain = unmarked(line)
            lines += wrapped(plain) if plain else []
    return lines


def _prompt(prompt: Prompt, value: Any) -> list[str]:
    """Return the line that asks, what was answered, and room for more."""
    match prompt.kind:
        case "score":
            return [*beside(_asks_score(prompt), "" if value is None else str(value)), ""]
        case "one" | "many":
            ticked = {value} if isinstance(value, str) else set(value or ())
            lines = [f"== {prompt.name}:"]
            for key, title in prompt.options:
                mark = "x" if key in ticked else " "
                lines += wrapped(f"[{mark}] {title}", "    ")
            return [*lines, ""]
        case "proposals":
            return [f"== {prompt.name}:", *map(str, value or ()), "", ""]
        case "questions":
            asked = [line for each in value or () for line in wrapped(f"- {each}", "  ")]
            return [f"== {prompt.name}:", *asked, "", ""]
        case _:
            return [f"== {prompt.name}:", *answer_lines(str(value or "")), "", ""]


def _asks_score(prompt: Prompt) -> str:
    scale = prompt.scale
    if scale is None:
        return f"== {prompt.name}:"
    between = "-" if scale.min >= 0 else ".."
    return f"== {prompt.name} {scale.min}{between}{scale.max}:"


def _title(group: Group, scheme: Round) -> str:
    first = group.prompts[0]
    if first.field == "comment" and scheme.kind == ASKED_ONLINE:
        return _("Why, or what you would change")
    if first.field in {"scores", "texts"}:
        criterion = scheme.criterion(first.key)
        title = "" if criterion is None else criterion.title
        return title if unmarked(title) else first.key
    return {
        "overall": _("The proposal as a whole"),
        "stance": _("Your position"),
        "reasons": _("Reasons"),
        "merge_with": _("Could it be merged with others?"),
        "comment": _("Anything else about this proposal"),
        "questions": _("Questions to the proposers"),
        "to_chairs": _("A confidential word to the chairs"),
        "recused": _("A conflict of interest"),
        "recused_why": _("A conflict of interest"),
        "no_expertise": _("No expertise"),
    }[first.field]


def _guidance(group: Group, scheme: Round) -> list[str]:
    first = group.prompts[0]
    lines: list[str] = []
    criterion = scheme.criterion(first.key) if first.field in {"scores", "texts"} else None
    if criterion is not None:
        lines.append(criterion.guidance.strip())
    if first.scale is not None:
        lines += _scale(first.scale)
    if criterion is not None and criterion.text == "required":
        lines.append(_("This needs an answer in words."))
    if first.field == "reasons" and scheme.reasons_at_or_below is not None:
        lines.append(
            _("Choose at least one if a score is {limit} or lower.").format(
                limit=scheme.reasons_at_or_below
            )
        )
    if first.field == "stance" and scheme.kind == ASKED_ONLINE:
        return [
            _(
                "Choose one: no objection, object (say why below), more time (you need it to "
                "answer), conflict (of interest). Whoever chooses nothing has said nothing."
            )
        ]
    lines += {
        "stance": [_("Choose one.")],
        "merge_with": [_("Name them by their id or title, each on a line of its own.")],
        "questions": [
            _(
                "Begin each with a dash. They go to the proposers through the chairs. What you "
                "asked before is not repeated here and stays."
            )
        ],
        "to_chairs": [_("Only the chairs and the Secretariat read it.")],
        "recused": [
            _(
                "Choose the one that applies: proponent (it is your own), speaker (you will speak "
                "there), employer, affiliation, family or other."
            )
        ],
        "no_expertise": [_("Choose it if you know too little about the subject to judge.")],
    }.get(first.field, [])
    return [each for each in lines if each]


def _scale(scale: Scale) -> list[str]:
    named = [
        _("{score} = {word}").format(score=score, word=word)
        for score, word in sorted(scale.labels.items())
    ]
    asked = _("A whole number from {min} to {max}.").format(min=scale.min, max=scale.max)
    return [" ".join([asked, *([", ".join(named) + "."] if named else [])])]


def _sending() -> tuple[str, ...]:
    return (
        _(
            "Sent to the chairs or the Secretariat, your answers count as submitted. If you read "
            "this form back into your own program they become drafts, unless you put an x here."
        ),
    )
