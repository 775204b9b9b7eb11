"""Plain words with some of them marked: what one side of a comparison has and the other has not."""

import unicodedata
from collections.abc import Iterator, Sequence
from html import escape

from PySide6.QtCore import Qt

from app.ui.theme import theme
from app.ui.widgets.text import Label, capped

LONGEST = 70_000
"""Characters that are shown: the longest text a record takes, since one chooses between them."""
SHORT = 4_000
"""Characters up to which very long words get places to break: more take long to be laid out."""
Piece = tuple[str, bool]
"""Words, and whether they are marked."""


class Marked(Label):
    """A paragraph whose marked words are underlined on a ground; no tag in it is obeyed."""

    def __init__(self, name: str = "", colour: str = "strong") -> None:
        super().__init__(wrap=True, selectable=True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.setAccessibleName(name)
        self._colour = colour
        self._pieces: Sequence[Piece] = ()
        theme().changed.connect(self._write)

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._write()

    def _write(self) -> None:
        plain = "".join(words for words, _marked in self._pieces)
        self.setText(plain)
        left, parts = LONGEST, list[str]()
        for words, marked in self._pieces_of(plain):
            shown = capped(words, left) if len(words) > left else words
            left -= len(shown)
            parts.append(self._as_html(shown, marked=marked))
            if left <= 0:
                break
        direction = "rtl" if _is_right_to_left(plain) else "ltr"
        self._show_html(
            f'<div dir="{direction}" style="white-space: pre-wrap">{"".join(parts)}</div>'
        )
        self.setAccessibleDescription(capped(plain))

    def _pieces_of(self, plain: str) -> Iterator[Piece]:
        """Yield the pieces with places to break in their very long words."""
        shown = plain if len(plain) > SHORT else self._lines_of(plain)
        if len(shown) == len(plain):
            yield from self._pieces
            return
        at = 0
        for words, marked in self._pieces:
            start = at
            for letter in words:
                at = shown.index(letter, at) + 1
            yield shown[start:at], marked

    def _show_html(self, html: str) -> None:
        """Show `html`, made here of escaped words only."""
        super(Label, self).setText(html)

    def _as_html(self, words: str, *, marked: bool) -> str:
        text = escape(words).replace("\n", "<br>")
        if not marked:
            return text
        ground = theme().colour(self._colour).name()
        ink = theme().colour("ink").name()
        return f'<span style="background:{ground}; color:{ink}"><u>{text}</u></span>'


def _is_right_to_left(text: str) -> bool:
    """Say whether the first letter of `text` is of a script written from the right."""
    for char in text:
        match unicodedata.bidirectional(char):
            case "R" | "AL":
                return True
            case "L":
                return False
            case _:
                pass
    return False
