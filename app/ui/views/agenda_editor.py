"""The agenda editor of chairs and the Secretariat: the tree, one item's fields, what runs over."""

from collections.abc import Callable

from app.actions import agendas, agendas_carrying, agendas_proposing
from app.actions.agenda_writing import Fields, Place
from app.actions.agendas import Done, Way
from app.domain.changes import Changes
from app.i18n import _
from app.phrases import agendas as words
from app.store import Store, current
from app.ui.desk import Desk
from app.ui.models import meeting_agenda as model
from app.ui.models.meeting_agenda import Line, Shown
from app.ui.views.agenda_board import AgendaBoard
from app.ui.worker import Job, Renewed

TOUCHED = (
    "everything", "*", "sync", "meetings", "items", "comments", "members", "documents", "proposals",
)  # fmt: skip
_Verb = Callable[[Store], Done]


class AgendaEditor(AgendaBoard):
    """Read and written beside the window's thread; every act can be undone."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, self._objection)
        self._desk = desk
        self._meeting = ""
        self._shown: Shown | None = None
        self._wanted = ""
        """The item to be chosen once it is shown."""
        self._names_it = False
        self._undoable = 0
        self._reading = Renewed()
        self._wire()

    def show_meeting(self, id: str) -> None:
        if id != self._meeting:
            self._meeting, self._shown, self._wanted, self._undoable = id, None, "", 0
            self.tree.show_lines(())
            self.form.show_line(None)
            self.taking.faults.show_faults(())
            self.objecting.show_meeting(id)
        self._read()

    def refresh(self, changes: Changes) -> None:
        if self._meeting and changes.touch(*TOUCHED):
            self._read()

    def go_to(self, item: str) -> bool:
        self._wanted = item
        return self.tree.choose(item)

    def is_busy(self) -> bool:
        return bool(self._reading)

    # --- what chairs do ---------------------------------------------------------------------

    def add_item(self) -> None:
        """Add an item behind the chosen one, and put the cursor into its title."""
        meeting, here, clock = self._meeting, self.tree.current(), self._desk.clock
        place = Place(after=here) if here else Place()
        self._names_it = True
        self._act(
            lambda store: agendas.add(store, meeting, _("New item"), None, place, clock), _("Added")
        )

    def _edit(self, item: str, given: Fields) -> None:
        self._act(lambda store: agendas.edit(store, item, given, self._desk.clock), _("Saved on this computer"))  # fmt: skip

    def _place(self, item: str, place: Place) -> None:
        self._act(lambda store: agendas.move(store, item, place, self._desk.clock), _("Moved"))

    def _step(self, item: str, way: Way) -> None:
        self._act(lambda store: agendas.shift(store, item, way, self._desk.clock), _("Moved"))

    def _remove(self, item: str) -> None:
        lines = () if self._shown is None else self._shown.lines
        after = model.beside(lines, item)
        self._act(lambda store: agendas.remove(store, item, self._desk.clock), _("Taken off the agenda"))  # fmt: skip
        self._wanted = after

    def _carry(self, to: str) -> None:
        item = self.tree.current()
        self._act(lambda store: agendas_carrying.carry(store, item, to, self._desk.clock), _("Carried over"))  # fmt: skip
        self._wanted = item

    def _copy(self, template: str) -> None:
        meeting, clock = self._meeting, self._desk.clock
        self._act(lambda store: agendas_carrying.from_template(store, meeting, template, clock), _("Items added"))  # fmt: skip

    def _next_call(self) -> None:
        """Make the next call of this kind, and go there."""
        meeting, made = self._meeting, list[str]()

        def verb(store: Store) -> Changes:
            done = agendas_carrying.clone(store, meeting, clock=self._desk.clock)
            made.append(done.id)
            return done.changes

        def there(_changes: Changes) -> None:
            self._desk.show("meetings", made[0])

        said = _("The next call is made, a month later, as a draft.")
        row = current.one(self._desk.store, "meetings", meeting)
        if row is not None and row.data.get("join_by"):
            said = f"{said} {words.same_ways()}"
        self._desk.act(verb, said, undoable=True, then=there)

    def _act(self, verb: _Verb, said: str) -> None:
        made: list[str] = []

        def act(store: Store) -> Changes:
            done = verb(store)
            made.append(done.id)
            return done.changes

        def then(changes: Changes) -> None:
            if changes.collections:
                self._undoable += 1
            if not self._wanted:
                self._wanted = made[0]
            self._read()

        self._wanted = ""
        self._desk.act(act, said, undoable=True, then=then)

    def _undo(self) -> None:
        self._undoable = max(0, self._undoable - 1)
        self._names_it = False
        self._desk.take_back()

    # --- what is shown ----------------------------------------------------------------------

    def _read(self) -> None:
        meeting = self._meeting

        def look(store: Store, _job: Job) -> Shown:
            return model.read(store, meeting)

        if meeting:
            self._reading.run(self._desk.reader, look, self._show, self._desk.failed.emit)

    def _show(self, shown: Shown) -> None:
        if shown.meeting != self._meeting:
            return
        self._shown = shown
        self.running.show_time(shown.running, shown.length)
        self.status.choose(shown.status)
        self.numbering.setCurrentIndex(self.numbering.findData(shown.numbering))
        self.form.show_all(shown)
        self.tools.show_others(shown.others)
        self.tree.show_lines(shown.lines)
        self.empty.setVisible(not shown.lines)
        if self._wanted and self.tree.choose(self._wanted):
            self._wanted = ""
            if self._names_it:
                self._names_it = False
                self.form.name_it()
        self._chosen(self.tree.current())
        self.asked.show_all(shown)
        self.tools.undo.setEnabled(self._undoable > 0)

    def _chosen(self, item: str) -> None:
        line = self._line(item)
        self.form.show_line(line)
        self.tools.show_chosen(chosen=line is not None)

    def _line(self, item: str) -> Line | None:
        lines = () if self._shown is None else self._shown.lines
        return next((each for each in lines if each.id == item), None)

    def _wire(self) -> None:
        self.tools.add_wanted.connect(self.add_item)
        self.tools.stepped.connect(self._key)
        self.tools.off_wanted.connect(self._off)
        self.tools.undo_wanted.connect(self._undo)
        self.tools.carried.connect(self._carry)
        self.tools.copied.connect(self._copy)
        self.tools.next_wanted.connect(self._next_call)
        self.tools.file_wanted.connect(lambda: self.taking.ask(self._meeting))
        self.tools.objection_wanted.connect(self.objecting.begin)
        self.tree.chosen.connect(self._chosen)
        self.tree.placed.connect(self._place)
        self.tree.stepped.connect(self._step)
        self.tree.add_wanted.connect(self.add_item)
        self.tree.remove_wanted.connect(self._remove)
        self.tree.rename_wanted.connect(self.form.name_it)
        self.form.changed.connect(self._edit)
        self.status.chosen.connect(self._set_status)
        self.numbering.activated.connect(self._set_numbering)
        self.asked.accepted.connect(self._accept)
        self.asked.objected.connect(self._object)
        self.asked.restored.connect(self._restore)
        self._chosen("")

    def _key(self, way: Way) -> None:
        if item := self.tree.current():
            self._step(item, way)

    def _off(self) -> None:
        if item := self.tree.current():
            self._remove(item)

    def _set_status(self, status: object) -> None:
        meeting, clock = self._meeting, self._desk.clock
        here = self.tree.current()
        self._act(lambda store: agendas.set_status(store, meeting, str(status), clock), words.status(status))  # fmt: skip
        self._wanted = here

    def _set_numbering(self, _index: int) -> None:
        meeting, style, clock = self._meeting, str(self.numbering.currentData()), self._desk.clock
        here = self.tree.current()
        self._act(lambda store: agendas.set_numbering(store, meeting, style, clock), _("Numbered"))
        self._wanted = here

    def _accept(self, change: str) -> None:
        meeting, clock = self._meeting, self._desk.clock
        self._act(lambda store: agendas_proposing.accept(store, meeting, change, clock), _("Taken up"))  # fmt: skip

    def _object(self, change: str) -> None:
        meeting, here = self._meeting, self.tree.current()
        self._act(
            lambda store: agendas_proposing.note_objection(
                store, meeting, change=change, clock=self._desk.clock
            ),
            _("Noted as an objection"),
        )
        self._wanted = here

    def _objection(self, store: Store, meeting: str, who: str, text: str) -> Changes:
        account = model.account_of(who, {} if self._shown is None else self._shown.people)
        return agendas_proposing.note_objection(
            store, meeting, text, by=account, clock=self._desk.clock
        ).changes

    def _restore(self, item: str) -> None:
        self._act(lambda store: agendas.restore(store, item, self._desk.clock), _("Put back"))
