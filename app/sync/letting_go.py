"""Taking away what was erased on the server, and knowing whose contents go with it."""

from app.domain.records import Data, Row
from app.store import Store, current, documents, erasures, merges


def let_go(store: Store) -> tuple[list[tuple[str, str]], set[str]]:
    """Take away what was held back; return its keys, and the contents that documents of it named."""
    before = {row.id: held(store, row) for row in current.listed(store, "documents")}
    gone = erasures.let_go(store)
    merges.forget_unseen(store)
    left: set[str] = set()
    for collection, id in gone:
        if collection == "documents":
            left |= before.get(id, set())
    return gone, left


def held(store: Store, document: Row) -> set[str]:
    """Return the names of all that is kept of a document, the texts it had before included."""
    older = {each.sha256 for each in documents.texts(store, document.id)}
    return contents(document.data) | older


def contents(document: Data) -> set[str]:
    """Return the names (SHA-256) of the file and the text of a document."""
    parts = (document.get("file"), document.get("text"))
    return {str(each["sha256"]) for each in parts if isinstance(each, dict) and each.get("sha256")}
