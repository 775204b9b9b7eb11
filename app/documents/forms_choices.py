"""What is ticked among the choices of a form: a box, a mark, or a choice that stands alone."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from app.documents.forms_answers import EDGES, Answer
from app.documents.forms_lines import Line
from app.documents.forms_spelling import near
from app.domain.forms import Prompt, folded, words

CHOICE = 40
"""Characters beyond which words are a remark and no choice."""

_BOX = re.compile(
    r"^(?:[-*+•] ?)?(?:[\[({] ?(?P<in>[^\])}]{0,5}?) ?[\])}]|(?P<ballot>[☐☑☒✅⬜✔✓✗🗹□■]))\s*"
)
_MARK = re.compile(r"^(?:x|✓|✔|☑|->|=>|yes) ?(?=\S)")
_BESIDE = re.compile(r"^ ?(?:[^\w\s]|$)")
_YES = frozenset(
    {"x", "xx", "х", "×", "*", "+", "#", "v", "y", "yes", "ok", "oui", "si", "sí", "да", "ja", "是",
     "نعم", "✓", "✔", "✗", "✘", "☑", "☒", "✅", "🗹", "■", "●", "•", "1"}
)  # fmt: skip
_NO = frozenset(
    {
        "",
        "-",
        "_",
        "__",
        "___",
        "no",
        "n",
        "non",
        "нет",
        "nein",
        "否",
        "لا",
        "☐",
        "⬜",
        "□",
        "○",
        "0",
    }
)


@dataclass(frozen=True, slots=True)
class _Choice:
    """A line among choices: whether it is ticked, which it is, what else stands there."""

    line: Line
    boxed: bool
    ticked: bool | None
    """None: neither yes nor no can be read."""
    key: str | None
    more: str
    guessed: str = ""
    """The words that were read as this choice, where they are not quite its own."""


def chosen(prompt: Prompt, lines: Sequence[Line]) -> Answer:
    """Read ticks: `[x]`, `(✓)`, `yes`, or a choice standing alone. The value is a list of keys."""
    known = _known(prompt)
    read = [_choice(entry, known) for entry in _entries(lines, known)]
    alone = [each for each in read if not each.boxed and each.key and each.ticked is None
             and not each.more]  # fmt: skip
    if len(alone) > 1 and len(alone) >= len(prompt.options) and not any(one.boxed for one in read):
        read, lost = [], [one.line for one in alone]  # a mailer lost the boxes of all
    else:
        lost = []
    answer = Answer(value=[], left=lost)
    for each in read:
        if each.ticked and each.key is None and each.more:
            answer.problem, answer.line, answer.got = "unknown_choice", each.line.number, each.more
        elif each.key is not None and (each.ticked or each in alone):
            answer.value += [] if each.key in answer.value else [each.key]
            answer.line = each.line.number
            if each.guessed:
                titles = dict(prompt.options)
                answer.guessed.append((each.line.number, each.guessed, titles[each.key]))
            answer.left += [Line(each.line.number, 0, each.more)] if each.more else []
        elif each.ticked is None or (each.key is None and each.more):
            answer.left.append(each.line)
        elif each.more:
            answer.left.append(Line(each.line.number, 0, each.more))
    if prompt.kind == "one" and len(answer.value) > 1:
        answer.problem, answer.got = "two_choices", ", ".join(answer.value)
    elif prompt.kind == "one" and not answer.value and answer.left and not answer.problem:
        _only_words(answer)
    return answer


def _choice(line: Line, known: Mapping[str, str]) -> _Choice:
    read = _as_written(line, known)
    said = read.more.strip(" .!") if read.key is None and read.ticked is not False else ""
    key = near(said, known) if said else None
    if key is None:
        return read
    return _Choice(line, read.boxed, read.ticked, key, "", line.text.strip(EDGES))


def _as_written(line: Line, known: Mapping[str, str]) -> _Choice:
    plain = folded(line.text)
    box = _BOX.match(plain)
    if box is not None:
        inside = box["in"] if box["in"] is not None else box["ballot"]
        ticked, rest = _state(inside), plain[box.end() :]
        if ticked is False and rest[:2] in {"x ", "✓ ", "✔ "}:
            ticked, rest = True, rest[2:]
        return _Choice(line, True, ticked, *_option(rest, known))
    plain = re.sub(r"^[-*+•] ", "", plain)
    key, more = _option(plain, known)
    mark = _MARK.match(plain)
    if key is None and mark is not None:
        key, more = _option(plain[mark.end() :], known)
        return _Choice(line, False, True if key else None, key, more)
    said = _state(more.strip(" :=-.!<[]()")) if key and more else None
    return _Choice(line, False, said, key, "" if said is not None else more)


def _known(prompt: Prompt) -> dict[str, str]:
    known = {folded(key): key for key, _title in prompt.options}
    known |= {folded(title): key for key, title in prompt.options}
    return {name: known[name] for name in sorted(known, key=len, reverse=True)}


def _option(plain: str, known: Mapping[str, str]) -> tuple[str | None, str]:
    """Return the choice `plain` begins with, the longest one, and what is said beside it."""
    plain = plain.strip(" *_\"'")
    for name, key in known.items():
        if plain == name:
            return key, ""
        more = plain[len(name) :]
        # Another word right behind it may be another choice: “Support with changes”.
        if plain.startswith(name) and (_BESIDE.match(more) or _state(more.strip())):
            longer = any(
                _alike(plain, other) > len(words(name)) for other in known if known[other] != key
            )
            return (None, plain) if longer else (key, more.strip(" ."))
    return None, plain


def _alike(one: str, other: str) -> int:
    """Return how many words two texts begin with alike."""
    pairs = zip(words(one), words(other), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _state(mark: str) -> bool | None:
    """Return what a mark in a box says: ticked, not ticked, or None for neither."""
    plain = mark.strip(" .!")
    return True if plain in _YES else False if plain in _NO else None


def _entries(lines: Sequence[Line], known: Iterable[str]) -> list[Line]:
    """Return one line a choice: titles that were wrapped put together, joined ones apart."""
    names = list(known)
    found: list[Line] = []
    for line in lines:
        apart = re.split(r"(?<=\S)\s+(?=[\[☐☑☒✅⬜][^\]]{0,5}\]?\s)", line.text)
        for part in apart:
            plain = folded(part)
            if not plain:
                continue
            if found and _BOX.match(plain) is None:
                before = folded(found[-1].text)
                box = _BOX.match(before)
                begun = before[box.end() :] if box else before
                both = f"{begun} {plain}".strip()
                if any(name.startswith(both) for name in names) or (
                    box and not begun and _option(both, dict.fromkeys(names, ""))[0] is not None
                ):
                    found[-1] = Line(found[-1].number, line.depth, f"{found[-1].text} {part}")
                    continue
            found.append(Line(line.number, line.depth, part))
    return found


def _only_words(answer: Answer) -> None:
    """A position in words that the round does not have is wrong, not just left over."""
    said = [line for line in answer.left if line.text.strip(EDGES)]
    if len(said) != 1 or _BOX.match(folded(said[0].text)):
        return
    if words(said[0].text) and len(said[0].text) <= CHOICE:
        answer.problem, answer.line = "unknown_choice", said[0].number
        answer.got = said[0].text.strip(EDGES)
        answer.left = []
