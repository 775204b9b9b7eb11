"""Whether this computer holds what the server says it should."""

from functools import reduce
from operator import xor

from app.store import Store, records
from app.wire import digest_part, digest_word


def of(store: Store) -> dict[str, tuple[int, str]]:
    """Return {collection: (count, xor of the records' parts as 16 hex digits)}."""
    parts: dict[str, list[int]] = {}
    for collection, id, version in records.versions(store):
        parts.setdefault(collection, []).append(digest_part(id, version))
    return {name: (len(each), f"{reduce(xor, each, 0):016x}") for name, each in parts.items()}


def word(store: Store) -> str:
    """Return the whole digest in eight characters."""
    return digest_word(of(store))


def agrees(store: Store, theirs: dict[str, tuple[int, str]]) -> bool:
    """Say whether the server's digest is ours. Empty collections count as absent."""
    mine = of(store)
    given = {name: tuple(each) for name, each in theirs.items() if each[0]}
    return mine == given
