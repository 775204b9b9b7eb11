"""Where things lie: the profile of a member, and the resources shipped with the program."""

import re
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


def safe_name(name: str) -> str:
    """Return a file name made of `name` that no system refuses and that leaves no folder."""
    plain = re.sub(_UNSAFE, "_", name).strip(" .")[-120:] or "file"
    return f"_{plain}" if re.fullmatch(_RESERVED, plain) else plain
