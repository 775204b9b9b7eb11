"""What an act touched, so that each view knows whether to look again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    collections: frozenset[str] = frozenset()
    ids: tuple[str, ...] = ()
    """Ids of the records written, in the order they were written."""

    @classmethod
    def of(cls, *collections: str, ids: tuple[str, ...] = ()) -> "Changes":
        return cls(frozenset(collections), ids)

    def touch(self, *collections: str) -> bool:
        """Say whether any of `collections` was touched."""
        return not self.collections.isdisjoint(collections)

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(self.collections | other.collections, self.ids + other.ids)


NOTHING = Changes()
