"""Finding words in everything that is here."""

from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from pathlib import Path

from app.actions.papers import COLLECTION, text_of
from app.documents.sections import split
from app.domain.asking import Filters
from app.domain.proposals import Section
from app.paths import Home
from app.store import Store, current, indexing
from app.store import search as index
from app.store.search import Found, Hit

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


def titles(store: Store, hits: Iterable[Hit]) -> dict[tuple[str, str], str]:
    """Return {(kind, id): title} of the papers that hits are in or on."""
    keys = {tuple(hit.about.split("/", 1)) for hit in hits if "/" in hit.about}
    known = {**COLLECTION, "meeting": "meetings"}
    asked = {(known[kind], id): (kind, id) for kind, id in keys if kind in known}
    found = current.titles(store, asked)
    return {asked[key]: title for key, title in found.items()}


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
