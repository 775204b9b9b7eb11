"""Secrets and fingerprints: made here, kept only as hashes."""

import re
import secrets
from base64 import b32encode, urlsafe_b64decode
from binascii import Error as BadBase64
from datetime import datetime
from hashlib import sha256

from app.domain import audience, ids, times
from app.server.problems import bad

_KEY = 32
_BASE64 = re.compile(r"[A-Za-z0-9_-]+={0,2}")


def new_token() -> str:
    return secrets.token_urlsafe(32)


def new_invitation() -> str:
    """Return a code of 128 random bits that survives being read out: a-z and 2-7."""
    return b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()


def hashed(secret: str) -> bytes:
    return sha256(secret.encode("utf-8", "surrogatepass")).digest()


def hashed_invitation(code: str) -> bytes:
    """Hash an invitation as typed: spaces, hyphens and capitals do not matter."""
    return hashed(re.sub(r"[\s-]", "", code).lower())


def device_key(text: str) -> bytes:
    """Return the 32 bytes of an Ed25519 public key in base64url.

    Raises:
        Problem: 400, it is no such key.
    """
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4)) if _BASE64.fullmatch(text) else b""
    except (BadBase64, ValueError):
        raw = b""
    if len(raw) != _KEY:
        raise bad("bad_device_key", "device_key is not the base64url of an Ed25519 public key.")
    return raw


def device_name(text: str | None) -> str:
    """Return a name for a list of devices: one line, at most 100 characters."""
    printable = "".join(each if each.isprintable() else " " for each in text or "")
    return printable.strip()[:100]


def account(text: str) -> str:
    """Return `text` if an account may have this name.

    Raises:
        Problem: 400, it is none, or a word of an audience.
    """
    if not ids.ACCOUNT.fullmatch(text) or text in audience.WORDS:
        raise bad("bad_account", "An account is named with a-z, 0-9, dot, hyphen, underscore.")
    return text


def moment(at: datetime) -> str:
    """Return an instant as every message holds it."""
    return times.text(at)
