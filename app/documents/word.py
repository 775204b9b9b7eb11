"""Reads Word files (DOCX) into pieces of text."""

import io
import zipfile
from typing import Any

from app.documents.html import from_html
from app.documents.pieces import Piece
from app.documents.unreadable import Unreadable

MOST_PARTS = 5_000
LARGEST_PART = 40_000_000
"""Bytes of one XML part once unpacked: a paper of 1,000 pages has 10 MB."""

LARGEST_TEXT = 80_000_000
"""Bytes of all XML parts once unpacked."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TITLES = ("Title", "Titel", "Titre", "Título", "Titolo", "Название", "标题", "العنوان")
_HEADINGS = (
    "Überschrift",
    "Titre",
    "Título",
    "Encabezado",
    "Заголовок",
    "标题",
    "عنوان",
    "Título de nível",
)


def pieces(content: bytes) -> list[Piece]:
    """Return the paragraphs of a Word file: headings, lists, tables, notes; no deleted words.

    A paragraph in the style Title is a heading of level 0.
    Raises Unreadable (`damaged`, `password`, `too_large`).
    """
    import mammoth  # noqa: PLC0415 -- slow import

    _check(content)
    reader: Any = mammoth
    try:
        result = reader.convert_to_html(
            io.BytesIO(content),
            style_map=_style_map(),
            convert_image=reader.images.img_element(_no_picture),
        )
    except Exception as caught:
        # Whatever a foreign file breaks in the library, RecursionError included, is its damage.
        raise Unreadable("damaged") from caught
    return from_html(result.value)


def core_title(content: bytes) -> str:
    """Return the title in the file's properties, or nothing."""
    from xml.etree import ElementTree as ET  # noqa: PLC0415 -- as everybody calls it; slow import

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            root = ET.fromstring(archive.read("docProps/core.xml"))  # noqa: S314 -- checked for a DTD by `pieces`
    except (KeyError, ET.ParseError, zipfile.BadZipFile, OSError):
        return ""
    found = root.find("{http://purl.org/dc/elements/1.1/}title")
    return " ".join((found.text or "").split()) if found is not None else ""


def _no_picture(_image: Any) -> dict[str, str]:
    return {"src": ""}


def _style_map() -> str:
    titles = [f"p[style-name='{name}'] => h1.title:fresh" for name in _TITLES]
    headings = [
        f"p[style-name='{name} {level}'] => h{level}:fresh"
        for name in _HEADINGS
        for level in range(1, 7)
    ]
    return "\n".join(headings + titles)


def _check(content: bytes) -> None:
    """Refuse what is no Word file, an archive that unpacks without end, and entities."""
    code = "password"
    if not content.startswith(_OLE):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                code = _wrong(archive)
        except Exception as caught:
            # zipfile lets through whatever zlib, lzma and struct say about broken bytes.
            raise Unreadable("damaged") from caught
    if code:
        raise Unreadable(code)


def _wrong(archive: zipfile.ZipFile) -> str | None:
    parts = archive.infolist()
    texts = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    sizes = [part.file_size for part in texts]
    whole = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or whole > 10 * LARGEST_TEXT:
        return "too_large"
    if max(sizes, default=0) > LARGEST_PART or sum(sizes) > LARGEST_TEXT:
        return "too_large"
    if not any(part.filename == "word/document.xml" for part in parts):
        return "damaged"
    if any(part.flag_bits & 1 for part in parts):
        return "password"
    return "damaged" if any(b"<!DOCTYPE" in archive.read(part) for part in texts) else None
