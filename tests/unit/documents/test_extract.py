"""Text taken out of the files that papers come as."""

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from app.documents.extract import decode, extract
from app.documents.pieces import Piece, to_markdown
from app.documents.plain import Run, plain
from app.documents.unreadable import Unreadable

LONG = (
    "Community networks share spectrum by custom rather than by licence, and what regulators can"
    " learn from them is seldom written down where anybody else would look for it. "
)


def pdf_of(*paragraphs: str, **how: Any) -> bytes:
    out = io.BytesIO()
    styles = getSampleStyleSheet()
    story = [
        Paragraph(
            text.removeprefix("# "), styles["Heading1" if text.startswith("# ") else "Normal"]
        )
        for text in paragraphs
    ]
    SimpleDocTemplate(out, pagesize=A4, **how).build(story)
    return out.getvalue()


def lines_pdf(*lines: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number, line in enumerate(lines):
        canvas.drawString(72, 700 - 14 * number, line)
    canvas.save()
    return out.getvalue()


def word_of(fill: Any) -> bytes:
    document = docx.Document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def text_of(name: str, content: bytes) -> str:
    found = extract(name, content)
    assert found is not None
    return plain(found)


def test_lines_of_a_pdf_are_joined_to_paragraphs_and_headings_told() -> None:
    found = extract("a.PDF", pdf_of("# Quiet radio", LONG * 3, "Second *paragraph* [1] of_it."))

    assert found is not None
    assert found.startswith("### Quiet radio\n\n")
    assert plain(found).split("\n") == [
        "Quiet radio",
        (LONG * 3).strip(),
        "Second *paragraph* [1] of_it.",
    ]


def test_a_sentence_goes_on_over_the_end_of_a_page() -> None:
    text = text_of("a.pdf", pdf_of(LONG * 60))

    assert text.count("\n") <= 2
    assert " ".join(text.split()) == (LONG * 60).strip()


def test_hyphens_at_the_ends_of_lines_are_undone_with_care() -> None:
    lines = (
        "A long line about the self-employed in spectrum regula-",
        "tion, and again a line about those who are called self-",
        "employed in North-",
        "Kivu since 2019-",
        "2020, which ends here.",
    )

    assert text_of("a.pdf", lines_pdf(*lines)) == (
        "A long line about the self-employed in spectrum regulation, and again a line about those"
        " who are called self-employed in North-Kivu since 2019-2020, which ends here."
    )


def test_lines_that_recur_on_every_page_are_left_out() -> None:
    def head(canvas: Canvas, document: Any) -> None:
        canvas.drawString(72, 810, "Draft of the strategy group")
        canvas.drawString(72, 30, f"page {document.page}")

    out = io.BytesIO()
    style = getSampleStyleSheet()["Normal"]
    SimpleDocTemplate(out, pagesize=A4).build(
        [Paragraph(LONG * 150, style)], onFirstPage=head, onLaterPages=head
    )

    text = text_of("a.pdf", out.getvalue())

    assert "Draft of" not in text
    assert " ".join(text.split()) == (LONG * 150).strip()


def test_a_pdf_of_pictures_has_no_text() -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.circle(100, 100, 50)
    canvas.save()

    assert extract("scan.pdf", out.getvalue()) is None


def test_locked_and_damaged_files_are_told_apart() -> None:
    locked = pdf_of("secret", encrypt=StandardEncryption("word", canPrint=0))
    word = word_of(lambda document: document.add_paragraph("x"))
    cases = [
        ("a.pdf", locked, "password"),
        ("a.pdf", b"%PDF-1.7 nonsense", "damaged"),
        ("a.pdf", b"", "damaged"),
        ("a.docx", word[:-200], "damaged"),
        ("a.docx", b"PK", "damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "password"),
        ("a.txt", b"a\x00b\x81", "encoding"),
        ("a.txt", bytes(50_000_001), "too_large"),
    ]

    for name, content, code in cases:
        with pytest.raises(Unreadable) as caught:
            extract(name, content)
        assert caught.value.code == code


def test_word_files_keep_headings_lists_tables_and_looks() -> None:
    def fill(document: Any) -> None:
        document.add_heading("Open maps", 0)
        document.add_heading("What it is about", 1)
        paragraph = document.add_paragraph("Islands are ")
        paragraph.add_run("mapped").bold = True
        paragraph.add_run(" last. *Not* marks_")
        document.add_paragraph("one", style="List Bullet")
        document.add_paragraph("two", style="List Bullet")
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Cost", "3\u00a0000"

    found = extract("a.docx", word_of(fill))

    assert found is not None
    assert "# Open maps\n\n# What it is about\n\nIslands are **mapped** last." in found
    assert plain(found).split("\n") == [
        "Open maps",
        "What it is about",
        "Islands are mapped last. *Not* marks_",
        "one",
        "two",
        "Cost | 3\u00a0000",
    ]


def test_archives_that_unpack_without_end_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b" " * 60_000_000)

    with pytest.raises(Unreadable) as caught:
        extract("bomb.docx", out.getvalue())

    assert caught.value.code == "too_large"


def test_entities_in_word_files_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>')

    with pytest.raises(Unreadable):
        extract("entities.docx", out.getvalue())


def test_html_is_cleaned_and_its_words_kept() -> None:
    page = (
        "<html><head><title>no</title><style>p{}</style></head><body>loose<h1>Head</h1>"
        "<p onclick=x>a&nbsp;b <b>bold:</b>c<br>d</p><script>alert(1)</script>"
        "<ul><li>one<ol start=3><li>two</ol></ul><p>1. no item</p><pre> x\n  y</pre>"
        "<p><a href='https://x.org'>l[i]nk</a> <a href='javascript:x'>dead</a> &amp;amp;</p>"
    )

    found = extract("a.html", page.encode())

    assert found is not None
    assert "[l[i\\]nk]" not in found
    assert "](<https://x.org>)" in found
    assert "javascript" not in found
    assert plain(found) == (
        "loose\nHead\na\u00a0b bold:c\nd\none\ntwo\n1. no item\n x\n  y\nl[i]nk dead &amp;"
    )


def test_an_html_page_is_read_in_the_encoding_it_names() -> None:
    page = '<meta charset="windows-1251"><p>Острова</p>'.encode("cp1251")

    assert text_of("a.htm", page) == "Острова"


def test_markdown_is_taken_as_it_is() -> None:
    assert extract("a.md", b"\xef\xbb\xbf# A\r\n\r\n*b*\r\n") == "# A\n\n*b*\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_files_are_read_in_their_encoding(encoding: str) -> None:
    words = "“Über” 3 €\n* no item\n\n\n# none"

    assert text_of("a.txt", words.encode(encoding)) == "“Über” 3 €\n* no item\n# none"


def test_other_kinds_of_files_have_no_text(tmp_path: Path) -> None:
    assert extract("a.png", b"\x89PNG") is None
    assert extract("a", b"x") is None
    assert extract("a.txt", b" \n") is None
    assert decode("é".encode()) == "é"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["paragraph", "heading", "item", "code"]),
            st.lists(
                st.tuples(
                    st.text("ab1. *_`#[]()<>&;\\!~-+=é漢", min_size=1, max_size=12),
                    st.booleans(),
                    st.booleans(),
                ),
                min_size=1,
                max_size=3,
            ),
            st.integers(0, 2),
        ),
        max_size=5,
    )
)
def test_whatever_the_words_the_markdown_written_says_them(
    given_pieces: list[tuple[str, list[tuple[str, bool, bool]], int]],
) -> None:
    pieces = [
        Piece(
            kind,
            tuple(Run(text, bold, italic) for text, bold, italic in runs),
            level=2,
            path=(None,) * (depth + 1) if kind == "item" else (),
        )
        for kind, runs, depth in given_pieces
    ]

    text = plain(to_markdown(pieces))

    assert text.split() == " ".join(piece.text for piece in pieces).split()


@pytest.mark.parametrize("name", ["a.docx", "a.pdf"])
def test_broken_bytes_are_told_as_damage_and_never_raise_anything_else(
    name: str, *, whole: bool
) -> None:
    sound = word_of(lambda each: each.add_heading("x", 1)) if name == "a.docx" else pdf_of(LONG)
    step = max(
        1, len(sound) // (150 if whole else 75 if name == "a.docx" else 20)
    )  # each PDF takes a process
    told: set[str] = set()

    for at in range(0, len(sound), step):
        try:
            extract(name, sound[:at] + bytes([sound[at] ^ 0x5A]) + sound[at + 1 :])
        except Unreadable as caught:
            told.add(caught.code)

    assert told <= {"damaged", "password", "too_large"}
