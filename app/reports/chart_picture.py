"""A chart as a picture, for files that hold no drawings: set on our own paper, then rendered."""

from io import BytesIO
from threading import Lock
from typing import Any

from app.reports.page import render
from app.reports.pdf_chart import Picture
from app.reports.sheet import MARGIN, TOP, Sheet
from app.reports.tree import Chart

_SCALE = 2.5
"""Dots of the picture per point."""
_ONE_AT_A_TIME = Lock()
"""pdfium is not to be used by two threads."""


def png(chart: Chart, *, right_to_left: bool) -> tuple[bytes, float, float]:
    """Return the picture of one part of a chart, and its width and height in points."""
    import pypdfium2  # noqa: PLC0415 -- slow import

    sheet = Sheet("", "", "", right_to_left=right_to_left)
    picture = Picture(chart, None, right_to_left=right_to_left, after=0)
    high = picture.measure(sheet.measure)
    paper = render([picture], sheet)
    library: Any = pypdfium2
    width, height = sheet.size
    cut = (MARGIN, height - TOP - high - 4, MARGIN, TOP - 4)
    with _ONE_AT_A_TIME:
        document = library.PdfDocument(paper)
        image = document[0].render(scale=_SCALE, crop=cut).to_pil()
        document.close()
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue(), width - 2 * MARGIN, high + 8
