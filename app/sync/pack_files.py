"""Where the contents of packs lie: documents' files and texts, and what deltas are made against."""

import shutil
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import zstandard

from app.packs.container import LARGEST_JOINED
from app.packs.reading import Content
from app.paths import Home, write_whole
from app.store import Store, current, files
from app.sync.files import DIGEST

KEPT = 4
"""Packs whose contents are kept, so that a delta can be read."""
_CONTENTS = ".contents.zst"


def whole_file(content: Content) -> bool:
    """Say whether a frame is the file that it is named after."""
    name = content.frame.name
    return bool(DIGEST.fullmatch(name)) and sha256(content.content).hexdigest() == name


def named(store: Store, home: Home) -> dict[str, list[Path]]:
    """Return {hash: where it lies} of the files that the documents here name.

    A text file and its text may be the same bytes, and two documents the same file.
    """
    found: dict[str, list[Path]] = {}
    for row in current.listed(store, "documents"):
        for part in ("file", "text"):
            told: Mapping[str, Any] = row.data.get(part) or {}
            name = told.get("sha256")
            if not isinstance(name, str) or not DIGEST.fullmatch(name):
                continue
            own = str(told.get("name") or row.id)
            path = home.text(name) if part == "text" else home.file(name, own)
            if path not in found.setdefault(name, []):
                found[name].append(path)
    return found


def bring(store: Store, name: str, content: bytes, places: Iterable[Path]) -> bool:
    """Put a file where it is missing of `places`, and note it; say whether it was missing."""
    targets = list(places)
    known = name in set(files.whole(store))
    absent = [path for path in targets if not path.exists()]
    for path in absent:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(path, content)
    if targets and (absent or not known):
        files.arrived(store, name, targets[0].name, len(content), len(content), whole=True)
        return True
    return False


def let_go(store: Store, home: Home, before: Mapping[str, Iterable[Path]]) -> None:
    """Take away the contents of documents that were here `before` and may no longer be."""
    now = named(store, home)
    for name, places in before.items():
        for path in set(places) - set(now.get(name, ())):
            path.unlink(missing_ok=True)
            if path.parent.name == name[:16] and name not in now:
                shutil.rmtree(path.parent, ignore_errors=True)
        if name not in now:
            files.forget(store, name)


def contents_of(home: Home, sha: str) -> bytes | None:
    """Return what a delta against the pack `sha` needs, None if it is not here."""
    if not DIGEST.fullmatch(sha):
        return None
    path = home.folder / "packs" / f"{sha}{_CONTENTS}"
    try:
        with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as stream:
            return stream.read(LARGEST_JOINED + 1)
    except (OSError, zstandard.ZstdError):
        return None


def keep_contents(home: Home, sha: str, content: bytes) -> None:
    """Keep what later deltas need, of the newest packs only."""
    folder = home.folder / "packs"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(folder / f"{sha}{_CONTENTS}", zstandard.compress(content, 6))
    held = sorted(folder.glob(f"*{_CONTENTS}"), key=lambda each: each.stat().st_mtime_ns)
    for each in held[:-KEPT]:
        each.unlink(missing_ok=True)


def forget_contents(home: Home, but: Collection[str] = ()) -> None:
    """Take away what is kept of packs, `but` of these: it may hold what may no longer be read."""
    for each in (home.folder / "packs").glob(f"*{_CONTENTS}"):
        if each.name.removesuffix(_CONTENTS) not in but:
            each.unlink(missing_ok=True)
