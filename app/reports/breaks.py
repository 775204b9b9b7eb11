"""Where a line may end: the part of UAX#14 that our six languages need."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

SPACES = frozenset(
    " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u200b"
)
LONGEST = 120
"""Clusters in a row after which a break is allowed anywhere: no word is longer."""
_LARGEST = 32
"""Code points after which a cluster ends, however many marks follow."""

_NO_START = frozenset(
    "，。、；：？！）」』】》〉〕〗〙〛’”…‥—％‰℃°·・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
    ",.;:?!)]}%›»°"
)
_NO_END = frozenset("（「『【《〈〔〖〘〚‘“([{‹«—…￥＄$£¥€#＃№")
_HYPHENS = frozenset("-\u2010\u2012\u2013\u2014/")
_JOINERS = frozenset("\u200c\u200d")
_EAST_ASIAN = (
    (0x2E80, 0x2FFF), (0x3000, 0x303F), (0x3040, 0x31FF), (0x3200, 0x33FF), (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF), (0x20000, 0x3FFFF),
)  # fmt: skip


class Chunk(NamedTuple):
    """What stays whole on a line: a word, a run of spaces."""

    start: int
    end: int
    within: bool = False
    """It goes on with a word too long for any line."""


FIRST_MARK = 0x300
"""The first code point that may go on with the cluster before it."""
_TOKENS = re.compile(f"[{''.join(sorted(SPACES))}]+|[^{''.join(sorted(SPACES))}]+")
_ON_SPACE = re.compile(
    f"[{''.join(sorted(SPACES))}][\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u0900-\u0903\u093a-\u094f\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff"
    "\u302a-\u302f\ufe00-\ufe0f\ufe20-\ufe2f\U0001f3fb-\U0001f3ff]"
)
_WHOLE = re.compile("[!-,.0-~]+| +")
"""Nothing but ASCII without a hyphen or a stroke, or spaces: no line may break in it."""
_SKIN = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)
_FLAGS = range(0x1F1E6, 0x1F200)


def tokens(text: str) -> list[str]:
    """Return what stands between spaces, and the spaces. A mark on a space stays with it."""
    found = _TOKENS.findall(text)
    if not text.isascii() and _ON_SPACE.search(text):
        return [text]
    return found


def chunks(text: str) -> list[Chunk]:
    """Return the pieces of `text` that stay whole on a line, runs of spaces among them."""
    found: list[Chunk] = []
    at = 0
    for token in tokens(text):
        found += [Chunk(at + a, at + b, within) for a, b, within in inside(token)]
        at += len(token)
    return found


def inside(token: str) -> tuple[Chunk, ...]:
    """Return the chunks of what stands between two spaces, or of spaces."""
    if len(token) <= LONGEST and _WHOLE.fullmatch(token):
        return (Chunk(0, len(token)),)
    return tuple(_divided(token))


def _divided(text: str) -> Iterator[Chunk]:
    start = length = 0
    within = False
    for at, _ in clusters(text):
        may = at > start and may_break(text, at)
        if may or length == LONGEST:
            yield Chunk(start, at, within)
            start, length, within = at, 0, not may
        length += 1
    if start < len(text):
        yield Chunk(start, len(text), within)


def may_break(text: str, at: int) -> bool:
    """Say whether a chunk ends before `text[at]`: a space begins or ends, or a line may break."""
    before, after = text[at - 1], text[at]
    if before in SPACES or after in SPACES:
        return (before in SPACES) != (after in SPACES)
    if is_east_asian(before) or is_east_asian(after):
        return after not in _NO_START and before not in _NO_END
    if before in _HYPHENS:
        return after.isalpha() and at > 1 and text[at - 2].isalnum()
    return False


@lru_cache(4096)
def is_east_asian(char: str) -> bool:
    code = ord(char)
    return code >= _EAST_ASIAN[0][0] and any(a <= code <= b for a, b in _EAST_ASIAN)


def clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield what a reader sees as one character each: a letter with its marks, a joined emoji."""
    start = 0
    for at in range(1, len(text)):
        if at - start >= _LARGEST or not _continues(text, at):
            yield start, at
            start = at
    if text:
        yield start, len(text)


def _continues(text: str, at: int) -> bool:
    char = text[at]
    code = ord(char)
    if code < FIRST_MARK:
        return False
    if unicodedata.category(char)[0] == "M" or char in _JOINERS or code in _SKIN:
        return True
    if code in _TAGS:
        return True
    if text[at - 1] == "\u200d":
        return unicodedata.category(char) == "So"
    return code in _FLAGS and _flags_before(text, at) % 2 == 1


def _flags_before(text: str, at: int) -> int:
    count = 0
    while count < at and count < _LARGEST and ord(text[at - 1 - count]) in _FLAGS:
        count += 1
    return count
