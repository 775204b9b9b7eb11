"""Reads HTML, cleaned first, into pieces of text."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from app.documents.pieces import Piece, settled
from app.documents.plain import Run

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BOLD, _ITALIC = {"b", "strong"}, {"i", "em"}
_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "figure",
    "figcaption", "address", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "caption",
    "form", "fieldset", "body", "html", "center", "details", "summary",
}  # fmt: skip
_KEPT = {
    *_HEADINGS, *_BOLD, *_ITALIC, *_BLOCKS, "ul", "ol", "li", "blockquote", "pre", "code", "a",
    "br", "hr", "img", "tr", "td", "th", "sup", "sub",
}  # fmt: skip
_DROPPED = {"script", "style", "title", "template", "iframe", "object", "svg", "math", "select"}
_SAFE = re.compile(r"(?:https?://|mailto:)[^\s<>]{1,2000}", re.IGNORECASE)
_NOTE_BACK = re.compile(r"#(?:.*-)?(?:foot|end)note-ref-")

DEEPEST = 8
"""Lists nested deeper are set at this depth."""


def from_html(html: str) -> list[Piece]:
    """Return the pieces of `html`: scripts, styles and frames left out, all words kept."""
    import nh3  # noqa: PLC0415 -- slow import

    clean = nh3.clean(
        html.replace("\0", "\ufffd"),
        tags=_KEPT,
        clean_content_tags=_DROPPED,
        attributes={"a": {"href"}, "img": {"alt"}, "ol": {"start"}, "h1": {"class"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    reader = _Reader()
    reader.feed(clean)
    reader.close()
    return reader.finish()


@dataclass(slots=True)
class _Item:
    """A list item we are in; `shown` once its mark has been set."""

    number: int | None
    shown: bool = False


@dataclass(slots=True)
class _Look:
    """How words are set now: counts of the tags that are open."""

    bold: int = 0
    italic: int = 0
    code: int = 0
    href: str = ""
    pre: int = 0
    quote: int = 0
    heading: int | None = None


@dataclass(slots=True)
class _Table:
    """A row being read: its cells, and the pieces that wait for it to end."""

    outer: list[Piece]
    cells: list[tuple[Piece, ...]] = field(default_factory=list[tuple[Piece, ...]])


class _Reader(HTMLParser):
    """Gathers words into pieces; a block's begin and end close the piece before it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self.runs: list[Run] = []
        self.look = _Look()
        self.lists: list[int | None] = []
        self.items: list[_Item] = []
        self.rows: list[_Table] = []
        self.hidden = False

    def finish(self) -> list[Piece]:
        self.end_piece()
        while self.rows:
            self.end_row()
        return self.pieces

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        look = self.look
        text = data if look.pre else re.sub(r"[ \t\r\n\f]+", " ", data)
        code = look.code > 0 and not look.pre
        self.runs.append(Run(text, look.bold > 0, look.italic > 0, code, look.href))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _BOLD:
            self.look.bold += 1
        elif tag in _ITALIC:
            self.look.italic += 1
        elif tag == "code":
            self.look.code += 1
        elif tag == "a":
            target = given.get("href", "")
            self.hidden = bool(_NOTE_BACK.match(target))
            self.look.href = target if _SAFE.fullmatch(target) else ""
        elif tag == "br":
            self.runs.append(Run("\n" if self.look.heading is None else " "))
        elif tag == "img":
            self.handle_data(given.get("alt", ""))
        else:
            self.begin_block(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BOLD:
            self.look.bold = max(0, self.look.bold - 1)
        elif tag in _ITALIC:
            self.look.italic = max(0, self.look.italic - 1)
        elif tag == "code":
            self.look.code = max(0, self.look.code - 1)
        elif tag == "a":
            self.look.href, self.hidden = "", False
        else:
            self.end_block(tag)

    def begin_block(self, tag: str, given: dict[str, str]) -> None:
        if tag in ("sup", "sub"):
            return
        self.end_piece()
        if tag in _HEADINGS:
            self.look.heading = 0 if given.get("class") == "title" else _HEADINGS[tag]
        elif tag in ("ul", "ol"):
            start = given.get("start", "1")
            first = int(start) if start.isdecimal() and len(start) < 9 else 1  # noqa: PLR2004 -- CommonMark's longest number
            self.lists.append(first if tag == "ol" else None)
        elif tag == "li":
            number = self.lists[-1] if self.lists else None
            if number is not None:
                self.lists[-1] = number + 1
            self.items.append(_Item(number))
        elif tag == "pre":
            self.look.pre += 1
        elif tag == "blockquote":
            self.look.quote += 1
        elif tag == "tr":
            self.rows.append(_Table(self.pieces))
            self.pieces = []

    def end_block(self, tag: str) -> None:
        if tag in ("sup", "sub"):
            return
        self.end_piece()
        if tag in _HEADINGS:
            self.look.heading = None
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag == "li" and self.items:
            self.items.pop()
        elif tag == "pre":
            self.look.pre = max(0, self.look.pre - 1)
        elif tag == "blockquote":
            self.look.quote = max(0, self.look.quote - 1)
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].cells.append(tuple(self.pieces))
            self.pieces = []
        elif tag == "tr" and self.rows:
            self.end_row()

    def end_row(self) -> None:
        row = self.rows.pop()
        cells = [*row.cells, tuple(self.pieces)] if self.pieces else row.cells
        self.pieces = row.outer
        if any(cells):
            self.pieces.append(Piece("row", cells=tuple(cells)))

    def end_piece(self) -> None:
        literal = self.look.pre > 0
        runs = settled(self.runs, literal=literal)
        self.runs = []
        if not runs:
            return
        kind, path = "paragraph", self.path()
        if literal:
            kind = "code"
        elif self.look.heading is not None:
            kind = "heading"
        elif self.items and not self.items[-1].shown and not self.rows:
            self.items[-1].shown = True
            kind, path = "item", self.path()
        level = self.look.heading or 0
        self.pieces.append(Piece(kind, runs, level, path, self.look.quote > 0))

    def path(self) -> tuple[int | None, ...]:
        """Return the items whose mark is set; a code or heading cannot stand for a mark."""
        return tuple(item.number for item in self.items if item.shown)[:DEEPEST]
