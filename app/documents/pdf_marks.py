"""Writes marks into a copy of a PDF, as annotations that other programs show, change and list."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from app.documents import pdf_talk as talk
from app.documents.pdf_frame import Box
from app.documents.pdf_process import Child
from app.paths import write_whole


@dataclass(frozen=True, slots=True)
class PageMark:
    """A mark on one page."""

    page: int
    """From 0, as in PdfFile; an anchor's `number` counts from 1."""
    boxes: tuple[Box, ...]
    """What is marked, one box a line, in points of the unrotated page; for a note without words
    where it stands (its upper left corner), or nothing: at the page's upper right then."""
    colour: str
    """#rrggbb; what is marked stays legible under it."""
    kind: Literal["highlight", "note"]
    """A colour over words, or a sign on the page."""
    author: str
    at: datetime
    """When it was last changed; with a time zone."""
    text: str
    """What the author wrote; may be empty for a highlight."""
    id: str
    """The same mark written again takes the place of the one that is there."""
    subject: str = ""
    """What such a mark is called, in the reader's language."""


def annotated(
    source: Path | bytes, marks: Sequence[PageMark], out: Path, *, password: str | None = None
) -> bool:
    """Write a copy of `source` with the marks to `out`; equal input gives equal bytes.

    Return whether `source` is locked: the copy is not, and whoever asked for it is to be told. A process of its own
    reads and writes, within its memory and MARKING seconds.

    Raises Unreadable (as `open_pdf`) and OSError; `out` is as it was then. ValueError for a mark on
    a page that is not there, of no known colour, or for a time without zone.
    """
    inline = isinstance(source, bytes)
    content = source if isinstance(source, bytes) else os.fsencode(source.absolute())
    request = talk.Mark(inline, password, [_sent(mark) for mark in marks])
    child = Child()
    try:
        done, made = child.ask(
            request, talk.Marked, content=content, most=talk.MOST_BYTES, seconds=talk.MARKING
        )
    finally:
        child.close()
    if done.unknown_page is not None:
        raise ValueError(f"there is no page {done.unknown_page}")
    write_whole(out, bytes(made))
    return done.locked


def _sent(mark: PageMark) -> talk.SentMark:
    digits = mark.colour.removeprefix("#")
    if len(digits) != len("rrggbb"):
        raise ValueError(mark.colour)
    red, green, blue = bytes.fromhex(digits)
    if mark.at.tzinfo is None:
        raise ValueError(mark.at)
    return talk.SentMark(
        mark.page,
        list(mark.boxes),
        (red / 255, green / 255, blue / 255),
        mark.kind == "highlight" and bool(mark.boxes),
        _whole(mark.author),
        mark.at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ"),
        _whole(mark.text),
        _whole(mark.id),
        _whole(mark.subject),
    )


def _whole(text: str) -> str:
    """Return text that any encoding can hold."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()
