"""What became of a file that was opened, as the lines of a card."""

from dataclasses import dataclass

from app.actions.bundling import TakenIn
from app.actions.form_reading import Understood
from app.actions.taking import Result
from app.i18n import _, ngettext
from app.phrases import bundles
from app.phrases import forms as form_words
from app.reports import form
from app.store import Store, current
from app.sync.intake import Taken
from app.ui import troubles

MOST = 40
"""Lines of one card; a file with more is told by its number."""


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence of a card, and its tone."""

    words: str
    tone: str = "ink"


def title(result: Result) -> str:
    return f"{result.path.name} · {result.inside}" if result.inside else result.path.name


def told(store: Store, result: Result) -> list[Told]:
    """Return what a card says, the most important first."""
    lines: list[Told] = []
    if result.trouble is not None:
        lines.append(Told(troubles.sentence(result.trouble), "bad"))
    if result.answers is not None:
        lines += _answers(store, result.answers)
    if result.pack is not None:
        lines += _pack(result.pack)
    if result.form is not None:
        lines += _form(result)
    if len(lines) > MOST:
        more = len(lines) - MOST
        words = ngettext("… and {n} line more", "… and {n} lines more", more).format(n=more)
        lines = [*lines[:MOST], Told(words, "soft")]
    return lines


def said(understood: Understood) -> list[Told]:
    """Return what a form was understood to say, answer by answer."""
    lines: list[Told] = []
    for paper in understood.papers:
        lines.append(Told(_("Form of {name} ({account})").format(
            name=paper.name, account=paper.account
        )))  # fmt: skip
        for answers in paper.answers:
            lines.append(Told(answers.title))
            lines += [
                Told(f"{form.label(prompt, answers.scheme)}: {_value(value)}", "soft")
                for prompt, value in answers.said
            ]
            lines += [
                Told(_("Question: {text}").format(text=each), "soft") for each in answers.questions
            ]
    return lines


def _answers(store: Store, answers: TakenIn) -> list[Told]:
    outcome = answers.outcome
    aside = len(outcome.set_aside)
    tone = "warn" if aside else "good" if outcome.taken else "soft"
    lines = [Told(bundles.taken(answers.name, outcome.taken, outcome.doubled, aside), tone)]
    if outcome.older:
        lines.append(Told(bundles.older(outcome.older), "soft"))
    lines += _between(outcome.joined, outcome.asked)
    for account, met in answers.keys.items():
        words = bundles.key(_name(store, account), met, answers.prints.get(account, ""))
        if words:
            lines.append(Told(words, "warn" if met == "other" else "soft"))
    lines += [
        Told(f"{each.collection} {each.id}: {bundles.set_aside(each.code, each.field)}", "warn")
        for each in outcome.set_aside
    ]
    return lines


def _pack(taken: Taken) -> list[Told]:
    if taken.nothing_new:
        return [Told(_("A pack of papers: nothing new in it."), "soft")]
    lines = [Told(_("A pack of papers: nothing new in it."), "soft")]
    if taken.news:
        words = ngettext(
            "A pack of papers: {n} is new or changed.",
            "A pack of papers: {n} are new or changed.",
            taken.news,
        )
        lines = [Told(words.format(n=taken.news), "good")]
    if taken.receipts:
        words = ngettext(
            "The Secretariat has received {n} item of yours.",
            "The Secretariat has received {n} items of yours.",
            taken.receipts,
        )
        lines.append(Told(words.format(n=taken.receipts), "good"))
    if taken.set_aside:
        lines.append(Told(bundles.returned(taken.set_aside), "warn"))
    return [*lines, *_between(taken.joined, taken.asked)]


def _between(joined: int, asked: int) -> list[Told]:
    """Return what others changed as well, and where that contradicts."""
    lines = [Told(bundles.joined(joined), "soft")] if joined else []
    return [*lines, Told(bundles.asked(asked), "warn")] if asked else lines


def _form(result: Result) -> list[Told]:
    if result.form is None:
        return []
    lines = [Told(form_words.words(each.code, each.params), "bad") for each in result.form.faults]
    lines += [
        Told(form_words.not_saved().format(said=form_words.words(each.code, each.params)), "bad")
        for each in result.form.problems
    ]
    if result.form.faults:
        lines.append(Told(_("Nothing of it was saved."), "bad"))
    if result.saved is not None:
        count = len(result.saved.ids)
        words = ngettext("{n} record saved.", "{n} records saved.", count).format(n=count)
        good = Told(words, "good") if count else Told(_("Nothing new in it."), "soft")
        lines = [good, *lines]
        lines += [Told(form_words.words(each.code, each.params), "warn")
                  for each in result.saved.told]  # fmt: skip
    lines += [
        Told(form_words.words(each.code, each.params), "warn") for each in result.form.notices
    ]
    return [*lines, *said(result.form), *_left_over(result.form)]


def _left_over(understood: Understood) -> list[Told]:
    """Return the lines of a form that were not understood; those around it are many."""
    return [
        Told(_("Line {n}, not understood: {text}").format(n=each.line, text=each.text), "warn")
        for each in understood.left_over
        if each.why == "unclear"
    ]


def _name(store: Store, account: str) -> str:
    row = current.one(store, "members", account)
    return str((row.data.get("name") if row else None) or account)


def _value(value: object) -> str:
    if isinstance(value, (list, tuple)):
        items: list[object] = list(value)  # pyright: ignore[reportUnknownArgumentType]
        return ", ".join(map(str, items))
    return str(value)
