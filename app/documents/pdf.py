"""Reads PDF files into pieces of text: lines joined to paragraphs, hyphens at their ends undone.

Paragraphs end where the lines stand further apart, where a line stopped although the next
word had room, and where the letters change their size. Nothing marks the pages.
"""

import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import c_double
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from app.documents.pieces import Piece
from app.documents.plain import Run
from app.documents.unreadable import Unreadable

MOST_PAGES = 5_000
LONGEST = 120.0
"""Seconds for one file: 352 pages take two."""

_PASSWORD = 4
"""Why pdfium did not open a file: FPDF_ERR_PASSWORD."""

_BROKEN = "\ufffe\x02\u00ad"
"""How pdfium gives a hyphen at the end of a line."""

_RAW_LINE = re.compile(r"[^\r\n\ufffe\x02]*(?:[\ufffe\x02]|\r?\n|\r|$)")
_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_FORMS = re.compile(r"[\ufb00-\ufdff\ufe70-\ufefc]+")
_UNFIT = re.compile(r"[\x00\x01\x03-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\uffff]")
_CJK = re.compile(r"[⺀-〿㇀-鿿豈-﫿＀-￯]")
_MARK = re.compile(r"(?:[•‣◦▪●○■–—\-*]|\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)])\s")
_LEADER = re.compile(r"(?:[.…]\s?){4,}\s*[\divx]+$")
"""The end of a line in a table of contents."""

_END = re.compile(r"[.!?:;。！？：；؟؛…][\"'»”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands on a page, in points from the page's lower left corner."""

    text: str
    left: float
    right: float
    base: float
    size: float
    first_word: float
    """How wide its first word is."""
    page: int

    @property
    def rtl(self) -> bool:
        return len(_RTL.findall(self.text)) * 2 > sum(each.isalpha() for each in self.text)


def pieces(content: bytes) -> list[Piece]:
    """Return the paragraphs of a PDF; lines set in larger letters are headings of level 3.

    Raises Unreadable (`damaged`, `password`, `too_large`, `too_slow`).
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
    import pypdfium2  # noqa: PLC0415 -- slow import

    pdfium: Any = pypdfium2
    until = time.monotonic() + LONGEST
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as caught:
        code = getattr(caught, "err_code", None)
        raise Unreadable("password" if code == _PASSWORD else "damaged") from caught
    try:
        if len(document) > MOST_PAGES:
            raise Unreadable("too_large")
        found: list[Line] = []
        for number in range(len(document)):
            if time.monotonic() > until:
                raise Unreadable("too_slow")
            found += _page_lines(document, number)
        return found
    finally:
        document.close()


def _page_lines(document: Any, number: int) -> list[Line]:
    import pypdfium2  # noqa: PLC0415 -- slow import

    pdfium: Any = pypdfium2
    try:
        page = document[number]
        textpage = page.get_textpage()
        text: str = textpage.get_text_range()
    except (pdfium.PdfiumError, UnicodeDecodeError):
        # One page that cannot be read does not cost the reader the others.
        return []
    found: list[Line] = []
    offset = 0
    for raw in _RAW_LINE.findall(text):
        if _clean(raw).strip("\u00ad"):
            found.append(_line(textpage, raw.rstrip("\r\n"), offset, number))
        offset += len(raw.encode("utf-16-le", "replace")) // 2
    textpage.close()
    page.close()
    return found


def _line(textpage: Any, raw: str, offset: int, page: int) -> Line:
    """Measure one line: at its ends, at the end of its first word and a few letters between."""
    inner = [at for at, each in enumerate(raw) if not each.isspace() and each not in _BROKEN]
    inner = inner or [0]
    word_end = next((at for at in inner if at + 1 >= len(raw) or raw[at + 1].isspace()), inner[-1])
    if _CJK.match(raw[inner[0]]):
        word_end = inner[0]
    probes = {inner[0], inner[-1], word_end, *inner[:: max(1, len(inner) // 4)]}
    boxes = {at: _box(textpage, offset + at) for at in sorted(probes)}
    lefts = [box[0] for box in boxes.values()]
    rights = [box[1] for box in boxes.values()]
    ends = (boxes[inner[0]], boxes[word_end])
    return Line(
        _clean(raw),
        min(lefts),
        max(rights),
        median(box[2] for box in boxes.values()),
        median(box[3] for box in boxes.values()),
        max(box[1] for box in ends) - min(box[0] for box in ends),
        page,
    )


def _box(textpage: Any, index: int) -> tuple[float, float, float, float]:
    """Return left, right, base line and height of the character at a UTF-16 offset."""
    import pypdfium2.raw as pdfium_raw  # noqa: PLC0415 -- slow import

    api: Any = pdfium_raw
    char = api.FPDFText_GetCharIndexFromTextIndex(textpage.raw, index)
    left, bottom, right, top = textpage.get_charbox(max(char, 0), loose=True)
    x, y = c_double(), c_double()
    found = api.FPDFText_GetCharOrigin(textpage.raw, max(char, 0), x, y)
    return left, right, y.value if found else bottom, top - bottom


def _clean(raw: str) -> str:
    """Take ligatures and the shapes of Arabic letters back to letters, and stray signs out."""
    text = _FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), raw)
    text = _UNFIT.sub("", text)
    broken = text.rstrip()[-1:] in tuple(_BROKEN)
    text = re.sub(f"[{_BROKEN}]", "", text).strip()
    return unicodedata.normalize("NFC", text) + ("\u00ad" if broken else "")


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
    if last.rtl:
        column = [each for each in (*group, line) if abs(each.right - last.right) < near]
        edge = min(each.left for each in (*column, last))
        return last.left - edge > line.first_word + last.size * 0.4
    column = [each for each in (*group, line) if abs(each.left - last.left) < near]
    edge = max(each.right for each in (*column, last))
    return edge - last.right > line.first_word + last.size * 0.4


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
