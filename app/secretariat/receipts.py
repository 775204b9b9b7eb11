"""Which acts of members this Secretariat's program has received by file: told in its packs."""

from app.store import Store, carried


def of(store: Store) -> list[str]:
    """Return the ops of all acts that were taken in here, the oldest first."""
    return carried.receipts(store)
