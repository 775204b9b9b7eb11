"""Compares two versions of a paper, section by section and word by word."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.documents.diff_steps import Op, Step, clean, merged, whole
from app.documents.plain import plain
from app.domain.proposals import Section

ALIKE = 80.0
"""Likeness (0 to 100) from which two headings, or two texts, are taken for the same."""

COMPARED = 4_000
"""Characters of a text that are looked at to see whether it is another one renamed."""

RENAMED = 2_500
"""Pairs of sections looked at for a new name; a paper with more was written anew."""

EFFORT = 5_000_000_000
"""Pairs of words compared in one diff, about a second; what is beyond is shown as replaced."""

AT_ONCE = 400_000_000
"""Pairs of words compared in one passage, about 50 MB."""

_HAN = "⺀-⿟々〇㐀-䶿一-鿿豈-﫿𠀀-𲎯"
_WORD = re.compile(rf"[{_HAN}]|\w(?:(?![{_HAN}])[\w'’])*|\s+|.", re.DOTALL)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class SectionDiff:
    """What became of a section; `state`: same, changed, added, removed or moved.

    `ops` are about the plain text: `=` and `+` joined are the new one, `=` and `-` the old.
    """

    key: str
    heading: str
    state: str
    ops: list[Op]
    elsewhere: bool = False
    """It stands in another place among the sections that stayed: `moved`, or changed as well."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a revision changed: sections by what became of them, and words."""

    added: int
    removed: int
    changed: int
    moved: int
    words_added: int
    words_removed: int
    places: int
    """Changes one after the other, each with what went and what came in its place."""


@dataclass(slots=True)
class _Budget:
    left: int = field(default=EFFORT)

    def grants(self, one: int, other: int) -> bool:
        """Say whether comparing so many tokens is still affordable, and spend it."""
        if one * other > min(self.left, AT_ONCE):
            return False
        self.left -= one * other
        return True


def diff(old: Sequence[Section], new: Sequence[Section]) -> list[SectionDiff]:
    """Return the sections of `new` in order, those that went where they were in `old`.

    Sections are matched by key, what remains by heading or text alike. A section is
    `moved` if it has the same words but another place among those that stayed.
    """
    budget = _Budget()
    before = [plain(each.text) for each in old]
    after = [plain(each.text) for each in new]
    pairs = _pairs(old, new, before, after)
    stayed = _longest_rise([pairs[number] for number in range(len(new)) if number in pairs])
    removed = sorted(set(range(len(old))) - set(pairs.values()))
    found: list[SectionDiff] = []
    passed = -1
    for number, section in enumerate(new):
        if (origin := pairs.get(number)) is None:
            found.append(
                SectionDiff(section.key, section.heading, "added", _ops("", after[number], budget))
            )
            continue
        if origin in stayed:
            passed = origin
            while removed and removed[0] < passed:
                found.append(_removed(old, before, removed.pop(0)))
        ops = _ops(before[origin], after[number], budget)
        same = before[origin] == after[number] and old[origin].heading == section.heading
        state = "changed" if not same else "same" if origin in stayed else "moved"
        found.append(
            SectionDiff(section.key, section.heading, state, ops, elsewhere=origin not in stayed)
        )
    return found + [_removed(old, before, number) for number in removed]


def counts(sections: Iterable[SectionDiff]) -> Counts:
    """Count what changed. Words are counted as a reader does, Han characters one by one."""
    states: Counter[str] = Counter()
    come = gone = places = 0
    for section in sections:
        states[section.state] += 1
        before = "="
        for sign, text in section.ops:
            if sign == "+":
                come += _counted(text)
            elif sign == "-":
                gone += _counted(text)
            places += sign != "=" and before == "="
            before = sign
    added, removed = states["added"], states["removed"]
    return Counts(added, removed, states["changed"], states["moved"], come, gone, places)


def _counted(text: str) -> int:
    return sum(each[0].isalnum() for each in _WORD.findall(text))


def words(old: str, new: str) -> list[Op]:
    """Return how plain text `old` became `new`: lines first, then the words within."""
    return _ops(old, new, _Budget())


def _removed(old: Sequence[Section], before: Sequence[str], number: int) -> SectionDiff:
    text = before[number]
    return SectionDiff(
        old[number].key, old[number].heading, "removed", [("-", text)] if text else []
    )


def _pairs(
    old: Sequence[Section], new: Sequence[Section], before: Sequence[str], after: Sequence[str]
) -> dict[int, int]:
    """Return which section of `old` each one of `new` was."""
    from rapidfuzz import fuzz, utils  # noqa: PLC0415 -- slow import

    by_key = {section.key: number for number, section in enumerate(old)}
    pairs = {
        number: by_key.pop(section.key)
        for number, section in enumerate(new)
        if section.key in by_key
    }
    left = [number for number in range(len(new)) if number not in pairs]
    likeness: list[tuple[float, int, int]] = []
    for number in left if len(left) * len(by_key) <= RENAMED else ():
        for origin in by_key.values():
            names = (new[number].heading, old[origin].heading)
            texts = (after[number][:COMPARED], before[origin][:COMPARED])
            title = fuzz.ratio(*names, processor=utils.default_process) if all(names) else 0.0
            body = fuzz.ratio(*texts) if all(texts) else 0.0
            if max(title, body) >= ALIKE:
                likeness.append((title + body, number, origin))
    for _score, number, origin in sorted(likeness, key=lambda each: (-each[0], each[1], each[2])):
        if number not in pairs and origin not in pairs.values():
            pairs[number] = origin
    return pairs


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Return the longest rising part of `numbers`: the sections that kept their order."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(tails, number)
        before[number] = tails[at - 1] if at else None
        tails[at : at + 1] = [number]
    found: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found


def _ops(old: str, new: str, budget: _Budget) -> list[Op]:
    if old == new:
        return [("=", old)] if old else []
    found: list[Op] = []
    for sign, before, after in _matched(_LINE.findall(old), _LINE.findall(new), budget):
        if sign == "=" or not before or not after:
            found += whole(before, after, sign)
            continue
        steps = _matched(_WORD.findall("".join(before)), _WORD.findall("".join(after)), budget)
        for step, gone, come in clean(steps):
            found += whole(gone, come, step)
    return merged(found)


def _matched(old: list[str], new: list[str], budget: _Budget) -> list[Step]:
    """Return the longest common subsequence of tokens as steps, or one whole replacement."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415 -- slow import

    numbers: dict[str, int] = {}
    one = [numbers.setdefault(token, len(numbers)) for token in old]
    other = [numbers.setdefault(token, len(numbers)) for token in new]
    if not budget.grants(len(one), len(other)):
        return _unmatched(old, new)
    steps: list[Step] = []
    for code in LCSseq.opcodes(one, other):
        before = old[code.src_start : code.src_end]
        after = new[code.dest_start : code.dest_end]
        sign = "=" if code.tag == "equal" else "~"
        if sign == "~" and steps and steps[-1][0] == "~":
            steps[-1] = ("~", steps[-1][1] + before, steps[-1][2] + after)
        else:
            steps.append((sign, before, after))
    return steps


def _unmatched(old: list[str], new: list[str]) -> list[Step]:
    """Keep what both begin and end with, replace the middle."""
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    return [
        ("=", old[:first], new[:first]),
        ("~", old[first : len(old) - last], new[first : len(new) - last]),
        ("=", old[len(old) - last :], new[len(new) - last :]),
    ]
