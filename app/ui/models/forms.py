"""What a filled form says, as the window shows it before anything is saved."""

from dataclasses import dataclass
from typing import Any

from app.actions.form_saving import Saved
from app.actions.form_values import Answers, Paper, Told, Understood, Words
from app.domain.forms import ASKED_ONLINE, Prompt
from app.i18n import _, ngettext
from app.phrases import decisions
from app.phrases import forms as phrases
from app.reports import form as report
from app.ui.icons import Symbol
from app.ui.widgets.rows import Line


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer: what it is called and what was written."""

    label: str
    text: str


def whose(paper: Paper) -> str:
    """Return whose form it is, as a heading."""
    if paper.mine:
        return _("Your own form")
    if paper.sender:
        return _("Form of {name} ({account}), by mail from {sender}").format(
            name=paper.name, account=paper.account, sender=paper.sender
        )
    return _("Form of {name} ({account})").format(name=paper.name, account=paper.account)


def becomes(paper: Paper) -> str:
    """Return what saving makes of it, and who will see it."""
    if not paper.mine:
        return _("Saved as received in a text form, in {name}’s name.").format(name=paper.name)
    if paper.submit:
        return _("Saved as submitted: it goes to the chairs with the next sync.")
    return _("Saved as your draft: only you see it until you submit.")


def title(answers: Answers) -> str:
    if answers.scheme.kind == ASKED_ONLINE:
        return _("{title}, asked online").format(title=answers.title)
    return _("{title}, version {number}").format(title=answers.title, number=answers.version)


def answered(answers: Answers) -> list[Answered]:
    """Return what was answered about one proposal, in the order of the form."""
    found = [
        Answered(
            report.label(prompt, answers.scheme),
            decisions.mine(given)
            if answers.scheme.kind == ASKED_ONLINE and prompt.kind == "one"
            else value(prompt, given),
        )
        for prompt, given in answers.said
    ]
    return [*found, *(Answered(_("Question to the proposers"), each) for each in answers.questions)]


def value(prompt: Prompt, given: Any) -> str:
    """Return an answer in the words of its round."""
    if prompt.field == "no_expertise":
        return _("Yes: too little known about the subject to judge")
    titles: dict[Any, str] = dict(prompt.options)
    if isinstance(given, list):
        return ", ".join(str(titles.get(each, each)) for each in given)
    word = prompt.scale.labels.get(given) if prompt.scale and isinstance(given, int) else None
    return f"{given} ({word})" if word else str(titles.get(given, given))


def told(each: Told) -> str:
    """Return a fault or notice with its line."""
    said = phrases.words(each.code, each.params)
    return _("Line {line}: {said}").format(line=each.line, said=said) if each.line else said


def left_over(words: list[Words]) -> list[Line]:
    """Return the lines that were not taken for an answer."""
    return [
        Line(
            f"{each.mail}/{each.line}/{number}",
            each.text,
            end=_("line {n}").format(n=each.line),
            symbol=Symbol.INFO if each.why == "unclear" else Symbol.EMPTY,
            tone="warn" if each.why == "unclear" else "faint",
            state=phrases.why(each.why),
        )
        for number, each in enumerate(words)
    ]


def save_words(understood: Understood) -> str:
    """Return what the button says that saves."""
    given = [
        answers
        for paper in understood.papers
        for answers in paper.answers
        if answers.said or answers.questions
    ]
    if any(answers.scheme.kind == ASKED_ONLINE for answers in given):
        return _("Save what was understood")
    count = len(given)
    return ngettext("Save answers to {n} proposal", "Save answers to {n} proposals", count).format(
        n=count
    )


def saved(done: Saved) -> str:
    """Return what saving did."""
    if not done.anything and not done.told:
        return _("Nothing new in it; nothing was changed.")
    if not done.anything:
        return ""
    count = len(done.ids)
    return ngettext("Saved: {n} item.", "Saved: {n} items.", count).format(n=count)
