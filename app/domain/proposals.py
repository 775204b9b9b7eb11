"""Proposals and their versions, as the member reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    heading: str
    text: str
    """Markdown (CommonMark, no HTML)."""


@dataclass(frozen=True, slots=True)
class Version:
    id: str
    proposal: str
    number: int
    at: str
    sections: tuple[Section, ...]
    note: str = ""
    answers: tuple[Mapping[str, Any], ...] = ()

    @classmethod
    def from_json(cls, id: str, data: Mapping[str, Any]) -> "Version":
        return cls(
            id,
            data.get("proposal") or "",
            int(data.get("number") or 0),
            data.get("at") or "",
            tuple(
                Section(each.get("key") or "", each.get("heading") or "", each.get("text") or "")
                for each in data.get("sections") or ()
            ),
            data.get("note") or "",
            tuple(data.get("answers") or ()),
        )


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A line of the list: the proposal, and what I think of it so far."""

    id: str
    code: str
    title: str
    summary: str
    theme: str
    round: str
    status: str
    version: int
    review_state: str | None
    """`draft`, `submitted` (waits for a line), `received`, `decision` (conflicting or refused),
    or None before the first word."""
    reviewed_version: int | None
    stance: str | None
    overall: int | None
    recused: str | None
    read_version: int | None
    """The newest version I have opened, None if I never did."""
    fresh: bool = True
    """What is new of it, if anything, was not seen yet: neither opened nor marked as seen."""
    counts: Mapping[str, int] = field(default_factory=dict[str, int])
    """Words of its newest text by script; empty while they were not counted."""

    @property
    def unread(self) -> bool:
        return self.read_version is None

    @property
    def changed(self) -> bool:
        """A newer version came since I read it."""
        return self.read_version is not None and self.read_version < self.version

    @property
    def review_outdated(self) -> bool:
        """I reviewed an earlier version than the one there is now."""
        return self.reviewed_version is not None and self.reviewed_version < self.version
