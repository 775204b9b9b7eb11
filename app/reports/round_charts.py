"""The charts of a round: who answered, positions, scores, balance; each says in words what it shows."""

from collections import Counter
from collections.abc import Iterator, Sequence

from app.domain import lenses
from app.domain.ledgers import STATES, Asked
from app.domain.matrices import Line, Matrix
from app.i18n import _
from app.phrases import balance as phrases
from app.phrases.numbers import decimal, signed
from app.reports import words
from app.reports.palette import GOOD
from app.reports.plain import one_line
from app.reports.positions import colour_of, title_of
from app.reports.tree import Chart, Series

MOST = 40
"""Proposals of one chart; the table holds them all."""
_STEPS = 10
_REST = 0xBDB8AE
"""Colour of what is not there yet."""


def answered(matrix: Matrix) -> Chart:
    """Return how many members of each stakeholder group have answered."""
    people: Counter[str] = Counter()
    here: Counter[str] = Counter()
    for each in matrix.members:
        if each.expected:
            value = lenses.value_of(each, "group")
            people[value] += 1
            here[value] += each.answered > 0
    values = sorted(people, key=lambda value: (value == "", -people[value], value))
    return Chart(
        "shares",
        tuple(phrases.value("group", value) for value in values),
        (
            Series(_("Answered"), tuple(here[value] for value in values), GOOD),
            Series(_("Not yet"), tuple(people[value] - here[value] for value in values), _REST),
        ),
        caption=_("Members who have answered, by stakeholder group"),
        unit=_("members"),
    )


def spread_of_answers(matrix: Matrix) -> Chart:
    """Return how many proposals have how many reviews."""
    counts = [each.answered for each in matrix.proposals]
    step = max(1, -(-(max(counts, default=0) + 1) // _STEPS))
    bins = Counter(count // step for count in counts)
    wide = range(max(bins, default=0) + 1)
    labels = [f"{each * step}" if step == 1 else f"{each * step}–{each * step + step - 1}"
              for each in wide]  # fmt: skip
    return Chart(
        "histogram",
        tuple(labels),
        (Series(_("Proposals"), tuple(bins[each] for each in wide)),),
        caption=_("Proposals by how many reviews they have"),
        unit=_("proposals"),
    )


def positions(matrix: Matrix) -> Iterator[Chart]:
    """Yield the positions on each proposal; on the most divided ones where there are many."""
    lines = [each for each in matrix.proposals if any(each.stances.values())]
    if not lines:
        return
    caption = _("Positions by proposal")
    if len(lines) > MOST:
        lines = sorted(lines, key=lambda each: -(each.controversy or 0))[:MOST]
        caption = _("Positions on the {n} proposals on which views differ most").format(n=MOST)
    scheme = matrix.round
    keys = [each.key for each in scheme.stances]
    yield Chart(
        "shares",
        tuple(map(_called, lines)),
        tuple(
            Series(
                title_of(scheme, key),
                tuple(each.stances.get(key, 0) for each in lines),
                colour_of(scheme, key),
            )
            for key in keys
        ),
        caption=caption,
        unit=_("reviews"),
    )


def scores(matrix: Matrix) -> Iterator[Chart]:
    """Yield how the means of the proposals lie, and the highest of them."""
    means = [each.spread.mean for each in matrix.proposals if each.spread.mean is not None]
    if not means:
        return
    low, high = _ends(matrix)
    width = (high - low) / _STEPS
    bins = Counter(min(int((each - low) / width), _STEPS - 1) if width else 0 for each in means)
    yield Chart(
        "histogram",
        tuple(decimal(low + each * width, 1) for each in range(_STEPS)),
        (Series(_("Proposals"), tuple(bins[each] for each in range(_STEPS))),),
        caption=_("Proposals by their mean, from {low} to {high}").format(
            low=signed(f"{low:g}"), high=signed(f"{high:g}")
        ),
        unit=_("proposals"),
    )
    ranked = sorted(
        (each for each in matrix.proposals if each.spread.mean is not None),
        key=lambda each: (-(each.spread.mean or 0), each.code),
    )
    caption = _("Means, the highest first")
    if len(ranked) > MOST:
        caption = _("The {n} highest means").format(n=MOST)
    shown = ranked[:MOST]
    yield Chart(
        "bars",
        tuple(map(_called, shown)),
        (Series(_("Mean"), tuple(each.spread.mean for each in shown)),),
        caption=caption,
        highest=high,
    )


def balance(matrix: Matrix, by: str) -> Chart:
    """Return which share of the reviews comes from which group or region."""
    parts = lenses.balance(matrix, by)
    return Chart(
        "bars",
        tuple(phrases.value(by, each.value) for each in parts),
        (Series(_("Reviews"), tuple(each.reviews for each in parts)),),
        caption=_("Reviews by stakeholder group") if by == "group" else _("Reviews by region"),
        unit=_("reviews"),
    )


def states(asked: Sequence[Asked]) -> Chart:
    """Return how far the questions have come."""
    counts = Counter(each.state for each in asked)
    return Chart(
        "bars",
        tuple(words.question_state(each) for each in STATES),
        (Series(_("Questions"), tuple(counts[each] for each in STATES)),),
        caption=_("How far the questions have come"),
        unit=_("questions"),
    )


def _called(line: Line) -> str:
    return one_line(line.code) or one_line(line.title)[:30] or line.id


def _ends(matrix: Matrix) -> tuple[float, float]:
    """Return the ends of the scale that a review's own score lies on."""
    scheme = matrix.round
    scales = [scheme.overall] if scheme.overall else [
        each.scale for each in scheme.criteria if each.counts
    ]  # fmt: skip
    found = [each for each in scales if each is not None]
    return (
        min((each.min for each in found), default=0),
        max((each.max for each in found), default=1),
    )
