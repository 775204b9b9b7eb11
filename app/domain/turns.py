"""A turn of a transcript, or a line of a chat, as the record of its document keeps it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from app.domain.linking import Link
from app.domain.speakers import Match, key

KINDS = ("transcript", "chat")
"""Kinds of documents that hold what was said. Nothing of them is authoritative."""
MOST = 5_000
"""Turns of one document."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Who said which words of the plain text, as far as it could be told, and about what."""

    n: int
    """Counted from 1."""
    speaker: str
    """As captioned; empty where the caption names nobody."""
    start: int
    end: int
    """Of its words in the document's plain text (`plain`), in code points."""
    member: str | None = None
    """Account of who spoke; None where it is not known, or nobody of the roster."""
    item: str | None = None
    proposal: str | None = None
    poor: bool = False
    """The captioner noted that it could not be heard well."""
    two: bool = False
    """Words of somebody else may be in it."""
    settled: bool = False
    """Its item and proposal were put by hand, and are no suggestion any more."""
    when: str = ""
    """HH:MM:SS, from the beginning of the recording or by the clock; empty where not told."""

    def to_json(self) -> dict[str, Any]:
        """Return it as the record holds it; what is usual is left out, but what is agreed.

        By its `id` the corrections of two chairs are joined turn by turn.
        """
        found: dict[str, Any] = {
            "id": f"t{self.n}", "n": self.n, "speaker": self.speaker, "member": self.member, "item": self.item,
            "proposal": self.proposal, "start": self.start, "end": self.end, "poor": self.poor,
            "settled": self.settled,
        }  # fmt: skip
        more = {"two": self.two, "when": self.when}
        return found | {name: value for name, value in more.items() if value}

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> "Turn":
        return cls(
            _whole(found.get("n")),
            str(found.get("speaker") or ""),
            _whole(found.get("start")),
            _whole(found.get("end")),
            _word(found.get("member")),
            _word(found.get("item")),
            _word(found.get("proposal")),
            bool(found.get("poor")),
            bool(found.get("two")),
            bool(found.get("settled")),
            str(found.get("when") or ""),
        )


def of(data: Mapping[str, Any]) -> tuple[Turn, ...]:
    """Return the turns of a document's record; what is no turn, by whoever wrote it, is none."""
    found: object = data.get("turns")
    if not isinstance(found, list):
        return ()
    given = cast("list[object]", found)[:MOST]
    return tuple(
        Turn.from_json(cast("Mapping[str, Any]", each))
        for each in given
        if isinstance(each, Mapping)
    )


def words(data: Mapping[str, Any], turn: Turn) -> str:
    """Return the words of a turn of this record."""
    plain = data.get("plain")
    return plain[max(0, turn.start) : max(0, turn.end)] if isinstance(plain, str) else ""


def section(number: int) -> str:
    """Return what a turn is called where sections are named."""
    return f"turn-{number}"


def number_of(section: str | None) -> int | None:
    """Return which turn a section is, None for one that is none."""
    kind, _dash, number = (section or "").partition("-")
    return int(number) if kind == "turn" and number.isascii() and number.isdecimal() else None


def named(turns: Iterable[Turn], matches: Mapping[str, Match]) -> tuple[Turn, ...]:
    """Return `turns` with whose they are."""
    return tuple(
        replace(each, member=matches[each.speaker].account) if each.speaker in matches else each
        for each in turns
    )


def linked(turns: Iterable[Turn], links: Mapping[int, Link]) -> tuple[Turn, ...]:
    """Return `turns` with what they are suggested to be about; what was put by hand stays."""
    return tuple(
        each if each.settled or each.n not in links
        else replace(each, item=links[each.n].item, proposal=links[each.n].proposal)
        for each in turns
    )  # fmt: skip


def names_of(rows: Sequence[Mapping[str, Any]]) -> dict[str, str | None]:
    """Return whose names are, as settled in these records, by `speakers.key`; later ones count."""
    found: dict[str, str | None] = {}
    for data in rows:
        kept: object = data.get("names")
        if isinstance(kept, Mapping):
            for name, account in cast("Mapping[str, object]", kept).items():
                found[key(name)] = account if isinstance(account, str) and account else None
    return found


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _word(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
