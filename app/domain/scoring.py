"""What scores say together: a review's own score, mean, median, spread, how far views differ.

Blanks, conflicts of interest and "no expertise" are no numbers and count nowhere. Why the
spread is the population's and how "views differ" is measured: `docs/decisions/0022-spread.md`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from math import fsum, sqrt
from typing import Any, cast

from app.domain.rounds import Round

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


Scores = Mapping[str, Any]
"""{criterion: score}, as somebody wrote them."""
Own = Callable[[object, Scores], float | None]
"""Gives the own score of a review from its `overall` and its `scores`."""


def own_score(scheme: Round, review: Mapping[str, Any]) -> float | None:
    """Return the score a review gives its proposal, None where it gives none.

    It is the overall score where the round asks for one, and nothing else; otherwise the
    weighted mean of the criteria that were scored. A criterion left blank is no zero: its
    weight leaves the sum with it. What lies outside its scale or under a key the round no
    longer has is not counted. Whether the review counts is `counts`'s to say.
    """
    return own_scores(scheme)(review.get("overall"), scores_of(review.get("scores")))


def scores_of(given: object) -> Scores:
    """Return the scores of a review; what is no mapping holds none."""
    return cast("Scores", given) if isinstance(given, dict) else {}


def own_scores(scheme: Round) -> Own:
    """Return how `own_score` is found in `scheme`, for many reviews of one round."""
    if scheme.overall is not None:
        low, high = scheme.overall.min, scheme.overall.max
        return lambda overall, _scores: on(overall, low, high)
    counting = [
        (each.key, each.weight, each.scale.min, each.scale.max)
        for each in scheme.criteria
        if each.scale is not None and each.weight > 0
    ]

    def mean(_overall: object, scores: Scores) -> float | None:
        total = weights = 0.0
        for key, weight, low, high in counting:
            score = scores.get(key)
            # As in `on`, without calling it 132,000 times in a large round.
            if type(score) is int and low <= score <= high:
                total += weight * score
                weights += weight
        return total / weights if weights else None

    return mean


def on(score: object, low: int, high: int) -> int | None:
    """Return `score` where it is a whole number from `low` to `high`, else None."""
    # What JSON calls true is an int to Python, and no score.
    return score if type(score) is int and low <= score <= high else None


def spread(values: Iterable[float]) -> Spread:
    """Return count, mean, median and standard deviation of `values`, in any order.

    Whole numbers are reckoned exactly and rounded once, others with sums that lose nothing.
    """
    ordered = sorted(values)
    n = len(ordered)
    if not n:
        return NOTHING
    half = n // 2
    median = float(ordered[half]) if n % 2 else (ordered[half - 1] + ordered[half]) / 2
    total = sum(ordered)
    if isinstance(total, int):
        squares = sum([each * each for each in ordered])
        return Spread(n, total / n, median, sqrt(n * squares - total * total) / n)
    mean = fsum(ordered) / n
    sd = sqrt(fsum([(each - mean) ** 2 for each in ordered]) / n)
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
