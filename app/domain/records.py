"""A record as the server keeps it, and as this computer shows it."""

from dataclasses import dataclass, field
from typing import Any

Data = dict[str, Any]

SCHEMA = 1
"""What `v` of a record says; one that says nothing was written by this schema."""

SAYS_WHOSE = frozenset({"actions"})
"""Collections whose data has an `owner`: who has to do it. Who wrote the record is shown as
`written_by`. Only chairs and Secretariat write them, so nobody claims another's name."""


@dataclass(frozen=True, slots=True)
class Record:
    """What the server said of one record.

    `version` counts the edits of this record; `owner` is stamped by the server;
    `data` is None in a tombstone.
    """

    collection: str
    id: str
    version: int
    owner: str | None = None
    audience: tuple[str, ...] = ("members",)
    data: Data | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A record as it stands here: the server's word under what this member did since."""

    collection: str
    id: str
    revision: int | None
    """The server's version, 0 where it came in a file instead, None while it never was there."""
    owner: str | None
    readers: tuple[str, ...]
    waiting: bool
    """Something of it still has to be sent."""
    at_home: bool = False
    """A draft or private note: it stays on this computer."""
    data: Data = field(default_factory=dict[str, Any])

    @property
    def changed(self) -> bool:
        """Say whether it is a draft over what was submitted before: there, or on its way."""
        return self.at_home and (self.waiting or self.revision is not None)

    def flat(self) -> Data:
        """Return it as `--json` shows it: the data, plus what is known about the record."""
        return {
            "v": SCHEMA,
            **self.data,
            "id": self.id,
            "collection": self.collection,
            **owners(self.collection, self.data, self.owner),
            "waiting": self.waiting,
            "revision": None if self.waiting else self.revision or None,
            "readers": list(self.readers),
        }


def owners(collection: str, data: Data, owner: str | None) -> Data:
    """Return `owner` as `--json` shows it, with `written_by` where the data says whose it is."""
    if collection in SAYS_WHOSE:
        return {"owner": data.get("owner") or None, "written_by": owner}
    return {"owner": owner}
