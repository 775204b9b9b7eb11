"""Who fits into the places a round has: ranking by mean, the line, and quotas.

Higher means are better. Proposals with equal means have equal ranks, and where the line falls
among them it says so instead of choosing: only an order that the chair names, or a quota,
decides between equals. Proposals without any score have no rank and are never above the line.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from app.domain.scoring import DIGITS

KINDS = ("group", "region", "theme")
"""What places can be shared by: stakeholder group and region of the proposers, theme."""
UNKNOWN = ""
"""The value of a proposal of which it is not known."""
NO_REGION = "igo"
"""Stands among the regions for intergovernmental organisations, which have none."""

State = Literal["in", "tied", "out", "unscored"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A proposal as it stands for a place."""

    id: str
    mean: float | None
    """Of the reviews that count; None without any."""
    n: int = 0
    """How many reviews count."""
    code: str = ""
    title: str = ""
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """{kind of KINDS: its values}; several proposers have several groups and regions."""

    def of(self, kind: str) -> tuple[str, ...]:
        return self.values.get(kind) or (UNKNOWN,)


@dataclass(frozen=True, slots=True)
class Quota:
    """At most (or at least) `n` places for proposals of one `value`, or of each one."""

    kind: str
    n: int
    value: str | None = None
    """None: for each value there is."""
    least: bool = False
    """At least so many, as far as there are that many with a score; needs a value."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one proposal stands."""

    entry: Entry
    rank: int | None
    """1 for the best; equals share the better rank. None without a score."""
    tied: bool
    """Another one has the same mean."""
    state: State
    """`tied`: the line falls among it and its equals."""


@dataclass(frozen=True, slots=True)
class Line:
    """The ranking with the line drawn in it."""

    slots: int
    cutoff: float | None
    """The mean of the last one that fits by rank alone; None where there are fewer."""
    places: tuple[Place, ...]
    """In the order of their means, equals by the order named, then by code."""
    open_slots: int
    """Places for which the tied ones stand."""

    def ids(self, *states: State) -> tuple[str, ...]:
        return tuple(each.entry.id for each in self.places if each.state in states)


def ranked(entries: Iterable[Entry], prefer: Sequence[str] = ()) -> list[Entry]:
    """Return entries from best to last: by mean, equals by `prefer`, then by code and id."""
    at = {id: number for number, id in enumerate(prefer)}

    def key(each: Entry) -> tuple[bool, float, int, str, str]:
        return (
            each.mean is None,
            -(_mean(each) or 0.0),
            at.get(each.id, len(at)),
            each.code,
            each.id,
        )

    return sorted(entries, key=key)


def cutoff(entries: Iterable[Entry], slots: int) -> float | None:
    """Return the mean of the proposal that takes the last of `slots` places by rank alone."""
    means = [each.mean for each in ranked(entries) if each.mean is not None]
    return means[slots - 1] if 0 < slots <= len(means) else None


def draw(
    entries: Iterable[Entry],
    slots: int,
    quotas: Sequence[Quota] = (),
    prefer: Sequence[str] = (),
) -> Line:
    """Return the ranking with the line at `slots` places.

    What must be there at least is placed first, best first; then everybody by rank, as far
    as no quota is full. Where equals outnumber what is left for them, all of them are
    `tied` and none is chosen, unless `prefer` names an order among them.
    """
    known = list(entries)
    order = ranked(known, prefer)
    scored = [each for each in order if each.mean is not None]
    filling = _filled(scored, slots, quotas, prefer)
    ranks = _ranks(scored)
    many = Counter(_mean(each) for each in scored)
    return Line(
        slots,
        cutoff(known, slots),
        tuple(
            Place(
                each,
                ranks.get(each.id),
                each.mean is not None and many[_mean(each)] > 1,
                "unscored" if each.mean is None else filling.state.get(each.id, "out"),
            )
            for each in order
        ),
        filling.open,
    )


