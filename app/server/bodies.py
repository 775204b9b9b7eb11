"""Bodies in both directions: bounded decompression, strict JSON, compressed answers."""

import gzip
import json
import re
import zlib
from collections.abc import AsyncIterator, Callable
from threading import BoundedSemaphore
from typing import Any, TypeVar

import msgspec
import zstandard

from app.domain.nesting import deeper_than
from app.packs import dictionary
from app.packs.dictionary import Dictionary
from app.packs.unpacking import Unreadable, one_frame
from app.server.problems import Problem, bad
from app.wire import MAX_DEPTH

ENCODINGS = (dictionary.CODING, "zstd", "gzip", "identity")
_LARGE = 256 * 1024
"""From here on packing an answer well takes a good part of a second of one core."""
_SMALL = 16 * 1024
_TIGHT, _EVEN, _QUICK = 19, 12, 5
"""Levels of zstd: the first takes four times as long as the second and saves 4 % (measured)."""
_WELL = 17
"""Level of a large answer: 2,000 comments in 0.34 s instead of 0.02, and 13 % smaller, which is
1.5 s on EDGE (measured)."""
_spare = BoundedSemaphore(1)
"""Who holds it packs a large answer well; while somebody does, others are packed quickly."""
SMALLEST = 200
"""Answers below this many bytes are not worth compressing."""

_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")

Message = TypeVar("Message")


async def read(pieces: AsyncIterator[bytes], encoding: str, limit: int) -> bytes:
    """Return a request's body, decompressed, of at most `limit` bytes in either form.

    Raises:
        Problem: 413 too large, 415 an encoding we do not speak, 400 damaged.
    """
    parts: list[bytes] = []
    size = 0
    async for piece in pieces:
        # What is too much is still read (and dropped) for a while: a sender who is cut
        # off in mid-body never gets to read why.
        size += len(piece)
        if size <= limit:
            parts.append(piece)
        elif size > 8 * limit:
            break
    if size > limit:
        raise too_large(limit)
    return decompress(b"".join(parts), encoding, limit)


def too_large(limit: int) -> Problem:
    return Problem(413, "too_large", f"More than {limit} bytes at once are not taken.")


def decompress(raw: bytes, encoding: str, limit: int) -> bytes:
    """Undo `encoding`, never making more than `limit` bytes whatever the frame claims."""
    match encoding.strip().lower():
        case "" | "identity":
            return raw
        case dictionary.CODING:
            return _unpacked(lambda: dictionary.unpack(raw, limit), limit)
        case "zstd":
            return _unpacked(lambda: one_frame(raw, limit), limit)
        case "gzip" | "x-gzip":
            return _gunzip(raw, limit)
        case other:
            raise Problem(415, "encoding_unknown", f"No such encoding here: {other[:40]}.")


def _unpacked(unpack: Callable[[], bytes], limit: int) -> bytes:
    try:
        return unpack()
    except Unreadable as error:
        match error.code:
            case "dictionary_unknown":
                text = "No such dictionary here: send it without one."
                raise Problem(415, error.code, text) from error
            case "too_large":
                raise too_large(limit) from error
            case _:
                raise bad(error.code, "The compressed body is damaged or cut short.") from error


def _gunzip(raw: bytes, limit: int) -> bytes:
    decoder = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        made = decoder.decompress(raw, limit + 1)
    except zlib.error as error:
        raise bad("bad_compression", "The compressed body is damaged.") from error
    if len(made) > limit:
        raise too_large(limit)
    if not decoder.eof:
        raise bad("bad_compression", "The compressed body is cut short.")
    return made


def strict(raw: bytes) -> dict[str, Any]:
    """Parse one JSON object, refusing whatever two parsers could read differently.

    Raises:
        Problem: 400 for bad UTF-8, NaN, Infinity, a doubled key, a lone surrogate,
            nesting over 64, or anything that is no JSON object.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise bad("bad_utf8", "The body is not UTF-8.") from error
    try:
        value: Any = json.loads(
            text, object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_finite
        )
    except RecursionError as error:
        raise bad("too_deep", f"The body nests deeper than {MAX_DEPTH}.") from error
    except ValueError as error:
        raise bad("bad_json", "The body is not strict JSON.") from error
    if not isinstance(value, dict):
        raise bad("bad_json", "The body is no JSON object.")
    if deeper_than(value, MAX_DEPTH):
        raise bad("too_deep", f"The body nests deeper than {MAX_DEPTH}.")
    if _ESCAPED_SURROGATE.search(text):
        try:
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        except UnicodeEncodeError as error:
            raise bad("bad_json", "The body holds half a character.") from error
    whole: dict[str, Any] = value
    return whole


def shaped(value: dict[str, Any], kind: type[Message]) -> Message:
    """Return `value` as the message `kind`.

    Raises:
        Problem: 400, a field is missing or has the wrong type.
    """
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise bad("bad_request", str(error)[:200]) from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("doubled key")
    return made


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError(text)
    return number


def accepted_encoding(header: str, *, with_dictionary: bool = False) -> str:
    """Choose how to compress an answer from the caller's Accept-Encoding.

    `with_dictionary`: she named a dictionary that we have, too, and it would help.
    """
    offers: dict[str, float] = {}
    for offer in header.lower().split(","):
        name, _, parameter = offer.strip().partition(";")
        weight = parameter.strip().removeprefix("q=")
        try:
            offers[name.strip()] = float(weight) if weight else 1.0
        except ValueError:
            offers[name.strip()] = 0.0
    for name in (dictionary.CODING, "zstd", "gzip"):
        if name == dictionary.CODING and not with_dictionary:
            continue
        if offers.get(name, 0.0) > 0:
            return name
    return "identity"


def compress(raw: bytes, encoding: str, known: Dictionary | None = None) -> bytes:
    """Return `raw` compressed; `known` is the dictionary that both sides have."""
    match encoding:
        case dictionary.CODING if known:
            return dictionary.pack(raw, known, _TIGHT if len(raw) < _SMALL else _EVEN)
        case "zstd":
            return _zstd(raw)
        case "gzip":
            return gzip.compress(raw, 6, mtime=0)
        case _:
            return raw


def _zstd(raw: bytes) -> bytes:
    if len(raw) < _LARGE:
        return zstandard.ZstdCompressor(level=_EVEN).compress(raw)
    has_time = _spare.acquire(blocking=False)
    try:
        return zstandard.ZstdCompressor(level=_WELL if has_time else _QUICK).compress(raw)
    finally:
        if has_time:
            _spare.release()
