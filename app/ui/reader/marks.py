"""Marks on a paper as they are drawn: four named colours, and a line by their kind."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from app.domain.colours import USUAL, colour
from app.domain.spots import Spot
from app.ui.icons import Symbol
from app.ui.reader.places import Places
from app.ui.theme import theme

COLOUR_OF_KIND = {"comment": "strong", "question": "ask", "evidence": "look_up"}
"""Of comments, questions and quotes that were given none."""
SYMBOLS = {
    "highlight": Symbol.HIGHLIGHT,
    "note": Symbol.NOTE,
    "comment": Symbol.COMMENT,
    "question": Symbol.QUESTION,
    "evidence": Symbol.QUOTE,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a section that carry a note, comment or question."""

    id: str
    kind: str
    section: str
    start: int
    end: int
    colour: str = USUAL
    changed: bool = False
    """The words are not those it was made on."""
    spot: Spot | None = None
    """Where it stands on the pages of a PDF; such a mark may be in no section."""


def ground(mark: Mark) -> str:
    """Return the colour token behind the words of `mark`."""
    return token(mark.colour or COLOUR_OF_KIND.get(mark.kind, USUAL))


def token(key: str) -> str:
    """Return the theme's token of a colour of marks."""
    return colour(key) or USUAL


@dataclass(frozen=True, slots=True)
class Drawn:
    """A mark at its positions in the document."""

    mark: Mark
    first: int
    last: int


def drawn(marks: Iterable[Mark], places: Places) -> list[Drawn]:
    """Return the marks whose section is there, in the order of the text."""
    found: list[Drawn] = []
    for mark in marks:
        first = places.position(mark.section, mark.start)
        last = places.position(mark.section, mark.end)
        if first is not None and last is not None and first < last:
            found.append(Drawn(mark, first, last))
    return sorted(found, key=lambda each: (each.first, each.last))


def at(marks: Iterable[Drawn], position: int) -> str | None:
    """Return the id of the shortest mark at `position`."""
    here = [each for each in marks if each.first <= position <= each.last]
    return min(here, key=lambda each: each.last - each.first).mark.id if here else None


def selections(
    marks: Iterable[Drawn], document: QTextDocument, current: str | None
) -> list[QTextEdit.ExtraSelection]:
    """Return the marks as Qt draws them over the text; the `current` one is underlined."""
    return [
        selection(
            document, each.first, each.last, _face(each.mark, current=each.mark.id == current)
        )
        for each in marks
    ]


def selection(
    document: QTextDocument, first: int, last: int, face: QTextCharFormat
) -> QTextEdit.ExtraSelection:
    cursor = QTextCursor(document)
    most = document.characterCount() - 1
    cursor.setPosition(min(first, most))
    cursor.setPosition(min(last, most), QTextCursor.MoveMode.KeepAnchor)
    found = QTextEdit.ExtraSelection()
    found.cursor = cursor  # pyright: ignore[reportAttributeAccessIssue] -- not in the stubs
    found.format = face  # pyright: ignore[reportAttributeAccessIssue] -- not in the stubs
    return found


def _face(mark: Mark, *, current: bool) -> QTextCharFormat:
    look = theme()
    face = QTextCharFormat()
    face.setBackground(look.colour(ground(mark)))
    face.setForeground(look.colour("ink"))
    style = QTextCharFormat.UnderlineStyle
    lines = {"question": style.DotLine, "comment": style.SingleUnderline}
    line = lines.get(mark.kind, style.SingleUnderline if look.colours.outlined else None)
    if current:
        line = style.SingleUnderline
    if line is not None:
        face.setUnderlineStyle(line)
        face.setUnderlineColor(look.colour("accent" if current else "soft"))
    return face
