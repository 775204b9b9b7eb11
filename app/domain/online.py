"""Decisions taken online: a text with a date, members' positions, and silence that stays silence.

A position is an intent of the member; only she and the chairs read it. Whoever said nothing is
counted as silent and never as agreeing, whatever the chair's text says of "unless".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from app.domain.intents import intent_id
from app.domain.records import Row

ONLINE = "online"
"""`kind` of a decision that members are asked about by a text and a date."""
POSITION = "position"
"""`kind` of the intent that answers it."""
POSITIONS = ("no_objection", "object", "more_time", "conflict")
"""What a member can answer; nothing at all is silence, never a yes."""
SILENT = "silent"
CLOSINGS = ("adopted", "adopted_with_changes", "to_be_discussed", "not_adopted", "withdrawn")
"""What the chair can record when it ends."""


@dataclass(frozen=True, slots=True)
class Question:
    """An online decision as members are asked it."""

    id: str
    title: str
    text: str
    """Markdown, the chair's words."""
    closes_at: str
    aoe: bool
    round: str
    moved_from: tuple[Mapping[str, Any], ...]
    outcome: str | None
    """One of CLOSINGS once it ended."""
    reason: str
    closed_at: str | None
    counts: Mapping[str, int]
    """How many took each position, and how many were silent, as the chair recorded it."""
    waiting: bool

    @property
    def open(self) -> bool:
        """The chair has not recorded how it ended; its date may be over."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class Position:
    """What one member answered."""

    account: str
    position: str
    """One of POSITIONS."""
    text: str
    written_at: str
    late: bool
    """It came after the date, by the clock of whoever took it."""
    waiting: bool
    via: str | None
    """`bundle` or `form` where it came by file."""


@dataclass(frozen=True, slots=True)
class Count:
    """Where an online decision stands among those who are asked."""

    positions: Mapping[str, tuple[Position, ...]]
    """{position: who took it}, each of POSITIONS, the earliest first."""
    silent: tuple[str, ...]
    """Accounts that are asked and said nothing; nothing follows from it."""
    others: tuple[Position, ...]
    """Of accounts that are not asked, such as observers; they are in no count."""

    def numbers(self) -> dict[str, int]:
        """Return {position: how many}, with `silent`."""
        made = {key: len(given) for key, given in self.positions.items()}
        return {**made, SILENT: len(self.silent)}


def position_id(cycle: str, account: str, decision: str) -> str:
    """Return the one id of `account`'s position on `decision`, the same on every device."""
    return intent_id(cycle, account, POSITION, decision)


def question(row: Row) -> Question | None:
    """Return the online decision a record holds, None if it is none or was taken back."""
    data = row.data
    if data.get("kind") != ONLINE or data.get("withdrawn"):
        return None
    moved: object = data.get("moved_from")
    counted: object = data.get("counts")
    return Question(
        row.id,
        str(data.get("title") or row.id),
        str(data.get("text") or ""),
        str(data.get("closes_at") or ""),
        bool(data.get("aoe")),
        str(data.get("round") or ""),
        tuple(cast("list[Mapping[str, Any]]", moved)) if isinstance(moved, list) else (),
        str(data["outcome"]) if data.get("outcome") else None,
        str(data.get("reason") or ""),
        str(data["closed_at"]) if data.get("closed_at") else None,
        cast("Mapping[str, int]", counted) if isinstance(counted, dict) else {},
        row.waiting,
    )


def position(row: Row) -> Position | None:
    """Return the position an intent holds, None if it is no position or was taken back."""
    data = row.data
    if data.get("kind") != POSITION or data.get("withdrawn"):
        return None
    if data.get("position") not in POSITIONS:
        return None
    return Position(
        row.owner or "",
        str(data["position"]),
        str(data.get("text") or ""),
        str(data.get("written_at") or ""),
        bool(data.get("late")),
        row.waiting,
        str(data["via"]) if data.get("via") else None,
    )


def counted(asked: Sequence[str], rows: Iterable[Row]) -> Count:
    """Return who of `asked` took which position, by their intents about one decision.

    Of several by one member the one written last counts.
    """
    newest: dict[str, Position] = {}
    for row in rows:
        each = position(row)
        if each is None:
            continue
        known = newest.get(each.account)
        if known is None or known.written_at <= each.written_at:
            newest[each.account] = each
    among = set(asked)
    given = sorted(newest.values(), key=lambda each: (each.written_at, each.account))
    return Count(
        {
            key: tuple(each for each in given if each.position == key and each.account in among)
            for key in POSITIONS
        },
        tuple(account for account in asked if account not in newest),
        tuple(each for each in given if each.account not in among),
    )
