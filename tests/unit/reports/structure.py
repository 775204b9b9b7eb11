"""The structure of a tagged PDF, read back with pypdf, which forgives nothing."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

SHOWS = {b"Tj", b"TJ", b"'", b'"', b"Do", b"f", b"S", b"re", b"l"}


@dataclass
class Element:
    tag: str
    alternative: str = ""
    language: str = ""
    scope: str = ""
    inner: list["Element"] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    """Page, from 0, and number of the mark on it."""
    links: int = 0

    def all(self, tag: str) -> list["Element"]:
        own = [self] if self.tag == tag else []
        return own + [found for each in self.inner for found in each.all(tag)]

    def every_mark(self) -> list[tuple[int, int]]:
        return self.marks + [mark for each in self.inner for mark in each.every_mark()]


def tree_of(data: bytes) -> Element:
    reader = PdfReader(BytesIO(data), strict=True)
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}
    root = reader.trailer["/Root"]["/StructTreeRoot"]["/K"].get_object()
    return _read(root, pages)


def _read(given: Any, pages: dict[int, int]) -> Element:
    found = Element(
        given["/S"].removeprefix("/"),
        given.get("/Alt", ""),
        given.get("/Lang", ""),
        given.get("/A", {}).get("/Scope", ""),
    )
    kids = given["/K"].get_object()
    for kid in kids if isinstance(kids, list) else [kids]:
        held = kid.get_object()
        if isinstance(held, int):
            found.marks.append((pages[given.raw_get("/Pg").idnum], int(held)))
        elif held.get("/Type") == "/MCR":
            found.marks.append((pages[held.raw_get("/Pg").idnum], int(held["/MCID"])))
        elif held.get("/Type") == "/OBJR":
            assert held["/Obj"]["/Subtype"] == "/Link"
            found.links += 1
        else:
            found.inner.append(_read(held, pages))
    return found


def unmarked(data: bytes) -> list[tuple[int, bytes]]:
    """Return what is drawn outside of any mark: page and operator."""
    reader = PdfReader(BytesIO(data), strict=True)
    found: list[tuple[int, bytes]] = []
    for number, page in enumerate(reader.pages):
        depth = 0
        for _, operator in ContentStream(page["/Contents"].get_object(), reader).operations:
            depth += (operator in {b"BDC", b"BMC"}) - (operator == b"EMC")
            assert depth >= 0
            if depth == 0 and operator in SHOWS:
                found.append((number, operator))
        assert depth == 0
    return found


def marks_on_pages(data: bytes) -> list[tuple[int, int]]:
    """Return all marks that content streams have: page and number."""
    reader = PdfReader(BytesIO(data), strict=True)
    return [
        (number, int(operands[1]["/MCID"]))
        for number, page in enumerate(reader.pages)
        for operands, operator in ContentStream(page["/Contents"].get_object(), reader).operations
        if operator == b"BDC" and "/MCID" in operands[1]
    ]
