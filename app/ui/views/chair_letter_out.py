"""The ways a letter leaves the window: to the clipboard, to a file, as the draft of an e-mail."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from app.domain.letters import document_of
from app.i18n import _
from app.paths import write_whole
from app.phrases import letters as words
from app.store import Store
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.models.chair_letters import Writing
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import FlowBox
from app.ui.worker import Job


class LetterOut(FlowBox):
    """Nothing is sent: an e-mail is a draft that the chair's own mail program opens."""

    points_wanted = Signal()
    leaving = Signal()
    """What is still being written is to be handed over first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._now: Writing | None = None
        self.points = Button(_("To its points"), "link", Symbol.OUTLINE, self.points_wanted.emit)
        self.copy = Button(_("Copy the letter"), "link", Symbol.COPY, self._copy)
        self.as_pdf = Button(_("As PDF…"), "link", Symbol.EXPORT, partial(self._export, "pdf"))
        self.as_word = Button(_("As Word…"), "link", Symbol.EXPORT, partial(self._export, "docx"))
        self.as_mail = Button(_("As an e-mail…"), "link", Symbol.EXPORT, self._mail)
        for part in (self.points, self.copy, self.as_pdf, self.as_word, self.as_mail):
            self.flow.addWidget(part)
        for part in (self.copy, self.as_pdf, self.as_word, self.as_mail):
            part.hide()  # until a letter is shown that there is anything to do with

    def show_writing(self, now: Writing, text: str) -> None:
        """Offer what can be done with the letter that reads as `text`."""
        self._now = now
        self.copy.setVisible(bool(text))
        for button in (self.as_pdf, self.as_word, self.as_mail):
            button.setVisible(now.letter is not None and bool(text))

    def _copy(self) -> None:
        if self._now is not None and self._now.sheet is not None:
            QGuiApplication.clipboard().setText(words.as_text(self._now.sheet))
            self._desk.told.emit(_("The letter is on the clipboard."), None)

    def _title(self, now: Writing) -> str:
        document = document_of(now.proposal)
        named = _("Points, {title}") if document else _("Guidelines to the proposers, {title}")
        return named.format(title=now.title)

    def _export(self, format: str) -> None:
        """Write the letter as it will read to a file."""
        if self._now is None:
            return
        from app.ui.exports import Export  # noqa: PLC0415 -- only when it is wanted

        self.leaving.emit()
        document = document_of(self._now.proposal) or None
        Export(self._desk, self).report(
            "letter", format, self._title(self._now), document=document,
            proposal=None if document else self._now.proposal,
        )  # fmt: skip

    def _mail(self) -> None:
        """Write the letter as the draft of an e-mail to the addresses that are known here."""
        if self._now is None:
            return
        from app.actions import belonging, letter_mailing, letters_kept  # noqa: PLC0415 -- as above
        from app.actions.trouble import Trouble  # noqa: PLC0415 -- as above
        from app.ui.exports import Export  # noqa: PLC0415 -- as above

        self.leaving.emit()
        out = Export.place(self, self._title(self._now), "eml")
        if out is None:
            return
        paper, home, clock = self._now.proposal, self._desk.home, self._desk.clock

        def write(store: Store, _job: Job) -> str:
            path = belonging.keep_off(home, out)
            letter = letters_kept.letter(store, paper)
            if letter is None:
                raise Trouble("no_letter", proposal=paper)
            made = letter_mailing.draft(store, letter, clock=clock)
            write_whole(path, made.content)
            to = ", ".join(made.to) or _("nobody: no address of the proposers is known here")
            return _("{path}: a draft to {people}").format(path=path, people=to)

        self._desk.worker.run(
            write, lambda told: self._desk.told.emit(told, None), self._desk.failed.emit
        )
