"""Everything kept on this computer. The only package that speaks SQLite."""

from app.store.database import (
    Store,
    StoreAway,
    StoreDamaged,
    StoreTooNew,
    StoreUnsafe,
    is_damage,
    open_store,
)

__all__ = [
    "Store",
    "StoreAway",
    "StoreDamaged",
    "StoreTooNew",
    "StoreUnsafe",
    "is_damage",
    "open_store",
]
