"""Annotations put into a PDF by pypdf. Runs in the child process only.

Each has an appearance of its own, so that it looks the same wherever it is shown (pdfium's own
annotations are not shown by MuPDF), and the parts that viewers list: author, time, words. Source:
ISO 32000-1, 12.5.6.4 (Text), 12.5.6.10 (Highlight), 12.5.6.14 (Popup).
"""

import hashlib
import io
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from app.documents import pdf_talk as talk
from app.documents.pdf_engine import Document
from app.documents.pdf_frame import Box, Frame
from app.documents.unreadable import Unreadable

_SIGN = 18.0
"""Points a note's sign is wide and high."""
_STAR = b"9 4.5 m 9 13.5 l 4.5 9 m 13.5 9 l 5.8 5.8 m 12.2 12.2 l 5.8 12.2 m 12.2 5.8 l S"
_EDGE = 6.0
_POPUP = (200.0, 120.0)
_PRINTED = 4
"""The flag Print: what one sees is what is printed."""
_POPUP_FLAGS = 28
"""Print, NoZoom, NoRotate, as all viewers write them."""


def marked(wish: talk.Mark, content: bytes | bytearray) -> tuple[talk.Marked, bytes]:
    """Return the file with the marks.

    Raises Unreadable (`damaged`, `password`, `too_large`).
    """
    document = Document(content, inline=wish.inline, password=wish.password)
    if unknown := [mark.page for mark in wish.marks if not 0 <= mark.page < document.count]:
        return talk.Marked(unknown[0]), b""
    frames: dict[int, Frame] = {}
    for number in {mark.page for mark in wish.marks}:
        with document.page(number) as opened:
            given = document.frame(opened)
            frames[number] = Frame(given.box, given.rotation)
    raw = bytes(content) if wish.inline else Path(os.fsdecode(bytes(content))).read_bytes()
    writer = _writer(raw, document)
    signs: dict[int, int] = {}
    replaced = False
    try:
        for mark in wish.marks:
            page = _Page(writer, mark.page, frames[mark.page])
            if mark.highlight:
                page.highlight(mark)
            else:
                page.note(mark, signs.get(mark.page, 0))
                signs[mark.page] = signs.get(mark.page, 0) + (not mark.boxes)
            replaced |= page.replaced
        if replaced:
            writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
        return talk.Marked(None, document.is_locked()), _written(writer, raw, wish.marks)
    except MemoryError:
        raise
    except Exception as caught:
        # pypdf raises anything at all for what is no PDF.
        raise Unreadable("damaged") from caught


def _writer(raw: bytes, document: Document) -> Any:
    """Return the file as pypdf writes it: as it is, or as pdfium mended or unlocked it."""
    try:
        reader = PdfReader(io.BytesIO(raw), strict=False)
        if not reader.is_encrypted and len(reader.pages) == document.count:
            return PdfWriter(clone_from=reader)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001, S110 -- pypdf raises anything at all; pdfium gets its try
        pass
    try:
        return PdfWriter(clone_from=io.BytesIO(document.unlocked()))
    except MemoryError:
        raise
    except Exception as caught:
        raise Unreadable("damaged") from caught


def _written(writer: Any, raw: bytes, marks: Sequence[talk.SentMark]) -> bytes:
    """Return the bytes, named by what they were made of and not by the hour."""
    first = hashlib.sha256(raw)
    second = first.copy()
    for mark in marks:
        second.update(repr(mark).encode())
    names = (first.digest()[:16], second.digest()[:16])
    writer._ID = ArrayObject(map(ByteStringObject, names))  # noqa: SLF001 -- it has no other way
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


