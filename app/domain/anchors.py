"""Where a mark sits: W3C Web Annotation selectors on a section's plain text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

CONTEXT = 32
"""Characters of prefix and suffix kept around a quote (Hypothesis keeps as many)."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Quote and position; offsets are code points within the section's plain text."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    section: str | None = None
    start: int | None = None
    end: int | None = None
    ambiguous: bool = False
    page: dict[str, Any] | None = None

    def to_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "quote": {"exact": self.exact, "prefix": self.prefix, "suffix": self.suffix}
        }
        if self.start is not None:
            found["position"] = {"start": self.start, "end": self.end}
        if self.section is not None:
            found["section"] = self.section
        if self.ambiguous:
            found["ambiguous"] = True
        if self.page is not None:
            found["page"] = self.page
        return found

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> "Anchor":
        quote: dict[str, Any] = found.get("quote") or {}
        position: dict[str, Any] = found.get("position") or {}
        return cls(
            str(quote.get("exact") or ""),  # null says "not given"
            str(quote.get("prefix") or ""),
            str(quote.get("suffix") or ""),
            found.get("section"),
            position.get("start"),
            position.get("end"),
            bool(found.get("ambiguous")),
            found.get("page"),
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where an anchor is in the newest version of its paper."""

    state: str
    """`kept`, `changed` or `gone`."""
    version: int | None = None
    section: str | None = None
    start: int | None = None
    end: int | None = None
    confidence: float = 0.0
    exact: str | None = None
    """The words found there."""
    decided: str | None = None
    """What the member said about it in this version: `accepted`, `moved` or `settled`."""

    def to_json(self) -> dict[str, Any]:
        return {
            "state": self.state,
            "version": self.version,
            "section": self.section,
            "start": self.start,
            "end": self.end,
            "confidence": self.confidence,
            "exact": self.exact,
        }


GONE = Place("gone")

LONGEST = 10
"""Digits from which a version's number is none."""

DECISIONS = ("accepted", "moved", "settled")
"""A changed place is right; the mark belongs to other words; it has served its turn."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a member said about her mark in one version of its paper.

    The record keeps them in `places`, {version: {`state`, `anchor`, `at`}}, beside its first
    `anchor`, which never changes: the words it was made on are told for ever.
    """

    version: int
    state: str
    anchor: Anchor | None
    """Where the mark is in that version; None if settled."""
    at: str = ""

    def to_json(self) -> dict[str, Any]:
        where = None if self.anchor is None else self.anchor.to_json()
        return {"state": self.state, "anchor": where, "at": self.at}


def is_version(number: str) -> bool:
    """Say whether a key of `places` is the number of a version."""
    return number.isascii() and number.isdecimal() and len(number) < LONGEST


def decisions(data: Mapping[str, Any]) -> list[Decision]:
    """Return what was decided about a note or comment, the oldest version first."""
    given: object = data.get("places")
    found: list[Decision] = []
    for number, each in cast("dict[str, Any]", given).items() if isinstance(given, dict) else ():
        if not is_version(number) or not isinstance(each, dict):
            continue
        said = cast("dict[str, Any]", each)
        anchor, state = _anchor(said.get("anchor")), said.get("state")
        if state == "settled" or (state in DECISIONS and anchor is not None):
            found.append(Decision(int(number), str(state), anchor, str(said.get("at") or "")))
    return sorted(found, key=lambda each: each.version)


def _anchor(value: object) -> Anchor | None:
    """Read an anchor that nobody has checked; None for what is none."""
    if not isinstance(value, dict):
        return None
    given = cast("dict[str, Any]", value)
    quote: object = given.get("quote")
    position: object = given.get("position") or {}
    if not isinstance(quote, dict) or not isinstance(position, dict):
        return None
    ends = cast("dict[str, Any]", position)
    whole = all(isinstance(ends.get(name), int | None) for name in ("start", "end"))
    return Anchor.from_json(given) if whole else None


def latest(data: Mapping[str, Any], version: int) -> Decision | None:
    """Return the last decision about a mark up to `version` of its paper."""
    return next((each for each in reversed(decisions(data)) if each.version <= version), None)


def with_decision(data: Mapping[str, Any], decision: Decision) -> dict[str, Any]:
    """Return the record with `decision` in place of an earlier one about the same version."""
    given: object = data.get("places")
    places = dict(cast("dict[str, Any]", given)) if isinstance(given, dict) else {}
    return {**data, "places": {**places, str(decision.version): decision.to_json()}}


def withdrawn_words(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what others may read of a withdrawn comment: neither its words nor its quotes."""
    left = {name: value for name, value in data.items() if name != "places"}
    return {**left, "text": "", "anchor": None}
