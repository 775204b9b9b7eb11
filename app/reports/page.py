"""The paper that every report shares: A4, running heads, "page x of y", links and outline."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from app.i18n import _
from app.reports.drawing import colour, draw_line
from app.reports.embedding import Embeddings, number
from app.reports.faces import face
from app.reports.lines import Text
from app.reports.palette import LINE
from app.reports.paragraph import Paragraph, Setting
from app.reports.pdf_objects import Raw, number_of, stream, text, written
from app.reports.pdf_tags import Node, Tags, marked
from app.reports.plain import one_line
from app.reports.shaping import Span, Type
from app.reports.sheet import BOTTOM, MARGIN, TOP, Sheet
from app.reports.style import ONE_LINE, SMALL
from app.reports.uncollected import uncollected

_HIGH = 0.66
"""A heading above this part of a page names it; below, what came before still does."""


@dataclass(frozen=True, slots=True)
class _Place:
    key: str
    title: str
    level: int
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class _Reference:
    key: str
    type: Type
    x: float
    y: float
    at_right: bool
    node: Node | None


class _Page(pdfdoc.PDFPage):
    """A page of a tagged document."""

    def __init__(self) -> None:
        super().__init__()
        self.__NoDefault__: list[str] = [*self.__NoDefault__, "StructParents", "Tabs"]


class PagedCanvas(Canvas):
    """Draws pages first and finishes them when their number is known."""

    def __init__(
        self, filename: Any, *, sheet: Sheet, tags: Tags, ask: Callable[[], None], **others: Any
    ) -> None:
        others.update(invariant=1, pageCompression=1, pdfVersion=(1, 7), lang=sheet.language)
        super().__init__(filename, **others)
        self._own: Any = self
        self.faces = Embeddings(self._own._doc)  # noqa: SLF001 -- where ReportLab collects objects
        self.tags = tags
        self._ask = ask
        self.sheet = sheet
        self._page = 1
        self._drawn: list[dict[str, Any]] = []
        self._pages: dict[str, int] = {}
        self._running = ""
        self._begin()

    def place(
        self, key: str, title: str, level: int, at: tuple[float, float], running: str = ""
    ) -> None:
        """Name a point of the page: a target of links and an entry of the outline."""
        left, top = at
        self._places.append(_Place(key, title, level, left, top))
        self._pages[key] = len(self._drawn) + 1
        if running:
            self._running = running
            if top > _HIGH * self.sheet.size[1] or not self._head:
                self._head = running

    def move_to(self, x: float, y: float) -> Any:
        """Go on at x and y; return what `move_back` wants.

        As saveState, translate and restoreState do, without the state of which nothing of ours
        makes use.
        """
        own = self._own
        before = own._currentMatrix  # noqa: SLF001 -- where ReportLab keeps it
        a, b, c, d, e, f = before
        own._currentMatrix = (a, b, c, d, a * x + c * y + e, b * x + d * y + f)  # noqa: SLF001 -- kept right
        own._code.append(f"q 1 0 0 1 {number(x)} {number(y)} cm")  # noqa: SLF001 -- as addLiteral does
        return before

    def move_back(self, before: Any) -> None:
        """Go back to where `move_to` began."""
        self._own._currentMatrix = before  # noqa: SLF001 -- kept right
        self._own._code.append("Q")  # noqa: SLF001 -- as addLiteral does

    def begin_mark(self, node: Node | None) -> str:
        """Return the operator that begins what belongs to `node`, or an artifact."""
        return self.tags.begin(node, self._page)

    def link(
        self, target: str, box: tuple[float, float, float, float], said: str, node: Node | None
    ) -> None:
        """Make `box` lead to an address or to `#place`; `said` is what it is called aloud."""
        document: Any = self._own._doc  # noqa: SLF001 -- where ReportLab collects objects
        left, low = self.absolutePosition(box[0], box[1])
        right, high = self.absolutePosition(box[2], box[3])
        rect = " ".join(number(each, 2) for each in (left, low, right, high)).encode()
        if target.startswith("#"):
            place: Any = self._own._bookmarkReference(target[1:])  # noqa: SLF001 -- bound later
            leads = b"/Dest %d 0 R" % number_of(document, place)
        else:
            leads = b"/A<</S/URI/URI %b>>" % text(target)
        made = Raw()
        parent = b""
        if node is not None:
            parent = b"/StructParent %d" % self.tags.link(node, made, self._page)
        made.content = (
            b"<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4/Rect[%b]%b/Contents %b%b>>"
            % (rect, leads, text(one_line(said)), parent)
        )
        self._own._annotationrefs.append(document.Reference(made))  # noqa: SLF001 -- of this page

    def page_of(
        self, key: str, type: Type, x: float, y: float, *, at_right: bool, node: Node | None = None
    ) -> None:
        """Write the page of the place `key` here, once it is known, ending or beginning at x."""
        left, bottom = self.absolutePosition(x, y)
        self._references.append(_Reference(key, type, left, bottom, at_right, node))

    def showPage(self) -> None:
        own = self._own
        body = stream("\n".join([own._preamble, *own._code, ""]).encode("latin-1"))  # noqa: SLF001 -- what was drawn
        own._code = []  # noqa: SLF001 -- packed
        self._drawn.append({**self.__dict__, "_body": body})
        own._startPage()  # noqa: SLF001 -- as its own showPage does
        self._page = len(self._drawn) + 1
        self._begin()

    def save(self) -> None:
        pages = self._drawn
        level = -1
        for page, state in enumerate(pages, 1):
            self._ask()
            self.__dict__.update(state)
            self._page = page
            level = self._outline(level)
            self._references_to_pages()
            self._furniture(page, len(pages))
            self._finish()
        for name, (source, glyph) in self.faces.pictures.items():
            self.beginForm(name, -2000, -2000, 4000, 4000)
            self.addLiteral(face(source).outline(glyph))
            self.endForm()
        document: Any = self._own._doc  # noqa: SLF001 -- where ReportLab collects objects
        self.tags.write(document, len(pages))
        self._own._filename.write(written(document, self))  # noqa: SLF001 -- the file asked for

    def _finish(self) -> None:
        """Add the page to the document, its body and what was drawn when the count was known."""
        own = self._own
        document: Any = own._doc  # noqa: SLF001 -- where ReportLab collects objects
        page: Any = _Page()
        page.pagewidth, page.pageheight = self.sheet.size
        page.Rotate = 0
        later = stream("\n".join([*own._code, ""]).encode("latin-1"))  # noqa: SLF001 -- drawn since
        page.Contents = pdfdoc.PDFArray([document.Reference(own._body), document.Reference(later)])  # noqa: SLF001 -- kept by showPage
        page.StructParents = self.tags.of_page(self._page)
        page.Tabs = "/S"
        own._setColorSpace(page)  # noqa: SLF001 -- as its own showPage does
        own._setExtGState(page)  # noqa: SLF001 -- as its own showPage does
        own._setShadingUsed(page)  # noqa: SLF001 -- as its own showPage does
        own._setXObjects(page)  # noqa: SLF001 -- as its own showPage does
        own._setAnnotations(page)  # noqa: SLF001 -- as its own showPage does
        document.addPage(page)
        own._startPage()  # noqa: SLF001 -- as its own showPage does

    def _make_preamble(self) -> None:
        """Begin pages without ReportLab's Helvetica, which nothing here is set in."""
        self._preamble = "1 0 0 1 0 0 cm"

    def _begin(self) -> None:
        self._places: list[_Place] = []
        self._references: list[_Reference] = []
        self._head = self._running

    def _outline(self, level: int) -> int:
        """Write the places of this page into the outline; return the level of the last one."""
        for place in self._places:
            self.bookmarkHorizontalAbsolute(place.key, place.top + 12, left=0)
            # An outline may not skip a level on its way down.
            level = min(place.level, level + 1)
            self.addOutlineEntry(place.title, place.key, level, closed=True)
        return level

    def _references_to_pages(self) -> None:
        for each in self._references:
            said = str(self._pages.get(each.key, ""))
            for line in Text([Span(said, each.type)], 0).break_into(self.sheet.size[0]):
                x = each.x - line.width if each.at_right else each.x
                with marked(self, each.node):
                    draw_line(self, self.faces, line, x, each.y)

    def _furniture(self, page: int, count: int) -> None:
        """Draw the running heads, which screen readers pass over."""
        high = self.sheet.size[1]
        self.addLiteral("/Artifact <</Type /Pagination>> BDC")
        if page > 1:
            self._label(self.sheet.head, high - 42, "start", 0.5)
            self._label(self._head, high - 42, "end", 0.46)
            self._hairline(high - 50)
        self._hairline(48)
        self._label(self.sheet.foot, 36, "start", 0.78)
        says = _("Page {page} of {count}").format(page=page, count=count)
        self._label(says, 36, "end", 0.2)
        self.addLiteral("EMC")

    def _label(self, raw: str, y: float, align: str, part: float) -> None:
        """Set a line in the margin, at the side where lines begin or end."""
        said = one_line(raw)
        if not said:
            return
        rtl = self.sheet.right_to_left
        left = rtl == (align == "start")
        setting = Setting(leading=11, most_lines=1, align="right" if left else "left")
        label = Paragraph([Span(said, SMALL)], setting, default=self.sheet.base)
        width = self.sheet.measure * part
        label.wrap(width, 0)
        x = self.sheet.size[0] - MARGIN - width if left else MARGIN
        before = self.move_to(x, y - ONE_LINE.leading / 3)
        label.draw_on(self)
        self.move_back(before)

    def _hairline(self, y: float) -> None:
        self.addLiteral(
            f"q {colour(LINE)} RG 0.5 w {number(MARGIN)} {number(y)} m"
            f" {number(self.sheet.size[0] - MARGIN)} {number(y)} l S Q"
        )


