"""What is asked of a pack, what it is made from, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from app.packs import personal
from app.packs.container import Manifest
from app.secretariat import packing_records
from app.secretariat.attaching import Attached
from app.secretariat.packing_records import Earlier
from app.secretariat.papers import Fault, Folder
from app.secretariat.reconcile import Plan, PlannedChange

MOST_RECEIPTS = 20_000
"""The newest that a manifest tells."""


@dataclass(frozen=True, slots=True)
class Personal:
    """What one member may read that not everybody may who holds the pack."""

    keys: tuple[str, ...]
    """Of her devices, base64url."""
    records: tuple[PlannedChange, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What kind of pack is wanted."""

    audience: str = "members"
    """Who may hold it: `public`, `observers` or `members`."""
    originals: bool = False
    """Put the documents' files in, not only their texts."""
    receipts: Sequence[str] = ()
    """Ops of members' changes that the Secretariat's program has received."""
    aside: Mapping[str, str] = field(default_factory=dict[str, str])
    """Ops that were not taken, with the code of why."""
    beside: tuple[PlannedChange, ...] = ()
    """What chairs decided and wrote to proposers: in the pack as if the folder held it."""
    personal: tuple["Personal", ...] = ()
    """What single readers of it may read besides."""
    told_of: str | None = None
    """The cycle that these are of: a pack of another one does not tell them."""
    reading_key: bytes | None = None
    """Seal the frames with the cycle's reading key."""

    def tells(self, cycle: str) -> bool:
        """Say whether what the Secretariat's profile has to tell is of `cycle`."""
        return self.told_of in {None, cycle}


@dataclass(frozen=True, slots=True)
class Made:
    """One pack as it was written; `path` is None while it is in memory."""

    content: bytes
    manifest: Manifest
    path: Path | None = None

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()

    @property
    def size(self) -> int:
        return len(self.content)


@dataclass(slots=True)
class Packed:
    """What was packed, or why nothing was."""

    faults: tuple[Fault, ...] = ()
    made: Made | None = None
    unreadable: tuple[tuple[str, str], ...] = ()
    """(document, code) of files whose text could not be taken out."""
    missing: tuple[tuple[str, str], ...] = ()
    """(collection, id) of what the earlier pack held and the folder has no more."""
    left_out: dict[str, int] = field(default_factory=dict[str, int])
    """Records by collection that this audience may not see."""
    changed: int = 0
    """Records that differ from the earlier pack; all of them without one."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A meeting folder ready to be packed: what every pack of it is made from."""

    folder: Folder
    attached: Attached
    plan: Plan

    @property
    def cycle(self) -> str:
        return self.folder.cycle.id if self.folder.cycle else ""

    @property
    def title(self) -> str:
        return str(self.folder.cycle.data.get("title") or "") if self.folder.cycle else ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a manifest says besides its frames: a delta only what the pack before did not."""

    wish: Wish
    contents: Contents
    missing: list[str]
    against: Earlier | None

    @property
    def frame(self) -> int:
        return packing_records.FRAME if self.against is None else packing_records.DELTA_FRAME

    @property
    def lacks(self) -> list[str]:
        if self.against is None:
            return self.missing
        known = self.against.files | set(self.against.manifest.lacks)
        return [each for each in self.missing if each not in known]

    @property
    def receipts(self) -> list[str]:
        if not self.wish.tells(self.contents.cycle):
            return []
        known = set[str]() if self.against is None else set(self.against.manifest.receipts)
        return [each for each in self.wish.receipts if each not in known][-MOST_RECEIPTS:]

    def personal(self, sequence: int) -> list[str]:
        """Return the boxes for single readers, of a pack of this number."""
        wanted = self.wish.personal if self.wish.tells(self.contents.cycle) else ()
        return personal.sealed(
            (each.keys, [packing_records.as_packed(one, sequence) for one in each.records])
            for each in wanted
        )

    @property
    def aside(self) -> dict[str, str]:
        if not self.wish.tells(self.contents.cycle):
            return {}
        known = dict[str, str]() if self.against is None else self.against.manifest.aside
        new = [(op, code) for op, code in self.wish.aside.items() if known.get(op) != code]
        return dict(new[-MOST_RECEIPTS:])
