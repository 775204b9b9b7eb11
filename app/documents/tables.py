"""Finds the tables in a paper's blocks: rows one after the other, or a table drawn with bars.

CommonMark has no tables: in the plain text, which offsets count in, they stay the lines
they are (docs/decisions/0008-extracted-text.md). A `Table` only says which words of these
lines are cells.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.documents.plain import Block, Run

LEAST = 2
"""Rows and columns of which there are as many at least: else it is a line with a bar in it."""
MOST_COLUMNS = 12
"""Rows of more cells are read as lines."""
MOST_ROWS = 60
"""Rows after which a table is set as another one: Qt lays each out in one go."""

_BAR = " | "
_RULE = re.compile(r"\|(?: *:?-+:? *\|)+")


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a cell, and where they begin in the text of the table."""

    start: int
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equally many cells; `head`: the first row names the columns."""

    text: str
    rows: tuple[tuple[Cell, ...], ...]
    head: bool = False


def grouped(blocks: Iterable[Block]) -> Iterator[Block | Table]:
    """Return `blocks` with their tables in the place of the blocks these are made of."""
    rows: list[Block] = []
    for block in blocks:
        if rows and (not _is_row(block) or _columns(block) != _columns(rows[0])):
            yield from _table(rows)
            rows = []
        if _is_row(block):
            rows.append(block)
        else:
            yield _drawn(block) or block
        if len(rows) == MOST_ROWS:
            yield from _table(rows)
            rows = []
    yield from _table(rows)


def cut(runs: Sequence[Run], first: int, last: int) -> tuple[Run, ...]:
    """Return the characters `first` to `last` of `runs`."""
    found: list[Run] = []
    at = 0
    for run in runs:
        words = run.text[max(0, first - at) : max(0, last - at)]
        if words:
            found.append(replace(run, text=words))
        at += len(run.text)
        if at >= last:
            break
    return tuple(found)


def _is_row(block: Block) -> bool:
    plain = block.kind == "paragraph" and not block.level
    return plain and not block.text.startswith("|") and LEAST <= _columns(block) <= MOST_COLUMNS


def _columns(block: Block) -> int:
    return block.text.count(_BAR) + 1


def _table(rows: Sequence[Block]) -> Iterator[Block | Table]:
    """Return `rows` as a table; one alone is a line that happens to hold a bar."""
    if len(rows) < LEAST:
        yield from rows
        return
    found: list[tuple[Cell, ...]] = []
    begun = 0
    for row in rows:
        cells: list[Cell] = []
        at = 0
        for words in row.text.split(_BAR):
            cells.append(Cell(begun + at, cut(row.runs, at, at + len(words))))
            at += len(words) + len(_BAR)
        found.append(tuple(cells))
        begun += len(row.text) + 1
    yield Table("\n".join(row.text for row in rows), tuple(found))


def _drawn(block: Block) -> Table | None:
    """Return a paragraph of `| a | b | |---|---| | 1 | 2 |` as the table that was meant."""
    text = block.text
    if block.kind != "paragraph" or not text.startswith("|") or not text.endswith("|"):
        return None
    rule = _RULE.search(text)
    if rule is None:
        return None
    width = rule[0].count("|")
    bars = [found.start() for found in re.finditer(r"\|", text)]
    lines = [bars[at : at + width] for at in range(0, len(bars), width)]
    whole = len(bars) % width == 0 and LEAST <= len(lines) <= MOST_ROWS
    if not whole or width - 1 > MOST_COLUMNS or lines[1][0] != rule.start():
        return None
    between = pairwise(lines)
    if any(text[before[-1] + 1 : after[0]].strip() for before, after in between):
        return None
    shown = [lines[0], *lines[2:]]
    return Table(text, tuple(tuple(_cells(block, line)) for line in shown), head=True)


def _cells(block: Block, bars: Sequence[int]) -> Iterator[Cell]:
    for left, right in pairwise(bars):
        words = block.text[left + 1 : right]
        start = left + 1 + len(words) - len(words.lstrip())
        yield Cell(start, cut(block.runs, start, start + len(words.strip())))
