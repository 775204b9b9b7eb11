"""A round's scheme as data: criteria, scales, stances. The scheme is never code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_WHOLE = re.compile(r"-?[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole numbers from `min` to `max`, with words for some of them."""

    min: int
    max: int
    labels: Mapping[int, str]

    def holds(self, score: int) -> bool:
        return self.min <= score <= self.max

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> "Scale | None":
        if not data:
            return None
        labels: Mapping[str, str] = data.get("labels") or {}
        # Nobody checks these keys on the way: a label of no score must not hide the round.
        named = {int(key): label for key, label in labels.items() if _WHOLE.fullmatch(key)}
        return cls(int(data["min"]), int(data["max"]), named)


@dataclass(frozen=True, slots=True)
class Criterion:
    key: str
    title: str
    guidance: str = ""
    text: str = "optional"
    """`none`, `optional` or `required`."""
    scale: Scale | None = None
    weight: float = 1.0

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Criterion":
        return cls(
            data["key"],
            data.get("title") or data["key"],
            data.get("guidance") or "",
            data.get("text") or "optional",
            Scale.from_json(data.get("scale")),
            float(data.get("weight") or 1.0),
        )


@dataclass(frozen=True, slots=True)
class Stance:
    key: str
    title: str


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

    @classmethod
    def from_json(cls, id: str, data: Mapping[str, Any]) -> "Round":
        return cls(
            id,
            data.get("title") or id,
            data.get("kind") or "qualitative",
            data.get("status") or "open",
            tuple(Criterion.from_json(each) for each in data.get("criteria") or ()),
            tuple(
                Stance(each["key"], each.get("title") or each["key"])
                for each in data.get("stances") or ()
            ),
            Scale.from_json(data.get("overall")),
            tuple(data.get("reasons") or ()),
            data.get("reasons_at_or_below"),
            data.get("others_visible") or "never",
            data.get("capacity"),
            tuple(Deadline.from_json(each) for each in data.get("deadlines") or ()),
        )

    def criterion(self, key: str) -> Criterion | None:
        return next((each for each in self.criteria if each.key == key), None)

    def stance(self, key: str | None) -> Stance | None:
        return next((each for each in self.stances if each.key == key), None)
