"""The log beside a store (`store.db-wal`): which of its pages can be believed.

SQLite reads a log up to the first frame whose sum is wrong and drops the rest without a
word: right after a power cut, where only the last, unfinished transaction can be broken,
but not for a log that was damaged later. The format is told at
sqlite.org/fileformat2.html, section 4.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}
_HEAD, _FRAME = 32, 24
_SIZES = frozenset(1 << n for n in range(9, 17))
Sums = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Frame:
    """One page as the log has it."""

    number: int
    """Of the page."""
    commits: bool
    """The last of its transaction."""
    at: int
    """Where its page begins in the log."""
    whole: bool
    """Its own sum is right."""
    follows: bool
    """So is every sum before it: SQLite reads it."""


def beside(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def page_size(log: bytes) -> int | None:
    """Return the page size that a log names; None for what is no log."""
    if len(log) < _HEAD:
        return None
    size = struct.unpack(">I", log[8:12])[0]
    return size if size in _SIZES else None


def frames(log: bytes, size: int) -> Iterator[Frame]:
    """Go through the frames of the log's own run; older ones behind them are not given."""
    if len(log) < _HEAD + _FRAME + size:
        return
    magic, salt = struct.unpack(">I", log[:4])[0], log[16:24]
    order = _MAGIC.get(magic, "<")
    before: Sums = struct.unpack(">II", log[24:32])
    follows = magic in _MAGIC and _sum(order, log[:24], (0, 0)) == before
    if not follows:
        # The log's own head is broken: its frames name the salt themselves.
        salt = log[_HEAD + 8 : _HEAD + 16]
    for at in range(_HEAD, len(log) - _FRAME - size + 1, _FRAME + size):
        head, page = log[at : at + _FRAME], log[at + _FRAME : at + _FRAME + size]
        said: Sums = struct.unpack(">II", head[16:24])
        number, commits = struct.unpack(">II", head[:8])
        ours = head[8:16] == salt
        whole = ours and _sum(order, page, _sum(order, head[:8], before)) == said
        follows = follows and whole
        if ours:
            yield Frame(number, commits != 0, at + _FRAME, whole, follows)
        before = said


def is_damaged(path: Path) -> bool:
    """Say whether SQLite would drop saved words of the log beside the store at `path`.

    Only the last transaction may be unfinished: each was on the disk before the next
    began. Raises OSError.
    """
    try:
        log = beside(path).read_bytes()
    except FileNotFoundError:
        return False
    size = page_size(log)
    if size is None:
        return False
    dropped = sum(frame.commits for frame in frames(log, size) if not frame.follows)
    return dropped > 1


def pages(log: bytes, size: int) -> dict[int, bytes]:
    """Return {number: page} of all that the log still tells, the newest of each."""
    found: dict[int, bytes] = {}
    under_way: dict[int, bytes] = {}
    for frame in frames(log, size):
        if frame.whole and frame.number:
            under_way[frame.number] = log[frame.at : frame.at + size]
        if frame.commits:
            found.update(under_way)
            under_way.clear()
    return found


def _sum(order: str, data: bytes, start: Sums) -> Sums:
    one, two = start
    words = iter(struct.unpack(f"{order}{len(data) // 4}I", data))
    for first, second in zip(words, words, strict=True):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two
