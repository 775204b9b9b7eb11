"""The words of a PDF by pdfium: text with boxes, searching, lines. Runs in the child process only."""

import sys
from array import array
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from ctypes import byref, c_double, c_ushort
from itertools import islice
from typing import Any

from app.documents import pdf_talk as talk
from app.documents.pdf_engine import Document
from app.documents.pdf_finding import folded, joined, places, spread
from app.documents.pdf_frame import Box, Frame
from app.documents.pdf_letters import Letters, letters
from app.documents.pdf_lines import Line, measured
from app.documents.pdf_order import RTL, right_to_left, turned
from app.documents.unreadable import Unreadable

_KEPT = 1_000
"""Pages whose words are kept for the next search."""
_LIGATURE = 3
"""Letters to either side that may be in one ligature with the first or last of a place."""


class PageWords:
    """The words of one page while it is open."""

    def __init__(self, api: Any, raw: Any, *, upright: bool, known: Letters | None) -> None:
        self._api = api
        self._raw = raw
        self.letters = known or self._read(upright=upright)

    def _read(self, *, upright: bool) -> Letters:
        count = self._api.FPDFText_CountChars(self._raw)
        if count > talk.MOST_LETTERS:
            raise Unreadable("too_large")
        self.letters = letters(self._given(count))
        if RTL.search(self.letters.text):
            self.letters = right_to_left(self.letters, self._boxes)
        if not upright:
            self.letters = turned(self.letters, self._boxes(0, len(self.letters.text)))
        return self.letters

    def _given(self, count: int) -> str:
        """Return what pdfium says of each character, one for one."""
        buffer = (c_ushort * (count + 1))()
        got = self._api.FPDFText_GetText(self._raw, 0, count, buffer)
        text = bytes(buffer)[: max(got - 1, 0) * 2].decode("utf-16-le", "surrogatepass")
        if len(text) == count:
            return text
        get = self._api.FPDFText_GetUnicode
        codes = (get(self._raw, at) for at in range(count))
        return "".join(chr(code) if code <= sys.maxunicode else "\ufffd" for code in codes)

    def boxes(self, start: int, end: int) -> list[Box]:
        """Return the box of each letter from start to end."""
        first, last = max(0, start - _LIGATURE), min(len(self.letters.text), end + _LIGATURE)
        wide = spread(self.letters.text[first:last], list(self._boxes(first, last)))
        return wide[start - first : end - first]

    def _boxes(self, start: int, end: int) -> Iterator[Box]:
        rect = self._api.FS_RECTF()
        there = byref(rect)
        get = self._api.FPDFText_GetLooseCharBox
        last = (0.0, 0.0, 0.0, 0.0)
        for at in range(start, end):
            source = self.letters.sources[at]
            if self.letters.text[at] == "\n" or not get(self._raw, source, there):
                # What is not on the page stands, without width, behind what is before it.
                last = (last[2], last[1], last[2], last[3])
            else:
                last = (rect.left, rect.bottom, rect.right, rect.top)
            yield last

    def origin(self, at: int) -> tuple[float, float] | None:
        """Return where the base line of a letter begins."""
        x, y = c_double(), c_double()
        source = self.letters.sources[at]
        given = self._api.FPDFText_GetCharOrigin(self._raw, source, byref(x), byref(y))
        return (x.value, y.value) if given else None


class Reader:
    """Reads the words of a document, page by page."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._known: dict[int, Letters] = {}

    @contextmanager
    def _page(self, number: int) -> Generator[tuple[PageWords, talk.Framed]]:
        api = self._document.api
        with self._document.page(number) as page:
            raw = api.FPDFText_LoadPage(page)
            if not raw:
                raise Unreadable("damaged")
            try:
                frame = self._document.frame(page)
                upright = frame.rotation % 180 == 0
                words = PageWords(api, raw, upright=upright, known=self._known.get(number))
                if len(self._known) > _KEPT:
                    self._known.clear()
                self._known[number] = words.letters
                yield words, frame
            finally:
                api.FPDFText_ClosePage(raw)

    def text(self, number: int) -> tuple[talk.Texted, bytes]:
        """Return the text of a page and a box for each character of it."""
        with self._page(number) as (words, frame):
            boxes = array("f")
            for box in words.boxes(0, len(words.letters.text)):
                boxes.extend(box)
            return talk.Texted(words.letters.text, frame), boxes.tobytes()

    def find(self, wish: talk.Find, enough: Callable[[], bool]) -> talk.Searched:
        """Search page after page until `enough`; the words as `fold` makes them alike."""
        words = folded(wish.words)
        hits: list[talk.Hit] = []
        number = wish.page if words else self._document.count
        while number < self._document.count:
            # One page that cannot be read does not cost the reader the others.
            with suppress(Unreadable):
                hits += self._hits(number, words)
            number += 1
            if enough():
                break
        return talk.Searched(hits, number)

    def _hits(self, number: int, words: str) -> Iterator[talk.Hit]:
        known = self._known.get(number)
        if known is not None and words not in folded(known.text):
            return
        with self._page(number) as (page, _):
            if words not in folded(page.letters.text):
                return
            for start, end in islice(places(page.letters.text, words), talk.MOST_HITS):
                yield talk.Hit(number, start, end, joined(page.boxes(start, end)))

    def has_text(self, number: int, enough: Callable[[], bool]) -> talk.Seen:
        """Look page after page for a letter until `enough`."""
        while number < self._document.count:
            with suppress(Unreadable), self._page(number) as (words, _):
                if any(each.isalnum() for each in words.letters.text):
                    return talk.Seen(True, number)
            number += 1
            if enough():
                break
        return talk.Seen(False, number)

    def lines(self, number: int, enough: Callable[[], bool]) -> talk.Lined:
        """Measure the lines of page after page until `enough`."""
        lines: list[Line] = []
        while number < self._document.count:
            with suppress(Unreadable), self._page(number) as (words, framed):
                frame = Frame(framed.box, framed.rotation)
                lines += measured(words.letters, frame, number, words.boxes, words.origin)
            number += 1
            if enough():
                break
        return talk.Lined(lines, number)
