"""The answers of one sheet: the value under each prompt, and one sheet for each proposal."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.documents import forms_answers as answers
from app.documents import forms_choices as choices
from app.documents.forms_answers import Answer
from app.documents.forms_found import Fault, Form, Left, Sheet
from app.documents.forms_lines import Line
from app.domain.forms import PROPOSAL, Prompt

_BLANK = (None, "", [])

_UNKNOWN = {
    "stance": "unknown_stance",
    "reasons": "unknown_reason",
    "recused": "unknown_recusal",
}


def put(
    form: Form,
    sheet: Sheet,
    prompt: Prompt,
    lines: list[Line],
    line: int,
    proposals: Mapping[str, str],
) -> None:
    """Put what stands in `lines` under `prompt`; an answer given twice must be the same."""
    before = sheet.fields.get(prompt.name)
    value = _value(form, sheet, prompt, lines, line, proposals)
    sheet.fields[prompt.name] = value
    if before not in (*_BLANK, value):
        sheet.faults.append(Fault("twice", line, prompt.name, "", sheet.proposal))
        sheet.unsure.add(prompt.name)


def one_each(form: Form) -> list[Sheet]:
    """Return one sheet a proposal: a blank or quoted copy gives way to the one filled in."""
    kept: dict[str, Sheet] = {}
    for sheet in form.sheets:
        other = kept.get(sheet.proposal)
        if other is None or (other.blank and not sheet.blank):
            kept[sheet.proposal] = sheet
        elif sheet.blank or sheet.fields == other.fields:
            continue
        elif sheet.depth != other.depth:
            kept[sheet.proposal] = min(sheet, other, key=lambda each: each.depth)
        else:
            _join(other, sheet)
    for sheet in kept.values():
        form.faults += sheet.faults
    return list(kept.values())


def leave(form: Form, line: Line, why: str = "unclear") -> None:
    """Tell a line that is no part of an answer, if anything stands in it."""
    if why != "printed" and seen(line):
        form.left.append(Left(line.number, line.text.strip(), why))


def seen(line: Line) -> bool:
    return bool(line.text.strip(" \t\u00a0\u200b\ufeff>|"))


def _join(sheet: Sheet, second: Sheet) -> None:
    """Add a second sheet about the same proposal: what is not alike in both is unsure."""
    sheet.faults += second.faults
    sheet.unsure |= second.unsure
    apart = {
        name
        for name in sheet.fields.keys() & second.fields.keys()
        if sheet.fields[name] not in (*_BLANK, second.fields[name])
        and second.fields[name] not in _BLANK
    }
    if sheet.version != second.version:
        apart = {*sheet.fields, *second.fields}
    for name, value in second.fields.items():
        if sheet.fields.get(name) in _BLANK:
            sheet.fields[name] = value
    if apart:
        sheet.faults.append(
            Fault("twice_apart", second.line, PROPOSAL, ", ".join(sorted(apart)), sheet.proposal)
        )
        sheet.unsure |= apart


def _value(
    form: Form,
    sheet: Sheet,
    prompt: Prompt,
    lines: list[Line],
    line: int,
    proposals: Mapping[str, str],
) -> Any:
    match prompt.kind:
        case "text":
            return answers.text(lines)
        case "questions":
            return answers.questions(lines)
        case "score":
            answer = answers.score(prompt, lines)
        case "proposals":
            answer = answers.named(lines, proposals)
        case _:
            answer = choices.chosen(prompt, lines)
    for each in answer.left:
        leave(form, each)
    for number, said, meant in answer.guessed:
        form.notes.append(Fault("read_as", number, prompt.name, said, sheet.proposal, (meant,)))
    if not answer.problem:
        if prompt.kind == "one":
            return answer.value[0] if answer.value else None
        return answer.value
    sheet.faults.append(_fault(sheet, prompt, answer, line))
    if prompt.kind in {"one", "score"} or not answer.value:
        sheet.unsure.add(prompt.name)
        return None
    return answer.value  # of several choices those that were understood


def _fault(sheet: Sheet, prompt: Prompt, answer: Answer, line: int) -> Fault:
    code = answer.problem
    if code == "unknown_choice":
        code = _UNKNOWN.get(prompt.field, code)
    fault = Fault(code, answer.line or line, prompt.name, answer.got, sheet.proposal)
    if prompt.scale is not None:
        return replace(fault, choices=(str(prompt.scale.min), str(prompt.scale.max)))
    return replace(fault, choices=tuple(title for _key, title in prompt.options))
