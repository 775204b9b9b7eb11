"""Lines of shaped text as PDF operators: glyphs by number, each with its text beside it."""

from typing import Any

from app.reports.embedding import Embeddings, number
from app.reports.faces import face
from app.reports.lines import Line
from app.reports.shaping import Piece

_VISIBLE = 0.01
"""Shifts below this many thousandths of the size are left out."""
_FAR = 2500
"""Marks piled higher than this, in thousandths of the size, would run over other lines."""
_STROKE = 0.022
"""Outline of a face that has no bold cut, as a part of the type size."""


def draw_line(canvas: Any, faces: Embeddings, line: Line, x: float, y: float) -> None:
    """Draw `line` with its left end at x and its baseline at y, in the canvas's coordinates.

    Links become annotations; `canvas` is ReportLab's.
    """
    code: list[str] = ["BT"]
    style: tuple[Any, ...] = ()
    at = x
    pictures: list[tuple[Piece, str, float, float]] = []
    for piece in line.pieces:
        wanted = (piece.shaped.face, piece.size, piece.span.type.colour, piece.heavy)
        if wanted != style:
            code += _style(faces, piece, style)
            code.append(f"1 0 0 1 {number(at)} {number(y)} Tm")
            style = wanted
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
    _links(canvas, line, x, y)


def colour(value: int) -> str:
    """Return 0xRRGGBB as three operands from 0 to 1."""
    return " ".join(number((value >> shift & 255) / 255) for shift in (16, 8, 0))


def _style(faces: Embeddings, piece: Piece, before: tuple[Any, ...]) -> list[str]:
    found = [
        f"{faces[piece.shaped.face].name} {number(piece.size)} Tf",
        f"{colour(piece.span.type.colour)} rg",
    ]
    if piece.heavy:
        found.append(f"2 Tr {number(piece.size * _STROKE)} w {colour(piece.span.type.colour)} RG")
    elif before and before[-1]:
        found.append("0 Tr")
    return found


def _glyphs(  # noqa: C901 -- one walk that moves the pen
    faces: Embeddings, piece: Piece
) -> tuple[str, list[tuple[str, float, float]]]:
    """Return the operators of the glyphs with text, and the pictures beside: name, x and y.

    Places of pictures are in points from the piece's left end and the baseline.
    """
    source = face(piece.shaped.face)
    scale = piece.size / 1000
    code: list[str] = []
    row: list[str] = []
    pictures: list[tuple[str, float, float]] = []
    hexed: list[str] = []
    pen = shown = rise = 0.0

    def flush(*, whole: bool) -> None:
        if hexed:
            row.append(f"<{''.join(hexed)}>")
            hexed.clear()
        if whole and row:
            code.append(f"[{' '.join(row)}] TJ")
            row.clear()

    for glyph, own in zip(piece.shaped.glyphs, faces[source.name].codes(piece.shaped), strict=True):
        if own is None:
            if abs(glyph.dy) <= _FAR:
                name = faces.picture(source.name, glyph.id)
                pictures.append((name, (pen + glyph.dx) * scale, glyph.dy * scale))
        else:
            if glyph.dy != rise:
                flush(whole=True)
                rise = glyph.dy
                code.append(f"{number(rise * scale)} Ts")
            if abs(pen + glyph.dx - shown) >= _VISIBLE:
                flush(whole=False)
                row.append(number(shown - pen - glyph.dx))
                shown = pen + glyph.dx
            hexed.append(f"{own:04X}")
            shown += source.width(glyph.id)
        pen += glyph.advance
    if abs(pen - shown) >= _VISIBLE:
        flush(whole=False)
        row.append(number(shown - pen))
    flush(whole=True)
    if rise:
        code.append("0 Ts")
    return "\n".join(code), pictures


def _links(canvas: Any, line: Line, x: float, y: float) -> None:
    at = x
    open_link, begin, size = "", x, 0.0
    for piece in (*line.pieces, None):
        link = piece.span.link if piece else ""
        if link != open_link:
            if open_link:
                _link(canvas, open_link, (begin, y - 0.3 * size, at, y + 0.9 * size))
            open_link, begin = link, at
        if piece:
            size = piece.span.type.size
            at += piece.width


def _link(canvas: Any, target: str, box: tuple[float, float, float, float]) -> None:
    if target.startswith("#"):
        canvas.linkRect("", target[1:], box, relative=1)
    else:
        canvas.linkURL(target, box, relative=1)
