"""Public keys as people compare them, and as they travel in JSON."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from hashlib import sha256

KEY = 32
"""Bytes of an Ed25519 public key (RFC 8032)."""
PRINT = 20
"""Hex digits of a fingerprint."""


def fingerprint(public: bytes) -> str:
    """Return what two people compare by eye: 20 hex digits of a key's hash in fours."""
    digits = sha256(public).hexdigest()[:PRINT]
    return "-".join(digits[at : at + 4] for at in range(0, PRINT, 4))


def text(raw: bytes) -> str:
    """Return base64url without padding: how keys and signatures stand in JSON."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(text: str) -> bytes:
    """Return the bytes of base64url without padding. Raises ValueError."""
    try:
        return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (BadBase64, UnicodeEncodeError) as error:
        raise ValueError(text) from error
