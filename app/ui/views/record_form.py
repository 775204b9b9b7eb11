"""What the forms of meetings and groups share: save and leave by mouse and keys, told what is missing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.actions.trouble import Trouble
from app.domain.changes import Changes
from app.i18n import _
from app.store import Store, meetings
from app.store.meetings import Item
from app.ui import troubles
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.keys import on_key
from app.ui.widgets.layout import FlowBox
from app.ui.widgets.text import Heading, Label, announce


class RecordForm(QWidget):
    """What was typed stays until it is saved or left: Ctrl+Enter saves, Escape leaves."""

    done = Signal(str)
    """The id of what was saved; "" when the writer thought better of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.title = Heading("", 2)
        self.missing = Label(tone="bad", wrap=True)
        self.save = Button(_("Save"), "primary", Symbol.CHECK, self.save_now)
        self.leave = Button(_("Cancel"), "quiet", on_click=self._leave)
        self.foot = FlowBox(self.save, self.leave, spacing=Space.SMALL)
        for keys, act in (("Ctrl+Return", self.save_now), ("Ctrl+Enter", self.save_now),
                          ("Escape", self._leave)):  # fmt: skip
            on_key(self, keys, act)

    def save_now(self) -> None:
        """Save what is typed, or say what is missing."""
        raise NotImplementedError

    def keep(self, verb: Callable[[Store], Changes], said: str) -> None:
        """Do `verb`, then say `said` and tell who listens to `done`; what is refused is said here."""
        if not self.save.isEnabled():
            return  # it is being saved
        self.save.setEnabled(False)
        self._desk.act(verb, said, undoable=True, then=self._saved, failed=self._failed)

    def ask_for(self, field: QWidget, words: str) -> None:
        """Say what is missing, and go there."""
        self.say(words)
        field.setFocus()

    def say(self, words: str) -> None:
        """Say why it was not saved; "" takes it away."""
        self.missing.setText(words)
        self.missing.setVisible(bool(words))
        if words:
            announce(self.missing, words)

    def _leave(self) -> None:
        self.done.emit("")

    def _saved(self, changes: Changes) -> None:
        self.save.setEnabled(True)
        self.done.emit(changes.ids[0] if changes.ids else "")

    def _failed(self, error: Exception) -> None:
        self.save.setEnabled(True)
        if isinstance(error, Trouble):
            self.say(troubles.sentence(error))
        else:
            self._desk.failed.emit(error)


def named(words: str) -> Label:
    """Return the small heading of a field."""
    return Label(words, type="small", weight="bold", tone="soft")


def items_of(given: Sequence[Item]) -> list[tuple[str, str]]:
    """Return (id, label and title) of agenda items with those under them, in their order."""
    return [(each.row.id, each.called) for each in meetings.flat(given)]
