"""Mending what can be made again: the search index, and what is known of files."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.actions.backups import digest
from app.paths import Home
from app.store import Store, facts, files, indexing

_HASH = re.compile(r"[0-9a-f]{64}")
Look = Callable[[], None]
"""Called between files: raises to stop."""


@dataclass(frozen=True, slots=True)
class Stray:
    """A file that is not what the store says of it."""

    code: str
    """`file_absent`, `file_wrong` or `file_unknown`."""
    path: Path
    sha256: str = ""


def index(store: Store) -> None:
    """Have everything indexed anew; the window and the next search do it bit by bit."""
    indexing.begin_anew(store)


def files_marked(store: Store, home: Home) -> int:
    """Forget files that are marked as here and are not; return how many. Nothing is read."""
    gone = [
        sha256 for sha256, name in files.marked(store) if not _path(home, sha256, name).is_file()
    ]
    for sha256 in gone:
        files.forget(store, sha256)
    return len(gone)


def strays(store: Store, home: Home, look: Look = lambda: None) -> Iterator[Stray]:
    """Go through the files of the profile and give those that are not as the store says."""
    for sha256, name in files.marked(store):
        look()
        path = _path(home, sha256, name)
        if not path.is_file():
            yield Stray("file_absent", path, sha256)
        elif digest(path) != sha256:
            yield Stray("file_wrong", path, sha256)
    if facts.profile(store) is None:
        return  # begun anew: what papers there were is not known, and may be nowhere else
    named = files.named(store)
    short = {sha256[:16] for sha256 in named}
    for path in sorted((home.folder / "texts").glob("*")):
        sha256 = path.name.partition(".")[0]
        if _HASH.fullmatch(sha256) and sha256 not in named:
            yield Stray("file_unknown", path, sha256)
    for path in sorted((home.folder / "files").glob("*")):
        if path.name not in short and re.fullmatch(r"[0-9a-f]{16}", path.name):
            yield Stray("file_unknown", path)


def _path(home: Home, sha256: str, name: str) -> Path:
    return home.text(sha256) if name == f"{sha256}.md" else home.file(sha256, name)
