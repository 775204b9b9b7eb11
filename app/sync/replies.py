"""Answers over HTTP, read to their end: unpacked, and told from what is no answer."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec

from app.packs import dictionary
from app.packs.unpacking import Unreadable, one_frame
from app.sync.transport import Busy, Refused, SignInPage, TransportError, Unreachable

LARGEST = 64 * 1024 * 1024
"""Bytes: no JSON answer is longer; a longer one is not from our server."""
SOME_TIME, LONGEST_WAIT = 5.0, 86_400.0
"""Seconds to wait where a busy server does not say, and at most."""
SIGN_IN = 511
"""HTTP's own word for a network that wants a sign-in first (RFC 6585)."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it came, read to its end."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def unpacked(body: bytes, encoding: str) -> bytes:
    """Return `body` without its compression.

    A frame that is cut off, grows beyond LARGEST or is none raises SignInPage: whoever
    sent it is not our server, or the line broke in the middle.
    """
    try:
        match encoding.strip().lower():
            case "" | "identity":
                return body
            case dictionary.CODING:
                return dictionary.unpack(body, LARGEST)
            case "zstd":
                return one_frame(body, LARGEST)
            case "gzip":
                unzip = zlib.decompressobj(wbits=31)
                whole = unzip.decompress(body, LARGEST)
                if not unzip.eof:
                    raise SignInPage(encoding)
                return whole
            case _:
                raise SignInPage(encoding)
    except (zlib.error, Unreadable) as error:
        raise SignInPage(encoding) from error


def is_json(response: Reply) -> bool:
    kind = response.headers.get("content-type", "")
    return kind.split(";")[0].strip().lower() == "application/json"


def patience(headers: Mapping[str, str]) -> float:
    """Return the seconds that Retry-After asks to wait, whether it says them or a date.

    A date is read against the server's own clock, which stands beside it: this computer's
    decides nothing. A day is the longest, whatever is asked.
    """
    told = headers.get("retry-after", "").strip()
    if told.isascii() and told.isdecimal():
        return min(float(told[:9]), LONGEST_WAIT)
    try:
        until, now = parsedate_to_datetime(told), parsedate_to_datetime(headers.get("date", ""))
        return min(max((until - now).total_seconds(), 0.0), LONGEST_WAIT)
    except (ValueError, TypeError, OverflowError):
        return SOME_TIME


def failure(response: Reply) -> TransportError:
    status = response.status
    if status in {429, 503}:
        return Busy(patience(response.headers))
    if status == SIGN_IN:
        return SignInPage(f"HTTP {status}")
    if status >= 500:  # noqa: PLR2004 -- HTTP's "the server's fault"
        return Unreachable(f"HTTP {status}")
    if not 400 <= status < 500 or not is_json(response):  # noqa: PLR2004 -- HTTP's "your fault"
        return SignInPage(f"HTTP {status}")
    try:
        told: Any = msgspec.json.decode(response.body)
        return Refused(status, str(told["code"]), str(told.get("message", "")))
    except (msgspec.DecodeError, KeyError, TypeError, AttributeError):
        return SignInPage(f"HTTP {status}")
