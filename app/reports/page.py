"""The paper that every report shares: A4, running heads, "page x of y", links and outline."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from app.i18n import _
from app.reports.drawing import colour, draw_line
from app.reports.embedding import Embeddings, number
from app.reports.faces import face
from app.reports.lines import Text
from app.reports.paragraph import Paragraph, Setting
from app.reports.plain import one_line
from app.reports.shaping import Span, Type
from app.reports.style import LINE, ONE_LINE, SMALL

WIDTH, HEIGHT = A4
"""In points, as everything here."""
MARGIN = 54
TOP, BOTTOM = 68, 66
MEASURE = WIDTH - 2 * MARGIN
_HIGH = HEIGHT * 0.66
"""A heading above this names the page it is on; below, what came before still does."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is said of a document as a whole."""

    title: str
    head: str
    """At the top of every page but the first."""
    foot: str
    """At the bottom of every page: who may read it."""
    author: str = ""
    subject: str = ""
    date: str = ""
    """ISO day in the file's own description; the clock is never asked."""
    language: str = "en"
    right_to_left: bool = False

    @property
    def base(self) -> int:
        return int(self.right_to_left)


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


class PagedCanvas(Canvas):
    """Draws pages first and finishes them when their number is known."""

    def __init__(self, filename: Any, *, sheet: Sheet, **others: Any) -> None:
        others.update(invariant=1, pageCompression=1, pdfVersion=(1, 7), lang=sheet.language)
        super().__init__(filename, **others)
        self._own: Any = self
        self.faces = Embeddings(self._own._doc)  # noqa: SLF001 -- where ReportLab collects objects
        self.sheet = sheet
        self._drawn: list[dict[str, Any]] = []
        self._pages: dict[str, int] = {}
        self._running = ""
        self._begin()

    def place(self, key: str, title: str, level: int, running: str = "") -> None:
        """Name the current point: a target of links and an entry of the outline."""
        left, top = self.absolutePosition(0, 0)
        self._places.append(_Place(key, title, level, left, top))
        self._pages[key] = len(self._drawn) + 1
        if running:
            self._running = running
            if top > _HIGH or not self._head:
                self._head = running

    def page_of(self, key: str, type: Type, x: float, y: float, *, at_right: bool) -> None:
        """Write the page of the place `key` here, once it is known, ending or beginning at x."""
        left, bottom = self.absolutePosition(x, y)
        self._references.append(_Reference(key, type, left, bottom, at_right))

    def showPage(self) -> None:
        self._drawn.append(dict(self.__dict__))
        self._own._startPage()  # noqa: SLF001 -- as its own showPage does
        self._begin()

    def save(self) -> None:
        pages = self._drawn
        level = -1
        for page, state in enumerate(pages, 1):
            self.__dict__.update(state)
            level = self._outline(level)
            self._references_to_pages()
            self._furniture(page, len(pages))
            super().showPage()
        for name, (source, glyph) in self.faces.pictures.items():
            self.beginForm(name, -2000, -2000, 4000, 4000)
            self.addLiteral(face(source).outline(glyph))
            self.endForm()
        super().save()

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
            text = str(self._pages.get(each.key, ""))
            for line in Text([Span(text, each.type)], 0).break_into(WIDTH):
                x = each.x - line.width if each.at_right else each.x
                draw_line(self, self.faces, line, x, each.y)

    def _furniture(self, page: int, count: int) -> None:
        if page > 1:
            self._label(self.sheet.head, HEIGHT - 42, "start", 0.5)
            self._label(self._head, HEIGHT - 42, "end", 0.46)
            self._hairline(HEIGHT - 50)
        self._hairline(48)
        self._label(self.sheet.foot, 36, "start", 0.78)
        says = _("Page {page} of {count}").format(page=page, count=count)
        self._label(says, 36, "end", 0.2)

    def _label(self, raw: str, y: float, align: str, part: float) -> None:
        """Set a line in the margin, at the side where lines begin or end."""
        text = one_line(raw)
        if not text:
            return
        rtl = self.sheet.right_to_left
        left = rtl == (align == "start")
        setting = Setting(leading=11, most_lines=1, align="right" if left else "left")
        label = Paragraph([Span(text, SMALL)], setting, default=self.sheet.base)
        width = MEASURE * part
        label.wrap(width, HEIGHT)
        label.drawOn(self, WIDTH - MARGIN - width if left else MARGIN, y - ONE_LINE.leading / 3)

    def _hairline(self, y: float) -> None:
        self.addLiteral(
            f"q {colour(LINE)} RG 0.5 w {number(MARGIN)} {number(y)} m"
            f" {number(WIDTH - MARGIN)} {number(y)} l S Q"
        )


def render(story: Sequence[Flowable], sheet: Sheet) -> bytes:
    """Set `story` on paper. The same story and sheet always give the same bytes."""
    out = BytesIO()
    document: Any = BaseDocTemplate(
        out,
        pagesize=A4,
        title=one_line(sheet.title),
        author=one_line(sheet.author),
        subject=one_line(sheet.subject),
        creator="Satchel",
        producer="Satchel",
        lang=sheet.language,
    )
    frame = Frame(
        MARGIN, BOTTOM, MEASURE, HEIGHT - TOP - BOTTOM,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    document.addPageTemplates([PageTemplate("page", [frame], onPage=partial(_describe, sheet))])
    document.build(list(story), canvasmaker=partial(PagedCanvas, sheet=sheet))
    return out.getvalue()


def _describe(sheet: Sheet, canvas: Any, document: Any) -> None:
    del document
    if canvas.getPageNumber() > 1:
        return
    canvas.setViewerPreference("DisplayDocTitle", "true")
    if sheet.right_to_left:
        canvas.setViewerPreference("Direction", "/R2L")
    day = sheet.date[:10].replace("-", "")
    if day.isdecimal() and len(day) == len("20210128"):
        canvas.setDateFormatter(lambda *_now: f"D:{day}000000Z")
    canvas.showOutline()
