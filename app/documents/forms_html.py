"""The two ways mail programs set text otherwise than in lines: format=flowed and HTML."""

import re
from html.parser import HTMLParser


def unflowed(text: str, *, delete: bool = False) -> str:
    """Return text of format=flowed (RFC 3676) with its soft breaks taken out."""
    lines: list[str] = []
    soft, depth = False, 0
    for raw in text.replace("\r\n", "\n").split("\n"):
        bare = raw.lstrip(">")
        quoted = len(raw) - len(bare)
        bare = bare.removeprefix(" ")
        if soft and quoted == depth and bare != "-- ":
            before = lines.pop()
            lines.append((before[:-1] if delete else before) + bare)
        else:
            lines.append((">" * quoted + " " if quoted else "") + bare)
        soft, depth = bare.endswith(" ") and bare != "-- ", quoted
    return "\n".join(lines)


_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "table",
        "tr",
        "ul",
        "ol",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "pre",
        "blockquote",
        "hr",
        "address",
        "header",
        "footer",
        "body",
        "dl",
        "dt",
        "dd",
        "center",
        "form",
    ]
)
_DROPPED = frozenset(["script", "style", "head", "title", "template", "svg", "iframe", "object"])


def from_html(html: str) -> str:
    """Return the words of an HTML mail line by line; what it quotes gets `>` before it."""
    reader = _Html()
    reader.feed(html.replace("\0", ""))
    reader.close()
    reader.end()
    return "\n".join(reader.lines)


class _Html(HTMLParser):
    """Breaks at blocks and `<br>`; of white space in the source no more than a space is left."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.here: list[str] = []
        self.quotes = 0
        self.dropped = 0
        self.as_is = 0
        self.marks: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 -- HTMLParser's
        if tag in _DROPPED:
            self.dropped += 1
        elif tag == "body":
            self.dropped = 0
        elif tag == "br":
            self.end(always=True)
        elif tag in _BLOCKS:
            self.end()
            self._gap(tag)
            self.quotes += tag == "blockquote"
            self.as_is += tag == "pre"
            if tag == "li":
                self.here.append("- ")
            elif tag in {"ul", "ol"}:
                self.marks.append(tag)
        elif tag in {"td", "th"} and self.here:
            self.here.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self.dropped = max(0, self.dropped - 1)
        elif tag in _BLOCKS:
            self.end()
            self.quotes = max(0, self.quotes - (tag == "blockquote"))
            self.as_is = max(0, self.as_is - (tag == "pre"))
            self._gap(tag)

    def handle_data(self, data: str) -> None:
        if self.dropped:
            return
        if self.as_is:
            first, *rest = data.split("\n")
            self.here.append(first)
            for each in rest:
                self.end(always=True)
                self.here.append(each)
            return
        self.here.append(re.sub(r"[ \t\r\n]+", " ", data))

    def end(self, *, always: bool = False) -> None:
        """End the line; `always` also where it is empty."""
        line = "".join(self.here)
        line = line if self.as_is else re.sub(" +", " ", line).strip(" ")
        self.here = []
        if line.strip() or always or "\u00a0" in line:
            self.lines.append("> " * self.quotes + line)

    def _gap(self, tag: str) -> None:
        """Leave an empty line around what is set apart."""
        if (
            tag in {"p", "ul", "ol", "h1", "h2", "h3", "pre", "table"}
            and self.lines
            and self.lines[-1].strip("> ")
        ):
            self.lines.append("> " * self.quotes)
