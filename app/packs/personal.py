"""Records in a pack that only one member can read: sealed to her devices' keys.

A pack is for all its readers alike. What chairs answer one member, and what only chairs read,
lies in its manifest as boxes that nobody else can open, and that do not say whose they are.
"""

from collections.abc import Iterable, Sequence

import msgspec
import zstandard
from nacl.exceptions import CryptoError
from nacl.public import SealedBox
from nacl.signing import SigningKey, VerifyKey

from app.domain import keys
from app.packs.container import PackedRecord
from app.packs.writing import Seal

LARGEST = 1_000_000
"""Bytes of all boxes of a pack together."""
LARGEST_BOX = 2_000_000
"""Bytes of one unpacked."""
_STEP = 256
"""Boxes are as long as a multiple of this, so that their length says little."""


def sealing(key: str) -> Seal:
    """Return what seals for the holder of an Ed25519 key (base64url). Raises ValueError."""
    try:
        box = SealedBox(VerifyKey(keys.raw(key)).to_curve25519_public_key())
    except (CryptoError, TypeError, RuntimeError) as error:
        raise ValueError(key) from error
    return box.encrypt


def sealed(
    wanted: Iterable[tuple[Sequence[str], Sequence[PackedRecord]]], most: int = LARGEST
) -> list[str]:
    """Return a box for each key that is to read the records beside it, `most` bytes together.

    Keys that are none are left out, and so is what does not fit any more.
    """
    found: list[str] = []
    for readers, records in wanted:
        packed = zstandard.compress(msgspec.json.encode(list(records)))
        whole = len(packed).to_bytes(4) + packed
        content = whole + bytes(-len(whole) % _STEP)
        for key in readers:
            try:
                box = keys.text(sealing(key)(content))
            except ValueError:
                continue
            most -= len(box)
            if most >= 0:
                found.append(box)
    return found


def opened(boxes: Iterable[str], secret: SigningKey) -> list[PackedRecord]:
    """Return the records in those of `boxes` that `secret` opens."""
    box = SealedBox(secret.to_curve25519_private_key())
    found: list[PackedRecord] = []
    for each in boxes:
        try:
            content = box.decrypt(keys.raw(each))
        except (CryptoError, ValueError, TypeError):
            continue  # somebody else's
        packed = content[4 : 4 + int.from_bytes(content[:4])]
        try:
            raw = zstandard.ZstdDecompressor().decompress(packed, max_output_size=LARGEST_BOX)
            found += msgspec.json.decode(raw, type=list[PackedRecord])
        except (zstandard.ZstdError, msgspec.MsgspecError):
            continue
    return found
