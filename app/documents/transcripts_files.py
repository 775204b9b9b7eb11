"""Takes the text of a transcript out of its file: any encoding, Word, HTML without its menus."""

from collections.abc import Iterable

from app.documents.extract import decode
from app.documents.html import from_html
from app.documents.pieces import Piece
from app.documents.transcripts_turns import Note

_MENUS = {"nav", "footer", "aside", "form", "script", "style", "noscript", "button", "select"}
"""What a web page has around its text."""
_GOOD = 4
"""Letters of UTF-8 beyond ASCII for each that is broken, from which on it is UTF-8."""


def characters(content: bytes) -> tuple[str, tuple[Note, ...]]:
    """Return the characters of a text file, and what was odd about how they were written.

    UTF-8 in which a few bytes broke stays UTF-8. Raises Unreadable (`encoding`).
    """
    try:
        text = content.decode("utf-8-sig")
        if "\0" not in text:  # so UTF-16 without a mark looks
            return text, ()
    except UnicodeDecodeError:
        pass
    if b"\0" not in content:
        text = content.decode("utf-8-sig", "replace")
        broken = text.count("\ufffd")
        beyond = sum(1 for char in text if char > "\x7f") - broken
        if beyond >= _GOOD * broken:
            return text, (Note("broken", broken),)
    text = decode(content)
    wide = b"\0" in content
    return text, (Note("encoding", word="UTF-16" if wide else "Windows-1252"),)


def words_of(kind: str, content: bytes) -> str:
    """Return the words of a Word or HTML file, a paragraph a line, menus left out.

    Raises Unreadable (`damaged`, `password`, `too_large`, `encoding`).
    """
    if kind == ".docx":
        from app.documents import word  # noqa: PLC0415 -- slow import

        return _lines(word.pieces(content))
    import nh3  # noqa: PLC0415 -- slow import

    page, _told = characters(content)
    kept = {"div", "p", "br", "span", "b", "i", "strong", "em", "h1", "h2", "h3", "h4", "li", "ul",
            "ol", "table", "tr", "td", "th", "pre", "section", "article", "main", "blockquote"}  # fmt: skip
    return _lines(from_html(nh3.clean(page, tags=kept, clean_content_tags=_MENUS, attributes={})))


def _lines(pieces: Iterable[Piece]) -> str:
    return "\n\n".join(each.text for each in pieces if each.text.strip())
