"""What a row of the search says of a hit."""

from app.store.search import Found, Hit
from app.ui.models import search


def line(hit):
    (row,) = search.lines(
        search.Answer("bees", Found([hit]), {("document", "d1"): "Call IV: transcript"})
    )
    return row


def test_words_of_a_transcript_are_told_to_be_not_authoritative():
    row = line(Hit("document", "d1", "turn-12", "CHAIR", "The bees …", 1.0, "document/d1"))

    assert (row.title, row.end) == ("Call IV: transcript", "CHAIR · not authoritative")


def test_a_section_of_a_document_is_told_by_its_heading():
    row = line(Hit("document", "d1", "turning-1", "Turning", "The bees …", 1.0, "document/d1"))

    assert (row.title, row.end) == ("Call IV: transcript", "Turning")
