"""Where a mark sits: W3C Web Annotation selectors on a section's plain text."""

from dataclasses import dataclass
from typing import Any

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
            str(quote.get("exact", "")),
            str(quote.get("prefix", "")),
            str(quote.get("suffix", "")),
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
