"""One index over proposals, documents' texts, comments, my notes, agenda and people.

A `dirty` list is filled by triggers in the same transaction as the data; `refresh`
empties it in small bites. The index may be thrown away at any time and comes back.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.domain.folding import fold, is_han, query
from app.store.database import Store

TextOf = Callable[[str], str | None]
"""Gives the extracted text of a document by its sha256, None when it is not here."""


@dataclass(frozen=True, slots=True)
class Hit:
    kind: str
    id: str
    section: str | None
    title: str
    snippet: str
    score: float
    """Higher is better."""
    about: str = ""
    """The paper a note or comment is on, as `proposal/ID`."""


_WORD = re.compile(r"(?:\w|[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670])+")
"""A word as it is written: with accents and tashkeel that stand as marks of their own."""

Passage = tuple[str, str, str | None, str, str]  # kind, about, section, title, body


def refresh(store: Store, text_of: TextOf, limit: int = 200) -> int:
    """Index up to `limit` dirty records; return how many were.

    Of a proposal only its newest version is in the index: each section is found once,
    with the words it has now.
    """
    rows = store.rows("SELECT collection, id FROM dirty LIMIT ?", [limit])
    dirty = [(row["collection"], row["id"]) for row in rows]
    if not dirty:
        return 0  # and take no lock: this is asked before every search
    with store.atomic():
        for key in dirty:
            papers = _forget(store, key)
            found = store.one("SELECT data FROM current WHERE collection = ? AND id = ?", key)
            data = None if found is None else json.loads(found["data"])
            if key[0] == "versions":
                _refresh_version(store, key, data, papers, text_of)
            elif data is not None:
                for passage in _passages(*key, data, text_of):
                    _add(store, key, passage)
            store.run("DELETE FROM dirty WHERE collection = ? AND id = ?", key)
    return len(dirty)


def begin_anew(store: Store) -> None:
    """Throw the index away; all that stands now is indexed again from the next refresh on."""
    with store.atomic():
        store.run("INSERT INTO words(words) VALUES ('delete-all')")
        store.run("DELETE FROM passages")
        store.run("DELETE FROM dirty")
        store.run("INSERT OR IGNORE INTO dirty SELECT collection, id FROM current")


def is_whole(store: Store) -> bool:
    """Say whether the index has every passage once, and names no record that is not here."""
    sql = """
        SELECT (SELECT count(*) FROM words) != (SELECT count(*) FROM passages)
            OR EXISTS (SELECT 1 FROM passages p
                        WHERE NOT EXISTS (SELECT 1 FROM current c
                                           WHERE c.collection = p.collection AND c.id = p.id)
                          AND NOT EXISTS (SELECT 1 FROM dirty d
                                           WHERE d.collection = p.collection AND d.id = p.id))
            OR EXISTS (SELECT 1 FROM current c
                        WHERE c.collection IN ('proposals', 'comments', 'documents')
                          AND coalesce(c.data ->> 'withdrawn', 0) = 0
                          AND NOT EXISTS (SELECT 1 FROM passages p
                                           WHERE p.collection = c.collection AND p.id = c.id)
                          AND NOT EXISTS (SELECT 1 FROM dirty d
                                           WHERE d.collection = c.collection AND d.id = c.id))
               AS broken
    """
    found = store.one(sql)
    return found is not None and not found["broken"]


def _forget(store: Store, key: tuple[str, str]) -> set[str]:
    """Take a record out of the index; return the papers its words were about."""
    papers = {
        row["about"]
        for row in store.rows(
            "SELECT DISTINCT about FROM passages WHERE collection = ? AND id = ?", key
        )
    }
    store.run(
        "DELETE FROM words WHERE rowid IN"
        " (SELECT number FROM passages WHERE collection = ? AND id = ?)",
        key,
    )
    store.run("DELETE FROM passages WHERE collection = ? AND id = ?", key)
    return papers


def _refresh_version(
    store: Store,
    key: tuple[str, str],
    data: dict[str, Any] | None,
    papers: set[str],
    text_of: TextOf,
) -> None:
    if data is None:
        # It went: the one before it is the newest now.
        for paper in papers:
            store.run(
                """
                INSERT OR IGNORE INTO dirty SELECT collection, id FROM current
                 WHERE collection = 'versions' AND data ->> 'proposal' = ?
                """,
                [paper.partition("/")[2]],
            )
        return
    known = store.rows(
        """
        SELECT id FROM current WHERE collection = 'versions' AND data ->> 'proposal' = ?
         ORDER BY CAST(data ->> 'number' AS INTEGER) DESC, id
        """,
        [data.get("proposal")],
    )
    newest, *older = [row["id"] for row in known] or [key[1]]
    if newest != key[1]:
        return
    for id in older:
        _forget(store, ("versions", id))
    for passage in _passages(*key, data, text_of):
        _add(store, key, passage)


def _add(store: Store, key: tuple[str, str], passage: Passage) -> None:
    row = store.one(
        "INSERT INTO passages (collection, id, kind, about, section, title, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING number",
        [*key, *passage],
    )
    number = 0 if row is None else row["number"]
    store.run(
        "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)",
        [number, fold(passage[3]), fold(passage[4])],
    )


def search(store: Store, words: str, limit: int = 50) -> list[Hit]:
    """Return the best hits for all of `words`, best first."""
    asked = query(words)
    if asked is None:
        return []
    sql = """
        SELECT p.*, best.rank
          FROM (SELECT rowid, rank FROM words
                 WHERE words MATCH ? AND rank MATCH 'bm25(4.0, 1.0)'
                 ORDER BY rank LIMIT ?) AS best
          JOIN passages p ON p.number = best.rowid
         ORDER BY best.rank
    """
    wanted = [part.strip('"*') for part in asked.split(" AND ")]
    return [
        Hit(
            row["kind"],
            row["about"].split("/", 1)[1] if row["kind"] == "proposal" else row["id"],
            row["section"],
            row["title"],
            snippet(row["body"], wanted),
            round(-row["rank"], 4),
            row["about"],
        )
        for row in store.rows(sql, [asked, limit])
    ]


def snippet(body: str, wanted: list[str], width: int = 120) -> str:
    """Return the words around the first hit in `body`."""
    flat = re.sub(r"\s+", " ", body)
    at = _first_hit(flat, [want for want in wanted if want])
    start = max(0, at - width // 3)
    if start:
        start = flat.find(" ", start, at + 1) + 1 or start
    piece = flat[start : start + width]
    return ("… " if start else "") + piece + (" …" if start + width < len(flat) else "")


def _first_hit(flat: str, wanted: list[str]) -> int:
    lower = flat.lower()
    if len(lower) == len(flat) and wanted:
        # Most words are written as they are folded; only the others are folded one by one.
        plain = re.search("|".join(rf"\b{re.escape(want)}" for want in wanted), lower)
        if plain:
            return plain.start()
    for match in _WORD.finditer(flat):
        folded = fold(match.group()).replace(" ", "")
        for want in wanted:
            first, *more = want.split(" ")
            at = folded.find(want.replace(" ", "")) if more or is_han(first) else -1
            if at >= 0:
                return match.start() + (at if len(folded) == len(match.group()) else 0)
            if not more and folded.startswith(first):
                return match.start()
    return 0


def _passages(collection: str, id: str, data: dict[str, Any], text_of: TextOf) -> list[Passage]:
    title = str(data.get("title") or data.get("name") or "")
    about = data.get("about") or {}
    where = f"{about.get('kind', '')}/{about.get('id', '')}"
    match collection:
        case "proposals":
            names = " ".join(str(each.get("name", "")) for each in data.get("proponents") or ())
            body = f"{data.get('summary') or ''} {names} {data.get('code') or ''}"
            return [("proposal", f"proposal/{id}", None, title, body)]
        case "versions":
            paper = f"proposal/{data.get('proposal')}"
            return [
                ("proposal", paper, each.get("key"), each.get("heading") or "",
                 each.get("text") or "")
                for each in data.get("sections") or ()
            ]  # fmt: skip
        case "documents":
            sha256 = (data.get("text") or {}).get("sha256")
            text = text_of(sha256) if sha256 else None
            return [("document", f"document/{id}", None, title, text or "")]
        case "items":
            body = " ".join(str(data.get(name) or "") for name in ("key_points", "next_steps"))
            return [("item", f"item/{id}", None, title, body)]
        case "meetings":
            return [("meeting", f"meeting/{id}", None, title, str(data.get("notes") or ""))]
        case "members":
            aliases = " ".join(data.get("aliases") or ())
            body = f"{aliases} {data.get('affiliation') or ''}"
            return [("member", f"member/{id}", None, title, body)]
        case "workgroups":
            return [("group", f"group/{id}", None, title, str(data.get("charter") or ""))]
        case "notes" | "comments" if not data.get("withdrawn"):
            quote = ((data.get("anchor") or {}).get("quote") or {}).get("exact") or ""
            kind = "note" if collection == "notes" else str(data.get("kind") or "comment")
            section = (data.get("anchor") or {}).get("section")
            return [(kind, where, section, "", f"{data.get('text') or ''} {quote}")]
        case _:
            return []
