"""Help: short pages to read, and the words of the MAG with a filter."""

from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.i18n import _
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import help as texts
from app.ui.models.help import WORDS, Topic
from app.ui.reader.compose import Paper
from app.ui.reader.page import ReadingPage
from app.ui.reader_settings import ReaderSettings
from app.ui.theme import surface
from app.ui.views.page import Side, Split
from app.ui.widgets.editing import SearchBox
from app.ui.widgets.layout import boxed, down
from app.ui.widgets.rows import Line, LineList
from app.ui.widgets.text import Heading


class HelpView(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        surface(self, "paper")
        self._topics = {each.key: each for each in texts.topics()}
        self._terms = texts.terms()
        self.list = LineList(_("Help"))
        self.list.opened.connect(self.show_record)
        self.list.activated_line.connect(self._enter)
        self.title = Heading("", 1)
        self.search = SearchBox(_("Find a word or letters, such as GRULAC"))
        self.search.searched.connect(self._show_words)
        self.page = ReadingPage(_("Help"))
        ReaderSettings(desk, self.page)
        edge = (Space.HUGE, Space.LARGE, Space.HUGE, Space.SMALL)
        detail = down(down(self.title, self.search, margins=edge), self.page, spacing=0)
        detail.setStretch(1, 1)
        self.split = Split(Side(_("Help"), self.list), boxed(detail, "paper"), _("All topics"))
        self.setLayout(down(self.split, spacing=0))
        self.list.show_lines(
            [Line(each.key, each.title, symbol=_symbol(each)) for each in self._topics.values()]
        )
        first = next(iter(self._topics), None)
        if first is not None:
            self.list.choose(first)

    def refresh(self, changes: Changes) -> None:
        """The help changes with the program only."""

    def show_record(self, id: str) -> None:
        """Show a topic by its key, such as `words`."""
        topic = self._topics.get(id)
        if topic is None:
            return
        if self.list.key() != id:
            self.list.choose(id)
        self.title.setText(topic.title)
        self.search.setVisible(id == WORDS)
        if id == WORDS:
            self._show_words(self.search.text())
        else:
            self.page.show_paper(Paper(topic.sections))

    def _enter(self, id: str) -> None:
        self.show_record(id)
        self.split.show_detail()

    def _show_words(self, words: str) -> None:
        found = texts.fitting(self._terms, words)
        self.page.show_paper(Paper(texts.as_sections(found)))


def _symbol(topic: Topic) -> Symbol:
    return Symbol.QUOTE if topic.key == WORDS else Symbol.READ
