"""What is asked of a PDF on a worker's thread, and what is made of its answers there."""

from collections.abc import Sequence
from pathlib import Path

from app.documents.pdf_pages import Entry, Found, PageLink, PageText, PdfFile, open_pdf
from app.documents.pdf_pointing import Pointing
from app.documents.unreadable import Unreadable
from app.ui.reader.pdf_cache import Picture, Tile, picture


def opened(path: Path, password: str | None) -> PdfFile:
    if not path.is_file():
        raise FileNotFoundError(path)
    return open_pdf(path, password)


def drawn(pdf: PdfFile, tile: Tile) -> Picture:
    given = pdf.render(tile.page, tile.scale, turn=tile.turn, clip=tile.clip)
    return picture(tile, given)


def words(pdf: PdfFile, page: int) -> tuple[Pointing, tuple[PageLink, ...]]:
    """Return what one points at on a page; it has no links if they cannot be read."""
    found = Pointing(pdf.text(page))
    try:
        return found, pdf.links(page)
    except Unreadable:
        return found, ()


def code(error: Exception) -> str:
    if isinstance(error, Unreadable):
        return error.code
    return "gone" if isinstance(error, FileNotFoundError) else "damaged"


def text(pdf: PdfFile, page: int) -> PageText:
    try:
        return pdf.text(page)
    except Unreadable:
        return PageText("", (), pdf.frame(page))


def outline(pdf: PdfFile) -> tuple[Entry, ...]:
    try:
        return pdf.outline()
    except Unreadable:
        return ()


def once(pdf: PdfFile, phrases: Sequence[str]) -> Found | None:
    """Return the first phrase's place that is there just once, else the first place at all."""
    some: Found | None = None
    for words in phrases:
        hits = pdf.find(words)
        first = next(hits, None)
        if first is not None and next(hits, None) is None:
            return first
        some = some or first
    return some


def unheard(_error: Exception) -> None:
    """What decorates a page may fail: the page itself tells what is wrong with the file."""
