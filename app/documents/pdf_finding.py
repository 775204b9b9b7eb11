"""Words found on a PDF page whatever their case, accents, letter forms and line breaks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from unicodedata import normalize

from app.documents.pdf_frame import Box
from app.documents.pdf_letters import HAN, HYPHEN
from app.documents.pdf_order import RTL
from app.domain.folding import fold
from app.domain.unspaced import is_unspaced

_BROKEN = rf"(?<=\w)[{HYPHEN}\-‐‑]\s*(?=\w)|(?<=[{HAN}])\s+(?=[{HAN}])"
_GAP = re.compile(rf"{_BROKEN}|(?P<space>\s+)")
"""What words are found over: hyphens, of a line's end or not, and spaces of any kind."""
_SPACE = 0x20
_SAME = 1.4
"""Times the higher of two boxes: what both together may be high on one line."""


class _Folded(dict[int, str]):
    """What each letter becomes, made when it is first met: `fold` on whole books takes too long."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if code == _SPACE:
            made = " "
        elif is_unspaced(letter):  # vowels and tones are no accents there
            made = normalize("NFKD", letter)
        else:
            made = fold(letter).strip()
        self[code] = made
        return made


_FOLDED = _Folded()


def folded(text: str) -> str:
    """Return `text` with all made alike that a search does not look at."""
    return _GAP.sub(_bridged, text).translate(_FOLDED).strip()


def places(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each place of the folded `words` in a page's text."""
    pieces = list(_pieces(text))
    whole = "".join(pieces)
    where: list[int] = []
    for at, piece in enumerate(pieces):
        where += [at] * len(piece)
    found = whole.find(words)
    while found >= 0:
        yield where[found], where[found + len(words) - 1] + 1
        found = whole.find(words, found + len(words))


def _pieces(text: str) -> Iterator[str]:
    """Yield what each character of the text becomes: nothing, itself, or some."""
    last = 0
    for gap in _GAP.finditer(text):
        yield from (_FOLDED[ord(each)] for each in text[last : gap.start()])
        yield _bridged(gap)
        yield from [""] * (len(gap[0]) - 1)
        last = gap.end()
    yield from (_FOLDED[ord(each)] for each in text[last:])


def _bridged(gap: re.Match[str]) -> str:
    return " " if gap["space"] else ""


def spread(text: str, boxes: Sequence[Box]) -> list[Box]:
    """Return the boxes of these letters with those of a ligature's letters side by side.

    pdfium gives each of them the box of the whole.
    """
    found = list(boxes)
    start = 0
    for box, same in groupby(boxes):
        end = start + len(list(same))
        own = [at for at in range(start, end) if text[at].isalnum()]
        if len(own) > 1 and box[2] > box[0]:
            step = (box[2] - box[0]) / len(own)
            for place, at in enumerate(reversed(own) if RTL.match(text[own[0]]) else own):
                found[at] = (box[0] + step * place, box[1], box[0] + step * (place + 1), box[3])
        start = end
    return found


def joined(boxes: Iterable[Box]) -> list[Box]:
    """Return one box for each run of boxes on a line."""
    found: list[Box] = []
    for box in boxes:
        if box[2] <= box[0] and box[3] <= box[1]:
            continue
        if found and (both := _one(found[-1], box)):
            found[-1] = both
        else:
            found.append(box)
    return found


def _one(first: Box, second: Box) -> Box | None:
    """Return the box around both where they stand beside each other, along or across the page."""
    both = (
        min(first[0], second[0]),
        min(first[1], second[1]),
        max(first[2], second[2]),
        max(first[3], second[3]),
    )
    wide, high = both[2] - both[0], both[3] - both[1]
    tall = max(first[3] - first[1], second[3] - second[1])
    along = first[2] - first[0] + second[2] - second[0] + tall
    if high < tall * _SAME and wide <= along:
        return both
    broad = max(first[2] - first[0], second[2] - second[0])
    along = first[3] - first[1] + second[3] - second[1] + broad
    shift = max(abs(first[0] - second[0]), abs(first[2] - second[2]))
    return both if shift < broad * (_SAME - 1) and high <= along else None
