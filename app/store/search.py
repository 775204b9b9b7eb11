"""One index over proposals, documents' texts, comments, my notes, agenda and people.

A `dirty` list is filled by triggers in the same transaction as the data; `refresh`
empties it in small bites. The index may be thrown away at any time and comes back.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.domain.folding import fold, query
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


Passage = tuple[str, str, str | None, str, str]  # kind, about, section, title, body


def refresh(store: Store, text_of: TextOf, limit: int = 200) -> int:
    """Index up to `limit` dirty records; return how many were."""
    rows = store.rows("SELECT collection, id FROM dirty LIMIT ?", [limit])
    dirty = [(row["collection"], row["id"]) for row in rows]
    with store.atomic():
        for key in dirty:
            store.run(
                "DELETE FROM words WHERE rowid IN"
                " (SELECT number FROM passages WHERE collection = ? AND id = ?)",
                key,
            )
            store.run("DELETE FROM passages WHERE collection = ? AND id = ?", key)
            found = store.one("SELECT data FROM current WHERE collection = ? AND id = ?", key)
            if found is not None:
                for passage in _passages(*key, json.loads(found["data"]), text_of):
                    _add(store, key, passage)
            store.run("DELETE FROM dirty WHERE collection = ? AND id = ?", key)
    return len(dirty)


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
        SELECT p.*, bm25(words, 4.0, 1.0) AS rank
          FROM words JOIN passages p ON p.number = words.rowid
         WHERE words MATCH ? ORDER BY rank LIMIT ?
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
    at = 0
    for match in re.finditer(r"\w+", flat):
        folded = fold(match.group()).replace(" ", "")
        if any(folded.startswith(want.split(" ")[0]) or want.replace(" ", "") in folded
               for want in wanted if want):  # fmt: skip
            at = match.start()
            break
    start = max(0, at - width // 3)
    if start:
        start = flat.find(" ", start) + 1 or start
    piece = flat[start : start + width]
    return ("… " if start else "") + piece + (" …" if start + width < len(flat) else "")


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
