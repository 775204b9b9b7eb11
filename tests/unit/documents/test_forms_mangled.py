"""Filled forms come back from mailers as they were filled in: nothing wrong is taken silently."""

import random
from typing import Any

import pytest

from app.actions.form_reading import blank, same
from app.documents import forms, forms_mail
from app.domain.forms import Asked, folded, groups
from app.reports import form as report
from app.reports.form import Form, Sheet
from tests import mangling

SLICE, WHOLE = 250, 3000


def asked_of(sheets: dict[str, Sheet]) -> dict[str, Asked]:
    return {
        id: Asked(
            groups(sheet.scheme), report.printed(sheet.scheme), report.above(sheet.named, sheet.by)
        )
        for id, sheet in sheets.items()
    }


def one(seed: int) -> tuple[bytes, dict[str, dict[str, Any]], dict[str, Asked], str]:
    """A form filled in and spoiled: the bytes, what was answered, what was asked."""
    draw = random.Random(seed)
    ids = ["open-maps", "quiet-radio", "p" + "-long" * 12]
    sheets: dict[str, Sheet] = {}
    for id in ids[: draw.randint(1, 3)]:
        scheme = mangling.scheme(draw, "r")
        title = mangling.words(draw, 2, 16)
        sheets[id] = Sheet(id, draw.randint(1, 12), title, "P-1", "Ana Lima, Ben", scheme)
    asked = asked_of(sheets)
    form = Form("abcd2345", "igf2026", "IGF 2026", "mona", "Mona مُنى", "", tuple(sheets.values()))
    given: dict[str, dict[str, Any]] = {}
    filled = report.text(form)
    assert all(len(line) <= 72 or "https://" in line for line in filled.splitlines())
    for id in sheets:
        prompts = {each.name: each for each in asked[id].prompts}
        given[id] = {name: mangling.answer(draw, each, ids) for name, each in prompts.items()}
        filled = mangling.fill(draw, filled, {id: given[id]}, prompts)
    spoils = draw.sample(mangling.PLAIN, draw.randint(0, 2))
    spoils += draw.sample(mangling.AROUND, draw.randint(0, 2))
    text = filled
    for spoil in spoils:
        text = spoil(draw, text)
    raw = mangling.handed(draw, text)
    return raw, given, asked, ", ".join(each.__name__ for each in spoils)


def bare(value: Any) -> Any:
    """An answer without what mailers change in it: spaces, dashes and quotes."""
    if isinstance(value, str):
        return folded(value).replace(" ", "").replace("…", "...")
    return [bare(each) for each in value] if isinstance(value, list) else value


def check(seed: int) -> list[str]:
    """Return what came back otherwise than it was filled in."""
    raw, given, asked, how = one(seed)
    names = {folded(id): id for id in (*given, "open-maps", "quiet-radio", "p" + "-long" * 12)}

    sources = forms_mail.sources(raw)
    assert len(sources) == 1, (seed, how)
    form = forms.read(sources[0].text, asked.get, names, report.said())

    wrong = [f"{seed} [{how}] fault {each}" for each in form.faults]
    if (form.cycle, form.account, form.id) != ("igf2026", "mona", "abcd2345"):
        wrong.append(f"{seed} [{how}] head {form.cycle} {form.account} {form.id}")
    read = {sheet.proposal: sheet.fields for sheet in form.sheets}
    for id, answers in given.items():
        for name, value in answers.items():
            got = read.get(id, {}).get(name)
            if not (same(got, value) or (blank(got) and blank(value)) or bare(got) == bare(value)):
                wrong.append(f"{seed} [{how}] {id} {name}: {value!r} came back as {got!r}")
    return wrong


@pytest.mark.parametrize("part", range(10))
def test_a_spoiled_form_reads_as_it_was_filled_in(part, whole):
    count = (WHOLE if whole else SLICE) // 10
    seeds = range(part * count, (part + 1) * count)

    wrong = [each for seed in seeds for each in check(seed)]

    assert not wrong, "\n".join(wrong[:20])
