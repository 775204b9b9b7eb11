"""What the program and the child process that reads PDFs say to each other, and how much at most.

A message is two lengths, a JSON part and a binary part. Nothing is unpickled: a child that a
hostile file has taken over can say wrong things, but not run anything here.
"""

import struct
from collections.abc import Callable
from typing import Literal, TypeVar, get_args

import msgspec

from app.documents.pdf_lines import Line

MOST_PIXELS = 16_000_000
"""Pixels of one picture, 64 MB; larger views are rendered in parts (`clip`)."""
MOST_PAGES = 20_000
MOST_LETTERS = 400_000
"""Characters of one page: a dense newspaper page has 40,000."""
MOST_ENTRIES = 5_000
MOST_LINKS = 2_000
"""On one page."""
MOST_HITS = 500
"""Places found on one page."""
MOST_BYTES = 60_000_000
"""Bytes of a file given as bytes, and of one given back."""
MOST_JSON = 16_000_000
MEMORY = 260_000_000
"""Bytes that the child may take before it gives up."""
ADDRESSES = 290_000_000
"""Bytes of addresses it may ask for where the system keeps that (POSIX): never 300 MB."""
SECONDS = 5.0
"""For one request."""
MARKING = 60.0
"""Seconds for writing marks into a copy: pypdf takes two for 350 pages."""

OUT_OF_MEMORY = 71
OUT_OF_TIME = 72
"""How the child ends where it stopped itself."""

_LENGTHS = struct.Struct("<II")

Code = Literal["damaged", "password", "too_large", "too_slow", "crashed"]


def code(given: str) -> Code:
    for known in get_args(Code):
        if given == known:
            return known
    return "damaged"


class Open(msgspec.Struct, tag="open"):
    """The binary part is the file (`inline`) or its path."""

    inline: bool
    password: str | None


class Frame(msgspec.Struct, tag="frame"):
    page: int


class Render(msgspec.Struct, tag="render"):
    page: int
    scale: float
    turn: int
    clip: tuple[int, int, int, int] | None


class Text(msgspec.Struct, tag="text"):
    page: int


class Links(msgspec.Struct, tag="links"):
    page: int


class Outline(msgspec.Struct, tag="outline"):
    pass


class Find(msgspec.Struct, tag="find"):
    words: str
    page: int


class HasText(msgspec.Struct, tag="has_text"):
    page: int


class Lines(msgspec.Struct, tag="lines"):
    """From this page on."""

    page: int


class SentMark(msgspec.Struct, array_like=True):
    page: int
    boxes: list[tuple[float, float, float, float]]
    colour: tuple[float, float, float]
    highlight: bool
    author: str
    at: str
    text: str
    id: str
    subject: str


class Mark(msgspec.Struct, tag="mark"):
    """Not about the open file: the binary part is as with Open."""

    inline: bool
    password: str | None
    marks: list[SentMark]


Request = Open | Frame | Render | Text | Links | Outline | Find | HasText | Lines | Mark


class Failed(msgspec.Struct, tag="failed"):
    code: Code


class Opened(msgspec.Struct, tag="opened"):
    """The binary part: width and height of each page, float32."""

    pages: int


class Framed(msgspec.Struct, tag="framed"):
    box: tuple[float, float, float, float]
    rotation: int


class Rendered(msgspec.Struct, tag="rendered"):
    """The binary part: the picture, BGRx, rows without gaps."""

    width: int
    height: int
    frame: Framed


class Texted(msgspec.Struct, tag="texted"):
    """The binary part: four float32 a character."""

    text: str
    frame: Framed


class SentLink(msgspec.Struct, array_like=True):
    box: tuple[float, float, float, float]
    page: int | None
    height: float | None
    address: str


class Linked(msgspec.Struct, tag="linked"):
    links: list[SentLink]


class Outlined(msgspec.Struct, tag="outlined"):
    entries: list[tuple[str, int, int | None]]


class Hit(msgspec.Struct, array_like=True):
    page: int
    start: int
    end: int
    boxes: list[tuple[float, float, float, float]]


class Searched(msgspec.Struct, tag="searched"):
    """`page`: where to go on, counted from 0; the number of pages when all is done."""

    hits: list[Hit]
    page: int


class Seen(msgspec.Struct, tag="seen"):
    """`found`: a page with text; `page`: where to go on."""

    found: bool
    page: int


class Lined(msgspec.Struct, tag="lined"):
    """`page`: where to go on."""

    lines: list[Line]
    page: int


class Marked(msgspec.Struct, tag="marked"):
    """The binary part: the file with the marks, if all pages are there."""

    unknown_page: int | None
    locked: bool = False
    """The file was; what is written is not."""


Reply = (
    Failed
    | Opened
    | Framed
    | Rendered
    | Texted
    | Linked
    | Outlined
    | Searched
    | Seen
    | Lined
    | Marked
)


REQUESTS: msgspec.json.Decoder[Request] = msgspec.json.Decoder(Request)
REPLIES: msgspec.json.Decoder[Reply] = msgspec.json.Decoder(Reply)

_Message = TypeVar("_Message")


class Broken(Exception):
    """The other side ended, or said what cannot be."""


def packed(message: msgspec.Struct, size: int) -> bytes:
    """Return what goes before the `size` bytes of the binary part."""
    body = msgspec.json.encode(message)
    return _LENGTHS.pack(len(body), size) + body


def received(
    read: Callable[[memoryview], int | None], kinds: msgspec.json.Decoder[_Message], most: int
) -> tuple[_Message, bytearray]:
    """Return the next message, with at most `most` bytes in its binary part.

    Raises Broken at the end of the line and for what is no message.
    """
    size, more = _LENGTHS.unpack(_filled(read, _LENGTHS.size))
    if size > MOST_JSON or more > most:
        raise Broken
    body = _filled(read, size)
    try:
        message = kinds.decode(body)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as caught:
        raise Broken from caught
    return message, _filled(read, more)


def _filled(read: Callable[[memoryview], int | None], size: int) -> bytearray:
    buffer = bytearray(size)
    rest = memoryview(buffer)
    while rest:
        count = read(rest)
        if not count:
            raise Broken
        rest = rest[count:]
    return buffer
