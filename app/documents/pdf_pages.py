"""PDF files as pages: their sizes, pictures, words and outline, read in a process of their own.

A file that loops, grows or crashes its reader costs that process and the request it was asked;
the next request gets a new one, a few times.
"""

import os
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from app.documents import pdf_talk as talk
from app.documents.pdf_frame import Frame
from app.documents.pdf_lines import Line
from app.documents.pdf_process import Child
from app.documents.pdf_turns import Turns
from app.documents.pdf_values import Boxes, Entry, Found, Image, PageLink, PageSize, PageText
from app.documents.unreadable import Unreadable

__all__ = [
    "MOST_PIXELS", "Entry", "Found", "Image", "PageLink", "PageSize", "PageText", "PdfFile", "open_pdf",
]  # fmt: skip

MOST_PIXELS = talk.MOST_PIXELS
"""Pixels of one picture; a larger view is asked for in parts."""

_FATAL = {"too_slow", "too_large", "crashed"}
_RESTARTS = 8
"""Times that a new process is started for one file."""

_Answer = TypeVar("_Answer", bound=talk.Reply)


def open_pdf(
    source: Path | bytes, password: str | None = None, *, seconds: float = talk.SECONDS
) -> "PdfFile":
    """Open a file, or its bytes; no request takes longer than `seconds`, at most SECONDS.

    Raises Unreadable: `damaged`, `password` (none or a wrong one was given), `too_large`,
    `too_slow`, `crashed`. All methods of what is returned raise it too, save `password`.
    """
    return PdfFile(source, password, seconds)


