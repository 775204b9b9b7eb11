"""Revises a paper by a seeded script that remembers where every character came from."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.documents.anchoring import PlainSection

_SENTENCE = re.compile(r"[^.!?。！？؟\n]+[.!?。！？؟]*\s*")
_WORD = re.compile(r"[一-鿿]|[^\W一-鿿]+")
Char = tuple[str, int]
"""A character, and the place in the old paper it came from or stands for; -1 for none."""

REPLACED = 1 << 40
"""Added to the place of a character that stands for another instead of being it."""

SHORT_LINE = 8
"""Words of a line that papers say again: a heading, a salutation, a label."""


@dataclass(slots=True)
class Part:
    """A section under revision."""

    key: str
    heading: str
    lines: list[list[Char]]


@dataclass(frozen=True, slots=True)
class Revised:
    """Two versions, and for every character of the new one where it came from, by section."""

    old: tuple[PlainSection, ...]
    new: tuple[PlainSection, ...]
    origins: tuple[tuple[int, ...], ...]
    bases: tuple[int, ...]
    """Where the places of each old section begin."""


class Truth:
    """Where every character of the old version is in the new one, white space left out."""

    def __init__(self, pair: Revised) -> None:
        self.pair = pair
        self._there: dict[int, tuple[int, int]] = {}
        self._stayed: set[int] = set()
        for number, origins in enumerate(pair.origins):
            text = pair.new[number].text
            inked = [at for at in range(len(text)) if not text[at].isspace()]
            for order, at in enumerate(inked):
                if origins[at] >= 0:
                    self._there.setdefault(origins[at] % REPLACED, (number, order))
                    if origins[at] < REPLACED:
                        self._stayed.add(origins[at])

    def of(self, mine: set[int]) -> tuple[bool, set[int]]:
        """Say whether the characters are all together in order; which stayed or were replaced."""
        found = {at for at in mine if at in self._there}
        whole = False
        if mine <= self._stayed:
            where = [self._there[at] for at in sorted(mine)]
            first = where[0]
            whole = where == [(first[0], first[1] + step) for step in range(len(where))]
        return whole, found


@dataclass(slots=True)
class Script:
    """One revision: `rate` is the chance of an edit for every sentence."""

    random: random.Random
    rate: float
    stock: Sequence[str]
    """Words of the same language."""
    done: dict[str, int] = field(default_factory=dict[str, int])


def revised(
    sections: Sequence[PlainSection], seed: int, rate: float, stock: Sequence[str]
) -> Revised:
    script = Script(random.Random(seed), rate, stock)
    parts: list[Part] = []
    bases: list[int] = []
    at = 0
    for each in sections:
        bases.append(at)
        lines = [[]]
        for number, char in enumerate(each.text):
            if char == "\n":
                lines.append([])
            else:
                lines[-1].append((char, at + number))
        parts.append(Part(each.key, each.heading, lines))
        at += len(each.text) + 1
    for part in parts:
        part.lines = [_sentences(script, line) for line in part.lines]
        _paragraphs(script, part)
    _between(script, parts)
    new: list[PlainSection] = []
    origins: list[tuple[int, ...]] = []
    for part in parts:
        chars: list[Char] = []
        for number, line in enumerate(part.lines):
            chars += [("\n", -1)] if number else []
            chars += line
        new.append(PlainSection(part.key, part.heading, _spelled(chars)))
        origins.append(tuple(origin for _char, origin in chars))
    return Revised(tuple(sections), tuple(new), tuple(origins), tuple(bases))


# --- within a paragraph --------------------------------------------------------------------


def _sentences(script: Script, line: list[Char]) -> list[Char]:
    text = _spelled(line)
    found = [line[each.start() : each.end()] for each in _SENTENCE.finditer(text)] or [line]
    made: list[list[Char]] = []
    for sentence in found:
        if script.random.random() >= script.rate or not sentence:
            made.append(sentence)
            continue
        edit = script.random.choice((_reword, _reword, _drop_words, _add_words, _gone, _put, _swap))
        made += edit(script, sentence)
    if len(made) > 2 and script.random.random() < script.rate / 4:
        one, other = script.random.sample(range(len(made)), 2)
        made[one], made[other] = made[other], made[one]
    return [char for sentence in made for char in sentence]


def _words(sentence: Sequence[Char]) -> list[tuple[int, int]]:
    return [each.span() for each in _WORD.finditer(_spelled(sentence))]


def _reword(script: Script, sentence: list[Char]) -> list[list[Char]]:
    """Replace a run of words, or single ones, by others."""
    spans = _words(sentence)
    if not spans:
        return [sentence]
    count = min(len(spans), script.random.choice((1, 1, 2, 3, max(1, len(spans) // 2))))
    if script.random.random() < 0.5:
        first = script.random.randrange(len(spans) - count + 1)
        chosen = set(range(first, first + count))
    else:
        chosen = set(script.random.sample(range(len(spans)), count))
    made = list(sentence)
    for number in sorted(chosen, reverse=True):
        start, end = spans[number]
        word = script.random.choice(script.stock)
        if word == _spelled(sentence[start:end]):
            continue
        origin = sentence[start][1] + REPLACED if sentence[start][1] >= 0 else -1
        made[start:end] = [(char, origin) for char in word]
    return [made]


def _drop_words(script: Script, sentence: list[Char]) -> list[list[Char]]:
    spans = _words(sentence)
    if len(spans) < 3:
        return [sentence]
    first = script.random.randrange(len(spans) - 1)
    last = min(len(spans) - 1, first + script.random.choice((1, 1, 2, 4)))
    return [sentence[: spans[first][0]] + sentence[spans[last][0] :]]


def _add_words(script: Script, sentence: list[Char]) -> list[list[Char]]:
    spans = _words(sentence)
    if not spans:
        return [sentence]
    number = script.random.randrange(len(spans))
    at = spans[number][0]
    more = _new(script, script.random.choice((1, 1, 2, 3, 6)))
    # A word put beside itself: none can tell which of the two came.
    beside = {_spelled(sentence[slice(*each)]) for each in spans[max(number - 1, 0) : number + 1]}
    if beside & {_spelled(more[slice(*each)]) for each in _words(more)}:
        return [sentence]
    return [sentence[:at] + more + sentence[at:]]


def _spelled(chars: Sequence[Char]) -> str:
    return "".join(char for char, _at in chars)


def _gone(_script: Script, _sentence: list[Char]) -> list[list[Char]]:
    return []


def _put(script: Script, sentence: list[Char]) -> list[list[Char]]:
    return [_new(script, script.random.randint(5, 20), end=". "), sentence]


def _swap(script: Script, sentence: list[Char]) -> list[list[Char]]:
    """Change the case or the marks of a few words, as an editor's eye does."""
    spans = _words(sentence)
    if not spans:
        return [sentence]
    start, _end = script.random.choice(spans)
    char, origin = sentence[start]
    made = list(sentence)
    made[start] = (char.swapcase(), origin if char.swapcase() == char else origin + REPLACED)
    return [made]


