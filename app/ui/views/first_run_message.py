"""The box for the Secretariat's message: what is found in it, and files dropped on it."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QWidget

from app.domain import invitations, web_invitations
from app.domain.invitations import Invited
from app.i18n import _
from app.ui.files_asked import ask_file
from app.ui.measures import Space
from app.ui.models import first_run
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import down
from app.ui.widgets.text import Label

LONGEST = 20_000
"""Characters of a file that are looked at for a message."""


class MessageBox(QWidget):
    """Words are pasted, typed or dropped; `changed` with each of them."""

    changed = Signal()
    papers_given = Signal(Path)
    """A papers file was chosen or dropped."""
    unreadable = Signal(str)
    """A file was given that holds no message, in words."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Invited | None = None
        """The invitation to a server that is in the words."""
        self.web = ""
        """The address of a web folder that is in them, where there is no invitation."""
        words = _("Paste the Secretariat's message, or drop a papers file here.")
        self.field = GrowingText(words, lines=4)
        self.field.textChanged.connect(self._read)
        for part in (self.field, self.field.viewport()):
            part.setAcceptDrops(False)  # a file dropped on it is for the page, not its name
        self.seen = Label(tone="soft", wrap=True)
        head = Label(words, weight="medium", wrap=True)
        self.setLayout(down(head, self.field, self.seen, spacing=Space.MEDIUM))
        self._read()

    def text(self) -> str:
        return self.field.text()

    def show_message(self, text: str) -> None:
        """Take `text` as if it had been pasted."""
        self.field.setPlainText(text)

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
            self.papers_given.emit(path)
            return
        try:
            with path.open(encoding="utf-8") as file:
                self.show_message(file.read(LONGEST))
        except (OSError, UnicodeDecodeError):
            self.unreadable.emit(_("This file could not be read as a message."))

    def choose_file(self) -> None:
        chosen = ask_file(self, _("Choose a papers file"), _("Papers files (*.satchel)"))
        if chosen is not None:
            self.take_file(chosen)

    def _read(self) -> None:
        text = self.text()
        self.found = invitations.find(text)
        self.web = "" if self.found is not None else web_invitations.find(text).url or ""
        self.seen.setText(first_run.seen_words(text, self.found, self.web))
        self.changed.emit()
