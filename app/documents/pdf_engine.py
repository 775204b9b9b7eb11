"""Pages of a PDF by pdfium: sizes, pictures, text. Runs in the child process only.

pdfium knows no threads and trusts no less than it must: whatever happens here happens to a
process that reads one file and is thrown away.
"""

import math
import sys
from array import array
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from ctypes import byref, c_char, c_double, c_ushort, c_void_p, cast, create_string_buffer
from functools import partial
from itertools import islice
from typing import Any

from app.documents import pdf_talk as talk
from app.documents.pdf_finding import folded, joined, places
from app.documents.pdf_frame import Frame
from app.documents.pdf_letters import Letters, letters
from app.documents.pdf_lines import Line, measured
from app.documents.pdf_order import RTL, right_to_left, turned
from app.documents.unreadable import Unreadable

_PASSWORD = 4
"""FPDF_ERR_PASSWORD."""
_BGRX = 3
"""FPDFBitmap_BGRx: four bytes a pixel, the last unused; Qt calls it RGB32."""
_WITH_ANNOTATIONS = 1
_WHITE = 0xFFFFFFFF
_FARTHEST = 2_000_000
"""Pixels: as far as a picture may reach, so that no sum leaves a C int."""
_SMALLEST = 0.01
"""A page smaller than that, in points, is shown as an empty sheet of the usual size."""
_KEPT = 1_000
"""Pages whose words are kept for the next search."""
_DEEPEST = 32
_LONGEST_TITLE = 20_000
"""Bytes; longer ones are left empty."""
_USUAL = (0.0, 0.0, 612.0, 792.0)


