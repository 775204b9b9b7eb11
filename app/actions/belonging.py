"""Which files of a profile's folder are the program's own: no export is written over them."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from app.actions.trouble import Trouble
from app.paths import Home

FOLDERS = ("files", "texts", "packs")
"""Of the profile, besides its backups."""
_TOP = re.compile(
    r"store\.db(-wal|-shm|-journal)?|store\.db\.next-[0-9TZx]+|store-before-\w+\.db|"
    r"store-kept-[0-9TZx]+\.(db|db-wal|db-shm|txt)|satchel\.log(\.\d)?|"
    r"earlier-.+\.db(-wal|-shm|-journal)?|"
    r"settings\.(json|broken|part)|\.?[\w.-]+\.part"
)
_BACKUP = re.compile(r"store-[\w-]+\.(db|json)(\.damaged|\.part)?|store[\w.-]*\.part")


def keep_off(home: Home, out: Path) -> Path:
    """Return `out` if an export may be written there.

    A document that was fetched, a backup or the store is never what somebody means to replace,
    whether it is named as such or through a link. Raises Trouble("out_is_ours").
    """
    target = out.expanduser().resolve()
    folders = [home.folder / name for name in (*FOLDERS, home.backups.name)]
    top = _same(target.parent, home.folder) and _TOP.fullmatch(target.name.lower())
    if top or any(_same(parent, folder) for parent in target.parents for folder in folders):
        raise Trouble("out_is_ours", path=str(out))
    return out


def of(home: Home) -> Iterator[Path]:
    """Yield what the program itself put into the profile's folder, folders of files whole."""
    if not home.folder.is_dir():
        return
    for path in sorted(home.folder.iterdir()):
        if _TOP.fullmatch(path.name):
            yield path
    if home.backups.is_dir() and not home.backups.is_symlink():
        for path in sorted(home.backups.iterdir()):
            if _BACKUP.fullmatch(path.name):
                yield path
    for name in FOLDERS:
        folder = home.folder / name
        if folder.is_dir() and not folder.is_symlink():
            yield from sorted(_inside(folder, name))


def _inside(folder: Path, name: str) -> Iterator[Path]:
    for path in folder.iterdir():
        plain = path.name.strip(".").partition(".")[0]
        wanted = r"[0-9a-f]{16}" if name == "files" else r"[0-9a-f]{64}"
        if re.fullmatch(wanted, plain):
            yield path


def _same(one: Path, other: Path) -> bool:
    if one == other:
        return True
    with suppress(OSError):  # not there: then by its name alone
        return one.samefile(other)
    return False
