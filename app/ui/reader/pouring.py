"""Sets a paper as a document, a few paragraphs at a time, so that a long one holds up nobody.

Every block of a section is one paragraph of the document and a break of the line within it
is U+2028; a very long block is parted where it has a space, a table has a paragraph a cell.
`Places` tells where each piece of a section's plain text went.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextListFormat,
)

from app.domain.proposals import Section
from app.i18n import _
from app.ui.measures import LINE_HEIGHT, Space
from app.ui.reader.columns import table_format
from app.ui.reader.compose import PART, UNSAFE, Faces, Paper, Setting, shape_of, spaced
from app.ui.reader.parting import FOOTNOTE, SOME, has_many_scripts, parted
from app.ui.reader.places import Entry, Piece, Places, Stretch
from app.ui.widgets.text import capped

if TYPE_CHECKING:
    from app.documents.plain import Block, Run
    from app.documents.tables import Table

MOST = 1_500_000
"""Characters of a paper that are set; the rest is said to be missing, at the end."""
MOST_PARTS = 20_000
"""Paragraphs of a paper that are set: each takes Qt some 30 µs."""
LINE = 2_000
"""Characters of a heading, or of a paragraph of the summary, that are set."""
SUMMARY = 40
"""Paragraphs of a summary that are set."""
SOUGHT = 20_000
"""What finding faces for the letters of very many scripts costs, in characters that are set."""
NOTE = "#note:"
"""Begins the address of a footnote: it leads to another place of the same paper."""


def compose(paper: Paper, setting: Setting = Setting()) -> tuple[QTextDocument, Places]:
    """Return the paper as a document, and where each section stands in it."""
    poured = Pouring(paper, setting)
    poured.pour(None)
    return poured.document, poured.places


class Pouring:
    """A paper that is being set into its `document`; `places` grow with it."""

    def __init__(self, paper: Paper, setting: Setting = Setting()) -> None:
        self.document = QTextDocument()
        self.document.setUndoRedoEnabled(False)
        self.document.setDocumentMargin(0)
        self.document.setIndentWidth(Space.WIDE)
        option = self.document.defaultTextOption()
        option.setWrapMode(option.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document.setDefaultTextOption(option)
        self.places = Places()
        self.whole = False
        self._cursor = QTextCursor(self.document)
        self._setter = _Setter(self._cursor, Faces(setting.size), self.places)
        self._steps = self._setter.paper(paper)

    def pour(self, characters: int | None) -> bool:
        """Set about so many more, or all; say whether all of the paper is set now."""
        if self.whole:
            return True
        self._cursor.beginEditBlock()
        begun = self._weight()
        for _step in self._steps:
            if characters is not None and self._weight() - begun >= characters:
                break
        else:
            self.whole = True
        self._cursor.endEditBlock()
        return self.whole

    def _weight(self) -> int:
        """Return what is set, in characters: a paragraph or cell counts for some more."""
        set_so_far = self.document.characterCount() + PART * self.document.blockCount()
        return set_so_far + self._setter.sought


class _Setter:
    """Writes one paper at its cursor, paragraph after paragraph."""

    def __init__(self, cursor: QTextCursor, faces: Faces, places: Places) -> None:
        self._cursor = cursor
        self._faces = faces
        self._places = places
        self._fresh = True
        self._room = MOST
        self._parts = MOST_PARTS
        self.sought = 0
        """What finding faces has cost so far, in characters."""

    def paper(self, paper: Paper) -> Iterator[None]:
        """Set `paper`, one paragraph or table a step."""
        if paper.meta:
            self._line(paper.meta, self._faces.small, bottom=10)
        if paper.summary:
            self._line(_("In short"), self._faces.lead, bottom=Space.TIGHT)
            yield
            self._summary(paper.summary)
            yield
        for number, section in enumerate(paper.sections):
            parsed = None if paper.parsed is None else paper.parsed[number]
            yield from self._section(section, parsed)
        if self._is_full():
            rest = _("The rest of this paper is too long to be shown here.")
            self._line(rest, self._faces.small, top=Space.LARGE)

    def _is_full(self) -> bool:
        return self._room < 0 or self._parts < 0

    def _summary(self, summary: str) -> None:
        shown = _blocks(summary[: LINE * SUMMARY])[:SUMMARY]
        for number, block in enumerate(shown):
            last = number == len(shown) - 1
            self._line(block.text, self._faces.soft, bottom=Space.LARGE if last else Space.SMALL)

    def _section(self, section: Section, parsed: "Sequence[Block] | None") -> Iterator[None]:
        first = self._fresh
        top = self._cursor.position() + (0 if first else 1)
        if section.heading:
            above = Space.TIGHT if first else Space.LARGE
            self._line(section.heading, self._faces.heading(), top=above, bottom=6, heading=2)
            yield
        shown = self._fitting(_blocks(section.text) if parsed is None else parsed)
        text = "\n".join(block.text for block in shown)
        stretch = Stretch(section.key, section.heading, top, self._cursor.position(), text, [])
        self._places.add(stretch)
        if section.heading:
            self._places.outline.append(Entry(section.key, 0, 2, section.heading))
        offset = 0
        from app.documents.tables import Table, grouped  # noqa: PLC0415 -- slow import

        for each in grouped(shown):
            if isinstance(each, Table):
                self._table(each, stretch, offset)
                yield
            else:
                yield from self._block(each, stretch, offset)
            offset += len(each.text) + 1

    def _fitting(self, blocks: "Sequence[Block]") -> "list[Block]":
        """Return the blocks for which there is room."""
        found: list[Block] = []
        for block in blocks:
            if self._is_full():
                break
            found.append(block)
            self._room -= len(block.text)
            self._parts -= 1
        return found

    def _block(self, block: "Block", stretch: Stretch, offset: int) -> Iterator[None]:
        strange = False
        for number, (start, runs) in enumerate(parted(block)):
            if number == 1:  # only what is parted is worth a look
                strange = has_many_scripts(block.text)
            self._start(shape_of(block))
            if block.kind == "item" and not start:
                self._mark_item(block)
            if block.kind == "heading" and not start:
                heading = " ".join(block.text.split())
                entry = Entry(stretch.key, offset, block.level, heading)
                self._places.outline.append(entry)
            self._piece(stretch, offset + start, runs, block.level * (block.kind == "heading"))
            self.sought += SOUGHT * strange
            yield

    def _piece(self, stretch: Stretch, offset: int, runs: "Sequence[Run]", heading: int) -> None:
        """Write words where the cursor is, and remember where they went."""
        pieces = stretch.set_pieces()
        if not pieces:
            stretch.start = self._cursor.position()
        length = sum(len(run.text) for run in runs)
        pieces.append(Piece(offset, length, self._cursor.position()))
        for run in runs:
            self._run(run, heading, starts=run is runs[0] and not heading)

    def _run(self, run: "Run", heading: int, *, starts: bool) -> None:
        face = self._faces.of(
            heading, bold=run.bold, italic=run.italic, code=run.code, href=run.href
        )
        at = 0
        notes = () if run.code or run.href else FOOTNOTE.finditer(run.text)
        for found in notes:
            self._cursor.insertText(run.text[at : found.start()].translate(UNSAFE), face)
            told = starts and not found.start() and run.text[found.end() :].startswith(":")
            href = f"{NOTE}{'back' if told else 'to'}:{found[1]}"
            note = self._faces.note(raised=not told, href=href)
            self._cursor.insertText(found[0].translate(UNSAFE), note)
            at = found.end()
        self._cursor.insertText(run.text[at:].translate(UNSAFE), face)

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

    def _table(self, table: "Table", stretch: Stretch, offset: int) -> None:
        columns = len(table.rows[0])
        made = self._cursor.insertTable(len(table.rows), columns, table_format(table))
        for number, row in enumerate(table.rows):
            head = table.head and not number
            for column, cell in enumerate(row):
                self._cursor = made.cellAt(number, column).firstCursorPosition()
                self._cursor.setBlockFormat(spaced(0, 0, 115))
                self._cursor.setBlockCharFormat(self._faces.of(bold=head))
                # A heading's face without its size: the first row names the columns.
                self._piece(stretch, offset + cell.start, cell.runs, 4 if head else 0)
        self._cursor = made.lastCursorPosition()
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._fresh = True

    def _line(
        self, text: str, face: QTextCharFormat, top: int = 0, bottom: int = 0, heading: int = 0
    ) -> None:
        shape = spaced(
            top, bottom, 120 if not heading and face != self._faces.soft else LINE_HEIGHT
        )
        shape.setHeadingLevel(heading)
        self._start(shape)
        shown = capped(text, LINE)
        self.sought += SOUGHT * has_many_scripts(shown, SOME)
        self._cursor.insertText(shown.translate(UNSAFE), face)

    def _start(self, shape: QTextBlockFormat) -> None:
        """Begin a paragraph; at the top and behind a table there is an empty one already."""
        if self._fresh:
            self._cursor.setBlockFormat(shape)
            self._cursor.setBlockCharFormat(self._faces.plain)
        else:
            self._cursor.insertBlock(shape, self._faces.plain)
        self._fresh = False


def _blocks(markdown: str) -> "list[Block]":
    from app.documents.plain import blocks  # noqa: PLC0415 -- slow import

    return blocks(markdown)
