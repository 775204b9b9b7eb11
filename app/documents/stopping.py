"""Where one stopped reading a paper: kept for each version, found again by its words in another."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.documents.anchoring import PlainSection

WORDS = 60
"""Characters of the text that are kept with a place, to find it in a version not read yet."""
MOST_VERSIONS = 20
"""Versions whose places are kept, the one read last first."""

BESIDE = ("pdf", "view", "text_card", "pdf_card")
"""What is kept besides of a document: where one is in the pages of the original, which of both is
shown, and what is being written beside each."""

At = tuple[str, int]
"""A section's key and an offset in its plain text."""


def kept(before: Mapping[str, Any], version: int, at: At | None, words: str) -> dict[str, Any]:
    """Return what is kept of `before`, with the reader `at` these `words` of `version` now."""
    versions = before.get("versions")
    others = {
        number: place
        for number, place in (versions.items() if isinstance(versions, dict) else ())
        if number != str(version)
    }
    beside = {key: before[key] for key in BESIDE if key in before}
    if at is None:
        return {"version": version, **beside} | ({"versions": others} if others else {})
    here = {"section": at[0], "offset": at[1]}
    newest = dict(list({str(version): here, **others}.items())[:MOST_VERSIONS])
    return {"version": version, **here, "words": words[:WORDS], "versions": newest, **beside}


def left_at(
    place: Mapping[str, Any] | None, version: int, sections: Sequence[PlainSection]
) -> At | None:
    """Return where to go on in `version`: where it was left, else at the words read last.

    Where these are not in it, or twice, the beginning of their section; None without one.
    """
    if not place:
        return None
    versions = place.get("versions")
    own = versions.get(str(version)) if isinstance(versions, dict) else None
    if own is None and place.get("version") in {version, None}:
        own = place
    if own is not None:
        return _at(own)
    last = _at(place)
    return None if last is None else _found(last[0], str(place.get("words") or ""), sections)


def _at(place: Any) -> At | None:
    if not isinstance(place, dict):
        return None
    section, offset = place.get("section"), place.get("offset")
    return (section, offset) if isinstance(section, str) and isinstance(offset, int) else None


def _found(key: str, words: str, sections: Sequence[PlainSection]) -> At | None:
    if words.strip():
        places = [
            (each.key, each.text.index(words)) for each in sections if each.text.count(words) == 1
        ]
        same = [place for place in places if place[0] == key]
        if same or len(places) == 1:
            return (same or places)[0]
    return (key, 0) if any(each.key == key for each in sections) else None