def _filled(
    scored: Sequence[Entry], slots: int, quotas: Sequence[Quota], prefer: Sequence[str]
) -> "_Filling":
    """Give the places; what there must be at least is placed first where rank alone falls short."""
    most = [each for each in quotas if not each.least]
    short: list[Quota] = []
    while True:
        filling = _Filling(slots, most)
        for quota in short:
            _reserve(filling, quota, scored, prefer)
        for equals in _groups(scored, prefer):
            filling.take([each for each in equals if each.id not in filling.state])
        # Placing some first may push others below what they must have: looked at once more.
        more = [
            each
            for each in quotas
            if each.least and each not in short and _placed(filling, each, scored) < each.n
        ]
        if not more:
            return filling
        short += more


def _placed(filling: "_Filling", quota: Quota, scored: Sequence[Entry]) -> int:
    return sum(
        filling.state.get(each.id) == "in" for each in scored if quota.value in each.of(quota.kind)
    )


class _Filling:
    """Places being given, with what is left of each quota."""

    def __init__(self, slots: int, quotas: Sequence[Quota]) -> None:
        self.left = max(slots, 0)
        self.open = 0
        self.state: dict[str, State] = {}
        self._quotas = quotas
        self._used: Counter[tuple[int, str]] = Counter()

    def take(self, equals: list[Entry]) -> None:
        """Give places to proposals that are equal: to all that may have one, or to none."""
        able = [each for each in equals if not self._full(each)]
        short = {key for key, wanted in self._asked(able).items() if wanted > self._room(key)}
        if len(able) > self.left:
            contested = able
        else:
            contested = [each for each in able if not short.isdisjoint(self._keys(each))]
        for each in able:
            if each not in contested:
                self._give(each, "in")
        self.contest(contested, self.left)

    def contest(self, equals: list[Entry], most: int) -> None:
        """Keep up to `most` places for proposals of which none can be chosen."""
        fitting = 0
        for each in equals:
            fits = fitting < most and not self._full(each)
            fitting += fits
            self._give(each, "tied", counts=fits)
        self.open += fitting

    def _give(self, each: Entry, state: State, *, counts: bool = True) -> None:
        self.state[each.id] = state
        if counts:
            self.left -= 1
            self._used.update(self._keys(each))

    def _full(self, each: Entry) -> bool:
        return self.left == 0 or any(self._room(key) == 0 for key in self._keys(each))

    def _keys(self, each: Entry) -> set[tuple[int, str]]:
        """Return the quotas it counts against; one with two groups counts for both."""
        return {
            (number, value)
            for number, quota in enumerate(self._quotas)
            for value in each.of(quota.kind)
            if quota.value is None or quota.value == value
        }

    def _room(self, key: tuple[int, str]) -> int:
        return max(self._quotas[key[0]].n - self._used[key], 0)

    def _asked(self, entries: Iterable[Entry]) -> Counter[tuple[int, str]]:
        return Counter(key for each in entries for key in self._keys(each))


def _reserve(
    filling: _Filling, quota: Quota, scored: Sequence[Entry], prefer: Sequence[str]
) -> None:
    """Place the best of a value until there are as many as there must be at least."""
    wanted = [each for each in scored if quota.value in each.of(quota.kind)]
    for equals in _groups(wanted, prefer):
        missing = quota.n - _placed(filling, quota, scored)
        ahead = [each for each in equals if each.id not in filling.state]
        if missing <= 0:
            return
        if len(ahead) > missing:
            filling.contest(ahead, missing)
            return
        filling.take(ahead)


def _groups(scored: Sequence[Entry], prefer: Sequence[str]) -> Iterable[list[Entry]]:
    """Yield runs of equals, the best first; one that `prefer` names stands before its equals."""
    named = set(prefer)
    run: list[Entry] = []
    for each in scored:
        if run and (each.id in named or run[-1].id in named or _mean(run[-1]) != _mean(each)):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _ranks(scored: Sequence[Entry]) -> dict[str, int]:
    first: dict[float | None, int] = {}
    for number, each in enumerate(scored, start=1):
        first.setdefault(_mean(each), number)
    return {each.id: first[_mean(each)] for each in scored}


def _mean(each: Entry) -> float | None:
    return None if each.mean is None else round(each.mean, DIGITS)
