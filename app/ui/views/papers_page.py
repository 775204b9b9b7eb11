"""Joining by a papers file or a web folder: what is in it, which name is mine, reading it in."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.actions.opening import Found, Person
from app.actions.peeking import Offered
from app.actions.trouble import Trouble
from app.i18n import _
from app.store import Store
from app.store.facts import Profile
from app.sync.transport import Cancelled, SignInPage, Unreachable
from app.ui import sources, status_words, troubles
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import papers_file, sync
from app.ui.moving import Moving
from app.ui.rate import Rate
from app.ui.sources import Source
from app.ui.theme import surface, theme
from app.ui.views.moving import MovingLine
from app.ui.views.page import Column
from app.ui.widgets.buttons import Button
from app.ui.widgets.editing import SearchBox
from app.ui.widgets.layout import across, down
from app.ui.widgets.rows import LineList
from app.ui.widgets.text import Heading, Label, announce
from app.ui.worker import Current, Job

ROSTER = 260


class PapersPage(QWidget):
    """`joined` when the papers are here; `back` when the member thinks better of it."""

    joined = Signal(Profile)
    back = Signal()

    def __init__(self, desk: Desk, source: Source) -> None:
        super().__init__()
        self._desk, self._source = desk, source
        self._job = Current()
        self._moving, self._rate = Moving(), Rate()
        self._roster: tuple[Person, ...] = ()
        self._named = True
        surface(self, "paper")
        self.setAccessibleName(_("Join by a papers file"))
        self.heading = Heading(_("Papers of {name}").format(name=source.name()), 1)
        self.facts = Label(type="lead", tone="soft", wrap=True)
        self.signed = Label(tone="soft", wrap=True)
        self.get = Button(_("Get the papers"), "primary", Symbol.DOWNLOAD, self.fetch)
        self.who = Heading(_("Which name is yours?"), 3)
        self.search = SearchBox(_("Find my name"))
        self.search.searched.connect(lambda _words: self._show_roster())
        self.search.returnPressed.connect(self._only_one)
        self.list = LineList(_("Names of this cycle"))
        self.list.opened.connect(lambda _key: self._show_choice())
        self.list.activated_line.connect(lambda _key: self._show_choice())
        self.absent = Label(
            _(
                "Not in the list? Then this file was made before you were entered, or for "
                "others. Ask the Secretariat for a newer one; nothing is lost by waiting."
            ),
            type="small",
            tone="soft",
            wrap=True,
        )
        self.read = Button(_("Read these papers"), "primary", Symbol.READ, self.join)
        self.progress = MovingLine(_("Looking at the file…"))
        self.progress.cancelled.connect(self.stop)
        self.trouble = Label(tone="bad", wrap=True)
        self.again = Button(_("Try again"), "secondary", Symbol.CHANGED, self.begin)
        self.other = Button(_("Take another file or message"), "link", Symbol.BACK, self._leave)
        self._lay_out()
        self._stage("looking")

    # --- 1: what is it ------------------------------------------------------------------------

    def begin(self) -> None:
        """Look at the file, or ask the web folder what it holds; nothing is written yet."""
        self._stage("looking")
        errand = sources.looking(self._source, self._desk.home)
        if self._source.path is not None:
            self._run(errand, self._found)
            return
        host = self._source.name()
        self.progress.show_progress(0, None, _("Connecting to {host}…").format(host=host))
        self._run(errand, self._offered)

    def _found(self, found: Found) -> None:
        if found.kind != "pack" or found.manifest is None:
            code = "pack_is_an_outbox" if found.kind == "outbox" else "pack_not_a_pack"
            self._failed(Trouble(code))
            return
        self._head(found.manifest.title or found.manifest.cycle, papers_file.found_words(found))
        self.signed.setText(papers_file.signed_words(found.fingerprint, self._source.fingerprint))
        self._choose(found.people)

    def _offered(self, there: Offered) -> None:
        time = sync.time_words(there.size, 0)
        told = [status_words.size(there.size), time, papers_file.made_words(there.made_at)]
        self._head(there.title or there.cycle, " · ".join(each for each in told if each))
        self.signed.setText(papers_file.signed_words(there.fingerprint, self._source.fingerprint))
        self._stage("offered")
        announce(self, self.facts.text())
        self.get.setFocus(Qt.FocusReason.OtherFocusReason)

    def fetch(self) -> None:
        """Bring the pack of a web folder, to see who is in it."""
        self._join(None)

    # --- 2: who reads it ---------------------------------------------------------------------

    def _choose(self, roster: tuple[Person, ...]) -> None:
        self._roster = roster
        self._named = bool(roster)
        self._stage("roster")
        if self._named:
            self._show_roster()
        else:
            self.who.setText(_("How shall you be called?"))
            self.search.setPlaceholderText(_("A short name, such as ana-maria"))
            self.search.setAccessibleName(_("A short name for myself"))
            self.absent.setText(
                _(
                    "This file is for everybody and holds no list of names: you read it as an "
                    "observer, and what you write stays here until you join a server."
                )
            )
        self._show_choice()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def account(self) -> str:
        """Return the account that was chosen, "" for none."""
        if not self._named:
            return papers_file.account_of(self.search.text())
        return self.list.key() or ""

    def _show_roster(self) -> None:
        if self._named:
            self.list.show_lines(papers_file.person_lines(self._roster, self.search.text()))
        self._show_choice()

    def _only_one(self) -> None:
        """Take the one that is left, when Enter is pressed in the search."""
        if self._named and self.list.lines.rowCount() == 1:
            self.list.choose(self.list.lines.line(0).key)
        self._show_choice()
        if self.account():
            self.read.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_choice(self) -> None:
        account = self.account()
        name = next((each.name for each in self._roster if each.account == account), account)
        self.read.setEnabled(bool(account))
        self.read.set_words(_("Read as {name}").format(name=name) if name else _("Read as…"))

    def join(self) -> None:
        """Make this profile that of the chosen name, and read the papers in."""
        if self.account():
            self._join(self.account())

    def _join(self, account: str | None) -> None:
        errand = sources.joining_by(self._source, self._desk.home, account)
        self._stage("reading")
        self.progress.show_progress(0, None, _("The papers arrive…"))
        self._run(errand, self._joined)

    def _joined(self, profile: Profile) -> None:
        self.joined.emit(profile)

    # --- what goes wrong ------------------------------------------------------------------------

    def stop(self) -> None:
        """Stop what is under way; what a web folder has sent is continued the next time."""
        if self._job.leave():
            self._failed(Cancelled())

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Trouble) and error.code in {"pack_choose_account", "pack_no_roster"}:
            people = error.params.get("people")
            self._choose(people if isinstance(people, tuple) else ())
            return
        self._stage("roster" if self._roster else "broken")
        self.trouble.setText(self._sentence(error))
        self.trouble.show()
        announce(self, self.trouble.text())
        (self.read if self._roster else self.again).setFocus(Qt.FocusReason.OtherFocusReason)

    def _sentence(self, error: Exception) -> str:
        if isinstance(error, Cancelled):
            return _("Stopped. Nothing was joined; what has arrived is kept for the next try.")
        if isinstance(error, Unreachable) and not isinstance(error, SignInPage):
            return _("No connection. Nothing was joined; what has arrived is kept. Try again.")
        return troubles.sentence(error)

    def _run(self, task: Callable[[Store, Job], Any], then: Callable[[Any], None]) -> None:
        self._moving = Moving()
        self._job.run(self._desk.courier, task, then, self._failed, self._moved)

    def _moved(self, phase: str, done: int, total: int) -> None:
        if phase != self._moving.phase:
            self._rate = Rate()
        self._rate.seen(done)
        self._moving = Moving(phase, done, total, rate=self._rate.value())
        self.progress.show_moving(self._moving)

    def _leave(self) -> None:
        self.stop()
        self.back.emit()

    # --- laying out --------------------------------------------------------------------------------

    def _head(self, title: str, facts: str) -> None:
        self.heading.setText(_("Papers of {name}").format(name=title))
        self.facts.setText(facts)

    def _stage(self, stage: str) -> None:
        """Show what belongs to `stage`: looking, offered, roster, reading, broken."""
        shown: dict[str, set[QWidget]] = {
            "looking": {self.progress},
            "offered": {self.facts, self.signed, self.get},
            "roster": {self.facts, self.signed, self.who, self.search, self.absent, self.read},
            "reading": {self.facts, self.progress},
            "broken": {self.trouble, self.again},
        }
        parts = shown[stage] | (
            {self.list} if stage == "roster" and self._named else set[QWidget]()
        )
        for part in (
            self.facts, self.signed, self.get, self.who, self.search, self.list, self.absent,
            self.read, self.progress, self.trouble, self.again,
        ):  # fmt: skip
            part.setVisible(part in parts)

    def _lay_out(self) -> None:
        column = Column(
            self.heading,
            self.facts,
            self.signed,
            int(Space.SMALL),
            self.who,
            self.search,
            self.list,
            self.absent,
            self.progress,
            self.trouble,
            across(self.get, self.read, self.again, None),
            int(Space.LARGE),
            across(self.other, None),
        )
        self.setLayout(down(column, spacing=0))
        theme().changed.connect(self._sized)
        self._sized()

    def _sized(self) -> None:
        self.list.setFixedHeight(theme().px(ROSTER))
