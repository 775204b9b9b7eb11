"""The rules of the bidirectional algorithm that see one isolating run sequence (UAX#9, W1 to I2)."""

from collections.abc import Sequence

from app.reports.brackets import CLOSES, OPENS

STRONG = frozenset({"L", "R", "AL"})
ISOLATES = frozenset({"LRI", "RLI", "FSI"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "FSI", "LRI", "RLI", "PDI"})
_DIRECTION = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
"""What a type counts as beside neutrals and within brackets."""
_PAIRS = 63
"""Brackets that may wait for their closer (BD16)."""


def direction(level: int) -> str:
    return "R" if level & 1 else "L"


def weak(types: list[str], start: str) -> None:  # noqa: C901 -- seven short rules in a row
    """Resolve marks, numbers and their signs in place (W1 to W7)."""
    before = strong = start
    for i, kind in enumerate(types):
        if kind == "NSM":
            types[i] = "ON" if before in ISOLATES or before == "PDI" else before
        before = types[i]
        if before in STRONG:
            strong = before
        elif before == "EN" and strong == "AL":
            types[i] = "AN"
    # W2 looks at types after W1 only, so AL turns into R in a second walk.
    for i, kind in enumerate(types):
        if kind == "AL":
            types[i] = "R"
    for i in range(1, len(types) - 1):
        left, kind, right = types[i - 1 : i + 2]
        if left == right and (
            (kind == "ES" and left == "EN") or (kind == "CS" and left in {"EN", "AN"})
        ):
            types[i] = left
    _terminators(types)
    strong = start
    for i, kind in enumerate(types):
        if kind in {"ES", "ET", "CS"}:
            types[i] = "ON"
        elif kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            types[i] = "L"


def _terminators(types: list[str]) -> None:
    """Let signs beside European numbers join them (W5)."""
    i = 0
    while i < len(types):
        end = i
        while end < len(types) and types[end] == "ET":
            end += 1
        if end > i and ((i and types[i - 1] == "EN") or (end < len(types) and types[end] == "EN")):
            types[i:end] = ["EN"] * (end - i)
        i = max(end, i + 1)


def brackets(
    types: list[str], chars: Sequence[str], own: Sequence[str], start: str, level: int
) -> None:
    """Give both brackets of a pair the direction of what they hold (N0)."""
    embedding = direction(level)
    for opener, closer in _bracket_pairs(types, chars):
        inside = {_DIRECTION[kind] for kind in types[opener + 1 : closer] if kind in _DIRECTION}
        if not inside:
            continue
        given = embedding
        if embedding not in inside:
            given = next(
                (_DIRECTION[types[i]] for i in range(opener - 1, -1, -1) if types[i] in _DIRECTION),
                start,
            )
        for bracket in (opener, closer):
            types[bracket] = given
            following = bracket + 1
            while following < len(types) and own[following] == "NSM":
                types[following] = given
                following += 1


def _bracket_pairs(types: Sequence[str], chars: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of paired brackets, in the order of the openers (BD16)."""
    waiting: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for i, (kind, char) in enumerate(zip(types, chars, strict=True)):
        if kind != "ON":
            continue
        if char in OPENS:
            if len(waiting) == _PAIRS:
                return []
            waiting.append((OPENS[char], i))
        elif char in CLOSES:
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == CLOSES[char]:
                    pairs.append((waiting[depth][1], i))
                    del waiting[depth:]
                    break
    return sorted(pairs)


def neutrals(types: list[str], start: str, end: str, embedding: str) -> None:
    """Let neutrals follow what is on both sides of them (N1, N2)."""
    i = 0
    while i < len(types):
        after = i
        while after < len(types) and types[after] in _NEUTRAL:
            after += 1
        if after > i:
            left = _DIRECTION[types[i - 1]] if i else start
            right = _DIRECTION[types[after]] if after < len(types) else end
            types[i:after] = [left if left == right else embedding] * (after - i)
        i = max(after, i + 1)


def implicit(level: int, kind: str) -> int:
    """Return the final level of a character (I1, I2)."""
    if level & 1:
        return level if kind == "R" else level + 1
    return {"R": level + 1, "AN": level + 2, "EN": level + 2}.get(kind, level)
