"""Finding words in everything that is here."""

from functools import partial

from app.actions.papers import text_of
from app.paths import Home
from app.store import Store
from app.store import search as index
from app.store.search import Hit


def search(store: Store, home: Home, words: str, limit: int = 50) -> list[Hit]:
    """Bring the index up to date, then return the best hits, best first."""
    while refresh(store, home):
        pass
    return index.search(store, words, limit)


def refresh(store: Store, home: Home, limit: int = 200) -> int:
    """Index a bite of what changed; return how many records it was."""
    return index.refresh(store, partial(text_of, home), limit)
