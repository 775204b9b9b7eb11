"""A round's scheme as data: criteria, scales, stances. The scheme is never code.

What is read here may have been published before anything checked it, so a fault never hides a
round: what cannot be used is left out and `app.domain.schemes` says so in words.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any, TypeGuard, cast

_WHOLE = re.compile(r"-?[0-9]{1,15}")

RECUSALS = ("proponent", "speaker", "employer", "affiliation", "family", "other")
"""Kinds of conflict of interest a member can declare."""
OUTCOMES = ("supported", "supported_if_merged", "come_back", "not_this_year")
"""Outcomes of a round that names none of its own; nobody is ever rejected."""
TEXTS = ("optional", "required", "none")
VISIBLE = ("never", "after_mine", "closed", "open")
"""When a member sees what others said; a word that is none of these means never."""
ACCEPTING = frozenset({"supported", "supported_if_merged"})
"""Of these, with which a proposal goes ahead."""
ASSIGNMENTS = ("all", "listed", "by_group")
LONGEST = 101
"""Most steps of a scale: 0 to 100. More could not be shown to be chosen from."""
HEAVIEST = 1_000_000
"""Largest weight: beyond it products of scores lose their decimals."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole numbers from `min` to `max`, with words for some of them."""

    min: int
    max: int
    labels: Mapping[int, str]

    def holds(self, score: int) -> bool:
        return self.min <= score <= self.max

    @classmethod
    def from_json(cls, data: object) -> "Scale | None":
        """Return the scale, its ends exchanged where it is upside down.

        None without both ends, or where it is too long to be chosen from.
        """
        given = table(data)
        low, high = given.get("min"), given.get("max")
        if not (is_whole(low) and is_whole(high)) or abs(high - low) >= LONGEST:
            return None
        # Nobody checks these keys on the way: a label of no score must not hide the round.
        named = {
            int(key): label
            for key, label in table(given.get("labels")).items()
            if _WHOLE.fullmatch(key) and isinstance(label, str)
        }
        return cls(min(low, high), max(low, high), named)


@dataclass(frozen=True, slots=True)
class Criterion:
    key: str
    title: str
    guidance: str = ""
    text: str = "optional"
    """`none`, `optional` or `required`."""
    scale: Scale | None = None
    weight: float = 1.0
    """How much its score counts in a review's own score; with 0 it is asked and counts nothing."""
    max_words: int | None = None
    """Words its text should have at most: told while writing, never a bar to submitting."""
    gone: bool = False
    """The round asks it no longer, and reviews still answer it: shown, counted nowhere."""

    @property
    def counts(self) -> bool:
        """Say whether its score is part of a review's own score."""
        return self.scale is not None and self.weight > 0

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Criterion":
        words = data.get("max_words")
        return cls(
            data["key"],
            _line(data.get("title")) or data["key"],
            _line(data.get("guidance")),
            _known(data.get("text"), TEXTS),
            Scale.from_json(data.get("scale")),
            weight(data.get("weight")),
            words if is_whole(words) and words > 0 else None,
        )


@dataclass(frozen=True, slots=True)
class Stance:
    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the MAG can say of a proposal in the end."""

    key: str
    title: str = ""
    """Empty where the round names none: then the program's own words for the key hold."""
    accepts: bool = False
    """A proposal with it goes ahead, and takes a place where places are counted."""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Outcome":
        """Return the outcome; where it does not say whether it accepts, a usual key tells."""
        said = data.get("accepts")
        accepts = said if isinstance(said, bool) else data["key"] in ACCEPTING
        return cls(data["key"], str(data.get("title") or ""), accepts)


USUAL_OUTCOMES = tuple(Outcome(key, accepts=key in ACCEPTING) for key in OUTCOMES)


@dataclass(frozen=True, slots=True)
class Assigned:
    """Who reads what, where not everybody reads everything: these members these papers."""

    members: tuple[str, ...] = ()
    """Accounts."""
    group: str = ""
    """A working group (its id): its participants and facilitators read these too."""
    proposals: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    title: str = ""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Assigned":
        return cls(
            _words(data.get("members")),
            str(data.get("group") or ""),
            _words(data.get("proposals")),
            _words(data.get("themes")),
            str(data.get("title") or ""),
        )


@dataclass(frozen=True, slots=True)
class Deadline:
    what: str
    at: str
    aoe: bool = False
    moved_from: tuple[Mapping[str, Any], ...] = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Deadline":
        return cls(
            data.get("what") or data.get("title") or "",
            data["at"],
            bool(data.get("aoe")),
            tuple(data.get("moved_from") or ()),
        )


