"""The cursor: one opaque string that says how far a device has read.

It holds the epoch, the caller's account and access, a position for each reading class,
the newest row ever handed out, and a random mark of the commit that row came with. A
server restored from an older backup has no such commit, or one with another mark: so it
is noticed even if nobody declared a new epoch.

A pack holds a cursor too, the same for whoever reads it: epoch and the pack's random mark.
The first exchange from it turns it into its reader's own, which goes on comparing with
what the pack held until all that was there when it began has been sent.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from app.server.database import Connection, Entered

CLASSES = 4
_OWN, _PACKED, _FROM_PACK = 1, 2, 3
"""The first byte of a cursor: its form."""
MARK = 6
"""Bytes of a commit's random mark."""
PACK_MARK = 9
"""Bytes of a pack's random mark."""
_WORD = 6

Reset = Literal["epoch", "access", "cursor"]


@dataclass(frozen=True, slots=True)
class FromPack:
    """Which pack the reader began with, as long as there is something left of the beginning."""

    number: int
    told: int = 0
    """Place of the last packed record of which it was decided whether she lost it."""
    since: int = 0
    """The newest seq when she began: what is older is compared with the pack. 0: not begun."""


@dataclass(frozen=True, slots=True)
class Cursor:
    epoch: bytes
    account: bytes
    access: int
    positions: tuple[int, int, int, int]
    top: int
    """The newest seq this device was ever sent."""
    mark: bytes
    pack: FromPack | None = None

    def text(self) -> str:
        form, numbers = _OWN, [self.access, *self.positions, self.top]
        if self.pack:
            form = _FROM_PACK
            numbers += [self.pack.number, self.pack.told, self.pack.since]
        packed = b"".join(map(_varint, numbers))
        return _encode(bytes([form]) + self.epoch + self.account + self.mark + packed)


@dataclass(frozen=True, slots=True)
class Packed:
    """The cursor inside a pack."""

    epoch: bytes
    mark: bytes

    def text(self) -> str:
        return _encode(bytes([_PACKED]) + self.epoch + self.mark)


def parse(text: str) -> Cursor | Packed | None:
    """Return the cursor in `text`, None if it is none of ours."""
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        if raw[0] == _PACKED:
            whole = len(raw) == 1 + _WORD + PACK_MARK
            return Packed(raw[1 : 1 + _WORD], raw[1 + _WORD :]) if whole else None
        head, rest = raw[1 : 1 + 2 * _WORD + MARK], raw[1 + 2 * _WORD + MARK :]
        access, one, two, three, four, top, *more = _numbers(rest)
    except (BadBase64, ValueError, IndexError):
        return None
    positions = (one, two, three, four)
    if len(head) != 2 * _WORD + MARK or max(*positions, top, access, *more) >= 2**62:
        return None
    match raw[0], more:
        case 1, []:  # _OWN
            pack = None
        case 3, [number, told, since]:  # _FROM_PACK
            pack = FromPack(number, told, since)
        case _:
            return None
    mark = head[2 * _WORD :]
    return Cursor(head[:_WORD], head[_WORD : 2 * _WORD], access, positions, top, mark, pack)


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
    if isinstance(cursor, Packed):
        return _begun(connection, cycle, account, entered, cursor)
    if cursor is None or cursor.account != word(account):
        return None, "cursor"
    if cursor.epoch != word(entered.epoch):
        return None, "epoch"
    if cursor.access != entered.access:
        return None, "access"
    if mark_of(connection, cycle, cursor.top) != cursor.mark:
        return None, "epoch"
    if cursor.pack and not _known(connection, cycle, cursor.pack.number):
        return None, "cursor"
    return cursor, None


def _begun(
    connection: Connection, cycle: str, account: str, entered: Entered, packed: Packed
) -> tuple[Cursor | None, Reset | None]:
    """Return the reader's own cursor at the beginning of what a pack left out."""
    if packed.epoch != word(entered.epoch):
        return None, "epoch"
    row = connection.execute(
        "select number from packs where cycle = %s and mark = %s", [cycle, packed.mark]
    ).fetchone()
    if row is None:
        return None, "cursor"
    pack = FromPack(int(row[0]))
    return Cursor(packed.epoch, word(account), entered.access, (0, 0, 0, 0), 0, b"", pack), None


def _known(connection: Connection, cycle: str, pack: int) -> bool:
    row = connection.execute(
        "select 1 from packs where cycle = %s and number = %s", [cycle, pack]
    ).fetchone()
    return row is not None


def _encode(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


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
