"""Saves points and texts of a letter as they are being written; what fails is kept and offered."""

from collections.abc import Callable
from functools import partial

import shiboken6
from PySide6.QtCore import QObject, Signal

from app.domain.changes import Changes
from app.i18n import _
from app.store import Store
from app.ui.desk import Desk
from app.ui.troubles import sentence
from app.ui.widgets.text import Label, announce

Verb = Callable[[Store], Changes]
Key = tuple[str, str]
"""A proposal, and the point or text of its letter."""


class NotSaved(Label):
    """Says why what was written is not saved yet."""

    def __init__(self) -> None:
        super().__init__(tone="bad", wrap=True)

    def tell(self, error: Exception) -> None:
        self.setText(_("Not saved: {why}").format(why=sentence(error)))
        announce(self, self.whole_text())


class LetterSaving(QObject):
    """Hands what was written to the member's worker; the last words of a field count."""

    saved = Signal()
    """Nothing is on its way any more."""
    failed = Signal(Exception)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._under_way = 0
        self._owed: dict[Key, Verb] = {}

    def busy(self) -> bool:
        return self._under_way > 0

    def owes(self, proposal: str, field: str) -> bool:
        """Say whether words of a field could not be saved yet: they must stay on the screen."""
        return (proposal, field) in self._owed

    def owed(self) -> int:
        """Count the fields whose words could not be saved yet."""
        return len(self._owed)

    def save(self, key: Key, verb: Verb) -> None:
        """Do `verb`, which writes what stands in the field `key` now."""
        self._owed.pop(key, None)
        self._under_way += 1
        self._desk.act(verb, then=self._done, failed=partial(self._failed, key, verb))

    def retry(self) -> None:
        """Try again to save what failed."""
        for key, verb in list(self._owed.items()):
            self.save(key, verb)

    def _done(self, _changes: Changes) -> None:
        if shiboken6.isValid(self):
            self._settled()

    def _failed(self, key: Key, verb: Verb, error: Exception) -> None:
        if shiboken6.isValid(self):
            self._owed.setdefault(key, verb)
            self.failed.emit(error)
            self._settled()

    def _settled(self) -> None:
        self._under_way -= 1
        if not self._under_way:
            self.saved.emit()
