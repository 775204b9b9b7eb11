"""`latest.json`: what a plain web folder holds, signed like a pack.

The folder is `latest.json` with `packs/<sha256>.satchel` and `files/<sha256>` beside it.
The signature covers the other fields as canonical JSON: sorted keys, no blanks, UTF-8.
"""

import json
from collections.abc import Collection
from typing import Any

import msgspec
from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey

from app.domain import keys
from app.packs import trust
from app.packs.container import LARGEST_SEQUENCE, Endorsement, PackError
from app.packs.trust import Signer

LARGEST = 4_000_000
NAME = "latest.json"
_WORDS = b"satchel-latest\n"


class WebPack(msgspec.Struct, kw_only=True, frozen=True):
    """One pack of a web folder."""

    sha256: str
    """Of the file, which is named by it."""
    size: int
    from_: str | None = msgspec.field(default=None, name="from")
    """The pack that one must have to read it; None: whole."""


class Latest(msgspec.Struct, kw_only=True, frozen=True):
    """What a web folder says of itself."""

    v: int = 1
    cycle: str
    title: str = ""
    sequence: int
    epoch: str = ""
    audience: str
    made_at: str = ""
    packs: list[WebPack]
    files: dict[str, int] = {}
    """SHA-256 to bytes of the documents' files and texts beside the packs."""
    sealed: str | None = None
    """Fingerprint of the reading key that the packs are sealed with; None: open."""
    key: str = ""
    endorsements: list[Endorsement] = []


def signed(latest: Latest, signer: Signer) -> bytes:
    """Return the bytes of a `latest.json`."""
    whole = msgspec.structs.replace(latest, key=signer.key, endorsements=list(signer.endorsements))
    fields: dict[str, Any] = msgspec.to_builtins(whole)
    fields["signature"] = keys.text(signer.secret.sign(_canonical(fields)).signature)
    return (json.dumps(fields, ensure_ascii=False, indent=1) + "\n").encode()


def read(raw: bytes, pins: Collection[str] | None = None) -> Latest:
    """Return what a `latest.json` says, its signature and its signer verified.

    Without `pins` any signer will do: the caller shows the fingerprint and pins it.
    Raises PackError: `not_a_pack` (no such file, perhaps a sign-in page), `damaged`,
    `bad_signature`, `other_key`, `too_large`.
    """
    if len(raw) > LARGEST:
        raise PackError("too_large")
    try:
        fields = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise PackError("not_a_pack") from error
    if not isinstance(fields, dict) or "signature" not in fields:
        raise PackError("not_a_pack")
    signature = fields.pop("signature")
    try:
        VerifyKey(keys.raw(str(fields.get("key")))).verify(
            _canonical(fields), keys.raw(str(signature))
        )
    except (CryptoError, ValueError, TypeError, RecursionError) as error:
        raise PackError("bad_signature") from error
    try:
        latest = msgspec.convert(fields, Latest)
    except (msgspec.ValidationError, RecursionError) as error:
        raise PackError("damaged", frame=NAME) from error
    if not 0 <= latest.sequence < LARGEST_SEQUENCE or any(each.size < 0 for each in latest.packs):
        raise PackError("damaged", frame=NAME)
    if pins is not None:
        trust.check(latest.key, latest.endorsements, pins)
    return latest


def _canonical(fields: dict[str, Any]) -> bytes:
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return _WORDS + text.encode("utf-8", "surrogatepass")
