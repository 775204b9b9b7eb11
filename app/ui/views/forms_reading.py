"""Read a filled form: paste it or choose its file, see what was understood, then save it."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.actions import forming
from app.actions.acting import is_carrier
from app.actions.form_saving import Saved, replaced
from app.actions.form_values import Answers, Paper, Understood
from app.domain.changes import Changes
from app.i18n import _
from app.phrases import forms as form_words
from app.store import Store, members
from app.ui.desk import Desk
from app.ui.files_asked import ask_file
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import forms as model
from app.ui.views.page import Block, ShortList
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import Card, FlowBox, boxed, clear, down
from app.ui.widgets.text import Heading, Label, announce
from app.ui.worker import Job


class ReadingPart(QWidget):
    """Nothing is saved before it was shown; what was not understood never."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._given: bytes | None = None
        self._understood: Understood | None = None
        self.paste = GrowingText(
            _("The mail or form"), _("Paste the mail or the filled form here"), lines=5
        )
        self.paste.textChanged.connect(self._pasted)
        self.choose = Button(_("Choose a file…"), "secondary", Symbol.FILE, self.choose_file)
        self.look = Button(_("Show what it says"), "secondary", Symbol.SEARCH, self.look_at)
        self.file = Label(tone="soft", wrap=True)
        self.who = Choice(_("Whose form is it?"))
        self.who.currentIndexChanged.connect(self._named)
        self._who = boxed(
            down(
                Label(_("Whose form is it?"), type="small", weight="bold", tone="soft"),
                self.who,
                spacing=Space.TIGHT,
            )
        )
        self.told = Label(type="lead", weight="medium", wrap=True)
        self._faults = down(spacing=Space.TIGHT)
        self._papers = down(spacing=Space.MEDIUM)
        self.left = ShortList(_("Not taken for an answer"))
        self._left = Block(_("Not taken for an answer"), self.left)
        self.save = Button(_("Save"), "primary", Symbol.SAVED, self.save_all)
        said = Label(
            _("Nothing is saved before you have seen what was understood."), tone="soft", wrap=True
        )
        self.setLayout(
            down(
                said,
                self.paste,
                FlowBox(self.choose, self.look, spacing=Space.SMALL),
                self.file,
                self._who,
                self.told,
                self._faults,
                self._papers,
                self._left,
                FlowBox(self.save),
                None,
                spacing=Space.MEDIUM,
            )
        )
        self._show(None)

    # --- what is given ------------------------------------------------------------------------

    @classmethod
    def ask(cls, parent: QWidget) -> Path | None:
        """Ask for the file; None when the asker thinks better of it."""
        kinds = _("Forms and mails ({kinds})").format(kinds="*.txt *.eml *.mbox *.md *.html *")
        return ask_file(parent, _("Filled form"), kinds)

    def choose_file(self) -> None:
        found = self.ask(self)
        if found is not None:
            self.read_file(found)

    def read_file(self, path: Path) -> None:
        """Show what the file at `path` says."""

        def task(_store: Store, _job: Job) -> bytes:
            return path.read_bytes()

        self._desk.worker.run(task, partial(self._there, path.name), self._desk.failed.emit)

    def _there(self, name: str, raw: bytes) -> None:
        self._empty()
        self.file.setText(name)
        self._given = raw
        self.look_at()

    def _empty(self) -> None:
        self.paste.blockSignals(True)
        self.paste.setPlainText("")
        self.paste.blockSignals(False)

    def look_at(self) -> None:
        """Understand what was given, off this thread; nothing is saved."""
        words = self.paste.text()
        given = words.encode("utf-8", "replace") if words.strip() else self._given
        if not given:
            return
        sender = self.who.currentData() if self._who.isVisible() else None

        def task(store: Store, _job: Job) -> Understood:
            understood = forming.read(store, given, sender)
            if not understood.faults:
                understood.notices += replaced(store, understood)
            return understood

        self._given = given
        self._desk.worker.run(task, self._show, self._desk.failed.emit)

    def _pasted(self) -> None:
        self._given = None
        self.file.setText("")
        self._who.hide()
        self._show(None)

    def _named(self, _index: int = 0) -> None:
        if self.who.currentData() is not None:
            self.look_at()

    # --- what was understood ------------------------------------------------------------------

    def _show(self, understood: Understood | None) -> None:
        self._understood = understood
        clear(self._faults)
        clear(self._papers)
        self.told.setVisible(understood is not None)
        self.file.setVisible(bool(self.file.text()))
        self.look.setEnabled(bool(self.paste.text().strip() or self._given))
        self._left.setVisible(understood is not None and bool(understood.left_over))
        self.save.setVisible(understood is not None and understood.anything)
        if understood is None:
            self._who.hide()
            return
        for each in understood.faults:
            self._faults.addWidget(Label(model.told(each), tone="bad", wrap=True))
        for each in understood.problems:
            words = form_words.not_saved().format(said=model.told(each))
            self._faults.addWidget(Label(words, tone="bad", wrap=True))
        for each in understood.notices:
            self._faults.addWidget(Label(model.told(each), tone="warn", wrap=True))
        for paper in understood.papers:
            self._papers.addWidget(_paper(paper))
        self.left.show_lines(model.left_over(understood.left_over))
        self.save.set_words(model.save_words(understood))
        self.save.setEnabled(not understood.faults)
        self._ask_whose(understood)
        wrong = understood.faults or understood.problems
        self._say(_summary(understood), "bad" if wrong else "ink")

    def _ask_whose(self, understood: Understood) -> None:
        if not any(each.code == "no_account" for each in understood.faults):
            return
        if not self.who.count():
            self.who.blockSignals(True)
            self.who.addItem(_("Choose a member"), None)
            for row in members.listed(self._desk.store):
                if row.data.get("status") != "left" and row.data.get("role") != "observer":
                    self.who.addItem(str(row.data.get("name") or row.id), row.id)
            self.who.blockSignals(False)
        self._who.show()

    def _say(self, words: str, tone: str) -> None:
        self.told.set_tone(tone)
        self.told.setText(words)
        announce(self.told, words)

    # --- saving -------------------------------------------------------------------------------

    def save_all(self) -> None:
        """Save everything that was shown."""
        understood = self._understood
        if understood is None or understood.faults:
            return
        home, tells = self._desk.home, self._desk.clock
        done: list[Saved] = []

        def verb(store: Store) -> Changes:
            done.append(forming.save(store, home, understood, tells))
            return done[0].changes

        self.save.setEnabled(False)
        then = partial(self._saved, done, understood)
        self._desk.act(verb, then=then, failed=self._failed)

    def _saved(self, saved: list[Saved], of: Understood, _changes: Changes) -> None:
        (done,) = saved
        self._empty()
        self._given = None
        self.file.setText("")
        self._show(None)
        self.told.show()
        self._say(model.saved(done), "good")
        for each in of.problems:
            words = form_words.not_saved().format(said=model.told(each))
            self._faults.addWidget(Label(words, tone="bad", wrap=True))
        for each in done.told:
            self._faults.addWidget(Label(model.told(each), tone="warn", wrap=True))

    def _failed(self, error: Exception) -> None:
        self.save.setEnabled(True)
        self._desk.failed.emit(error)


def may_take(desk: Desk) -> bool:
    """Say whether this profile takes in other members' forms."""
    return is_carrier(desk.store)


def _summary(understood: Understood) -> str:
    if understood.faults:
        return _("Not everything in it is right; nothing can be saved.")
    if understood.problems:
        return form_words.rest(len(understood.problems))
    if not understood.anything:
        return _("The form is there, and nothing is answered in it.")
    return _("This was understood. Is it right?")


def _paper(paper: Paper) -> QWidget:
    column = down(
        Heading(model.whose(paper), 3),
        Label(model.becomes(paper), tone="soft", wrap=True),
        spacing=Space.SMALL,
    )
    for answers in paper.answers:
        if answers.said or answers.questions:
            column.addWidget(_answers(answers))
    return boxed(column)


def _answers(answers: Answers) -> Card:
    card = Card(Label(model.title(answers), weight="bold", wrap=True))
    for each in model.answered(answers):
        card.body.addWidget(Label(each.label, type="small", weight="bold", tone="soft", wrap=True))
        card.body.addWidget(Label(each.text, wrap=True, selectable=True))
    return card
