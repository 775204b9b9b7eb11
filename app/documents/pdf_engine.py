"""Pages of a PDF by pdfium: sizes, pictures, text. Runs in the child process only.

pdfium knows no threads and trusts no less than it must: whatever happens here happens to a
process that reads one file and is thrown away.
"""

import math
from array import array
from collections.abc import Generator
from contextlib import contextmanager
from ctypes import byref, c_char, c_void_p, cast, create_string_buffer, string_at
from typing import Any

from app.documents import pdf_talk as talk
from app.documents.pdf_letters import letters
from app.documents.unreadable import Unreadable

_PASSWORD = 4
"""FPDF_ERR_PASSWORD."""
_BGRX = 3
"""FPDFBitmap_BGRx: four bytes a pixel, the last unused; Qt calls it RGB32."""
_WITH_ANNOTATIONS = 1
_WITHOUT_SECURITY = 3
"""FPDF_REMOVE_SECURITY."""
_WHITE = 0xFFFFFFFF
_FARTHEST = 2_000_000
"""Pixels: as far as a picture may reach, so that no sum leaves a C int."""
_SMALLEST = 0.01
"""A page smaller than that, in points, is shown as an empty sheet of the usual size."""
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

        self.api: Any = pypdfium2_raw
        self.api.FPDF_InitLibrary()
        secret = None if password is None else password.encode("utf-8", "surrogateescape")
        self._held: Any = None
        if inline:
            self._held = (c_char * len(source)).from_buffer_copy(source)
            self.raw = self.api.FPDF_LoadMemDocument64(self._held, len(source), secret)
        else:
            self.raw = self.api.FPDF_LoadDocument(bytes(source), secret)
        if not self.raw:
            code = self.api.FPDF_GetLastError()
            raise Unreadable("password" if code == _PASSWORD else "damaged")
        self.count = int(self.api.FPDF_GetPageCount(self.raw))
        if self.count > talk.MOST_PAGES:
            raise Unreadable("too_large")
        if self.count < 1:
            raise Unreadable("damaged")

    def sizes(self) -> bytes:
        """Return width and height of every page as shown."""
        size = self.api.FS_SIZEF()
        found = array("f")
        for number in range(self.count):
            given = self.api.FPDF_GetPageSizeByIndexF(self.raw, number, byref(size))
            width, height = (size.width, size.height) if given else (0.0, 0.0)
            if not (_SMALLEST < width < math.inf and _SMALLEST < height < math.inf):
                width, height = _USUAL[2:]
            found.extend((width, height))
        return found.tobytes()

    def frame(self, page: Any) -> talk.Framed:
        rect = self.api.FS_RECTF()
        self.api.FPDF_GetPageBoundingBox(page, byref(rect))
        box = (rect.left, rect.bottom, rect.right, rect.top)
        fit = all(map(math.isfinite, box))
        if not fit or min(box[2] - box[0], box[3] - box[1]) < _SMALLEST:
            box = _USUAL
        turns = int(self.api.FPDFPage_GetRotation(page))
        return talk.Framed(box, turns % 4 * 90)

    @contextmanager
    def page(self, number: int) -> Generator[Any]:
        """Load a page. Raises Unreadable (`damaged`)."""
        page = self.api.FPDF_LoadPage(self.raw, number) if 0 <= number < self.count else None
        if not page:
            raise Unreadable("damaged")
        try:
            yield page
        finally:
            self.api.FPDF_ClosePage(page)

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
            bitmap = self.api.FPDFBitmap_CreateEx(width, height, _BGRX, buffer, width * 4)
            if not bitmap:
                raise Unreadable("too_large")
            try:
                self.api.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
                self.api.FPDF_RenderPageBitmap(
                    bitmap, page, -clip[0], -clip[1], *full, wish.turn // 90, _WITH_ANNOTATIONS
                )
            finally:
                self.api.FPDFBitmap_Destroy(bitmap)
        return talk.Rendered(width, height, frame), memoryview(buffer)

    def is_locked(self) -> bool:
        """Say whether the file is encrypted: also where its words are read without a password."""
        return int(self.api.FPDF_GetSecurityHandlerRevision(self.raw)) >= 0

    def unlocked(self) -> bytes:
        """Return the file as pdfium writes it: sound, and without its password."""
        out = bytearray()

        def write(_file: Any, data: int, size: int) -> int:
            out.extend(string_at(data, size))
            return 1

        file = self.api.FPDF_FILEWRITE(version=1)
        kind = dict(self.api.FPDF_FILEWRITE._fields_)["WriteBlock"]
        file.WriteBlock = kept = kind(write)
        if not self.api.FPDF_SaveAsCopy(self.raw, byref(file), _WITHOUT_SECURITY) or not kept:
            raise Unreadable("damaged")
        return bytes(out)

    def outline(self) -> talk.Outlined:
        """Return the bookmarks in reading order; each once, however they are tied together."""
        entries: list[tuple[str, int, int | None]] = []
        seen: set[int] = set()
        waiting: list[tuple[Any, int]] = [(self.api.FPDFBookmark_GetFirstChild(self.raw, None), 1)]
        while waiting and len(entries) < talk.MOST_ENTRIES:
            entry, level = waiting.pop()
            if not entry or (address := cast(entry, c_void_p).value or 0) in seen:
                continue
            seen.add(address)
            entries.append((self._title(entry), level, self._target(entry)))
            waiting.append((self.api.FPDFBookmark_GetNextSibling(self.raw, entry), level))
            if level < _DEEPEST:
                child = self.api.FPDFBookmark_GetFirstChild(self.raw, entry)
                waiting.append((child, level + 1))
        return talk.Outlined(entries)

    def _title(self, entry: Any) -> str:
        size = min(int(self.api.FPDFBookmark_GetTitle(entry, None, 0)), _LONGEST_TITLE)
        buffer = create_string_buffer(max(size, 2))
        if not size or self.api.FPDFBookmark_GetTitle(entry, buffer, size) > size:
            return ""
        text = buffer.raw[: size - 2].decode("utf-16-le", "replace")
        return " ".join(letters(text).text.split())

    def _target(self, entry: Any) -> int | None:
        goal = self.api.FPDFBookmark_GetDest(self.raw, entry)
        if not goal:
            act = self.api.FPDFBookmark_GetAction(entry)
            goal = self.api.FPDFAction_GetDest(self.raw, act) if act else None
        page = int(self.api.FPDFDest_GetDestPageIndex(self.raw, goal)) if goal else -1
        return page if 0 <= page < self.count else None