class PdfFile:
    """An open PDF. Any thread may ask; one request runs at a time. Pages count from 0."""

    def __init__(self, source: Path | bytes, password: str | None, seconds: float) -> None:
        self._source = source
        self._password = password
        self._seconds = min(seconds, talk.SECONDS)
        self._turns = Turns()
        self._closed = False
        self._starts = 0
        self._fatal: dict[bytes, str] = {}
        self._frames: dict[int, Frame] = {}
        self._has_text: bool | None = None
        self._child: Child | None = None
        self.pages: tuple[PageSize, ...] = self._begin()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def process(self) -> int | None:
        """The process that reads this file, for who measures it."""
        return self._child.pid if self._child else None

    @property
    def has_text(self) -> bool:
        """Say whether any page has a word; a scanned document has none. Looks at pages until one."""
        page = 0
        while self._has_text is None:
            seen, _ = self._ask(talk.HasText(page), talk.Seen)
            if seen.found or not page < seen.page < len(self.pages):
                self._has_text = seen.found
            page = seen.page
        return self._has_text

    def frame(self, page: int) -> Frame:
        """Return how a page lies and is turned (a millisecond the first time)."""
        if page not in self._frames:
            self._framed(page, self._ask(talk.Frame(page), talk.Framed)[0])
        return self._frames[page]

    def outline(self) -> tuple[Entry, ...]:
        """Return the bookmarks, levels from 1, in reading order."""
        given, _ = self._ask(talk.Outline(), talk.Outlined)
        return tuple(Entry(*each) for each in given.entries[: talk.MOST_ENTRIES])

    def render(
        self,
        page: int,
        scale: float,
        *,
        turn: int = 0,
        clip: tuple[int, int, int, int] | None = None,
    ) -> Image:
        """Return the picture of a page, `scale` pixels a point, turned `turn` degrees clockwise.

        `clip` (left, top, right, bottom) is the part wanted, in pixels of the whole picture: sharp
        at any zoom without holding the whole. Raises Unreadable: `too_large` besides for more
        than MOST_PIXELS.
        """
        wish = talk.Render(page, scale, turn % 360, clip)
        given, data = self._ask(wish, talk.Rendered, most=talk.MOST_PIXELS * 4)
        if given.width * given.height * 4 != len(data) or given.width < 1:
            raise Unreadable("crashed")
        frame = self._framed(page, given.frame)
        return Image(given.width, given.height, given.width * 4, data, frame)

    def text(self, page: int) -> PageText:
        """Return the words of a page; `has_text` of it says whether there are any."""
        given, data = self._ask(talk.Text(page), talk.Texted, most=talk.MOST_LETTERS * 16 * 2)
        numbers = array("f")
        numbers.frombytes(data[: len(data) // 16 * 16])
        if len(numbers) != len(given.text) * 4:
            raise Unreadable("crashed")
        return PageText(given.text, Boxes(numbers), self._framed(page, given.frame))

    def links(self, page: int) -> tuple[PageLink, ...]:
        """Return the links of a page; none that would start a program or open another file."""
        given, _ = self._ask(talk.Links(page), talk.Linked)
        count = len(self.pages)
        return tuple(
            PageLink(each.box, each.page, each.height, each.address)
            for each in given.links[: talk.MOST_LINKS]
            if (each.address if each.page is None else 0 <= each.page < count)
        )

    def find(
        self, words: str, from_page: int = 0, stop: Callable[[], bool] | None = None
    ) -> Iterator[Found]:
        """Yield where the words stand, from a page to the last, until `stop` says so.

        Case, accents, Arabic letter forms and line breaks do not matter. Between two answers other
        requests get their turn; pages that cannot be read are passed over.
        """
        page = max(from_page, 0)
        while page < len(self.pages) and not (stop and stop()):
            given, _ = self._ask(talk.Find(words, page), talk.Searched)
            for hit in given.hits:
                if stop and stop():
                    return
                yield Found(hit.page, hit.start, hit.end, tuple(hit.boxes))
            if given.page <= page:
                raise Unreadable("crashed")
            page = given.page

    def lines(self) -> Iterator[list[Line]]:
        """Yield the lines of some pages after the other, measured, to the last page."""
        page = 0
        while page < len(self.pages):
            given, _ = self._ask(talk.Lines(page), talk.Lined)
            yield given.lines
            if given.page <= page:
                raise Unreadable("crashed")
            page = given.page

    def close(self) -> None:
        """End the reading process; requests from then on raise Unreadable (`crashed`)."""
        self._closed = True
        if (child := self._child) is not None:
            child.kill()
            with self._turns:
                child.close()

    def _framed(self, page: int, given: talk.Framed) -> Frame:
        frame = self._frames.get(page)
        if frame is None:
            frame = self._frames[page] = Frame(given.box, given.rotation)
        return frame

    def _begin(self) -> tuple[PageSize, ...]:
        """Start a process and let it open the file."""
        source = self._source
        inline = isinstance(source, bytes)
        content = source if isinstance(source, bytes) else os.fsencode(source.absolute())
        if len(content) > talk.MOST_BYTES:
            raise Unreadable("too_large")
        if self._child is not None:
            self._child.close()
        self._starts += 1
        child = self._child = Child()
        if self._closed:
            child.kill()
        request = talk.Open(inline, self._password)
        try:
            opened, sizes = child.ask(
                request,
                talk.Opened,
                content=content,
                most=talk.MOST_PAGES * 8,
                seconds=self._seconds,
            )
        except Unreadable:
            child.close()
            raise
        numbers = array("f")
        numbers.frombytes(sizes[: opened.pages * 8])
        return tuple(PageSize(*numbers[at : at + 2]) for at in range(0, len(numbers), 2))

    def _ask(
        self, request: talk.Request, kind: type[_Answer], *, most: int = 0
    ) -> tuple[_Answer, bytearray]:
        key = talk.packed(request, 0)
        with self._turns:
            if self._closed:
                raise Unreadable("crashed")
            if key in self._fatal:
                # What ended a process once is not tried again whenever somebody scrolls past it.
                raise Unreadable(self._fatal[key])
            if self._child is None or not self._child.running:
                if self._starts > _RESTARTS:
                    raise Unreadable("crashed")
                self._begin()
            child = self._child
            if child is None:
                raise Unreadable("crashed")
            try:
                return child.ask(request, kind, most=most, seconds=self._seconds)
            except Unreadable as caught:
                if caught.code in _FATAL and not child.running:
                    self._fatal[key] = caught.code
                raise
