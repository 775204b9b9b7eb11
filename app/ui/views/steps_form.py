"""Writing a next step down, or changing one: what, who, until when, of which item."""

from PySide6.QtWidgets import QCompleter, QLineEdit

from app.actions import next_steps
from app.actions.next_steps import Standing
from app.domain.changes import Changes
from app.i18n import _
from app.store import Store, annotations, current, meetings, members
from app.ui.desk import Desk
from app.ui.measures import Space
from app.ui.views.record_form import RecordForm, items_of, named
from app.ui.widgets.choice import Choice
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import down

NOTE = 80
"""Characters of a note that are shown to choose it by."""


class StepForm(RecordForm):
    """What, who, until when."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._meeting: str | None = None
        self._changes: Standing | None = None
        self.note = Choice(_("From a note"))
        self._note = named(_("From a note"))
        self.note.activated.connect(self._take_note)
        self.text = GrowingText(_("Next step"), _("What is to be done"), 2)
        self.owner = QLineEdit()
        self.owner.setAccessibleName(_("Who does it"))
        self.owner.setPlaceholderText(_("A name; empty where nobody has taken it on"))
        self.due = QLineEdit()
        self.due.setAccessibleName(_("Due"))
        self.due.setPlaceholderText(_("2021-01-31"))
        self.item = Choice(_("Agenda item"))
        self._item = named(_("Agenda item"))
        self.setLayout(
            down(
                self.title,
                self._note,
                self.note,
                self.text,
                named(_("Who does it")),
                self.owner,
                named(_("Due")),
                self.due,
                self._item,
                self.item,
                self.missing,
                Space.SMALL,
                self.foot,
            )
        )
        self.owner.returnPressed.connect(self.save_now)
        self.due.returnPressed.connect(self.save_now)

    def begin(self, meeting: str | None, each: Standing | None = None) -> None:
        """Write a new one of `meeting`, or change `each`."""
        self._meeting, self._changes = meeting, each
        self.title.setText(_("New next step") if each is None else _("Change the next step"))
        self.text.show_text("" if each is None else each.action.text)
        self.owner.setText("" if each is None else each.name)
        self.due.setText("" if each is None else each.action.due[:10])
        self.say("")
        self._offer(each)
        self._offer_notes(each)
        people = QCompleter(sorted(members.names(self._desk.store).values()), self)
        people.setCaseSensitivity(people.caseSensitivity().CaseInsensitive)
        self.owner.setCompleter(people)
        self.text.setFocus()

    def _offer(self, each: Standing | None) -> None:
        meeting = self._meeting if each is None else each.action.meeting
        self.item.clear()
        self.item.addItem(_("the meeting as a whole"), "")
        for id, title in items_of(meetings.agenda(self._desk.store, meeting or "")):
            self.item.addItem(title, id)
        self.item.setCurrentIndex(max(0, self.item.findData(each.action.item if each else "")))
        for part in (self._item, self.item):
            part.setVisible(bool(meeting) and self.item.count() > 1)

    def _offer_notes(self, each: Standing | None) -> None:
        """Offer my notes and what was said to me on the items of the meeting, to begin from."""
        store = self._desk.store
        items = [id for id, _words in items_of(meetings.agenda(store, self._meeting or ""))]
        rows = [] if each is not None else annotations.on_items(store, items)
        made = _made_of(store) if rows else frozenset()
        kept = [
            row
            for row in rows
            if row.data.get("text") and not row.data.get("withdrawn") and row.id not in made
        ]
        self.note.clear()
        self.note.addItem(_("in my own words"), None)
        for row in kept:
            words = " ".join(str(row.data["text"]).split())[:NOTE]
            self.note.addItem(words, f"{row.collection.removesuffix('s')}/{row.id}")
        for part in (self._note, self.note):
            part.setVisible(bool(kept))

    def _take_note(self, _index: int) -> None:
        """Begin with the words of a note; they can be changed, and it is made into one step only."""
        kind, _slash, id = str(self.note.currentData() or "").partition("/")
        row = current.one(self._desk.store, f"{kind}s", id) if id else None
        if row is None:
            return
        self.text.show_text(str(row.data.get("text") or ""))
        on = str((row.data.get("about") or {}).get("id") or "")
        self.item.setCurrentIndex(max(0, self.item.findData(on)))

    def save_now(self) -> None:
        text, owner, due = self.text.text(), self.owner.text(), self.due.text().strip()
        item = str(self.item.currentData() or "")
        at, meeting, each = self._desk.clock, self._meeting, self._changes
        note = self.note.currentData()
        if not text.strip():
            self.ask_for(self.text, _("Write what is to be done."))
            return

        def verb(store: Store) -> Changes:
            if each is None and note is not None:
                return next_steps.from_mark(
                    store,
                    str(note),
                    text,
                    owner=owner,
                    due=due,
                    meeting=meeting,
                    item=item,
                    clock=at,
                ).changes
            if each is None:
                return next_steps.add(
                    store, text, owner=owner, due=due, meeting=meeting, item=item, clock=at
                ).changes
            # A day that was left as it is stays the instant it was.
            same = due == each.action.due[:10]
            return next_steps.change(
                store, each.action.id, text=text, owner=owner, due=None if same else due,
                item=None if item == each.action.item else item, clock=at,
            )  # fmt: skip

        self.keep(verb, _("Saved; members read it after the next sync"))


def _made_of(store: Store) -> frozenset[str]:
    """Return the notes and comments that were made into next steps already."""
    sources = [row.data.get("source") for row in current.listed(store, "actions")]
    return frozenset(
        str(each[kind])
        for each in sources
        if isinstance(each, dict)
        for kind in ("note", "comment")
        if each.get(kind)
    )