class _Page:
    """One page that gets annotations."""

    def __init__(self, writer: Any, number: int, frame: Frame) -> None:
        self._writer = writer
        self._page = writer.pages[number]
        self._frame = frame
        self.replaced = False

    def highlight(self, mark: talk.SentMark) -> None:
        quads: list[float] = []
        for box in mark.boxes:
            left, top, right, bottom = self._frame.shown(box)
            for x, y in ((left, top), (right, top), (left, bottom), (right, bottom)):
                quads += self._frame.user(x, y)
        rect = _around(mark.boxes)
        drawn = [_numbers(*mark.colour) + b" rg"]
        for box in mark.boxes:
            at = (box[0] - rect[0], box[1] - rect[1], box[2] - box[0], box[3] - box[1])
            drawn.append(_numbers(*at) + b" re")
        entries = {"/Subtype": NameObject("/Highlight"), "/QuadPoints": _array(quads)}
        # One fill for all boxes: where lines overlap the colour is not laid on twice.
        self._put(mark, rect, b"\n".join([*drawn, b"f"]), entries, blend="/Multiply")

    def note(self, mark: talk.SentMark, above: int) -> None:
        """Put a sign where the mark stands, or under `above` others at the upper right."""
        wide, high = self._frame.size()
        # On turned pages some viewers set the sign upright at the corner of its rectangle that is
        # the upper left one of the unturned page (ISO 32000-1, 12.5.6.4), others turn it: between
        # them lies its width in either direction. The sign looks the same however it is turned.
        room = _SIGN if self._frame.rotation else 0.0
        if mark.boxes:
            x, y, _, _ = self._frame.shown(mark.boxes[0])
        else:
            x, y = wide - _SIGN - _EDGE, _EDGE + room + above * (_SIGN + _EDGE)
        x, y = max(room, min(x, wide - _SIGN)), max(room, min(y, high - _SIGN))
        left, top = self._frame.user(x, y)
        entries = {
            "/Subtype": NameObject("/Text"),
            "/Name": NameObject("/Comment"),
            "/Open": BooleanObject(False),
        }
        drawn = _numbers(*mark.colour) + b" rg .2 .2 .2 RG 1 w .5 .5 17 17 re B\n1.5 w 1 J " + _STAR
        self._put(mark, (left, top - _SIGN, left + _SIGN, top), drawn, entries, blend="/Normal")

    def _put(
        self,
        mark: talk.SentMark,
        rect: Box,
        drawn: bytes,
        entries: dict[str, Any],
        *,
        blend: str,
    ) -> None:
        given: dict[str, Any] = {
            "/Type": NameObject("/Annot"),
            **entries,
            "/Rect": _array(rect),
            "/C": _array(mark.colour),
            "/F": NumberObject(_PRINTED),
            "/NM": _words(mark.id),
            "/M": _words(mark.at),
            "/CreationDate": _words(mark.at),
            "/T": _words(mark.author),
            "/Contents": _words(mark.text),
            "/AP": self._appearance(rect, drawn, blend),
            "/P": self._page.indirect_reference,
        }
        if mark.subject:
            given["/Subj"] = _words(mark.subject)
        annotation = _dictionary(given)
        there = self._writer._add_object(annotation)  # noqa: SLF001 -- it has no other way
        kept = self._annotations()
        for each in [each for each in kept if _is(each, mark.id)]:
            kept.remove(each)
            # Emptied, so that nothing of it is written because it names its popup and that it.
            each.get_object().clear()
            self.replaced = True
        kept.append(there)
        if mark.text:
            popup = self._popup(rect, there)
            annotation[NameObject("/Popup")] = popup
            kept.append(popup)

    def _annotations(self) -> Any:
        """Return the array of them, to be changed in its place."""
        given = self._page.get("/Annots")
        held = given.get_object() if given is not None else None
        if not isinstance(held, ArrayObject):
            held = self._page[NameObject("/Annots")] = ArrayObject()
        return held

    def _popup(self, rect: Box, parent: Any) -> Any:
        right, top = rect[2], rect[3]
        wide, high = _POPUP
        given = {
            "/Type": NameObject("/Annot"),
            "/Subtype": NameObject("/Popup"),
            "/Rect": _array((right, top - high, right + wide, top)),
            "/Parent": parent,
            "/Open": BooleanObject(False),
            "/F": NumberObject(_POPUP_FLAGS),
        }
        popup = _dictionary(given)
        return self._writer._add_object(popup)  # noqa: SLF001 -- it has no other way

    def _appearance(self, rect: Box, drawn: bytes, blend: str) -> Any:
        state = _dictionary({"/Type": NameObject("/ExtGState"), "/BM": NameObject(blend)})
        form = StreamObject()
        form.set_data(b"q /G gs " + _numbers(1, 0, 0, 1, *rect[:2]) + b" cm\n" + drawn + b"\nQ")
        form.update(
            _dictionary(
                {
                    "/Type": NameObject("/XObject"),
                    "/Subtype": NameObject("/Form"),
                    "/BBox": _array(rect),
                    "/Resources": _dictionary({"/ExtGState": _dictionary({"/G": state})}),
                }
            )
        )
        drawn_form = self._writer._add_object(form)  # noqa: SLF001 -- it has no other way
        return _dictionary({"/N": drawn_form})


def _is(annotation: Any, id: str) -> bool:
    """Say whether an annotation is the mark of that id, or the words of it."""
    held = annotation.get_object()
    if not isinstance(held, dict):
        return False
    if held.get("/Subtype") == "/Popup" and "/Parent" in held:
        held = held["/Parent"].get_object()
    name = held.get("/NM") if isinstance(held, dict) else None
    return name is not None and _read(name) == id


def _read(given: Any) -> str:
    raw = bytes(getattr(given, "original_bytes", given))
    return (
        raw[2:].decode("utf-16-be", "replace") if raw[:2] == b"\xfe\xff" else raw.decode("latin-1")
    )


def _around(boxes: Sequence[Box]) -> Box:
    xs = [x for box in boxes for x in (box[0], box[2])]
    ys = [y for box in boxes for y in (box[1], box[3])]
    return min(xs), min(ys), max(xs), max(ys)


def _numbers(*given: float) -> bytes:
    return b" ".join(f"{each:.4f}".rstrip("0").rstrip(".").encode() for each in given)


def _words(given: str) -> ByteStringObject:
    """Return any words as a text string: UTF-16 with its mark."""
    return ByteStringObject(b"\xfe\xff" + given.encode("utf-16-be"))


def _array(given: Sequence[float]) -> ArrayObject:
    return ArrayObject([FloatObject(f"{each:.4f}") for each in given])


def _dictionary(given: dict[str, Any]) -> DictionaryObject:
    return DictionaryObject({NameObject(key): value for key, value in given.items()})
