"""`meetings/*.toml`: meetings, and their agendas as trees of items."""

from pathlib import Path
from typing import Any

from app.domain import audience, ids
from app.domain.records import Data
from app.secretariat import dates, vocabulary
from app.secretariat.making import open_table, paper, readers, records
from app.secretariat.papers import Paper
from app.secretariat.sources import Desk
from app.secretariat.tables import Table, misspelt, tables

MAX_LEVELS = 8


def read(desk: Desk) -> None:
    for path in desk.files("meetings", ".toml"):
        take(desk, path, path.stem)


def take(desk: Desk, path: Path, id: str) -> Paper | None:
    """Read one meeting with its agenda; `id` is its name where the file gives none.

    None where the file cannot be read at all; that is told.
    """
    table = open_table(desk, path, vocabulary.MEETING, "meetings", "items")
    if table is None:
        return None
    meeting = paper(desk, table, "meetings", id)
    meeting.data.pop("item", None)
    for field in ("starts", "ends"):
        if field in meeting.data:
            meeting.data[field] = dates.instant(meeting.data[field])
    dates.moved(meeting.data)
    dates.in_order(desk, table, meeting.data, "starts", "ends")
    _passcode(desk, table, meeting)
    desk.papers.append(meeting)
    _Agenda(desk, meeting).take(table, None)
    return meeting


def _passcode(desk: Desk, table: Table, meeting: Paper) -> None:
    secret = any(each.get("passcode") for _, each in records(meeting.data.get("join_by")))
    if secret and not audience.narrower_than(meeting.audience, "members"):
        desk.fault(table.spot("audience"), "audience", "passcode_too_wide")


class _Agenda:
    """The items of one meeting, numbered in the order they are read."""

    def __init__(self, desk: Desk, meeting: Paper) -> None:
        self._desk = desk
        self._meeting = meeting
        self._count = 0

    def take(self, holder: Table, parent: str | None, level: int = 1) -> None:
        for table in tables(holder, "item", self._desk):
            self._count += 1
            item = self._item(table, parent)
            self._desk.papers.append(item)
            misspelt(
                Table(table.file, _own(table.data), table.lines, table.line),
                vocabulary.ITEM,
                self._desk,
            )
            if level < MAX_LEVELS:
                self.take(table, item.id or None, level + 1)
            elif "item" in table.data:
                self._desk.fault(table.spot("item"), "item", "too_deep", limit=MAX_LEVELS)

    def _item(self, table: Table, parent: str | None) -> Paper:
        data: Data = dict(_own(table.data))
        label = data.get("label")
        if isinstance(label, int) and not isinstance(label, bool):
            data["label"] = label = str(label)
        made = ids.item_id(self._meeting.id, label) if isinstance(label, str) and label else ""
        given = data.pop("id", None)
        if given is None and not made:
            self._desk.fault(table.spot("label"), "label", "missing")
        elif given is None and not ids.RECORD.fullmatch(made):
            self._desk.fault(table.spot("label"), "label", "label_is_no_id", got=str(label)[:40])
            made = ""
        said = data.pop("audience", None)
        heard = readers(self._desk, table, said, self._meeting.audience)
        minutes = data.get("minutes")
        if isinstance(minutes, (int, float)) and minutes < 0:
            self._desk.fault(table.spot("minutes"), "minutes", "negative", got=minutes)
        data["meeting"] = self._meeting.id
        if parent is not None:
            data["parent"] = parent
        data.setdefault("position", self._count)
        return Paper(
            "items", made if given is None else str(given), data, table.at, heard, table.spots()
        )


def _own(data: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of an item without the items below it."""
    return {key: value for key, value in data.items() if key != "item"}
