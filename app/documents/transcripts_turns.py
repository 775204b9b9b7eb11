"""What a transcript or a chat is made of: turns in a plain text, and what was odd in it."""

import re
from dataclasses import dataclass

from app.domain.turns import Turn

_POOR = re.compile(
    r"[(\[][^()\[\]\n]{0,40}?\b(?:poor|bad|no|low|lost|distorted|faint|muffled)\b[^()\[\]\n]{0,20}?"
    r"\b(?:audio|sound|quality|line|connection|signal|microphone)\b[^()\[\]\n]{0,40}[)\]]"
    r"|[(\[][^()\[\]\n]{0,30}?\b(?:audio|sound|line|connection|microphone|voice)\b[^()\[\]\n]{0,20}?"
    r"\b(?:poor|bad|low|lost|distorted|breaking|broke|breaks|cut|cuts|dropped|off)\b[^()\[\]\n]{0,40}[)\]]"
    r"|[(\[]\s*(?:inaudible|indiscernible|unintelligible|indistinct|off[ -]?mic(?:rophone)?|garbled"
    r"|breaking up|technical difficult(?:y|ies))[^()\[\]\n]{0,40}[)\]]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd about a file: `code`, how often, and a word that says which."""

    code: str
    count: int = 0
    word: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """A transcript or chat as it was understood."""

    kind: str
    """`transcript` or `chat`."""
    text: str
    turns: tuple[Turn, ...]
    told: tuple[Note, ...] = ()

    def words(self, turn: Turn) -> str:
        return self.text[turn.start : turn.end]


def poor_passages(text: str) -> tuple[tuple[int, int], ...]:
    """Return where `text` says that it could not be heard well."""
    return tuple(found.span() for found in _POOR.finditer(text))


def notes(turns: tuple[Turn, ...]) -> tuple[Note, ...]:
    """Return what is odd about turns: how many name nobody, may hold two, have no words."""
    counted = (
        ("nameless", sum(not each.speaker for each in turns)),
        ("two", sum(each.two for each in turns)),
        ("empty", sum(each.start == each.end for each in turns)),
    )
    return tuple(Note(code, count) for code, count in counted if count)
