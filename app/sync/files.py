"""Bringing a file: resumed at the byte where it broke, verified, never half under its name."""

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from app.sync.transport import Refused, Stop, TransportError, never

DIGEST = re.compile(r"[0-9a-f]{64}")
Got = Callable[[int], None]
"""Told how many bytes are here."""


class WrongContent(TransportError):
    """What came is not what was named; it was thrown away."""

    kind = "damaged"


class Source(Protocol):
    """Where files come from: any transport."""

    def fetch(self, sha256: str, offset: int = 0, stop: Stop = never) -> Iterator[bytes]: ...


def bring(
    transport: Source,
    sha256: str,
    target: Path,
    got: Got = lambda _: None,
    stop: Stop = never,
) -> Path:
    """Bring the file named `sha256` to `target`, and return it.

    Half of it waits beside it as `.part` and is continued the next time. Raises
    TransportError, or WrongContent after a whole file whose hash differs. So does a
    name that is no hash: the server gave it, and it would name a file here.
    """
    if not DIGEST.fullmatch(sha256):
        raise WrongContent(sha256)
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    part = _part(sha256, target)
    try:
        _continue(transport, sha256, part, got, stop)
    except Refused as refused:
        if refused.status != 416:  # noqa: PLR2004 -- HTTP: nothing after this offset
            raise
        if _hash(part) != sha256:
            part.unlink(missing_ok=True)
            _continue(transport, sha256, part, got, stop)
    if _hash(part) != sha256:
        part.unlink(missing_ok=True)
        raise WrongContent(sha256)
    part.replace(target)
    return target


def waiting(sha256: str, target: Path) -> int:
    """Return how many bytes of a file wait beside `target` to be continued."""
    part = _part(sha256, target)
    return part.stat().st_size if part.exists() else 0


def _part(sha256: str, target: Path) -> Path:
    return target.parent / f".{sha256}.part"


def _continue(transport: Source, sha256: str, part: Path, got: Got, stop: Stop) -> None:
    offset = part.stat().st_size if part.exists() else 0
    got(offset)
    with part.open("ab") as file:
        for piece in transport.fetch(sha256, offset, stop):
            file.write(piece)
            offset += len(piece)
            got(offset)
        file.flush()
        os.fsync(file.fileno())


def _hash(path: Path) -> str:
    if not path.exists():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
