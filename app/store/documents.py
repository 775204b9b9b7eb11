"""Documents: what there is, and which of their files are on this computer."""

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
           seen.id IS NOT NULL AS read
      FROM current d
      LEFT JOIN files file ON file.sha256 = d.data ->> '$.file.sha256'
      LEFT JOIN files text ON text.sha256 = d.data ->> '$.text.sha256'
      LEFT JOIN seen ON seen.collection = 'documents' AND seen.id = d.id
     WHERE d.collection = 'documents'
"""


def listed(store: Store) -> list[DocumentRow]:
    """Return all documents by title."""
    rows = store.rows(f"{LIST} ORDER BY d.data ->> 'title', d.id")
    return [_row(each) for each in rows]


def one(store: Store, id: str) -> DocumentRow | None:
    found = store.one(f"{LIST} AND d.id = ?", [id])
    return None if found is None else _row(found)


def unread(store: Store) -> int:
    """Return how many documents that are not withdrawn were never opened."""
    row = store.one(
        """
        SELECT count(*) AS n FROM current d
         WHERE d.collection = 'documents' AND coalesce(d.data ->> 'status', '') != 'withdrawn'
           AND NOT EXISTS (SELECT 1 FROM seen
                            WHERE seen.collection = 'documents' AND seen.id = d.id)
        """
    )
    return 0 if row is None else row["n"]


def _row(each: database.Row) -> DocumentRow:
    return DocumentRow(
        current.row(each), bool(each["file_here"]), bool(each["text_here"]), bool(each["read"])
    )
