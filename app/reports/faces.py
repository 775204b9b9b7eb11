"""The bundled font files: what each covers, and its glyphs for a piece of text."""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent.parent.parent / "resources" / "fonts"

_SCRIPTS = (
    (0x0370, 0x03FF, "Grek"), (0x1F00, 0x1FFF, "Grek"), (0x0400, 0x052F, "Cyrl"),
    (0x0600, 0x08FF, "Arab"), (0xFB50, 0xFDFF, "Arab"), (0xFE70, 0xFEFC, "Arab"),
    (0x0900, 0x097F, "Deva"), (0x1CD0, 0x1CFF, "Deva"), (0xA8E0, 0xA8FF, "Deva"),
    (0x2E80, 0x2FDF, "Hani"), (0x3400, 0x9FFF, "Hani"), (0xF900, 0xFAFF, "Hani"),
    (0x20000, 0x3FFFF, "Hani"), (0x3041, 0x309F, "Hira"), (0x30A0, 0x30FF, "Kana"),
)  # fmt: skip


class Glyph(NamedTuple):
    """A glyph as it is placed; lengths in thousandths of the type size."""

    id: int
    cluster: int
    """Offset of its first character in the text that was shaped."""
    advance: float
    dx: float
    dy: float


@dataclass(frozen=True, slots=True, eq=False)
class Shaped:
    """A piece of text in one face, its glyphs from left to right.

    It is equal to itself only: the same words are shaped once, and looked up ten thousand times.
    """

    text: str
    face: str
    glyphs: tuple[Glyph, ...]
    width: float
    """In thousandths of the type size."""
    rtl: bool = False


class Face:
    """One font file, opened once."""

    def __init__(self, name: str, path: Path) -> None:
        hb = _harfbuzz()

        self.name = name
        self.source: Any = hb.Face(hb.Blob(path.read_bytes()))
        self.font: Any = hb.Font(self.source)
        self.unit = 1000 / int(self.source.upem)
        self._widths: dict[int, float] = {}
        self.cover: frozenset[int] = frozenset(self.source.unicodes)
        self.letters = frozenset(map(chr, self.cover))
        self.mirrors: dict[int, str] = {
            int(self.font.get_nominal_glyph(code)): chr(code)
            for code in sorted(self.cover)
            if unicodedata.mirrored(chr(code))
        }
        """The sign that each bracket glyph looks like."""
        extents: Any = self.font.get_font_extents("ltr")
        self.ascent: float = extents.ascender * self.unit
        self.descent: float = extents.descender * self.unit

    def width(self, glyph: int) -> float:
        """Return the advance of `glyph` before kerning, in thousandths of the type size."""
        found = self._widths.get(glyph)
        if found is None:
            found = float(self.font.get_glyph_h_advance(glyph)) * self.unit
            self._widths[glyph] = found
        return found

    def outline(self, glyph: int) -> str:
        """Return the shape of `glyph` as PDF path operators, in the file's own units."""
        path: list[str] = []
        here = (0.0, 0.0)

        def move(x: float, y: float, _: Any) -> None:
            nonlocal here
            here = (x, y)
            path.append(f"{x:g} {y:g} m")

        def line(x: float, y: float, _: Any) -> None:
            nonlocal here
            here = (x, y)
            path.append(f"{x:g} {y:g} l")

        def curve(cx: float, cy: float, x: float, y: float, _: Any) -> None:
            # PDF has cubic curves only.
            nonlocal here
            one = (here[0] + 2 * (cx - here[0]) / 3, here[1] + 2 * (cy - here[1]) / 3)
            two = (x + 2 * (cx - x) / 3, y + 2 * (cy - y) / 3)
            here = (x, y)
            path.append(f"{one[0]:.2f} {one[1]:.2f} {two[0]:.2f} {two[1]:.2f} {x:g} {y:g} c")

        hb = _harfbuzz()

        pen: Any = hb.DrawFuncs()
        pen.set_move_to_func(move)
        pen.set_line_to_func(line)
        pen.set_quadratic_to_func(curve)
        pen.set_close_path_func(lambda _: path.append("h"))
        self.font.draw_glyph(glyph, pen, None)
        return "\n".join([*path, "f"]) if path else ""

    def subset(self, glyphs: set[int]) -> bytes:
        """Return a TrueType file with these glyphs only, under the numbers they have here."""
        hb = _harfbuzz()

        wanted: Any = hb.SubsetInput()
        wanted.glyph_set.update(glyphs)
        flags: Any = hb.SubsetFlags
        wanted.flags = flags.RETAIN_GIDS | flags.NO_LAYOUT_CLOSURE | flags.NOTDEF_OUTLINE
        wanted.drop_table_tag_set.update(
            int.from_bytes(each.encode(), "big")
            for each in ("GSUB", "GPOS", "GDEF", "cmap", "name", "OS/2", "post")
        )
        found: Any = hb.subset(self.source, wanted)
        return bytes(found.blob.data)


@cache
def _harfbuzz() -> Any:
    return import_module("uharfbuzz")


@cache
def face(name: str) -> Face:
    """Return the face in the file `name`, opened at its first use."""
    return Face(name, FOLDER / f"{name}.ttf")


@lru_cache(4096)
def script_of(char: str) -> str:
    """Return the ISO 15924 code of the letter `char`, empty for what any script shares."""
    code = ord(char)
    found = next((script for first, last, script in _SCRIPTS if first <= code <= last), "")
    if found:
        return found if unicodedata.category(char)[0] in "LM" else ""
    return "Latn" if unicodedata.category(char)[0] == "L" else ""


@lru_cache(30_000)
def shape(
    name: str, text: str, *, rtl: bool = False, script: str = "", before: str = "", after: str = ""
) -> Shaped:
    """Return the glyphs of `text` in face `name`.

    `before` and `after` are the letters it touches: Arabic joins over the seam of two
    colours or two lines. They are not part of the result.
    """
    hb = _harfbuzz()

    source = face(name)
    buffer: Any = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
    buffer.add_str(before + text + after, len(before), len(text))
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.script = script or "Zyyy"
    buffer.language = "und"
    hb.shape(source.font, buffer)
    unit = source.unit
    glyphs = tuple(
        Glyph(
            info.codepoint,
            info.cluster - len(before),
            place.x_advance * unit,
            place.x_offset * unit,
            place.y_offset * unit,
        )
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    )
    return Shaped(text, name, glyphs, sum(glyph.advance for glyph in glyphs), rtl)
