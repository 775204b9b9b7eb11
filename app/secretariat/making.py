"""How the table of a TOML file becomes a paper."""

from pathlib import Path
from typing import Any

from app.secretariat.papers import Paper
from app.secretariat.sheets import MANY
from app.secretariat.sources import Desk
from app.secretariat.tables import Table, field_at, misspelt, toml
from app.secretariat.vocabulary import Keys

DEFAULT = ("members",)
"""Who reads a paper that says nothing about it."""


def open_table(desk: Desk, path: Path, keys: Keys, *collections: str) -> Table | None:
    """Return the TOML file `path` with its misspelt keys told, None if it cannot be read."""
    source = desk.read(path, *collections)
    if source is None:
        return None
    table = toml(source, desk)
    desk.tell_blemishes(source, lambda line: field_at(table, source, line))
    if table is None:
        desk.unread.update(collections)
        return None
    misspelt(table, keys, desk)
    return table


def paper(desk: Desk, table: Table, collection: str, id: str | None = None) -> Paper:
    """Return the record that `table` describes: `id` and `audience` leave its data."""
    data = dict(table.data)
    given = data.pop("id", None)
    if given is not None and not isinstance(given, str):
        desk.fault(table.spot("id"), "id", "wrong_type", got=type(given).__name__, wanted="str")
        given = str(given)
    name = given if given is not None else (id or "")
    audience = readers(desk, table, data.pop("audience", None))
    return Paper(collection, name, data, table.at, audience, table.spots())


def readers(
    desk: Desk, table: Table, value: Any, default: tuple[str, ...] = DEFAULT
) -> tuple[str, ...]:
    """Return an audience given as a word, a list, or words with `;` between them."""
    if value is None:
        return default
    if isinstance(value, str):
        return words(value, default)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value) or default
    got = type(value).__name__
    desk.fault(table.spot("audience"), "audience", "wrong_type", got=got, wanted="list")
    return default


def words(cell: str, default: tuple[str, ...] = DEFAULT) -> tuple[str, ...]:
    """Return the audience written in a cell."""
    return tuple(each.strip() for each in cell.split(MANY) if each.strip()) or default


def records(value: Any) -> list[tuple[int, dict[str, Any]]]:
    """Return the tables in a list with their index; what is none is judged elsewhere."""
    if not isinstance(value, list):
        return []
    members: list[Any] = value
    return [(at, each) for at, each in enumerate(members) if isinstance(each, dict)]
