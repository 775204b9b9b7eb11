"""Writes the PDF and the Word file of the sample cycle: `python packaging/sample.py [FOLDER]`."""

import io
import re
import sys
import zipfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from docx import Document
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "resources" / "fonts"
DOCUMENTS = ROOT / "resources" / "sample" / "igf2021" / "documents"
WRITTEN = datetime(2021, 1, 26, tzinfo=UTC)
"""The date the files bear, so that writing them again gives the same files."""

TITLE = "Lessons of past forums: a short note"
LEAD = (
    "What earlier Best Practice Forums (BPFs) teach those who propose one, and those who have to "
    "say yes or no to it. Prepared for the reading of the proposals of 2021."
)
NOTE = """
## How the forums came about

Best Practice Forums are almost as old as the Internet Governance Forum itself. They were tried
in 2007 and again in 2008, and it was left to the organisers what to make of them. Failures were
welcome as well as successes, since both can teach. It did not turn out like that. Most sessions
told how well their organisers had done, and the idea was dropped.

In 2014 it came back with a firmer frame: a forum works through the year and not only at the
annual meeting, it writes a report, and the Secretariat supports it. Since then forums have
dealt with subjects as different as security, gender, local content, and big data with
artificial intelligence. Four of them were renewed in 2020.

A fifth forum of that year looked at the forums themselves. It made an inventory of those from
2014 to 2019, asked people who had led them, and weighed strengths against weaknesses. Its
report describes how forums are set up and run, offers a set of tools for those who facilitate
them, makes recommendations, and proposes ways to measure what a forum has achieved.

## Why there is no list of boxes

The study began with a wish of the advisory group: a clear list on which one could tick what a
proposal fulfils. It was soon given up. A small community can be the right one, a new topic can
be full of experience, and no box shows this. What remained are four criteria that guide a
discussion: the topic, the community, the way to measure, and the result.

For a reviewer this means that words are what is asked for. A sentence that says what is missing
helps the proposers more than a mark would.

## What has held forums back

**A slow start.** A forum has to be approved, and then a consultant has to be found and
appointed. Often it was May or June before work could begin, and the forum was in full swing
only when the annual meeting was near.

**Late echo.** The wider community tends to notice a forum when its report is presented. By then
it can hardly change anything.

**The idea of a few.** Some proposals were carried by one or two people who had not yet found
organisations willing to work with them.

**No way out.** Results were passed on when an occasion came up. There were good occasions, but
there was no plan.

## What a proposal can do about it

The table sets each lesson beside something that a proposal can show already, before any work
has begun.

## A forum gathers practices

One more lesson comes up in nearly every discussion. A Best Practice Forum is not there to
explore a problem, and it does not make policy. It gathers practices, those that exist and those
that are just emerging, and it is at its best when it also says what has failed.

This does not shut out new topics. A field may be new to the IGF and have years of trial and
error behind it elsewhere. The question to ask is whether there is something to gather, and
whether those who know it will come.

## Five questions for a first reading

1. Could somebody who has never heard of the IGF tell from the first lines what the forum is
for?

2. Which practices does the proposal name, and are there failed ones among them?

3. Who has agreed to take part, and where can this be seen?

4. When in the year can people outside the forum say something that still matters?

5. In whose hands should the result be a year later, and who will put it there?

## About this note

This note was written for the sample cycle that comes with the program. It draws on the public
record of January 2021 and tells it in its own words. It is no document of the IGF Secretariat.
"""
LESSONS = (
    ("Lesson", "What a proposal can show"),
    ("Start early", "Which steps volunteers can take before a consultant is there"),
    ("Think in cycles", "What would be done in a second year, if there is one"),
    ("Bring others along", "Organisations that have agreed, with a letter or a message"),
    ("Reach out", "Whom the forum wants to reach, when, and by which way"),
    ("Ask in time", "A date in the middle of the year when drafts are open to all"),
    ("Pass it on", "Who should receive the result, in which form, and from whom"),
    ("Be brief", "A few lines at the top that say what the forum is for"),
)
TABLE_AFTER = "What a proposal can do about it"

WORD_TITLE = "Working together: environmental data and the Policy Network on Environment"
WORD_NOTE = """
## Why this page

In the call of 27 January 2021 the advisory group asked two initiatives to meet: the proposed
Best Practice Forum on the governance of environmental data, and the Policy Network on
Environment that the Secretariat has just launched. They grew up at the same time. This page
lists what the two could settle between them. It is a draft for comment.

## What each of them brings

The network is open to all, has a mailing list, and looks at the environment and digital
technology as a whole. Two members of the advisory group have offered to help facilitate it.

The proposed forum is narrower: it asks how data about the environment is governed. It has four
proposers from different stakeholder groups and letters of support.

## Questions to settle

• Is the forum a part of the network, a neighbour, or does the network take over the four
objectives?

• If both go on: who collects practices, and who draws conclusions for policy?

• One mailing list or two? One calendar?

• Who looks after data that is at risk of being hidden or lost, a concern that was raised in the
call?

• How is the work shared so that the Secretariat has to find one consultant and not two?

• What should the advisory group be told, and by when?

## About this page

This page was written for the sample cycle that comes with the program. It retells the public
record of January 2021 in its own words. It is no document of the IGF Secretariat.
"""
CHOICES = (
    ("Way", "What speaks for it", "What to watch"),
    ("One activity", "One list, one report, least work", "The question of data may be lost in it"),
    ("Two, with one plan", "Each keeps its kind of work", "Needs somebody who minds the plan"),
    ("Forum next year", "The network can prepare the ground", "Interest of today may have gone"),
)

