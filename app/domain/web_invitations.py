"""What the Secretariat's message says about a web folder: address, reading key, fingerprint.

Like `invitations`, it looks for the things themselves in whatever mail programs made of
the message. The reading key comes in groups of four, which survive being read out.
"""

import re
from base64 import b32decode, b32encode
from dataclasses import dataclass

from app.domain import invitations

LETTERS = 52
"""Letters of a reading key: 256 bits in base 32 (a-z, 2-7)."""
_KEY = re.compile(
    r"(?<![a-z0-9-])[a-z2-7]{4}(?:[ \t]*\n?[ \t>|]*-?[ \t]*\n?[ \t>|]*[a-z2-7]{4}){12}"
    r"(?![a-z0-9]|-[a-z0-9])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WebInvited:
    """What a member needs to read a web folder; open folders need no reading key."""

    url: str | None
    reading_key: bytes | None = None
    fingerprint: str | None = None


def written(key: bytes) -> str:
    """Return a reading key (32 bytes) as it stands in a message."""
    code = b32encode(key).decode().rstrip("=").lower()
    return "-".join(code[at : at + 4] for at in range(0, LETTERS, 4))


def find(text: str) -> WebInvited:
    """Return the address, reading key and fingerprint in `text`, each where it is there."""
    plain, urls = invitations.parts(text)
    found = next((each for each in map(_decoded, _KEY.finditer(plain)) if each), None)
    rest = _KEY.sub(" ", plain)
    return WebInvited(urls[0] if urls else None, found, invitations.fingerprint(rest))


def _decoded(match: re.Match[str]) -> bytes | None:
    letters = re.sub(r"[^a-z2-7]", "", match.group().lower())
    # Words of a language have no digits; a random key without one is rarer than one in 10^5.
    if len(letters) != LETTERS or not re.search(r"[2-7]", letters):
        return None
    try:
        return b32decode(letters.upper() + "=" * (-LETTERS % 8))
    except ValueError:
        return None
