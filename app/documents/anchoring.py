"""Finds the words a mark is about: when it is made, and again in a newer version.

A mark is at its unchanged position, else at its unique quote, else it is gone: never
guessed. Offsets are code points in a section's plain text, as `app.documents.plain` makes it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.documents.plain import plain
from app.domain.anchors import CONTEXT, GONE, Anchor, Place
from app.domain.proposals import Section

TELLING = 12
"""A quote that weighs less (a Han character weighs 3, others 1) also needs its neighbours."""

NEIGHBOURS = 3
"""Weight of unchanged words beside a quote that is enough to trust a short one."""

_HAN = re.compile(r"[⺀-鿿豈-﫿𠀀-𲎯]")


@dataclass(frozen=True, slots=True)
class PlainSection:
    """A section as anchors see it: `text` is plain."""

    key: str
    heading: str
    text: str


class QuoteNotFound(LookupError):
    """The words are nowhere in the paper, or not in the section named."""

    code = "quote_not_found"

    def __init__(self, quote: str, section: str | None) -> None:
        super().__init__(quote)
        self.quote = quote
        self.section = section


def plain_sections(sections: Iterable[Section]) -> tuple[PlainSection, ...]:
    return tuple(PlainSection(each.key, each.heading, plain(each.text)) for each in sections)


def anchor(sections: Sequence[PlainSection], quote: str, section: str | None = None) -> Anchor:
    """Return the anchor of the first place where `quote` is, white space collapsed.

    `ambiguous` is set if it is found more than once (in `section`, if that is given).
    Raises QuoteNotFound.
    """
    searched = [each for each in sections if section in (None, each.key)]
    places = ((each, *span) for each in searched for span in _find(each.text, quote))
    first = next(places, None)
    if first is None:
        raise QuoteNotFound(quote, section)
    return _at(*first, ambiguous=next(places, None) is not None)


def anchor_at(
    section: PlainSection, start: int, end: int, sections: Sequence[PlainSection] = ()
) -> Anchor:
    """Return the anchor of the code points `start` to `end` of `section`.

    With the paper's `sections` it is `ambiguous` if the words are there more than once:
    a later version then only trusts them where their neighbours came along.
    Raises QuoteNotFound if there are no words between the two.
    """
    quote = section.text[max(start, 0) : max(end, 0)]
    if not quote.strip():
        raise QuoteNotFound(quote, section.key)
    places = (span for each in sections for span in _find(each.text, quote))
    doubled = next(places, None) is not None and next(places, None) is not None
    return _at(section, max(start, 0), min(end, len(section.text)), ambiguous=doubled)


def place(anchor: Anchor, sections: Sequence[PlainSection], version: int) -> Place:
    """Return where `anchor` is in `sections`, the paper's version `version`.

    Kept: at its unchanged position, with the same words before and after; else at its
    unique exact quote, white space collapsed; of several, at the only one with the same
    words before and after. Gone otherwise.
    """
    if not anchor.exact.strip():
        return GONE
    if found := _unmoved(anchor, sections):
        return _kept(version, *found, confidence=1.0)
    candidates = [(each, *span) for each in sections for span in _find(each.text, anchor.exact)]
    alike = [found for found in candidates if _same_context(anchor, *found)]
    if len(alike) == 1:
        return _kept(version, *alike[0], confidence=1.0)
    if len(candidates) == 1 and _trusted(anchor, *candidates[0]):
        return _kept(version, *candidates[0], confidence=0.9)
    return GONE


def _find(text: str, quote: str) -> Iterator[tuple[int, int]]:
    """Return start and end of every place of `quote` in `text`, overlapping ones too."""
    words = unicodedata.normalize("NFC", quote).split()
    if not words:
        return
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    found = pattern.search(text)
    while found:
        yield found.span()
        found = pattern.search(text, found.start() + 1)


def _at(section: PlainSection, start: int, end: int, *, ambiguous: bool) -> Anchor:
    text = section.text
    return Anchor(
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        section=section.key,
        start=start,
        end=end,
        ambiguous=ambiguous,
    )


def _kept(version: int, section: PlainSection, start: int, end: int, *, confidence: float) -> Place:
    return Place("kept", version, section.key, start, end, confidence, section.text[start:end])


def _unmoved(
    anchor: Anchor, sections: Sequence[PlainSection]
) -> tuple[PlainSection, int, int] | None:
    start, end = anchor.start, anchor.end
    if start is None or end is None:
        return None
    named = [each for each in sections if anchor.section in (None, each.key)]
    if len(named) != 1 or not 0 <= start < end <= len(named[0].text):
        return None
    same = _squeezed(named[0].text[start:end]) == _squeezed(anchor.exact)
    unknown = not anchor.prefix and not anchor.suffix
    if same and (unknown or _same_context(anchor, named[0], start, end)):
        return named[0], start, end
    return None


def _same_context(anchor: Anchor, section: PlainSection, start: int, end: int) -> bool:
    if not anchor.prefix and not anchor.suffix:
        return False
    before, after = _context(section.text, start, end)
    return _squeezed(before) == _squeezed(anchor.prefix) and _squeezed(after) == _squeezed(
        anchor.suffix
    )


def _trusted(anchor: Anchor, section: PlainSection, start: int, end: int) -> bool:
    """Say whether the only place of the quote may be it, and not a namesake of one that went."""
    if not anchor.ambiguous and _weight(_squeezed(anchor.exact)) >= TELLING:
        return True
    before, after = _context(section.text, start, end)
    beside = _common(_squeezed(before)[::-1], _squeezed(anchor.prefix)[::-1])
    beside += _common(_squeezed(after), _squeezed(anchor.suffix))
    return _weight(beside) >= NEIGHBOURS


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def _common(one: str, other: str) -> str:
    """Return what both begin with."""
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return one[:length]


def _weight(words: str) -> int:
    """Return how telling `words` are: letters and digits counted, Han characters thrice."""
    return sum(3 if _HAN.match(each) else each.isalnum() for each in words)


def _squeezed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
