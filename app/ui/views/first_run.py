"""The first ten minutes: one box for the Secretariat's message, then papers as they arrive."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app import phrases
from app.actions import costing, joining
from app.domain import invitations, web_invitations
from app.domain.changes import Changes
from app.domain.invitations import Invited
from app.i18n import _
from app.paths import resource
from app.store import Store, arrivals, current, facts, members
from app.store.facts import Profile
from app.sync.transport import Cancelled, SignInPage, TransportError, Unreachable
from app.ui import troubles
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.line import Line
from app.ui.measures import Space
from app.ui.models import first_run
from app.ui.models.first_run import Offer
from app.ui.models.moving import moving_words
from app.ui.theme import surface, theme
from app.ui.views.page import scrolled
from app.ui.views.papers_page import PapersPage, Source
from app.ui.widgets.buttons import Button
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import across, boxed, down, hairline
from app.ui.widgets.messages import ProgressLine
from app.ui.widgets.text import Heading, Label, announce
from app.ui.worker import Job

WIDE = 560


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
        self._look_around = look_around
        self._join = join
        self._found: Invited | None = None
        self._web = ""
        self.papers: PapersPage | None = None
        self._job: Job | None = None
        self._expected = 0
        self._shown = ""
        surface(self, "paper")
        self.setAcceptDrops(True)
        self.setAccessibleName(_("Join a cycle"))
        self.heading = Heading(_("Welcome to Satchel"), 1)
        self.intro = Label(
            _(
                "The papers of the MAG on your own computer: read, mark and review them "
                "without a line, and send when there is one."
            ),
            type="lead",
            tone="soft",
            wrap=True,
        )
        box = _("Paste the Secretariat's message, or drop a papers file here.")
        self.box_words = Label(box, weight="medium", wrap=True)
        self.message = GrowingText(box, lines=4)
        self.message.textChanged.connect(self._read)
        for part in (self.message, self.message.viewport()):
            part.setAcceptDrops(False)  # a file dropped on it is for the page, not its name
        self.seen = Label(tone="soft", wrap=True)
        self.trouble = Label(tone="bad", wrap=True)
        self.next = Button(_("Connect"), "primary", on_click=self.ask)
        self.choose = Button(
            _("Choose a papers file…"), "secondary", Symbol.DOCUMENTS, self._choose_file
        )
        self.offer = Label(wrap=True)
        self.join = Button(_("Get the papers"), "primary", on_click=self.fetch)
        self.progress = ProgressLine(_("Connecting…"))
        self.progress.cancelled.connect(self.stop)
        self.arrived = Label(wrap=True)
        self.start = Button(_("Start reading"), "primary", on_click=self._begin)
        self.start.setEnabled(False)
        self.again = Button(_("Try again"), "secondary", Symbol.CHANGED, self._try_again)
        self.sample = Button(_("Look around with the sample cycle"), "link", on_click=self._sample)
        self.sample_words = Label(
            _("Five proposals, made after the public record of 2021. Nothing is sent anywhere."),
            type="small",
            tone="soft",
            wrap=True,
        )
        self.office = Button(_("I publish for the Secretariat"), "link", on_click=self._publish)
        self._lay_out()
        line.progressed.connect(self._progressed)
        line.moved.connect(self._moved)
        line.finished.connect(self._finished)
        line.stopped.connect(self._stopped)
        desk.file_given.connect(self.take_file)
        self._stage("message")
        if facts.profile(desk.store) is not None:
            self._show_arrived()

    # --- 1: the message ------------------------------------------------------------------

    def show_message(self, text: str) -> None:
        """Take `text` as if it had been pasted."""
        self.message.setPlainText(text)

    def ask(self) -> None:
        """Join, and ask what there is to be fetched: nothing else is sent or brought yet."""
        found = self._found
        if found is None:
            if self._web:
                self._show_papers(Source(url=self._web, message=self.message.text()))
            return
        self._stage("connecting")
        self.progress.show_progress(
            0, None, _("Connecting to {host}…").format(host=first_run.host(found))
        )
        open_transport, join = self._desk.open_transport, self._join

        def task(store: Store, job: Job) -> Offer:
            profile = join(
                store,
                found.url,
                found.invitation,
                fingerprint=found.fingerprint,
                stop=job.cancelled,
            )
            cost = costing.estimate(store, stop=job.cancelled, open_transport=open_transport)
            return Offer(profile, cost)

        self._job = self._desk.courier.run(task, self._offered, self._failed)

    def stop(self) -> None:
        """Stop what is under way; what has arrived stays."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
            self._failed(Cancelled())
        self._line.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Wait for nothing when the window goes: what has arrived stays."""
        if self._job is not None:
            self._job.cancel()
        if self.papers is not None:
            self.papers.stop()
        super().closeEvent(event)

    # --- 2: who one is, and what it will cost ------------------------------------------------

    def _offered(self, offer: Offer) -> None:
        self._job = None
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
            self.progress.show_progress(moving.done, moving.total, moving_words(moving))

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
        self._desk.file_given.disconnect(self.take_file)
        self.begun.emit()

    def _try_again(self) -> None:
        self.trouble.hide()
        if facts.profile(self._desk.store) is None:
            self.ask()
        else:
            self.fetch()

    # --- what goes wrong ----------------------------------------------------------------------

    def _failed(self, error: Exception) -> None:
        self._job = None
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
        self.trouble.setText(self._sentence(error))
        self.trouble.show()
        announce(self, self.trouble.text())

    def _sentence(self, error: Exception) -> str:
        """Say what happened; nothing was written yet, so nothing is said of it."""
        joined = facts.profile(self._desk.store) is not None
        if isinstance(error, Cancelled) and not joined:
            return phrases.line("joining_stopped")
        if isinstance(error, Unreachable) and not isinstance(error, SignInPage):
            return phrases.line("arriving" if joined else "joining")
        return troubles.sentence(error)

    # --- the message itself ------------------------------------------------------------------

    def _read(self) -> None:
        text = self.message.text()
        self._found = invitations.find(text)
        web = web_invitations.find(text).url if self._found is None else None
        self._web = web or ""
        self.next.setEnabled(self._found is not None or bool(web))
        self.next.show()
        self.again.hide()
        self.trouble.hide()
        if self._found is not None:
            words = _("An invitation to {host} was found in it.").format(
                host=first_run.host(self._found)
            )
        elif web:
            words = _(
                "The address of a web folder was found in it: {host}. If the Secretariat runs a "
                "server, its invitation is missing: copy the whole message then."
            ).format(host=urlsplit(web).hostname)
        elif text.strip():
            words = _(
                "No invitation was found in this text. Copy the whole message: the address "
                "of the server and the invitation are in it."
            )
        else:
            words = _("The address of the server, your invitation and the fingerprint are in it.")
        self.seen.setText(words)

    def _sample(self) -> None:
        """Open the sample in a window of its own: from its pack, else with a server."""
        from app.ui.looking_around import LookingAround, sample_pack  # noqa: PLC0415 -- if wanted

        self.sample.setEnabled(False)
        self.sample_words.setText(_("The sample cycle is being set up. It takes a moment…"))
        pack = sample_pack()
        if pack is None:
            if self._look_around is not None:
                self._look_around()
            return
        self.around = LookingAround(self._desk, pack)
        self.around.opened.connect(self._sample_opened)
        self.around.failed.connect(self._sample_failed)
        self.around.begin()

    def _sample_opened(self) -> None:
        self.sample_words.setText(_("The sample cycle is open in a window of its own."))
        self.sample.setEnabled(True)

    def _sample_failed(self, error: Exception) -> None:
        self.sample_words.setText(troubles.sentence(error))
        self.sample.setEnabled(True)

    def _publish(self) -> None:
        """Show the Secretariat's first step in the place of the invitation."""
        from app.ui.views.publish_first import PublishFirst  # noqa: PLC0415 -- when first wanted

        first = PublishFirst(self._desk)

        def back() -> None:
            first.hide()
            first.deleteLater()
            self._area.show()

        def founded() -> None:
            self._line.sync()
            self._begin()

        first.back.connect(back)
        first.founded.connect(founded)
        self._area.hide()
        self._column.addWidget(first)
        first.folder.choose.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take(event.mimeData())

    def take(self, data: QMimeData) -> None:
        """Take what was dropped: words, or a file with words."""
        for url in data.urls():
            if path := url.toLocalFile():
                self.take_file(Path(path))
                return
        if data.hasText():
            self.show_message(data.text())

    def take_file(self, path: Path) -> None:
        """Take a papers file, or a file with the Secretariat's message in it."""
        if path.suffix.casefold() == ".satchel":
            self._show_papers(Source(path, message=self.message.text()))
            return
        try:
            with path.open(encoding="utf-8") as file:
                self.show_message(file.read(20_000))
        except (OSError, UnicodeDecodeError):
            self.trouble.setText(_("This file could not be read as a message."))
            self.trouble.show()

    def _choose_file(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a papers file"), str(Path.home()), _("Papers files (*.satchel)")
        )
        if chosen:
            self.take_file(Path(chosen))

    def _show_papers(self, source: Source) -> None:
        """Show what a papers file or web folder holds, in the place of the message."""
        if self._job is not None:
            return
        if facts.profile(self._desk.store) is not None:
            self._begin()  # joined already: the window takes it as it takes every file
            if source.path is not None:
                self._desk.file_given.emit(source.path)
            return
        if self.papers is not None:
            self._drop_papers()
        page = self.papers = PapersPage(self._desk, source)
        page.back.connect(self._drop_papers)
        page.joined.connect(self._joined_by_file)
        self._area.hide()
        self._column.addWidget(page)
        page.begin()

    def _drop_papers(self) -> None:
        page, self.papers = self.papers, None
        if page is not None:
            page.hide()
            page.deleteLater()
        self._area.show()

    def _joined_by_file(self, profile: Profile) -> None:
        self._drop_papers()
        self._line.start()
        self._desk.changed.emit(Changes.of("everything", "cycle", "members", "sync"))
        store = self._desk.store
        cycle = current.one(store, "cycle", profile.cycle)
        title = str(cycle.data.get("title") or "") if cycle is not None else ""
        name = members.names(store).get(profile.account, "")
        self.intro.setText(
            _("You read {cycle} as {name}.").format(
                cycle=title or profile.cycle, name=name or profile.account
            )
        )
        self._stage("done")
        self._show_arrived()

    # --- laying out -------------------------------------------------------------------------------

    def _stage(self, stage: str) -> None:
        """Show what belongs to `stage`: message, connecting, offer, arriving, done, broken."""
        shown = {
            "message": {self.box_words, self.message, self.seen, self.next, self.choose},
            "connecting": {self.progress},
            "offer": {self.offer, self.join},
            "arriving": {self.progress, self.arrived, self.start},
            "done": {self.arrived, self.start},
            "broken": {self.arrived, self.start, self.again, self.trouble},
        }[stage]
        self._shown = stage
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus) and focus not in shown:
            # Else Qt gives it to the next that can have it, and that is Stop.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        for part in (
            self.box_words, self.message, self.seen, self.next, self.progress, self.offer,
            self.join, self.choose, self.arrived, self.start, self.again, self.trouble,
        ):  # fmt: skip
            part.setVisible(part in shown)
        self._foot.setVisible(stage == "message")
        if stage in {"arriving", "done"} and self.start.isEnabled():
            self.start.setFocus(Qt.FocusReason.OtherFocusReason)
        if stage == "message":
            self._read()

    def _lay_out(self) -> None:
        if self._look_around is None and not resource("sample", "igf2021.satchel").is_file():
            self.sample.hide()
            self.sample_words.hide()
        links = [across(each, None) for each in (self.sample, self.office)]
        self._foot = boxed(
            down(hairline(), links[0], self.sample_words, links[1], spacing=Space.SMALL)
        )
        column = down(
            self.heading,
            self.intro,
            int(Space.SMALL),
            self.box_words,
            self.message,
            self.seen,
            self.trouble,
            self.offer,
            self.progress,
            self.arrived,
            across(self.next, self.join, self.choose, self.start, self.again, None),
            int(Space.LARGE),
            self._foot,
            spacing=Space.MEDIUM,
            margins=(Space.HUGE, Space.HUGE, Space.HUGE, Space.HUGE),
        )
        inner = boxed(column)
        self._inner = inner
        middle = down(None, across(None, inner, None, spacing=0), None, spacing=0)
        middle.setStretch(0, 1)
        middle.setStretch(2, 2)
        self._area = scrolled(boxed(middle))
        self._column = down(self._area, spacing=0)
        self.setLayout(self._column)
        theme().changed.connect(self._sized)
        self._sized()

    def _sized(self) -> None:
        wide = theme().px(WIDE) + 2 * Space.HUGE
        self._inner.setMaximumWidth(wide)
        self._inner.setMinimumWidth(min(wide, 600))
