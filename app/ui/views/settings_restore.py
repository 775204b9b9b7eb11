"""Settings: going back to a backup: which one, what it does, and that it is meant."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.actions import backups, restoring
from app.actions.backups import Backup
from app.actions.restoring import Restored
from app.i18n import _, ngettext
from app.phrases.sizes import size
from app.ui import times
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.layout import Card, FlowBox, across, boxed, down
from app.ui.widgets.text import Heading, Label


class Restoring(QWidget):
    """Offers the backups that are here; the window closes for a moment to use one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.which = Choice(_("Backup to go back to"))
        self.go = Button(_("Go back to it"), "primary", Symbol.HISTORY, self.restore)
        self.leave = Button(_("Leave it"), "quiet", on_click=self.hide)
        words = Label(
            _(
                "Papers are shown again as they were then; the next sync brings what is newer. "
                "What you wrote and did not send yet goes along, and the profile as it is now is "
                "kept aside in its folder. The window closes for a moment."
            ),
            wrap=True,
        )
        verbs = FlowBox(self.go, self.leave, spacing=Space.SMALL)
        card = Card(
            Heading(_("Go back to a backup"), 3), words, boxed(across(self.which, None)), verbs
        )
        self.setLayout(down(card))
        self.hide()

    def begin(self) -> None:
        """Show the backups that are here, the newest first."""
        self.which.clear()
        for each in backups.listed(self._desk.home):
            self.which.addItem(_named(each, self._desk), each.path)
        self.go.setEnabled(self.which.count() > 0)
        self.which.setFocus()

    def restore(self) -> None:
        """Close the window, restore, and open it again."""
        path: Path = self.which.currentData()
        home, clock = self._desk.home, self._desk.clock

        def act() -> str:
            return restored_words(restoring.restore(home, path, clock=clock))

        self._desk.leave_for.emit(act)


def restored_words(told: Restored) -> str:
    """Return what a restore did."""
    said = [_("The profile is as in the backup of {when}.").format(when=told.made_at)]
    if told.carried:
        said.append(
            ngettext(
                "{n} item that was not sent yet came along.",
                "{n} items that were not sent yet came along.",
                told.carried,
            ).format(n=told.carried)
        )
    if told.beside is not None:
        said.append(_("What could not be kept is here as text: {path}").format(path=told.beside))
    return " ".join(said)


def _named(each: Backup, desk: Desk) -> str:
    now = desk.clock()
    made = times.parsed(each.made_at) or now
    why = {
        "asked": _("asked for"),
        "daily": _("made by itself"),
        "before-join": _("before joining"),
        "before-reset": _("before reading everything anew"),
    }.get(each.why, each.why)
    return f"{times.full(made, now)} · {size(each.size)} · {why}"
