"""Knows again the words that the form itself printed above an answer, however they were broken."""

from app.documents.forms_lines import Line, Region
from app.domain.forms import folded, words


def find(printed: list[str], said: list[str], place: int) -> int | None:
    """Return where `said` stands in `printed` from `place` on, None if it does not."""
    for start in range(place, len(printed) - len(said) + 1):
        if printed[start : start + len(said)] == said:
            return start if start == place or len(said) > 1 else None
    return None


def beside(line: Line, title: tuple[str, ...]) -> Line | None:
    """Return what was written on the line of the title behind it, None if nothing was."""
    given = line.text.strip()
    if not title or not words(title[0]) or words(given)[: len(words(title[0]))] != words(title[0]):
        return None
    if folded(given[: len(title[0])]) != folded(title[0]):
        return None
    rest = given[len(title[0]) :].lstrip(" :–—-=\u00a0：")
    return Line(line.number, line.depth, rest) if rest else None


def among(printed: list[str], said: list[str]) -> bool:
    return any(
        printed[start : start + len(said)] == said for start in range(len(printed) - len(said) + 1)
    )


def is_above(region: Region, ours: tuple[str, ...]) -> bool:
    """Say whether the words above the next answer are where they were printed."""
    title = words(region.lines[0].text) if region.lines else []
    return bool(title) and words(ours[0])[: len(title)] == title
