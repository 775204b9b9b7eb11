"""The cursor: one opaque string that says how far a device has read.

It holds the epoch, the caller's account and access, a position for each reading class,
the newest row ever handed out, and a random mark of the commit that row came with. A
server restored from an older backup has no such commit, or one with another mark: so it
is noticed even if nobody declared a new epoch.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from app.server.database import Connection, Entered

CLASSES = 4
_FORM = 1
MARK = 6
"""Bytes of a commit's random mark."""
_WORD = 6

Reset = Literal["epoch", "access", "cursor"]


@dataclass(frozen=True, slots=True)
class Cursor:
    epoch: bytes
    account: bytes
    access: int
    positions: tuple[int, int, int, int]
    top: int
    """The newest seq this device was ever sent."""
    mark: bytes

    def text(self) -> str:
        numbers = b"".join(map(_varint, (self.access, *self.positions, self.top)))
        raw = bytes([_FORM]) + self.epoch + self.account + self.mark + numbers
        return urlsafe_b64encode(raw).rstrip(b"=").decode()


def parse(text: str) -> Cursor | None:
    """Return the cursor in `text`, None if it is none of ours."""
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        if raw[0] != _FORM:
            return None
        head, rest = raw[1 : 1 + 2 * _WORD + MARK], raw[1 + 2 * _WORD + MARK :]
        access, one, two, three, four, top = _numbers(rest)
    except (BadBase64, ValueError, IndexError):
        return None
    positions = (one, two, three, four)
    if len(head) != 2 * _WORD + MARK or max(*positions, top, access) >= 2**62:
        return None
    return Cursor(head[:_WORD], head[_WORD : 2 * _WORD], access, positions, top, head[2 * _WORD :])


def word(text: str) -> bytes:
    """Return the few bytes that stand for an epoch or account in a cursor."""
    return sha256(text.encode()).digest()[:_WORD]


def mark_of(connection: Connection, cycle: str, top: int) -> bytes | None:
    """Return the mark of the commit that drew `top`, None if there is none (any more)."""
    row = connection.execute(
        "select mark from commits where cycle = %s and last >= %s order by last limit 1",
        [cycle, top],
    ).fetchone()
    return bytes(row[0]) if row else None


def check(
    connection: Connection,
    cycle: str,
    account: str,
    entered: Entered,
    epoch: str | None,
    text: str | None,
) -> tuple[Cursor | None, Reset | None]:
    """Return the caller's cursor, or the reason why she must begin anew.

    Null epoch and null cursor never give a reset.
    """
    if epoch is not None and epoch != entered.epoch:
        return None, "epoch"
    if text is None:
        return None, None
    cursor = parse(text)
    if cursor is None or cursor.account != word(account):
        return None, "cursor"
    if cursor.epoch != word(entered.epoch):
        return None, "epoch"
    if cursor.access != entered.access:
        return None, "access"
    if mark_of(connection, cycle, cursor.top) != cursor.mark:
        return None, "epoch"
    return cursor, None


def _varint(number: int) -> bytes:
    made = bytearray()
    while number >= 0x80:  # noqa: PLR2004 -- seven bits a byte, the eighth says more follow
        made.append(number & 0x7F | 0x80)
        number >>= 7
    made.append(number)
    return bytes(made)


def _numbers(raw: bytes) -> list[int]:
    found: list[int] = []
    number = shift = 0
    for byte in raw:
        number |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            found.append(number)
            number = shift = 0
    if shift:
        raise ValueError("cut short")
    return found
