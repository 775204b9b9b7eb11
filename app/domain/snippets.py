"""The words around a hit, and where in them the words are that were searched. Pure."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from app.domain.folding import HAN, folded_word, is_han, tokens
from app.domain.unspaced import is_unspaced, places_of, spaced

WIDTH = 160
"""Characters of a snippet."""
LONGEST = 400_000
"""Characters of a text that are looked through for the words to show."""
MOST = 200
"""Marks that are looked for in one text: the best place is among the first."""
_SYMBOLS = (
    "\u20a8\u2100\u2101\u2103\u2105\u2106\u2109\u2116\u2120-\u2122\u213b\u249c-\u24e9\u2e9f\u2ef3"
    "\u2f00-\u2fd5\u3196-\u319f\u3200-\u321e\u322a-\u3247\u3250\u3260-\u327e\u328a-\u32b0\u32c0-\u33ff"
    "\ufdfc\U0001f110-\U0001f12e\U0001f130-\U0001f14f\U0001f16a-\U0001f16c\U0001f190"
    "\U0001f200-\U0001f202\U0001f210-\U0001f23b\U0001f240-\U0001f248\U0001f250\U0001f251"
)
"""What is no letter and becomes letters when it is folded: ™, №, letters and words in circles."""
_WORD = re.compile(
    rf"(?:\w|[\u00ad\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u200c\u200d{_SYMBOLS}])+"
)
"""A word as it is written: with accents and tashkeel that stand as marks of their own."""
_PIECE = re.compile(f"{HAN}|(?:(?!{HAN})[^\\W_])+")
"""A word of a folded text whose Han characters are not parted."""
_SIGNS = re.compile(
    r"(?m)^[ \t]*(?:#{1,6} +|> ?|[-*+] +)|\*\*|__|`|\[(?=[^\]\n]*\]\()|\]\([^)\n]*\)"
    r"|\\(?=[!-/:-@\[-`{-~])"
)
"""Signs of Markdown that mean nothing between the words."""
_DOTS = re.compile(r"\.(?:[ \u00a0]?\.){4,}")
"""Dots that lead to the page number in a table of contents."""
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sought:
    """What is marked, folded."""

    words: frozenset[str]
    starts: tuple[str, ...]
    """Words that begin so are marked from there on."""
    runs: tuple[str, ...]
    """Han characters without spaces."""
    unspaced: tuple[str, ...] = ()
    """Runs of letters of other scripts without spaces."""

    @classmethod
    def of(cls, given: Iterable[tuple[str, bool]]) -> "Sought":
        """Take (folded, whether as a beginning), Han characters parted by spaces."""
        words, starts, runs, unspaced = set[str](), set[str](), set[str](), set[str]()
        for text, as_start in given:
            if is_unspaced(text):
                unspaced.add(text)
            elif is_han(text[:1]):
                runs.add(text.replace(" ", ""))
            elif as_start:
                starts.add(text)
            else:
                words.add(text)
        sets = (starts, runs, unspaced)
        return cls(frozenset(words), *(tuple(sorted(each)) for each in sets))


def marks_in(text: str, sought: Sought, most: int = MOST) -> list[Span]:
    """Return where in `text` the words are that are sought, in order."""
    if text.isascii():
        return _plain(text.lower(), sought, most)
    found: list[Span] = []
    for match in _WORD.finditer(text):
        for at, word in spaced(match.group()):
            found += _in_word(word, match.start() + at, sought)
        if len(found) >= most:
            break
    if sought.unspaced:
        spans = {span for run in sought.unspaced for span in _spans(text, run, most)}
        return sorted({*found, *spans})[:most]
    return found


def _spans(text: str, run: str, most: int) -> list[Span]:
    return [match.span() for match in islice(places_of(run).finditer(text), most)]


def snippet(body: str, sought: Sought, width: int = WIDTH) -> tuple[str, list[Span]]:
    """Return about `width` characters of `body` with most of what is sought, and where it is."""
    flat = " ".join(_DOTS.sub(" … ", _SIGNS.sub("", body[:LONGEST])).split())
    marks = marks_in(flat, sought)
    first = _best(flat, marks, width)
    start = max(0, first - width // 4)
    if start:
        start = flat.find(" ", start, first + 1) + 1 or start
    end = min(len(flat), start + width)
    before = "… " if start else ""
    shown = before + flat[start:end] + (" …" if end < len(flat) else "")
    moved = len(before) - start
    return shown, [
        (first + moved, min(last, end) + moved)
        for first, last in marks
        if start <= first < end
    ]  # fmt: skip


def _best(flat: str, marks: Sequence[Span], width: int) -> int:
    """Return where the stretch begins that has the most different words of those marked."""
    starts = [first for first, _last in marks]
    best, at = 0, 0
    for number, first in enumerate(starts):
        ends = bisect_left(starts, first + width * 3 // 4)
        words = {folded_word(flat[start:end]) for start, end in marks[number:ends]}
        if len(words) > best:
            best, at = len(words), first
    return at


def _plain(lower: str, sought: Sought, most: int) -> list[Span]:
    either = [re.escape(each) + r"(?![a-z0-9])" for each in sought.words]
    either += [re.escape(each) + r"[a-z0-9]*" for each in sought.starts]
    if not either:
        return []
    pattern = re.compile(r"(?<![a-z0-9])(?:" + "|".join(either) + ")")
    found: list[Span] = []
    for match in pattern.finditer(lower):
        found.append(match.span())
        if len(found) >= most:
            break
    return found


def _in_word(word: str, at: int, sought: Sought) -> list[Span]:
    if word.isascii() and "_" not in word:
        lower = word.lower()
        hit = lower in sought.words or lower.startswith(sought.starts)
        return [(at, at + len(word))] if hit else []
    folded = folded_word(word)
    if tokens(folded) == [folded]:
        hit = folded in sought.words or folded.startswith(sought.starts)
        return [(at, at + len(word))] if hit else []
    return _in_run(word, at, sought)


def _in_run(word: str, at: int, sought: Sought) -> list[Span]:
    """Look into what is more than one word: Han characters, words joined by `_`, fractions."""
    # Each letter by itself, so that places in the folded word can be told in the written one.
    letters = [folded_word(char).strip() for char in word]
    joined = "".join(letters)
    places: list[Span] = []
    for run in sought.runs:
        start = joined.find(run)
        while start >= 0:
            places.append((start, start + len(run)))
            start = joined.find(run, start + len(run))
    if sought.words or sought.starts:
        for match in _PIECE.finditer(joined):
            piece = match.group()
            if piece in sought.words or piece.startswith(sought.starts):
                places.append(match.span())
    if not places:
        return []
    from_letter = [number for number, each in enumerate(letters) for _char in each]
    return [
        (at + from_letter[first], at + from_letter[last - 1] + 1) for first, last in sorted(places)
    ]
