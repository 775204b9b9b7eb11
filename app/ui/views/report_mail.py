"""The mail after the call: made of what was noted, changed by hand, copied or saved as a draft."""

from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.actions import summarising_mail
from app.domain.changes import Changes
from app.i18n import _
from app.paths import write_whole
from app.store import Store
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models.meeting_report import Told
from app.ui.views.chair_saving import LetterSaving
from app.ui.views.page import scrolled
from app.ui.views.report_field import ReportField, Save
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import FlowBox, boxed, down
from app.ui.widgets.text import Heading, Label
from app.ui.worker import Job


class ReportMail(QWidget):
    """Nothing is sent from here: the draft is opened, looked at and sent in one's own mail program."""

    def __init__(self, desk: Desk, saving: LetterSaving) -> None:
        super().__init__()
        self._desk = desk
        self._told: Told | None = None
        self.subject = ReportField(saving, "subject", _("Subject"), most=3)
        self.body = ReportField(saving, "body", _("Words"), lines=14, most=60)
        self.state = Label(type="small", tone="soft", wrap=True)
        self.copy = Button(_("Copy"), "primary", Symbol.COPY, self._copy)
        self.save = Button(_("Save as a draft…"), "secondary", Symbol.SAVED, partial(self._save, "eml"))  # fmt: skip
        self.text = Button(_("Save as text…"), "secondary", None, partial(self._save, "txt"))
        self.anew = Button(_("Make it anew"), "quiet", Symbol.CHANGED, self._anew)
        edge = (Space.WIDE, Space.MEDIUM, Space.WIDE, Space.WIDE)
        area = scrolled(
            boxed(
                down(
                    Heading(_("Mail after the call"), 2), self.state, self.subject, self.body,
                    FlowBox(self.copy, self.save, self.text, self.anew, spacing=Space.SMALL), None,
                    spacing=Space.MEDIUM, margins=edge,
                )
            )
        )  # fmt: skip
        area.setAccessibleName(_("Mail after the call"))
        self.setLayout(down(area, spacing=0))

    def show_report(self, told: Told, *, fresh: bool = True) -> None:
        self._told = told
        mail = told.mail
        self.state.setText(
            _("Changed by you: it stands as it is until you make it anew.")
            if mail.edited
            else _("Made of decisions, next steps and dates; it follows them until you change it.")
        )
        self.anew.setVisible(mail.edited)
        if fresh:
            self.subject.show_words(
                told.meeting, mail.subject, self._saver(told.meeting, "subject")
            )
            self.body.show_words(told.meeting, mail.body, self._saver(told.meeting, "body"))

    def flush(self) -> None:
        """Hand over now what was written."""
        self.subject.flush()
        self.body.flush()

    def _saver(self, meeting: str, name: str) -> Save:
        clock = self._desk.clock

        def made(text: str, _seen: str) -> partial[Changes]:
            subject, body = (text, None) if name == "subject" else (None, text)
            return partial(
                summarising_mail.write, meeting=meeting, subject=subject, body=body, clock=clock
            )

        return made

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.body.field.text())
        self._desk.told.emit(_("The mail is on the clipboard."), None)

    def _anew(self) -> None:
        if self._told is None:
            return
        meeting, clock = self._told.meeting, self._desk.clock
        self._desk.act(
            lambda store: summarising_mail.write(store, meeting, None, "", clock),
            _("Made anew of what was noted."), undoable=True,
        )  # fmt: skip

    def _save(self, kind: str) -> None:
        if self._told is None:
            return
        from app.actions import belonging  # noqa: PLC0415 -- only when it is wanted
        from app.ui.exports import Export  # noqa: PLC0415 -- only when it is wanted

        self.flush()
        title = _("Mail after {meeting}").format(meeting=self._told.title)
        out = Export.place(self, title, kind)
        if out is None:
            return
        meeting, clock, home = self._told.meeting, self._desk.clock, self._desk.home

        def task(store: Store, _job: Job) -> str:
            path = belonging.keep_off(home, out)
            found = summarising_mail.mail(store, meeting, clock)
            draft = kind == "eml"
            content = (
                summarising_mail.draft(store, meeting, (), clock)
                if draft
                else f"{found.subject}\n\n{found.body}".encode()
            )
            write_whole(path, content)
            return str(path)

        self._desk.worker.run(task, self._written, self._desk.failed.emit)

    def _written(self, path: str) -> None:
        self._desk.told.emit(_("Written: {path}").format(path=path), None)