class Document:
    """One open file."""

    def __init__(self, source: bytes | bytearray, *, inline: bool, password: str | None) -> None:
        """Open the bytes, or the file whose path they are.

        Raises Unreadable (`damaged`, `password`, `too_large`).
        """
        import pypdfium2_raw  # noqa: PLC0415 -- slow import

        self._api: Any = pypdfium2_raw
        self._api.FPDF_InitLibrary()
        secret = None if password is None else password.encode("utf-8", "surrogateescape")
        self._held: Any = None
        if inline:
            self._held = (c_char * len(source)).from_buffer_copy(source)
            self._raw = self._api.FPDF_LoadMemDocument64(self._held, len(source), secret)
        else:
            self._raw = self._api.FPDF_LoadDocument(bytes(source), secret)
        if not self._raw:
            code = self._api.FPDF_GetLastError()
            raise Unreadable("password" if code == _PASSWORD else "damaged")
        self.count = int(self._api.FPDF_GetPageCount(self._raw))
        if self.count > talk.MOST_PAGES:
            raise Unreadable("too_large")
        if self.count < 1:
            raise Unreadable("damaged")
        self._letters: dict[int, Letters] = {}

    def sizes(self) -> bytes:
        """Return width and height of every page as shown."""
        size = self._api.FS_SIZEF()
        found = array("f")
        for number in range(self.count):
            given = self._api.FPDF_GetPageSizeByIndexF(self._raw, number, byref(size))
            width, height = (size.width, size.height) if given else (0.0, 0.0)
            if not (_SMALLEST < width < math.inf and _SMALLEST < height < math.inf):
                width, height = _USUAL[2:]
            found.extend((width, height))
        return found.tobytes()

    def frame(self, page: Any) -> talk.Framed:
        rect = self._api.FS_RECTF()
        self._api.FPDF_GetPageBoundingBox(page, byref(rect))
        box = (rect.left, rect.bottom, rect.right, rect.top)
        fit = all(map(math.isfinite, box))
        if not fit or min(box[2] - box[0], box[3] - box[1]) < _SMALLEST:
            box = _USUAL
        turns = int(self._api.FPDFPage_GetRotation(page))
        return talk.Framed(box, turns % 4 * 90)

    @contextmanager
    def page(self, number: int) -> Generator[Any]:
        """Load a page. Raises Unreadable (`damaged`)."""
        page = self._api.FPDF_LoadPage(self._raw, number) if 0 <= number < self.count else None
        if not page:
            raise Unreadable("damaged")
        try:
            yield page
        finally:
            self._api.FPDF_ClosePage(page)

    def render(self, wish: talk.Render) -> tuple[talk.Rendered, bytes | memoryview]:
        """Return the picture of a page, or of the part `clip` of it: left, top, right, bottom."""
        with self.page(wish.page) as page:
            frame = self.frame(page)
            left, bottom, right, top = frame.box
            wide, high = right - left, top - bottom
            if (frame.rotation + wish.turn) % 180:
                wide, high = high, wide
            if not 0 < wish.scale < math.inf or max(wide, high) * wish.scale > _FARTHEST:
                raise Unreadable("too_large")
            full = max(1, round(wide * wish.scale)), max(1, round(high * wish.scale))
            clip = wish.clip or (0, 0, *full)
            width, height = clip[2] - clip[0], clip[3] - clip[1]
            if max(map(abs, clip)) > _FARTHEST or width * height > talk.MOST_PIXELS:
                raise Unreadable("too_large")
            if width < 1 or height < 1:
                raise Unreadable("damaged")
            buffer = create_string_buffer(width * height * 4)
            bitmap = self._api.FPDFBitmap_CreateEx(width, height, _BGRX, buffer, width * 4)
            if not bitmap:
                raise Unreadable("too_large")
            try:
                self._api.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
                self._api.FPDF_RenderPageBitmap(
                    bitmap, page, -clip[0], -clip[1], *full, wish.turn // 90, _WITH_ANNOTATIONS
                )
            finally:
                self._api.FPDFBitmap_Destroy(bitmap)
        return talk.Rendered(width, height, frame), memoryview(buffer)

    @contextmanager
    def _words(self, page: Any) -> Generator[Any]:
        words = self._api.FPDFText_LoadPage(page)
        if not words:
            raise Unreadable("damaged")
        try:
            yield words
        finally:
            self._api.FPDFText_ClosePage(words)

    def text(self, number: int) -> tuple[talk.Texted, bytes]:
        """Return the text of a page and a box for each character of it."""
        with self.page(number) as page, self._words(page) as words:
            found = self._read(number, page, words)
            boxes = array("f")
            for box in self._boxes(words, found, 0, len(found.text)):
                boxes.extend(box)
            return talk.Texted(found.text, self.frame(page)), boxes.tobytes()

    def _read(self, number: int, page: Any, words: Any) -> Letters:
        known = self._letters.get(number)
        if known is None:
            count = self._api.FPDFText_CountChars(words)
            if count > talk.MOST_LETTERS:
                raise Unreadable("too_large")
            known = letters(self._given(words, count))
            if RTL.search(known.text):
                known = right_to_left(known, partial(self._boxes, words, known))
            if self._api.FPDFPage_GetRotation(page) % 2:
                known = turned(known, self._boxes(words, known, 0, len(known.text)))
            if len(self._letters) > _KEPT:
                self._letters.clear()
            self._letters[number] = known
        return known

    def _given(self, words: Any, count: int) -> str:
        """Return what pdfium says of each character, one for one."""
        buffer = (c_ushort * (count + 1))()
        got = self._api.FPDFText_GetText(words, 0, count, buffer)
        text = bytes(buffer)[: max(got - 1, 0) * 2].decode("utf-16-le", "surrogatepass")
        if len(text) == count:
            return text
        get = self._api.FPDFText_GetUnicode
        codes = (get(words, at) for at in range(count))
        return "".join(chr(code) if code <= sys.maxunicode else "\ufffd" for code in codes)

    def _boxes(
        self, words: Any, found: Letters, start: int, end: int
    ) -> Iterator[tuple[float, float, float, float]]:
        rect = self._api.FS_RECTF()
        there = byref(rect)
        get = self._api.FPDFText_GetLooseCharBox
        last = (0.0, 0.0, 0.0, 0.0)
        for at in range(start, end):
            source, part, parts = found.source(at)
            if found.text[at] == "\n" or not get(words, source, there):
                # What is not on the page stands, without width, behind what is before it.
                last = (last[2], last[1], last[2], last[3])
                yield last
                continue
            left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
            if parts > 1:
                if RTL.match(found.text[at]):
                    part = parts - 1 - part
                step = (right - left) / parts
                left, right = left + step * part, left + step * (part + 1)
            last = (left, bottom, right, top)
            yield last

    def find(self, wish: talk.Find, enough: Callable[[], bool]) -> talk.Searched:
        """Search page after page until `enough`; the words as `fold` makes them alike."""
        words = folded(wish.words)
        hits: list[talk.Hit] = []
        number = wish.page
        while words and number < self.count:
            hits += self._hits(number, words)
            number += 1
            if enough():
                return talk.Searched(hits, number)
        return talk.Searched(hits, self.count)

    def _hits(self, number: int, words: str) -> Iterator[talk.Hit]:
        try:
            known = self._letters.get(number)
            if known is not None and words not in folded(known.text):
                return
            with self.page(number) as page, self._words(page) as raw:
                found = self._read(number, page, raw)
                for start, end in islice(places(found.text, words), talk.MOST_HITS):
                    boxes = joined(self._boxes(raw, found, start, end))
                    yield talk.Hit(number, start, end, boxes)
        except Unreadable:
            return  # one page that cannot be read does not cost the reader the others

    def has_text(self, number: int, enough: Callable[[], bool]) -> talk.Seen:
        """Look page after page for a letter until `enough`."""
        while number < self.count:
            try:
                with self.page(number) as page, self._words(page) as words:
                    if any(each.isalnum() for each in self._read(number, page, words).text):
                        return talk.Seen(True, number)
            except Unreadable:
                pass
            number += 1
            if enough():
                break
        return talk.Seen(False, number)

    def lines(self, number: int, enough: Callable[[], bool]) -> talk.Lined:
        """Measure the lines of page after page until `enough`."""
        lines: list[Line] = []
        while number < self.count:
            with suppress(Unreadable):
                lines += self._lines(number)
            number += 1
            if enough():
                break
        return talk.Lined(lines, number)

    def _lines(self, number: int) -> list[Line]:
        x, y = c_double(), c_double()
        with self.page(number) as page, self._words(page) as words:
            found = self._read(number, page, words)
            framed = self.frame(page)

            def origin(at: int) -> tuple[float, float] | None:
                source = found.source(at)[0]
                given = self._api.FPDFText_GetCharOrigin(words, source, byref(x), byref(y))
                return (x.value, y.value) if given else None

            boxes = partial(self._boxes, words, found)
            frame = Frame(framed.box, framed.rotation)
            return list(measured(found, frame, number, boxes, origin))

    def outline(self) -> talk.Outlined:
        """Return the bookmarks in reading order; each once, however they are tied together."""
        entries: list[tuple[str, int, int | None]] = []
        seen: set[int] = set()
        waiting: list[tuple[Any, int]] = [
            (self._api.FPDFBookmark_GetFirstChild(self._raw, None), 1)
        ]
        while waiting and len(entries) < talk.MOST_ENTRIES:
            entry, level = waiting.pop()
            if not entry or (address := cast(entry, c_void_p).value or 0) in seen:
                continue
            seen.add(address)
            entries.append((self._title(entry), level, self._target(entry)))
            waiting.append((self._api.FPDFBookmark_GetNextSibling(self._raw, entry), level))
            if level < _DEEPEST:
                child = self._api.FPDFBookmark_GetFirstChild(self._raw, entry)
                waiting.append((child, level + 1))
        return talk.Outlined(entries)

    def _title(self, entry: Any) -> str:
        size = min(int(self._api.FPDFBookmark_GetTitle(entry, None, 0)), _LONGEST_TITLE)
        buffer = create_string_buffer(max(size, 2))
        if not size or self._api.FPDFBookmark_GetTitle(entry, buffer, size) > size:
            return ""
        text = buffer.raw[: size - 2].decode("utf-16-le", "replace")
        return " ".join(letters(text).text.split())

    def _target(self, entry: Any) -> int | None:
        goal = self._api.FPDFBookmark_GetDest(self._raw, entry)
        if not goal:
            act = self._api.FPDFBookmark_GetAction(entry)
            goal = self._api.FPDFAction_GetDest(self._raw, act) if act else None
        page = int(self._api.FPDFDest_GetDestPageIndex(self._raw, goal)) if goal else -1
        return page if 0 <= page < self.count else None
