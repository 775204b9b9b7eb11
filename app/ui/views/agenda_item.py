"""One agenda item: what it is, its papers, what came of it, what I noted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from app.actions import agendas_proposing, annotating
from app.actions.agenda_items import the_item
from app.actions.papers import About
from app.domain.changes import Changes
from app.domain.records import Row
from app.i18n import _
from app.store import Store
from app.ui.desk import Desk
from app.ui.icons import Picture, Symbol
from app.ui.measures import SMALL_ICON, Space
from app.ui.models.agenda import Entry
from app.ui.models.item_outcomes import Outcome
from app.ui.theme import theme
from app.ui.views.page import Block, ShortList
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import FlowBox, across, boxed, clear, down, hairline
from app.ui.widgets.prose import Prose
from app.ui.widgets.text import Label

TIME = 44


@dataclass(frozen=True, slots=True)
class Marked:
    """A note or comment on the item; `author` is empty for my own."""

    row: Row
    author: str
    state: str = ""
    """What became of a change that it proposes, in words."""


class AgendaItem(QWidget):
    def __init__(self, desk: Desk, id: str) -> None:
        super().__init__()
        self._desk = desk
        self._id = id
        self.at = Label(type="small", tone="soft")
        self.title = Label(weight="bold", wrap=True)
        self.facts = Label(type="small", tone="soft", wrap=True)
        self.papers = FlowBox(spacing=Space.TIGHT)
        self.earlier = Prose("soft")
        heard = Label(_("From the meeting before"), type="small", weight="bold", tone="soft")
        self._earlier = boxed(down(heard, self.earlier, spacing=2))
        self.points = Prose()
        self.steps = Prose()
        self._steps = boxed(
            down(
                Label(_("Next steps"), type="small", weight="bold", tone="soft"),
                self.steps,
                spacing=2,
            )
        )
        self.decided = Label(wrap=True)
        self._decided = Block(_("Decided"), self.decided)
        self.noted = ShortList(_("Who does what"))
        self.noted.activated_line.connect(self._to_step)
        self._noted = Block(_("Who does what"), self.noted)
        self.carried = Button("", "link", Symbol.CARET_RIGHT, self._to_carried)
        self._carried_to = ""
        self.notes = down(spacing=Space.TIGHT)
        self.write = Button(_("Note"), "quiet", Symbol.NOTE, self.begin)
        self.field = GrowingText(_("Note on this item"), _("Your words on this item"), lines=2)
        self.keep = Button(_("Save, only you see this"), "secondary", on_click=self.save_note)
        self.send = Button(_("Submit to the chairs"), "secondary", on_click=self.send_comment)
        self.ask = Button(_("Propose as a change"), "secondary", on_click=self.propose_change)
        self.leave = Button(_("Cancel"), "link", on_click=self._end)
        self._writing = boxed(
            down(
                self.field,
                FlowBox(self.keep, self.send, self.ask, self.leave, spacing=Space.SMALL),
                spacing=Space.SMALL,
            )
        )
        self._writing.hide()
        head = across(self.title, self.write)
        head.setStretch(0, 1)
        text = down(
            head, self.facts, self.papers, self._earlier, self.points, self._decided, self._steps,
            self._noted, self.carried, self.notes, self._writing, spacing=Space.TIGHT,
        )  # fmt: skip
        # The time stands on the line of the title, which is as high as the button beside it.
        start = boxed(down(self.at, None, margins=(0, 5, 0, 0)))
        self._row = across(start, text, spacing=Space.SMALL)
        self._row.setStretch(1, 1)
        self._row.setContentsMargins(0, Space.MEDIUM, 0, Space.MEDIUM)
        self.setLayout(down(hairline(), self._row, spacing=0))
        theme().changed.connect(self._sized)
        self._sized()

    def show_entry(
        self, each: Entry, titles: Mapping[tuple[str, str], str], marks: Sequence[Marked]
    ) -> None:
        heading = f"{each.label}  {each.title}" if each.label else each.title
        self.title.setText(heading)
        self.write.setAccessibleName(_("Write a note on {item}").format(item=heading))
        self.field.setAccessibleName(_("Note on {item}").format(item=heading))
        self.at.setText(each.at)
        _tell(self.facts, each.facts)
        self.earlier.show_markdown(each.earlier)
        self._earlier.setVisible(bool(each.earlier))
        self.points.show_markdown(each.key_points)
        self.steps.show_markdown(each.next_steps)
        self._steps.setVisible(bool(each.next_steps))
        self._show_carried(each.carried_to)
        self._row.setContentsMargins(each.level * Space.WIDE, Space.MEDIUM, 0, Space.MEDIUM)
        clear(self.papers.flow)
        for collection, id in each.papers:
            self.papers.flow.addWidget(self._paper(collection, id, titles))
        self.papers.setVisible(bool(each.papers))
        clear(self.notes)
        for mark in marks:
            self.notes.addWidget(self._mark(mark))

    def show_outcome(self, came: Outcome) -> None:
        """Show what was decided of the item and who does what, beside what its agenda says."""
        self.decided.setText("\n".join(came.decided))
        self._decided.setVisible(bool(came.decided))
        self.noted.show_lines(came.steps)
        self._noted.setVisible(bool(came.steps))

    def _to_step(self, key: str) -> None:
        place, _slash, id = key.partition("/")
        self._desk.show(place, id)

    def begin(self) -> None:
        """Open the field for a note on this item."""
        self._writing.show()
        self.write.hide()
        self.field.setFocus()

    def save_note(self) -> None:
        words, about, home = self.field.text(), About("item", self._id), self._desk.home

        def verb(store: Store) -> Changes:
            return annotating.note(store, home, about, words, clock=self._desk.clock)

        self._desk.act(verb, _("Saved on this computer"), undoable=True, then=self._kept)

    def send_comment(self) -> None:
        words, about, home = self.field.text(), About("item", self._id), self._desk.home

        def verb(store: Store) -> Changes:
            return annotating.comment(store, home, about, words, clock=self._desk.clock)

        said = _("Submitted, waiting for a line")
        self._desk.act(verb, said, undoable=True, then=self._kept)

    def propose_change(self) -> None:
        """Send the words to the chairs as a change of this item."""
        words, id, clock = self.field.text(), self._id, self._desk.clock

        def verb(store: Store) -> Changes:
            meeting = str(the_item(store, id).data["meeting"])
            return agendas_proposing.propose(store, meeting, words, item=id, clock=clock).changes

        said = _("Submitted, waiting for a line")
        self._desk.act(verb, said, undoable=True, then=self._kept)

    def _kept(self, _changes: Changes) -> None:
        self.field.clear()
        self._end()

    def _end(self) -> None:
        self._writing.hide()
        self.write.show()

    def _show_carried(self, to: str) -> None:
        self._carried_to = to
        self.carried.setVisible(bool(to))
        self.carried.set_words(_("Carried over to the next meeting"))

    def _to_carried(self) -> None:
        self._desk.show("items", self._carried_to)

    def _paper(self, collection: str, id: str, titles: Mapping[tuple[str, str], str]) -> Button:
        words = titles.get((collection, id), id)
        button = Button(words, "link", Symbol.FILE, partial(self._desk.show, collection, id))
        # A paper that is not here yet is named, but there is nothing to go to.
        button.setEnabled((collection, id) in titles)
        return button

    def _mark(self, mark: Marked) -> QWidget:
        note = mark.row.collection == "notes"
        words = str(mark.row.data.get("text") or "")
        whose = _("only you") if note else mark.author or _("to the chairs")
        whose = _(", ").join(filter(None, (whose, mark.state)))
        row = across(
            Picture(Symbol.NOTE if note else Symbol.COMMENT, "soft", SMALL_ICON),
            Label(words, wrap=True),
            Label(whose, type="small", tone="soft"),
        )
        row.setStretch(1, 1)
        if not mark.author:
            take = partial(self._withdraw, mark.row.id)
            row.addWidget(IconButton(Symbol.REMOVE, _("Take this note out: {words}").format(
                words=words[:60]
            ), take))  # fmt: skip
        row.setContentsMargins(Space.SMALL, Space.TIGHT, Space.TIGHT, Space.TIGHT)
        return boxed(row, "look_up" if note else "plain")

    def _withdraw(self, id: str) -> None:
        self._desk.act(
            lambda store: annotating.withdraw(store, id, self._desk.clock),
            _("Taken out"),
            undoable=True,
        )

    def _sized(self) -> None:
        self.at.setFixedWidth(theme().px(TIME))


def _tell(label: Label, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))
