"""Links on a page of a PDF by pdfium: where they stand and where they lead. In the child only."""

import math
from ctypes import byref, c_float, c_int, create_string_buffer
from typing import Any

from app.documents import pdf_talk as talk
from app.documents.pdf_engine import Document

_GO_TO, _ADDRESS = 1, 3
"""PDFACTION_GOTO and PDFACTION_URI; what starts programs or opens other files is no link."""
_LONGEST = 2_000
"""Bytes of an address; longer ones lead nowhere."""


def links(document: Document, number: int) -> talk.Linked:
    """Return the links of a page, at most MOST_LINKS of them, that lead somewhere.

    Raises Unreadable (`damaged`).
    """
    api, found = document.api, list[talk.SentLink]()
    at, raw, rect = c_int(0), api.FPDF_LINK(), api.FS_RECTF()
    with document.page(number) as page:
        for _each in range(talk.MOST_LINKS):
            if not api.FPDFLink_Enumerate(page, byref(at), byref(raw)):
                break
            if not api.FPDFLink_GetAnnotRect(raw, byref(rect)):
                continue
            box = (rect.left, rect.bottom, rect.right, rect.top)
            goal = _goal(document, raw)
            if goal is not None and all(map(math.isfinite, box)):
                found.append(talk.SentLink(box, *goal))
    return talk.Linked(found)


def _goal(document: Document, link: Any) -> tuple[int | None, float | None, str] | None:
    """Return page and height on it, or an address; None where it leads nowhere we would go."""
    api, raw = document.api, document.raw
    act = api.FPDFLink_GetAction(link)
    kind = int(api.FPDFAction_GetType(act)) if act else _GO_TO
    if kind == _ADDRESS:
        address = _address(document, act)
        return (None, None, address) if address else None
    if kind != _GO_TO:
        return None
    dest = api.FPDFLink_GetDest(raw, link)
    page = int(api.FPDFDest_GetDestPageIndex(raw, dest)) if dest else -1
    return (page, _height(api, dest), "") if 0 <= page < document.count else None


def _height(api: Any, dest: Any) -> float | None:
    has_x, has_y, has_zoom = c_int(), c_int(), c_int()
    x, y, zoom = c_float(), c_float(), c_float()
    told = api.FPDFDest_GetLocationInPage(dest, *map(byref, (has_x, has_y, has_zoom, x, y, zoom)))
    return y.value if told and has_y.value and math.isfinite(y.value) else None


def _address(document: Document, act: Any) -> str:
    size = int(document.api.FPDFAction_GetURIPath(document.raw, act, None, 0))
    if not 1 < size <= _LONGEST:
        return ""
    buffer = create_string_buffer(size)
    document.api.FPDFAction_GetURIPath(document.raw, act, buffer, size)
    return buffer.value.decode("utf-8", "replace")
