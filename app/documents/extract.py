"""Takes the text out of a paper, whatever kind of file it came as, as Markdown."""

import codecs
import re
from pathlib import PurePath

from app.documents.html import from_html
from app.documents.pieces import to_markdown
from app.documents.plain import escape, plain
from app.documents.sections import tidy
from app.documents.unreadable import Unreadable

LARGEST = 50_000_000
"""Bytes of a file whose text is taken out."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LAST = "cp1252"
"""What old sheets are in that do not say so; nearly any bytes pass for it."""

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w:-]{1,40})""", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def extract(name: str, content: bytes) -> str | None:
    """Return the text of the file `name` as Markdown, its words exactly as they are there.

    None where there is no text to be had: a scanned PDF, a kind of file we do not read.
    Raises Unreadable (`too_large`, `damaged`, `password`, `too_slow`, `crashed`, `encoding`).
    """
    if len(content) > LARGEST:
        raise Unreadable("too_large")
    match PurePath(name.casefold()).suffix:
        case ".pdf":
            from app.documents import pdf  # noqa: PLC0415 -- slow import

            text = to_markdown(pdf.pieces(content))
        case ".docx":
            from app.documents import word  # noqa: PLC0415 -- slow import

            text = to_markdown(word.pieces(content))
        case ".html" | ".htm" | ".xhtml":
            text = to_markdown(from_html(decode(content, declared=_declared(content))))
        case ".md" | ".markdown":
            text = tidy(decode(content))
        case ".txt" | ".text" | ".csv":
            text = from_plain(decode(content))
        case _:
            return None
    return text if any(each.isalnum() for each in plain(text)) else None


def decode(content: bytes, declared: str | None = None) -> str:
    """Return the characters of a text file: as its mark or itself says, UTF-8, else cp1252.

    Raises Unreadable (`encoding`) where these leave bytes over, or give no text.
    """
    marked = next((name for mark, name in _BOMS if content.startswith(mark)), None)
    for encoding in [marked] if marked else [declared, "utf-8", _wide(content), _LAST]:
        if encoding is None:
            continue
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" not in text and (encoding != _LAST or not _CONTROL.search(text)):
            return text
    raise Unreadable("encoding")


def _wide(content: bytes) -> str | None:
    """Return UTF-16 without a mark, which is known by its many zero bytes."""
    if len(content) % 2 or not content:
        return None
    for zeros, encoding in ((content[1::2], "utf-16-le"), (content[::2], "utf-16-be")):
        if zeros.count(0) * 2 > len(zeros):
            return encoding
    return None


def _declared(content: bytes) -> str | None:
    found = _CHARSET.search(content[:4096])
    return found[1].decode("ascii") if found else None


def from_plain(text: str) -> str:
    """Return plain text as Markdown: each line stays a line, blank ones part paragraphs."""
    parts = re.split(r"\n[ \t]*(?:\n[ \t]*)+", tidy(text).strip("\n"))
    return "\n\n".join(
        "\\\n".join(escape(line.strip(" \t")) for line in part.split("\n") if line.strip(" \t"))
        for part in parts
        if part.strip()
    )
