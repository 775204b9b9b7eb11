"""Carries marks from one version of a paper into another, all of them with one comparison.

The order matters (measured on real revisions): what became of each word first, then the
same words anywhere they are new, then words much like them; what none of these shows is
gone. Where two places look alike none is called kept.
"""

from collections.abc import Sequence

from app.documents.anchoring_like import Like
from app.documents.anchoring_map import MOVED, WordMap
from app.documents.anchoring_sure import (
    BESIDE,
    NEIGHBOURS,
    TELLING,
    Twins,
    next_matched,
)
from app.documents.anchoring_words import Span, Words, find, squeezed
from app.domain.anchors import GONE, Anchor, Place

TWINS = 2
"""Places alike from which none of them is offered any more."""

STAYED = 0.5
"""Share of its words that must have stayed for a mark to be called changed and not gone."""

FEW = 6
"""Tokens of a mark that is followed even if all its words were replaced, between neighbours."""

UNSURE = 0.5
"""How sure a place is that has a twin, or of which no word is left."""


class Carrier:
    """Knows two versions of a paper, and where each word of the old one went."""

    __slots__ = ("_like", "_map", "_twins", "_version")

    def __init__(self, old: Words, new: Words, version: int) -> None:
        self._map = WordMap(old, new)
        self._like = Like(new, self._map.back)
        self._twins = Twins(self._map, self._like)
        self._version = version

    def place(self, anchor: Anchor) -> Place | None:
        """Return where `anchor`'s words went; None if they are not in the old version."""
        if (source := _source(self._map.old, anchor)) is None:
            return None
        span = self._map.old.covering(*source)
        if span[0] >= span[1]:
            return None
        if self._map.whole(span):
            return self._stayed(span, source)
        return self._elsewhere(span, source) or self._changed(span) or self._alike(span) or GONE

    # --- the words stayed together -------------------------------------------------------------

    def _stayed(self, span: Span, source: Span) -> Place:
        old, new, to = self._map.old, self._map.new, self._map.to
        first, last = to[span[0]], to[span[1] - 1]
        start = new.starts[first] + source[0] - old.starts[span[0]]
        end = new.ends[last] - (old.ends[span[1] - 1] - source[1])
        if new.section_at(start) != new.section_at(end - 1):
            return self._place("changed", (first, last + 1), UNSURE)
        if self._twins.holds(span):
            return self._at("kept", start, end, 1.0)
        if self._twins.by_chance(span) or self._twins.twins(span, TWINS + 1) > TWINS:
            return GONE
        return self._at("changed", start, end, UNSURE)

    # --- the same words somewhere new ----------------------------------------------------------

    def _elsewhere(self, span: Span, source: Span) -> Place | None:
        """Return the one place where the words are anew, not left over from elsewhere."""
        old, new = self._map.old, self._map.new
        tokens = old.tokens[span[0] : span[1]]
        size, heavy = span[1] - span[0], old.weigh(span)
        places = self._twins.found.places(tokens, 2)
        if len(places) != 1 or len(self._twins.had.places(tokens, 2)) != 1:
            return None
        at = places[0]
        if self._foreign(at, span) or not self._twins.single(span):
            return None
        left, right = self._beside(span, at)
        if not self._twins.hangs_on(span, left, right):
            return None
        between = self._between(span, at)
        if heavy < TELLING and not (between and min(left, right) >= NEIGHBOURS):
            return None
        if heavy < MOVED and not between and not left + right:
            return None
        # The comparison did not lead here: believed where it leaves no other room for the line.
        start = new.starts[at] + source[0] - old.starts[span[0]]
        end = new.ends[at + size - 1] - (old.ends[span[1] - 1] - source[1])
        if new.section_at(start) != new.section_at(end - 1):
            return self._place("changed", (at, at + size), UNSURE)
        if between and old.line(span[0]) == old.line(span[1] - 1):
            return self._at("kept", start, end, 0.9)
        return self._at("changed", start, end, UNSURE)

    def _foreign(self, at: int, span: Span) -> bool:
        """Say whether other words of the old version became some of those at a place."""
        size = span[1] - span[0]
        return any(
            each >= 0 and not span[0] <= each < span[1] for each in self._map.back[at : at + size]
        )

    def _beside(self, span: Span, at: int) -> tuple[int, int]:
        """Return the weight of the words right before and behind that are the same in both."""
        one, other = self._map.old, self._map.new
        weights: list[int] = []
        left, right = (span[0] - 1, at - 1), (span[1], at + span[1] - span[0])
        for (here, there), step in ((left, -1), (right, 1)):
            found = 0
            for each in range(BESIDE):
                mine, its = here + each * step, there + each * step
                if not (0 <= mine < len(one) and 0 <= its < len(other)):
                    break
                if one.tokens[mine] != other.tokens[its]:
                    break
                found += one.weigh((mine, mine + 1))
            weights.append(found)
        return weights[0], weights[1]

    def _between(self, span: Span, at: int) -> bool:
        """Say whether the place lies between what stood nearest before and behind the mark."""
        before, after = (
            next_matched(self._map.to, span[0] - 1, -1),
            next_matched(self._map.to, span[1], 1),
        )
        left = self._map.to[before] if before >= 0 else -1
        right = self._map.to[after] if after < len(self._map.to) else len(self._map.back)
        return left < at < right

    # --- some of the words ---------------------------------------------------------------------

    def _changed(self, span: Span) -> Place | None:
        to, old = self._map.to, self._map.old
        group = self._together(span)
        heavy = old.weigh(span)
        stayed = sum(old.weigh((at, at + 1)) for at in group)
        if group and heavy and stayed >= STAYED * heavy:
            begin, end = self._words_of(span, self._edges(span, to[group[0]], to[group[-1]] + 1))
            sure = round(0.9 * stayed / heavy, 2)
            main = self._heaviest(group)
            if not self._twins.holds(main):
                if self._twins.twins(main, TWINS + 1) > TWINS:
                    return GONE
                sure = min(sure, UNSURE)
            return self._place("changed", (begin, end), sure)
        if span[1] - span[0] > FEW or not 0 < span[0] <= span[1] < len(to):
            return None
        begin, end = to[span[0] - 1] + 1, to[span[1]]
        room = 3 * (span[1] - span[0]) + 2
        replaced = begin > 0 and begin < end <= begin + room
        if replaced and self._firm(span[0] - 1) and self._firm(span[1]):
            return self._place("changed", (begin, end), UNSURE)
        return None

    def _together(self, span: Span) -> list[int]:
        """Return the heaviest tokens of the mark that stayed in order and near each other."""
        to, old = self._map.to, self._map.old
        jump = 2 * (span[1] - span[0]) + 8
        groups: list[list[int]] = []
        for at in range(span[0], span[1]):
            if to[at] < 0:
                continue
            if groups and 0 < to[at] - to[groups[-1][-1]] <= jump:
                groups[-1].append(at)
            else:
                groups.append([at])
        return max(
            groups, key=lambda group: sum(old.weigh((at, at + 1)) for at in group), default=[]
        )

    def _heaviest(self, group: Sequence[int]) -> Span:
        """Return the heaviest part of the mark that stayed in one piece."""
        parts: list[Span] = []
        for at in group:
            if parts and parts[-1][1] == at and self._map.to[at] == self._map.to[at - 1] + 1:
                parts[-1] = parts[-1][0], at + 1
            else:
                parts.append((at, at + 1))
        return max(parts, key=self._map.old.weigh)

    def _edges(self, span: Span, begin: int, end: int) -> Span:
        """Return the place with the words that replaced those at the edges of the mark."""
        to, back = self._map.to, self._map.back
        room = 2 * (span[1] - span[0])
        if span[0] and to[span[0]] < 0 and to[span[0] - 1] >= 0:
            first = to[span[0] - 1] + 1
            if first < begin <= first + room and all(each < 0 for each in back[first:begin]):
                begin = first
        if span[1] < len(to) and to[span[1] - 1] < 0 and to[span[1]] >= 0:
            last = to[span[1]]
            if end < last <= end + room and all(each < 0 for each in back[end:last]):
                end = last
        return begin, end

    def _words_of(self, span: Span, place: Span) -> Span:
        """Return `place` without the signs it begins or ends with, where the mark had words.

        They stay where without them too little of the mark would be shown.
        """
        old, new = self._map.old.tokens, self._map.new.tokens
        begin, end = place
        while old[span[0]].isalnum() and begin < end - 1 and not new[begin].isalnum():
            begin += 1
        while old[span[1] - 1].isalnum() and begin < end - 1 and not new[end - 1].isalnum():
            end -= 1
        least = sum(map(len, old[span[0] : span[1]])) / 2
        return (begin, end) if sum(map(len, new[begin:end])) >= least else place

    def _firm(self, at: int) -> bool:
        """Say whether a token stayed among enough others to be believed."""
        to = self._map.to
        return to[at] >= 0 and self._map.old.weigh(self._map.run((at, at + 1))) >= TELLING

    def _alike(self, span: Span) -> Place | None:
        """Return the one passage among the new words that is much like the mark."""
        found = self._like.best(self._map.old.tokens[span[0] : span[1]], self._map.old.weigh(span))
        if found is None:
            return None
        return self._place("changed", found[0], round(0.8 * found[1], 2))

    # --- telling it ------------------------------------------------------------------------------

    def _place(self, state: str, span: Span, confidence: float) -> Place:
        """Return the place of the tokens `span`, or of their larger part in one section."""
        new = self._map.new
        parts: dict[int, list[int]] = {}
        for at in range(*span):
            parts.setdefault(new.section_at(new.starts[at]), []).append(at)
        most = max(parts.values(), key=len)
        return self._at(state, new.starts[most[0]], new.ends[most[-1]], confidence)

    def _at(self, state: str, start: int, end: int, confidence: float) -> Place:
        return located(self._map.new, self._version, state, (start, end), confidence)


def located(new: Words, version: int, state: str, span: Span, confidence: float) -> Place:
    """Return the place of the code points `span` of `new.text`."""
    number = new.section_at(span[0])
    base = new.bases[number]
    words = new.text[span[0] : span[1]]
    key = new.sections[number].key
    return Place(state, version, key, span[0] - base, span[1] - base, confidence, words)


def _source(old: Words, anchor: Anchor) -> Span | None:
    """Return where the mark is in the version it was made on, as code points of its text."""
    number = old.number(anchor.section)
    start, end = anchor.start, anchor.end
    if number is not None and start is not None and end is not None:
        text = old.sections[number].text
        if 0 <= start < end <= len(text):
            words = text[start:end]
            if squeezed(words) == squeezed(anchor.exact):
                base = old.bases[number]
                left = len(words) - len(words.lstrip())
                return base + start + left, base + start + len(words.rstrip())
    places = list(find(old.text, anchor.exact))
    return places[0] if len(places) == 1 else None
