"""Filled forms come back from mailers as they were filled in: nothing wrong is taken silently."""

import random
import tomllib
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from app.actions.form_values import blank, same
from app.documents import forms, forms_mail
from app.domain.forms import Asked, folded, groups
from app.domain.rounds import Round
from app.paths import resource
from app.reports import form as report
from app.reports.form import Form, Sheet
from tests import mangling
from tests.integration import harbour

SLICE, WHOLE = 250, 3000


def asked_of(sheets: dict[str, Sheet]) -> dict[str, Asked]:
    return {
        id: Asked(
            groups(sheet.scheme), report.printed(sheet.scheme), report.above(sheet.named, sheet.by)
        )
        for id, sheet in sheets.items()
    }


@cache
def known_schemes() -> tuple[Round, ...]:
    """The rounds of the sample cycle and of the tests' own meeting folders."""
    tables = [tomllib.loads(text) for text in (harbour.TALKS, harbour.MARKS)]
    tables += [tomllib.loads(path.read_text("utf-8"))
               for path in resource("sample", "igf2021", "rounds").glob("*.toml")]  # fmt: skip
    return tuple(Round.from_json(table["id"], table) for table in tables)


def scheme(draw: random.Random) -> Round:
    return draw.choice(known_schemes()) if draw.random() < 0.3 else mangling.scheme(draw, "r")


def one(seed: int) -> tuple[bytes, dict[str, dict[str, Any]], dict[str, Asked], str]:
    """A form filled in and spoiled: the bytes, what was answered, what was asked."""
    draw = random.Random(seed)
    ids = ["open-maps", "quiet-radio", "p" + "-long" * 12]
    sheets: dict[str, Sheet] = {}
    for id in ids[: draw.randint(1, 3)]:
        title = mangling.words(draw, 2, 16)
        by = "Ana Lima, Ben"
        sheets[id] = Sheet(id, draw.randint(1, 12), title, "P-1", by, scheme(draw))
    asked = asked_of(sheets)
    given = {
        id: {each.name: mangling.answer(draw, each, ids) for each in asked[id].prompts}
        for id in sheets
    }
    filled = drafted(sheets, given) if draw.random() < 0.3 else by_hand(draw, sheets, given, asked)
    spoils = draw.sample(mangling.PLAIN, draw.randint(0, 2))
    spoils += draw.sample(mangling.AROUND, draw.randint(0, 2))
    text = filled
    for spoil in spoils:
        text = spoil(draw, text)
    raw = mangling.handed(draw, text)
    return raw, given, asked, ", ".join(each.__name__ for each in spoils)


def form_of(sheets: dict[str, Sheet]) -> str:
    text = report.text(
        Form("abcd2345", "igf2026", "IGF 2026", "mona", "Mona مُنى", "", tuple(sheets.values()))
    )
    assert all(len(line) <= 72 or "https://" in line for line in text.splitlines())
    return text


def drafted(sheets: dict[str, Sheet], given: dict[str, dict[str, Any]]) -> str:
    """The form of somebody who wrote all of it in her program before."""
    return form_of({id: replace(sheet, values=given[id]) for id, sheet in sheets.items()})


def by_hand(
    draw: random.Random,
    sheets: dict[str, Sheet],
    given: dict[str, dict[str, Any]],
    asked: dict[str, Asked],
) -> str:
    """A blank form, filled in as people do."""
    filled = form_of(sheets)
    for id in sheets:
        prompts = {each.name: each for each in asked[id].prompts}
        filled = mangling.fill(draw, filled, {id: given[id]}, prompts)
    return filled


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


def wrongs(seed: int) -> list[str]:
    """Return what is taken for an answer and is none, after lines of ours were deleted."""
    draw = random.Random(seed)
    ids = ["open-maps", "quiet-radio"]
    sheets = {id: Sheet(id, 2, mangling.words(draw), "P-1", "Ana Lima", scheme(draw)) for id in ids}
    asked = asked_of(sheets)
    given = {
        id: {each.name: mangling.answer(draw, each, ids) for each in asked[id].prompts}
        for id in sheets
    }
    printed = {line for line in form_of(sheets).splitlines() if line.strip()}
    lines = by_hand(draw, sheets, given, asked).splitlines()
    ours = [number for number, line in enumerate(lines) if line in printed]
    gone = set(draw.sample(ours, draw.randint(1, 4)))
    text = "\n".join(line for number, line in enumerate(lines) if number not in gone)

    form = forms.read(text, asked.get, {folded(id): id for id in ids}, report.said())

    if form.faults:
        return []  # told, and nothing is saved
    return [
        f"{seed} {sheet.proposal} {name}: {got!r}, without {[lines[number] for number in gone]}"
        for sheet in form.sheets
        for name, got in sheet.fields.items()
        if not blank(got) and bare(got) != bare(given.get(sheet.proposal, {}).get(name))
    ]


@pytest.mark.parametrize("part", range(5))
def test_whatever_line_of_ours_is_deleted_no_wrong_answer_is_taken(part, whole):
    count = (WHOLE if whole else 100) // 5
    seeds = range(part * count, (part + 1) * count)

    wrong = [each for seed in seeds for each in wrongs(seed)]

    assert not wrong, "\n".join(wrong[:20])


def bytes_spoiled(seed: int) -> bytes:
    """A mail with a form in it that a line or a disk has damaged."""
    draw = random.Random(seed)
    raw = bytearray(one(seed)[0])
    for _ in range(draw.randint(1, 30)):
        at, other = draw.randrange(len(raw) + 1), draw.randrange(len(raw) + 1)
        match draw.randint(0, 3):
            case 0:
                raw[at : at + draw.randint(1, 200)] = b""
            case 1:
                raw[at:at] = draw.randbytes(draw.randint(1, 9))
            case 2:
                raw[at:at] = draw.choice((b"==", b"\n", b"=?utf-8?b?", b"charset=zz", b"> " * 50))
            case _:
                raw[at:at] = raw[other : other + draw.randint(1, 400)]
    return bytes(raw)


def test_whatever_is_damaged_nothing_breaks(whole):
    for seed in range(WHOLE if whole else 60):
        for source in forms_mail.sources(bytes_spoiled(seed)):
            asked = one(seed)[2]

            form = forms.read(
                source.text, asked.get, {folded(id): id for id in asked}, report.said()
            )

            assert all(each.line > 0 for each in (*form.faults, *form.left)), seed
