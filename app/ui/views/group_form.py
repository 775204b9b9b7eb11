"""Writing a working group: a member proposes one, chairs found one or change what there is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.actions import grouping, wishing
from app.actions.grouping import Edit
from app.actions.trouble import Trouble
from app.domain.changes import Changes
from app.domain.groups import STATUSES, Group
from app.i18n import _
from app.phrases import groups as words
from app.store import Store
from app.ui import troubles
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import groups as model
from app.ui.views.steps_form import named
from app.ui.widgets.buttons import Button
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import FlowBox, boxed, down
from app.ui.widgets.segments import Segmented
from app.ui.widgets.text import Heading, Label
from app.ui.widgets.tick import Tick


class GroupForm(QWidget):
    """What was typed stays until it is saved or left."""

    done = Signal(str)
    """The id of what was saved, a group or a wish; "" when nothing was."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._chair = False
        self._group: Group | None = None
        self._before: tuple[str, str] = ("", "")
        self.title = Heading("", 2)
        self.name = QLineEdit()
        self.name.setAccessibleName(_("Title"))
        self.charter = GrowingText(_("Charter"), _("What the group is for, and for how long"), 5)
        self.status = Segmented(
            [(key, words.status(key)) for key in STATUSES], _("State"), clearable=False
        )
        self.opened = Tick(_("Open to all: who asks may join"))
        self.facilitators = GrowingText(_("Facilitators"), _("One name a line"), 1)
        self.participants = GrowingText(_("Participants"), _("One name a line"), 3)
        self.missing = Label(tone="bad", wrap=True)
        self.save = Button(_("Save"), "primary", Symbol.CHECK, self._save)
        self.leave = Button(_("Cancel"), "quiet", on_click=lambda: self.done.emit(""))
        self._chairs = boxed(
            down(
                named(_("State")),
                self.status,
                self.opened,
                named(_("Facilitators")),
                self.facilitators,
                named(_("Participants")),
                self.participants,
            )
        )
        self.setLayout(
            down(
                self.title,
                named(_("Title")),
                self.name,
                named(_("Charter")),
                self.charter,
                self._chairs,
                self.missing,
                Space.SMALL,
                FlowBox(self.save, self.leave, spacing=Space.SMALL),
            )
        )

    def begin(self, group: Group | None, *, chair: bool) -> None:
        """Write a new group (members: propose one), or change `group`."""
        self._chair, self._group = chair, group
        new = _("Found a working group") if chair else _("Propose a working group")
        self.title.setText(new if group is None else _("Change the group"))
        self.save.set_words(_("Save") if chair else _("Propose"))
        self.name.setText("" if group is None else group.title)
        self.charter.show_text("" if group is None else group.charter)
        self._chairs.setVisible(group is not None)
        self.missing.hide()
        if group is not None:
            store = self._desk.store
            self.status.choose(group.status or None)
            self.opened.setChecked(group.open_to_all)
            self._before = (
                model.people(store, group.facilitators),
                model.people(store, group.participants),
            )
            for field, people in zip(
                (self.facilitators, self.participants), self._before, strict=True
            ):
                field.show_text(people)
        self.name.setFocus()

    def _save(self) -> None:
        title, charter, at = self.name.text(), self.charter.text(), self._desk.clock
        if not title.strip() or not charter.strip():
            self._say(_("Write a title, and what the group is for."))
            (self.charter if title.strip() else self.name).setFocus()
            return
        group = self._group
        if group is not None:
            wanted = self._edit(group)

            def verb(store: Store) -> Changes:
                return grouping.edit(store, group.id, wanted, at)
        elif self._chair:

            def verb(store: Store) -> Changes:
                return grouping.found(store, title, charter, clock=at).changes
        else:

            def verb(store: Store) -> Changes:
                return wishing.propose_group(store, title, charter, at)

        self.save.setEnabled(False)
        told = _("Saved; members read it after the next sync")
        if not self._chair:
            told = _("Submitted, waiting for a line: the chairs will see what you propose")
        self._desk.act(verb, told, undoable=True, then=self._saved, failed=self._failed)

    def _edit(self, group: Group) -> Edit:
        """Return what was changed of a group, and nothing else: what others change stays."""
        status = self.status.choice()
        now = [_lines(field.text()) for field in (self.facilitators, self.participants)]
        was = [_lines(text) for text in self._before]
        people = {*now[0], *now[1]}
        return Edit(
            title=None if self.name.text() == group.title else self.name.text(),
            charter=None if self.charter.text() == group.charter else self.charter.text(),
            status=None if status in {None, group.status} else str(status),
            open_to_all=(
                None if self.opened.isChecked() == group.open_to_all else self.opened.isChecked()
            ),
            take_in=[each for each in now[1] if each not in was[1]],
            facilitated_by=[each for each in now[0] if each not in was[0]],
            let_go=[each for each in dict.fromkeys((*was[0], *was[1])) if each not in people],
            no_longer_leads=[each for each in was[0] if each not in now[0] and each in people],
            only_leads=[each for each in was[1] if each not in now[1] and each in people],
        )

    def _saved(self, changes: Changes) -> None:
        self.save.setEnabled(True)
        self.done.emit(changes.ids[0] if changes.ids else "")

    def _failed(self, error: Exception) -> None:
        self.save.setEnabled(True)
        if isinstance(error, Trouble):
            self._say(troubles.sentence(error))
        else:
            self._desk.failed.emit(error)

    def _say(self, said: str) -> None:
        self.missing.setText(said)
        self.missing.show()


def _lines(text: str) -> list[str]:
    return [each.strip() for each in text.splitlines() if each.strip()]
