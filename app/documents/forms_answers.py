"""What is written under one line of a form: words, a score, ticks, names, questions.

Whatever is not surely an answer is handed back as left over: rather that than a wrong one.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.documents.forms_lines import Line
from app.domain.forms import Prompt, folded

NARROW = 50
"""Characters that surely fitted on the line: a break before it was full was meant."""

REMARK = 60
"""Characters beside a score that are a gloss, not a text."""

_SPACES = re.compile("[\u00a0\u2007\u202f\t ]+")
EDGES = "\u200b\u2060\ufeff \t\u00a0"
_ITEM = re.compile(r"[ \t]*(?:[-*+•‣◦–—] |\d{1,3}[.)] |[a-z]\) |#{1,6} |> ?|\||```|~~~)")
_BULLET = re.compile(r"^\s*(?:[-*+•‣◦–—]|\(?\d{1,3}[.)])\s+")
_ASKS = ("?", "？", "؟", ";")  # the last is the Greek question mark
_ESCAPED = re.compile(r"^(\s*)\\(?=\\*(?:==|(?:--|—|–)$))")
_WIDE = re.compile("[⺀-鿿豈-﫿぀-ヿ＀-￯가-힣฀-๿]")

_BLANK = frozenset({"-", "--", "n/a", "na", "none", "blank", "no score", "?", "_", "__", "___"})
_NUMBERS = {
    name: value
    for names in (
        "zero one two three four five six seven eight nine ten",
        "zéro un deux trois quatre cinq six sept huit neuf dix",
        "cero uno dos tres cuatro cinco seis siete ocho nueve diez",
        "ноль один два три четыре пять шесть семь восемь девять десять",
    )
    for value, name in enumerate(names.split())
}
_SCORE = re.compile(
    r"^(?P<sign>-(?=\d))?(?P<number>\d{1,15}|[^\W\d]+)"
    r"(?: ?(?:/|of|out of|sur|von|de|из) ?(?P<of>\d{1,15}))?(?P<gloss>(?:[ .,;:!)(=-].*)?)$"
)


@dataclass(slots=True)
class Answer:
    """A value, and the lines that are no part of it; `problem` names what is wrong with it."""

    value: Any = None
    left: list[Line] = field(default_factory=list[Line])
    problem: str = ""
    line: int = 0
    got: str = ""
    guessed: list[tuple[int, str, str]] = field(default_factory=list[tuple[int, str, str]])
    """Line, words and the choice they were read as, where that was not spelt as printed."""


def text(lines: Sequence[Line]) -> str:
    """Return what was written in `lines` as Markdown: broken lines joined, paragraphs kept."""
    paragraphs: list[str] = []
    here = ""
    last = ""
    for each in (_tidy(line.text) for line in lines):
        if not each.strip():
            if here:
                paragraphs.append(here)
            here = last = ""
            continue
        if not here:
            here = each if _ITEM.match(each) else each.lstrip()
        else:
            here += _joint(last, each) + (each if _ITEM.match(each) else each.lstrip())
        last = each
    if here:
        paragraphs.append(here)
    whole = "\n\n".join(paragraphs).strip()
    return unicodedata.normalize("NFC", whole)


def score(prompt: Prompt, lines: Sequence[Line]) -> Answer:
    """Read a score: `4`, `4/5`, `4 - good`, `four`, the scale's own word, digits of any script."""
    given = [line for line in lines if line.text.strip(EDGES)]
    if not given:
        return Answer()
    first, rest = given[0], given[1:]
    plain = _digits(folded(first.text)).strip(" *_[](){}.")
    plain = re.sub(r"^[-*+•] ", "", plain)
    answer = Answer(left=list(rest), line=first.number, got=first.text.strip(EDGES)[:40])
    if plain in _BLANK:
        return answer
    scale = prompt.scale
    labels = {} if scale is None else {folded(word): value for value, word in scale.labels.items()}
    if plain in labels:
        answer.value = labels[plain]
        return answer
    found = _SCORE.match(plain)
    value = None if found is None else _number(found["number"])
    if found is None or value is None or _unclear(found["gloss"]):
        answer.problem = "not_a_score"
        return answer
    value = -value if found["sign"] else value
    if (scale is not None and found["of"] is not None and int(found["of"]) != scale.max) or (
        scale is not None and not scale.holds(value)
    ):
        answer.problem = "score_out_of_scale"
    else:
        answer.value = value
    return answer


