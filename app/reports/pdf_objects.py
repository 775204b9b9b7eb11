"""Writes a PDF's objects small: all but streams packed into object streams (PDF 1.5).

ReportLab writes each object in full and a line of a table for it; a tagged report has tens of
thousands of them.
"""

import zlib
from hashlib import sha256
from struct import Struct
from typing import Any

from reportlab.pdfbase import pdfdoc

_PACKED = 200
"""Objects of one stream."""
_END = b"endstream"
_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3 Satchel\n"
_PLACE = Struct(">BIH")
"""Kind, place and number within, as `/W[1 4 2]` says."""
_library: Any = pdfdoc


class Raw(pdfdoc.PDFObject):
    """An object whose bytes are known, or made when it is written. Referred to, never repeated."""

    __RefOnly__ = 1

    def __init__(self, content: bytes = b"") -> None:
        self.content = content
        self.number = 0
        """In its one document; 0 before it is asked for."""

    def format(self, document: Any) -> bytes:
        del document
        return self.content


def stream(content: bytes, entries: bytes = b"") -> Raw:
    """Return a stream of `content`, deflated; `entries` stand in its dictionary."""
    packed = zlib.compress(content, 6)
    head = b"<</Length %d/Filter/FlateDecode%b>>stream\n" % (len(packed), entries)
    return Raw(head + packed + b"\n" + _END)


def number_of(document: Any, made: Any) -> int:
    """Return the number of an object, given at the first asking."""
    if isinstance(made, Raw) and made.number:
        return made.number
    reference: Any = document.Reference(made)
    found = int(document.idToObjectNumberAndVersion[reference.name][0])
    if isinstance(made, Raw):
        made.number = found
    return found


def text(words: str) -> bytes:
    """Return `words` as a string of PDF."""
    if words.isascii() and words.isprintable():
        for sign in "\\()":
            words = words.replace(sign, "\\" + sign)
        return f"({words})".encode()
    return b"<FEFF" + words.encode("utf-16-be", "replace").hex().upper().encode() + b">"


def written(document: Any, canvas: Any) -> bytes:
    """Return the whole file of ReportLab's `document`, once all pages are in it."""
    for font in document.delayedFonts:
        font.addObjects(document)
    document.info.invariant = document.invariant
    root, info = number_of(document, document.Catalog), number_of(document, document.info)
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        document.Catalog.Outlines = None
    out = bytearray(_HEAD)
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    waiting: list[tuple[int, bytes]] = []
    number = 1
    # Formatting an object may give numbers to others: those come later in the same loop.
    while number in document.numberToId:
        made = document.idToObject[document.numberToId[number]]
        content: bytes = (
            made.content if isinstance(made, Raw) else _library.format(made, document, toplevel=1)
        )
        if content.rstrip().endswith(_END):
            places[number] = (1, len(out), 0)
            out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
        else:
            waiting.append((number, content))
        number += 1
    for start in range(0, len(waiting), _PACKED):
        block = waiting[start : start + _PACKED]
        places[number] = (1, len(out), 0)
        places.update({each: (2, number, place) for place, (each, _) in enumerate(block)})
        out += b"%d 0 obj\n%b\nendobj\n" % (number, _pack(block).content)
        number += 1
    digest = sha256(out).hexdigest()[:32].encode()
    places[number] = (1, len(out), 0)
    table = b"".join([_PLACE.pack(*places[each]) for each in range(number + 1)])
    entries = b"/Type/XRef/W[1 4 2]/Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]"
    index = stream(table, entries % (number + 1, root, info, digest, digest))
    at = len(out)
    out += b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, index.content, at)
    return bytes(out)


def _pack(block: list[tuple[int, bytes]]) -> Raw:
    heads: list[bytes] = []
    bodies: list[bytes] = []
    at = 0
    for number, content in block:
        heads.append(b"%d %d" % (number, at))
        bodies.append(content)
        at += len(content) + 1
    head = b" ".join(heads) + b"\n"
    entries = b"/Type/ObjStm/N %d/First %d" % (len(block), len(head))
    return stream(head + b"\n".join(bodies), entries)