def _new(script: Script, count: int, end: str = " ") -> list[Char]:
    """Return new words; white space only where the language has it."""
    words = [script.random.choice(script.stock) for _each in range(count)]
    tight = "一" <= words[0][0] <= "鿿"
    return [(char, -1) for char in ("" if tight else " ").join(words) + ("。" if tight else end)]


# --- paragraphs and sections ---------------------------------------------------------------


def _paragraphs(script: Script, part: Part) -> None:
    chance = script.rate / 2
    made: list[list[Char]] = []
    for line in part.lines:
        lot = script.random.random()
        if lot < chance / 5 and len(part.lines) > 1:
            continue
        if lot < 2 * chance / 5:
            made.append(_new(script, script.random.randint(10, 60), end="."))
        if 2 * chance / 5 <= lot < 3 * chance / 5 and len(_words(line)) > 6:
            at = script.random.choice(_words(line)[2:-2])[0]
            made += [line[:at], line[at:]]
            continue
        if 3 * chance / 5 <= lot < 4 * chance / 5 and made:
            made[-1] = [*made[-1], (" ", -1), *line]
            continue
        made.append(line)
    part.lines = made or part.lines[:1]
    if len(part.lines) > 2 and script.random.random() < script.rate * 2:
        line = part.lines.pop(script.random.randrange(len(part.lines)))
        part.lines.insert(script.random.randrange(len(part.lines) + 1), line)
    if script.random.random() < script.rate / 4:
        _say_again(script, part)


def _say_again(script: Script, part: Part) -> None:
    """Say a line twice, a short one as often as any, beside itself as often as elsewhere.

    The copy is nobody's words; now and then it differs in a word or more.
    """
    short = [line for line in part.lines if 0 < len(_words(line)) <= SHORT_LINE]
    line = script.random.choice(short if short and script.random.random() < 0.5 else part.lines)
    copy = [(char, -1) for char, _at in line]
    at = next(number for number, each in enumerate(part.lines) if each is line)
    if script.random.random() < 0.3:
        copy = _reword(script, copy)[0]
    beside = script.random.random() < 0.5
    to = at + script.random.randrange(2) if beside else script.random.randrange(len(part.lines) + 1)
    part.lines.insert(to, copy)


def _between(script: Script, parts: list[Part]) -> None:
    """Rename, move, merge sections; move paragraphs from one to another."""
    chosen: list[Callable[[], None]] = []
    if len(parts) > 1:
        chosen += [lambda: _rename(script, parts), lambda: _carry(script, parts)]
        chosen += [lambda: _move(script, parts), lambda: _merge(script, parts)]
    for edit in chosen:
        if script.random.random() < script.rate * 3:
            edit()


def _rename(script: Script, parts: list[Part]) -> None:
    part = script.random.choice(parts)
    part.key, part.heading = f"{part.key}-anew", f"{part.heading} anew"


def _carry(script: Script, parts: list[Part]) -> None:
    one, other = script.random.sample(parts, 2)
    if len(one.lines) > 1:
        line = one.lines.pop(script.random.randrange(len(one.lines)))
        other.lines.insert(script.random.randrange(len(other.lines) + 1), line)


def _move(script: Script, parts: list[Part]) -> None:
    part = parts.pop(script.random.randrange(len(parts)))
    parts.insert(script.random.randrange(len(parts) + 1), part)


def _merge(script: Script, parts: list[Part]) -> None:
    if len(parts) > 2:
        at = script.random.randrange(len(parts) - 1)
        parts[at].lines += parts.pop(at + 1).lines
