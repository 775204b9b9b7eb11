"""Papers: check the meeting folder, see what would be sent, publish it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.actions import clock, joining, traffic
from app.actions.trouble import Trouble
from app.domain.changes import Changes
from app.i18n import _, ngettext
from app.phrases import publishing as phrases
from app.secretariat.folder import check
from app.secretariat.papers import Checked
from app.secretariat.publishing import CannotPublish, Published, Step, Way, publish
from app.store import Store, facts
from app.store.facts import Profile
from app.sync.transport import Cancelled
from app.ui import troubles
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import publish as model
from app.ui.views.publish_faults import Faults
from app.ui.views.publish_parts import FolderRow, Work, fill, listed, says
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import FlowBox, down
from app.ui.widgets.text import Label, announce
from app.ui.worker import Job

MakeWay = Callable[[Store], Way]


class PapersPart(QWidget):
    """`make_way` says how the server is reached; asked on the Qt thread, used off it."""

    published = Signal(Published)
    """Something was published, or everything was there already."""

    def __init__(
        self,
        desk: Desk,
        folder: FolderRow,
        make_way: Callable[[], MakeWay] | None = None,
        verb: str = "",
    ) -> None:
        super().__init__()
        self._desk = desk
        self._folder = folder
        self._make_way = make_way or (lambda: own_way(desk))
        self.check = Button(_("Check"), "secondary", Symbol.CHECK, self.check_folder)
        self.look = Button(_("What would be sent"), "secondary", Symbol.SEARCH, self.look_ahead)
        self.send = Button(verb or _("Publish"), "primary", Symbol.PUBLISH, self.publish)
        self.work = Work(desk, _("Publish"))
        self.work.busy.connect(self._ready)
        self.told = Label(type="lead", weight="medium", wrap=True)
        self.remarks = Label(wrap=True, tone="warn", selectable=True)
        self.faults = Faults()
        self.changes, self._changes = listed(_("What is sent"))
        self.missing, self._missing = listed(_("Only on the server, left alone"))
        for each in (self.told, self.remarks):
            each.hide()
        folder.chosen.connect(self._fresh)
        self.setLayout(
            down(
                FlowBox(self.check, self.look, self.send, spacing=Space.SMALL),
                self.work,
                self.told,
                self.remarks,
                self.faults,
                self._changes,
                self._missing,
                spacing=Space.MEDIUM,
            )
        )
        self._ready()

    # --- what can be done ------------------------------------------------------------------

    def check_folder(self) -> None:
        """Tell every fault of the folder; nothing is sent, no line is needed."""
        root = self._folder.folder()
        if root is not None:
            self._fresh()
            self.work.begin(_("Checking…"), _checking(root), self._checked, self._failed)

    def look_ahead(self) -> None:
        """Ask the server what it has, and tell what publishing would send."""
        self._begin(_("Comparing with the server…"), dry_run=True)

    def publish(self) -> None:
        """Make the server have what the folder asks for."""
        self._begin(_("Publishing…"), dry_run=False)

    def _begin(self, words: str, *, dry_run: bool) -> None:
        root = self._folder.folder()
        if root is None:
            return
        self._fresh()
        make_way, desk = self._make_way(), self._desk

        def task(store: Store, job: Job) -> Published:
            from app.documents.extract import extract  # noqa: PLC0415 -- slow import

            def progress(step: Step) -> None:
                job.report(model.progress(step), step.done, step.total)

            way = make_way(store)
            done = publish(
                store, root, way, extract, dry_run=dry_run, progress=progress, stop=job.cancelled
            )
            _spend(store, done, desk)
            return done

        self.work.begin(words, task, self._published, self._failed)

    # --- what came of it -----------------------------------------------------------------------

    def _checked(self, found: Checked) -> None:
        self.faults.show_faults(found.faults)
        if found.faults:
            count = len(found.faults)
            words = ngettext(
                "{n} fault. Mend it in the folder and check again.",
                "{n} faults. Mend them in the folder and check again.",
                count,
            )
            self._say(words.format(n=count), "bad")
            return
        count = len(found.folder.papers)
        words = ngettext("No faults; {n} paper", "No faults; {n} papers", count).format(n=count)
        self._say(words, "good")

    def _published(self, done: Published) -> None:
        self.faults.show_faults(done.faults)
        self._changes.heading.setText(_("Would be sent") if done.dry_run else _("Sent"))
        fill(self.changes, self._changes, model.lines(done.changes))
        fill(self.missing, self._missing, model.missing(done.missing))
        says(self.remarks, "\n".join(model.remarks(done)))
        self._say(*model.result(done))
        if not done.faults:
            self._desk.changed.emit(Changes.of("everything", "sync"))
        if done.whole and not done.dry_run:
            self.published.emit(done)

    def _failed(self, error: Exception) -> None:
        self._say(sentence(error), "warn" if isinstance(error, Cancelled) else "bad")
        # What went before the line broke is on the server, and here.
        self._desk.changed.emit(Changes.of("everything", "sync"))

    def _say(self, words: str, tone: str) -> None:
        self.told.set_tone(tone)
        says(self.told, words)
        announce(self, words)

    def _fresh(self, _folder: Path | None = None) -> None:
        self.told.hide()
        self.remarks.hide()
        self.faults.show_faults(())
        self._changes.hide()
        self._missing.hide()
        self._ready()

    def _ready(self, _busy: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        can = self._folder.folder() is not None and not self.work.is_busy()
        for each in (self.check, self.look, self.send):
            each.setEnabled(can)
        self._folder.choose.setEnabled(not self.work.is_busy())


def own_way(desk: Desk) -> MakeWay:
    """Return the way to the server that this profile knows; it founds nothing."""

    def found(_cycle: str, _title: str) -> Profile:
        raise Trouble("not_joined")

    return lambda _store: Way(desk.open_transport, found)


def founding_way(desk: Desk, url: str, code: str) -> MakeWay:
    """Return the way to the server at `url`, which makes the cycle there if it lacks it."""

    def way(store: Store) -> Way:
        def found(cycle: str, title: str) -> Profile:
            return joining.found_cycle(store, url, cycle, title, code or None)

        return Way(desk.open_transport, found, anew=True)

    return way


def sentence(error: Exception) -> str:
    """Return what happened to a publishing, what is safe and what to do."""
    match error:
        case CannotPublish():
            return phrases.cannot(error.code, error.params)
        case Cancelled():
            return _(
                "Stopped. Members have whole papers only; publish again and it goes on "
                "where it was."
            )
        case _:
            return troubles.sentence(error)


def _checking(root: Path) -> Callable[[Store, Job], Checked]:
    return lambda _store, _job: check(root)


def _spend(store: Store, done: Published, desk: Desk) -> None:
    """Count the bytes into this month's, and see how far our clock is off."""
    at = facts.get(store, "last_exchange")
    if at is not None:
        traffic.spend(store, done.bytes_up + done.bytes_down, at)
        clock.compare(store, desk.clock)
