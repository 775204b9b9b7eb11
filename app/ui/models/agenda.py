"""An agenda as it is read out: every item with when it begins, who leads it, what it is for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.i18n import _
from app.phrases.agendas import purpose
from app.store.meetings import Item
from app.ui import times


@dataclass(frozen=True, slots=True)
class Entry:
    """One item; `level` 0 is the top."""

    id: str
    level: int
    label: str
    title: str
    facts: str
    """Minutes, lead and purpose, in words."""
    at: str
    """When it begins if all goes to plan, in this computer's zone."""
    key_points: str
    """Markdown, as `next_steps`."""
    next_steps: str
    papers: tuple[tuple[str, str], ...]
    """(collection, id) of what it is about."""
    carried_to: str
    earlier: str
    """Markdown: what was noted where it was carried over from."""


def entries(items: list[Item], starts: datetime | None, names: Mapping[str, str]) -> list[Entry]:
    """Return the items in the order of the agenda, each under the one it belongs to."""
    return list(_walk(items, starts, names, 0))


def _walk(
    items: list[Item], starts: datetime | None, names: Mapping[str, str], level: int
) -> Iterator[Entry]:
    for item in items:
        at = None if starts is None else starts + timedelta(minutes=item.starts)
        yield _entry(item, at, names, level)
        yield from _walk(list(item.children), starts, names, level + 1)


def _entry(item: Item, at: datetime | None, names: Mapping[str, str], level: int) -> Entry:
    row, data = item.row, item.row.data
    lead = str(data.get("lead") or "")
    told = (
        _("{n} min").format(n=_number(data["minutes"])) if data.get("minutes") else "",
        names.get(lead, lead),
        purpose(data.get("purpose")),
    )
    return Entry(
        row.id,
        level,
        item.label,
        str(data.get("title") or row.id),
        " · ".join(each for each in told if each),
        times.clock(at) if at is not None and data.get("minutes") else "",
        _text(data.get("key_points")),
        _text(data.get("next_steps")),
        (
            *(("proposals", str(id)) for id in data.get("proposals") or ()),
            *(("documents", str(id)) for id in data.get("documents") or ()),
        ),
        str(data.get("carried_to") or ""),
        _text(data.get("earlier")),
    )


def _number(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
