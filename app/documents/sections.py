"""Cuts a Markdown paper into its `## Heading {#key}` sections, and writes it back."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt

from app.domain.ids import heading_key
from app.domain.proposals import Section

INTRO = "intro"
"""Key of the words before the first heading (docs/meeting-folder.md)."""

_KEY = re.compile(r"(?:^|[ \t]+)\{#([^\s{}]+)\}$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


@cache
def _outline() -> MarkdownIt:
    """Return a parser that reads blocks only: fences, lists and quotes hide their `##`."""
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(["html_block"])
    parser.core.ruler.enableOnly(["block"])
    return parser


class DoubledKey(ValueError):
    """Two headings of one paper bear the same key; `line` counts from 1."""

    code = "doubled_key"

    def __init__(self, key: str, line: int) -> None:
        super().__init__(f"line {line}: key {key!r} is there twice")
        self.key = key
        self.line = line


def split(markdown: str, *, strict: bool = True) -> tuple[Section, ...]:
    """Cut `markdown` at its second-level `##` headings (docs/meeting-folder.md).

    A key may be left out; it is then made from the heading and differs from all that
    are given. `strict=False` is for papers of others: a doubled key is made anew.
    Raises DoubledKey.
    """
    lines = tidy(markdown).split("\n")
    starts = _headings(lines)
    before = _trim(lines[: starts[0] if starts else len(lines)])
    found = [(number, *_read(lines[number])) for number in starts]
    taken = _given(found, {INTRO} if before else set(), strict=strict)
    sections = [Section(INTRO, "", before)] if before else []
    used = {INTRO} if before else set[str]()
    ends = [*starts, len(lines)][1:]
    for (number, heading, given), end in zip(found, ends, strict=True):
        key = heading_key(heading, taken) if given is None or given in used else given
        used.add(key)
        sections.append(Section(key, heading, _trim(lines[number + 1 : end])))
    return tuple(sections)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that begins a section, as it is written."""

    line: int
    """Counted from 1."""
    heading: str
    key: str | None


def headings(markdown: str) -> tuple[Heading, ...]:
    """Return the headings at which `split` cuts, so that a fault can name its line."""
    lines = tidy(markdown).split("\n")
    return tuple(Heading(number + 1, *_read(lines[number])) for number in _headings(lines))


def join(sections: Iterable[Section]) -> str:
    """Write `sections` so that `split` gives them back, keys included.

    Lines of a text that would cut it anew are escaped, an open code fence is closed.
    """
    parts: list[str] = []
    listed = list(sections)
    for section in listed:
        final = section is listed[-1]
        text = _trim(_harmless(tidy(section.text), final=final).split("\n"))
        bare = not parts and section.key == INTRO and not section.heading and text
        if not bare:
            heading = " ".join(tidy(section.heading).split())
            parts.append(
                f"## {heading} {{#{section.key}}}" if heading else f"## {{#{section.key}}}"
            )
        if text:
            parts.append(text)
    return "\n\n".join(parts) + "\n" if parts else ""


def tidy(text: str) -> str:
    """Return `text` as records keep it: NFC, line feeds only, no NUL, no byte order mark."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", plain.replace("\0", "\ufffd"))


def _headings(lines: Sequence[str]) -> list[int]:
    return [
        token.map[0]
        for token in _outline().parse("\n".join(lines))
        if token.type == "heading_open" and token.markup == "##" and not token.level and token.map
    ]


def _read(line: str) -> tuple[str, str | None]:
    """Return the heading and the key that a heading line gives."""
    text = line.strip(" \t").removeprefix("##").strip(" \t")
    text = re.sub(r"(?:^|[ \t]+)#+$", "", text)
    if found := _KEY.search(text):
        return text[: found.start()].rstrip(" \t"), found[1]
    return text, None


def _given(
    found: Sequence[tuple[int, str, str | None]], reserved: set[str], *, strict: bool
) -> set[str]:
    keys = set(reserved)
    for number, _heading, key in found:
        if key is not None:
            if strict and key in keys:
                raise DoubledKey(key, number + 1)
            keys.add(key)
    return keys


def _harmless(text: str, *, final: bool) -> str:
    """Return `text` unable to begin a section or to swallow the next one."""
    lines = text.split("\n")
    for number in _headings(lines):
        lines[number] = lines[number].replace("##", "\\##", 1)
    open_fence = ""
    for token in _outline().parse("\n".join(lines)):
        if token.type == "fence" and not token.level and token.map:
            first, end = token.map
            mark = _FENCE.match(lines[first])
            last = lines[end - 1].strip(" \t")
            closed = (
                end - 1 > first
                and len(last) >= len(token.markup)
                and set(last) == {token.markup[0]}
            )
            open_fence = mark[1] if mark and not closed else ""
    return "\n".join([*lines, open_fence] if open_fence and not final else lines)


def _trim(lines: Sequence[str]) -> str:
    """Join `lines` without the blank ones at both ends; indents are kept."""
    first, last = 0, len(lines)
    while first < last and not lines[first].strip(" \t"):
        first += 1
    while last > first and not lines[last - 1].strip(" \t"):
        last -= 1
    return "\n".join(lines[first:last]).rstrip(" \t")
