"""Files of a meeting folder, read without trusting them: names, links, sizes, encoding."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from app.secretariat.papers import WHOLE_FILE, Fault, Paper, Spot

MAX_TEXT = 8_000_000
"""Largest text file in bytes; a record may hold 1 MB."""
MAX_DOCUMENT = 50_000_000
"""Largest document in bytes: more would take hours on the lines our members have."""

NO_TEXT = 20
"""Lines with a NUL from which on a file is no text at all: it is told once, not line by line."""

_LONGEST_NAME = 200
"""Bytes; ZIP folders and old Windows take little more with the path before it."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file, lines ending in a line feed, and where it cannot be taken."""

    file: str
    text: str
    blemishes: tuple[tuple[int, str], ...] = ()
    """Line and code: `nul` or `bad_encoding`; the text has U+FFFD there."""


@dataclass(slots=True)
class Desk:
    """One reading of a folder: what was found, and what was wrong."""

    root: Path
    papers: list[Paper] = field(default_factory=list[Paper])
    faults: list[Fault] = field(default_factory=list[Fault])
    doubts: list[Fault] = field(default_factory=list[Fault])
    """What is possible and hardly meant: told, and no fault."""
    unread: set[str] = field(default_factory=set[str])
    """Collections of which a file could not be read: what it held is not known."""

    def fault(self, spot: Spot, field: str, code: str, **params: object) -> None:
        self.faults.append(Fault.at(spot, field, code, **params))

    def read(self, path: Path, *collections: str) -> Source | None:
        """Return the text of `path`; None (and a fault) where there is none to be had."""
        file = path.relative_to(self.root).as_posix()
        raw = self._bytes(path, Spot(file))
        if raw is None or raw.startswith(_UTF16):
            if raw is not None:
                self.fault(Spot(file), WHOLE_FILE, "bad_encoding")
            self.unread.update(collections)
            return None
        source = _source(file, raw)
        if sum(code == "nul" for _line, code in source.blemishes) > NO_TEXT:
            self.fault(Spot(file), WHOLE_FILE, "bad_encoding")
            self.unread.update(collections)
            return None
        return source

    def tell_blemishes(self, source: Source, field_of: Callable[[int], str]) -> None:
        """Tell what is wrong with the bytes of `source`, naming the field at each line."""
        for line, code in source.blemishes:
            self.fault(Spot(source.file, line), field_of(line), code)

    def files(self, folder: str, suffix: str) -> Iterator[Path]:
        """Return the files of `folder` that end in `suffix`, in order of their names."""
        place = self.root / folder
        if not place.is_dir():
            return
        if self.outside(place):
            self.fault(Spot(folder), WHOLE_FILE, "leaves_folder", path=folder)
            return
        seen: dict[str, str] = {}
        for path in sorted(place.iterdir()):
            name = path.name
            if not name.casefold().endswith(suffix) or name.startswith((".", "_", "~")):
                continue
            file = f"{folder}/{name}"
            folded = unicodedata.normalize("NFC", name).casefold()
            if folded in seen:
                self.fault(Spot(file), WHOLE_FILE, "name_collision", other=seen[folded])
            seen.setdefault(folded, name)
            if code := bad_name(name):
                self.fault(Spot(file), WHOLE_FILE, code, name=name[:80])
            yield path

    def outside(self, path: Path) -> bool:
        """Say whether `path`, its links followed, is outside the folder."""
        return not path.resolve().is_relative_to(self.root.resolve())

    def _bytes(self, path: Path, spot: Spot) -> bytes | None:
        try:
            if self.outside(path):
                self.fault(spot, WHOLE_FILE, "leaves_folder", path=spot.file)
            elif not path.is_file():
                self.fault(spot, WHOLE_FILE, "missing_file", name=spot.file)
            elif path.stat().st_size > MAX_TEXT:
                self.fault(spot, WHOLE_FILE, "file_too_large", limit=MAX_TEXT // 1_000_000)
            else:
                return path.read_bytes()
        except OSError as problem:
            self.fault(spot, WHOLE_FILE, "unreadable", why=problem.strerror or "")
        return None


def bad_name(name: str) -> str | None:
    """Return the code of what keeps a file name from existing on every system, or None."""
    if _RESERVED.fullmatch(name):
        return "reserved_name"
    if _FORBIDDEN.search(name) or name.endswith((" ", ".")) or len(name.encode()) > _LONGEST_NAME:
        return "bad_file_name"
    return None


def leaves(name: str) -> bool:
    """Say whether a path written in the folder points, or could point, out of it."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return ".." in parts or name.startswith(("/", "\\", "~")) or bool(re.match(r"[A-Za-z]:", name))


def _source(file: str, raw: bytes) -> Source:
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    blemishes: list[tuple[int, str]] = []
    for number, line in enumerate(raw.split(b"\n"), 1):
        if b"\0" in line:
            blemishes.append((number, "nul"))
        try:
            line.decode()
        except UnicodeDecodeError:
            blemishes.append((number, "bad_encoding"))
    text = raw.decode(errors="replace").replace("\0", "�").replace("\r\n", "\n")
    return Source(file, text, tuple(blemishes))
