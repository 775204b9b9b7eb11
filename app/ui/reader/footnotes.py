"""Footnotes written as `[^1]`: from the mark in the text to the note, and back."""

import re
from collections.abc import Iterator

from app.ui.reader.places import Places
from app.ui.reader.pouring import NOTE


def other_end(
    places: Places, href: str, here: tuple[str, int] | None = None
) -> tuple[str, int] | None:
    """Return where the footnote address `href` leads: to the note, or back to its first mark.

    The nearest section is looked at first, from `here` on: numbers may begin anew in each.
    """
    way, _colon, name = href.removeprefix(NOTE).partition(":")
    mark = re.escape(f"[^{name}]")
    # Notes written line under line are one line of plain text: only the first begins it.
    ways = (rf"^{mark}:", rf"(?<= ){mark}:") if way == "to" else (rf"{mark}(?!:)",)
    for wanted in ways:
        found = list(_all(places, re.compile(wanted, re.MULTILINE)))
        same = [place for place in found if here is not None and place[0] == here[0]]
        if found:
            return (same or found)[0]
    return None


def _all(places: Places, wanted: re.Pattern[str]) -> Iterator[tuple[str, int]]:
    for stretch in places.stretches:
        for each in wanted.finditer(stretch.text):
            yield stretch.key, each.start()
