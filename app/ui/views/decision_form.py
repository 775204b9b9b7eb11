"""Noting what a meeting decided, or changing it: words, item, where, when, objections."""

from PySide6.QtWidgets import QLineEdit

from app.actions import deciding_meetings
from app.domain.changes import Changes
from app.domain.meeting_decisions import CHANNELS
from app.i18n import _
from app.phrases import decisions as words
from app.store import Store, meetings
from app.ui.desk import Desk
from app.ui.measures import Space
from app.ui.models import meeting_decisions as model
from app.ui.models.meeting_decisions import Shown
from app.ui.views.record_form import RecordForm, items_of, named
from app.ui.widgets.choice import Choice
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import down
from app.ui.widgets.segments import Segmented


class DecisionForm(RecordForm):
    """Words, item, where and when, and who objected."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._meeting = ""
        self._shown: Shown | None = None
        self.text = GrowingText(_("Decision"), _("What was decided"), 2)
        self.item = Choice(_("Agenda item"))
        self.channel = Segmented([(key, words.channel(key)) for key in CHANNELS], _("Where"))
        self.at = QLineEdit()
        self.at.setAccessibleName(_("When"))
        self.at.setPlaceholderText(_("2021-01-31; empty: now"))
        self.objections = GrowingText(
            _("Objections"), _("One a line: name, colon, what she objected"), 2
        )
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
                self.foot,
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
        self.say("")
        self.text.setFocus()

    def save_now(self) -> None:
        text, each, clock = self.text.text(), self._shown, self._desk.clock
        item, day = str(self.item.currentData() or ""), self.at.text().strip()
        channel, meeting = self.channel.choice(), self._meeting
        told = model.read_objections(self.objections.text())
        if not text.strip():
            self.ask_for(self.text, _("Write what was decided."))
            return

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

        self.keep(verb, _("Saved; members read it after the next sync"))
