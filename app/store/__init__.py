"""Everything kept on this computer. The only package that speaks SQLite."""

from app.store.database import Store, StoreAway, StoreDamaged, StoreTooNew, open_store

__all__ = ["Store", "StoreAway", "StoreDamaged", "StoreTooNew", "open_store"]
