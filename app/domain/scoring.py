"""What scores say together: a review's own score, mean, median, spread, how far views differ.

Blanks, conflicts of interest and "no expertise" are no numbers and count nowhere. Why the
spread is the population's and how "views differ" is measured: `docs/decisions/0022-spread.md`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import fsum, sqrt
from typing import Any

from app.domain.rounds import Criterion, Round, Scale, is_whole

DIGITS = 9
"""Decimals to which scores are told apart: beyond them is only how a computer divides."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How many values there are and how they lie; without values all but `n` is None."""

    n: int = 0
    mean: float | None = None
    median: float | None = None
    sd: float | None = None
    """The population's standard deviation: those who answered are all there are."""


NOTHING = Spread()


def counts(review: Mapping[str, Any]) -> bool:
    """Say whether a review counts at all: neither conflict of interest nor "no expertise"."""
    return not (review.get("recused") or review.get("no_expertise"))


def own_score(scheme: Round, review: Mapping[str, Any]) -> float | None:
    """Return the score a review gives its proposal, None where it gives none.

    It is the overall score where the round asks for one, and nothing else; otherwise the
    weighted mean of the criteria that were scored. A criterion left blank is no zero: its
    weight leaves the sum with it. What lies outside its scale or under a key the round no
    longer has is not counted. Whether the review counts is `counts`'s to say.
    """
    if scheme.overall is not None:
        return _on(scheme.overall, review.get("overall"))
    given = review.get("scores")
    if not isinstance(given, Mapping):
        return None
    scores: Mapping[str, Any] = given
    total = weights = 0.0
    for each in scheme.criteria:
        score = score_of(each, scores) if each.weight > 0 else None
        if score is not None:
            total += each.weight * score
            weights += each.weight
    return total / weights if weights else None


def score_of(criterion: Criterion, scores: Mapping[str, Any]) -> int | None:
    """Return the score given for `criterion`, None where it is blank or outside the scale."""
    return _on(criterion.scale, scores.get(criterion.key))


def _on(scale: Scale | None, score: object) -> int | None:
    if scale is None or not is_whole(score) or not scale.holds(score):
        return None
    return score


def spread(values: Iterable[float]) -> Spread:
    """Return count, mean, median and standard deviation of `values`, in any order."""
    ordered = sorted(values)
    n = len(ordered)
    if not n:
        return NOTHING
    mean = fsum(ordered) / n
    middle = n // 2
    median = float(ordered[middle] if n % 2 else (ordered[middle - 1] + ordered[middle]) / 2)
    sd = sqrt(fsum((each - mean) ** 2 for each in ordered) / n)
    return Spread(n, mean, median, sd)


def reach(scheme: Round) -> tuple[int, int] | None:
    """Return the lowest and highest own score possible in `scheme`, None where it has no scores."""
    if scheme.overall is not None:
        return scheme.overall.min, scheme.overall.max
    scales = [each.scale for each in scheme.criteria if each.counts and each.scale is not None]
    if not scales:
        return None
    return min(each.min for each in scales), max(each.max for each in scales)


def controversy(of: Spread, ends: tuple[int, int] | None) -> float | None:
    """Return how far views differ, from 0 (all the same) to 1 (they could not lie further apart).

    It is the standard deviation against the largest that so many answers can have on a scale
    from `ends[0]` to `ends[1]`: half of them at one end, half at the other. None where fewer
    than two answered, for one view cannot differ.
    """
    if of.sd is None or of.n < 2 or ends is None or ends[0] >= ends[1]:  # noqa: PLR2004 -- two views
        return None
    half = of.n // 2
    largest = (ends[1] - ends[0]) * sqrt(half * (of.n - half)) / of.n
    return min(1.0, of.sd / largest)


def division(counted: Collection[int], kinds: int) -> float | None:
    """Return how far positions differ, from 0 (all the same) to 1 (evenly over all `kinds`).

    `counted` is how many took each position. It is the index of qualitative variation: one
    less the chance that two drawn with repetition agree, against the largest that `kinds`
    positions allow. It takes no order of positions for granted. None for fewer than two answers.
    """
    n = sum(counted)
    if n < 2 or kinds < 2:  # noqa: PLR2004 -- two views, two positions
        return None
    agreeing = fsum((each / n) ** 2 for each in counted)
    return min(1.0, max(0.0, (1 - agreeing) * kinds / (kinds - 1)))
