"""A report as a Word file: real headings, tables and lists, direction and language said."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.shared import Pt

from app.i18n import _
from app.reports import docx_sheet, tree
from app.reports.chart_picture import png
from app.reports.chart_plan import parts
from app.reports.docx_table import tables
from app.reports.docx_words import Writer, added, field
from app.reports.plain import one_line, paragraphs
from app.reports.progress import Progress
from app.reports.shown import alternative
from app.reports.tree import Block, Content, Report, Run, runs
from app.reports.zips import sealed

_INDENT = 360
"""Of what is set in, in twentieths of a point."""
_LISTS = {False: "ListBullet", True: "ListNumber"}


def docx(report: Report, tick: Progress) -> bytes:
    """Return `report` as DOCX. The same report gives the same bytes."""
    document: Any = Document()
    docx_sheet.lay_out(document, report)
    docx_sheet.style(document)
    docx_sheet.describe(document, report)
    made = _Maker(document, report)
    body = document.element.body
    end = body.sectPr
    for each in made.all(tick):
        end.addprevious(each)
    out = BytesIO()
    document.save(out)
    return sealed(out.getvalue(), report.date)


class _Maker:
    """Makes the elements of the body."""

    def __init__(self, document: Any, report: Report) -> None:
        self._document, self._report = document, report
        self._keys = {
            place: tree.anchored(each, place).anchor
            for place, each in enumerate(report.blocks)
            if isinstance(each, tree.Heading)
        }
        self._rtl = report.right_to_left
        self._measure = docx_sheet.sheet_of(report).measure
        self._words = Writer(
            document.part, report.language, frozenset(self._keys.values()), rtl=self._rtl
        )
        self._pictures = 0

    def all(self, tick: Progress) -> Iterator[Any]:
        report, words = self._report, self._words
        if report.over:
            yield words.paragraph(Run(one_line(report.over), "code"), "Subtitle")
        yield words.paragraph(one_line(report.title), "Title")
        if report.facts:
            yield from self._definitions(report.facts)
        total = len(report.blocks)
        for place, block in enumerate(report.blocks):
            tick(place, total)
            if isinstance(block, tree.Heading):
                yield self._heading(block, self._keys[place])
            elif isinstance(block, tree.Contents):
                yield from self._contents(block)
            else:
                yield from self._block(block)
        tick(total, total)

    def _heading(self, heading: tree.Heading, key: str) -> Any:
        said: list[Content] = []
        if heading.code:
            said.append(Run(f"{one_line(heading.code)}  ", "code"))
        said.append(one_line(heading.title) or _("Untitled"))
        if heading.note:
            said.append(Run(f"   {one_line(heading.note)}", "label"))
        content = tuple(run for each in said for run in runs(each))
        made = self._words.paragraph(content, f"Heading{min(heading.level, 6)}")
        self._words.anchor(made, key)
        return made

    def _contents(self, contents: tree.Contents) -> Iterator[Any]:
        """Yield a table of contents that Word can renew, with what it shows until then."""
        yield self._words.paragraph(contents.title or _("Contents"), "TOCHeading", next_too=True)
        listed = [
            (each, self._keys[place])
            for place, each in enumerate(self._report.blocks)
            if isinstance(each, tree.Heading) and each.level <= contents.deepest
        ]
        for number, (heading, key) in enumerate(listed):
            title = " ".join(
                each for each in (one_line(heading.code), one_line(heading.title)) if each
            )
            made = self._words.paragraph(
                Run(title, link=f"#{key}"), indent=_INDENT * (heading.level - 1)
            )
            if not number:
                for place, each in enumerate(_begun(f'TOC \\o "1-{contents.deepest}" \\h \\z \\u')):
                    made.insert(1 + place, each)
            if number == len(listed) - 1:
                added(added(made, "w:r"), "w:fldChar", fldCharType="end")
            yield made

    def _block(self, block: Block, indent: int = 0) -> Iterator[Any]:  # noqa: C901, PLR0912 -- one arm per kind of block
        words = self._words
        match block:
            case tree.Heading() | tree.Contents():
                raise ValueError(block)  # they stand between blocks, never within one
            case tree.Paragraph():
                small = block.style not in {"", "strong", "emphasis", "soft"}
                content = _in_language(runs(block.content, block.style), block.language)
                yield words.paragraph(content, indent=indent, small=small)
            case tree.Prose():
                yield from self._prose(block, indent)
            case tree.Quote():
                lines = [Run("\n".join(each)) for each in paragraphs(block.text)]
                for each in lines:
                    yield words.paragraph(each, "Quote", indent=indent + _INDENT)
                if block.caption:
                    caption = runs(block.caption, "label")
                    yield words.paragraph(caption, indent=indent + _INDENT, small=True, own=False)
            case tree.Bullets():
                yield from self._list(block, 0)
            case tree.Definitions():
                yield from self._definitions(block.rows)
            case tree.Figures():
                for count, label in block.items:
                    yield words.paragraph((Run(count, "strong"), f" {label}"), own=False)
            case tree.Shares():
                yield words.paragraph(_shares(block), small=True, own=False)
            case tree.Entry():
                yield words.paragraph(_side(block), small=True, next_too=True, own=False)
                for each in block.body:
                    yield from self._block(each, indent + _INDENT)
            case tree.Table():
                if block.caption:
                    yield words.paragraph(one_line(block.caption), "Caption", next_too=True)
                parts = [*tables(block, words, self._measure, rtl=self._rtl)]
                for each in parts:
                    yield each
                    # Word wants words after a table; without them it melts into the next one.
                    note = block.note if each is parts[-1] else ""
                    yield words.paragraph(runs(note, "label"), small=True, own=False)
            case tree.Chart():
                yield from self._chart(block)
            case tree.PageBreak():
                made = words.paragraph("")
                if block.room >= 1:
                    added(added(made, "w:r"), "w:br", type="page")
                    yield made
            case tree.Rule():
                pass

    def _prose(self, prose: tree.Prose, indent: int) -> Iterator[Any]:
        if prose.lead:
            indent += _INDENT
            lead = runs(prose.lead)
            yield self._words.paragraph(lead, indent=indent, small=True, next_too=True, own=False)
        for lines in paragraphs(prose.text):
            said = _in_language((Run("\n".join(lines), prose.style),), prose.language)
            yield self._words.paragraph(said, indent=indent)

    def _list(self, bullets: tree.Bullets, level: int) -> Iterator[Any]:
        style = _LISTS[bullets.numbered] + ("" if not level else str(min(level + 1, 3)))
        number = (self._numbering(style, bullets.start), 0) if bullets.numbered else None
        for each in bullets.items:
            item = each if isinstance(each, tree.Item) else tree.Item(each)
            yield self._words.paragraph(item.content, style, number=number)
            for inner in item.inner:
                if isinstance(inner, tree.Bullets):
                    yield from self._list(inner, level + 1)
                else:
                    yield from self._block(inner, _INDENT * (level + 1))

    def _numbering(self, style: str, start: int) -> int:
        """Return a new list that begins at `start`, numbered as `style` is."""
        numbering = self._document.part.numbering_part.element
        own = self._document.styles.element.get_by_id(style).pPr.numPr.numId.val
        kind = next(each for each in numbering.num_lst if each.numId == own)
        made = numbering.add_num(kind.abstractNumId.val)
        made.add_lvlOverride(ilvl=0).add_startOverride(start)
        return int(made.numId)

    def _definitions(self, rows: tuple[tuple[str, Content], ...]) -> Iterator[Any]:
        for label, content in rows:
            said = (Run(_("{label}: ").format(label=one_line(label)), "label"), *runs(content))
            yield self._words.paragraph(said, own=False)

    def _chart(self, chart: tree.Chart) -> Iterator[Any]:
        if chart.caption:
            yield self._words.paragraph(one_line(chart.caption), "Caption", next_too=True)
        for each in parts(chart):
            picture, width, height = png(each, right_to_left=self._rtl)
            self._pictures += 1
            part = self._document.part
            inline = part.new_pic_inline(BytesIO(picture), Pt(width), Pt(height))
            said = inline.docPr
            said.set("descr", alternative(each))
            said.set("name", _("Chart {number}").format(number=self._pictures))
            made = self._words.paragraph("")
            added(added(made, "w:r"), "w:drawing").append(inline)
            yield made


def _begun(instruction: str) -> Iterator[Any]:
    """Yield the runs that begin a field, up to what it shows."""
    holder = OxmlElement("w:p")
    field(holder, instruction)
    yield from list(holder)[:3]


def _side(entry: tree.Entry) -> tuple[Run, ...]:
    said: list[Run] = []
    for place, content in enumerate(entry.side):
        said += [Run(" · ", "label")] if place else []
        said += runs(content)
    return tuple(said)


def _shares(shares: tree.Shares) -> tuple[Run, ...]:
    said: list[Run] = []
    for each in shares.parts:
        if each.colour is not None:
            said.append(Run("■\u00a0", colour=each.colour))
        count = "" if shares.legend else f" {each.count}"
        said.append(Run(f"{one_line(each.title)}{count}    "))
    return tuple(said)


def _in_language(said: tuple[Run, ...], language: str) -> tuple[Run, ...]:
    if not language:
        return said
    return tuple(
        Run(each.text, each.style, each.link, each.colour, each.language or language)
        for each in said
    )
