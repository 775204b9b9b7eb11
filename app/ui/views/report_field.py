"""A field of the report that saves itself as it is written, and never loses what another wrote."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.store import Store
from app.ui.measures import Space
from app.ui.views.chair_saving import LetterSaving
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import down
from app.ui.widgets.text import Label

Save = Callable[[str, str], Callable[[Store], Changes]]
"""Makes the verb that writes (the new words, those that stood there)."""


class ReportField(QWidget):
    """Words under their name; `about` says whose they are, so that a late answer finds its place."""

    def __init__(
        self, saving: LetterSaving, name: str, title: str, hint: str = "", *, lines: int = 1, most: int = 14
    ) -> None:  # fmt: skip
        super().__init__()
        self._saving = saving
        self._name = name
        self._about = ""
        self._seen = ""
        self._verb: Save | None = None
        self.field = GrowingText(title, hint, lines=lines, most=most)
        self.field.settled.connect(self._settled)
        label = Label(title, type="small", weight="bold", tone="soft")
        self.setLayout(down(label, self.field, spacing=Space.TIGHT))

    def show_words(self, about: str, text: str, verb: Save, hint: str | None = None) -> None:
        """Show `text` of `about`; words that are being written, or owed, stay."""
        if about != self._about:
            self.flush()
            self._about, self._verb = about, verb
            self._put(text)
        elif not (self.field.pending() or self._saving.owes(about, self._name)):
            self._put(text)
        self._verb = verb
        if hint is not None:
            self.field.setPlaceholderText(hint)

    def add(self, line: str, between: str = "\n\n") -> None:
        """Write `line` behind what stands there, as the writer would."""
        before = self.field.text().rstrip()
        self.field.setPlainText(f"{before}{between}{line}" if before else line)
        self.flush()

    def put(self, text: str) -> None:
        """Write `text` instead of what stands there, as the writer would."""
        self.field.setPlainText(text)
        self.flush()

    def flush(self) -> None:
        """Hand over now what was written."""
        self.field.flush()

    def _put(self, text: str) -> None:
        self._seen = text
        if text != self.field.text():
            self.field.show_text(text)

    def _settled(self, text: str) -> None:
        if self._verb is not None and text != self._seen:
            verb, self._seen = self._verb(text, self._seen), text
            self._saving.save((self._about, self._name), verb)
