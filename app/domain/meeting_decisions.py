"""What a meeting decided, item by item: the words, where and when, and who objected.

Beside outcomes of proposals (`app/domain/decisions.py`) and texts asked online
(`app/domain/online.py`): all three are records of `decisions`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from app.domain.online import ONLINE
from app.domain.records import Row

MEETING = "meeting"
"""`kind` of such a decision; one without it that names a meeting or an item is one all the same."""
CHANNELS = ("call", "in_person", "mail", "chat", "online")
"""Where a meeting's decision was taken; words of other programs are shown as they are."""


@dataclass(frozen=True, slots=True)
class Objection:
    """That somebody objected; it stays noted whatever was decided."""

    id: str
    who: str
    """Account or name."""
    text: str


@dataclass(frozen=True, slots=True)
class MeetingDecision:
    """What was decided."""

    id: str
    meeting: str
    item: str
    text: str
    channel: str
    at: str
    """The instant when, empty where nobody noted it."""
    objections: tuple[Objection, ...]
    proposal: str
    """What it was about, where it names a proposal."""
    waiting: bool


def of_row(row: Row) -> MeetingDecision | None:
    """Return the meeting's decision a record holds; None if it is of another kind, or withdrawn."""
    data = row.data
    placed = bool(data.get("meeting") or data.get("item"))
    if data.get("withdrawn") or data.get("kind") == ONLINE or not placed:
        return None
    # Words of other programs: what they have of text, title, reason, outcome.
    named = (data.get(name) for name in ("text", "title", "reason", "outcome"))
    return MeetingDecision(
        row.id,
        str(data.get("meeting") or ""),
        str(data.get("item") or ""),
        next((str(each).strip() for each in named if isinstance(each, str) and each.strip()), ""),
        str(data.get("channel") or ""),
        str(data.get("at") or ""),
        tuple(_objections(data.get("objections"))),
        str(data.get("proposal") or ""),
        row.waiting,
    )


def _objections(given: object) -> Iterable[Objection]:
    """Yield objections, written as a list of who and what, or as one text."""
    if isinstance(given, str) and given.strip():
        yield Objection("", "", given.strip())
    for each in cast("list[Any]", given) if isinstance(given, list) else []:
        if isinstance(each, str) and each.strip():
            yield Objection("", "", each.strip())
        elif isinstance(each, dict):
            told: Mapping[str, Any] = cast("dict[str, Any]", each)
            who = str(told.get("who") or told.get("member") or told.get("name") or "")
            yield Objection(str(told.get("id") or ""), who, str(told.get("text") or "").strip())


def in_order(given: Iterable[MeetingDecision], items: Iterable[str]) -> list[MeetingDecision]:
    """Return decisions as the agenda has its `items`, those of none behind, each by its time."""
    rank = {id: at for at, id in enumerate(items)}
    return sorted(given, key=lambda each: (rank.get(each.item, len(rank)), each.at, each.id))
