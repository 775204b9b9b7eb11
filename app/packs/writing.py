"""Writing a container: frames in reading order, one zstd stream, signed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256

import msgspec
import zstandard
from nacl.signing import SigningKey

from app.domain import keys
from app.packs import blocks
from app.packs.container import HEAD, MAGIC, VERSION, WINDOW, Frame, Manifest, PackedRecord

Seal = Callable[[bytes], bytes]
"""Makes the bytes of a frame unreadable to all but those they are for."""


@dataclass(frozen=True, slots=True)
class Part:
    """What becomes one frame."""

    name: str
    content: bytes
    file: str | None = None
    """The file's own name, if it is one."""


def records_part(name: str, records: Iterable[PackedRecord]) -> Part:
    """Return a frame of records."""
    return Part(name, blocks.lines(records))


def write(
    head: Manifest,
    parts: Iterable[Part],
    key: SigningKey,
    *,
    earlier: bytes | None = None,
    seal: Seal | None = None,
    level: int = 19,
) -> bytes:
    """Return the container's bytes.

    Args:
        head: the manifest; its `frames` and `key` are filled in here.
        parts: the frames' contents, in the order they are to be read.
        key: signs the manifest.
        earlier: the records of the earlier pack, as `container.join` puts them together: makes
            this a delta against it (`head.earlier` must name that pack).
        seal: applied to each frame as it lies in the body.
        level: of zstd.
    """
    contents = list(parts)
    # Knowing how much comes, it lays out tables as large as that, not 40 MB for a few words.
    parameters = zstandard.ZstdCompressionParameters.from_level(
        level,
        source_size=sum(len(part.content) for part in contents),
        dict_size=len(earlier or b""),
        window_log=WINDOW,
    )
    known = zstandard.ZstdCompressionDict(earlier or b"", dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    stream = zstandard.ZstdCompressor(
        compression_params=parameters, dict_data=known if earlier else None
    ).compressobj()
    frames: list[Frame] = []
    body: list[bytes] = []
    for number, part in enumerate(contents, 1):
        last = number == len(contents)
        flush = zstandard.COMPRESSOBJ_FLUSH_FINISH if last else zstandard.COMPRESSOBJ_FLUSH_BLOCK
        packed = stream.compress(part.content) + stream.flush(flush)
        if seal is not None:
            packed = seal(packed)
        frames.append(
            Frame(
                name=part.name,
                size=len(packed),
                raw=len(part.content),
                sha256=sha256(packed).hexdigest(),
                file=part.file,
            )
        )
        body.append(packed)
    manifest = msgspec.structs.replace(head, frames=frames, key=keys.text(bytes(key.verify_key)))
    said = msgspec.json.encode(manifest)
    front = MAGIC + HEAD.pack(VERSION, len(said)) + said + key.sign(said).signature
    return b"".join((front, *body))
