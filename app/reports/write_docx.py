"""A report as a Word file: real headings, tables and lists, direction and language said."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from app.i18n import _
from app.reports import tree
from app.reports.chart_picture import png
from app.reports.chart_plan import parts
from app.reports.docx_table import tables
from app.reports.docx_words import Writer, added, field, lang_key
from app.reports.palette import ACCENT, INK
from app.reports.plain import one_line, paragraphs
from app.reports.progress import Progress
from app.reports.sheet import MARGIN, Sheet
from app.reports.shown import alternative
from app.reports.tree import Block, Content, Report, Run, runs
from app.reports.zips import MAKER, moment, sealed

_INDENT = 360
"""Of what is set in, in twentieths of a point."""
_LISTS = {False: "ListBullet", True: "ListNumber"}


def docx(report: Report, tick: Progress) -> bytes:
    """Return `report` as DOCX. The same report gives the same bytes."""
    document: Any = Document()
    _paper(document, report)
    _styles(document)
    _describe(document, report)
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
        self._measure = _sheet(report).measure
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


def _sheet(report: Report) -> Sheet:
    return Sheet("", "", "", paper=report.paper, landscape=report.landscape)


def _paper(document: Any, report: Report) -> None:
    sheet = _sheet(report)
    section = document.sections[0]
    section.page_width, section.page_height = (Pt(each) for each in sheet.size)
    section.orientation = WD_ORIENT.LANDSCAPE if report.landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Pt(MARGIN)
    section.top_margin = section.bottom_margin = Pt(MARGIN + 12)
    if report.right_to_left:
        form = section._sectPr  # noqa: SLF001 -- no other way to it
        grid = form.find(qn("w:docGrid"))
        side = OxmlElement("w:bidi")
        # The format wants it before the grid.
        form.append(side) if grid is None else grid.addprevious(side)
    writer = Writer(section.footer.part, report.language, (), rtl=report.right_to_left)
    foot = writer.paragraph(Run(one_line(report.foot), "label"), "Footer", small=True, own=False)
    _placed(section.footer, foot)
    says = _("Page {page} of {count}")
    page = writer.paragraph("", "Footer", own=False)
    for place, part in enumerate(says.replace("{count}", "{page}").split("{page}")):
        if place:
            field(page, "PAGE" if place == 1 else "NUMPAGES")
        words = added(added(page, "w:r"), "w:t")
        words.text = part
        words.set(qn("xml:space"), "preserve")
    section.footer._element.append(page)  # noqa: SLF001 -- no other way to it
    if report.head:
        head = Writer(section.header.part, report.language, (), rtl=report.right_to_left)
        said = head.paragraph(Run(one_line(report.head), "label"), "Header", small=True, own=False)
        _placed(section.header, said)


def _placed(holder: Any, paragraph: Any) -> None:
    """Put `paragraph` where the holder has an empty one."""
    holder.is_linked_to_previous = False
    first = holder.paragraphs[0]._element  # noqa: SLF001 -- replaced
    first.addprevious(paragraph)
    first.getparent().remove(first)


def _styles(document: Any) -> None:
    styles = document.styles
    styles["Normal"].font.size = Pt(10.5)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    for name, size in (("Title", 24), ("Heading 1", 17), ("Heading 2", 13), ("Heading 3", 11)):
        font = styles[name].font
        font.size = Pt(size)
        font.color.rgb = RGBColor.from_string(f"{INK:06X}")
    styles["Subtitle"].font.size = Pt(10)
    styles["TOC Heading"].font.color.rgb = RGBColor.from_string(f"{INK:06X}")
    caption = styles["Caption"].font
    caption.color.rgb, caption.size = RGBColor.from_string(f"{ACCENT:06X}"), Pt(9)
    for style in styles.element.style_lst:
        _same_size(style)


def _same_size(style: Any) -> None:
    """Make Arabic and Hebrew letters of a style as large as its Latin ones."""
    look: Any = style.find(qn("w:rPr"))
    size: Any = None if look is None else look.find(qn("w:sz"))
    if look is None or size is None:
        return
    old = look.find(qn("w:szCs"))
    if old is not None:
        look.remove(old)
    both = OxmlElement("w:szCs")
    both.set(qn("w:val"), size.get(qn("w:val")))
    size.addnext(both)


def _describe(document: Any, report: Report) -> None:
    made = document.core_properties
    made.title, made.author = one_line(report.name or report.title), one_line(report.author)
    made.subject, made.language = one_line(report.subject), report.language
    made.last_modified_by, made.comments, made.revision = made.author, "", 1
    made.created = made.modified = moment(report.date)
    made.category = MAKER
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for each in defaults.iter(qn("w:lang")):
        each.set(qn(f"w:{lang_key(report.language, rtl=report.right_to_left)}"), report.language)
