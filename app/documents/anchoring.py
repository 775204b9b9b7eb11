"""Finds the words a mark is about: when it is made, and again in a newer version.

With the version it was made on at hand, a mark goes where its words went (the modules
`anchoring_map` and `anchoring_carry`). Without it there are its position, its quote and the
words beside it. Where two places look alike none is called kept. Offsets are code points in a
section's plain text, as `app.documents.plain` makes it.
"""

from collections.abc import Sequence

from app.documents.anchoring_carry import UNSURE, Carrier, located
from app.documents.anchoring_like import Like
from app.documents.anchoring_sure import NEIGHBOURS, TELLING
from app.documents.anchoring_words import (
    BETWEEN,
    PlainSection,
    Words,
    find,
    plain_sections,
    squeezed,
    weight,
)
from app.domain.anchors import CONTEXT, GONE, Anchor, Place

__all__ = [
    "PlainSection",
    "QuoteNotFound",
    "anchor",
    "anchor_at",
    "anchor_chosen",
    "place",
    "place_all",
    "plain_sections",
]


class QuoteNotFound(LookupError):
    """The words are nowhere in the paper, or not in the section named."""

    code = "quote_not_found"

    def __init__(self, quote: str, section: str | None) -> None:
        super().__init__(quote)
        self.quote = quote
        self.section = section


def anchor(sections: Sequence[PlainSection], quote: str, section: str | None = None) -> Anchor:
    """Return the anchor of the first place where `quote` is, white space collapsed.

    `ambiguous` is set if it is found more than once (in `section`, if that is given).
    Raises QuoteNotFound.
    """
    searched = [each for each in sections if section in (None, each.key)]
    places = ((each, *span) for each in searched for span in find(each.text, quote))
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
    places = (span for each in sections for span in find(each.text, quote))
    doubled = next(places, None) is not None and next(places, None) is not None
    return _at(section, max(start, 0), min(end, len(section.text)), ambiguous=doubled)


def anchor_chosen(
    sections: Sequence[PlainSection], key: str, start: int, end: int, exact: str
) -> Anchor | None:
    """Return the anchor of the words `exact` chosen at `start` to `end` of section `key`.

    Another text may have come since: they are where they were, or where they are the only
    ones. None otherwise: other words are never taken for them.
    """
    section = next((each for each in sections if each.key == key), None)
    words = "" if section is None else section.text[max(start, 0) : max(end, 0)]
    try:
        if section is not None and (not exact or squeezed(words) == squeezed(exact)):
            return anchor_at(section, start, end, sections)
        found = anchor(sections, exact)
    except QuoteNotFound:
        return None
    return None if found.ambiguous else found


def place(
    anchor: Anchor,
    sections: Sequence[PlainSection],
    version: int,
    old: Sequence[PlainSection] | None = None,
) -> Place:
    """Return where `anchor` is in `sections`, the paper's version `version`: see `place_all`."""
    return place_all([anchor], sections, version, old)[0]


def place_all(
    anchors: Sequence[Anchor],
    sections: Sequence[PlainSection],
    version: int,
    old: Sequence[PlainSection] | None = None,
) -> list[Place]:
    """Return where each of `anchors` is in `sections`, the paper's version `version`.

    `old` is the version they were made on, if it is here: it is compared once for all of
    them. `kept`: the same words, white space aside, at a place that none other looks like.
    `changed`: this is where the words were, look at it; `exact` tells those there now. `gone`:
    nothing there is them. `confidence` is 1.0 for what stayed or moved with its neighbours,
    0.9 for a unique exact quote, less for what changed (the share of its words that stayed).
    """
    new = Words(sections)
    carrier = None if old is None else Carrier(Words(old), new, version)
    alone = _Alone(new, version)
    return [
        (carrier.place(each) if carrier is not None else None) or alone.place(each)
        for each in anchors
    ]


