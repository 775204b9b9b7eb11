"""Reads the lines of a saved chat: Zoom's own file, old and new, and plain `NAME: text`."""

import re
from collections.abc import Iterator

from app.documents.transcripts_names import LONGEST, is_name
from app.documents.transcripts_turns import Heard, Note, notes
from app.domain.turns import Turn

_CLOCK = r"\[?(?:\d{4}-\d\d-\d\d[ T])?(\d{1,2}:\d\d(?::\d\d)?)(?:\s?([AaPp])\.?[Mm]\.?)?\]?"
_ZOOM = re.compile(rf"^\s*{_CLOCK}\s+From\s+([^:\n]{{1,240}}?)\s*:(?:[ \t]+(.*))?$", re.IGNORECASE)
_TIMED = re.compile(rf"^\s*{_CLOCK}[ \t–-]+([^:\n]{{1,{LONGEST}}}?)[ \t]*:[ \t]+(\S.*)$")
_PLAIN = re.compile(rf"^([^\s:][^:\n]{{0,{LONGEST}}}?)[ \t]*:[ \t]+(\S.*)$")
_ALL = re.compile(
    r"\s*(?:everyone|everybody|all|all panelists and attendees|all panelists|hosts? and panelists"
    r"|everyone in (?:the )?(?:meeting|waiting room)|tout le monde|todos|todas as pessoas|alle"
    r"|الجميع|所有人|每个人|всем|все)\s*(?:\(.*\))?\s*",
    re.IGNORECASE,
)
_PRIVATE = re.compile(r"\((?:direct message|privately|private)\)|\bprivately\b", re.IGNORECASE)

Said = tuple[str, str, list[str], bool]
"""When, who, the lines, and whether not everybody could read it."""


def lines(text: str) -> Heard:
    """Return a line of the chat a turn; what went to one person alone is left out and told.

    The text is written anew, a line a turn: `HH:MM:SS NAME: words`.
    """
    written: list[str] = []
    turns: list[Turn] = []
    length = private = 0
    for when, name, said, alone in _said(text):
        words = "\n".join(said).strip()
        if alone:
            private += 1
            continue
        head = f"{when} {name}: " if when else f"{name}: "
        start = length + len(head)
        turns.append(Turn(len(turns) + 1, name, start, start + len(words), when=when))
        written.append(f"{head}{words}\n")
        length += len(head) + len(words) + 1
    told = (Note("private", private),) if private else ()
    return Heard("chat", "".join(written), tuple(turns), (*told, *notes(tuple(turns))))


def _said(text: str) -> Iterator[Said]:
    found: Said | None = None
    zoom = any(_ZOOM.match(line) for line in text.split("\n"))
    for line in text.split("\n"):
        begun = _zoom(line) if zoom else _other(line)
        if begun is not None:
            if found is not None:
                yield found
            found = begun
        elif found is not None:
            found[2].append(line.strip())
    if found is not None:
        yield found


def _zoom(line: str) -> Said | None:
    made = _ZOOM.match(line)
    if made is None:
        return None
    # Whoever is called “… to …” has the last one behind her name.
    name, _to, to = made[3].rpartition(" to ")
    name, to = (name, to) if name.strip() else (made[3], "")
    alone = bool(_PRIVATE.search(made[3])) or (bool(to) and not _ALL.fullmatch(to))
    return _hour(made[1], made[2]), " ".join(_PRIVATE.sub("", name).split()), [made[4] or ""], alone


def _other(line: str) -> Said | None:
    timed = _TIMED.match(line)
    if timed is not None:
        return _hour(timed[1], timed[2]), " ".join(timed[3].split()), [timed[4]], False
    plain = _PLAIN.match(line)
    if plain is not None and is_name(plain[1]):
        return "", " ".join(plain[1].split()), [plain[2]], False
    return None


def _hour(clock: str, half: str | None) -> str:
    """Return a time as HH:MM:SS, `half` the first letter of AM or PM."""
    hour, *rest = [int(part) for part in clock.split(":")]
    if half:
        hour = hour % 12 + (12 if half.casefold() == "p" else 0)
    minute, second = rest[0], rest[1] if len(rest) > 1 else 0
    return f"{hour:02}:{minute:02}:{second:02}"
