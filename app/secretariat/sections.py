"""A proposal's Markdown file: front matter between `+++`, then `## Heading {#key}` sections."""

import re
import unicodedata
from dataclasses import dataclass

from app.domain import ids
from app.secretariat.papers import WHOLE_FILE, Spot
from app.secretariat.sources import Desk, Source

INTRO = "intro"
"""Key of the words before the first heading."""
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}##(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_KEYED = re.compile(r"(.*?)[ \t]*\{#([^}]*)\}$")
_KEY = re.compile(r"[^\W_](?:[\w-]{0,58}[^\W_])?")


@dataclass(frozen=True, slots=True)
class Part:
    """One section as it stands in the file."""

    key: str
    heading: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A Markdown file taken apart."""

    front: str
    front_line: int
    parts: tuple[Part, ...]


def sheet(source: Source, desk: Desk) -> Sheet | None:
    """Return the front matter and sections of `source`; None where there is no front matter."""
    lines = source.text.split("\n")
    if lines[0].rstrip() != "+++":
        desk.fault(Spot(source.file), WHOLE_FILE, "no_front_matter")
        return None
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == "+++"), None)
    if end is None:
        desk.fault(Spot(source.file), WHOLE_FILE, "open_front_matter")
        return None
    front = "\n".join(lines[1:end]) + "\n"
    return Sheet(front, 2, _parts(source.file, lines, end + 1, desk))


def _parts(file: str, lines: list[str], start: int, desk: Desk) -> tuple[Part, ...]:
    found: list[tuple[str | None, str, int, list[str]]] = [(INTRO, "", start + 1, [])]
    fence = ""
    for number, line in enumerate(lines[start:], start + 1):
        mark = _FENCE.match(line)
        if fence:
            closing = mark and mark.group(1).startswith(fence) and not line.strip().strip(fence[0])
            fence = "" if closing else fence
        elif mark:
            fence = mark.group(1)
        heading = None if fence or mark else _HEADING.match(line)
        if heading:
            key, words = _keyed(heading.group(1) or "")
            found.append((key, words, number, []))
        else:
            found[-1][3].append(line)
    return _named(file, found, desk)


def _keyed(heading: str) -> tuple[str | None, str]:
    keyed = _KEYED.fullmatch(heading.strip())
    words = (keyed.group(1) if keyed else heading).strip()
    return (keyed.group(2).strip() if keyed else None), unicodedata.normalize("NFC", words)


def _named(
    file: str, found: list[tuple[str | None, str, int, list[str]]], desk: Desk
) -> tuple[Part, ...]:
    """Give the sections without a key theirs, and tell keys that are bad or doubled."""
    texts = [
        unicodedata.normalize("NFC", "\n".join(each[3]).strip("\n").rstrip()) for each in found
    ]
    present = [
        (each, text)
        for each, text in zip(found, texts, strict=True)
        if each[1] or each[0] != INTRO or text
    ]
    taken = {each[0] for each, _ in present if each[0] is not None}
    first: dict[str, int] = {}
    parts: list[Part] = []
    for (key, heading, line, _), text in present:
        where = f"sections[{len(parts)}].key"
        if key is None:
            name = ids.heading_key(heading, taken)
        else:
            name = unicodedata.normalize("NFC", key)
            if not _KEY.fullmatch(name):
                desk.fault(Spot(file, line), where, "bad_key", got=name[:40])
            elif name in first:
                other = Spot(file, first[name])
                desk.fault(Spot(file, line), where, "doubled_section", key=name, line=other.line)
                desk.fault(other, where, "doubled_section", key=name, line=line)
        first.setdefault(name, line)
        parts.append(Part(name, heading, text, line))
    return tuple(parts)