class _Alone:
    """Places marks whose old version is not here: by position, quote and neighbours."""

    __slots__ = ("_like", "_version", "_words")

    def __init__(self, words: Words, version: int) -> None:
        self._words, self._version = words, version
        self._like: Like | None = None

    def place(self, anchor: Anchor) -> Place:
        """Return where `anchor` is.

        Kept: at its unchanged position, with the same words before and after; else at its
        unique exact quote; of several, at the only one with the same words before and after.
        Changed: at that place, if what was said once has come again with the same words on
        one side; at the one passage much like it. Gone otherwise.
        """
        if not anchor.exact.strip():
            return GONE
        unmoved = self._unmoved(anchor)
        if unmoved and anchor.ambiguous:
            return self._at("kept", unmoved, 1.0)
        text = self._words.text
        candidates = list(find(text, anchor.exact))
        alike = [each for each in candidates if _same_context(anchor, text, *each)]
        found = unmoved or (alike[0] if len(alike) == 1 else None)
        if found and not anchor.ambiguous and _came(anchor, text, candidates):
            return self._at("changed", found, UNSURE)
        if found:
            return self._at("kept", found, 1.0)
        if len(candidates) == 1 and _trusted(anchor, text, *candidates[0]):
            return self._at("kept", candidates[0], 0.9)
        return GONE if candidates else self._changed(anchor)

    def _changed(self, anchor: Anchor) -> Place:
        if self._like is None:
            self._like = Like(self._words)
        mark = Words([PlainSection("", "", anchor.exact)])
        found = self._like.best(mark.tokens, mark.weigh((0, len(mark))))
        if found is None:
            return GONE
        (first, last), share = found
        span = self._words.starts[first], self._words.ends[last - 1]
        if self._words.section_at(span[0]) != self._words.section_at(span[1] - 1):
            return GONE
        return self._at("changed", span, round(0.8 * share, 2))

    def _unmoved(self, anchor: Anchor) -> tuple[int, int] | None:
        start, end = anchor.start, anchor.end
        number = self._words.number(anchor.section)
        if start is None or end is None or number is None:
            return None
        text = self._words.sections[number].text
        if not 0 <= start < end <= len(text):
            return None
        base = self._words.bases[number]
        span = base + start, base + end
        same = squeezed(text[start:end]) == squeezed(anchor.exact)
        unknown = not anchor.prefix and not anchor.suffix
        if same and (unknown or _same_context(anchor, self._words.text, *span)):
            return span
        return None

    def _at(self, state: str, span: tuple[int, int], confidence: float) -> Place:
        return located(self._words, self._version, state, span, confidence)


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


def _same_context(anchor: Anchor, text: str, start: int, end: int) -> bool:
    if not anchor.prefix and not anchor.suffix:
        return False
    before, after = _context(text, start, end)
    same = squeezed(before) == squeezed(anchor.prefix)
    return same and squeezed(after) == squeezed(anchor.suffix)


def _came(anchor: Anchor, text: str, candidates: Sequence[tuple[int, int]]) -> bool:
    """Say whether what was said once is there again, with the same words on one side at least."""
    like = 0
    for each in candidates:
        before, after = _context(text, *each)
        same = squeezed(before) == squeezed(anchor.prefix)
        like += same or squeezed(after) == squeezed(anchor.suffix)
    return like > 1


def _trusted(anchor: Anchor, text: str, start: int, end: int) -> bool:
    """Say whether the only place of the quote may be it, and not a namesake of one that went."""
    if not anchor.ambiguous and weight(squeezed(anchor.exact)) >= TELLING:
        return True
    before, after = _context(text, start, end)
    beside = _common(squeezed(before)[::-1], squeezed(anchor.prefix)[::-1])
    beside += _common(squeezed(after), squeezed(anchor.suffix))
    return weight(beside) >= NEIGHBOURS


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after within the section, as anchors keep it."""
    before = text[max(0, start - CONTEXT) : start].rpartition(BETWEEN.strip())[2]
    return before, text[end : end + CONTEXT].partition(BETWEEN.strip())[0]


def _common(one: str, other: str) -> str:
    """Return what both begin with."""
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return one[:length]
