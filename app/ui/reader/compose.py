"""Sets a paper as a document: our own paragraphs, built from blocks, never from markup.

Every block of a section is one paragraph of the document and a break of the line within it
is U+2028, so an offset in the section's plain text is a position in the document, counted
from where the section starts, but in UTF-16 units.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextLength,
    QTextListFormat,
)

from app.domain.proposals import Section
from app.i18n import _
from app.ui import fonts
from app.ui.measures import LINE_HEIGHT, READING, Space, Type, Weight
from app.ui.reader.places import Places, Stretch
from app.ui.theme import theme

if TYPE_CHECKING:
    from app.documents.plain import Block

MOST = 600_000
"""Characters of a paper that are set; the rest is said to be missing, at the end."""
_UNSAFE = str.maketrans(
    {"\n": "\u2028", "\u2029": "\u2028", "\r": " ", "\0": "�", "\ufffc": "�"}
    | dict.fromkeys((chr(code) for code in range(0xFDD0, 0xFDF0)), "�")
)
"""Characters that Qt reads as structure, each for one that it does not."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is read: a line about it, a summary, the sections."""

    sections: tuple[Section, ...]
    meta: str = ""
    summary: str = ""


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

    def heading(self) -> QTextCharFormat:
        return self.of(2)

    def _scaled(self, size: int) -> int:
        return round(size * self.size / 100)


_HEADINGS = {1: 1.25, 2: 1.12, 3: 1.06, 4: 1.0, 5: 1.0, 6: 1.0}


def compose(paper: Paper, setting: Setting = Setting()) -> tuple[QTextDocument, Places]:
    """Return the paper as a document, and where each section stands in it."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setIndentWidth(Space.WIDE)
    option = document.defaultTextOption()
    option.setWrapMode(option.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    setter = _Setter(cursor, Faces(setting.size))
    stretches = setter.paper(paper)
    cursor.endEditBlock()
    return document, Places(stretches)


class _Setter:
    """Writes one paper at its cursor, paragraph after paragraph."""

    def __init__(self, cursor: QTextCursor, faces: Faces) -> None:
        self._cursor = cursor
        self._faces = faces
        self._first = True
        self._room = MOST

    def paper(self, paper: Paper) -> list[Stretch]:
        if paper.meta:
            self._line(paper.meta, self._faces.small, bottom=10)
        if paper.summary:
            self._line(_("In short"), self._faces.lead, bottom=Space.TIGHT)
            self._summary(paper.summary)
        found = [self._section(section) for section in paper.sections]
        if self._room < 0:
            rest = _("The rest of this paper is too long to be shown here.")
            self._line(rest, self._faces.small, top=Space.LARGE)
        return found

    def _summary(self, summary: str) -> None:
        shown = _blocks(summary)
        for number, block in enumerate(shown):
            last = number == len(shown) - 1
            self._line(block.text, self._faces.soft, bottom=Space.LARGE if last else Space.SMALL)

    def _section(self, section: Section) -> Stretch:
        top = self._cursor.position() + (0 if self._first else 1)
        if section.heading:
            above = Space.TIGHT if self._first else Space.LARGE
            self._line(section.heading, self._faces.heading(), top=above, bottom=6, heading=2)
        start = None
        texts: list[str] = []
        for block in _blocks(section.text):
            if self._room < 0:
                break
            self._start(_shape(block))
            start = self._cursor.position() if start is None else start
            texts.append(self._words(block))
        at = self._cursor.position() if start is None else start
        return Stretch(section.key, section.heading, top, at, "\n".join(texts))

    def _words(self, block: "Block") -> str:
        heading = block.level if block.kind == "heading" else 0
        if block.kind == "item":
            self._mark_item(block)
        for run in block.runs:
            face = self._faces.of(
                heading, bold=run.bold, italic=run.italic, code=run.code, href=run.href
            )
            self._cursor.insertText(run.text.translate(_UNSAFE), face)
        text = block.text
        self._room -= len(text)
        return text

    def _mark_item(self, block: "Block") -> None:
        style = QTextListFormat()
        style.setIndent(max(1, block.level))
        if block.ordinal is None:
            style.setStyle(QTextListFormat.Style.ListDisc)
        else:
            style.setStyle(QTextListFormat.Style.ListDecimal)
            style.setStart(block.ordinal)
        self._cursor.createList(style)
        self._cursor.setBlockCharFormat(self._faces.plain)

    def _line(
        self, text: str, face: QTextCharFormat, top: int = 0, bottom: int = 0, heading: int = 0
    ) -> None:
        shape = _spaced(
            top, bottom, 120 if not heading and face != self._faces.soft else LINE_HEIGHT
        )
        shape.setHeadingLevel(heading)
        self._start(shape)
        self._cursor.insertText(text.translate(_UNSAFE), face)

    def _start(self, shape: QTextBlockFormat) -> None:
        if self._first:
            self._cursor.setBlockFormat(shape)
            self._cursor.setBlockCharFormat(self._faces.plain)
        else:
            self._cursor.insertBlock(shape, self._faces.plain)
        self._first = False


def _blocks(markdown: str) -> "list[Block]":
    from app.documents.plain import blocks  # noqa: PLC0415 -- slow import

    return blocks(markdown)


def _shape(block: "Block") -> QTextBlockFormat:
    match block.kind:
        case "heading":
            shape = _spaced(Space.SMALL, 6)
            shape.setHeadingLevel(block.level)
        case "item":
            shape = _spaced(0, 6)
        case "quote":
            shape = _spaced(0, Space.MEDIUM)
            shape.setLeftMargin(Space.WIDE * block.level)
        case "code":
            shape = _spaced(0, Space.MEDIUM, 115)
            shape.setLeftMargin(Space.LARGE)
            shape.setBackground(theme().colour("canvas"))
        case "rule":
            shape = _spaced(Space.SMALL, Space.SMALL)
            width = QTextLength(QTextLength.Type.PercentageLength, 100)
            shape.setProperty(QTextFormat.Property.BlockTrailingHorizontalRulerWidth, width)
        case _:
            shape = _spaced(0, Space.MEDIUM)
            shape.setIndent(block.level)
    return shape


def _spaced(top: int, bottom: int, height: int = LINE_HEIGHT) -> QTextBlockFormat:
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


def reading_words(sections: Sequence[Section]) -> int:
    """Return how many words `sections` have, a Han character for one."""
    text = " ".join(section.text for section in sections)
    han = sum("\u4e00" <= char <= "\u9fff" for char in text)
    return han + len(text.split())
