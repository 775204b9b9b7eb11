"""Settings: erasing this computer's copy, in two steps: what goes and is lost, then that it is meant."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.actions import erasing
from app.i18n import _, ngettext
from app.store import tallies
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import Card, FlowBox, down
from app.ui.widgets.text import Heading, Label, announce


class Erasing(QWidget):
    """Tells what would go; only its second button takes anything away."""

    def __init__(self, desk: Desk, export: Callable[[], None]) -> None:
        super().__init__()
        self._desk = desk
        self.words = Label(wrap=True)
        self.lost = Label(tone="bad", wrap=True)
        self.export = Button(_("Export all that is mine…"), "secondary", Symbol.EXPORT, export)
        self.go_on = Button(_("Go on"), "secondary", on_click=self.ask)
        self.erase = Button(_("Erase it now"), "primary", Symbol.REMOVE, self.erase_now)
        self.leave = Button(_("Leave everything as it is"), "quiet", on_click=self.hide)
        verbs = FlowBox(self.export, self.go_on, self.erase, self.leave, spacing=Space.SMALL)
        self.setLayout(
            down(Card(Heading(_("Erase this computer's copy"), 3), self.words, self.lost, verbs))
        )
        self.hide()

    def begin(self) -> None:
        """Say what would go, and what of it is nowhere else."""
        self.words.setText(
            _(
                "Papers, backups, files, settings and the log in {folder} are taken away, the "
                "key of this computer first. What lies there and is not ours stays. What the "
                "Secretariat has received stays with it; the papers come again when you join anew."
            ).format(folder=self._desk.home.folder)
        )
        count = sum(tallies.outbox_states(self._desk.store).values())
        self.lost.setText(
            ngettext(
                "{n} item is only on this computer and would be lost. Export it first.",
                "{n} items are only on this computer and would be lost. Export them first.",
                count,
            ).format(n=count)
        )
        self.lost.setVisible(count > 0)
        self._step(last=False)
        self.leave.setFocus()

    def ask(self) -> None:
        """Take the second step: the one button that erases is shown, and is not in focus."""
        words = _("This cannot be taken back. The window closes, and everything of this profile "
                  "on this computer is gone.")  # fmt: skip
        self.words.setText(words)
        self._step(last=True)
        self.leave.setFocus()
        announce(self, words)

    def erase_now(self) -> None:
        """Close the window and take everything away."""
        home = self._desk.home

        def act() -> str:
            gone = erasing.erase(home)
            told = _("This computer's copy is gone.")
            if gone.account:
                told += " " + _(
                    "To shut this computer out for good, ask the Secretariat to sign it off."
                )
            return told

        self._desk.leave_for.emit(act)

    def _step(self, *, last: bool) -> None:
        self.go_on.setVisible(not last)
        self.erase.setVisible(last)
        self.export.setVisible(not last)
