"""How much of a first sync is here: agendas, summaries, full texts, in the order they come."""

from dataclasses import dataclass

from app.store import current
from app.store.database import Store


@dataclass(frozen=True, slots=True)
class Arrivals:
    agenda: bool
    """Deadlines and agendas are here: something that comes after them has begun to come."""
    summaries: int
    texts: int
    """Proposals whose newest version is here in full."""
    documents: int

    @property
    def can_read(self) -> bool:
        return self.summaries > 0


def count(store: Store) -> Arrivals:
    found = current.counts(store)
    row = store.one(
        """
        SELECT count(*) AS n FROM current p
         WHERE p.collection = 'proposals'
           AND EXISTS (SELECT 1 FROM current v
                        WHERE v.collection = 'versions' AND v.data ->> 'proposal' = p.id)
        """
    )
    summaries = found.get("proposals", 0)
    later = summaries + found.get("members", 0) + found.get("documents", 0)
    return Arrivals(
        agenda=bool(found.get("cycle")) and later > 0,
        summaries=summaries,
        texts=0 if row is None else row["n"],
        documents=found.get("documents", 0),
    )
