"""Cuts a plain text at its captions into turns, and leaves the furniture of its pages out."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from app.documents.transcripts_names import LONGEST, is_name, parts
from app.documents.transcripts_turns import Heard, Note, notes, poor_passages
from app.domain.turns import Turn

_MARK = re.compile(r"(?:(?<=\s)|(?<=[.?!)\]\"”])|^)(?:>{2,}|>(?:[ \t]>)+|»)[ \t]*", re.MULTILINE)
_NAME = re.compile(rf"([^:\n>]{{1,{LONGEST}}}?)[ \t]*[:：][ \t]*")
_CALLED = re.compile(rf"^[ \t]*([^\W\d_][^:\n]{{1,{LONGEST}}}?)[ \t]*:(?:[ \t]+|$)", re.MULTILINE)
_PAGE = re.compile(
    r"[ \t]*(?:page[ \t]+)?\d{1,4}(?:[ \t]*(?:of|/)[ \t]*\d{1,4})?[ \t]*", re.IGNORECASE
)
_RULE = re.compile(r"[ \t]*(?:[*_=~–—-][ \t]*){3,}")
_ENDS = re.compile(
    r"real[- ]?time (?:captioning|transcription)|communication access real[- ]?time"
    r"|(?:not|never) (?:be )?(?:treated as |considered )?an? (?:authoritative|official|verbatim)"
    r"|\bend of (?:the )?(?:transcript|captioning|session|call)\b|\brough(?:ly)? edited\b"
    r"|\b(?:this|the) (?:text|document|file|transcript)[^.\n]{0,80}\b(?:captioning|captions|transcription)\b"
    r"|[\[(]?\s*(?:concluded|adjourned|captioner|recording stopped)\b",
    re.IGNORECASE,
)
_REPEATED, _SHORT = 3, 120
"""Pages on which a line stands again to be a head or foot, and its most characters."""


def cut(text: str, when: Sequence[tuple[int, str]] = (), voices: Collection[str] = ()) -> Heard:
    """Return the turns of `text`, LF and NFC, and the text without the furniture of pages.

    `when` are offsets in `text` with the times from which on they were said; `voices` are names
    whatever they look like.
    """
    clean, gone = (text, 0) if when else _without_furniture(text)
    marks = [*_marks(clean, voices)] or [*_called(clean)]
    if not marks:
        return Heard("transcript", clean, (), (Note("furniture", gone),) if gone else ())
    ends = [start for start, _after, _name in marks[1:]] + [len(clean)]
    turns: list[Turn] = []
    for at, ((_start, after, name), next_) in enumerate(zip(marks, ends, strict=True), 1):
        start, end = _trimmed(clean, after, next_)
        if at == len(marks):
            end = _without_end(clean, start, end)
        words = clean[start:end]
        two = len(parts(name)) > 1 or _names_itself(name, words)
        poor = bool(poor_passages(words))
        turns.append(Turn(at, name, start, end, poor=poor, two=two, when=_at(when, after)))
    told = (Note("furniture", gone),) if gone else ()
    return Heard("transcript", clean, tuple(turns), (*told, *notes(tuple(turns))))


def _marks(text: str, voices: Collection[str]) -> Iterable[tuple[int, int, str]]:
    """Yield (start, where the words begin, name) of each caption."""
    for found in _MARK.finditer(text):
        named = _NAME.match(text, found.end())
        name = "" if named is None else " ".join(named[1].split())
        if named is not None and (name in voices or is_name(name)):
            yield found.start(), named.end(), name
        else:
            yield found.start(), found.end(), ""


def _called(text: str) -> Iterable[tuple[int, int, str]]:
    """Yield the same of a transcript without `>>`: names in capitals before a colon."""
    for found in _CALLED.finditer(text):
        name = " ".join(found[1].split())
        if name == name.upper() != name.lower() and is_name(name):
            yield found.start(), found.end(), name


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _without_end(text: str, start: int, end: int) -> int:
    """Return where the last turn ends: what a captioner or a web page puts under it is no word."""
    at = start
    for line in text[start:end].split("\n"):
        if at > start and (_RULE.fullmatch(line) or _ENDS.search(line)):
            return _trimmed(text, start, at)[1]
        at += len(line) + 1
    return end


def _names_itself(name: str, words: str) -> bool:
    """Say whether a turn thanks, quotes or names its own speaker: then others speak in it too."""
    for each in name.split():
        if len(each) > 2 and each.isalpha():  # noqa: PLR2004 -- initials
            said = re.escape(each)
            if re.search(
                rf"\bas {said} (?:just )?(?:said|mentioned)|\b(?:thank you|thanks)[^.\n]{{0,30}}, {said}\b"
                rf"|\bover to you, {said}\b|\b{said}, (?:you have the floor|please go ahead)",
                words,
                re.IGNORECASE,
            ):
                return True
    # A lone name in brackets: the captioner heard somebody else.
    return re.search(r"\(\s*[A-Z][a-z]{2,20}\s*\)\.?\s*$", words) is not None


def _at(when: Sequence[tuple[int, str]], offset: int) -> str:
    at = bisect_right(when, (offset, "\uffff")) - 1
    return when[at][1] if at >= 0 else ""


def _without_furniture(text: str) -> tuple[str, int]:
    """Return `text` without page numbers, and without heads and feet that stand on every page."""
    lines = text.replace("\f", "\n\f\n").split("\n")
    numbered = {
        at for at, line in enumerate(lines)
        if line.strip() and (line.strip() == "\f" or _PAGE.fullmatch(line))
    }  # fmt: skip
    if len(numbered) < _REPEATED and "\f" not in text:
        return text, 0
    again = Counter(_bare(line) for line in lines if 0 < len(line.strip()) <= _SHORT)
    near = {at + step for at in numbered for step in (-2, -1, 1, 2)}
    gone = numbered | {
        at for at in near
        if 0 <= at < len(lines) and lines[at].strip() and again[_bare(lines[at])] >= _REPEATED
        and not _MARK.search(lines[at])
    }  # fmt: skip
    return "\n".join(line for at, line in enumerate(lines) if at not in gone), len(gone)


def _bare(line: str) -> str:
    return re.sub(r"[\d\W_]+", "", line).casefold()
