"""Reads PDFs back, as a reader's program does."""

import ctypes
from dataclasses import dataclass
from io import BytesIO
from typing import cast

import pypdfium2
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from pypdfium2 import raw


@dataclass(frozen=True)
class Mark:
    """An entry of the outline."""

    title: str
    level: int
    page: int


def opened(data: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(data)


def root(data: bytes) -> DictionaryObject:
    """Return the catalogue of the file, read by a second reader that forgives nothing."""
    return cast(
        DictionaryObject, PdfReader(BytesIO(data), strict=True).trailer["/Root"].get_object()
    )


def fonts(data: bytes) -> dict[str, bool]:
    """Return the fonts that pages use, and whether their glyphs are in the file."""
    found: dict[str, bool] = {}
    for page in PdfReader(BytesIO(data), strict=True).pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font["/DescendantFonts"][0]
            found[font["/BaseFont"]] = "/FontFile2" in inner["/FontDescriptor"]
    return found


def texts(data: bytes) -> list[str]:
    """Return the text of each page."""
    return [page.get_textpage().get_text_range() for page in opened(data)]


def whole(data: bytes) -> str:
    return "\n".join(texts(data)).replace("\r\n", "\n")


def outline(data: bytes) -> list[Mark]:
    document = opened(data)
    return [
        Mark(each.get_title(), each.level, each.get_dest().get_index() + 1)
        for each in document.get_toc()
    ]


def places(data: bytes, page: int = 0) -> list[tuple[str, float, float]]:
    """Return each drawn letter with left and bottom of its box, in points."""
    text = opened(data)[page].get_textpage()
    found = []
    for index in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text, index))
        if not char.isspace():
            left, bottom, _, _ = text.get_charbox(index)
            found.append((char, left, bottom))
    return found


def link_targets(data: bytes, page: int = 0) -> list[int | str]:
    """Return where the links of a page lead: a page number, from 1, or an address."""
    document = opened(data)
    sheet = document[page]
    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    found: list[int | str] = []
    while raw.FPDFLink_Enumerate(sheet, ctypes.byref(position), ctypes.byref(link)):
        dest = raw.FPDFLink_GetDest(document, link)
        if dest:
            found.append(raw.FPDFDest_GetDestPageIndex(document, dest) + 1)
            continue
        action = raw.FPDFLink_GetAction(link)
        size = raw.FPDFAction_GetURIPath(document, action, None, 0)
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFAction_GetURIPath(document, action, buffer, size)
        found.append(buffer.value.decode("ascii"))
    return found


def ink(data: bytes, page: int = 0) -> bytes:
    """Return the picture of a page."""
    return opened(data)[page].render(scale=1).to_pil().tobytes()