class _Story(list[Flowable]):
    """Flowables that are made when their turn comes: ReportLab asks for the length before each."""

    def __init__(self, flowables: Iterable[Flowable]) -> None:
        super().__init__()
        self._rest = iter(flowables)

    def __len__(self) -> int:
        count = super().__len__()
        if count:
            return count
        each = next(self._rest, None)
        if each is None:
            return 0
        self.append(each)
        return 1


def render(
    story: Iterable[Flowable], sheet: Sheet, tags: Tags | None = None,
    ask: Callable[[], None] = lambda: None,
) -> bytes:  # fmt: skip
    """Set `story` on paper, a flowable at a time. The same story and sheet give the same bytes.

    `ask` is called before each page is finished; what it raises ends the work.
    """
    out = BytesIO()
    width, height = sheet.size
    document: Any = BaseDocTemplate(
        out,
        pagesize=sheet.size,
        title=one_line(sheet.title),
        author=one_line(sheet.author),
        subject=one_line(sheet.subject),
        creator="Satchel",
        producer="Satchel",
        lang=sheet.language,
    )
    frame = Frame(
        MARGIN, BOTTOM, width - 2 * MARGIN, height - TOP - BOTTOM,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    document.addPageTemplates([PageTemplate("page", [frame], onPage=partial(_describe, sheet))])
    with uncollected():
        document.build(
            _Story(story),
            canvasmaker=partial(PagedCanvas, sheet=sheet, tags=tags or Tags(), ask=ask),
        )
    return out.getvalue()


def _describe(sheet: Sheet, canvas: Any, document: Any) -> None:
    del document
    if canvas.getPageNumber() > 1:
        return
    canvas.setViewerPreference("DisplayDocTitle", "true")
    # What a viewer calls a page is what its foot says, also where a file is put behind another.
    canvas.addPageLabel(0, style="ARABIC", start=1)
    if sheet.right_to_left:
        canvas.setViewerPreference("Direction", "/R2L")
    day = sheet.date[:10].replace("-", "")
    if day.isdecimal() and len(day) == len("20210128"):
        canvas.setDateFormatter(lambda *_now: f"D:{day}000000Z")
    canvas.showOutline()
