"""How many words each paper has by script, and orders that take a moment to find."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.ids import version_id
from app.domain.records import Data
from app.store import current
from app.store.database import Store

Counts = Mapping[str, int]
"""Words (of Chinese: characters) by script, as `app.domain.reading_time` counts them."""


@dataclass(frozen=True, slots=True)
class Uncounted:
    """The newest text of a proposal, which was not counted yet."""

    proposal: str
    version: int
    text: str


def proposals(store: Store) -> dict[str, Counts]:
    """Return the lengths that are known, by proposal."""
    sql = "SELECT id, counts FROM lengths WHERE collection = 'proposals'"
    return {row["id"]: json.loads(row["counts"]) for row in store.rows(sql)}


def one(store: Store, proposal: str) -> Counts:
    """Return the length of one proposal, nothing while it was not counted."""
    sql = "SELECT counts FROM lengths WHERE collection = 'proposals' AND id = ?"
    row = store.one(sql, [proposal])
    return {} if row is None else json.loads(row["counts"])


def uncounted(store: Store) -> list[tuple[str, int]]:
    """Return (proposal, newest version) of those that are to be counted, text here or not."""
    sql = """
        SELECT p.id, CAST(coalesce(p.data ->> 'version', 1) AS INTEGER) AS version
          FROM current p
          LEFT JOIN lengths l ON l.collection = 'proposals' AND l.id = p.id
         WHERE p.collection = 'proposals'
           AND (l.id IS NULL OR l.version != coalesce(p.data ->> 'version', 1))
         ORDER BY p.id
    """
    return [(row["id"], row["version"]) for row in store.rows(sql)]


def words(store: Store, papers: Sequence[tuple[str, int]]) -> list[Uncounted]:
    """Return the texts of those of `papers` that are here."""
    found: list[Uncounted] = []
    for id, version in papers:
        row = current.one(store, "versions", version_id(id, version))
        if row is not None:
            found.append(Uncounted(id, version, _words(row.data)))
    return found


def keep(store: Store, proposal: str, version: int, counts: Counts) -> None:
    store.run(
        "INSERT INTO lengths VALUES ('proposals', ?, ?, ?) ON CONFLICT (collection, id)"
        " DO UPDATE SET version = excluded.version, counts = excluded.counts",
        [proposal, version, json.dumps(counts)],
    )


def forget_gone(store: Store) -> None:
    """Let go the lengths of proposals that are no longer here."""
    store.run(
        "DELETE FROM lengths WHERE collection = 'proposals' AND id NOT IN"
        " (SELECT id FROM current WHERE collection = 'proposals')"
    )


def texts(store: Store) -> Iterator[tuple[str, str]]:
    """Give (id, title, summary and newest text) of every proposal, the title thrice: it says most."""
    sql = """
        SELECT p.id, coalesce(p.data ->> 'title', '') AS title,
               coalesce(p.data ->> 'summary', '') AS summary, v.data
          FROM current p
          LEFT JOIN current v ON v.collection = 'versions'
           AND v.id = p.id || '-v' || coalesce(p.data ->> 'version', 1)
         WHERE p.collection = 'proposals'
         ORDER BY coalesce(p.data ->> 'code', ''), title, p.id
    """
    for row in store.rows(sql):
        text = "" if row["data"] is None else _words(json.loads(row["data"]))
        yield row["id"], "\n".join([*[row["title"]] * 3, row["summary"], text])


def order(store: Store, name: str) -> tuple[str, Sequence[Sequence[object]]]:
    """Return (digest of what it was found for, the order) under `name`; ("", ()) if none."""
    row = store.one("SELECT digest, value FROM orders WHERE name = ?", [name])
    return ("", ()) if row is None else (row["digest"], json.loads(row["value"]))


def keep_order(store: Store, name: str, digest: str, value: Sequence[Sequence[object]]) -> None:
    store.run(
        "INSERT INTO orders VALUES (?, ?, ?) ON CONFLICT (name)"
        " DO UPDATE SET digest = excluded.digest, value = excluded.value",
        [name, digest, json.dumps(value)],
    )


def _words(data: Data) -> str:
    sections = data.get("sections") or ()
    return "\n".join(f"{each.get('heading') or ''}\n{each.get('text') or ''}" for each in sections)
