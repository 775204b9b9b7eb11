"""The participants of a meeting as its report lists them; names nobody is sure of stay marked."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.actions import attending, summarising_writing
from app.domain import attendance
from app.domain.attendance import Attendee
from app.domain.changes import Changes
from app.i18n import _
from app.phrases import summaries as phrases
from app.store import Store
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import meeting_report as model
from app.ui.models.meeting_report import Told
from app.ui.views.chair_saving import LetterSaving
from app.ui.views.page import ShortList, scrolled
from app.ui.views.report_field import ReportField, Save
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.enter_line import EnterLine
from app.ui.widgets.layout import Card, FlowBox, boxed, down
from app.ui.widgets.text import Heading, Label
from app.ui.widgets.tick import Tick

FIELDS = ("name", "role", "affiliation")


class ReportPeople(QWidget):
    """A name, then Enter: she is in the list; what is changed of the chosen one is saved at once."""

    def __init__(self, desk: Desk, saving: LetterSaving) -> None:
        super().__init__()
        self._desk = desk
        self._told: Told | None = None
        self._wanted = ""
        self.new = EnterLine(
            _("Add a participant"), _("A name, then Enter; “?” behind it: uncertain"), self._add
        )
        self.list = ShortList(_("Participants"))
        self.list.opened.connect(self._choose)
        self.nobody = Label(
            _("Nobody is noted yet. Who is ticked on the Floor stands here, too."),
            tone="soft", wrap=True,
        )  # fmt: skip
        titles = {"name": _("Name"), "role": _("Role"), "affiliation": _("Affiliation")}
        self.fields = {name: ReportField(saving, name, titles[name], most=3) for name in FIELDS}
        self.state = _choice(_("Attendance"), {each: phrases.state(each) for each in attendance.STATES})  # fmt: skip
        kinds = {"": _("As the roster says"), "member": _("Member"), "observer": _("Observer"),
                 "guest": _("Guest")}  # fmt: skip
        self.kind = _choice(_("As what"), kinds)
        self.state.activated.connect(lambda _at: self._put("state", self.state.currentData()))
        self.kind.activated.connect(lambda _at: self._put("kind", self.kind.currentData()))
        self.doubt = Tick(_("The name is uncertain"))
        self.doubt.clicked.connect(lambda on: self._put("uncertain", on))
        self.remove = Button(_("Take out of the list"), "quiet", Symbol.REMOVE, self._remove)
        self._card = Card(
            *self.fields.values(), FlowBox(self.state, self.kind, spacing=Space.SMALL), self.doubt,
            FlowBox(self.remove),
        )  # fmt: skip
        edge = (Space.WIDE, Space.MEDIUM, Space.WIDE, Space.WIDE)
        area = scrolled(
            boxed(
                down(
                    Heading(phrases.labels()["annex"], 2),
                    self.new, self.nobody, self._card, self.list, None,
                    spacing=Space.MEDIUM, margins=edge,
                )
            )
        )  # fmt: skip
        area.setAccessibleName(phrases.labels()["annex"])
        self.setLayout(down(area, spacing=0))

    def show_report(self, told: Told, *, fresh: bool = True) -> None:
        self._told = told
        people = told.summary.people
        self.new.know(told.names)
        self.list.show_lines(model.person_lines(people))
        if self._wanted:
            found = next((each.id for each in people if self._wanted in each.name), None)
            self._wanted = "" if found else self._wanted
            self.list.choose(found)
        self.nobody.setVisible(not people)
        if fresh:
            self._show()

    def flush(self) -> None:
        """Hand over now what was written."""
        for each in self.fields.values():
            each.flush()

    def chosen(self) -> Attendee | None:
        """Return whose entry is chosen."""
        key, told = self.list.key(), self._told
        people = () if told is None else told.summary.people
        return next((each for each in people if each.id == key), None)

    def _choose(self, _key: str) -> None:
        self.flush()
        self._show()

    def _show(self) -> None:
        one, told = self.chosen(), self._told
        self._card.setVisible(one is not None)
        if one is None or told is None:
            return
        about = f"{told.meeting}/{one.id}"
        for name, field in self.fields.items():
            field.show_words(about, getattr(one, name), self._saver(told.meeting, one.id, name))
        self.state.setCurrentIndex(max(0, self.state.findData(one.state)))
        self.kind.setCurrentIndex(max(0, self.kind.findData(one.kind)))
        self.doubt.setChecked(one.uncertain)

    def _saver(self, meeting: str, id: str, name: str) -> Save:
        clock = self._desk.clock

        def made(text: str, _seen: str) -> partial[Changes]:
            given = {name: " ".join(text.split())}
            return partial(
                summarising_writing.write_person, meeting=meeting, id=id, given=given, clock=clock
            )

        return made

    def _put(self, name: str, value: Any) -> None:
        one, told = self.chosen(), self._told
        if one is None or told is None:
            return
        meeting, id, clock = told.meeting, one.id, self._desk.clock

        def verb(store: Store) -> Changes:
            return summarising_writing.write_person(store, meeting, id, {name: value}, clock)

        self._desk.act(verb)

    def _add(self, name: str) -> None:
        if self._told is None:
            return
        meeting, clock = self._told.meeting, self._desk.clock
        self._wanted = attendance.named(name)[0]

        def verb(store: Store) -> Changes:
            return attending.mark(store, meeting, [name], clock=clock)

        self._desk.act(verb)

    def _remove(self) -> None:
        one, told = self.chosen(), self._told
        if one is None or told is None:
            return
        meeting, who, clock = told.meeting, one.member or one.name, self._desk.clock
        self._desk.act(
            lambda store: attending.strike(store, meeting, who, clock),
            _("Taken out of the list"), undoable=True,
        )  # fmt: skip


def _choice(name: str, words: dict[str, str]) -> Choice:
    choice = Choice(name)
    for key, text in words.items():
        choice.addItem(text, key)
    return choice
