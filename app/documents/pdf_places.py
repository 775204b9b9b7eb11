"""Where a mark stands on the pages of a PDF: made from chosen words, checked when shown again."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from app.documents.anchoring import PlainSection, QuoteNotFound, anchor
from app.documents.pdf_frame import Box
from app.documents.unreadable import Unreadable
from app.domain.anchors import CONTEXT, Anchor
from app.domain.spots import MOST_BOXES, Spot

if TYPE_CHECKING:
    from app.documents.pdf_pages import PageText, PdfFile
    from app.documents.pdf_values import Found, PageSize


MOST_PHRASES = 8
"""Phrases of a page that are looked for in the text."""


class Words(Protocol):
    """What is asked of a PDF to find a mark in it again; as `PdfFile` has it."""

    @property
    def pages(self) -> "tuple[PageSize, ...]": ...
    def text(self, page: int) -> "PageText": ...
    def find(self, words: str) -> "Iterable[Found]": ...


def anchor_on(text: "PageText", page: int, start: int, end: int) -> Anchor:
    """Return the anchor of characters `start` to `end` of page `page` (from 1).

    Raises QuoteNotFound if there are no words between the two.
    """
    exact = text.quote(start, end)
    if not exact:
        raise QuoteNotFound(exact, None)
    spot = Spot(page, tuple(text.around(start, end)[:MOST_BOXES])).to_json()
    before = text.quote(max(0, start - 2 * CONTEXT), start)
    after = text.quote(end, end + 2 * CONTEXT)
    return Anchor(exact, before[-CONTEXT:], after[:CONTEXT], page=spot)


def also_in(sections: Sequence[PlainSection], mark: Anchor) -> Anchor:
    """Return the anchor of words on a page with their place in the extracted text besides.

    As it was where the text does not have them, or more than once.
    """
    try:
        found = anchor(sections, mark.exact)
    except QuoteNotFound:
        return mark
    return mark if found.ambiguous else replace(found, ambiguous=mark.ambiguous, page=mark.page)


def quoted(pdf: "PdfFile", page: int, quote: str) -> Anchor:
    """Return the anchor of the first place of `quote` on page `page` (from 1).

    It is `ambiguous` if the words are there more than once. Raises QuoteNotFound, Unreadable.
    """
    from app.documents.pdf_finding import folded, places  # noqa: PLC0415 -- not needed to show

    if not 1 <= page <= len(pdf.pages):
        raise QuoteNotFound(quote, None)
    text, words = pdf.text(page - 1), folded(quote)
    found = list(islice(places(text.text, words), 2)) if words else []
    if not found:
        raise QuoteNotFound(quote, None)
    return replace(anchor_on(text, page, *found[0]), ambiguous=len(found) > 1)


def spot_of(pdf: Words, mark: Anchor) -> Spot | None:
    """Return where a mark stands in `pdf`, None where that cannot be told for sure.

    Its own boxes hold where its words are still under them (the file may be another version);
    else its words, if they are in the whole file just once. A page without text keeps the boxes:
    nothing else is known of it.
    """
    own = Spot.from_json(mark.page)
    if own is not None and own.boxes and own.page <= len(pdf.pages):
        text = _text(pdf, own.page)
        if text is not None and (not text.has_text or _holds(text, own, mark.exact)):
            return own
    if not mark.exact.strip():
        return None
    try:
        found = list(islice(pdf.find(mark.exact), 2))
    except Unreadable:
        return None
    return Spot(found[0].page + 1, found[0].boxes) if len(found) == 1 else None


def first_in_text(
    sections: Sequence[PlainSection], phrases: Sequence[str]
) -> tuple[str, int, int] | None:
    """Return section, start and end of the first of `phrases` that the extracted text has once.

    Else of the first it has at all. Accents, case and line breaks do not matter.
    """
    from app.documents.pdf_finding import folded, places  # noqa: PLC0415 -- not needed to show

    some: tuple[str, int, int] | None = None
    for words in filter(None, map(folded, phrases[:MOST_PHRASES])):
        hits = ((each.key, *span) for each in sections for span in places(each.text, words))
        found = list(islice(hits, 2))
        if len(found) == 1:
            return found[0]
        some = some or (found[0] if found else None)
    return some


def _text(pdf: Words, page: int) -> "PageText | None":
    try:
        return pdf.text(page - 1)
    except Unreadable:
        return None


def _holds(text: "PageText", spot: Spot, exact: str) -> bool:
    """Say whether the words under the boxes are those of the mark."""
    from app.documents.pdf_finding import folded, places  # noqa: PLC0415 -- not needed to show

    for start, end in places(text.text, folded(exact)):
        around = text.around(start, end)
        if around and _overlap(around[0], spot.boxes[0]):
            return True
    return False


def _overlap(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    upward = min(one[3], other[3]) - max(one[1], other[1])
    return across > 0 and upward > 0
