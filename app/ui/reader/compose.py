"""How a paper is set: its faces and the shapes of its paragraphs, never taken from markup."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
    QTextLength,
)

from app.domain.proposals import Section
from app.ui import fonts
from app.ui.measures import LINE_HEIGHT, READING, Space, Type, Weight
from app.ui.theme import theme

if TYPE_CHECKING:
    from app.documents.plain import Block

UNSAFE = str.maketrans(
    {"\n": "\u2028", "\u2029": "\u2028", "\r": " ", "\0": "�", "\ufffc": "�"}
    | dict.fromkeys((chr(code) for code in range(0xFDD0, 0xFDF0)), "�")
)
"""Characters that Qt reads as structure, each for one that it does not."""


_HAN = re.compile("[\u4e00-\u9fff]")
PART = 50
"""What a paragraph costs to be set, in characters."""
SIGN = 5
"""What a sign of Markdown costs to be read, in characters."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is read: a line about it, a summary, the sections.

    `parsed` are the blocks of each section, where a long paper was parsed off the Qt thread.
    """

    sections: tuple[Section, ...]
    meta: str = ""
    summary: str = ""
    parsed: "tuple[tuple[Block, ...], ...] | None" = None

    def weight(self) -> int:
        """Return what it costs to set: its characters, more for its lines and signs of Markdown."""
        return sum(
            len(each.text)
            + PART * each.text.count("\n")
            + SIGN * sum(map(each.text.count, "[]*_`<"))
            for each in self.sections
        )


@dataclass(frozen=True, slots=True)
class Setting:
    """How it is set: `size` in percent of the theme's text size."""

    size: int = 100


@dataclass(slots=True)
class Faces:
    """The character formats of one setting, made once."""

    size: int
    plain: QTextCharFormat = field(init=False)
    soft: QTextCharFormat = field(init=False)
    small: QTextCharFormat = field(init=False)
    lead: QTextCharFormat = field(init=False)
    _made: dict[tuple[bool, bool, bool, bool, int], QTextCharFormat] = field(init=False)

    def __post_init__(self) -> None:
        self._made = {}
        self.plain = self.of()
        self.soft = _format(_font(self.size, italic=True), "ink")
        self.small = _format(theme().font(self._scaled(Type.SMALL)), "soft")
        self.lead = _format(theme().font(self._scaled(Type.BODY), Weight.BOLD), "soft")

    def of(
        self,
        heading: int = 0,
        *,
        bold: bool = False,
        italic: bool = False,
        code: bool = False,
        href: str = "",
    ) -> QTextCharFormat:
        """Return the format of words in a heading of level `heading` (0: in a text)."""
        key = (bold or heading > 0, italic, code, bool(href), heading)
        if key not in self._made:
            grown = READING * _HEADINGS.get(heading, 1.0)
            font = _font(self.size, grown, bold=key[0], italic=italic)
            if code:
                font.setFamilies([fonts.fixed(), *fonts.STAND_INS])
                font.setFixedPitch(True)
                font.setPixelSize(round(font.pixelSize() * 0.88))
            made = _format(font, "accent" if href else "ink")
            made.setFontUnderline(bool(href))
            self._made[key] = made
        if not href:
            return self._made[key]
        linked = QTextCharFormat(self._made[key])
        linked.setAnchor(True)
        linked.setAnchorHref(href)
        return linked

    def note(self, *, raised: bool, href: str) -> QTextCharFormat:
        """Return the format of a footnote's mark: in the text it is raised."""
        made = QTextCharFormat(self.of(href=href))
        made.setFontUnderline(False)
        if raised:
            made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        return made

    def heading(self) -> QTextCharFormat:
        return self.of(2)

    def _scaled(self, size: int) -> int:
        return round(size * self.size / 100)


_HEADINGS = {1: 1.25, 2: 1.12, 3: 1.06, 4: 1.0, 5: 1.0, 6: 1.0}


def shape_of(block: "Block") -> QTextBlockFormat:
    match block.kind:
        case "heading":
            shape = spaced(Space.SMALL, 6)
            shape.setHeadingLevel(block.level)
        case "item":
            shape = spaced(0, 6)
        case "quote":
            shape = spaced(0, Space.MEDIUM)
            shape.setLeftMargin(Space.WIDE * block.level)
        case "code":
            shape = spaced(0, Space.MEDIUM, 115)
            shape.setLeftMargin(Space.LARGE)
            shape.setBackground(theme().colour("canvas"))
        case "rule":
            shape = spaced(Space.SMALL, Space.SMALL)
            width = QTextLength(QTextLength.Type.PercentageLength, 100)
            shape.setProperty(QTextFormat.Property.BlockTrailingHorizontalRulerWidth, width)
        case _:
            shape = spaced(0, Space.MEDIUM)
            shape.setIndent(block.level)
    return shape


def spaced(top: int, bottom: int, height: int = LINE_HEIGHT) -> QTextBlockFormat:
    """Return a paragraph with room above and below, in px, and lines `height` per cent high."""
    shape = QTextBlockFormat()
    shape.setTopMargin(top)
    shape.setBottomMargin(bottom)
    kind = QTextBlockFormat.LineHeightTypes.ProportionalHeight
    shape.setLineHeight(height, kind.value)
    return shape


def _font(size: int, base: float = READING, *, bold: bool = False, italic: bool = False) -> QFont:
    weight = Weight.BOLD if bold else Weight.REGULAR
    return theme().font(round(base * size / 100), weight, serif=True, italic=italic)


def _format(font: QFont, tone: str) -> QTextCharFormat:
    face = QTextCharFormat()
    face.setFont(font)
    face.setForeground(theme().colour(tone))
    return face
