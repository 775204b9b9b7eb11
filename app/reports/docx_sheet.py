"""The sheet of a Word file: its paper, foot and head, its styles, what it says of itself."""

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from app.i18n import _
from app.reports.docx_words import Writer, added, field, lang_key
from app.reports.palette import ACCENT, INK
from app.reports.plain import one_line
from app.reports.sheet import MARGIN, Sheet
from app.reports.tree import Report, Run
from app.reports.zips import MAKER, moment


def sheet_of(report: Report) -> Sheet:
    return Sheet("", "", "", paper=report.paper, landscape=report.landscape)


def lay_out(document: Any, report: Report) -> None:
    sheet = sheet_of(report)
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


def style(document: Any) -> None:
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


def describe(document: Any, report: Report) -> None:
    made = document.core_properties
    made.title, made.author = one_line(report.name or report.title), one_line(report.author)
    made.subject, made.language = one_line(report.subject), report.language
    made.last_modified_by, made.comments, made.revision = made.author, "", 1
    made.created = made.modified = moment(report.date)
    made.category = MAKER
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for each in defaults.iter(qn("w:lang")):
        each.set(qn(f"w:{lang_key(report.language, rtl=report.right_to_left)}"), report.language)
