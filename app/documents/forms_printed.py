"""Knows again the words that the form itself printed above an answer, however they were broken."""

from app.documents.forms_lines import Region
from app.domain.forms import words


def find(printed: list[str], said: list[str], place: int) -> int | None:
    """Return where `said` stands in `printed` from `place` on, None if it does not."""
    for start in range(place, len(printed) - len(said) + 1):
        if printed[start : start + len(said)] == said:
            return start if start == place or len(said) > 1 else None
    return None


def among(printed: list[str], said: list[str]) -> bool:
    return any(
        printed[start : start + len(said)] == said for start in range(len(printed) - len(said) + 1)
    )


def is_above(region: Region, ours: tuple[str, ...]) -> bool:
    """Say whether the words above the next answer are where they were printed."""
    title = words(region.lines[0].text) if region.lines else []
    return bool(title) and words(ours[0])[: len(title)] == title
