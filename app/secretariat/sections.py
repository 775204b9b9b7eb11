"""A proposal's Markdown file: front matter between `+++`, then `## Heading {#key}` sections."""

import re
from dataclasses import dataclass

from app.documents import sections
from app.secretariat.papers import WHOLE_FILE, Spot
from app.secretariat.sources import Desk, Source

_NO_KEY = re.compile(r"\{#[^}]*\}\s*#*$")
_LONGEST = 60


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
    return Sheet(front, 2, _parts(source.file, "\n".join(lines[end + 1 :]), end + 1, desk))


def _parts(file: str, body: str, before: int, desk: Desk) -> tuple[Part, ...]:
    """Cut `body`, which follows the first `before` lines of its file, into its sections."""
    found = sections.split(body, strict=False)
    marks = sections.headings(body)
    intro = len(found) - len(marks)
    lines = [before + 1] * intro + [before + mark.line for mark in marks]
    given = [sections.INTRO] * intro + [mark.key for mark in marks]
    first: dict[str, int] = {}
    for at, (key, line) in enumerate(zip(given, lines, strict=True)):
        where = f"sections[{at}].key"
        if key is None:
            if _NO_KEY.search(found[at].heading):
                desk.fault(Spot(file, line), where, "bad_key", got=found[at].heading[:40])
        elif len(key) > _LONGEST:
            desk.fault(Spot(file, line), where, "bad_key", got=key[:40])
        elif key in first:
            desk.fault(Spot(file, line), where, "doubled_section", key=key, line=first[key])
            desk.fault(Spot(file, first[key]), where, "doubled_section", key=key, line=line)
        first.setdefault(key or "", line)
    return tuple(
        Part(each.key, each.heading, each.text, line)
        for each, line in zip(found, lines, strict=True)
    )
