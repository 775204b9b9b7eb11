"""The messages of the exchange, shared by client and server (`docs/sync.md`).

One request does one whole exchange: what I did goes up, what others did comes down.
The structs are the OpenAPI schema too.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType, field

from app.domain.carrying import Way

MAX_DEPTH = 64
"""Deepest nesting of a body."""

Audience = list[str]


class Change(Struct, kw_only=True, omit_defaults=True):
    """One act of a member: a record as it should be, on top of the version she saw."""

    op: str
    collection: str
    id: str
    base: int | None = None
    audience: Audience | None = None
    data: dict[str, Any] | None = None
    """None erases (the owner's notes and the Secretariat only)."""
    for_: str | UnsetType = field(default=UNSET, name="for")
    """The account it belongs to, when a chair or the Secretariat hands it on."""
    via: Way | UnsetType = UNSET
    proof: str | UnsetType = UNSET


class ExchangeRequest(Struct, kw_only=True):
    device: str
    epoch: str | None = None
    cursor: str | None = None
    limit: int | None = None
    """Bytes of `records` wanted at most, uncompressed; at least one record is sent."""
    nonce: str
    digest: str | UnsetType = UNSET
    """`digest_word` of what the caller holds, if she likes: where that is just what she may
    read, the answer says `same` instead of its digest."""
    changes: list[Change] = []


class WireRecord(Struct, kw_only=True, omit_defaults=True):
    collection: str
    id: str
    version: int = 0
    owner: str | None = None
    audience: Audience = []
    data: dict[str, Any] | None = None
    gone: bool = False
    why: Literal["erased", "access"] | None = None


class Answer(Struct, kw_only=True, omit_defaults=True):
    op: str
    result: Literal["accepted", "conflict", "refused"]
    version: int | None = None
    theirs: WireRecord | None = None
    code: str | None = None
    message: str | None = None


class ExchangeAnswer(Struct, kw_only=True, omit_defaults=True):
    nonce: str
    epoch: str = ""
    now: str = ""
    answers: list[Answer] = []
    records: list[WireRecord] = []
    cursor: str | None = None
    more: bool = False
    digest: dict[str, tuple[int, str]] | None = None
    """{collection: (count, xor of the first 8 bytes of sha256 as 16 hex digits)}."""
    same: bool = False
    """The caller holds what she may read, by the digest she told. Only to whoever told one: epoch
    and cursor are left out where they are those of the request, and so is what is empty."""
    reset: Literal["epoch", "access", "cursor"] | None = None


class Welcome(Struct, kw_only=True):
    """What a server says of itself to anybody, as far as clients care."""

    name: str
    """Always `satchel`."""
    api: int


class CycleRequest(Struct, kw_only=True):
    id: str
    title: str
    device_key: str
    device: str | None = None
    setup_code: str | None = None
    proof: str | None = None
    """Signature of `founder_words` by the device's key, base64url: whoever shows it may ask once
    more for the cycle she made, because the first answer was lost on the line."""


class EnrolRequest(Struct, kw_only=True):
    invitation: str
    device_key: str
    device: str | None = None


class Pack(Struct, kw_only=True):
    """A pack the server made: the first sync is this file, then exchanges from its cursor."""

    sha256: str
    size: int
    audience: str
    cursor: str
    from_: str | None = field(default=None, name="from")
    """The pack that one must have to read it; None: whole."""


class Enrolled(Struct, kw_only=True):
    token: str
    account: str
    role: str
    cycle: str
    fingerprint: str
    packs: list[Pack] = []
    """Those this account may read, so that a first sync need not ask for them."""


class InvitationRequest(Struct, kw_only=True):
    account: str
    role: str


class Invitation(Struct, kw_only=True):
    invitation: str
    fingerprint: str


class Device(Struct, kw_only=True):
    id: str
    name: str
    enrolled_at: str
    last_seen: str | None
    revoked: bool


class Member(Struct, kw_only=True):
    account: str
    role: str
    devices: list[Device]
    invited: bool
    """An invitation of hers waits to be used."""


class ChangesAnswer(Struct, kw_only=True):
    """What is there for the caller, in a few hundred bytes."""

    epoch: str
    cursor: str
    packs: list[Pack]
    counts: dict[str, int]
    bytes: int
    """Uncompressed bytes of records that an exchange from the caller's cursor would bring."""


class FloorAnswer(Struct, kw_only=True, omit_defaults=True):
    """The floor of a meeting, as few bytes as can be; `{}` while it is closed."""

    item: str = field(default="", name="i")
    """The item it is open for."""
    queue: tuple[str, ...] = field(default=(), name="q")
    """Who speaks (`>` before) and who waits, in order: an account, `~` and a name; `-` before
    who says *not now*. Behind them, `=` before, each who has spoken on the item."""
    since: int | UnsetType = field(default=UNSET, name="t")
    """Unix seconds since when somebody speaks."""
    minutes: float | UnsetType = field(default=UNSET, name="m")
    """For each speaker, where the item says it; 0 for no limit."""
    parts: int = field(default=1, name="n")
    """A long queue comes in so many parts: `?p=2` and on, all with one ETag."""


class Refusal(Struct, kw_only=True):
    """The body of every 4xx and 5xx."""

    code: str
    message: str


def digest_part(id: str, version: int) -> int:
    """Return what one record adds (by xor) to the digest of its collection.

    Both sides hash `id`, a line feed and the decimal version; the first 8 bytes count.
    """
    raw = sha256(f"{id}\n{version}".encode()).digest()
    return int.from_bytes(raw[:8], "big")


def digest_word(digest: Mapping[str, Sequence[Any]]) -> str:
    """Return a whole digest in eight characters, for two sides that likely agree.

    Both hash a line `collection count xor` for each collection that is not empty, in the
    order of their names; the first 6 bytes count, as base64url.
    """
    lines = [f"{name} {each[0]} {each[1]}\n" for name, each in sorted(digest.items()) if each[0]]
    return urlsafe_b64encode(sha256("".join(lines).encode()).digest()[:6]).decode()


def change_content(collection: Any, id: Any, base: Any, audience: Any, data: Any) -> bytes:
    """Return what makes a change this change and no other: canonical JSON of its five parts.

    The same act carried in a bundle and sent by the member herself has the same content.
    """
    parts = [collection, id, base, audience, data]
    return json.dumps(
        parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode("utf-8", "surrogatepass")


def founder_words(cycle: str) -> bytes:
    """Return the bytes that the device which makes a cycle signs (Ed25519)."""
    return f"satchel-cycle\n{cycle}".encode()


def proof_words(cycle: str, account: str, op: str, content: bytes) -> bytes:
    """Return the bytes that a device signs (Ed25519) so that others may carry its change.

    `proof` is the base64url of the signature, without padding.
    """
    return f"satchel-change\n{cycle}\n{account}\n{op}\n{sha256(content).hexdigest()}".encode()
