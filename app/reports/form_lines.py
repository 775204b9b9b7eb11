"""Lines of a text form: broken so that mailers may quote them, and never read as its marks."""

import re
import textwrap
import unicodedata

WIDTH = 66
"""Room for two quote marks in a mail of 72."""

_ESCAPE = re.compile(r"^(\s*)(\\*(?:==|(?:--|—|–)$))")


def beside(asks: str, answer: str, name: str = "") -> list[str]:
    """Put a short answer beside what asks for it, or below where both are too long."""
    if not answer:
        return [asks]
    whole = f"{asks} {answer} ({name})"
    if name and name != answer and _columns(whole) < WIDTH:
        return [whole]
    return [f"{asks} {answer}"] if len(asks) + len(answer) < WIDTH else [asks, answer]


def answer_lines(words: str) -> list[str]:
    """Return an answer as it stands in a form; what looks like a mark gets a backslash before it."""
    lines: list[str] = []
    for raw in words.splitlines():
        line = _ESCAPE.sub(r"\1\\\2", raw.rstrip())
        lines += wrapped(line) if line.strip() else [""]
    return lines


def short(title: str) -> str:
    return title if _columns(title) < WIDTH - 5 else textwrap.shorten(title, 40, placeholder="…")


def unmarked(line: str) -> str:
    """Return a line that the form says without what would make it one of its marks."""
    line = unicodedata.normalize("NFC", line).strip()
    return re.sub(r"^[=>|*_\s]+", "", line)


def wrapped(line: str, indent: str = "") -> list[str]:
    """Break `line` at 66 columns; Chinese between its characters, long addresses not at all."""
    if _columns(line) <= WIDTH:
        return [line]
    if not re.search(r"[⺀-鿿豈-﫿぀-ヿ가-힣]", line):
        return textwrap.wrap(
            line, WIDTH, subsequent_indent=indent, break_long_words=False,
            break_on_hyphens=False, drop_whitespace=True,
        )  # fmt: skip
    lines, here = [], ""
    for piece in re.findall(r"[⺀-鿿豈-﫿぀-ヿ＀-￯가-힣]|\s+|[^\s⺀-鿿豈-﫿぀-ヿ＀-￯가-힣]+", line):
        if here.strip() and _columns(here + piece) > WIDTH and not piece.isspace():
            lines.append(here.rstrip())
            here = indent
        here += piece
    return [*lines, here.rstrip()] if here.strip() else lines


def _columns(line: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in line)
