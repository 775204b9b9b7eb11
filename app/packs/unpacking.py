"""Unpacking one zstd frame that came from anywhere: no bomb goes off, and a cut is noticed."""

import zstandard

WINDOW = 23
"""Power of two of the largest zstd window we give memory for (RFC 8878, 3.1.1.1.2)."""
_PIECE = 64 * 1024


class Unreadable(Exception):
    """What came cannot be unpacked.

    `code`: `dictionary_unknown`, `bad_compression` (damaged or cut short), `too_large`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def one_frame(
    packed: bytes, limit: int, known: zstandard.ZstdCompressionDict | None = None
) -> bytes:
    """Return what the one frame `packed` holds, at most `limit` bytes whatever it claims.

    Raises:
        Unreadable: `bad_compression`, `too_large`.
    """
    # A plain decompress() believes the size a frame names (1.5 KB became 50 MB), a piece of
    # 64 KB can hold gigabytes, and a stream reader is silent about a frame cut short. So: once
    # through to learn the size, keeping nothing, then once for the bytes and the end.
    reader = zstandard.ZstdDecompressor(dict_data=known, max_window_size=1 << WINDOW)
    size = 0
    try:
        with reader.stream_reader(packed) as stream:
            while piece := stream.read(_PIECE):
                size += len(piece)
                if size > limit:
                    raise Unreadable("too_large")
        decoder = reader.decompressobj()
        made = decoder.decompress(packed)
    except (zstandard.ZstdError, MemoryError) as error:
        raise Unreadable("bad_compression") from error
    if not decoder.eof or decoder.unused_data:
        raise Unreadable("bad_compression")
    return made
