"""The message to a new member, to be copied into a mail: it is shown once, here."""

from collections.abc import Mapping

from PySide6.QtWidgets import QApplication

from app.i18n import _
from app.phrases import invitations
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.views.publish_faults import Reading
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import Card, across, boxed
from app.ui.widgets.text import Heading, Label, announce


class Letter(Card):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._letter = ""
        self.title = Heading("", 3)
        self.hint = Label(
            _("Copy it into a mail to this person alone. The invitation is not shown again."),
            tone="soft",
            wrap=True,
        )
        self.subject = Label(weight="medium", wrap=True, selectable=True)
        self.text = Reading(_("Message"))
        self.copy = Button(_("Copy the message"), "primary", Symbol.COPY, self.copy_all)
        self.done = Button(_("Close"), "quiet", on_click=self.hide)
        row = boxed(across(self.copy, self.done, None))
        for part in (self.title, self.hint, self.subject, self.text, row):
            self.body.addWidget(part)
        self.hide()

    def show_letter(self, account: str, told: Mapping[str, str]) -> None:
        """Show the message that `told` (see `app.domain.invitations.compose`) makes."""
        self.title.setText(_("Invitation for {account}").format(account=account))
        self.subject.setText(_("Subject: {words}").format(words=invitations.subject(told)))
        self._letter = invitations.letter(told)
        self.text.document().setDocumentMargin(0)
        self.text.setPlainText(self._letter.rstrip())
        self.show()
        self.text.grow()
        self.copy.setFocus()
        announce(self, self.title.text())

    def copy_all(self) -> None:
        QApplication.clipboard().setText(self._letter)
        self._desk.told.emit(_("The message is on the clipboard."), None)
