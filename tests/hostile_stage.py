"""Every kind of place of the window that shows words of others, and a look at what it did with them."""

import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from app.actions.trouble import Trouble
from app.documents.reading import read
from app.documents.sections import tidy
from app.domain.proposals import Section
from app.ui import troubles
from app.ui.reader.card import MarginNote
from app.ui.reader.column import is_long
from app.ui.reader.compose import Paper
from app.ui.reader.margin import MarginNotes
from app.ui.reader.pouring import MOST, MOST_PARTS, NOTE
from app.ui.reader.view import ReaderView
from app.ui.views.paper_head import PaperHead
from app.ui.widgets.editing import LONGEST, GrowingText
from app.ui.widgets.marked_long import marked
from app.ui.widgets.messages import MessageBar
from app.ui.widgets.prose import Prose
from app.ui.widgets.rows import Line, LineList
from app.ui.widgets.text import Label, tip

LINK = re.compile(r"(?i)https?://|mailto:")
LABEL = 64_000
"""Characters of a field of a record at most: titles, names and comments come no longer."""


class Stage(QWidget):
    """Shows a string everywhere; tells each place's name and how long it held up the window.

    In seconds of this thread's processor: what else runs on the computer does not count.
    """

    def __init__(self) -> None:
        super().__init__()
        self.reader = ReaderView()
        self.margin = MarginNotes(self.reader.page)
        self.head = PaperHead()
        self.label = Label(wrap=True)
        self.row = LineList("Rows")
        self.prose = Prose()
        self.marked = QStackedWidget()
        self.message = MessageBar()
        self.field = GrowingText("Field")
        column = QVBoxLayout(self)
        self.places: dict[str, tuple[QWidget, Callable[[str], None]]] = {
            "body": (self.reader, self._body),
            "title": (self.head, self._title),
            "name": (self.label, self._name),
            "row": (self.row, self._row),
            "comment": (self.margin, self._comment),
            "prose": (self.prose, self._prose),
            "marked": (self.marked, self._marked),
            "error": (self.message, self._error),
            "field": (self.field, self._field),
        }
        for widget, _show in self.places.values():
            widget.setFixedWidth(760)
            column.addWidget(widget)
        self.reader.setFixedHeight(400)
        self.margin.setFixedHeight(200)
        self.row.setFixedHeight(60)
        for widget in (self.label, self.prose, self.marked):
            widget.setMaximumHeight(80)
        self._aside = 0.0
        self.longest = 0.0
        """Seconds that the window was held up by what was shown last."""

    def show_everywhere(self, text: str) -> Iterator[tuple[str, float]]:
        """Show `text` in each place in turn; yield its name and the seconds it held up."""
        for name, (widget, show) in self.places.items():
            self.longest = 0.0
            self._held(lambda show=show: show(text))
            if name == "body":
                while not self.reader.page.is_whole():
                    self._held(QApplication.processEvents)
            self._held(lambda widget=widget: widget.grab())
            yield name, self.longest

    def faults(self, text: str) -> list[str]:
        """Return what is not as it must be, now that `text` is shown everywhere."""
        page = self.reader.page
        found: list[str] = []
        for document in (page.document(), self._tip()):
            for face in document.allFormats():
                href = face.toCharFormat().anchorHref()
                if face.isImageFormat():
                    found.append("an image")
                if href and not LINK.match(href) and not href.startswith(NOTE):
                    found.append(f"a link to {href}")
        if page.document().blockCount() > 4 * MOST_PARTS:
            found.append("too many paragraphs")
        if page.document().characterCount() > 2 * MOST:
            found.append("too many characters")
        plain = (self.head.title, self.label, *self.prose.findChildren(Label))
        if any(each.textFormat() != Qt.TextFormat.PlainText for each in plain):
            found.append("rich text")
        kept = text[:LONGEST]
        if not re.search("[\ufdea-\ufdef]|[\ud800-\udfff]", kept) and self.field.text() != kept:
            found.append("a field that changed the words")
        return found

    def _held(self, act: Callable[[], object]) -> None:
        begun = time.thread_time()
        act()
        self.longest = max(self.longest, time.thread_time() - begun - self._aside)
        self._aside = 0.0

    def _tip(self) -> QTextDocument:
        document = QTextDocument()
        document.setHtml(self.label.toolTip())
        return document

    def _body(self, text: str) -> None:
        """Show it as the window does: long texts were read elsewhere before."""
        kept = tidy(text)
        sections = (Section("s", kept[:LABEL], kept),)
        blocks = None
        if is_long(Paper(sections)):
            begun = time.thread_time()
            blocks = read(sections).blocks
            self._aside = time.thread_time() - begun
        self.reader.page.show_paper(Paper(sections, kept[:200], kept[:2_000], blocks))

    def _title(self, text: str) -> None:
        self.head.title.setText(text[:LABEL])

    def _name(self, text: str) -> None:
        self.label.setText(text[:LABEL])
        tip(self.label, text[:LABEL])

    def _row(self, text: str) -> None:
        cut = text[:LABEL]
        self.row.show_lines([Line("key", cut, below=cut, end=cut, state=cut)])

    def _comment(self, text: str) -> None:
        cut = text[:LABEL]
        note = MarginNote("id", "comment", cut, cut, exact=cut, was=cut, author=cut, more=cut)
        self.margin.show_notes([note])
        self.margin.arrange()

    def _prose(self, text: str) -> None:
        self.prose.show_markdown(text[:LABEL])

    def _marked(self, text: str) -> None:
        half = len(text[:LABEL]) // 2
        if (before := self.marked.currentWidget()) is not None:
            self.marked.removeWidget(before)
            before.deleteLater()
        pieces = [(text[:half], False), (text[half:LABEL], True)]
        self.marked.addWidget(marked("Marked", "strong", pieces))

    def _error(self, text: str) -> None:
        cut = text[:LABEL]
        self.message.say(troubles.sentence(Trouble("bad_about", about=cut)), "bad")
        self.message.say(troubles.sentence(OSError(5, cut, cut)), "bad")

    def _field(self, text: str) -> None:
        self.field.flush()  # nothing is being written any more: what comes may be shown
        self.field.show_text(text[:LONGEST])


@contextmanager
def listener() -> Iterator[tuple[int, Callable[[], int]]]:
    """Listen on this computer; yields the port, and how many have come to it so far."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as made:
        made.setblocking(False)
        came = 0

        def count() -> int:
            nonlocal came
            with suppress(BlockingIOError):
                while True:
                    made.accept()[0].close()
                    came += 1
            return came

        yield made.getsockname()[1], count
