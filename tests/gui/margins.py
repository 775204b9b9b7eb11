"""A paper of many paragraphs with its margin, and notes to stand beside them."""

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from app.documents.plain import plain
from app.domain.proposals import Section
from app.ui.reader.card import MarginNote
from app.ui.reader.compose import Paper
from app.ui.reader.margin import MarginNotes
from app.ui.reader.marks import Mark
from app.ui.reader.view import ReaderView

TEXT = "\n\n".join(f"Paragraph {n}. " + "Some words here. " * 20 for n in range(30))
WORDS = plain(TEXT)


@pytest.fixture
def both(qtbot):
    whole = QWidget()
    reader = ReaderView()
    margin = MarginNotes(reader.page)
    margin.setFixedWidth(320)
    row = QHBoxLayout(whole)
    row.addWidget(reader, 1)
    row.addWidget(margin)
    qtbot.addWidget(whole)
    whole.resize(1100, 600)
    with qtbot.waitExposed(whole):
        whole.show()
    reader.page.show_paper(Paper((Section("s", "Heading", TEXT),)))
    yield reader, margin
    whole.close()


def note(id, words, kind="note", **more):
    start = WORDS.index(words)
    mark = Mark(id, kind, "s", start, start + len(words))
    return MarginNote(id, kind, f"about {words}", "only you", mark, words, **more)


def verb(card, words):
    QApplication.processEvents()  # Qt shows what is added to a layout a moment later
    return next(
        each
        for each in card.findChildren(QPushButton)
        if each.accessibleName() == words and each.isVisible()
    )
