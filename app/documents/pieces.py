"""Pieces of a text that came as HTML or Word, and how they are written as Markdown."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.documents.plain import Run, escape, plain
from app.documents.sections import tidy


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or a row of a table; `kind`: paragraph, heading, item, code, row.

    `level` is 1 to 6 of a heading, 0 of a title. `path` tells the lists it is in, outermost
    first: the number of the item, None for a bullet; of these, the last one's mark is shown
    if the kind is item. `cells` are a row's.
    """

    kind: str
    runs: tuple[Run, ...] = ()
    level: int = 0
    path: tuple[int | None, ...] = ()
    quoted: bool = False
    cells: tuple[tuple["Piece", ...], ...] = ()

    @property
    def text(self) -> str:
        """Its plain words, NFC; a break of the line is a line feed."""
        if self.kind == "row":
            cells = (" ".join(piece.text for piece in cell) for cell in self.cells)
            return " ".join(" | ".join(cells).split("\n")).strip(" |")
        return "".join(run.text for run in self.runs)


def to_markdown(pieces: Iterable[Piece]) -> str:
    """Return `pieces` as Markdown whose plain text is exactly their words.

    Where marks would be read otherwise than meant, the words are kept and the marks go.
    """
    shown = [piece for piece in pieces if piece.text.strip()]
    written = ""
    for number, piece in enumerate(shown):
        tight = number and _follows(shown[number - 1], piece)
        written += ("\n" if tight else "\n\n" if number else "") + _piece(piece)
    words = "\n".join(piece.text for piece in shown)
    if plain(written) == words:
        return written
    return "\n\n".join(escape(line) for line in words.split("\n") if line.strip())


def _follows(before: Piece, piece: Piece) -> bool:
    """Say whether `piece` may stand right under `before`: only `1.` begins a list there."""
    if piece.kind != "item" or before.kind != "item" or piece.quoted != before.quoted:
        return False
    counted = len(piece.path) == len(before.path) and before.path[-1] is not None
    return piece.path[-1] in (None, 1) or counted


def settled(runs: Iterable[Run], *, literal: bool = False) -> tuple[Run, ...]:
    """Return `runs` with white space as a reader sees it: one space, none at the ends of lines.

    A line feed is a break of the line. With `literal` (code) all white space is kept.
    """
    merged: list[Run] = []
    for run in runs:
        text = tidy(run.text)
        if merged and replace(merged[-1], text="") == replace(run, text=""):
            text = merged.pop().text + text
        if text:
            merged.append(replace(run, text=text))
    if literal:
        whole = "".join(run.text for run in merged).strip("\n")
        return (Run(whole, code=True),) if whole.strip() else ()
    return _trimmed(merged)


def _trimmed(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Leave out the spaces at the ends of lines, and lines without words."""
    found: list[Run] = []
    before = "\n"
    for run in runs:
        text = re.sub(r" *\n[ \n]*", "\n", re.sub(r"[ \t\f\v]+", " ", run.text))
        if before == "\n":
            text = text.lstrip(" \n")
        elif before == " ":
            text = text.removeprefix(" ")
        if text.startswith("\n"):
            found = _stripped(found)
        if text:
            found.append(replace(run, text=text))
            before = text[-1]
    return tuple(_stripped(found))


def _stripped(runs: list[Run]) -> list[Run]:
    while runs and not runs[-1].text.rstrip(" \n"):
        runs = runs[:-1]
    return [*runs[:-1], replace(runs[-1], text=runs[-1].text.rstrip(" \n"))] if runs else []


def _piece(piece: Piece) -> str:
    if piece.kind == "code":
        ticks = max((len(found) for found in re.findall("`+", piece.text)), default=0)
        fence = "`" * max(3, ticks + 1)
        text = f"{fence}\n{piece.text}\n{fence}"
    elif piece.kind == "row":
        text = escape(piece.text)
    else:
        text = inline(piece.runs)
        if piece.kind == "heading":
            text = f"{'#' * max(1, piece.level)} {text}"
    widths = [2 if number is None else len(f"{number}. ") for number in piece.path]
    indent = " " * sum(widths)
    lines = text.split("\n")
    first = indent
    if piece.kind == "item":
        number = piece.path[-1]
        first = " " * sum(widths[:-1]) + ("- " if number is None else f"{number}. ")
    whole = "\n".join([first + lines[0], *(indent + line if line else "" for line in lines[1:])])
    return re.sub("(?m)^", "> ", whole) if piece.quoted else whole


def inline(runs: Sequence[Run]) -> str:
    """Return `runs` as Markdown; a line feed in them becomes a hard break."""
    words = "".join(run.text for run in runs)
    bare = "\\\n".join(escape(line) for line in words.split("\n"))
    if not any(run.bold or run.italic or run.code or run.href for run in runs):
        return bare
    marked = "".join(_marked(run) for run in runs)
    lines = marked.split("\n")
    marked = "\\\n".join([_line_start(line) for line in lines])
    return marked if plain(marked) == words else bare


def _line_start(line: str) -> str:
    """Escape what would make a paragraph something else, where a mark does not precede it."""
    line = re.sub(r"^(#(?=#{0,5}(?:[ \t]|$))|[+=>-](?!\*)|~(?=~~))", r"\\\1", line)
    return re.sub(r"^(\d{1,9})([.)])", r"\1\\\2", line)


def _marked(run: Run) -> str:
    lines = [_marked_line(run, line) for line in run.text.split("\n")]
    return "\n".join(lines)


def _marked_line(run: Run, line: str) -> str:
    core = line.strip()
    if not core:
        return line
    before, after = line[: line.index(core)], line[line.index(core) + len(core) :]
    text = f"`{core}`" if run.code and "`" not in core else _inner(core)
    marks = ("**" if run.bold else "") + ("*" if run.italic else "")
    text = f"{marks}{text}{marks}"
    if run.href and not re.search(r"[<>\s]", run.href):
        shown = text.replace("]", "\\]")
        text = f"[{shown}](<{run.href}>)"
    return f"{before}{text}{after}"


def _inner(words: str) -> str:
    """Escape `words` that need not stand at the beginning of a line."""
    return escape("x" + words)[1:] if words[0] != "_" else escape(words)
