"""Where things lie, and how a file gets there whole: a member's profile, shipped resources."""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

RESOURCES = Path(__file__).parent.parent / "resources"
_UNSAFE = r'[\x00-\x1f<>:"/\\|?*]+'
_RESERVED = r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?"


@dataclass(frozen=True, slots=True)
class Home:
    """One profile: everything of one member in one cycle lies under `folder`."""

    folder: Path

    @property
    def store(self) -> Path:
        return self.folder / "store.db"

    @property
    def settings(self) -> Path:
        return self.folder / "settings.json"

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    def earlier(self, cycle: str) -> Path:
        """Return where what is known of an earlier cycle lies."""
        return self.folder / f"earlier-{safe_name(cycle)}.db"

    def file(self, sha256: str, name: str) -> Path:
        """Return where the file of this content lies; both may come from anywhere."""
        return self.folder / "files" / safe_name(sha256[:16]) / safe_name(name)

    def text(self, sha256: str) -> Path:
        """Return where the text of this content lies; `sha256` may come from anywhere."""
        return self.folder / "texts" / safe_name(f"{sha256}.md")


def default_home() -> Path:
    """Return the profile folder this system keeps for the program."""
    import platformdirs  # noqa: PLC0415 -- slow import

    return Path(platformdirs.user_data_path("Satchel", appauthor=False))


def resource(*parts: str) -> Path:
    return RESOURCES.joinpath(*parts)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that no half of it ever bears its name, a power cut included.

    Makes the folder if it is missing. Raises OSError; then nothing is left of it. Behind a
    link the file it leads to is written; a device or pipe is written to, never replaced.
    """
    if path.is_symlink():
        path = path.resolve()
    if path.exists() and not path.is_file():
        with path.open("wb") as device:
            device.write(content)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part"[-200:])
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in `folder` reach the disk, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def safe_name(name: str) -> str:
    """Return a file name made of `name` that no system refuses and that leaves no folder."""
    plain = re.sub(_UNSAFE, "_", name).strip(" .")[-120:] or "file"
    return f"_{plain}" if re.fullmatch(_RESERVED, plain) else plain
