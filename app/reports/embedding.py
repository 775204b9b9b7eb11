"""Faces inside a PDF: glyphs by number, with the text that each stands for.

ReportLab's own TrueType fonts know characters, not glyphs, and lose what HarfBuzz chose.
Here a face is one composite font (Identity-H) whose file holds the glyphs used and whose
ToUnicode map names their text, so that searching and copying work.
Why so, and not with ActualText: `docs/decisions/0006-pdf-text.md`.
"""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any
from unicodedata import mirrored

from app.reports.faces import Face, Shaped, face

_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
_VISIBLE = 0.01
"""Shifts below this many thousandths of the size are left out."""
_BLOCK = 100
"""Entries of a CMap block; the format allows no more."""


class NotInARow(Exception):
    """Some glyph stands higher than the line, or is drawn as a picture."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Glyphs of one piece of text; lengths in thousandths of the type size."""

    rows: tuple[tuple[float, str], ...]
    """How high each row stands, and what stands between the brackets of TJ."""
    pictures: tuple[tuple[int, float, float], ...]
    """Glyphs that are drawn beside, each from the left end of the piece and its baseline."""


class Rows(dict[Shaped, str]):
    """What stands between the brackets of TJ for each piece of text that is glyphs in a row."""

    def __init__(self, embedded: "Embedded") -> None:
        super().__init__()
        self._embedded = embedded

    def __missing__(self, shaped: Shaped) -> str:
        """Return the row of `shaped`; raises NotInARow."""
        placed = self._embedded.placed(shaped)
        if placed.pictures or any(rise for rise, _ in placed.rows):
            raise NotInARow
        row = self[shaped] = " ".join(row for _, row in placed.rows)
        return row


