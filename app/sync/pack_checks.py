"""What may come out of a pack: verified to its end, and every record one that can be kept."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from app.domain import ids
from app.domain.collections import NEVER_PACKED
from app.domain.nesting import deeper_than
from app.domain.records import Data, Record
from app.packs import ordering, reading
from app.packs.container import LARGEST_WHOLE, Manifest, PackedRecord, PackError
from app.packs.reading import Content, Reader
from app.sync.pack_files import whole_file
from app.sync.transport import Cancelled, Stop, never
from app.wire import MAX_DEPTH

PIECE = 1 << 20
FRAMES = frozenset(ordering.FRAMES.values())
"""Names of the frames that hold records; any other is a file's hash."""
MOST = 200_000
"""Records of one pack: ten years of a busy cycle are a tenth of it."""
LARGEST_VERSION = 2**62

_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")

Progress = Callable[[int, int], None]
"""Told how many bytes of how many are done."""


def quiet(_done: int, _total: int) -> None:
    """Tell nobody."""


def verify(
    path: Path,
    *,
    allow: Callable[[Manifest], None] = lambda _: None,
    open_with: Callable[[Manifest], Reader] = lambda _: Reader(),
    look: Callable[[Content], None] = lambda _: None,
    progress: Progress = quiet,
    stop: Stop = never,
) -> tuple[str, Manifest]:
    """Read the pack at `path` to its end and keep nothing; return its hash and its manifest.

    `allow` may refuse it by its manifest, `open_with` knows how to read it, `look` is shown
    every frame. Raises PackError, Cancelled and OSError.
    """
    total = path.stat().st_size
    if total > 2 * LARGEST_WHOLE:
        raise PackError("too_large")
    digest, front, reader, done, count = sha256(), bytearray(), None, 0, Count()
    for piece in pieces(path):
        if stop():
            raise Cancelled
        digest.update(piece)
        done += len(piece)
        given = piece
        if reader is None:
            front += piece
            manifest = beginning(front)
            if manifest is None:
                continue
            allow(manifest)
            reader, given = open_with(manifest), bytes(front)
        for content in reader.feed(given):
            _judge(content, count)
            look(content)
        progress(done, total)
    if reader is None:
        raise PackError("cut_short")
    return digest.hexdigest(), reader.end()


def beginning(front: bytearray) -> Manifest | None:
    """Return the verified manifest of a pack if all of it is in `front`. Raises PackError."""
    try:
        manifest = reading.glance(bytes(front))
    except PackError as error:
        if error.code == "cut_short":
            return None
        raise
    if manifest.kind != "pack":
        raise PackError("not_a_pack")
    return manifest


def pieces(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file in pieces."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _judge(content: Content, count: "Count") -> None:
    if content.frame.name in FRAMES:
        for _ in checked(content, count):
            pass
    elif not whole_file(content):
        raise PackError("damaged", frame=content.frame.name)


@dataclass(slots=True)
class Count:
    """How many records of one pack were looked at."""

    records: int = 0

    def one_more(self) -> None:
        """Raise PackError("too_large") where no honest pack has so many."""
        self.records += 1
        if self.records > MOST:
            raise PackError("too_large")


def checked(content: Content, count: Count) -> Iterator[Record]:
    """Yield the records of a frame. Raises PackError: signed, and yet not possible."""
    for each in content.each():
        count.one_more()
        record = as_record(each)
        if not possible(record):
            raise PackError("damaged", frame=content.frame.name)
        yield record


def as_record(packed: PackedRecord) -> Record:
    return Record(
        packed.collection, packed.id, packed.version, packed.owner, packed.audience, packed.data
    )


def possible(record: Record) -> bool:
    """Say whether a record that a pack holds can be kept."""
    return (
        record.collection not in NEVER_PACKED  # a signed one that holds them is none of ours
        and bool(ids.RECORD.fullmatch(record.collection) and ids.RECORD.fullmatch(record.id))
        and 0 <= record.version < LARGEST_VERSION
        and (
            record.data is None
            or (_storable(record.data) and not deeper_than(record.data, MAX_DEPTH))
        )
    )


def _storable(data: Data) -> bool:
    """Say whether SQLite can keep it: no NUL, no half characters, no numbers beyond it."""
    try:
        text = json.dumps(data, ensure_ascii=False, allow_nan=False)
        text.encode()
    except (ValueError, RecursionError):
        return False
    return not _NUL.search(text)
