"""Settings: earlier cycles kept beside this one: how large each is, keeping another, removing one."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.actions import earlier, earlier_keeping
from app.actions.earlier import EarlierCycle
from app.actions.earlier_keeping import Offered
from app.domain.changes import Changes
from app.i18n import _, ngettext
from app.phrases.sizes import size
from app.store import Store
from app.sync.transport import Cancelled
from app.ui import troubles
from app.ui.desk import Desk
from app.ui.files_asked import ask_file
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import Card, FlowBox, across, boxed, clear, down
from app.ui.widgets.messages import ProgressLine
from app.ui.widgets.text import Heading, Label, announce
from app.ui.worker import Current, Job


class EarlierCycles(QWidget):
    """Says what would be kept and how large it is before anything is; all of it off this thread."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._listing, self._working = Current(), Current()
        self._path: Path | None = None
        self._removing = ""
        hint = Label(
            _("A proposal that continues one of an earlier cycle shows the letter and the outcome "
              "it had then, if that cycle is kept here. Only what was published is kept, to look "
              "it up; nothing of it is ever sent."),
            tone="soft", wrap=True,
        )  # fmt: skip
        self.rows = down(spacing=Space.TIGHT)
        self.folder = Button(
            _("Keep one from another profile…"), "secondary", Symbol.ADD, self.ask_folder
        )
        self.pack = Button(_("Keep one from a pack…"), "secondary", Symbol.FILE, self.ask_pack)
        self.verbs = FlowBox(self.folder, self.pack, spacing=Space.SMALL)
        self.title = Heading("", 3)
        self.words = Label(wrap=True)
        self.go = Button(_("Keep it"), "primary", on_click=self._go)
        self.leave = Button(_("Leave it"), "quiet", on_click=self._left)
        self.card = boxed(
            down(Card(self.title, self.words, FlowBox(self.go, self.leave, spacing=Space.SMALL)))
        )
        self.card.hide()
        self.progress = ProgressLine(_("Keeping an earlier cycle"))
        self.progress.cancelled.connect(self.stop)
        self.progress.hide()
        self.told = Label(wrap=True)
        self.told.hide()
        self.setLayout(
            down(hint, boxed(self.rows), self.verbs, self.card, self.progress, self.told,
                 spacing=Space.SMALL)
        )  # fmt: skip
        desk.closing.connect(self._working.leave)
        self._list()

    def is_busy(self) -> bool:
        return bool(self._listing) or bool(self._working)

    # --- what the buttons do --------------------------------------------------------------

    def ask_folder(self) -> None:
        """Ask for the folder of another profile."""
        chosen = QFileDialog.getExistingDirectory(
            self, _("Folder of a profile of an earlier cycle"), str(Path.home())
        )
        if chosen:
            self.offer(Path(chosen))

    def ask_pack(self) -> None:
        """Ask for a pack of an earlier cycle."""
        chosen = ask_file(self, _("Pack of an earlier cycle"), "Satchel (*.satchel)")
        if chosen is not None:
            self.offer(chosen)

    def offer(self, path: Path) -> None:
        """Say what would be kept of `path`, and how large it is."""
        home = self._desk.home
        self._path = path

        def look(store: Store, _job: Job) -> Offered:
            return earlier_keeping.offered(store, home, path)

        self._begin(_("Looking at it"))
        self._working.run(self._desk.courier, look, self._show_offer, self._failed)

    def stop(self) -> None:
        """Stop what is under way; what was kept before stays."""
        if self._working.leave():
            self._rest()
            self._tell(_("Stopped. Nothing was changed."), "soft")

    def _keep(self) -> None:
        home, path = self._desk.home, self._path
        if path is None:
            return

        def keep(store: Store, job: Job) -> EarlierCycle:
            return earlier_keeping.keep(store, home, path, progress=job.report, stop=job.cancelled)

        self._begin(_("Reading"))
        self._working.run(self._desk.courier, keep, self._kept, self._failed, self._went_on)

    def _remove(self) -> None:
        home, cycle = self._desk.home, self._removing

        def remove(_store: Store, _job: Job) -> None:
            earlier_keeping.forget(home, cycle)

        self._begin(_("Removing"))
        self._working.run(self._desk.courier, remove, self._removed, self._failed)

    def _go(self) -> None:
        self._remove() if self._removing else self._keep()

    def _left(self) -> None:
        self.card.hide()
        self.folder.setFocus()

    # --- showing --------------------------------------------------------------------------

    def _list(self) -> None:
        home = self._desk.home

        def collect(_store: Store, _job: Job) -> tuple[EarlierCycle, ...]:
            return earlier.listed(home)

        self._listing.run(self._desk.courier, collect, self._listed, self._desk.failed.emit)

    def _listed(self, found: tuple[EarlierCycle, ...]) -> None:
        clear(self.rows)
        for each in found:
            papers = ngettext("{n} proposal", "{n} proposals", each.proposals)
            told = " · ".join((each.title, papers.format(n=each.proposals), size(each.size)))
            gone = Button(_("Remove…"), "link", on_click=partial(self._ask_remove, each))
            gone.setAccessibleName(_("Remove {cycle}…").format(cycle=each.title))
            row = across(Label(told, wrap=True), gone, spacing=Space.MEDIUM)
            row.setStretch(0, 1)
            self.rows.addWidget(boxed(row))

    def _show_offer(self, found: Offered) -> None:
        self._rest()
        self._removing = ""
        name = found.title or found.cycle
        told = (
            _("{cycle}, as {account} knew it: {size} are read.")
            if found.account
            else _("{cycle}, from a pack: {size} are read.")
        )
        said = [told.format(cycle=name, account=found.account, size=size(found.size))]
        if found.replaces:
            said.append(_("It takes the place of what is kept of this cycle already."))
        self._ask(_("Keep an earlier cycle"), " ".join(said), _("Keep it"))

    def _ask_remove(self, each: EarlierCycle) -> None:
        self._removing = each.cycle
        said = _("{cycle} is taken off this computer: {size}. It can be kept again from its "
                 "profile or pack, while there is one.")  # fmt: skip
        self._ask(
            _("Remove an earlier cycle"),
            said.format(cycle=each.title, size=size(each.size)),
            _("Remove it"),
        )

    def _ask(self, title: str, words: str, act: str) -> None:
        self.told.hide()
        self.title.setText(title)
        self.words.setText(words)
        self.go.set_words(act)
        self.card.show()
        self.leave.setFocus()
        announce(self, words)

    def _kept(self, found: EarlierCycle) -> None:
        self._changed(_("Kept: {cycle}, {size}.").format(cycle=found.title, size=size(found.size)))

    def _removed(self, _nothing: object) -> None:
        self._changed(_("Removed."))

    def _changed(self, said: str) -> None:
        self._rest()
        self._tell(said, "good")
        self._list()
        self._desk.changed.emit(Changes.of("earlier"))

    def _failed(self, error: Exception) -> None:
        self._rest()
        if isinstance(error, Cancelled):
            self._tell(_("Stopped. Nothing was changed."), "soft")
        else:
            self._tell(troubles.sentence(error), "bad")

    def _begin(self, said: str) -> None:
        for each in (self.card, self.told):
            each.hide()
        self.verbs.setEnabled(False)
        self.progress.show_progress(0, None, said)
        self.progress.show()

    def _went_on(self, done: int, total: int) -> None:
        told = _("{done} of {total}").format(done=size(done), total=size(total))
        self.progress.show_progress(done, total, told)

    def _rest(self) -> None:
        self.progress.hide()
        self.verbs.setEnabled(True)

    def _tell(self, said: str, tone: str) -> None:
        self.told.set_tone(tone)
        self.told.setText(said)
        self.told.show()
        announce(self, said)
