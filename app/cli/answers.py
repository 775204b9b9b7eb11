"""What became of files that were opened: for people line by line, for programs as JSON."""

from typing import cast

from app.actions.bundling import TakenIn
from app.actions.form_reading import Understood
from app.actions.taking import Result
from app.cli import troubles
from app.cli.output import tell
from app.i18n import _, ngettext
from app.phrases import bundles as words
from app.phrases import forms as form_words
from app.phrases.faults import shown
from app.reports import form
from app.sync.intake import Taken


def say(result: Result, names: dict[str, str], *, quiet: bool) -> None:
    """Say what became of a file: troubles on stderr, the rest as the answer."""
    where = f"{result.path}: {result.inside}" if result.inside else str(result.path)
    if result.trouble is not None:
        tell(f"{where}: {troubles.sentence(result.trouble)}")
        return
    for line in form_told(result):
        tell(f"{where}: {line}")
    if result.form is not None and result.saved is None:
        tell(_nothing_saved(result))
    if quiet:
        return
    if result.saved is not None:
        count = len(result.saved.ids)
        told = ngettext("{n} record saved.", "{n} records saved.", count).format(n=count)
        print(f"{where}: " + (told if count else _("nothing new in it.")))
    elif result.answers is not None:
        for line in answer_lines(result.answers, names):
            print(f"{where}: {line}")
    elif result.pack is not None:
        for line in pack_lines(result.pack):
            print(f"{where}: {line}")


def _nothing_saved(result: Result) -> str:
    if result.form is None or result.form.faults or not result.form.anything:
        return _("Nothing of it was saved.")
    return _(
        "Nothing of it was saved. Correct the form, or save what was understood with: "
        "form read {path} --save"
    ).format(path=shown(result.path))


def show_form(result: Result) -> None:
    """Show what a form says, before it is saved."""
    for each in result.form.left_over if result.form else ():
        if each.why == "unclear":
            tell(_("Line {n}, not understood: {text}").format(n=each.line, text=shown(each.text)))
    for paper in result.form.papers if result.form else ():
        print(_("Form of {name} ({account})").format(name=shown(paper.name), account=paper.account))
        for each in paper.answers:
            print(f"  {shown(each.title)} ({each.proposal}, v{each.version})")
            for prompt, value in each.said:
                titles = dict(prompt.options)
                said = value if isinstance(value, list) else titles.get(value, value)
                print(f"    {shown(form.label(prompt, each.scheme))}: {_plain(said)}")
            for question in each.questions:
                print("    " + _("Question: {text}").format(text=_plain(question)))


def _plain(value: object) -> str:
    """Return words without characters that could play with a terminal."""
    text = (
        ", ".join(map(str, cast("list[object]", value))) if isinstance(value, list) else str(value)
    )
    safe = "".join(char if char.isprintable() or char == "\n" else "�" for char in text)
    return safe.replace("\n", "\n      ")


def form_told(result: Result) -> list[str]:
    """Return what is wrong with a form or worth knowing, in words."""
    if result.form is None:
        return []
    beside = [] if result.saved is None else result.saved.told
    return [
        form_words.words(each.code, each.params)
        for each in (*result.form.notices, *result.form.problems, *result.form.faults, *beside)
    ]


def answer_lines(answers: TakenIn, names: dict[str, str]) -> list[str]:
    """Return what became of a file of answers, line by line."""
    outcome = answers.outcome
    lines = [words.taken(answers.name, outcome.taken, outcome.doubled, len(outcome.set_aside))]
    if outcome.older:
        lines.append(words.older(outcome.older))
    lines += _between(outcome.joined, outcome.asked)
    for account, met in answers.keys.items():
        told = words.key(names.get(account, account), met, answers.prints.get(account, ""))
        lines += [told] if told else []
    lines += [
        f"{each.collection} {each.id}: {words.set_aside(each.code, each.field)}"
        for each in outcome.set_aside
    ]
    return lines


