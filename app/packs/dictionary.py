"""The program's own dictionaries: what exchanges have in common need not travel (`dcz`).

The content coding is RFC 9842's: a header of 40 bytes that names the dictionary by its
SHA-256, then a zstd frame made with the dictionary as raw content. Dictionaries lie in
`resources/dictionaries/NUMBER.zdict`; a released one is never changed, a better one gets
the next number. For exchanges only: it makes bulk larger. Told in `docs/server.md`.
"""

from base64 import b64decode, b64encode
from binascii import Error as BadBase64
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256

import zstandard

from app.packs.unpacking import Unreadable, one_frame
from app.paths import resource

CODING = "dcz"
"""As it stands in Content-Encoding and Accept-Encoding."""
OFFER = "Available-Dictionary"
"""The request header that names the dictionary an answer may be packed with."""
MAGIC = bytes.fromhex("5e2a4d1820000000")
HEADER = len(MAGIC) + 32
BULK = 128 * 1024
"""From here on a message is better packed without a dictionary (measured)."""
_WELL, _QUICKLY = 19, 5


@dataclass(frozen=True, slots=True)
class Dictionary:
    number: int
    content: bytes = field(repr=False)
    sha256: bytes

    @property
    def offer(self) -> str:
        """The value of the Available-Dictionary header (RFC 9842, 2.2)."""
        return f":{b64encode(self.sha256).decode()}:"


@cache
def all_known() -> tuple[Dictionary, ...]:
    """Return every dictionary of this program, the newest first."""
    found = sorted(
        ((int(path.stem), path) for path in resource("dictionaries").glob("*.zdict")), reverse=True
    )
    return tuple(_load(number, path.read_bytes()) for number, path in found)


def newest() -> Dictionary | None:
    return next(iter(all_known()), None)


def offered(header: str | None) -> Dictionary | None:
    """Return the dictionary an Available-Dictionary header names, None if we lack it."""
    text = (header or "").strip()
    if len(text) < 2 or text[0] != ":" or text[-1] != ":":  # noqa: PLR2004 -- two colons
        return None
    try:
        wanted = b64decode(text[1:-1], validate=True)
    except (BadBase64, ValueError):
        return None
    return _named(wanted)


def used(front: bytes) -> Dictionary | None:
    """Return the dictionary that a body of this coding was packed with, by its first bytes."""
    return _named(front[len(MAGIC) : HEADER])


def pack(raw: bytes, dictionary: Dictionary, level: int | None = None) -> bytes:
    """Return `raw` as a body of the coding `dcz`; meant for less than BULK bytes.

    `level` is zstd's; the tightest without one, which takes 0.15 ms of a processor a KB.
    """
    if level is None:
        level = _WELL if len(raw) < BULK else _QUICKLY
    compressor = zstandard.ZstdCompressor(
        level=level, dict_data=_prepared(dictionary, level), write_dict_id=False
    )
    return MAGIC + dictionary.sha256 + compressor.compress(raw)


def unpack(body: bytes, limit: int) -> bytes:
    """Undo `pack`, making at most `limit` bytes whatever the frame claims.

    Raises:
        Unreadable: see there.
    """
    if body[: len(MAGIC)] != MAGIC[: len(body)] or len(body) < HEADER:
        raise Unreadable("bad_compression")
    dictionary = _named(body[len(MAGIC) : HEADER])
    if dictionary is None:
        raise Unreadable("dictionary_unknown")
    return one_frame(body[HEADER:], limit, _raw(dictionary.content))


@cache
def _prepared(dictionary: Dictionary, level: int) -> zstandard.ZstdCompressionDict:
    """Return what zstd makes of a dictionary once: 0.05 ms a message instead of 2."""
    made = _raw(dictionary.content)
    made.precompute_compress(level=level)
    return made


def _raw(content: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(content, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


def _load(number: int, content: bytes) -> Dictionary:
    return Dictionary(number, content, sha256(content).digest())


def _named(wanted: bytes) -> Dictionary | None:
    return next((each for each in all_known() if each.sha256 == wanted), None)
