"""A column of text: one paper, set and centred, never loading what it names."""

from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit

from app.i18n import _
from app.ui.measures import (
    COLUMN,
    LARGEST_TEXT,
    NARROWEST_COLUMN,
    READING,
    SMALLEST_TEXT,
    WIDEST_COLUMN,
    Space,
)
from app.ui.reader.compose import Paper, Setting
from app.ui.reader.parting import has_many_scripts
from app.ui.reader.places import Places
from app.ui.reader.pouring import Pouring
from app.ui.theme import theme

SETTLED = 120
"""Milliseconds without scrolling after which the column tells where it is."""
STEP = 10
AT_ONCE = 24_000
"""Characters of a paper that is read and set in one go: some 40 ms, 150 where each is a mark."""
SLICE = 20_000
"""Characters of a longer one that are set before the window has its turn again."""
BELOW = 12_000
"""Characters behind the words one was at that are set before these are shown."""
SAMPLE = "The papers of a cycle are read, marked and answered here, with a line or without."
"""English of usual letters: its mean letter is the measure of the column's width."""


def is_long(paper: Paper) -> bool:
    """Say whether `paper` is set bit by bit; its text is to be parsed off this thread."""
    return paper.weight() > AT_ONCE or _is_strange(paper)


def _is_strange(paper: Paper) -> bool:
    """Say whether a paper has letters of so many scripts that finding faces for them takes long."""
    parts = (each for section in paper.sections for each in (section.heading, section.text))
    return has_many_scripts("".join((paper.summary, *parts)))


