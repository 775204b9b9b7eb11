"""One item of an agenda in its fields; each is kept when it is left."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.actions.agenda_writing import Fields
from app.domain.agendas import PURPOSES, suggested
from app.i18n import _
from app.phrases import agendas as words
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import meeting_agenda as model
from app.ui.models.meeting_agenda import Line, Shown
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.choice import Choice
from app.ui.widgets.layout import across, boxed, clear, down
from app.ui.widgets.text import Label


class AgendaForm(QWidget):
    """Says what was changed as `Fields`; what is half typed stays while the agenda changes."""

    changed = Signal(str, object)
    """(item, Fields)"""

    def __init__(self) -> None:
        super().__init__()
        self._line: Line | None = None
        self._people: Mapping[str, str] = {}
        self._papers: dict[str, tuple[str, str]] = {}
        self.title = _field(_("Title"))
        self.minutes = _field(_("Minutes"))
        self.lead = _field(_("Lead"), _("a name"))
        self.purpose = Choice(_("What it is for"))
        self.purpose.addItem(_("not said"), "")
        for each in PURPOSES:
            self.purpose.addItem(words.purpose(each), each)
        self.wrong = Label(tone="bad", wrap=True)
        self.fill = Button("", "link", Symbol.CLOCK, self._fill)
        self.papers = down(spacing=Space.TIGHT)
        self.add = _field(_("Add a paper"), _("Proposal or document, by its title"))
        self.none = Label(_("Choose an item, or add one."), tone="soft", wrap=True)
        self.missing = Label(tone="warn", wrap=True)
        self._body = boxed(
            down(
                self.missing,
                _named(_("Title")), self.title,
                _named(_("Minutes")), self.minutes, self.fill, self.wrong,
                _named(_("Lead")), self.lead,
                _named(_("What it is for")), self.purpose,
                _named(_("Papers")), self.papers, self.add,
                spacing=Space.TIGHT,
            )
        )  # fmt: skip
        self.setLayout(down(self.none, self._body, None, spacing=0))
        self.title.editingFinished.connect(self._title)
        self.minutes.editingFinished.connect(self._minutes)
        self.lead.editingFinished.connect(self._lead)
        self.purpose.activated.connect(self._purpose)
        self.add.returnPressed.connect(self._add_typed)
        self.wrong.hide()
        self._offered: tuple[Any, ...] = ()
        self.show_line(None)

    def show_all(self, shown: Shown) -> None:
        """Know whom and what may be named."""
        offered = (shown.papers, tuple(shown.people.items()))
        if offered == self._offered:
            return
        self._offered, self._people = offered, shown.people
        self._papers = {title: (collection, id) for collection, id, title in shown.papers}
        self.lead.setCompleter(_completer(sorted(shown.people.values()), self))
        papers = _completer(list(self._papers), self)
        papers.activated.connect(self._add)
        self.add.setCompleter(papers)

    def show_line(self, line: Line | None) -> None:
        """Show an item; a field of the same item that is being typed into stays."""
        same = line is not None and self._line is not None and line.id == self._line.id
        self._line = line
        self.none.setVisible(line is None)
        self._body.setVisible(line is not None)
        if line is None:
            return
        minutes = "" if line.minutes is None else words.plain(line.minutes)
        for field, text in (
            (self.title, line.title),
            (self.minutes, minutes),
            (self.lead, line.lead),
        ):
            typing = same and field.hasFocus() and field.isModified()
            if field.text() != text and not typing:
                field.setText(text)
                field.setCursorPosition(0)
        self.wrong.hide()
        self.purpose.setCurrentIndex(max(0, self.purpose.findData(line.purpose)))
        self.missing.setText(line.amiss)
        self.missing.setVisible(bool(line.amiss))
        count = sum(collection == "proposals" for collection, _id, _title in line.papers)
        wanted = suggested(range(count))
        self.fill.setVisible(bool(count) and line.minutes != wanted)
        self.fill.set_words(_("Four minutes for each proposal: {n}").format(n=wanted))
        self._list_papers(line)

    def name_it(self) -> None:
        """Put the cursor into the title, all of it chosen."""
        self.title.setFocus()
        self.title.selectAll()

    def _list_papers(self, line: Line) -> None:
        clear(self.papers)
        for collection, id, title in line.papers:
            take = partial(self._take, collection, id)
            row = across(
                Label(title, wrap=True),
                IconButton(Symbol.CLOSE, _("Take {paper} off the item").format(paper=title), take),
            )
            row.setStretch(0, 1)
            self.papers.addWidget(boxed(row))

    def _title(self) -> None:
        if self._line is None or self.title.text().strip() == self._line.title:
            return
        if not self.title.text().strip():
            self.title.setText(self._line.title)  # an item has a title: it stays
            return
        self._say(Fields(title=self.title.text()))

    def _minutes(self) -> None:
        found = model.minutes_of(self.minutes.text())
        self.wrong.setText(_("Write a number of minutes, such as 10 or 7.5."))
        self.wrong.setVisible(found is None)
        if self._line is not None and found is not None and found != (self._line.minutes or 0):
            self._say(Fields(minutes=found))

    def _fill(self) -> None:
        if self._line is not None:
            count = sum(collection == "proposals" for collection, _id, _title in self._line.papers)
            self._say(Fields(minutes=suggested(range(count))))

    def _lead(self) -> None:
        if self._line is not None and self.lead.text().strip() != self._line.lead:
            self._say(Fields(lead=model.account_of(self.lead.text(), self._people)))

    def _purpose(self, _index: int) -> None:
        wanted = str(self.purpose.currentData() or "")
        if self._line is not None and wanted != self._line.purpose:
            self._say(Fields(purpose=wanted))

    def _add_typed(self) -> None:
        typed = self.add.text().strip().casefold()
        found = [title for title in self._papers if typed and typed in title.casefold()]
        exact = [title for title in found if title.casefold() == typed]
        if len(exact or found) == 1:
            self._add((exact or found)[0])

    def _add(self, title: str) -> None:
        line, paper = self._line, self._papers.get(title)
        self.add.clear()
        if line is None or paper is None:
            return
        ids = [id for collection, id, _title in line.papers if collection == paper[0]]
        if paper[1] not in ids:
            self._put(paper[0], [*ids, paper[1]])

    def _take(self, collection: str, id: str) -> None:
        if self._line is not None:
            left = [other for of, other, _title in self._line.papers if of == collection]
            self._put(collection, [each for each in left if each != id])

    def _put(self, collection: str, ids: list[str]) -> None:
        self._say(Fields(proposals=ids) if collection == "proposals" else Fields(documents=ids))

    def _say(self, given: Fields) -> None:
        if self._line is not None:
            for field in (self.title, self.minutes, self.lead):
                field.setModified(False)
            self.changed.emit(self._line.id, given)


def _field(name: str, hint: str = "") -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made


def _named(words_: str) -> Label:
    return Label(words_, type="small", tone="soft")


def _completer(known: list[str], parent: QWidget) -> QCompleter:
    made = QCompleter(known, parent)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    made.setFilterMode(Qt.MatchFlag.MatchContains)
    return made