FACES = {
    "Serif": "SourceSerif4-Regular.ttf", "Serif-Bold": "SourceSerif4-SemiBold.ttf",
    "Serif-Italic": "SourceSerif4-Italic.ttf", "Sans": "Inter-Regular.ttf",
    "Sans-Bold": "Inter-SemiBold.ttf",
}  # fmt: skip
SIDE = 30 * mm
"""White space beside the text; reportlab's frame adds 6 points of its own."""
BOLD = re.compile(r"\*\*(.+?)\*\*")
INK, QUIET, LINE = HexColor("#1d2329"), HexColor("#5b6670"), HexColor("#c9d0d6")
BODY = ParagraphStyle(
    "body", fontName="Serif", fontSize=10.5, leading=15.5, textColor=INK, spaceAfter=6
)
HEADING = ParagraphStyle(
    "heading", fontName="Sans-Bold", fontSize=12.5, leading=17, textColor=INK,
    spaceBefore=12, spaceAfter=4, keepWithNext=1,
)  # fmt: skip
TOP = ParagraphStyle("top", parent=HEADING, fontSize=20, leading=26, spaceBefore=0, spaceAfter=6)
UNDER = ParagraphStyle("under", parent=BODY, fontName="Serif-Italic", textColor=QUIET)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=9.5, leading=13, spaceAfter=0)
HEAD = ParagraphStyle("head", parent=CELL, fontName="Sans-Bold")


def parts(note: str) -> list[tuple[str, list[str]]]:
    """Return headings with their paragraphs from the little Markdown used above."""
    blocks = [" ".join(block.split()) for block in note.strip().split("\n\n")]
    found: list[tuple[str, list[str]]] = []
    for block in blocks:
        if block.startswith("## "):
            found.append((block[3:], []))
        else:
            found[-1][1].append(block)
    return found


class Heading(Paragraph):
    """A heading that is also a bookmark of the PDF."""

    def draw(self) -> None:
        title = self.getPlainText()
        self.canv.bookmarkHorizontal(title, 0, self.height + 12)
        self.canv.addOutlineEntry(title, title, 0)
        super().draw()


def register_fonts() -> None:
    for name, file in FACES.items():
        pdfmetrics.registerFont(TTFont(name, FONTS / file))
    pdfmetrics.registerFontFamily("Serif", "Serif", "Serif-Bold", "Serif-Italic", "Serif-Bold")


def pdf() -> bytes:
    """Return the note as PDF; drawn twice, because page 1 names the number of pages."""
    register_fonts()
    _, pages = _draw(0)
    return _draw(pages)[0]


def _draw(pages: int) -> tuple[bytes, int]:
    out = io.BytesIO()
    paper = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=SIDE - 6, rightMargin=SIDE - 6, topMargin=26 * mm,
        bottomMargin=26 * mm, title=TITLE, author="Sample cycle IGF 2021", lang="en",
        invariant=1,
    )  # fmt: skip
    foot = partial(_foot, pages)
    paper.build(_story(), onFirstPage=foot, onLaterPages=foot)
    return out.getvalue(), paper.page


def _story() -> list[Flowable]:
    story: list[Flowable] = [Paragraph(TITLE, TOP), Paragraph(LEAD, UNDER), Spacer(0, 4)]
    for heading, paragraphs in parts(NOTE):
        story.append(Heading(heading, HEADING))
        story += [Paragraph(BOLD.sub(r"<b>\1</b>", text), BODY) for text in paragraphs]
        if heading == TABLE_AFTER:
            story += [Spacer(0, 2), _table(), Spacer(0, 6)]
    return story


def _table() -> Table:
    rows = [
        [Paragraph(cell, HEAD if at == 0 else CELL) for cell in row]
        for at, row in enumerate(LESSONS)
    ]
    table = Table(rows, colWidths=[42 * mm, 108 * mm], repeatRows=1)
    table.setStyle(
        [("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE), ("LEFTPADDING", (0, 0), (0, -1), 0)]
    )
    return table


def _foot(pages: int, canvas: Any, paper: Any) -> None:
    canvas.saveState()
    canvas.setFont("Sans", 8)
    canvas.setFillColor(QUIET)
    canvas.drawString(SIDE, 15 * mm, "Sample cycle IGF 2021")
    canvas.drawRightString(A4[0] - SIDE, 15 * mm, f"Page {paper.page} of {pages}")
    canvas.restoreState()


def word() -> bytes:
    """Return the page on working together as a Word file."""
    document = Document()
    facts = document.core_properties
    facts.title, facts.author, facts.language = WORD_TITLE, "Sample cycle IGF 2021", "en"
    facts.created = facts.modified = WRITTEN
    document.add_heading(WORD_TITLE, level=0)
    for heading, paragraphs in parts(WORD_NOTE):
        document.add_heading(heading, level=1)
        for text in paragraphs:
            if text.startswith("• "):
                document.add_paragraph(text[2:], style="List Bullet")
            else:
                document.add_paragraph(text)
        if heading == "Questions to settle":
            document.add_heading("Three ways to go on", level=1)
            _word_table(document)
    out = io.BytesIO()
    document.save(out)
    return _undated(out.getvalue())


def _word_table(document: Any) -> None:
    table = document.add_table(rows=0, cols=len(CHOICES[0]), style="Light Grid Accent 1")
    for row in CHOICES:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _undated(package: bytes) -> bytes:
    """Return the same Word file with the date of every part fixed, smallest and repeatable."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        for name in old.namelist():
            if name == "docProps/thumbnail.jpeg":
                continue
            part = zipfile.ZipInfo(name, WRITTEN.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return out.getvalue()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "lessons-past-forums.pdf").write_bytes(pdf())
    (folder / "environment-together.docx").write_bytes(word())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS)
