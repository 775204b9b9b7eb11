"""Where a very long word may go on in the next line: Lao, Khmer and Burmese have no spaces.

A label breaks lines between words only, and finds the words of few such scripts, if any. The reader
and the fields break anywhere themselves.
"""

import re

from PySide6.QtCore import QTextBoundaryFinder

LONG = 24
"""Letters without a place to break that still stay together: the longest words of most languages."""
ENDLESS, STEP = 300, 8
"""Letters from which on only each eighth may end a line: 4,000 places take long to be laid out."""
BREAK = "\u200b"
_RUN = re.compile(rf"[^\s\u2e80-\u9fff\uac00-\ud7ff\U00020000-\U0003ffff]{{{LONG + 1},}}")
_JOINED = re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufeff\u1800-\u18af\u07c0-\u07ff]")
"""Letters that are written together: what stands between them would part them."""
_LEADS = frozenset(
    "\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4\u17d2\u1039\u2060\ufeff\u200d"
)
"""Stand before what they belong to: vowels of Thai and Lao, signs that put a letter under another."""
_FOLLOWS = frozenset(
    "\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46\u0eaf\u0eb0\u0eb2\u0eb3\u0ec6\u2060\ufeff\u200d"
)
"""Never begin a line."""


def breakable(text: str) -> str:
    """Return `text` with an invisible place to break after each letter of its very long words."""
    return _RUN.sub(lambda found: _broken(found[0]), text)


def _broken(run: str) -> str:
    lines = _cuts(run, QTextBoundaryFinder.BoundaryType.Line)
    return "".join(
        part if len(part) <= LONG or _JOINED.search(part) else _apart(part)
        for part in _parts(run, lines)
    )


def _apart(word: str) -> str:
    made: list[str] = []
    step = STEP if len(word) > ENDLESS else 1
    letters = _parts(word, _cuts(word, QTextBoundaryFinder.BoundaryType.Grapheme))
    for number, letter in enumerate(letters):
        apart = made and made[-1][-1] not in _LEADS and letter[0] not in _FOLLOWS
        if apart and number % step == 0:
            made.append(BREAK)
        made.append(letter)
    return "".join(made)


def _cuts(text: str, kind: QTextBoundaryFinder.BoundaryType) -> list[int]:
    """Return the boundaries of `text` in units of UTF-16, its end among them."""
    finder = QTextBoundaryFinder(kind, text)
    cuts: list[int] = []
    while (at := finder.toNextBoundary()) != -1:
        cuts.append(at)
    return cuts


def _parts(text: str, cuts: list[int]) -> list[str]:
    units = text.encode("utf-16-le", "surrogatepass")
    starts = [0, *cuts]
    return [
        units[2 * start : 2 * stop].decode("utf-16-le", "surrogatepass")
        for start, stop in zip(starts, cuts, strict=False)
    ]