def named(lines: Sequence[Line], known: Mapping[str, str]) -> Answer:
    """Read names of proposals: ids, codes or titles; `known` gives the id of each, folded."""
    answer = Answer(value=[])
    whole = " ".join(line.text for line in lines)
    given = [line for line in lines if line.text.strip(EDGES)]
    if given and folded(_BULLET.sub("", whole)) in known:
        answer.value = [known[folded(_BULLET.sub("", whole))]]
        return answer
    for line in given:
        if folded(line.text).strip(" .") in _BLANK:
            continue
        for part in _parts(line.text, known):
            id = known.get(folded(part))
            if id is None:
                answer.problem, answer.line, answer.got = "unknown_proposal", line.number, part[:60]
            elif id not in answer.value:
                answer.value.append(id)
    return answer


def questions(lines: Sequence[Line]) -> list[str]:
    """Return the questions: one a dash or number, else one a paragraph or a line that asks."""
    kept = [_tidy(line.text) for line in lines]
    marks = [_mark(each) for each in kept]
    first = next((mark for mark in marks if mark), "")
    starts = [mark == first != "" for mark in marks]  # another mark is a dash within a question
    found: list[list[str]] = [[]]
    for each, starts_here in zip(kept, starts, strict=True):
        if not each.strip():
            if not any(starts):
                found.append([])
            continue
        if starts_here:
            found.append([_BULLET.sub("", each, count=1)])
            continue
        found[-1].append(each)
        if not any(starts) and each.rstrip().endswith(_ASKS):
            found.append([])
    return [said for part in found if (said := text([Line(0, 0, each) for each in part]))]


def _mark(line: str) -> str:
    """Return the sign a question begins with, `1` for any number, empty without one."""
    found = _BULLET.match(line)
    sign = "" if found is None else found.group().strip()
    return "1" if any(char.isdigit() for char in sign) else sign


def _tidy(raw: str) -> str:
    """Return a line without what mailers put at its ends and between its words."""
    line = _SPACES.sub(" ", raw.strip("\u200b\u2060\ufeff").rstrip(EDGES))
    indent = len(raw) - len(raw.lstrip(" "))
    line = " " * min(indent, 12) + line.lstrip(EDGES) if line.strip() else ""
    return _ESCAPED.sub(r"\1", line)


def _joint(last: str, following: str) -> str:
    """Return what stands between two lines: a break if it was meant, else a space or nothing."""
    if _ITEM.match(following) or re.match(r"^\s*(?:#{1,6} |\|)", last):
        return "\n"
    first = following.split(maxsplit=1)[0]
    if _WIDE.match(last[-1]) and _WIDE.match(first[0]):
        return "" if len(last) > NARROW // 2 - 8 else "\n"
    return "\n" if len(last) + 1 + len(first) <= NARROW else " "


def _digits(plain: str) -> str:
    """Return `plain` with the digits of every script as 0-9; fractions stay as they are."""
    return "".join(
        str(int(unicodedata.numeric(char)))
        if not char.isascii() and unicodedata.numeric(char, -1) in range(11)
        else char
        for char in plain
    )


def _number(raw: str) -> int | None:
    return int(raw) if raw.isdigit() else _NUMBERS.get(raw)


def _unclear(gloss: str) -> bool:
    """Say whether what follows a number could make another number of it."""
    return (
        bool(re.search(r"\d|^[.,]\d|\b(?:or|to|ou|oder|или|and)\b", gloss)) or len(gloss) > REMARK
    )


def _parts(line: str, known: Mapping[str, str]) -> list[str]:
    whole = _BULLET.sub("", line, count=1).strip(EDGES + ".")
    if folded(whole) in known:
        return [whole]
    return [
        part for each in re.split("[,;،、，；]| and ", whole) if (part := each.strip(EDGES + "."))
    ]
