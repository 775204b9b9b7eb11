"""Says whether the line a mark stands on is told from other lines that say the same, or nearly.

Papers say short lines again: a salutation, a heading, an answer. And a paragraph may be said
twice, or stand beside one much like it. A comparison of two versions then has several answers
that are as good, and takes any of them. A mark is believed there only where the words before
*and* behind its line came along, or where every line like it is accounted for.
"""

from bisect import bisect_left
from collections.abc import Sequence

from app.documents.anchoring_like import Like
from app.documents.anchoring_map import WordMap
from app.documents.anchoring_words import Span, Words

REACH = 12
"""Tokens before and behind a line in which its neighbours are looked for."""

HELD = 6
"""Weight of the neighbours on one side that hold a line: a word of some length, or two."""

NEARLY = 12
"""Weight of a line from which others much like it are looked for; lighter ones only as they are."""

BOTH = 2
"""Sides from which a line is held that is believed whatever else says the same."""

BLOCK = 300
"""Tokens of a line that are compared with others at once: it bounds the time."""


class Lines:
    """The lines of two versions of a paper, and which of them are said more than once."""

    __slots__ = ("_came", "_known", "_map", "_new", "_old", "_went")

    def __init__(self, words: WordMap, came: Like) -> None:
        """Look for twins of lines of `words`; `came` knows the words that came anew."""
        self._map, self._came = words, came
        self._went: Like | None = None
        self._old, self._new = _lines(words.old), _lines(words.new)
        self._known: dict[Span, bool] = {}

    def told(self, span: Span) -> bool:
        """Say whether the lines of a mark, which stayed in one piece, are told from all others."""
        at = span[0]
        while at < span[1]:
            line = bounds(self._map.old, at)
            here = max(at, line[0])
            sides = self._held(line, self._map.to[here])
            if sides < BOTH and self._again(line, here, sides):
                return False
            at = line[1]
        return True

    def came(self, part: Span, span: Span) -> bool:
        """Say whether the line of a part of a mark is, for the most part, the one it is in now."""
        old, new, to = self._map.old, self._map.new, self._map.to
        at = max(part[0], span[0])
        line, there = bounds(old, at), bounds(new, to[at])
        shared = sum(
            old.weigh((each, each + 1)) for each in range(*line) if there[0] <= to[each] < there[1]
        )
        return 2 * shared >= min(old.weigh(line), new.weigh(there))

    # --- held from both sides ------------------------------------------------------------------

    def _held(self, line: Span, image: int) -> int:
        """Return on how many sides the words beside a line came along with it."""
        there = bounds(self._map.new, image)
        return self._beside(line, there, -1) + self._beside(line, there, 1)

    def _beside(self, line: Span, image: Span, step: int) -> bool:
        """Say whether enough of the words on one side came along; so does the end of a paper."""
        old, to = self._map.old, self._map.to
        here, there = (line[1], image[1]) if step > 0 else (line[0] - 1, image[0] - 1)
        if not 0 <= here < len(to):
            return not 0 <= there < len(self._map.back)
        mine = _near(old, to, line, step)
        its = _near(self._map.new, self._map.back, image, step)
        found = 0
        for at in range(here, here + step * mine, step):
            if to[at] >= 0 and 0 <= step * (to[at] - there) < its:
                found += old.weigh((at, at + 1))
        return found >= HELD

    # --- said again ----------------------------------------------------------------------------

    def _again(self, line: Span, at: int, sides: int) -> bool:
        """Say whether a line, or what became of it, is said again and that is not accounted for."""
        there = bounds(self._map.new, self._map.to[at])
        said, now = _said(self._map.old, line), _said(self._map.new, there)
        if any(
            len(lines.get(each, ())) > 1 for lines in (self._old, self._new) for each in (said, now)
        ):
            return not (sides and said == now and self._accounted(said))
        first = line[0] + (at - line[0]) // BLOCK * BLOCK
        part = first, min(first + BLOCK, line[1])
        if part not in self._known:
            self._known[part] = self._nearly(part)
        return self._known[part]

    def _accounted(self, said: str) -> bool:
        """Say whether all lines that say this became all that say it now, in order.

        Each of them must be held from one side at least, and none stand beside another now that
        did not before.
        """
        old, to = self._map.old, self._map.to
        here, there = self._old.get(said, []), self._new.get(said, [])
        return [to[at] for at in here] == there and all(
            self._held(bounds(old, at), to[at])
            and _doubled(old, bounds(old, at))
            == _doubled(self._map.new, bounds(self._map.new, to[at]))
            for at in here
        )

    def _nearly(self, part: Span) -> bool:
        """Say whether a passage much like it came anew, or went."""
        old = self._map.old
        heavy = old.weigh(part)
        if heavy < NEARLY:
            return False
        if self._went is None:
            self._went = Like(old, self._map.to)
        tokens = old.tokens[part[0] : part[1]]
        return self._came.near(tokens, heavy) or self._went.near(tokens, heavy, part)


def bounds(words: Words, at: int) -> Span:
    """Return the tokens of the line in which the token `at` stands."""
    line = words.line(at)
    first = bisect_left(words.starts, words.breaks[line - 1]) if line else 0
    last = bisect_left(words.starts, words.breaks[line]) if line < len(words.breaks) else None
    return first, len(words) if last is None else last


def _near(words: Words, taken: Sequence[int], line: Span, step: int) -> int:
    """Return how many tokens on one side of a line are near: REACH, or fewer.

    A line that went or came ends them (it may have been the neighbour), and one that says the
    same: it is no witness.
    """
    begin = line[1] if step > 0 else line[0] - 1
    said, count = words.tokens[line[0] : line[1]], 0
    while count < REACH and 0 <= begin + step * count < len(words):
        each = bounds(words, begin + step * count)
        if words.tokens[each[0] : each[1]] == said or all(taken[at] < 0 for at in range(*each)):
            break
        count = each[1] - begin if step > 0 else begin - each[0] + 1
    return min(count, REACH)


def _doubled(words: Words, line: Span) -> tuple[bool, bool]:
    """Say whether the line before, and the one behind, says the same."""
    said = words.tokens[line[0] : line[1]]
    before = bounds(words, line[0] - 1) if line[0] else (0, 0)
    behind = bounds(words, line[1]) if line[1] < len(words) else (0, 0)
    return words.tokens[slice(*before)] == said, words.tokens[slice(*behind)] == said


def _said(words: Words, line: Span) -> str:
    return " ".join(words.tokens[line[0] : line[1]])


def _lines(words: Words) -> dict[str, list[int]]:
    """Return {what a line says: the first tokens of the lines that say it}."""
    found: dict[str, list[int]] = {}
    at = 0
    while at < len(words):
        line = bounds(words, at)
        found.setdefault(_said(words, line), []).append(at)
        at = line[1]
    return found
