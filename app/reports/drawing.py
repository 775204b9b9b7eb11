"""Lines of shaped text as PDF operators: glyphs by number, each with its text beside it."""

from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import Any

from app.reports.embedding import Embeddings, NotInARow, number
from app.reports.faces import face
from app.reports.lines import Line
from app.reports.pdf_tags import Node
from app.reports.pieces import Piece

_FAR = 2500
"""Marks piled higher than this, in thousandths of the size, would run over other lines."""
_STROKE = 0.022
"""Outline of a face that has no bold cut, as a part of the type size."""


def draw_line(
    canvas: Any, faces: Embeddings, line: Line, x: float, y: float, node: Node | None = None
) -> None:
    """Draw `line` with its left end at x and its baseline at y, in the canvas's coordinates.

    Links become annotations, and elements within `node` if there is one; a line with links is
    marked as its node's by this function, any other by the caller. `canvas` is ours.
    """
    if line.even and line.pieces:
        code = _even(faces, line.pieces, x, y)
        if code:
            canvas.addLiteral(code)
            return
    at = x
    for link, pieces in groupby(line.pieces, key=lambda piece: piece.span.link):
        part = tuple(pieces)
        width = sum(piece.width for piece in part)
        if not link:
            _run(canvas, faces, part, at, y, node if node and _is_linked(line) else None)
        else:
            size = part[0].size
            own = Node("Link", node) if node else None
            _run(canvas, faces, part, at, y, own)
            said = "".join(piece.shaped.text for piece in part)
            canvas.link(link, (at, y - 0.3 * size, at + width, y + 0.9 * size), said, own)
        at += width


def _is_linked(line: Line) -> bool:
    return any(piece.span.link for piece in line.pieces)


def _even(faces: Embeddings, pieces: Sequence[Piece], x: float, y: float) -> str:
    """Return a whole line of one style; nothing if it needs more than glyphs in a row."""
    first = pieces[0]
    rows = faces[first.shaped.face].rows
    try:
        row = "".join([rows[piece.shaped] for piece in pieces])
    except NotInARow:
        return ""
    begins = faces.begins.get(first.style)
    if begins is None:
        begins = faces.begins[first.style] = "\n".join(("BT", *_style(faces, first, None)))
    ends = "0 Tr ET" if first.style[-1] else "ET"
    return f"{begins}\n1 0 0 1 {number(x)} {number(y)} Tm [{row}] TJ\n{ends}"


def _run(
    canvas: Any, faces: Embeddings, run: Sequence[Piece], x: float, y: float, node: Node | None
) -> None:
    """Draw pieces that follow each other, marked as `node`'s if there is one."""
    code: list[str] = [] if node is None else [canvas.begin_mark(node)]
    code.append("BT")
    style: Any = None
    at = x
    pictures: list[tuple[Piece, str, float, float]] = []
    for piece in run:
        if piece.style != style:
            code += _style(faces, piece, style)
            code.append(f"1 0 0 1 {number(at)} {number(y)} Tm")
            style = piece.style
        try:
            code.append(f"[{faces[piece.shaped.face].rows[piece.shaped]}] TJ")
        except NotInARow:
            shown, beside = _glyphs(faces, piece)
            code.append(shown)
            pictures += [(piece, name, at + right, y + up) for name, right, up in beside]
        at += piece.width
    code.append("0 Tr ET" if style and style[-1] else "ET")
    canvas.addLiteral("\n".join(code))
    for piece, name, right, up in pictures:
        size = number(piece.size / 1000 * face(piece.shaped.face).unit, 6)
        ink = colour(piece.span.type.colour)
        canvas.addLiteral(f"q {ink} rg {size} 0 0 {size} {number(right)} {number(up)} cm")
        canvas.doForm(name)
        canvas.addLiteral("Q")
    if node is not None:
        canvas.addLiteral("EMC")


@cache
def colour(value: int) -> str:
    """Return 0xRRGGBB as three operands from 0 to 1."""
    return " ".join(number((value >> shift & 255) / 255) for shift in (16, 8, 0))


def _style(faces: Embeddings, piece: Piece, before: Any) -> list[str]:
    name, size, ink, heavy = piece.style
    found = [f"{faces[name].name} {number(size)} Tf {colour(ink)} rg"]
    if heavy:
        found.append(f"2 Tr {number(size * _STROKE)} w {colour(ink)} RG")
    elif before and before[-1]:
        found.append("0 Tr")
    return found


def _glyphs(faces: Embeddings, piece: Piece) -> tuple[str, list[tuple[str, float, float]]]:
    """Return the operators of glyphs that are not all in a row, and the pictures beside.

    Pictures by name, with their places in points from the piece's left end and the baseline.
    """
    name = piece.shaped.face
    placed = faces[name].placed(piece.shaped)
    scale = piece.size / 1000
    code: list[str] = []
    for rise, row in placed.rows:
        code.append(f"{number(rise * scale)} Ts [{row}] TJ")
    if placed.rows and placed.rows[-1][0]:
        code.append("0 Ts")
    pictures = [
        (faces.picture(name, glyph), right * scale, up * scale)
        for glyph, right, up in placed.pictures
        if abs(up) <= _FAR
    ]
    return "\n".join(code), pictures