def pack_lines(taken: Taken) -> list[str]:
    """Return what a pack brought, line by line."""
    if taken.nothing_new:
        return [_("nothing new in it.")]
    lines = [
        _("{news} new or changed, {receipts} of yours confirmed.").format(
            news=taken.news, receipts=taken.receipts
        )
    ]
    if taken.set_aside:
        lines.append(words.returned(taken.set_aside) + " " + _("They are in: conflicts"))
    return [*lines, *_between(taken.joined, taken.asked)]


def _between(joined: int, asked: int) -> list[str]:
    """Return what others changed as well, and where that contradicts."""
    lines = [words.joined(joined)] if joined else []
    if asked:
        lines.append(words.asked(asked) + " " + _("They are in: conflicts"))
    return lines


def shape(results: list[Result]) -> dict[str, object]:
    outcomes = [each.answers.outcome for each in results if each.answers is not None]
    packs = [each.pack for each in results if each.pack is not None]
    return {
        "taken": sum(each.taken for each in outcomes)
        + sum(len(each.saved.ids) for each in results if each.saved is not None),
        "doubled": sum(each.doubled for each in outcomes),
        "older": sum(each.older for each in outcomes),
        "set_aside": [row for each in results for row in _aside(each)],
        "news": sum(each.pack.news for each in results if each.pack is not None),
        "receipts": sum(each.pack.receipts for each in results if each.pack is not None),
        "returned": sum(each.pack.set_aside for each in results if each.pack is not None),
        "joined": sum(each.joined for each in (*outcomes, *packs)),
        "conflicts": sum(each.asked for each in (*outcomes, *packs)),
        "files": [_file(each) for each in results],
    }


def _file(result: Result) -> dict[str, object]:
    said: dict[str, object] = {
        "file": str(result.path),
        "inside": result.inside or None,
        "kind": result.kind,
        "ok": result.trouble is None,
    }
    if result.trouble is not None:
        said |= {"code": result.trouble.code, "message": troubles.sentence(result.trouble)}
    if result.answers is not None:
        said |= _answers(result, result.answers)
    if result.form is not None:
        said |= _form(result, result.form)
    if result.pack is not None:
        taken = result.pack
        said |= {
            "news": taken.news,
            "gone": taken.gone,
            "receipts": taken.receipts,
            "returned": taken.set_aside,
            "joined": taken.joined,
            "conflicts": taken.asked,
            "files": taken.files,
            "nothing_new": taken.nothing_new,
            "lacks": list(taken.lacks),
        }
    return said


def _answers(result: Result, answers: TakenIn) -> dict[str, object]:
    outcome = answers.outcome
    return {
        "account": answers.account,
        "name": answers.name,
        "made_at": answers.made_at,
        "fingerprint": answers.fingerprint,
        "keys": answers.keys,
        "taken": outcome.taken,
        "doubled": outcome.doubled,
        "older": outcome.older,
        "nothing_new": not outcome.taken,
        "records": [{"collection": name, "id": id} for name, id in outcome.news],
        "set_aside": _aside(result),
    }


def _form(result: Result, understood: Understood) -> dict[str, object]:
    saved = result.saved
    return {
        "ok": not result.failed,
        "understood": [
            {
                "account": paper.account,
                "name": paper.name,
                "mine": paper.mine,
                "proposal": each.proposal,
                "version": each.version,
                **each.review,
                "questions": list(each.questions),
            }
            for paper in understood.papers
            for each in paper.answers
        ],
        "faults": [
            {
                "line": each.line,
                "field": each.field,
                "code": each.code,
                "message": form_words.words(each.code, each.params),
            }
            for each in (*understood.faults, *understood.problems)
        ],
        "saved": saved is not None,
        "taken": 0 if saved is None else len(saved.ids),
        "nothing_new": saved is not None and not saved.ids,
    }


def _aside(result: Result) -> list[dict[str, str]]:
    found = [] if result.answers is None else result.answers.outcome.set_aside
    return [
        {
            "account": each.account,
            "collection": each.collection,
            "id": each.id,
            "code": each.code,
            "message": words.set_aside(each.code, each.field),
        }
        for each in found
    ]