class Embedded:
    """One face within one document; ReportLab calls `addObjects` when it saves."""

    def __init__(self, source: Face, name: str) -> None:
        self.face = source
        self.name = name
        """What content streams call it: `/T1`."""
        self._codes: dict[tuple[int, str], int] = {(0, ""): 0}
        self._placed: dict[Shaped, Placed] = {}
        self.rows = Rows(self)

    def placed(self, shaped: Shaped) -> Placed:
        """Return how `shaped` is drawn, which is found out once."""
        found = self._placed.get(shaped)
        if found is None:
            found = self._placed[shaped] = self._place(shaped)
        return found

    def _place(self, shaped: Shaped) -> Placed:
        rows: list[tuple[float, str]] = []
        pictures: list[tuple[int, float, float]] = []
        row: list[str] = []
        hexed: list[str] = []
        pen = shown = rise = 0.0

        def flush(*, whole: bool) -> None:
            if hexed:
                row.append(f"<{''.join(hexed)}>")
                hexed.clear()
            if whole and row:
                rows.append((rise, " ".join(row)))
                row.clear()

        for glyph, own in zip(shaped.glyphs, self._assign(shaped), strict=True):
            if own is None:
                pictures.append((glyph.id, pen + glyph.dx, glyph.dy))
            else:
                if glyph.dy != rise:
                    flush(whole=True)
                    rise = glyph.dy
                if abs(pen + glyph.dx - shown) >= _VISIBLE:
                    flush(whole=False)
                    row.append(number(shown - pen - glyph.dx))
                    shown = pen + glyph.dx
                hexed.append(f"{own:04X}")
                shown += self.face.width(glyph.id)
            pen += glyph.advance
        flush(whole=False)
        if abs(pen - shown) >= _VISIBLE:
            row.append(number(shown - pen))
        flush(whole=True)
        return Placed(tuple(rows), tuple(pictures))

    def _assign(self, shaped: Shaped) -> tuple[int | None, ...]:
        """Return the code of each glyph in this document's font; None for one without text.

        A glyph that stands for two texts has two codes. In a cluster of several glyphs one
        carries the text; the others (dots, accents) are better drawn as pictures: readers
        of PDF take every code for a character.
        """
        clusters = [glyph.cluster for glyph in shaped.glyphs]
        if clusters == list(range(len(shaped.text))) and not shaped.rtl:
            return tuple([
                self._codes.setdefault((glyph.id, char), len(self._codes))
                for glyph, char in zip(shaped.glyphs, shaped.text, strict=True)
            ])  # fmt: skip
        starts = sorted(set(clusters))
        ends = dict(zip(starts, [*starts[1:], len(shaped.text)], strict=True))
        carrier: dict[int, int] = {}
        for place, glyph in enumerate(shaped.glyphs):
            held = carrier.setdefault(glyph.cluster, place)
            if glyph.advance and not shaped.glyphs[held].advance:
                carrier[glyph.cluster] = place
        found: list[int | None] = []
        for place, glyph in enumerate(shaped.glyphs):
            if carrier[glyph.cluster] != place:
                found.append(None)
                continue
            text = shaped.text[glyph.cluster : ends[glyph.cluster]]
            if shaped.rtl:
                # Readers of PDF expect what is seen from left to right and turn it round themselves.
                text = text[::-1]
                if mirrored(text[:1]):
                    text = self.face.mirrors.get(glyph.id, text)
            found.append(self._codes.setdefault((glyph.id, text), len(self._codes)))
        return tuple(found)

    def addObjects(self, document: Any) -> None:
        """Add font, descriptor, file and map to the document (called by ReportLab)."""
        from reportlab.pdfbase import pdfdoc  # noqa: PLC0415 -- slow import

        lib: Any = pdfdoc
        glyphs = [glyph for glyph, _ in self._codes]
        digest = sha256(repr(list(self._codes)).encode()).digest()
        tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
        base = f"/{tag}+{self.face.name}"

        def stream(content: bytes, **more: Any) -> Any:
            made = lib.PDFStream(dictionary=lib.PDFDictionary(more), content=content)
            made.filters = [lib.PDFZCompress]
            return document.Reference(made)

        data = self.face.subset(set(glyphs))
        descriptor = {
            "Type": "/FontDescriptor",
            "FontName": base,
            "Flags": 4,
            "FontBBox": lib.PDFArray([-1000, int(self.face.descent), 3000, int(self.face.ascent)]),
            "ItalicAngle": -12 if "Italic" in self.face.name else 0,
            "Ascent": round(self.face.ascent),
            "Descent": round(self.face.descent),
            "CapHeight": 700,
            "StemV": 80,
            "FontFile2": stream(data, Length1=len(data)),
        }
        widths = [number(self.face.width(glyph)) for glyph in glyphs]
        descendant = {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": base,
            "CIDSystemInfo": lib.PDFDictionary(
                {
                    "Registry": lib.PDFString("Adobe"),
                    "Ordering": lib.PDFString("Identity"),
                    "Supplement": 0,
                }
            ),
            "FontDescriptor": document.Reference(lib.PDFDictionary(descriptor)),
            "DW": 1000,
            "W": lib.PDFArray([0, lib.PDFArray(widths)]),
            "CIDToGIDMap": stream(b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)),
        }
        font = {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": base,
            "Encoding": "/Identity-H",
            "DescendantFonts": lib.PDFArray([document.Reference(lib.PDFDictionary(descendant))]),
            "ToUnicode": stream(self._to_unicode().encode("ascii")),
        }
        fonts: Any = document.idToObject["BasicFonts"].dict
        fonts[self.name.removeprefix("/")] = document.Reference(lib.PDFDictionary(font))

    def _to_unicode(self) -> str:
        pairs = [
            f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
            for (_, text), code in self._codes.items()
            if text
        ]
        blocks = [pairs[start : start + _BLOCK] for start in range(0, len(pairs), _BLOCK)]
        body = "".join(
            "\n".join((f"{len(block)} beginbfchar", *block, "endbfchar\n")) for block in blocks
        )
        return _HEAD + body + _TAIL


class Embeddings:
    """The faces of one document, by name, and the glyphs that are drawn as pictures."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._faces: dict[str, Embedded] = {}
        self.pictures: dict[str, tuple[str, int]] = {}
        """Face and glyph, by the name of the form that draws it."""
        self.begins: dict[tuple[str, float, int, bool], str] = {}
        """The operators that begin a line of one style, by its style."""

    def picture(self, name: str, glyph: int) -> str:
        """Return the name of the form that draws `glyph` of the face `name`."""
        made = f"{name}-{glyph}"
        self.pictures[made] = (name, glyph)
        return made

    def __getitem__(self, name: str) -> Embedded:
        found = self._faces.get(name)
        if found is None:
            found = self._faces[name] = Embedded(face(name), f"/T{len(self._faces) + 1}")
            self._document.fontMapping[f"satchel-{name}"] = found.name
            self._document.delayedFonts.append(found)
        return found


@lru_cache(20_000)
def number(value: float, places: int = 3) -> str:
    """Write `value` as PDF does: no exponent, no idle noughts."""
    written = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return "0" if written in {"", "-0"} else written
