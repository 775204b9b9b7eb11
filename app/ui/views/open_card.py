"""What is being written in an open card of a margin: as values to be kept, and opened again."""

from typing import Any

from app.domain.anchors import Anchor
from app.ui.reader.card import NoteCard
from app.ui.reader.margin import NEW, MarginNotes
from app.ui.reader.pdf_span import PageSpan
from app.ui.reader.places import Span
from app.ui.views import paper_words

EVERY = 1000
"""Milliseconds between two looks at what is being written; a loss is never more than two."""


def opened(margin: MarginNotes) -> NoteCard | None:
    """Return the card that is being written in, if one is."""
    return next((card for card in margin.cards() if card.is_editing()), None)


def written(margin: MarginNotes) -> dict[str, Any] | None:
    """Return what is written and not kept yet, None where there is nothing."""
    card = opened(margin)
    if card is None:
        return None
    note, words = card.subject(), card.written()
    if note.id != NEW:
        return None if words == note.text else {"id": note.id, "text": words}
    if note.mark is None or not words.strip():
        return None
    found: dict[str, Any] = {
        "kind": note.kind,
        "text": words,
        "colour": note.colour,
        "section": note.mark.section,
        "start": note.mark.start,
        "end": note.mark.end,
        "exact": note.exact,
    }
    span = margin.begun_on()
    if isinstance(span, PageSpan) and span.anchor is not None:
        found |= {"anchor": span.anchor.to_json(), "cut": span.cut}
    return found


def open_again(margin: MarginNotes, draft: dict[str, Any]) -> None:
    """Open the card of `draft`, which `written` told, with its words in it."""
    text = str(draft.get("text") or "")
    if draft.get("id"):
        margin.write_in(str(draft["id"]), text)
        return
    span = _span(draft)
    kind, colour = str(draft.get("kind") or "note"), str(draft.get("colour") or "")
    margin.begin(kind, span, paper_words.audience(kind, ("chairs",), {}), colour)
    margin.write_in(NEW, text)


def _span(draft: dict[str, Any]) -> Span:
    place = (
        str(draft.get("section") or ""),
        int(draft.get("start") or 0),
        int(draft.get("end") or 0),
        str(draft.get("exact") or ""),
    )
    anchor = draft.get("anchor")
    if not isinstance(anchor, dict):
        return Span(*place)
    return PageSpan(*place, Anchor.from_json(anchor), bool(draft.get("cut")))
