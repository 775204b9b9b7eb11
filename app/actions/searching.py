"""Finding words in everything that is here."""

from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path

from app.actions.papers import text_of
from app.documents.sections import split
from app.domain.asking import Filters
from app.domain.proposals import Section
from app.paths import Home
from app.store import Store, indexing
from app.store import search as index
from app.store.search import Found

LIMIT = 50


def search(
    store: Store,
    home: Home,
    words: str,
    limit: int = LIMIT,
    filters: Filters = Filters(),  # noqa: B008 -- a frozen value
) -> Found:
    """Bring the index up to date, then return the best hits, best first."""
    while refresh(store, home):
        pass
    return look_up(store, home, words, limit, filters)


def look_up(
    store: Store,
    home: Home,
    words: str,
    limit: int = LIMIT,
    filters: Filters = Filters(),  # noqa: B008 -- a frozen value
) -> Found:
    """Return the best hits in what is indexed so far; nothing is written."""
    return index.search(store, words, partial(_sections, home), limit, filters)


def refresh(store: Store, home: Home, limit: int = 200, seconds: float | None = None) -> int:
    """Index a bite of what changed; return how many records it was."""
    return indexing.refresh(store, partial(_sections, home), limit, seconds)


def left(store: Store) -> int:
    """Return how many records wait to be indexed."""
    return indexing.left(store)


def _sections(home: Home, sha256: str) -> Sequence[Section] | None:
    # Looked for each time: what was let go must not be found in memory.
    if not home.text(sha256).exists():
        return None
    return _split(home.folder, sha256)


@lru_cache(maxsize=8)
def _split(folder: Path, sha256: str) -> tuple[Section, ...]:
    """Cut a text into its sections; a text never changes under its name."""
    return split(text_of(Home(folder), sha256) or "", strict=False)
