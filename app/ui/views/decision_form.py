"""Noting what a meeting decided, or changing it: words, item, where, when, objections."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.actions import deciding_meetings
from app.actions.trouble import Trouble
from app.domain.changes import Changes
from app.domain.meeting_decisions import CHANNELS
from app.i18n import _
from app.phrases import decisions as words
from app.store import Store, meetings
from app.ui import troubles
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import meeting_decisions as model
from app.ui.models.meeting_decisions import Shown
from app.ui.views.steps_form import items_of, named
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import FlowBox, down
from app.ui.widgets.segments import Segmented
from app.ui.widgets.text import Heading, Label


class DecisionForm(QWidget):
    """What was typed stays until it is saved or left."""

    done = Signal(str)
    """The id of what was saved; "" when the chair thought better of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._meeting = ""
        self._shown: Shown | None = None
        self.title = Heading("", 2)
        self.text = GrowingText(_("Decision"), _("What was decided"), 2)
        self.item = Choice(_("Agenda item"))
        self.channel = Segmented([(key, words.channel(key)) for key in CHANNELS], _("Where"))
        self.at = QLineEdit()
        self.at.setAccessibleName(_("When"))
        self.at.setPlaceholderText(_("2021-01-31; empty: now"))
        self.objections = GrowingText(
            _("Objections"), _("One a line: name, colon, what she objected"), 2
        )
        self.missing = Label(tone="bad", wrap=True)
        self.save = Button(_("Save"), "primary", Symbol.CHECK, self._save)
        self.leave = Button(_("Cancel"), "quiet", on_click=lambda: self.done.emit(""))
        self.setLayout(
            down(
                self.title,
                self.text,
                named(_("Agenda item")),
                self.item,
                named(_("Where")),
                self.channel,
                named(_("When")),
                self.at,
                named(_("Objections")),
                self.objections,
                self.missing,
                Space.SMALL,
                FlowBox(self.save, self.leave, spacing=Space.SMALL),
            )
        )

    def begin(self, meeting: str, each: Shown | None = None) -> None:
        """Note a new decision of `meeting`, or change one."""
        self._meeting, self._shown = meeting, each
        known = None if each is None else each.decision
        self.title.setText(_("New decision") if each is None else _("Change the decision"))
        self.text.show_text("" if known is None else known.text)
        self.item.clear()
        self.item.addItem(_("the meeting as a whole"), "")
        for id, title in items_of(meetings.agenda(self._desk.store, meeting)):
            self.item.addItem(title, id)
        self.item.setCurrentIndex(max(0, self.item.findData(known.item if known else "")))
        self.channel.choose(known.channel if known else "call")
        self.at.setText(known.at[:10] if known else "")
        self.objections.show_text("" if each is None else model.objections(each))
        self.missing.hide()
        self.text.setFocus()

    def _save(self) -> None:
        text, each, clock = self.text.text(), self._shown, self._desk.clock
        item, day = str(self.item.currentData() or ""), self.at.text().strip()
        channel, meeting = self.channel.choice(), self._meeting
        told = model.read_objections(self.objections.text())
        if not text.strip():
            self._say(_("Write what was decided."))
            self.text.setFocus()
            return
        self.save.setEnabled(False)

        def verb(store: Store) -> Changes:
            if each is None:
                return deciding_meetings.note(
                    store, text, meeting=meeting, item=item or None, objections=told,
                    channel=str(channel) if channel else None, at=day or None, clock=clock,
                ).changes  # fmt: skip
            known = each.decision
            # Objections that stand word for word stay the ones they were.
            before = list(each.objections)
            gone = [one.id for one, shown in zip(known.objections, before, strict=True)
                    if shown not in told]  # fmt: skip
            return deciding_meetings.change(
                store, known.id, text=text, item=None if item == known.item else item,
                channel=str(channel) if channel else None,
                at=None if day == known.at[:10] else day,
                objections=[one for one in told if one not in before], settled=gone, clock=clock,
            ).changes  # fmt: skip

        self._desk.act(
            verb, _("Saved; members read it after the next sync"), undoable=True,
            then=self._saved, failed=self._failed,
        )  # fmt: skip

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
