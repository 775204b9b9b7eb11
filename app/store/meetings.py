"""Meetings, and their agendas as trees."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.domain import agendas
from app.domain.agendas import Node, Numbering
from app.domain.records import Row
from app.store import current
from app.store.database import Store


@dataclass(frozen=True, slots=True)
class Item:
    """An agenda item in its place, with the items under it (`app/domain/agendas.py`)."""

    row: Row
    children: tuple["Item", ...] = ()
    label: str = ""
    """As it is counted now; the record's own where the meeting does not number its items."""
    minutes: float = 0
    """What it takes, with what is under it."""
    starts: float = 0
    """Minutes from the beginning of the meeting."""
    level: int = 0
    parent: str | None = None
    """The item it stands under."""

    @property
    def called(self) -> str:
        """Return its label and title, its id where it has neither."""
        return f"{self.label} {self.row.data.get('title') or ''}".strip() or self.row.id


@dataclass(frozen=True, slots=True)
class Head:
    """What a list tells of a meeting."""

    id: str
    title: str
    starts: str
    """An instant, as `ends`; empty where it is not known."""
    ends: str
    group: str

    @property
    def called(self) -> str:
        """Return its title, its id where it has none."""
        return self.title or self.id


def listed(store: Store) -> list[Row]:
    """Return all meetings, the latest first."""
    sql = f"""
        SELECT {current.COLUMNS} FROM current WHERE collection = 'meetings'
         ORDER BY data ->> 'starts' DESC, id
    """
    return [current.row(each) for each in store.rows(sql)]


def heads(store: Store) -> list[Head]:
    """Return what lists of meetings show, the latest first: no notes, no attendance."""
    sql = """
        SELECT id, data ->> 'title' AS title, data ->> 'starts' AS starts, data ->> 'ends' AS ends,
               data ->> 'group' AS "group"
          FROM current WHERE collection = 'meetings' ORDER BY data ->> 'starts' DESC, id
    """
    return [
        Head(row["id"], *(str(row[name] or "") for name in ("title", "starts", "ends", "group")))
        for row in store.rows(sql)
    ]


def steps(store: Store, meeting: str | None = None, over: Iterable[str] = ()) -> list[Row]:
    """Return the next steps of a meeting, or of all, but those in a state of `over`.

    One that names no meeting is of the meeting of its item.
    """
    sql = f"""
        SELECT {current.COLUMNS} FROM current
         WHERE collection = 'actions'
           AND (:meeting IS NULL OR data ->> 'meeting' = :meeting
                OR (coalesce(data ->> 'meeting', '') = '' AND data ->> 'item' IN
                    (SELECT id FROM current
                      WHERE collection = 'items' AND data ->> 'meeting' = :meeting)))
           AND coalesce(data ->> 'state', '') NOT IN (SELECT value FROM json_each(:over))
         ORDER BY id
    """
    given = {"meeting": meeting, "over": json.dumps([*over])}
    return [current.row(each) for each in store.rows(sql, given)]


def items(store: Store, meeting: str) -> dict[str, Row]:
    """Return {id: record} of the items of `meeting`, those taken out too."""
    return {row.id: row for row in current.where(store, "items", "$.meeting", meeting)}


def numbering(store: Store, meeting: str) -> Numbering | None:
    """Return how the meeting numbers its items, None where it does not say."""
    row = current.one(store, "meetings", meeting)
    said = None if row is None else row.data.get("numbering")
    return next((each for each in agendas.NUMBERINGS if each == said), None)


def planned(store: Store) -> dict[str, int]:
    """Return {meeting: minutes its agenda is to take}, of those whose items say it."""
    sql = """
        SELECT data ->> 'meeting' AS meeting, sum(data ->> 'minutes') AS minutes
          FROM current
         WHERE collection = 'items' AND data ->> 'parent' IS NULL
           AND json_type(data, '$.minutes') = 'integer' AND data ->> 'minutes' > 0
         GROUP BY data ->> 'meeting'
    """
    return {row["meeting"]: row["minutes"] for row in store.rows(sql) if row["meeting"]}


def agenda(store: Store, meeting: str) -> list[Item]:
    """Return the agenda of `meeting` in its order, without what was taken out."""
    rows = items(store, meeting)

    def grown(node: Node) -> Item:
        children = tuple(map(grown, node.children))
        return Item(
            rows[node.id], children, node.label, node.minutes, node.starts, node.level, node.parent
        )

    found = agendas.tree({id: row.data for id, row in rows.items()}, numbering(store, meeting))
    return [grown(each) for each in found]


def called(store: Store, wanted: Iterable[str]) -> dict[str, str]:
    """Return {item: its label, as it is counted now, and title}; without a label once it is off.

    Those that are not here are left out.
    """
    rows = current.some(store, "items", wanted)
    found = {id: str(row.data.get("title") or id) for id, row in rows.items()}
    for meeting in sorted({str(row.data.get("meeting") or "") for row in rows.values()}):
        shown = {each.row.id: each.called for each in in_order(store, meeting)}
        found |= {id: words for id, words in shown.items() if id in found}
    return found


def in_order(store: Store, meeting: str) -> list[Item]:
    """Return the items of `meeting`, with those under them, in the order they are called."""
    return list(flat(agenda(store, meeting)))


def flat(items: Iterable[Item]) -> Iterator[Item]:
    """Yield items and what lies under them, in the order they are called."""
    for each in items:
        yield each
        yield from flat(each.children)
