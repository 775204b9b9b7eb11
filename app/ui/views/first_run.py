"""The first ten minutes: one box for the Secretariat's message, then papers as they arrive."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.actions import joining
from app.actions.costing import Estimate
from app.domain.changes import Changes
from app.i18n import _
from app.store import arrivals, facts
from app.store.facts import Profile
from app.sync.transport import Cancelled, TransportError
from app.ui import errands
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.line import Line
from app.ui.measures import Space
from app.ui.models import first_run
from app.ui.models.first_run import Offer
from app.ui.sources import Source
from app.ui.theme import surface
from app.ui.views.first_run_foot import Foot
from app.ui.views.first_run_instead import Instead
from app.ui.views.first_run_message import MessageBox
from app.ui.views.moving import MovingLine
from app.ui.views.page import Column
from app.ui.views.papers_page import PapersPage
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import across, down
from app.ui.widgets.text import Heading, Label, announce
from app.ui.worker import Current


class FirstRun(QWidget):
    """`begun` when the member wants to read; the rest arrives behind her."""

    begun = Signal()

    def __init__(
        self,
        desk: Desk,
        line: Line,
        *,
        look_around: Callable[[], None] | None = None,
        join: Callable[..., Profile] = joining.join,
    ) -> None:
        super().__init__()
        self._desk, self._line = desk, line
        self._join = join
        self._job = Current()
        self._expected = 0
        self._shown = ""
        surface(self, "paper")
        self.setAcceptDrops(True)
        self.setAccessibleName(_("Join a cycle"))
        self.heading = Heading(_("Welcome to Satchel"), 1)
        self.intro = Label(first_run.welcome_words(), type="lead", tone="soft", wrap=True)
        self.message = MessageBox()
        self.message.changed.connect(self._read)
        self.message.papers_given.connect(self._take_papers)
        self.message.unreadable.connect(self._tell)
        self.trouble = Label(tone="bad", wrap=True)
        self.next = Button(_("Connect"), "primary", on_click=self.ask)
        self.choose = Button(
            _("Choose a papers file…"), "secondary", Symbol.DOCUMENTS, self.message.choose_file
        )
        self.offer = Label(wrap=True)
        self.join = Button(_("Get the papers"), "primary", on_click=self.fetch)
        self.progress = MovingLine(_("Connecting…"))
        self.progress.cancelled.connect(self.stop)
        self.arrived = Label(wrap=True)
        self.start = Button(_("Start reading"), "primary", on_click=self._begin)
        self.start.setEnabled(False)
        self.again = Button(_("Try again"), "secondary", Symbol.CHANGED, self._try_again)
        self.foot = Foot(desk, look_around)
        self._lay_out()
        self.foot.publish_wanted.connect(self._instead.show_publishing)
        line.progressed.connect(self._progressed)
        line.moved.connect(self._moved)
        line.finished.connect(self._finished)
        line.stopped.connect(self._stopped)
        desk.file_given.connect(self.message.take_file)
        self._stage("message")
        if facts.profile(desk.store) is not None:
            self._show_arrived()

    @property
    def papers(self) -> PapersPage | None:
        """The page of a papers file or web folder, while it stands in the message's place."""
        return self._instead.papers

    # --- 1: the message ------------------------------------------------------------------

    def ask(self) -> None:
        """Join, and ask what there is to be fetched: nothing else is sent or brought yet."""
        found = self.message.found
        if found is None:
            if self.message.web:
                self._show_papers(Source(url=self.message.web, message=self.message.text()))
            return
        self._stage("connecting")
        self.progress.show_progress(
            0, None, _("Connecting to {host}…").format(host=first_run.host(found))
        )
        errand = errands.enrolling(self._desk, found, self._join)
        self._job.run(self._desk.courier, errand, self._offered, self._failed)

    def stop(self) -> None:
        """Stop what is under way; what has arrived stays."""
        if self._job.leave():
            self._failed(Cancelled())
        self._line.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Wait for nothing when the window goes: what has arrived stays."""
        self._job.leave()
        self._instead.stop()
        super().closeEvent(event)

    # --- 2: who one is, and what it will cost ------------------------------------------------

    def _offered(self, told: tuple[Profile, Estimate]) -> None:
        offer = Offer(*told)
        self._expected = offer.cost.counts.get("proposals", 0)
        self._line.cost = offer.cost
        self.offer.setText(first_run.offer_words(offer))
        self._stage("offer")
        announce(self, self.offer.text())
        self.join.setFocus(Qt.FocusReason.OtherFocusReason)

    def fetch(self) -> None:
        """Bring the papers; reading may begin as soon as the summaries are here."""
        self._stage("arriving")
        self._show_arrived()
        self.progress.show_progress(0, None, _("The papers arrive, the most useful first…"))
        self._line.sync()

    # --- 3: while it arrives --------------------------------------------------------------------

    def refresh(self, changes: Changes) -> None:
        self._show_arrived()

    def _progressed(self) -> None:
        self._moved()
        self._show_arrived()

    def _moved(self) -> None:
        moving = self._line.moving
        if moving.done and self._shown == "arriving":
            self.progress.show_moving(moving)

    def _finished(self) -> None:
        self._stage("done")
        self._show_arrived()

    def _stopped(self, error: Exception) -> None:
        self._stage("broken")
        self._show_trouble(error)
        self._show_arrived()

    def _show_arrived(self) -> None:
        here = arrivals.count(self._desk.store)
        total = max(here.summaries, self._expected)
        self.arrived.setText(first_run.arrived_words(here, total))
        # A cycle without proposals is read too, once everything there is has come.
        ready = here.can_read or self._line.state == "connected" or self._shown == "done"
        if ready and not self.start.isEnabled():
            self.start.setEnabled(True)
            if self._shown in {"arriving", "done"}:
                self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self) -> None:
        self._line.progressed.disconnect(self._progressed)
        self._line.moved.disconnect(self._moved)
        self._line.finished.disconnect(self._finished)
        self._line.stopped.disconnect(self._stopped)
        self._desk.file_given.disconnect(self.message.take_file)
        self.begun.emit()

    def _try_again(self) -> None:
        self.trouble.hide()
        if facts.profile(self._desk.store) is None:
            self.ask()
        else:
            self.fetch()

    # --- what goes wrong ----------------------------------------------------------------------

    def _failed(self, error: Exception) -> None:
        joined = facts.profile(self._desk.store) is not None
        self._stage("broken" if joined else "message")
        # A server that understood and refused needs another message, not another try.
        retry = isinstance(error, TransportError)
        self.again.setVisible(retry or joined)
        self.next.setVisible(not retry and not joined)
        self._show_trouble(error)
        if retry:
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_trouble(self, error: Exception) -> None:
        joined = facts.profile(self._desk.store) is not None
        self._tell(first_run.trouble_words(error, joined=joined))

    def _tell(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.show()
        announce(self, words)

    # --- other ways in --------------------------------------------------------------------------

    def _read(self) -> None:
        """Offer what the words of the message allow."""
        self.next.setEnabled(self.message.found is not None or bool(self.message.web))
        self.next.show()
        self.again.hide()
        self.trouble.hide()

    def _founded(self) -> None:
        self._line.sync()
        self._begin()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.message.take(event.mimeData())

    def _take_papers(self, path: Path) -> None:
        self._show_papers(Source(path, message=self.message.text()))

    def _show_papers(self, source: Source) -> None:
        """Show what a papers file or web folder holds, in the place of the message."""
        if self._job:
            return
        if facts.profile(self._desk.store) is not None:
            self._begin()  # joined already: the window takes it as it takes every file
            if source.path is not None:
                self._desk.file_given.emit(source.path)
            return
        self._instead.show_papers(source)

    def _joined_by_file(self, profile: Profile) -> None:
        self._line.start()
        self._desk.changed.emit(Changes.of("everything", "cycle", "members", "sync"))
        self.intro.setText(first_run.reader_words(self._desk.store, profile))
        self._stage("done")
        self._show_arrived()

    # --- laying out -------------------------------------------------------------------------------

    def _stage(self, stage: str) -> None:
        """Show what belongs to `stage`: message, connecting, offer, arriving, done, broken."""
        shown = {
            "message": {self.message, self.next, self.choose, self.foot},
            "connecting": {self.progress},
            "offer": {self.offer, self.join},
            "arriving": {self.progress, self.arrived, self.start},
            "done": {self.arrived, self.start},
            "broken": {self.arrived, self.start, self.again, self.trouble},
        }[stage]
        self._shown = stage
        focus = QApplication.focusWidget()
        stays = any(part is focus or (focus and part.isAncestorOf(focus)) for part in shown)
        if focus is not None and self.isAncestorOf(focus) and not stays:
            # Else Qt gives it to the next that can have it, and that is Stop.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        for part in (
            self.message, self.foot, self.next, self.progress, self.offer,
            self.join, self.choose, self.arrived, self.start, self.again, self.trouble,
        ):  # fmt: skip
            part.setVisible(part in shown)
        if stage in {"arriving", "done"} and self.start.isEnabled():
            self.start.setFocus(Qt.FocusReason.OtherFocusReason)
        if stage == "message":
            self._read()

    def _lay_out(self) -> None:
        column = Column(
            self.heading,
            self.intro,
            int(Space.SMALL),
            self.message,
            self.trouble,
            self.offer,
            self.progress,
            self.arrived,
            across(self.next, self.join, self.choose, self.start, self.again, None),
            int(Space.LARGE),
            self.foot,
        )
        self._instead = Instead(self._desk, column)
        self._instead.joined.connect(self._joined_by_file)
        self._instead.founded.connect(self._founded)
        self.setLayout(down(self._instead, spacing=0))
