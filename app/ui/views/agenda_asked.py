"""Changes of an agenda that members propose, objections, and items that were taken off."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.actions.agendas_proposing import Proposed
from app.i18n import _
from app.phrases import agendas as words
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models.meeting_agenda import Shown
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import Card, FlowBox, across, boxed, clear, down
from app.ui.widgets.text import Heading, Label


class AgendaAsked(QWidget):
    accepted = Signal(str)
    objected = Signal(str)
    restored = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._rows = down(spacing=Space.SMALL)
        self.setLayout(self._rows)
        self._told: tuple[object, ...] = ()

    def show_all(self, shown: Shown) -> None:
        """Show what waits for a chair's word first; nothing at all where there is nothing."""
        told = (shown.proposed, shown.objections, shown.removed)
        if told == self._told:
            return
        self._told = told
        clear(self._rows)
        titles = {each.id: f"{each.label}  {each.title}".strip() for each in shown.lines}
        asked = [each for each in shown.proposed if each.state == "open"]
        if asked:
            self._rows.addWidget(Heading(_("Changes that members propose"), 3))
        for each in asked:
            self._rows.addWidget(self._asked(each, titles))
        if shown.objections:
            self._rows.addWidget(Heading(_("Objections noted"), 3))
        for each in shown.objections:
            who = shown.people.get(each.by, each.by)
            told_by = _("{who}: {text}").format(who=who, text=each.text) if who else each.text
            self._rows.addWidget(Label(told_by, wrap=True))
        if shown.removed:
            self._rows.addWidget(Heading(_("Taken off the agenda"), 3))
        for id, title in shown.removed:
            back = Button(_("Put back"), "link", Symbol.UNDO, partial(self.restored.emit, id))
            back.setAccessibleName(_("Put back {item}").format(item=title))
            row = across(Label(title, tone="soft", wrap=True), back)
            row.setStretch(0, 1)
            self._rows.addWidget(boxed(row))
        self.setVisible(bool(asked or shown.objections or shown.removed))

    def _asked(self, each: Proposed, titles: dict[str, str]) -> QWidget:
        about = titles.get(each.item or "", "") or _("A new item")
        change = [
            f"{words.change(name)}: {value}"
            for name, value in each.change.items()
            if name in {"title", "minutes", "lead", "purpose"}
        ]
        take = Button(
            _("Take it up"), "secondary", Symbol.CHECK, partial(self.accepted.emit, each.id)
        )
        note = Button(
            _("Note as an objection"), "quiet", on_click=partial(self.objected.emit, each.id)
        )
        for button in (take, note):
            button.setAccessibleDescription(f"{each.name}: {each.text}")
        return Card(
            Label(f"{each.name} · {about}", type="small", tone="soft", wrap=True),
            Label(each.text or "–", wrap=True),
            Label(" · ".join(change), weight="medium", wrap=True),
            FlowBox(take, note, spacing=Space.SMALL),
            spacing=Space.TIGHT,
        )