@dataclass(frozen=True, slots=True)
class Round:
    id: str
    title: str
    kind: str
    """`qualitative` or `scored`."""
    status: str
    criteria: tuple[Criterion, ...] = ()
    stances: tuple[Stance, ...] = ()
    overall: Scale | None = None
    reasons: tuple[str, ...] = ()
    reasons_at_or_below: int | None = None
    others_visible: str = "never"
    capacity: int | None = None
    deadlines: tuple[Deadline, ...] = ()
    recusals: tuple[str, ...] = RECUSALS
    """Kinds of conflict of interest that can be declared, of the program's list."""
    merges: bool = True
    """Whether "could be merged with" is asked: a mark of its own, never a point of a scale."""
    outcomes: tuple[Outcome, ...] = USUAL_OUTCOMES
    assignment: str = "all"
    """`all`: everybody reads everything; `listed` and `by_group`: what `assigned` says."""
    assigned: tuple[Assigned, ...] = ()

    @classmethod
    def from_json(cls, id: str, data: Mapping[str, Any]) -> "Round":
        return cls(
            id,
            _line(data.get("title")) or id,
            _line(data.get("kind")) or "qualitative",
            _line(data.get("status")) or "open",
            tuple(map(Criterion.from_json, _keyed(data.get("criteria")))),
            tuple(
                Stance(each["key"], _line(each.get("title")) or each["key"])
                for each in _keyed(data.get("stances"))
            ),
            Scale.from_json(data.get("overall")),
            _words(data.get("reasons")),
            limit if is_whole(limit := data.get("reasons_at_or_below")) else None,
            _known(data.get("others_visible"), VISIBLE),
            slots if is_whole(slots := data.get("capacity")) and slots >= 0 else None,
            tuple(
                Deadline.from_json(each)
                for each in _tables(data.get("deadlines"))
                if isinstance(each.get("at"), str)
            ),
            tuple(each for each in _words(data.get("recusals")) if each in RECUSALS) or RECUSALS,
            data.get("merges") is not False,
            tuple(map(Outcome.from_json, _keyed(data.get("outcomes")))) or USUAL_OUTCOMES,
            _known(data.get("assignment"), ASSIGNMENTS),
            tuple(Assigned.from_json(each) for each in _tables(data.get("assigned"))),
        )

    @property
    def scored(self) -> bool:
        """Say whether a review can have a score of its own here, whatever `kind` calls it."""
        return self.overall is not None or any(each.counts for each in self.criteria)

    def with_gone(self, keys: Iterable[str]) -> "Round":
        """Return the scheme with criteria it no longer has at the end, to show what was said."""
        known = {each.key for each in self.criteria}
        gone = [Criterion(key, key, gone=True) for key in dict.fromkeys(keys) if key not in known]
        return replace(self, criteria=(*self.criteria, *gone)) if gone else self

    def criterion(self, key: str) -> Criterion | None:
        return next((each for each in self.criteria if each.key == key), None)

    def stance(self, key: str | None) -> Stance | None:
        return next((each for each in self.stances if each.key == key), None)


def is_whole(value: object) -> TypeGuard[int]:
    """Say whether `value` is a whole number: what JSON calls true is none."""
    return isinstance(value, int) and not isinstance(value, bool)


def weight(value: object) -> float:
    """Return the weight that is meant: 1 where none is given, 0 where it is no weight at all."""
    if value is None:
        return 1.0
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return 0.0
    # Compared before it is made a float: a whole number in JSON may be larger than any.
    return float(value) if 0 <= value <= HEAVIEST and isfinite(value) else 0.0


def table(value: object) -> Mapping[str, Any]:
    """Return `value` if it is a table, else an empty one: a scheme may be any JSON."""
    return cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}


def _tables(value: object) -> Iterable[Mapping[str, Any]]:
    items = cast("list[object]", value) if isinstance(value, list) else ()
    return [table(each) for each in items if isinstance(each, Mapping)]


def _keyed(value: object) -> Iterable[Mapping[str, Any]]:
    """Return what has a key of its own: of doubled ones the first, as answers go by the key."""
    found: dict[str, Mapping[str, Any]] = {}
    for each in _tables(value):
        key = each.get("key")
        if isinstance(key, str) and key:
            found.setdefault(key, each)
    return found.values()


def _line(value: object) -> str:
    return value if isinstance(value, str) else ""


def _known(value: object, words: tuple[str, ...]) -> str:
    """Return `value`, or the first of `words` where it is none of them."""
    return value if isinstance(value, str) and value in words else words[0]


def _words(value: object) -> tuple[str, ...]:
    items = cast("list[object]", value) if isinstance(value, list) else ()
    return tuple(each for each in items if isinstance(each, str))
