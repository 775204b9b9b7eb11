"""Make a text form: choose what it asks about, then copy, save or mail it."""

from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.actions import deciding_online, forming
from app.actions.belonging import keep_off
from app.actions.forming import Made
from app.i18n import _
from app.paths import safe_name, write_whole
from app.store import Store, facts, members, proposals, rounds
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.views.forms_reading import may_take
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import FlowBox, boxed, down
from app.ui.widgets.text import Label
from app.ui.worker import Job

LONGEST = 60
"""Characters of a title in a box."""


class MakingPart(QWidget):
    """Shows the form as it will be; it is made anew whenever something else is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._made: Made | None = None
        self._asked = 0
        self.about = Choice(_("About"))
        self.person = Choice(_("For"))
        self.about.currentIndexChanged.connect(self.make)
        self.person.currentIndexChanged.connect(self.make)
        self.shown = GrowingText(_("The form"), lines=8)
        self.shown.setReadOnly(True)
        self.copy = Button(_("Copy"), "secondary", Symbol.COPY, self.copy_it)
        self.keep = Button(_("Save as text…"), "secondary", Symbol.SAVED, self.save_text)
        self.mail = Button(_("Draft a mail…"), "primary", Symbol.SEND, self.save_mail)
        said = Label(
            _(
                "One plain text that a telephone can answer by mail. What you wrote so far is in "
                "it: whoever holds it can read that."
            ),
            tone="soft",
            wrap=True,
        )
        self._person = _named(_("For"), self.person)
        self.setLayout(
            down(
                said,
                FlowBox(_named(_("About"), self.about), self._person, spacing=Space.MEDIUM),
                self.shown,
                FlowBox(self.copy, self.keep, self.mail, spacing=Space.SMALL),
                None,
                spacing=Space.MEDIUM,
            )
        )
        self._show(None)

    def enter(self) -> None:
        """Offer what is there now, and make the first form."""
        if not self.about.count():
            self._fill()
            self.make()

    def ask_about(self, proposal: str) -> None:
        """Make a form about one proposal."""
        self._fill()
        at = self.about.findData(f"proposal/{proposal}")
        self.about.blockSignals(True)
        self.about.setCurrentIndex(max(0, at))
        self.about.blockSignals(False)
        self.make()

    def stale(self) -> None:
        """Something was written: the next look makes the form anew."""
        self.about.blockSignals(True)
        self.about.clear()
        self.about.blockSignals(False)

    def make(self, _index: int = 0) -> None:
        """Make the form of what is chosen, off this thread."""
        kind, _slash, id = str(self.about.currentData() or "").partition("/")
        if not id:
            self._show(None)
            return
        account = self.person.currentData()
        clock = self._desk.clock
        self._asked += 1
        asked = self._asked

        def task(store: Store, _job: Job) -> Made:
            named = {"proposal": [id], "decision": [f"decision/{id}"]}.get(kind, [])
            return forming.made(
                store, named, round=id if kind == "round" else None, account=account, clock=clock
            )

        self._desk.worker.run(task, partial(self._there, asked), self._failed)

    def _there(self, asked: int, made: Made) -> None:
        if asked == self._asked:
            self._show(made)

    # --- taking it along ----------------------------------------------------------------------

    @classmethod
    def ask(cls, parent: QWidget, name: str, kinds: str) -> Path | None:
        """Ask for the file to write; None when the member thinks better of it."""
        chosen, _kind = QFileDialog.getSaveFileName(
            parent, _("Save the form"), str(Path.home() / name), kinds
        )
        return Path(chosen) if chosen else None

    def copy_it(self) -> None:
        if self._made is not None:
            QGuiApplication.clipboard().setText(self._made.text)
            self._desk.told.emit(_("The form is copied; paste it where you want it."), None)

    def save_text(self) -> None:
        if self._made is not None:
            self._write(self._made.text.encode(), ".txt", _("Text (*.txt)"))

    def save_mail(self) -> None:
        if self._made is not None:
            draft = forming.draft(self._made, self._desk.clock)
            self._write(draft, ".eml", _("Draft of a mail (*.eml)"))

    def _write(self, content: bytes, ending: str, kinds: str) -> None:
        made = self._made
        if made is None:
            return
        out = self.ask(self, safe_name(f"{made.subject}{ending}"), kinds)
        if out is None:
            return
        path = out if out.suffix else out.with_suffix(ending)
        home = self._desk.home

        def task(_store: Store, _job: Job) -> Path:
            write_whole(keep_off(home, path), content)
            return path

        self._desk.worker.run(task, self._written, self._desk.failed.emit)

    def _written(self, path: Path) -> None:
        self._desk.told.emit(_("Written: {path}").format(path=path), None)

    # --- what is offered ----------------------------------------------------------------------

    def _fill(self) -> None:
        self.about.blockSignals(True)
        chosen = self.about.currentData()
        self.about.clear()
        for scheme in rounds.listed(self._desk.store):
            rows = proposals.listed(self._desk.store, scheme.id)
            if any(row.status == "open" for row in rows):
                words = _("All of {round}").format(round=_short(scheme.title))
                self.about.addItem(words, f"round/{scheme.id}")
        for row in proposals.listed(self._desk.store):
            title = f"{row.code} {row.title}" if row.code else row.title
            self.about.addItem(_short(title), f"proposal/{row.id}")
        for each in deciding_online.open_online(self._desk.store, self._desk.clock):
            words = _("Asked online: {title}").format(title=each.question.title)
            self.about.addItem(_short(words), f"decision/{each.question.id}")
        self.about.setCurrentIndex(max(0, self.about.findData(chosen)))
        self.about.blockSignals(False)
        self._people()

    def _people(self) -> None:
        self._person.setVisible(may_take(self._desk))
        if self.person.count() or not may_take(self._desk):
            return
        profile = facts.profile(self._desk.store)
        self.person.blockSignals(True)
        self.person.addItem(_("Myself"), None)
        for row in members.listed(self._desk.store):
            mine = profile is not None and row.id == profile.account
            answers = row.data.get("role") in {"member", "chair"}
            if answers and not mine and row.data.get("status") != "left":
                self.person.addItem(str(row.data.get("name") or row.id), row.id)
        self.person.blockSignals(False)

    def _show(self, made: Made | None) -> None:
        self._made = made
        self.shown.show_text("" if made is None else made.text)
        for each in (self.copy, self.keep, self.mail):
            each.setEnabled(made is not None)

    def _failed(self, error: Exception) -> None:
        self._show(None)
        self._desk.failed.emit(error)


def _named(name: str, field: QWidget) -> QWidget:
    title = Label(name, type="small", weight="bold", tone="soft")
    return boxed(down(title, field, spacing=Space.TIGHT))


def _short(title: str) -> str:
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1]}…"