class Column(QTextEdit):
    """Shows a `Paper`; speaks of its words as (section, code points), never as positions."""

    moved = Signal(str, int)
    """The reader came to rest at this section and offset."""
    laid_out = Signal()
    """Words are at new heights: the paper, its size or its width changed."""
    resized_text = Signal(int)

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name or _("Text of the paper"))
        # A bar that comes while one reads would narrow the column and move the words.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self._paper = Paper(())
        self._size = 100
        self._characters = COLUMN
        self._wanted: tuple[str, int] | None = None
        self._pouring = Pouring(self._paper)
        self._pouring.pour(None)
        self._document, self._places = self._pouring.document, self._pouring.places
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._pour_on)
        self._widened = QTimer(self, singleShot=True, interval=SETTLED)
        self._widened.timeout.connect(self._pour_on)
        self._rest = QTimer(self, singleShot=True, interval=SETTLED)
        self._rest.timeout.connect(self._tell_place)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        theme().changed.connect(self._set_anew)
        self._show()

    def show_paper(self, paper: Paper, place: tuple[str, int] | None = None) -> None:
        """Show `paper` from its beginning, or where the reader left it."""
        self._paper = paper
        self._compose(place)

    def paper(self) -> Paper:
        return self._paper

    def places(self) -> Places:
        return self._places

    def text_size(self) -> int:
        """Return the size of the paper's words in percent of the window's."""
        return self._size

    def set_text_size(self, percent: int) -> None:
        wanted = max(SMALLEST_TEXT, min(LARGEST_TEXT, percent))
        if wanted != self._size:
            self._size = wanted
            self._set_anew()
            self.resized_text.emit(wanted)

    def enlarge(self) -> None:
        self.set_text_size(self._size + STEP)

    def shrink(self) -> None:
        self.set_text_size(self._size - STEP)

    def set_column(self, characters: int) -> None:
        """Set the width of the column: in average characters."""
        wanted = max(NARROWEST_COLUMN, min(WIDEST_COLUMN, characters))
        if wanted == self._characters:
            return
        self._characters = wanted
        if is_long(self._paper):
            self._set_anew()
        else:
            self._fit()

    def column(self) -> int:
        return self._characters

    def place(self) -> tuple[str, int] | None:
        """Return section and offset of the first words in sight."""
        if self._wanted is not None:
            return self._wanted
        if self.verticalScrollBar().value() == 0:
            return self._places.place(0)  # the corner may hit anything before the first layout
        corner = QPoint(self.edge() + 1, int(Space.TIGHT))
        return self._places.place(self.cursorForPosition(corner).position())

    def go_to(self, section: str, offset: int = 0, *, middle: bool = False) -> None:
        """Scroll to an offset; `middle` for words one wants to see in their context.

        Without a section it is the top of the paper.
        """
        if not section:
            self._wanted = None
            self.verticalScrollBar().setValue(0)
            return
        found = self._places.section(section)
        position = self._places.position(section, offset)
        if found is None or position is None:
            if not self._pouring.whole:
                self._wanted = section, offset
            return
        self._wanted = None
        self.scroll_to(found.top if offset <= 0 else position, middle=middle)

    def top_of(self, section: str, offset: int) -> int | None:
        """Return how far below the paper's top the line of an offset stands, in px."""
        position = self._places.position(section, offset)
        if position is None:
            return None
        return self.rect_at(position).top() + self.verticalScrollBar().value()

    def loadResource(self, type: int, name: QUrl | str) -> Any:
        """Answer nothing: no image, style sheet or file named by a paper is read."""
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        # At the top one stays there: what the corner hits before the first layout is no place.
        widened = event.oldSize().width() != event.size().width()
        scrolled = event.oldSize().width() > 0 and self.verticalScrollBar().value() > 0
        place = self.place() if scrolled or self._wanted is not None else None
        if widened and is_long(self._paper):
            self._begin(place)  # Qt would lay all of it out anew, in one go
            self._widened.start()
        super().resizeEvent(event)
        self._fit()
        if place is not None and widened and self._pouring.whole:
            self.go_to(*place)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._wanted is None:
            super().paintEvent(event)
            return
        # On the way to the words one was at nothing is shown that would jump away.
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().base())
        painter.end()

    def is_whole(self) -> bool:
        """Say whether all of the paper is set: a long one is, bit by bit, within a second."""
        return self._pouring.whole

    def finish(self) -> None:
        """Set now what is missing, for something that needs all of it."""
        while not self._pouring.whole:
            self._pour_on()

    def set_anew(self) -> None:
        """The words were set anew: what is drawn over them is to be drawn again."""

    def _compose(self, place: tuple[str, int] | None) -> None:
        self._begin(place)
        self._pour_on()
        self._rest.stop()

    def _begin(self, place: tuple[str, int] | None) -> None:
        """Take an empty document for the paper; `place` is shown once it is set."""
        old = self._document
        self._next.stop()
        self._widened.stop()
        self._pouring = Pouring(self._paper, Setting(self._size))
        self._document, self._places = self._pouring.document, self._pouring.places
        self._wanted = place
        self._show()
        old.deleteLater()
        self.verticalScrollBar().setValue(0)

    def _pour_on(self) -> None:
        """Set the next bit of a long paper; show the words one was at once they are there."""
        first = self._document.isEmpty()
        whole = self._pouring.pour(SLICE if is_long(self._paper) else None)
        if first:  # the caret went along with the words that were put in where it was
            self.setTextCursor(QTextCursor(self._document))
            self.verticalScrollBar().setValue(0)
        if self._wanted is not None:
            position = self._places.position(*self._wanted)
            room = -1 if position is None else self._document.characterCount() - position
            if whole or room > BELOW:
                wanted, self._wanted = self._wanted, None
                self.go_to(*wanted)
                self.viewport().update()
        if whole:
            self._next.stop()
            self.set_anew()
            self.laid_out.emit()
        else:
            self._next.start()

    def _set_anew(self) -> None:
        place = self.place() if self._paper.sections else None
        at_top = self._wanted is None and self.verticalScrollBar().value() == 0
        self._compose(None if at_top else place)

    def _show(self) -> None:
        self._document.setParent(self)
        self.setDocument(self._document)
        self._fit()
        self.set_anew()

    def _fit(self) -> None:
        """Centre the column, and let the window's edge narrow it where it must."""
        face = theme().font(round(READING * self._size / 100), serif=True)
        letter = QFontMetricsF(face).horizontalAdvance(SAMPLE) / len(SAMPLE)
        wanted = letter * self._characters
        room = self.viewport().width()
        side = max(int(Space.LARGE), int((room - wanted) / 2))
        frame = self._document.rootFrame().frameFormat()
        if frame.leftMargin() != side or frame.topMargin() != Space.WIDE:
            frame.setLeftMargin(side)
            frame.setRightMargin(side)
            frame.setTopMargin(Space.WIDE)
            frame.setBottomMargin(Space.HUGE * 2)
            self._document.rootFrame().setFrameFormat(frame)
        self.laid_out.emit()

    def edge(self) -> int:
        return int(self._document.rootFrame().frameFormat().leftMargin())

    def rect_at(self, position: int) -> QRect:
        cursor = QTextCursor(self._document)
        cursor.setPosition(min(position, self._document.characterCount() - 1))
        return self.cursorRect(cursor)

    def scroll_to(self, position: int, *, middle: bool) -> None:
        # Qt lays long texts out bit by bit; until all is done one cannot scroll to its end.
        self._document.size()
        bar = self.verticalScrollBar()
        above = self.viewport().height() // 3 if middle else int(Space.TIGHT)
        bar.setValue(bar.value() + self.rect_at(position).top() - above)

    def _scrolled(self) -> None:
        self._rest.start()

    def _tell_place(self) -> None:
        if (place := self.place()) is not None:
            self.moved.emit(*place)
