"""Where a paragraph is parted to be set: Qt lays one out in one go, however long it takes.

A very long one is parted where it has a space, an endless word anywhere. Where a paragraph has
letters of more scripts than anybody writes in, it is parted wherever some more begin: a face is
sought for each, which takes the system some milliseconds.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from app.ui.widgets.seams import ENDLESS_WORD, PART

if TYPE_CHECKING:
    from app.documents.plain import Block, Run

LONG = 8_000
"""Characters after which a paragraph is parted at its next space."""
MANY, SOME, BEGUN = 16, 6, 3
"""Rows of 256 letters: more than a text has that people write; more than a line has; those that one
part may begin with where there are many."""
_USUAL = re.compile("[\u2e80-\ud7ff]+")
"""Chinese, Japanese and Korean: many rows, few faces."""
FOOTNOTE = re.compile(r"\[\^([^\[\]\s^]{1,40})\]")
TOLD = re.compile(FOOTNOTE.pattern + ":")
"""A line that begins so is a footnote itself."""
_SPACE = re.compile(r"[ \n]")


def parted(block: "Block") -> "Iterator[tuple[int, Sequence[Run]]]":
    """Yield where each part of a block begins, and its runs; a space between two is left out.

    Footnotes that are written line under line are one paragraph of Markdown: each is a part.
    """
    text = block.text
    notes = [at for at in block.breaks if TOLD.match(text, at + 1)]
    seams = _seams(text)
    if len(text) <= LONG and not notes and not seams:
        yield 0, block.runs
        return
    cutting = _Cutting(block.runs)
    start = 0
    while start < len(text):
        note = next((at for at in notes if at > start), len(text))
        found = _SPACE.search(text, start + LONG, note)
        end = found.start() if found else note
        following = end + 1
        if (here := bisect_right(seams, start)) < len(seams) and seams[here] <= end:
            end = following = seams[here]
        yield start, cutting.take(start, end)
        start = following


class _Cutting:
    """Cuts parts from runs one behind the other: no run is looked at for all parts."""

    def __init__(self, runs: "Sequence[Run]") -> None:
        self._runs = runs
        self._number = self._at = 0

    def take(self, first: int, last: int) -> "list[Run]":
        """Return the characters `first` to `last`; `first` is never before that of the call before."""
        while self._at + len(self._runs[self._number].text) <= first:
            self._at += len(self._runs[self._number].text)
            self._number += 1
        found: list[Run] = []
        at = self._at
        for run in islice(self._runs, self._number, None):
            if at >= last:
                break
            if words := run.text[max(0, first - at) : last - at]:
                found.append(replace(run, text=words))
            at += len(run.text)
        return found


def has_many_scripts(text: str, many: int = MANY) -> bool:
    """Say whether `text` has letters of more than `many` rows."""
    return not text.isascii() and len(_rows(text)) > many


def _seams(text: str) -> list[int]:
    """Return where `text` is parted between two letters, in order."""
    if text.isascii() and len(text) <= PART:
        return []
    found = [
        at
        for word in ENDLESS_WORD.finditer(text)
        for at in range(word.start() + PART, word.end(), PART)
    ]
    return sorted({*found, *_begins(text)}) if has_many_scripts(text) else found


def _begins(text: str) -> Iterator[int]:
    """Yield where more rows begin than one part may have."""
    seen: set[int] = set()
    fresh = 0
    for at, letter in enumerate(text):
        row = ord(letter) >> 8
        if row in seen or _USUAL.match(letter):
            continue
        seen.add(row)
        fresh += 1
        if fresh > BEGUN:
            yield at
            fresh = 1


def _rows(text: str) -> set[int]:
    return {ord(letter) >> 8 for letter in set(_USUAL.sub("", text))}
