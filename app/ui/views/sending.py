"""Sending by file or mail: what a file would hold and who can read it, told before it is saved."""

from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QFileDialog, QWidget

from app.actions import bundling, mailing
from app.actions.acting import is_carrier
from app.actions.belonging import keep_off
from app.actions.bundling import Made, Plan, To
from app.actions.trouble import Trouble
from app.domain.changes import Changes
from app.i18n import _
from app.paths import safe_name
from app.phrases import bundles
from app.store import Store, facts
from app.ui import status_words
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.views.publish_parts import says
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import Card, FlowBox
from app.ui.widgets.segments import Segmented
from app.ui.widgets.text import Heading, Label, announce
from app.ui.widgets.tick import Tick
from app.ui.worker import Job

KINDS = {"satchel": "Satchel (*.satchel)", "eml": "E-mail (*.eml)"}


class SendByFile(Card):
    """The choices, what follows from them, and the one button that saves."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=Space.SMALL)
        self._desk = desk
        self._plan: Plan | None = None
        self._asked = 0
        self.title = Heading(_("Send by file or mail"), 3)
        self.kind = Segmented(
            [("satchel", _("A file, for a stick")), ("eml", _("The draft of an e-mail"))],
            _("How it travels"),
            clearable=False,
        )
        self.kind.choose("satchel")
        self.to = Segmented(
            [("chairs", _("To the chairs")), ("secretariat", _("To the Secretariat"))],
            _("Who it is for"),
            clearable=False,
        )
        carries = is_carrier(desk.store)
        # What a chair took in from members goes on to the Secretariat, and nowhere else.
        self.to.choose("secretariat" if carries else "chairs")
        self.new = Tick(_("Leave out what went out in a file before"))
        self.holds = Label(wrap=True)
        self.weight = Label(tone="soft", wrap=True)
        self.readable = Label(weight="medium", wrap=True)
        self.trouble = Label(tone="bad", wrap=True)
        self.save = Button(_("Save as…"), "primary", Symbol.SAVED, self.ask)
        self.away = Button(_("Close"), "quiet", on_click=self.hide)
        for part in (self.title, self.kind, self.to, self.new, self.holds, self.weight,
                     self.readable, self.trouble, FlowBox(self.save, self.away)):  # fmt: skip
            self.body.addWidget(part)
        self.kind.chosen.connect(self._look)
        self.to.chosen.connect(self._look)
        self.new.toggled.connect(self._look)
        self.hide()

    def open(self) -> None:
        """Show what a file would hold now."""
        self.show()
        self._look()
        self.kind.buttons()[0].setFocus()

    def refresh(self) -> None:
        """Look again after something was written."""
        if not self.isHidden():
            self._look()

    @classmethod
    def where(cls, parent: QWidget, name: str, kind: str) -> Path | None:
        """Ask for the file to write; None when the member thinks better of it."""
        chosen, _kind = QFileDialog.getSaveFileName(
            parent, _("Send by file or mail"), str(Path.home() / name), KINDS[kind]
        )
        return Path(chosen) if chosen else None

    def ask(self) -> None:
        """Ask where to, then save what was told of."""
        plan, kind = self._plan, str(self.kind.choice())
        profile = facts.profile(self._desk.store)
        if plan is None or profile is None:
            return
        name = safe_name(f"{profile.cycle}-{profile.account}-{plan.sequence}.{kind}")
        out = self.where(self, name, kind)
        if out is None:
            return
        if out.suffix.lower() != f".{kind}":
            out = out.with_name(f"{out.name}.{kind}")
        home, clock = self._desk.home, self._desk.clock

        def task(store: Store, _job: Job) -> Made:
            keep_off(home, out)
            return bundling.save(store, plan, out, clock)

        self.save.setEnabled(False)
        self._desk.worker.run(task, self._saved, self._failed)

    def _look(self, *_changed: object) -> None:
        """Have the file made, without keeping it, and tell of it."""
        self._asked += 1
        self._plan = None
        self.save.setEnabled(False)
        to, new_only = cast("To", self.to.choice()), self.new.isChecked()
        mail, clock = self.kind.choice() == "eml", self._desk.clock

        def task(store: Store, _job: Job) -> Plan:
            letter = None
            if mail:
                reader = bundling.reader_of(store, to)
                letter = bundles.letter(*bundling.names(store), reader)
            return bundling.planned(
                store,
                to=to,
                limit=mailing.LIMIT if mail else None,
                new_only=new_only,
                letter=letter,
                clock=clock,
            )

        self._desk.worker.run(
            task, partial(self._planned, self._asked), partial(self._unplanned, self._asked)
        )

    def _planned(self, asked: int, plan: Plan) -> None:
        if asked != self._asked:
            return
        self._plan = plan
        words = status_words.size(plan.bytes)
        if len(plan.parts) > 1:
            words = _("{size}, in {n} e-mails").format(size=words, n=len(plan.parts))
        self.holds.setText(bundles.holds(plan.count, plan.again, len(plan.carried)))
        says(self.weight, words)
        says(self.readable, bundles.readable(plan.readable_by, plan.sealed_to))
        self.readable.set_tone("good" if plan.sealed_for else "warn")
        says(self.trouble, "")
        self.new.setVisible(bool(plan.again) or self.new.isChecked())
        self.save.setEnabled(True)
        announce(self, f"{self.holds.text()} {self.readable.text()}")

    def _unplanned(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        for label in (self.weight, self.readable, self.trouble):
            says(label, "")
        if isinstance(error, Trouble) and error.code == "nothing_waits":
            self.holds.setText(_("Nothing waits to be sent, so there is nothing to save."))
        else:
            self.holds.setText("")
            self._desk.failed.emit(error)

    def _saved(self, made: Made) -> None:
        self.hide()
        self._desk.changed.emit(Changes.of("outbox", *{each.collection for each in made.plan.acts}))
        if len(made.files) == 1:
            words = _("Written: {path}").format(path=made.files[0])
        else:
            words = _("Written: {path} and {n} more beside it").format(
                path=made.files[0], n=len(made.files) - 1
            )
        self._desk.told.emit(words, None)

    def _failed(self, error: Exception) -> None:
        self.save.setEnabled(True)
        self._desk.failed.emit(error)
        if isinstance(error, Trouble):
            self._look()
