"""PDFs for tests: sound ones of any make, and ones made to harm whoever reads them."""

import io
import zlib
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.paths import Home

FONTS = Path(__file__).parent.parent / "resources" / "fonts"
CATALOG, PAGES = "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<<{}>>>>"


@cache
def font(name: str) -> str:
    pdfmetrics.registerFont(TTFont(name, FONTS / f"{name}.ttf"))
    return name


def written(
    *pages: Sequence[str],
    size: tuple[float, float] = A4,
    face: str = "Helvetica",
    left: float = 72,
    password: str | None = None,
    strength: int = 40,
) -> bytes:
    """Return a PDF whose pages have these lines of 12 points, the first one 72 below the top."""
    out = io.BytesIO()
    locked = StandardEncryption(password, strength=strength) if password else None
    canvas = Canvas(out, pagesize=size, encrypt=locked, invariant=True)
    for number, lines in enumerate(pages):
        canvas.bookmarkPage(f"p{number}")
        canvas.addOutlineEntry(f"Page {number + 1}", f"p{number}", 0 if number % 2 == 0 else 1)
        canvas.setFont(face if face == "Helvetica" else font(face), 12)
        for row, line in enumerate(lines):
            canvas.drawString(left, size[1] - 72 - 16 * row, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def kept(home: Home, content: bytes, name: str = "survey.pdf") -> dict[str, Any]:
    """Let an original lie where the profile keeps it; return what the field `file` says of it."""
    digest = sha256(content).hexdigest()
    path = home.file(digest, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return {"name": name, "sha256": digest, "size": len(content)}


def linked() -> bytes:
    """Return two pages; the first leads to words of the second and to addresses outside."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    lines = ("To the second page", "https://example.org/a?b=1", "javascript:alert(1)")
    for row, line in enumerate(lines):
        top = A4[1] - 72 - 40 * row
        canvas.drawString(72, top, line)
        place = (72, top - 4, 300, top + 14)
        canvas.linkURL(line, place) if row else canvas.linkRect("", "there", place)
    canvas.showPage()
    canvas.drawString(72, 600, "Here one comes to.")
    canvas.bookmarkPage("there", fit="XYZ", left=0, top=620)
    canvas.addOutlineEntry("There", "there")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def turned(content: bytes, degrees: int, crop: Sequence[float] | None = None) -> bytes:
    """Return the same pages turned as /Rotate says, and cropped."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    for page in writer.pages:
        page.rotate(degrees)
        if crop:
            page.cropbox = RectangleObject(tuple(crop))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def built(*objects: str | bytes, trailer: str = "/Root 1 0 R") -> bytes:
    """Return a PDF of these objects, numbered from 1, with a sound table of them."""
    out = bytearray(b"%PDF-1.7\n")
    places: list[int] = []
    for number, given in enumerate(objects, 1):
        places.append(len(out))
        body = given if isinstance(given, bytes) else given.encode("latin-1")
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d%b>>\n" % (len(objects) + 1, trailer.encode())
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def stream(content: bytes, more: str = "", *, packed: int = 0) -> bytes:
    """Return a stream object, deflated so many times."""
    for _ in range(packed):
        content = zlib.compress(content, 1 if len(content) > 1_000_000 else 9)
    filters = f"/Filter[{'/FlateDecode' * packed}]" if packed else ""
    return f"<</Length {len(content)}{filters}{more}>>stream\n".encode() + content + b"\nendstream"


def page_of(content: bytes, resources: str = "", *more: str | bytes, packed: int = 0) -> bytes:
    """Return a PDF of one page with this content; `more` are objects from number 5 on."""
    return built(CATALOG, PAGES, PAGE.format(resources), stream(content, packed=packed), *more)


def truncated(content: bytes, parts: int) -> list[bytes]:
    return [content[: len(content) * each // parts] for each in range(parts)]


def hostile() -> dict[str, bytes]:
    """Return PDFs that loop, swell, lie or go deep, each under what it does."""
    plain = stream(b"BT /F1 12 Tf 72 700 Td (Hello) Tj ET")
    font_of = "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    nothing, deep = b"", 200_000
    laughs = [
        stream(b"/X Do " * 10, f"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<</X {n + 1} 0 R>>>>")
        for n in range(5, 17)
    ]  # fmt: skip
    return {
        "not a PDF": b"<html>",
        "zeros": bytes(100_000),
        "page tree bites its tail": built(CATALOG, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"),
        "page count of two thousand million": built(
            CATALOG, "<</Type/Pages/Kids[3 0 R]/Count 2147483647>>", PAGE.format(font_of), plain
        ),
        "page tree thousands deep": built(
            CATALOG,
            *(f"<</Type/Pages/Kids[{n + 1} 0 R]/Count 1/Parent {n - 1} 0 R>>" for n in range(2, 9_000)),
            PAGE.format(""),
        ),
        "table of objects before itself": page_of(nothing).replace(b"/Root", b"/Prev 9/Root"),
        "table of four thousand million objects": page_of(nothing).replace(
            b"xref\n0 5", b"xref\n0 4294967295"
        ),
        "table says huge size": page_of(nothing).replace(b"/Size 5", b"/Size 2147483646"),
        "object stream in itself": built(
            CATALOG, PAGES, PAGE.format(""),
            stream(b"5 0 <<>>", "/Type/ObjStm/N 1/First 4/Extends 4 0 R"),
            stream(b"5 0 <<>>", "/Type/ObjStm/N 2000000000/First 4"),
        ),
        "length leads to itself": built(
            CATALOG, PAGES, PAGE.format(""), b"<</Length 4 0 R>>stream\nq Q\nendstream"
        ),
        "arrays without end": built(CATALOG, PAGES, "[" * deep),
        "dictionaries without end": built(CATALOG, PAGES, "<</A" * deep),
        "content that swells": page_of(bytes(350_000_000), packed=2),
        "words that swell": page_of(
            b"BT /F1 1 Tf " + b"(abcdefgh ijklmnop) Tj 1 0 Td " * 1_000_000 + b"ET", font_of, packed=2
        ),
        "picture of 60,000 x 60,000": page_of(
            b"600 0 0 700 0 0 cm /I Do", "/XObject<</I 5 0 R>>",
            stream(bytes(20_000_000), "/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB", packed=2),
        ),
        "picture that says more than it has": page_of(
            b"/I Do", "/XObject<</I 5 0 R>>",
            stream(b"x", "/Type/XObject/Subtype/Image/Width 2147483647/Height 2147483647/BitsPerComponent 16/ColorSpace/DeviceCMYK"),
        ),
        "form in itself": page_of(
            b"/X Do", "/XObject<</X 5 0 R>>",
            stream(b"/X Do /X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"),
        ),
        "a million million forms": page_of(
            b"/X Do", "/XObject<</X 5 0 R>>", *laughs,
            stream(b"0 0 500 500 re f", "/Type/XObject/Subtype/Form/BBox[0 0 612 792]"),
        ),
        "pattern of a thousandth of a point": page_of(
            b"/Pattern cs /P scn 0 0 612 792 re f", "/Pattern<</P 5 0 R>>",
            stream(b"0 0 1 1 re f", "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep .001/YStep .001/Resources<<>>"),
        ),
        "dashes of nothing": page_of(b"[.00001 .00001] 0 d 0 0 m 100000 100000 l S " * 50),
        "millions of curves": page_of(b"0 0 m 9 900 900 9 600 700 c S\n" * 2_000_000, packed=2),
        "letter that draws itself": page_of(
            b"BT /F1 12 Tf (a) Tj ET", "/Font<</F1 5 0 R>>",
            "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 6 0 R>>"
            "/Encoding<</Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[9]/Resources<</Font<</F1 5 0 R>>>>>>",
            stream(b"9 0 d0 BT /F1 12 Tf (aaaa) Tj ET"),
        ),
        "mask in itself": page_of(
            b"/G gs 0 0 500 500 re f", "/ExtGState<</G<</SMask<</S/Luminosity/G 5 0 R>>>>>>",
            stream(b"/G gs 0 0 9 9 re f", "/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Group<</S/Transparency>>/Resources<</ExtGState<</G<</SMask<</S/Luminosity/G 5 0 R>>>>>>>>"),
        ),
        "outline bites its tail": built(
            "<</Type/Catalog/Pages 2 0 R/Outlines 5 0 R>>", PAGES, PAGE.format(font_of), plain,
            "<</First 6 0 R/Last 6 0 R>>",
            "<</Title(a)/Parent 5 0 R/Next 6 0 R/First 6 0 R/Dest[3 0 R/Fit]>>",
        ),
        "sheet of a million kilometres": built(
            CATALOG, PAGES, PAGE.format(font_of).replace("612 792", "3e12 3e12"), plain
        ),
        "sheet of nothing": built(CATALOG, PAGES, PAGE.format("").replace("612 792", "0 0"), plain),
        "sheet turned inside out": built(
            CATALOG, PAGES, PAGE.format(font_of).replace("0 0 612 792", "9e9 nan -1 -99999999999"), plain
        ),
        "lock of no known make": built(
            CATALOG, PAGES, PAGE.format(""), plain, "<</Filter/Standard/V 99/R 99/O(x)/U(y)/P -1>>",
            trailer="/Root 1 0 R/Encrypt 5 0 R/ID[(a)(a)]",
        ),
        "lock that leads to itself": built(
            CATALOG, PAGES, PAGE.format(""), plain, "5 0 R", trailer="/Root 1 0 R/Encrypt 5 0 R"
        ),
        "thousands of pages of one dense content": built(
            CATALOG,
            f"<</Type/Pages/Kids[{' '.join(f'{n} 0 R' for n in range(4, 4004))}]/Count 4000>>",
            stream(b"BT /F1 1 Tf 14 TL 9 700 Td " + b"(abcdefgh ijklmnop) Tj T* " * 6_000 + b"ET", packed=1),
            *[PAGE.format(font_of).replace("/Contents 4", "/Contents 3")] * 4000,
        ),
        "pages are a number": built("<</Type/Catalog/Pages 7>>"),
        "catalogue leads to itself": built("1 0 R"),
        "numbers beyond all": page_of(b"9" * 4_000 + b" 0 0 9e999 0 0 cm 0 0 1 1 re f " * 20),
        "states never ended": page_of(b"q " * 3_000_000, packed=1),
        "runs of text without end": page_of(b"BT /F1 9 Tf [" + b"(a)-9 " * 2_000_000 + b"] TJ ET", font_of, packed=1),
    }  # fmt: skip
