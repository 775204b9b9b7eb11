"""Reads PDF files into pieces of text: lines joined to paragraphs, hyphens at their ends undone.

Paragraphs end where the lines stand further apart, where a line stopped although the next
word had room, and where the letters change their size. Nothing marks the pages.
"""

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from app.documents.pdf_letters import HAN
from app.documents.pdf_lines import Line
from app.documents.pdf_order import RTL
from app.documents.pdf_pages import open_pdf
from app.documents.pieces import Piece
from app.documents.plain import Run
from app.documents.unreadable import Unreadable

MOST_PAGES = 5_000
MOST_LINES = 300_000
MOST_LETTERS = 10_000_000
"""More than any paper has: a manual of 128 pages has 415,000."""
LONGEST = 30.0
"""Seconds for one file: 352 pages take two."""

_CJK = re.compile(f"[{HAN}]")
_MARK = re.compile(r"(?:[•‣◦▪●○■–—\-*]|\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)])\s")
_LEADER = re.compile(r"(?:[.…]\s?){4,}\s*[\divx]+$")
"""The end of a line in a table of contents."""

_END = re.compile(r"[.!?:;。！？：；؟؛…][\"'»”’)\]]*$")


def pieces(content: bytes) -> list[Piece]:
    """Return the paragraphs of a PDF; lines set in larger letters are headings of level 3.

    Raises Unreadable (`damaged`, `password`, `too_large`, `too_slow`, `crashed`).
    """
    lines = _without_running_heads(_lines(content))
    if not lines:
        return []
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size)] += len(line.text)
    body = max(sizes, key=lambda size: sizes[size])
    known = Counter(re.findall(r"\w+(?:-\w+)*", "\n".join(line.text for line in lines).casefold()))
    found: list[Piece] = []
    for group in _paragraphs(lines):
        text = _joined(group, known)
        if text:
            large = body > 0 and min(line.size for line in group) > body * 1.15
            heading = large and len(text) <= 200 and not text.endswith(".")  # noqa: PLR2004 -- no heading is longer
            found.append(Piece("heading" if heading else "paragraph", (Run(text),), level=3))
    return found


def _lines(content: bytes) -> list[Line]:
    until = time.monotonic() + LONGEST
    with open_pdf(content) as file:
        if len(file.pages) > MOST_PAGES:
            raise Unreadable("too_large")
        found: list[Line] = []
        letters = 0
        for some in file.lines():
            found += some
            letters += sum(len(line.text) for line in some)
            if len(found) > MOST_LINES or letters > MOST_LETTERS:
                raise Unreadable("too_large")
            if time.monotonic() > until:
                raise Unreadable("too_slow")
        return found


def _without_running_heads(lines: Sequence[Line]) -> list[Line]:
    """Leave out the highest and lowest lines that, numbers aside, are the same on most pages."""
    pages: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        pages.setdefault(line.page, []).append(number)
    if len(pages) < 4:  # noqa: PLR2004 -- on fewer pages words may be alike by chance
        return list(lines)
    heights = [sorted(own, key=lambda number: lines[number].base) for own in pages.values()]
    edges = [number for own in heights for number in {own[0], own[-1]}]
    shapes = Counter(_shape(lines[number]) for number in edges)
    often = len(pages) * 0.6
    dropped = {number for number in edges if shapes[_shape(lines[number])] >= often}
    return [line for number, line in enumerate(lines) if number not in dropped]


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text.casefold())


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    leads = [
        one.base - other.base
        for one, other in pairwise(lines)
        if one.page == other.page and 0 < one.base - other.base < 4 * max(one.size, 1)
    ]
    lead = median(leads) if leads else 0.0
    group: list[Line] = []
    for line in lines:
        if group and not _goes_on(group, line, lead):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _goes_on(group: Sequence[Line], line: Line, lead: float) -> bool:
    last = group[-1]
    gap = last.base - line.base
    ended = bool(_END.search(last.text))
    if re.search(r"\u00ad$|\w-$", last.text):
        return True
    if _LEADER.search(last.text):
        return False
    if last.page != line.page or gap < -last.size:
        # A new page or column: the sentence goes on if it was not over.
        return not ended and line.text[0].islower() and abs(line.size - last.size) < 1
    if abs(gap) < last.size * 0.5:
        return True
    if abs(line.size - last.size) > 0.12 * max(line.size, last.size):
        return False
    if gap > max(lead, last.size) * 1.4 and gap > _usual(group, lead) * 1.25:
        return False
    if _MARK.match(line.text) and (ended or _MARK.match(last.text) or _room(group, line)):
        return False
    return not (_room(group, line) and (ended or not line.text[0].islower()))


def _usual(group: Sequence[Line], lead: float) -> float:
    gaps = [one.base - other.base for one, other in pairwise(group)]
    return median(gaps) if gaps and median(gaps) > 0 else lead


def _room(group: Sequence[Line], line: Line) -> bool:
    """Say whether the first word of `line` had room at the end of the last line before it."""
    last = group[-1]
    near = 3 * max(last.size, 1)
    if _rtl(last):
        column = [each for each in (*group, line) if abs(each.right - last.right) < near]
        edge = min(each.left for each in (*column, last))
        return last.left - edge > line.first_word + last.size * 0.4
    column = [each for each in (*group, line) if abs(each.left - last.left) < near]
    edge = max(each.right for each in (*column, last))
    return edge - last.right > line.first_word + last.size * 0.4


def _rtl(line: Line) -> bool:
    return len(RTL.findall(line.text)) * 2 > sum(each.isalpha() for each in line.text)


def _joined(group: Sequence[Line], known: Counter[str]) -> str:
    text = ""
    for line in group:
        text = _glued(text, line.text, known)
    return " ".join(text.replace("\u00ad", "-").split(" ")).strip()


def _glued(text: str, more: str, known: Counter[str]) -> str:
    if not text:
        return more
    if text.endswith("\u00ad") or (re.search(r"\w-$", text) and re.match(r"\w", more)):
        left = re.search(r"\w*$", text[:-1])
        right = re.match(r"\w+", more)
        if not left or not left[0] or not right or not right[0][0].islower():
            return text.removesuffix("\u00ad").removesuffix("-") + "-" + more
        whole, parted = (left[0] + right[0]).casefold(), f"{left[0]}-{right[0]}".casefold()
        keep = known[parted] > known[whole]
        return text[:-1] + ("-" if keep else "") + more
    if _CJK.match(text[-1]) and _CJK.match(more):
        return text + more
    return f"{text} {more}"
