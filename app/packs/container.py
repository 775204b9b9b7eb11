"""The `.satchel` container: what a file of papers or of answers looks like from outside.

    MAGIC · version (1 byte) · length of the manifest (4 bytes, little endian)
    · manifest (JSON) · Ed25519 signature of the manifest (64 bytes) · body

The body is one zstd stream, flushed after every frame, so that a frame can be used as
soon as it has arrived. The manifest names the length and SHA-256 of every frame as it
lies in the body: a frame is verified before anything of it is unpacked, and nothing is
believed that the manifest's signature does not cover. Read by `app.packs.reading`,
written by `app.packs.writing`; told in prose in `docs/packs.md`.
"""

import struct
from typing import Any, Literal

import msgspec

MAGIC = b"SATCHEL\x1a"
VERSION = 1
HEAD = struct.Struct("<BI")
SIGNATURE = 64
"""Bytes of an Ed25519 signature (RFC 8032)."""

LARGEST_MANIFEST = 4_000_000
LARGEST_FRAME = 64_000_000
"""Bytes of one frame unpacked, or of one file inside a pack."""
LARGEST_WHOLE = 512_000_000
LARGEST_RECORDS = 16_000_000
"""Bytes of one frame of records unpacked."""
LARGEST_RECORD = 1_200_000
"""Bytes of one record: what servers take of the Secretariat, and what is around it."""
LARGEST_SEQUENCE = 2**62
LARGEST_JOINED = 16_000_000
"""Bytes of records that a delta is made against."""
WINDOW = 23
"""Power of two of how far back the stream may refer: what reading takes of memory."""

Kind = Literal["pack", "outbox"]


class PackError(Exception):
    """The file is not what it should be. Nothing of it was used.

    `code`: `not_a_pack`, `too_new`, `cut_short`, `damaged`, `bad_signature`, `too_large`,
    `sealed` (for somebody else), `needs_earlier` (a delta without what it is made from),
    `other_key` (whole, and signed by nobody we know).
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Frame(msgspec.Struct, kw_only=True, omit_defaults=True, frozen=True):
    """One piece of the body: records, or one file."""

    name: str
    """`agendas`, `summaries`, `texts`, `rest`, `changes`, or a file's SHA-256 in hex."""
    size: int
    """Bytes in the body."""
    raw: int
    """Bytes unpacked."""
    sha256: str
    """Of the bytes in the body, in hex."""
    file: str | None = None
    """The file's own name, if this is one."""


class Endorsement(msgspec.Struct, kw_only=True, frozen=True):
    """An older key's word for a newer one; keys and signature in base64url."""

    key: str
    by: str
    signature: str


class Manifest(msgspec.Struct, kw_only=True, omit_defaults=True, frozen=True):
    """What a container says of itself; all of it is signed."""

    v: int = 1
    kind: Kind
    cycle: str
    title: str = ""
    sequence: int
    """Grows with every pack of a cycle (an outbox: of a device); never goes back."""
    made_at: str
    epoch: str = ""
    """Which history the versions of the records belong to."""
    audience: str = ""
    """`public`, `observers` or `members`: who may hold a pack. Empty for an outbox."""
    cursor: str | None = None
    """How far the server had read when it made this pack; None where no server made it."""
    account: str = ""
    """Whose outbox it is."""
    device: str = ""
    contains: dict[str, int] = {}
    """Records by collection."""
    lacks: list[str] = []
    """SHA-256 of files that the records name and that are not inside."""
    receipts: list[str] = []
    """Ops of members' changes that whoever made this pack has received."""
    aside: dict[str, str] = {}
    """Ops that were not taken, each with the code of why; nothing of their words."""
    personal: list[str] = []
    """Records that only single readers of it can open, sealed to their devices (`personal`)."""
    frames: list[Frame] = []
    earlier: str | None = None
    """A delta: SHA-256 of the pack file whose records are needed to read it."""
    whole: str | None = None
    """A delta: SHA-256 of the pack file that holds the same; later deltas may build on that."""
    sealed: str | None = None
    """Who alone can read the frames: fingerprint of a key, or `reading` for the cycle's."""
    key: str
    """The signer's public key in base64url."""
    endorsements: list[Endorsement] = []
    """How the signer's key is vouched for by older ones."""
    more: dict[str, Any] = {}


def join(found: bytearray, content: bytes) -> None:
    """Add a frame of records to what a delta is made against.

    That is the records of the earlier pack, unpacked, in their order, up to a limit: the
    same bytes however they were cut into frames, and whether they came whole or as a delta.
    """
    found += content[: LARGEST_JOINED - len(found)]


class PackedRecord(msgspec.Struct, array_like=True, frozen=True):
    """One record of a pack; how it stands in a frame is in `app.packs.blocks`."""

    collection: str
    id: str
    version: int
    owner: str | None
    audience: tuple[str, ...]
    data: dict[str, Any] | None
    """None: erased."""
