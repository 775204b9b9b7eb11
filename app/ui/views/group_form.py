"""Writing a working group: a member proposes one, chairs found one or change what there is."""

from PySide6.QtWidgets import QLineEdit

from app.actions import grouping, wishing
from app.actions.grouping import Edit
from app.domain.changes import Changes
from app.domain.groups import STATUSES, Group
from app.i18n import _
from app.phrases import groups as words
from app.store import Store
from app.ui.desk import Desk
from app.ui.measures import Space
from app.ui.models import groups as model
from app.ui.views.record_form import RecordForm, named
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import boxed, down
from app.ui.widgets.segments import Segmented
from app.ui.widgets.tick import Tick


class GroupForm(RecordForm):
    """Title and charter; of a group there is also its state and people."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._chair = False
        self._group: Group | None = None
        self._before: tuple[str, str] = ("", "")
        self.name = QLineEdit()
        self.name.setAccessibleName(_("Title"))
        self.charter = GrowingText(_("Charter"), _("What the group is for, and for how long"), 5)
        self.status = Segmented(
            [(key, words.status(key)) for key in STATUSES], _("State"), clearable=False
        )
        self.opened = Tick(_("Open to all: who asks may join"))
        self.facilitators = GrowingText(_("Facilitators"), _("One name a line"), 1)
        self.participants = GrowingText(_("Participants"), _("One name a line"), 3)
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
                self.foot,
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
        self.say("")
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

    def save_now(self) -> None:
        title, charter, at = self.name.text(), self.charter.text(), self._desk.clock
        if not title.strip() or not charter.strip():
            field = self.charter if title.strip() else self.name
            self.ask_for(field, _("Write a title, and what the group is for."))
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

        told = _("Saved; members read it after the next sync")
        if not self._chair:
            told = _("Submitted, waiting for a line: the chairs will see what you propose")
        self.keep(verb, told)

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


def _lines(text: str) -> list[str]:
    return [each.strip() for each in text.splitlines() if each.strip()]
