"""Documents: what there is, and which of their files are on this computer."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from app.domain.records import Row
from app.store import current, database
from app.store.database import Store


@dataclass(frozen=True, slots=True)
class DocumentRow:
    row: Row
    file_here: bool
    text_here: bool
    read: bool
    fresh: bool = True
    """What is new of it was not seen yet: neither opened nor marked as seen."""
    changed: bool = False
    """It came with another version or content since I saw it."""

    @property
    def title(self) -> str:
        return self.row.data.get("title") or self.row.id

    @property
    def size(self) -> int:
        """Bytes of the original."""
        return int((self.row.data.get("file") or {}).get("size") or 0)

    @property
    def text_size(self) -> int:
        return int((self.row.data.get("text") or {}).get("size") or 0)


LIST = f"""
    SELECT {", ".join(f"d.{name}" for name in current.COLUMNS.split(", "))},
           coalesce(file.whole, 0) AS file_here, coalesce(text.whole, 0) AS text_here,
           coalesce(seen.version, 0) > 0 AS read,
           news.id IS NULL OR news.state IS NOT news.seen AS fresh,
           coalesce(news.seen IS NOT NULL
                    AND (news.state -> 'version' IS NOT news.seen -> 'version'
                         OR news.state -> 'content' IS NOT news.seen -> 'content'), 0) AS changed
      FROM current d
      LEFT JOIN files file ON file.sha256 = d.data ->> '$.file.sha256'
      LEFT JOIN files text ON text.sha256 = d.data ->> '$.text.sha256'
      LEFT JOIN seen ON seen.collection = 'documents' AND seen.id = d.id
      LEFT JOIN news ON news.kind = 'document' AND news.id = d.id AND news.key = ''
     WHERE d.collection = 'documents'
"""


ASKED = """
    WITH me AS (SELECT value AS account FROM facts WHERE name = 'account'),
         mine AS MATERIALIZED (
             SELECT collection, data ->> 'proposal' AS proposal, data ->> '$.about.id' AS about
               FROM current
              WHERE collection IN ('reviews', 'comments') AND at_home = 0
                AND owner = (SELECT account FROM me)),
         due AS MATERIALIZED (
             SELECT id, data FROM current
              WHERE collection = 'proposals' AND coalesce(data ->> 'status', 'open') = 'open'
                AND (?1 IS NULL OR id IN (SELECT value FROM json_each(?1)))
                AND data ->> 'round' IN (SELECT id FROM current WHERE collection = 'rounds'
                                            AND data ->> 'status' = 'open')
                AND id NOT IN (SELECT coalesce(proposal, '') FROM mine
                                WHERE collection = 'reviews')),
         groups_ AS MATERIALIZED (
             SELECT g.id FROM current g, json_tree(g.data) who
              WHERE g.collection = 'workgroups'
                AND (who.path LIKE '$.participants%' OR who.path LIKE '$.facilitators%')
                AND who.atom = (SELECT account FROM me))
    SELECT d.id FROM current d
     WHERE d.collection = 'documents' AND coalesce(d.data ->> 'status', '') != 'withdrawn'
       AND (d.data ->> 'proposal' IN (SELECT id FROM due)
            OR d.data ->> 'group' IN (SELECT id FROM groups_)
            OR d.id IN (SELECT each.value ->> 'document' FROM due, json_each(due.data, '$.evidence') each
                         WHERE each.type = 'object')
            OR (d.data ->> 'status' = 'draft for comment'
                AND coalesce(d.data ->> 'comments_by', '9')
                    >= coalesce((SELECT value FROM facts WHERE name = 'last_exchange'), '')
                AND d.id NOT IN (SELECT coalesce(about, '') FROM mine
                                  WHERE collection = 'comments')))
"""


def asked_about(store: Store, proposals: Collection[str] | None = None) -> frozenset[str]:
    """Return the ids of documents that this member is asked about now; they come first.

    They belong to an open proposal of an open round that she has not reviewed (one of
    `proposals`, if given), to a group of hers, or are drafts open for comment on which she has
    said nothing yet.
    """
    papers = None if proposals is None else json.dumps(sorted(proposals))
    return frozenset(row["id"] for row in store.rows(ASKED, [papers]))


def listed(store: Store) -> list[DocumentRow]:
    """Return all documents by title."""
    rows = store.rows(f"{LIST} ORDER BY d.data ->> 'title', d.id")
    return [_row(each) for each in rows]


def one(store: Store, id: str) -> DocumentRow | None:
    found = store.one(f"{LIST} AND d.id = ?", [id])
    return None if found is None else _row(found)


@dataclass(frozen=True, slots=True)
class TextVersion:
    """One of the texts a document has had. Its number counts up within the document."""

    document: str
    number: int
    sha256: str


def texts(store: Store, id: str) -> list[TextVersion]:
    """Return the texts a document has had since this computer knows it, the oldest first."""
    sql = "SELECT number, sha256 FROM document_texts WHERE document = ? ORDER BY number"
    return [TextVersion(id, row["number"], row["sha256"]) for row in store.rows(sql, [id])]


def unread(store: Store) -> int:
    """Return how many documents that are not withdrawn were never opened."""
    row = store.one(
        """
        SELECT count(*) AS n FROM current d
         WHERE d.collection = 'documents' AND coalesce(d.data ->> 'status', '') != 'withdrawn'
           AND NOT EXISTS (SELECT 1 FROM seen
                            WHERE seen.collection = 'documents' AND seen.id = d.id
                              AND seen.version > 0)
        """
    )
    return 0 if row is None else row["n"]


def _row(each: database.Row) -> DocumentRow:
    return DocumentRow(
        current.row(each),
        bool(each["file_here"]),
        bool(each["text_here"]),
        bool(each["read"]),
        bool(each["fresh"]),
        bool(each["changed"]),
    )
