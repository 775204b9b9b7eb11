"""Texts that break typesetters: each must give a PDF that opens, with its words in it."""

from dataclasses import replace

import pytest

from app.reports.comments import (
    Person,
    ProposalComments,
    Quote,
    Remark,
    Review,
    comments_pdf,
)
from tests.unit.reports import reading
from tests.unit.reports.papers import ARABIC, CHINESE, ENGLISH, ROUND, WEI, comments_report

NAUGHTY = {
    "nothing": "",
    "white space": " \n\t \u2003 \n",
    "control characters": "a\0b\x07c\x1b[31m\x7f",
    "lone surrogates": "x\ud800y\udfffz",
    "not characters": "\ufeffhi\ufffe\uffff\ufdd0",
    "markup": "<b>&amp;</b><para><script>alert(1)</script></para>",
    "PDF syntax": "\\) Tj ET endstream endobj (boo <</S/JavaScript>>",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈🇫🇷👍🏽" * 50,
    "joiners": "\u200d" * 500 + "\u200c\u200b" * 300,
    "marks without end": "a" + "\u0301" * 3000,
    "overrides": "\u202e" * 200 + "abc" + "\u202c" * 10 + " def",
    "isolates": "\u2068" * 1000 + "אב" + "\u2068א\u2069" * 500,
    "brackets": "(" * 500 + "א" + ")" * 500,
    "one long word": "x" * 5000,
    "one long Arabic word": "ب" * 2000,
    "spaces": " \u2003\u3000\u00a0" * 500,
    "line ends": "\n" * 2000 + "z\n\n" * 100,
    "hyphens": "-" * 2000,
    "private and far planes": "\ue000\U0010fffd\U000f0000𠀀𝔘",
    "scripts we have no face for": "ภาษาไทย 한국어 ሰላም नमस्ते ᠮᠣᠩᠭᠣᠯ",
    "variation selectors and tags": "\ufe0f" * 50 + "\U000e0041" * 50,
    "breaks of other kinds": "a\u2028b\u2029c\x85d\x0be",
}


def report_of(text: str, short: str):
    """Put `text` wherever people write, and `short` wherever a record has a name."""
    person = Person(short, "member", short, short)
    remark = Remark(
        person, text, "question", Quote(text, short, 1, "changed", short), written_at=short,
        state=short, about=short, replies=(Remark(WEI, text),),
    )  # fmt: skip
    review = Review(person, 1, short, {"relevance": text}, comment=text, reasons=(short,))
    proposal = ProposalComments(short, short, 1, short, (review,), (remark,))
    return replace(
        comments_report(), cycle=short, round=replace(ROUND, title=short), exported_by=person,
        exported_on=short, proposals=(proposal,), general=(remark,),
    )  # fmt: skip


@pytest.mark.parametrize("name", NAUGHTY)
def test_it_gives_pages_that_open(name):
    text = NAUGHTY[name]

    data = comments_pdf(report_of(text, text))

    assert reading.texts(data)[0]
    assert reading.ink(data)


def test_what_can_be_read_is_still_there():
    for name in ("control characters", "markup", "emoji", "breaks of other kinds"):
        data = comments_pdf(report_of("begin " + NAUGHTY[name] + " end", "name"))
        assert "begin" in reading.whole(data)
        assert "end" in reading.whole(data)


def test_markup_stays_text():
    data = comments_pdf(report_of(NAUGHTY["markup"], "name"))

    assert "<b>&amp;</b><para><script>alert(1)</script></para>" in reading.whole(data)
    assert b"/JavaScript" not in data
    assert b"/JS" not in data


def test_a_talk_of_two_thousand_replies_is_set():
    remark = Remark(WEI, "the last word")
    for number in range(2000):
        remark = Remark(WEI, f"reply {number}", replies=(remark,))
    proposal = ProposalComments("A", "A", 1, remarks=(remark,))

    data = comments_pdf(replace(comments_report(), proposals=(proposal,)))

    assert "the last word" in reading.whole(data)


@pytest.mark.parametrize("text", [ENGLISH * 180, ARABIC * 300, CHINESE * 220, "x" * 60_000])
def test_sixty_kilobytes_of_text_are_set(text):
    proposal = ProposalComments("A", "A", 1, remarks=(Remark(WEI, text),))

    data = comments_pdf(replace(comments_report(), proposals=(proposal,)))

    assert len(reading.opened(data)) > 5
