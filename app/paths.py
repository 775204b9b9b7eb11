"""Where things lie: the profile of a member, and the resources shipped with the program."""

from pathlib import Path

import platformdirs

RESOURCES = Path(__file__).parent.parent / "resources"


def default_home() -> Path:
    """Return the profile folder this system keeps for the program."""
    return Path(platformdirs.user_data_path("Satchel", appauthor=False))


def resource(*parts: str) -> Path:
    return RESOURCES.joinpath(*parts)
