"""The order in which a line's characters are shown: the Unicode bidirectional algorithm.

Source: Unicode Standard Annex #9, rules P2 to L2 with isolates and bracket pairs. Works on
one paragraph; lines are broken in logical order first, then reordered one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import bidirectional

from app.reports.bidi_rules import (
    ISOLATES,
    STRONG,
    brackets,
    direction,
    implicit,
    neutrals,
    weak,
)

DEEPEST = 125
"""Highest explicit level (BD2)."""

_EMBEDDINGS = frozenset({"LRE", "RLE", "LRO", "RLO"})
_REMOVED = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "BN"})
_UNASSIGNED = (
    (0x0590, 0x05FF, "R"), (0x07C0, 0x085F, "R"), (0xFB1D, 0xFB4F, "R"), (0x10800, 0x10FFF, "R"),
    (0x1E800, 0x1EFFF, "R"), (0x0600, 0x07BF, "AL"), (0x0860, 0x08FF, "AL"),
    (0xFB50, 0xFDCF, "AL"), (0xFDF0, 0xFDFF, "AL"), (0xFE70, 0xFEFF, "AL"), (0x20A0, 0x20CF, "ET"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Levels:
    """One paragraph, resolved up to rule I2."""

    base: int
    """The paragraph's own level: 0 left to right, 1 right to left."""
    levels: tuple[int | None, ...]
    """A level per character; None where rule X9 removes it."""
    classes: tuple[str, ...]
    """The characters' own bidi classes."""

    def line(self, start: int, end: int) -> list[int | None]:
        """Return the levels of the line [start, end), white space at its end reset (L1)."""
        found = list(self.levels[start:end])
        at_end = True
        for index in range(end - start - 1, -1, -1):
            kind = self.classes[start + index]
            if kind in {"B", "S"}:
                found[index] = self.base
                at_end = True
            elif kind in ISOLATES or kind in {"WS", "PDI"}:
                if at_end:
                    found[index] = self.base
            elif kind not in _REMOVED:
                at_end = False
        return found


def resolve(text: str, base: int | None = None) -> Levels:
    """Return the levels of the paragraph `text`; without `base`, its first strong letter decides."""
    own = [bidi_class(char) for char in text]
    matches = _matching_isolates(own)
    if base is None:
        base = _first_strong(own, 0, len(own), stop_at_break=True) or 0
    explicit, kinds = _explicit(own, matches, base)
    levels: list[int | None] = [
        None if k in _REMOVED else v for k, v in zip(own, explicit, strict=True)
    ]
    kept = [index for index, kind in enumerate(own) if kind not in _REMOVED]
    place = {index: position for position, index in enumerate(kept)}
    for sequence in _sequences(kept, own, matches, explicit):
        level = explicit[sequence[0]]
        before = place[sequence[0]] - 1
        after = place[sequence[-1]] + 1
        left = explicit[kept[before]] if before >= 0 else base
        open_end = own[sequence[-1]] in ISOLATES and sequence[-1] not in matches
        right = base if open_end or after >= len(kept) else explicit[kept[after]]
        start, end = direction(max(left, level)), direction(max(right, level))
        types = [kinds[index] for index in sequence]
        weak(types, start)
        brackets(types, [text[i] for i in sequence], [own[i] for i in sequence], start, level)
        neutrals(types, start, end, direction(level))
        for index, kind in zip(sequence, types, strict=True):
            levels[index] = implicit(level, kind)
    return Levels(base, tuple(levels), tuple(own))


def first_strong(text: str) -> int | None:
    """Return the level the first strong letter of `text` asks for; None without one (P2, P3)."""
    return _first_strong([bidi_class(char) for char in text], 0, len(text))


