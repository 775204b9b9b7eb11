"""Reads a filled form: what it says of each proposal, what was not understood, what is wrong.

Pure: text and what the rounds ask go in, values come out. Lines the form printed itself are
known again by their words; everything else is an answer or told as left over.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.documents import forms_choices as choices
from app.documents import forms_printed as printed_words
from app.documents.forms_found import Fault, Form, Left, Sheet
from app.documents.forms_lines import Line, Region, regions
from app.documents.forms_sheets import leave, one_each, put, seen
from app.domain.forms import (
    END,
    HEAD,
    PROPOSAL,
    SUBMIT,
    UNTIL,
    VERSION,
    Asked,
    Prompt,
    folded,
    words,
)

FEW = 3
"""Words that she may well have in common with what the form says."""
_DIGITS = re.compile(r"[0-9]{1,4}")

Known = Callable[[str], Asked | None]
"""Gives what is asked about the proposal of an id, None where there is no such proposal."""


@dataclass(slots=True)
class _Reading:
    """Where we are in a form."""

    form: Form
    known: Known
    proposals: Mapping[str, str]
    sheet: Sheet | None = None
    asked: Asked | None = None
    said: Region | None = None
    """What the form says, before the answer it belongs to has come."""
    after: Region | None = None
    """The region that comes next."""
    ended: bool = False


def read(
    text: str,
    known: Known,
    proposals: Mapping[str, str],
    said: Mapping[str, tuple[str, ...]] | None = None,
) -> Form:
    """Return what the form in `text` says.

    Args:
        text: of a file or mail, as it came.
        known: what is asked about a proposal.
        proposals: the id of each proposal by its folded id, code and title.
        said: the words printed above the head of a form and above its end, by name.
    """
    form = Form()
    at = _Reading(form, known, proposals)
    found = regions(text)
    for region, after in zip(found, [*found[1:], None], strict=True):
        at.after = after
        for line in region.late:
            leave(form, line, "mail")
        if region.kind == "outside" or (at.ended and region.kind == "says"):
            for line in region.lines:
                leave(form, line, "outside")
        elif region.kind == "says":
            _forget(at)
            at.said = region
        else:
            _answer(at, region, said or {})
    _forget(at)
    form.sheets = one_each(form)
    form.left.sort(key=lambda each: each.line)
    return form


def _answer(at: _Reading, region: Region, said: Mapping[str, tuple[str, ...]]) -> None:
    form, name = at.form, region.name
    if name in {*HEAD, UNTIL}:
        at.sheet, at.asked, at.ended = None, None, False
        _not_hers(at, said.get(name, ()))
        _head(form, region)
    elif name == PROPOSAL:
        at.ended = False
        above, at.said = at.said, None
        _proposal(at, region)
        at.said = above
        _not_hers(at, at.asked.head if at.asked else ())
    elif name == SUBMIT:
        at.sheet, at.asked = None, None
        _not_hers(at, said.get(name, ()))
        _submit(form, region)
    elif name == END:
        _not_hers(at, ())
        at.ended = form.whole = True
        for line in region.lines:
            leave(form, line, "outside")
    else:
        _prompted(at, region)


def _submit(form: Form, region: Region) -> None:
    asks = Prompt(SUBMIT, "one", SUBMIT, options=((SUBMIT, SUBMIT),))
    ticked = choices.chosen(asks, region.lines)
    form.submit = form.submit or bool(ticked.value)
    for line in ticked.left:
        leave(form, line)
    if ticked.problem:
        form.left.append(Left(ticked.line, ticked.got))


def _head(form: Form, region: Region) -> None:
    value, rest = _first(region)
    parts = value.split()
    if region.name == HEAD[0]:
        form.line = region.line
        parts = [part for part in parts if part not in {"satchel", "form"}]
        number = parts[0] if parts else ""
        form.version = int(number) if _DIGITS.fullmatch(number) else None
        form.id = parts[1] if len(parts) > 1 else form.id
        if form.version is None or form.version > VERSION:
            form.faults.append(Fault("form_too_new", region.line, HEAD[0], value[:40]))
    elif region.name == UNTIL:
        pass
    elif region.name == HEAD[1]:
        told = parts[0] if parts else ""
        if form.cycle and told != form.cycle:
            form.faults.append(Fault("two_cycles", region.line, HEAD[1], told))
        form.cycle = form.cycle or told
    else:
        told = parts[0] if parts else ""
        if form.account and told != form.account:
            form.faults.append(Fault("two_people", region.line, HEAD[2], told))
        form.account = form.account or told
        rest = [] if "(" in value and ")" not in value else rest  # a long name was broken
    for line in rest:
        leave(form, line, "outside")


def _first(region: Region) -> tuple[str, list[Line]]:
    """Return the first words of a region, folded, and the lines after it."""
    given = [line for line in region.lines if seen(line)]
    return (folded(given[0].text), given[1:]) if given else ("", [])


def _proposal(at: _Reading, region: Region) -> None:
    value, rest = _first(region)
    for line in rest:
        more = folded(line.text)
        if at_version(more) is not None and at_version(value) is None:
            value = f"{value} {more}"
        else:
            leave(at.form, line)
    parts = value.split()
    number = at_version(value)
    name = parts[0] if parts else ""
    id = at.proposals.get(name) or name
    at.asked = at.known(id)
    at.sheet = Sheet(id, number, region.line, region.depth)
    at.form.sheets.append(at.sheet)
    if at.asked is None:
        at.sheet.faults.append(Fault("unknown_proposal", region.line, PROPOSAL, name[:80], id))


def at_version(value: str) -> int | None:
    """Return the number in `open-maps v2`, None where there is none."""
    for part in value.split()[0 if value.startswith("v") else 1 :]:
        digits = part.removeprefix("v")
        if digits.isascii() and digits.isdigit() and len(digits) < 7:  # noqa: PLR2004 -- no such version
            return int(digits)
    return None


def _prompted(at: _Reading, region: Region) -> None:
    form, sheet = at.form, at.sheet
    prompt = None if at.asked is None else _prompt(at.asked, region.name)
    if sheet is None or prompt is None or at.asked is None:
        _forget(at)
        lines = [line for line in region.lines if seen(line)]
        for line in lines:
            leave(form, line, "outside" if sheet is None else "unclear")
        if lines and sheet is not None and at.asked is not None:
            asks = tuple(each.name for each in at.asked.prompts)
            sheet.faults.append(
                Fault("unknown_field", region.line, region.name, region.name, sheet.proposal, asks)
            )
        return
    above = _said(at, at.asked.said.get(prompt.name, ()))
    lines = [*above, *region.lines] if above else region.lines
    lines = _without_printed(at, prompt, lines)
    if prompt.name not in sheet.fields or _says(lines):
        put(form, sheet, prompt, lines, region.line, at.proposals)


def _prompt(asked: Asked, name: str) -> Prompt | None:
    plain = {folded(prompt.name): prompt for prompt in asked.prompts}
    return plain.get(name)


def _following(asked: Asked, prompt: Prompt) -> str:
    names = [each.name for each in asked.prompts]
    at = names.index(prompt.name) + 1
    return names[at] if at < len(names) else ""


def _not_hers(at: _Reading, expected: tuple[str, ...]) -> None:
    """Tell what she wrote where no answer is asked for; the title above it may have changed."""
    if at.said is not None:
        at.said.lines = at.said.lines[1:]
    for line in _said(at, expected):
        leave(at.form, line)


def _said(at: _Reading, expected: tuple[str, ...]) -> list[Line]:
    """Settle what the form said before an answer; return lines she wrote among its words.

    They are an answer only if all our own words are there besides, or if a mailer's marks
    tell them from ours.
    """
    region, at.said = at.said, None
    if region is None:
        return []
    printed = [word for line in expected for word in words(line)]
    place, whole = 0, True
    hers: list[Line] = []
    for line in region.lines:
        said = words(line.text)
        if not said:
            mark = line.text.strip(" -=*_.·•\u00a0")
            if mark and not any(mark in each for each in expected):
                leave(at.form, line)
            continue
        found = printed_words.find(printed, said, place)
        beside = printed_words.beside(line, expected[:1]) if found is None and not place else None
        if beside is not None:
            place = len(words(expected[0]))
            hers.append(beside)
        elif found is None:
            hers.append(line)
        else:
            whole = whole and found == place
            place = found + len(said)
    whole = whole and place == len(printed) and bool(printed)
    inline = [line for line in hers if line.depth < region.depth]
    taken = hers if whole else inline
    for line in hers:
        if line not in taken:
            leave(at.form, line)
    return taken


def _without_printed(at: _Reading, prompt: Prompt, lines: list[Line]) -> list[Line]:
    """Take off what is printed above the next answer, where the marks of it were deleted."""
    asked, after = at.asked, at.after
    following = "" if asked is None else _following(asked, prompt)
    ours = () if asked is None else asked.said.get(following, ())
    if not ours or (
        after is not None and after.kind == "says" and printed_words.is_above(after, ours)
    ):
        return lines
    printed = [word for line in ours for word in words(line)]
    there = after is not None and after.name == folded(following)
    for start, line in enumerate(lines):
        rest = [each for each in lines[start:] if words(each.text)]
        tail = [word for each in rest for word in words(each.text)]
        if there and words(line.text) and printed[-len(tail) :] == tail:
            return lines[:start]
        matched = [each for each in rest if printed_words.among(printed, words(each.text))]
        count = sum(len(words(each.text)) for each in matched)
        surely = len(matched) == len(rest) if there else count > FEW
        if line in matched and surely:
            for each in rest:
                leave(at.form, each)  # some of it may be hers
            return lines[:start]
    return lines


def _forget(at: _Reading) -> None:
    """Let go of what the form said where no answer follows: only what is not ours is told."""
    region, at.said = at.said, None
    if region is None:
        return
    for line in region.lines[1:]:
        leave(at.form, line)


def _says(lines: list[Line]) -> bool:
    return any(seen(line) for line in lines)
