"""Settings: care of the profile: backups, the doctor, what is mine as a file, erasing."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QProgressBar, QWidget

from app.actions import backing, backups, caring
from app.actions.backups import Backup
from app.actions.caring import Diagnosis
from app.actions.clock import Clock
from app.domain.changes import Changes
from app.i18n import _, ngettext
from app.paths import Home
from app.phrases import care
from app.phrases.sizes import size
from app.store import Store
from app.ui import times
from app.ui.desk import Desk
from app.ui.exports import Export
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.views.settings_erase import Erasing
from app.ui.views.settings_restore import Restoring
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import FlowBox, across, boxed, clear, down
from app.ui.widgets.text import Label, announce
from app.ui.worker import Job


class Stopped(Exception):
    """The member thought better of it."""


class Care(QWidget):
    """Makes, shows and uses backups; looks the profile over; takes it away."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._job: Job | None = None
        self.last = Label(wrap=True)
        self.make = Button(_("Make a backup"), "secondary", Symbol.SAVED, self.make_backup)
        self.back = Button(_("Go back to a backup…"), "secondary", Symbol.HISTORY, self.ask_restore)
        self.check = Button(_("Check this profile"), "secondary", Symbol.CHECK, self.examine)
        self.everything = Button(
            _("Export all that is mine…"), "secondary", Symbol.EXPORT, self.export_everything
        )
        self.comments = Button(
            _("Export my comments…"), "secondary", Symbol.EXPORT, self.export_comments
        )
        self.erase = Button(
            _("Erase this computer's copy…"), "secondary", Symbol.REMOVE, self.ask_erase
        )
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.words = Label(tone="soft", wrap=True)
        self.cancel = Button(_("Stop"), "quiet", Symbol.CLOSE, self.stop)
        self.under_way = boxed(down(self.words, across(self.bar, self.cancel)))
        self.findings = down(spacing=Space.TIGHT)
        self.restoring = Restoring(desk)
        self.erasing = Erasing(desk, self.export_everything)
        hint = Label(
            _(
                "A backup is made every day, and before every risky step. It holds everything but "
                "files that can be fetched again. It is not encrypted: keep it where only you can "
                "read it."
            ),
            tone="soft",
            wrap=True,
        )
        verbs = FlowBox(
            self.make, self.back, self.check, self.everything, self.comments, self.erase,
            spacing=Space.SMALL,
        )  # fmt: skip
        self.setLayout(
            down(
                self.last,
                hint,
                verbs,
                self.under_way,
                self.findings,
                self.restoring,
                self.erasing,
                spacing=Space.SMALL,
            )
        )
        self._busy(None)
        self.refresh(Changes.of("everything"))

    def refresh(self, changes: Changes) -> None:
        """Show when the last backup was made."""
        if not changes.touch("everything", "sync", "backups"):
            return
        known = backups.listed(self._desk.home)
        self.back.setEnabled(bool(known))
        self.last.setText(last_words(known, self._desk.clock()))

    # --- what the buttons do --------------------------------------------------------------

    def make_backup(self) -> Job:
        """Write a checked copy of the store and say where it is."""
        home, clock = self._desk.home, self._desk.clock

        def task(store: Store, _job: Job) -> Backup:
            return backing.make(store, home, clock)

        def done(made: Backup) -> None:
            self._desk.told.emit(_("A checked copy is here: {path}").format(path=made.path), None)
            self.refresh(Changes.of("backups"))

        self._show(None)
        return self._run(_("Copying and checking …"), task, done, stops=False)

    def examine(self) -> Job:
        """Look the whole profile over, mend what can be mended, and tell it in words."""
        home, clock = self._desk.home, self._desk.clock

        def task(store: Store, job: Job) -> Diagnosis:
            def progress(what: str) -> None:
                if job.cancelled():
                    raise Stopped
                job.report(what)

            return caring.doctor(home, store=store, progress=progress, clock=clock)

        self._show(None)
        clear(self.findings)
        return self._run(care.looked_at("store"), task, self._examined, stops=True)

    def export_everything(self) -> None:
        """Write all that is mine to a file."""
        Export(self._desk, self).begin("everything", "json", _("All that is mine"))

    def export_comments(self) -> None:
        """Write my comments to a file."""
        Export(self._desk, self).begin("my-comments", "pdf", _("My comments"))

    def ask_restore(self) -> None:
        """Show which backups there are, and what going back to one does."""
        self._show(self.restoring)
        self.restoring.begin()

    def ask_erase(self) -> None:
        """Show what erasing takes away; nothing goes before a second step."""
        self._show(self.erasing)
        self.erasing.begin()

    def stop(self) -> None:
        """Stop what is under way: at once for the member, at the next file for the disk."""
        if self._job is not None:
            self._job.cancel()
            self._busy(None)
            self._desk.told.emit(_("Stopped. Nothing was lost."), None)

    # --- showing --------------------------------------------------------------------------

    def _show(self, panel: QWidget | None) -> None:
        for each in (self.restoring, self.erasing):
            each.setVisible(each is panel)
        clear(self.findings)

    def _run(
        self,
        words: str,
        task: Callable[[Store, Job], Any],
        done: Callable[[Any], None],
        *,
        stops: bool,
    ) -> Job:
        self._busy(words, stops=stops)

        begun: list[Job] = []

        def finished(answer: Any) -> None:
            if self._job in begun:
                self._busy(None)
                done(answer)

        def failed(error: Exception) -> None:
            if self._job in begun:
                self._busy(None)
                self._desk.failed.emit(error)

        # On the courier's thread: what is written meanwhile waits for nothing.
        self._job = self._desk.courier.run(task, finished, failed, self._looks_at)
        begun.append(self._job)
        return self._job

    def _looks_at(self, what: str) -> None:
        self.words.setText(care.looked_at(what))

    def _busy(self, words: str | None, *, stops: bool = False) -> None:
        self.under_way.setVisible(words is not None)
        self.words.setText(words or "")
        self.bar.setAccessibleName(words or _("Nothing is under way"))
        self.cancel.setVisible(stops)
        for button in (self.make, self.check, self.back, self.erase):
            button.setEnabled(words is None)
        if words is None:
            self._job = None

    def _examined(self, found: Diagnosis) -> None:
        self.refresh(Changes.of("backups"))
        rows = [
            (care.finding(each.code, each.params), each.repaired, each.advice)
            for each in found.findings
        ]
        result = _("The profile is sound.") if found.sound else _("Something remains to be done.")
        self.findings.addWidget(
            Label(result, tone="good" if found.sound else "bad", weight="medium", wrap=True)
        )
        for words, repaired, advice in rows:
            mark = _("Mended.") if repaired else _("Please note.") if advice else _("Remains.")
            self.findings.addWidget(Label(f"{mark} {words}", wrap=True, selectable=True))
        if any(each.code == "store_damaged" and not each.repaired for each in found.findings):
            mend = Button(_("Mend it now"), "primary", Symbol.CHECK, self._mend)
            self.findings.addWidget(
                Label(
                    _(
                        "The window closes for a moment. The damaged file is kept, the newest "
                        "sound backup takes its place, and all that can still be read goes along."
                    ),
                    tone="soft",
                    wrap=True,
                )
            )
            self.findings.addLayout(across(mend, None))
        announce(self, " ".join([result, *(words for words, _r, _a in rows)]))

    def _mend(self) -> None:
        home, clock = self._desk.home, self._desk.clock
        self._desk.leave_for.emit(lambda: mended(home, clock))


def mended(home: Home, clock: Clock) -> str:
    """Mend the profile while no window has it open, and say what was done."""
    found = caring.doctor(home, clock=clock)
    return " ".join(care.finding(each.code, each.params) for each in found.findings)


def last_words(known: list[Backup], now: datetime) -> str:
    """Return when the last backup was made, how large it is and how many are kept."""
    if not known:
        return _("There is no backup yet.")
    made = times.parsed(known[0].made_at) or now
    return ngettext(
        "Last backup: {when}, {size}. {n} is kept.",
        "Last backup: {when}, {size}. {n} are kept.",
        len(known),
    ).format(when=times.full(made, now), size=size(known[0].size), n=len(known))
