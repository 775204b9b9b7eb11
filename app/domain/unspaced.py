"""Scripts that put no space between words: Thai, Lao, Khmer, Burmese. Their letters are found by pairs.

Vowels and tones are signs of their own there, which a search must not leave out as it does accents.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from app.domain.folding import fold

_BLOCKS = (0x0E00, 0x1000, 0x1700, 0xA900, 0xAA00)
"""Where the blocks of 256 letters begin that these scripts are in."""
_LETTERS = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ebd\u0ec0-\u0ece\u0edc-\u0edf"
    "\u1000-\u103f\u1050-\u108f\u109a-\u109d\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa76\uaa7a-\uaa7f"
    "\u1780-\u17d3\u17d7\u17dc\u17dd"
)
"""Letters, vowels and tones; digits, points and the sign of the baht are as in any script."""
_RUN = re.compile(f"[{_LETTERS}]+")
_OTHERS = re.compile(f"[^{_LETTERS}]+")
_UNSEEN = "[\u00ad\u200b-\u200d\u2060\ufeff]"
"""What may stand between two letters and be no letter: many put a space of no width between words."""
_INDEXED = {
    block | low: 0xE000 + 0x100 * number + low
    for number, block in enumerate(_BLOCKS)
    for low in range(0x100)
}
"""What the index holds of them: letters of nobody, for it takes vowels and tones for ends of words."""
_ONE = {"\u0e4d\u0e32": "\u0e33", "\u0ecd\u0eb2": "\u0eb3", "\u0eab\u0e99": "\u0edc",
        "\u0eab\u0ea1": "\u0edd", "\u1025\u102e": "\u1026"}  # fmt: skip
"""Two letters that may be written as one."""
MARKED = 400
"""Letters of a run at most whose places in a text are looked for."""


def is_unspaced(text: str) -> bool:
    """Say whether `text` begins with a letter of these scripts."""
    return bool(_RUN.match(text))


def is_pair(term: str) -> bool:
    """Say whether a word of the index is one of `pairs`."""
    return "\ue000" <= term[:1] < "\ue500"


def parts(text: str) -> Iterator[tuple[bool, str]]:
    """Yield `text` in pieces, each with whether it is a run of letters of these scripts.

    Runs are spelled one way, without what is not seen.
    """
    if text.isascii() or not _RUN.search(text):
        yield False, text
        return
    plain = unicodedata.normalize("NFKD", re.sub(_UNSEEN, "", text))
    at = 0
    for run in _RUN.finditer(plain):
        if run.start() > at:
            yield False, plain[at : run.start()]
        yield True, run[0]
        at = run.end()
    if at < len(plain):
        yield False, plain[at:]


def spaced(word: str) -> Iterator[tuple[int, str]]:
    """Yield what of `word` is of no such script, and where it begins: most words are all of it."""
    if word.isascii() or not _RUN.search(word):
        yield 0, word
        return
    for piece in _OTHERS.finditer(word):
        yield piece.start(), piece[0]


def pairs(run: str) -> str:
    """Return the words of the index for a run: each two letters, or the one that it is."""
    held = run.translate(_INDEXED)
    return " ".join(held[at : at + 2] for at in range(max(1, len(held) - 1)))


def indexed(text: str) -> str:
    """Return `text` as the index holds it: folded, runs of these scripts as pairs."""
    return " ".join(pairs(part) if is_run else fold(part) for is_run, part in parts(text))


def alike(text: str) -> str:
    """Return `text` folded, runs of these scripts with their vowels and tones."""
    return "".join(part if is_run else fold(part) for is_run, part in parts(text))


@lru_cache(maxsize=200)
def places_of(run: str) -> re.Pattern[str]:
    """Return what finds a run in a text as it is written."""
    letters: list[str] = []
    at = 0
    run = run[:MARKED]
    while at < len(run):
        two = run[at : at + 2]
        letters.append(f"(?:{_ONE[two]}|{two[0]}{_UNSEEN}*{two[1]})" if two in _ONE else two[0])
        at += 2 if two in _ONE else 1
    return re.compile(f"{_UNSEEN}*".join(letters))
