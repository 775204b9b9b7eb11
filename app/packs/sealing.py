"""Frames that only the members of a cycle can read, although anybody can fetch them."""

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from app.domain import keys
from app.packs.container import PackError
from app.packs.reading import Unseal
from app.packs.writing import Seal

READING = "reading"
"""What `sealed` says in the manifest of a pack for those with the cycle's reading key."""


def sealing(key: bytes) -> Seal:
    """Return what seals a frame with the cycle's reading key (32 bytes)."""
    box = SecretBox(key)
    return lambda content: bytes(box.encrypt(content))


def unsealing(key: bytes) -> Unseal:
    """Return what opens it again. Raises PackError("sealed"): another key."""
    box = SecretBox(key)

    def unseal(sealed: bytes) -> bytes:
        try:
            return box.decrypt(sealed)
        except (CryptoError, ValueError) as error:
            raise PackError("sealed", reader=READING) from error

    return unseal


def print_of(key: bytes) -> str:
    """Return the fingerprint of a reading key, which says nothing about the key itself."""
    return keys.fingerprint(b"satchel-reading\n" + key)
