"""Turns Markdown into the plain text that anchors count in, and into blocks to be set.

Rule (docs/decisions/0008-extracted-text.md): Markdown rendered, marks dropped, escapes resolved, blocks
joined by one line feed, NFC, U+00A0 kept. CommonMark; HTML is shown as the words it is.
A break of the line in the source is a space, a hard break a line feed.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.documents.sections import tidy

DEEPEST = 60
"""Lists and quotes nested deeper than this are shown as the characters they are written with."""

SHOWN_DEEP = 8
"""Deepest level that a block names: Qt's layout hangs on deep nesting."""

LONGEST_WORD = 5_000
"""A word of more characters is broken by a line feed: 300,000 take Qt 3 to 12 s."""

_BREAK = "\ufdd1"
"""Another one: where a line of the source ends within a paragraph, until it becomes a space."""

_LONG = re.compile(rf"[^\s{_BREAK}⺀-鿿가-힣豈-﫿＀-￯𠀀-𲎯]{{{LONGEST_WORD}}}(?=[^\s{_BREAK}])")
_EDGE = re.compile(
    r"^((?:[ \t>]|[*+#-]++[ \t]|\d{1,9}[.)][ \t])*+)(\u00a0++)|(?<!\u00a0)(\u00a0++)(?=[ \t]*+$)",
    re.MULTILINE,
)
_STAND_IN = "\ufdd0"
"""A character that is never in a text: stands for U+00A0 where the parser would strip it."""

_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s]{1,2000}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """Words set alike. `href` is empty or a https, http or mailto address."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as it is set; `kind`: paragraph, heading, item, quote, code or rule.

    `level` is 1 to 6 of a heading, else how deep in lists and quotes (0 to 8).
    `ordinal` is the number of an item, None where it has a bullet. A line feed within a
    run is a break of the line. A rule has no words. `breaks` are the places of the spaces
    where a line of the source ended: tables and footnotes are written by lines.
    """

    kind: str
    level: int = 0
    ordinal: int | None = None
    runs: tuple[Run, ...] = ()
    breaks: tuple[int, ...] = field(default=(), compare=False)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def plain(markdown: str) -> str:
    """Return the plain text of `markdown`: what offsets and quotes are about."""
    return "\n".join(block.text for block in blocks(markdown))


def blocks(markdown: str) -> list[Block]:
    """Return `markdown` as blocks; their texts joined by line feeds are its plain text."""
    text = tidy(markdown).replace(_STAND_IN, "\ufffd").replace(_BREAK, "\ufffd")
    text = _EDGE.sub(lambda found: (found[1] or "") + _STAND_IN * len(found[2] or found[3]), text)
    tokens = _parser().parse(text)
    if any(token.level >= DEEPEST - 1 for token in tokens):
        return [
            Block("paragraph", runs=_settled([Run(part)]))
            for part in re.split(r"\n(?:[ \t]*\n)+", text)
            if part.strip()
        ]
    return list(_blocks(tokens))


def escape(words: str) -> str:
    """Return `words` as Markdown that is read as exactly these words, on one line.

    As little is escaped as will do: people edit what is written.
    """
    line = " ".join(tidy(words).split("\n"))
    line = re.sub(r"([\\`*\[<])|(?<![^\W_])(_)|(_)(?![^\W_])|(&)(?=#|\w+;)", _escaped, line)
    line = re.sub(r"^([ \t]*)(#(?=#{0,5}(?:[ \t]|$))|[+=>-]|~(?=~~))", r"\1\\\2", line)
    return re.sub(r"^([ \t]*\d{1,9})([.)])", r"\1\\\2", line)


def _escaped(found: re.Match[str]) -> str:
    return "\\" + found[0]


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST})
    # A link that may not be followed is still set as its text, never as its source.
    parser.validateLink = lambda url: True  # noqa: ARG005 -- its name is the library's
    return parser


_AROUND = {
    "bullet_list": "list",
    "ordered_list": "list",
    "list_item": "item",
    "blockquote": "quote",
}


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    """Walk the flat tokens; `around` are the lists, items and quotes we are in."""
    around: list[_Around] = []
    heading = 0
    for token in tokens:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in _AROUND:
            if token.nesting > 0:
                around.append(_Around(_AROUND[name], _number(token, around)))
            else:
                around.pop()
        elif name == "heading":
            heading = int(token.tag[1]) if token.nesting > 0 else 0
        elif name == "inline":
            if runs := _settled(_runs(token.children or [])):
                yield _unbroken(_named(runs, around, heading))
        elif name in ("fence", "code_block"):
            if runs := _settled([Run(token.content.removesuffix("\n"), code=True)]):
                yield Block("code", _depth(around), runs=runs)
        elif name == "hr":
            yield Block("rule", _depth(around))


def _number(token: Token, around: Sequence["_Around"]) -> int | None:
    """Return the first number of an ordered list, or the number of an item of one."""
    if token.type == "ordered_list_open":
        start = token.attrGet("start")
        return 1 if start is None else int(start)
    if token.type == "list_item_open" and (number := around[-1].number) is not None:
        around[-1].number = number + 1
        return number
    return None


@dataclass(slots=True)
class _Around:
    kind: str
    number: int | None = None
    begun: bool = False


def _depth(around: Sequence[_Around]) -> int:
    return min(sum(each.kind != "item" for each in around), SHOWN_DEEP)


def _named(runs: tuple[Run, ...], around: Sequence[_Around], heading: int) -> Block:
    inner = around[-1] if around else None
    if heading:
        return Block("heading", heading, runs=runs)
    if inner is None:
        return Block("paragraph", 0, runs=runs)
    if inner.kind == "item" and not inner.begun:
        inner.begun = True
        return Block("item", _depth(around), inner.number, runs)
    quoted = any(each.kind == "quote" for each in around)
    return Block("quote" if quoted else "paragraph", _depth(around), runs=runs)


def _unbroken(block: Block) -> Block:
    """Return `block` with its breaks as spaces, and told beside."""
    breaks = tuple(at for at, char in enumerate(block.text) if char == _BREAK)
    if not breaks:
        return block
    runs = tuple(replace(run, text=run.text.replace(_BREAK, " ")) for run in block.runs)
    return replace(block, runs=runs, breaks=breaks)


def _runs(tokens: Iterable[Token]) -> Iterator[Run]:
    within = {"strong": 0, "em": 0}
    href = ""
    for token in tokens:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in within:
            within[name] += token.nesting
        elif name == "link":
            target = str(token.attrGet("href") or "")
            href = target if _SAFE_LINK.fullmatch(target) else ""
        else:
            code = name == "code_inline"
            yield Run(_words(token), within["strong"] > 0, within["em"] > 0, code, href)


def _words(token: Token) -> str:
    if token.type == "image":
        return "".join(run.text for run in _runs(token.children or []))
    return {"softbreak": _BREAK, "hardbreak": "\n"}.get(token.type, token.content)


def _settled(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return `runs` in NFC also where they meet, without doubles, empties and endless words."""
    found: list[Run] = []
    for run in runs:
        text = unicodedata.normalize("NFC", run.text.replace(_STAND_IN, "\u00a0"))
        if found and replace(found[-1], text="") == replace(run, text=""):
            text = found.pop().text + text
        if text:
            found.append(replace(run, text=text))
    whole = "".join(run.text for run in found)
    if not unicodedata.is_normalized("NFC", whole):
        return _settled([Run(unicodedata.normalize("NFC", whole))])
    if _LONG.search(whole):
        return tuple(replace(run, text=_LONG.sub(r"\g<0>\n", run.text)) for run in found)
    return tuple(found)
