"""Words that were probably meant: a misspelt key must not be taken for a field of one's own."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

_LONG = 8
_SHORT = 3


def near(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` probably stands for, None if it stands for itself.

    One slip (a letter more, less, other, or two swapped) makes a near miss, two in a
    word of eight letters or more. A slip in the first letter hardly ever happens, and
    `mode` is not `code`: it is no near miss unless the letters are only swapped.
    """
    folded = word.casefold().replace("-", "_").replace(" ", "_")
    best: tuple[int, str] | None = None
    for each in known:
        reach = 2 if len(each) >= _LONG else 1
        apart = OSA.distance(folded, each.casefold(), score_cutoff=reach)
        same_start = folded[:1] == each[:1].casefold() or sorted(folded) == sorted(each)
        if (
            apart <= reach
            and same_start
            and len(each) > _SHORT
            and (best is None or (apart, each) < best)
        ):
            best = (apart, each)
    return best[1] if best else None
