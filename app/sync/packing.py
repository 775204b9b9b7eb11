"""How the body of a request is packed: with the program's dictionary where the server has it.

A server that cannot unpack one coding (415) is sent the next one, and no worse one is tried
again during this run of the program.
"""

import gzip

import zstandard

from app.packs import dictionary

CODINGS = (dictionary.CODING, "zstd", "gzip", "identity")
"""From the tightest to the one that everybody speaks."""

_spoken: dict[str, int] = {}
"""Which of CODINGS a server was last found to speak, by its address."""


def best(url: str) -> str:
    """Return the tightest coding that the server at `url` is not known to lack."""
    coding = CODINGS[_spoken.get(url, 0)]
    if coding == dictionary.CODING and dictionary.newest() is None:
        return CODINGS[1]
    return coding


def not_spoken(url: str, coding: str) -> bool:
    """Note that the server lacks `coding`; False if there is no other to try."""
    at = CODINGS.index(coding) + 1
    if at >= len(CODINGS):
        return False
    _spoken[url] = at
    return True


def forget() -> None:
    """Forget what servers were found to lack, as a new start of the program does."""
    _spoken.clear()


def pack(raw: bytes, coding: str) -> tuple[bytes, str]:
    """Return `raw` packed and the coding used: a plainer one where the whole is smaller."""
    tried = [(_packed(raw, coding), coding), (raw, "identity")]
    if coding == dictionary.CODING:
        tried.append((_packed(raw, "zstd"), "zstd"))
    return min(tried, key=lambda each: len(each[0]) + _size(headers(each[1], coding)))


def headers(used: str, offered: str) -> dict[str, str]:
    """Return the headers of a body packed by `used`, to a server that speaks `offered`."""
    given = {"Content-Type": "application/json"}
    if used != "identity":
        given["Content-Encoding"] = used
    known = dictionary.newest()
    if offered == dictionary.CODING and known is not None:
        given["Accept-Encoding"] = f"{dictionary.CODING},zstd"
        if used != dictionary.CODING:  # else the body itself says which dictionary is here
            given[dictionary.OFFER] = known.offer
    return given


def _size(headers: dict[str, str]) -> int:
    return sum(len(name) + len(value) for name, value in headers.items())


def _packed(raw: bytes, coding: str) -> bytes:
    known = dictionary.newest()
    if coding == dictionary.CODING and known is not None:
        return dictionary.pack(raw, known)
    if coding == "zstd":
        return zstandard.compress(raw, 19)
    if coding == "gzip":
        return gzip.compress(raw, 9, mtime=0)
    return raw