def visual_order(levels: Sequence[int | None]) -> list[int]:
    """Return the indices of a line in the order they are shown, left to right (L2)."""
    order = [index for index, level in enumerate(levels) if level is not None]
    shown = [level for level in levels if level is not None]
    odd = [level for level in shown if level & 1]
    if not odd:
        return order
    for level in range(max(shown), min(odd) - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and (levels[order[end]] or 0) >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = max(end, start + 1)
    return order


@lru_cache(4096)
def bidi_class(char: str) -> str:
    """Return the class of `char`, also of one that is not assigned yet."""
    known = bidirectional(char)
    if known:
        return known
    code = ord(char)
    return next((kind for first, last, kind in _UNASSIGNED if first <= code <= last), "L")


def _matching_isolates(own: Sequence[str]) -> dict[int, int]:
    """Return the place of the PDI of each isolate initiator that has one (BD9)."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for index, kind in enumerate(own):
        if kind in ISOLATES:
            waiting.append(index)
        elif kind == "PDI" and waiting:
            found[waiting.pop()] = index
    return found


def _first_strong(
    own: Sequence[str], start: int, end: int, *, stop_at_break: bool = False
) -> int | None:
    """Return the level the first strong character asks for, isolates skipped (P2, P3)."""
    depth = 0
    for index in range(start, end):
        kind = own[index]
        if kind in ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in STRONG:
            return 0 if kind == "L" else 1
        elif stop_at_break and kind == "B":
            break
    return None


def _explicit(  # noqa: C901, PLR0912 -- X1 to X8 are one walk with one stack
    own: Sequence[str], matches: dict[int, int], base: int
) -> tuple[list[int], list[str]]:
    """Return level and type of each character after the explicit rules (X1 to X8)."""
    levels, kinds = [base] * len(own), list(own)
    stack: list[tuple[int, str, bool]] = [(base, "", False)]
    lost_isolates = lost_embeddings = valid_isolates = 0
    for index, kind in enumerate(own):
        level, override, isolate = stack[-1]
        if kind == "PDI":
            if lost_isolates:
                lost_isolates -= 1
            elif valid_isolates:
                lost_embeddings = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                valid_isolates -= 1
            level, override, isolate = stack[-1]
        levels[index] = base if kind == "B" else level
        if override and kind not in _REMOVED and kind != "B":
            kinds[index] = override
        full = bool(lost_isolates or lost_embeddings)
        if kind in _EMBEDDINGS:
            inner = _next_level(level, right=kind[0] == "R")
            if inner <= DEEPEST and not full:
                stack.append((inner, kind[0] if kind[2] == "O" else "", False))
            elif not lost_isolates:
                lost_embeddings += 1
        elif kind in ISOLATES:
            right = kind == "RLI"
            if kind == "FSI" and not full:
                right = _first_strong(own, index + 1, matches.get(index, len(own))) == 1
            inner = _next_level(level, right=right)
            if inner <= DEEPEST and not full:
                valid_isolates += 1
                stack.append((inner, "", True))
            else:
                lost_isolates += 1
        elif kind == "PDF" and not lost_isolates:
            if lost_embeddings:
                lost_embeddings -= 1
            elif not isolate and len(stack) > 1:
                stack.pop()
    return levels, kinds


def _next_level(level: int, *, right: bool) -> int:
    return (level + 1) | 1 if right else (level + 2) & ~1


def _sequences(
    kept: Sequence[int], own: Sequence[str], matches: dict[int, int], levels: Sequence[int]
) -> list[list[int]]:
    """Return the isolating run sequences: level runs, joined over isolates (X10, BD13)."""
    runs: list[list[int]] = []
    for index in kept:
        if runs and levels[runs[-1][-1]] == levels[index]:
            runs[-1].append(index)
        else:
            runs.append([index])
    starting = {run[0]: run for run in runs}
    continuing = set(matches.values())
    found: list[list[int]] = []
    for run in runs:
        if own[run[0]] == "PDI" and run[0] in continuing:
            continue
        joined = list(run)
        while own[joined[-1]] in ISOLATES and matches.get(joined[-1]) in starting:
            joined += starting[matches[joined[-1]]]
        found.append(joined)
    return found
