"""One item of the report: output documents, key points, next steps, with what was noted and said beside."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.actions import summarising_writing
from app.actions.trouble import Trouble
from app.domain import next_steps
from app.domain.changes import Changes
from app.domain.next_steps import Step
from app.i18n import _
from app.phrases import summaries as phrases
from app.phrases import transcripts
from app.store import Store
from app.ui import troubles
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import meeting_report as model
from app.ui.models.meeting_report import Beside, Told
from app.ui.theme import theme
from app.ui.views.chair_saving import LetterSaving
from app.ui.views.page import Block, ShortList, scrolled
from app.ui.views.report_field import ReportField, Save
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import Card, FlowBox, across, boxed, down
from app.ui.widgets.rows import LineList
from app.ui.widgets.text import Heading, Label

ROOM = 600
"""From this width on what was said stands beside the words, in px at 100 %."""
BESIDE = 240
"""Width of what stands beside, and its height where it stands below, in px at 100 %."""
SHOWN = 1_500
"""Letters of a turn that are shown whole."""


class ReportItem(QWidget):
    """Everything is saved as it is written; Enter on a turn quotes it."""

    beside_wanted = Signal(str)
    """What was noted and said of this item."""

    def __init__(self, desk: Desk, saving: LetterSaving) -> None:
        super().__init__()
        self._desk = desk
        self._item = ""
        self._told: Told | None = None
        self._beside: dict[str, Beside] = {}
        self.title = Heading("", 2)
        words = phrases.labels()
        self.outputs = ReportField(
            saving, "outputs", words["outputs"], _("One a line; its address may follow"), most=8
        )
        self.points = ReportField(
            saving, "key_points", words["key_points"],
            _("Who said what that counts. A line with “- ” is a point."), lines=7, most=34,
        )  # fmt: skip
        self.steps = ReportField(
            saving, "next_steps", words["next_steps"], _("What follows"), lines=2, most=16
        )
        self.heading = ReportField(
            saving, "heading", _("Title in the report"), _("As on the agenda"), most=3
        )
        self.decisions = Label(wrap=True, selectable=True)
        self._decided = Block(words["decisions"], self.decisions)
        self.noted = Label(wrap=True, selectable=True)
        self._noted_beside = Block(
            _("Next steps that were noted; they stand in the report, too"), self.noted
        )
        self._build_step()
        self._build_beside()
        self._lay_out()

    def show_item(self, told: Told, item: str, *, fresh: bool = True) -> None:
        """Show an item; with `fresh` its words too, but those that are being written."""
        part = told.part(item)
        if part is None:
            return
        changed = item != self._item
        if changed:
            self.flush()
            self._item = item
            self._show_beside(())
            self.beside_wanted.emit(item)
        self._told = told
        self.title.setText(phrases.numbered(part.label, part.title))
        self.decisions.setText("\n".join(part.decisions))
        self._decided.setVisible(bool(part.decisions))
        noted = model.noted(told, item)
        self.noted.setText("\n".join(noted))
        self._noted_beside.setVisible(bool(noted))
        if changed or fresh:
            written = {
                "outputs": model.outputs_text(part.outputs), "key_points": part.key_points,
                "next_steps": told.steps.get(item, ""), "heading": part.heading,
            }  # fmt: skip
            for name, field in self.fields().items():
                field.show_words(item, written[name], self._saver(item, name))
        self._list_steps(self.steps.field.text())
        completer = QCompleter(list(told.names), self)
        completer.setCaseSensitivity(completer.caseSensitivity().CaseInsensitive)
        self.owner.setCompleter(completer)

    def fields(self) -> dict[str, ReportField]:
        return {"outputs": self.outputs, "key_points": self.points, "next_steps": self.steps,
                "heading": self.heading}  # fmt: skip

    def show_beside(self, item: str, found: tuple[Beside, ...]) -> None:
        if item == self._item:
            self._show_beside(found)

    def flush(self) -> None:
        """Hand over now what was written."""
        for each in self.fields().values():
            each.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # --- what is done -----------------------------------------------------------------------

    def _saver(self, item: str, name: str) -> Save:
        clock, told = self._desk.clock, self._told

        def made(text: str, seen: str) -> partial[Changes]:
            if name == "outputs":
                part = None if told is None else told.part(item)
                given = model.outputs_of(text, () if part is None else part.outputs)
                return partial(
                    summarising_writing.write_item, item=item, outputs=given, clock=clock
                )
            return partial(
                summarising_writing.write_item,
                item=item,
                **{name: text},
                seen={name: seen},
                clock=clock,
            )

        return made

    def quote(self) -> None:
        """Write the chosen turn or note behind the key points."""
        found = self._beside.get(self.said.key() or "")
        if found is not None:
            last = self.points.field.text().rstrip().split("\n")[-1]
            points = found.quote.startswith("- ") and last.startswith("- ")
            self.points.add(found.quote, "\n" if points else "\n\n")
            self._desk.told.emit(_("Added to the key points; put it into the words of minutes."), None)  # fmt: skip

    def _add_step(self) -> None:
        text, day = self.step.text().strip(), self.due.text().strip()
        try:
            due = summarising_writing.day_of(day)
        except Trouble as error:
            self._say(troubles.sentence(error))
            self.due.setFocus()
            return
        if not text:
            self._say(_("Write what is to be done."))
            self.step.setFocus()
            return
        owner = summarising_writing.owner_name(self._desk.store, self.owner.text())
        self.steps.put(next_steps.added(self.steps.field.text(), Step(text, owner, due)))
        for each in (self.step, self.owner, self.due):
            each.clear()
        self.missing.hide()
        self.step.setFocus()

    def _say(self, words: str) -> None:
        self.missing.setText(words)
        self.missing.show()

    def _make_action(self) -> None:
        """Note the chosen step as an action: it is carried on, reminded of, said done."""
        number, item, clock = self.listed.key(), self._item, self._desk.clock
        if number is None:
            return
        self.flush()

        def verb(store: Store) -> Changes:
            return summarising_writing.make_action(store, item, int(number), clock).changes

        self._desk.act(verb, _("Noted as a next step to be done."), undoable=True, then=self._noted)

    def _noted(self, changes: Changes) -> None:
        if not changes.collections:
            self._desk.told.emit(_("It is noted already."), None)

    # --- how it looks -----------------------------------------------------------------------

    def _list_steps(self, text: str) -> None:
        lines = model.step_lines(text)
        self.listed.show_lines(lines)
        self._steps_block.setVisible(bool(lines))

    def _show_beside(self, found: tuple[Beside, ...]) -> None:
        self._beside = {each.key: each for each in found}
        self.said.show_lines(model.beside_lines(found))
        self.nothing.setVisible(not found)
        self.said.setVisible(bool(found))
        self.take.setVisible(bool(found))
        authoritative = all(each.kind == "note" for each in found)
        self.label.setVisible(not authoritative)
        self._show_turn(self.said.key() or "")

    def _show_turn(self, key: str) -> None:
        found = self._beside.get(key)
        self.whole.setText("" if found is None else found.text[:SHOWN])
        self._card.setVisible(found is not None)

    def _build_step(self) -> None:
        self.step = _line(_("A next step"), _("What is to be done"))
        self.owner = _line(_("Who does it"), _("Who"))
        self.due = _line(_("Due"), _("2021-01-31"))
        for each in (self.step, self.owner, self.due):
            each.returnPressed.connect(self._add_step)
        self.add = Button(_("Add"), "secondary", Symbol.ADD, self._add_step)
        self.missing = Label(tone="bad", wrap=True)
        self.missing.hide()
        self.listed = ShortList(_("Next steps one by one"))
        self.make = Button(_("Note as an action"), "quiet", Symbol.TICKED, self._make_action)
        self._steps_block = boxed(down(self.listed, FlowBox(self.make), spacing=Space.TIGHT))

    def _build_beside(self) -> None:
        self.said = _Said(_("Notes and what was said"))
        self.said.opened.connect(self._show_turn)
        self.said.entered.connect(self.quote)
        self.label = Label(transcripts.label(), type="small", tone="warn", wrap=True)
        self.nothing = Label(
            _("Nothing was noted or said of this item yet. Captions are taken in under What was said."),
            tone="soft", wrap=True,
        )  # fmt: skip
        self.whole = Label(wrap=True, selectable=True)
        self._card = Card(self.whole)
        self.take = Button(_("Quote in the key points"), "secondary", Symbol.QUOTE, self.quote)

    def _fit(self) -> None:
        """Have what was said beside the words, or where there is no room, under them."""
        beside = self.width() >= theme().px(ROOM)
        width = theme().px(BESIDE)
        self._side.setMaximumWidth(width if beside else 16_777_215)
        self._side.setMinimumWidth(width if beside else 0)
        self.said.setMinimumHeight(0 if beside else width)
        if beside != (self._columns.indexOf(self._side) >= 0):
            if beside:
                self._columns.addWidget(self._side)
            else:
                self._column.insertWidget(self._column.count() - 1, self._side)

    def _lay_out(self) -> None:
        adding = FlowBox(self.owner, self.due, self.add, spacing=Space.SMALL)
        edge = (Space.WIDE, Space.MEDIUM, Space.WIDE, Space.WIDE)
        parts = (
            self.title, self.outputs, self.points, self._decided, self.steps, self._steps_block,
            self._noted_beside, self.step, adding, self.missing, self.heading, None,
        )  # fmt: skip
        self._column = down(*parts, spacing=Space.MEDIUM, margins=edge)
        area = scrolled(boxed(self._column))
        area.setAccessibleName(_("Item of the report"))
        head = Label(_("Notes and what was said"), type="small", weight="bold", tone="soft")
        side = down(
            head, self.label, self.nothing, self.said, self._card, self.take,
            spacing=Space.SMALL, margins=(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM),
        )  # fmt: skip
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        for at in (2, 3):  # one of both is in sight
            side.setStretch(at, 1)
        self._side = boxed(side, "side")
        self._columns = across(area, self._side, spacing=0)
        self._columns.setStretch(0, 1)
        self.setLayout(self._columns)
        self._fit()


class _Said(LineList):
    """A list on which Enter takes a row over; a click only shows it."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
            return
        super().keyPressEvent(event)


def _line(name: str, hint: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    return field
