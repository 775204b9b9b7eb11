"""What was said at a meeting: transcript and chat, read by item, speaker and proposal; made use of."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget

from app.actions import chatting, transcribing
from app.actions.acting import is_carrier
from app.domain import turns
from app.domain.changes import Changes
from app.domain.turns import Turn
from app.i18n import _
from app.store import Store
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import meeting_said as model
from app.ui.models.meeting_said import Told
from app.ui.reader.compose import Paper
from app.ui.reader.view import ReaderView
from app.ui.reader_settings import ReaderSettings
from app.ui.theme import theme
from app.ui.views.meeting_part import MeetingPart
from app.ui.views.said_filters import SaidFilters
from app.ui.views.said_keeping import SaidKeeping
from app.ui.views.said_turn import TurnBar, label
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.layout import boxed, down, hairline
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.rows import LineList
from app.ui.widgets.text import Label
from app.ui.worker import Job, Renewed

TOUCHED = ("everything", "*", "sync", "documents", "items", "members", "profile")
LIST = 250
"""Width of the list of turns, in px at 100 %."""
BOTH = 640
"""From this width on the list stands beside the words, in px at 100 %."""
LOW = 340
"""Less high, what one chooses turns by and what is made of one give the words their room, in px at 100 %."""


class MeetingSaid(MeetingPart):
    """One transcript or chat at a time. All is read beside the window's thread."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._meeting = ""
        self._told: Told | None = None
        self._turn_wanted: int | None = None
        self._listing, self._reading = Renewed(), Renewed()
        self._build()

    # --- what every part does -------------------------------------------------------------------

    def show_meeting(self, id: str) -> None:
        if id != self._meeting:
            self._meeting, self._told, self._turn_wanted = id, None, None
            self.filters.clear()
            self.keeping.show_meeting(id)
            self._back()
        self._list()

    def refresh(self, changes: Changes) -> None:
        if self._meeting and changes.touch(*TOUCHED):
            self._list()

    def go_to(self, item: str) -> bool:
        at = self.filters.item.findData(item)
        if at < 0:
            return False
        self.filters.item.setCurrentIndex(at)
        self._read()
        return True

    def is_busy(self) -> bool:
        return any((self._listing, self._reading, self.keeping.is_busy()))

    # --- what is shown --------------------------------------------------------------------------

    def turn(self) -> Turn | None:
        """Return the chosen turn."""
        key, told = self.list.key(), self._told
        if told is None or key is None:
            return None
        return next((each for each in told.turns if str(each.n) == key), None)

    def _list(self) -> None:
        meeting = self._meeting

        def look(store: Store, _job: Job) -> tuple[tuple[str, str], ...]:
            return model.kept(store, meeting)

        self._listing.run(self._desk.reader, look, self._listed, self._desk.failed.emit)

    def _listed(self, found: tuple[tuple[str, str], ...]) -> None:
        self.filters.list_documents(found)
        for each in (self.label, self.finding):
            each.setVisible(bool(found))
        self.keeping.button.setVisible(is_carrier(self._desk.store))
        self.body.setCurrentIndex(1 if found else 0)
        if found:
            self._read()
        else:
            self._told = None

    def _read(self) -> None:
        document = self.filters.document.currentData()
        if document is None:
            return
        wanted = self.filters.wanted()

        def look(store: Store, _job: Job) -> Told:
            return model.told(store, document, wanted)

        self._reading.run(self._desk.reader, look, self._show, self._desk.failed.emit)

    def _show(self, found: Told) -> None:
        before, place = self._told, self.reader.page.place()
        self._told = found
        self.filters.offer(found)
        with QSignalBlocker(self.list.selectionModel()):
            self.list.show_lines(model.lines(found))
        if before is None or before.text.sections != found.text.sections:
            paper = Paper(found.text.sections, parsed=found.text.blocks)
            self.reader.page.show_paper(paper, place if before is not None else None)
        several = len(found.open)
        self.names.setVisible(several > 0)
        self.names.set_words(_("Settle names ({n})").format(n=several))
        self.nothing.setVisible(not found.turns)
        if self.list.key() is None and found.turns:
            self.list.choose(str(found.turns[0].n))
        self._show_turn()

    def _show_turn(self) -> None:
        turn = self.turn()
        self.bar.setVisible(turn is not None)
        if turn is not None and self._told is not None:
            self.bar.show_turn(self._told, turn)

    def _chosen(self, _key: str) -> None:
        turn = self.turn()
        if turn is not None:
            self.reader.page.jump(turns.section(turn.n))
            self._show_turn()

    def _moved(self, section: str, _offset: int) -> None:
        """Follow with the list where the reader is."""
        number = turns.number_of(section)
        if number is None or str(number) == self.list.key() or self.list.hasFocus():
            return
        with QSignalBlocker(self.list.selectionModel()):
            self.list.choose(str(number))
        self.list.viewport().update()
        self._show_turn()

    # --- what a chair does ----------------------------------------------------------------------

    def _place(self, number: int, item: str) -> None:
        told = self._told
        if told is None:
            return
        document, clock = told.kept.id, self._desk.clock
        self._desk.act(
            lambda store: transcribing.place(store, document, {number: item or None}, clock),
            _("Put there by hand; it stays there."),
            undoable=True,
        )

    def _make(self, number: int, what: str) -> None:
        """Make turn `number` into minutes, a next step, a question or a comment."""
        told = self._told
        turn = None if told is None else next((t for t in told.turns if t.n == number), None)
        if told is None or turn is None:
            return
        document, clock, home = told.kept.id, self._desk.clock, self._desk.home
        words = self._words_of(number) if what == "minutes" else None
        as_ = f"proposal/{turn.proposal}" if what == "comment" else what

        def verb(store: Store) -> Changes:
            if what == "minutes":
                return transcribing.quote(store, document, number, None, words, clock)
            return chatting.flag(store, home, document, number, as_, clock=clock).changes

        def done(changes: Changes) -> None:
            if not changes.collections:
                self._desk.told.emit(_("It stands there already."), None)

        said = {
            "minutes": _("Added to the key points of its item."),
            "action": _("Noted as a next step."),
            "question": _("Filed as a question of whoever said it."),
            "comment": _("Filed as a comment of whoever said it."),
        }[what]
        self._desk.act(verb, said, undoable=True, then=done)

    def _words_of(self, number: int) -> str | None:
        """Return the words chosen in this turn, None where the whole turn is meant."""
        span = self.reader.page.span()
        if self._told is None or span is None or span.section != turns.section(number):
            return None
        plain = next((p for p in self._told.text.plain if p.key == span.section), None)
        return None if plain is None else plain.text[span.start : span.end]

    # --- laying out -----------------------------------------------------------------------------

    def _build(self) -> None:
        self.names = Button("", "secondary", Symbol.PERSON, self.settle)
        self.names.hide()
        self.keeping = SaidKeeping(self._desk)
        self.keeping.begun.connect(self._ask)
        self.keeping.left.connect(self._back)
        self.list = LineList(_("Turns"))
        self.list.be_even(True)
        self.list.opened.connect(self._chosen)
        self.reader = ReaderView(())
        ReaderSettings(self._desk, self.reader.page)
        self.reader.page.moved.connect(self._moved)
        self.finding = IconButton(
            Symbol.SEARCH, _("Find in what was said"), self.reader.finder.begin
        )
        self.bar = TurnBar()
        self.bar.placed.connect(self._place)
        self.bar.wanted.connect(self._make)
        self.bar.shown.connect(self._desk.show)
        self.nothing = Label(_("Nothing here fits what you chose."), tone="soft", wrap=True)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.split.addWidget(self.list)
        right = down(self.reader, hairline(), self.bar, spacing=0)
        right.setStretch(0, 1)
        self.split.addWidget(boxed(right))
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([theme().px(LIST), theme().px(2 * LIST)])
        self.filters = SaidFilters(self.finding, self.names, self.keeping.button)
        self.filters.changed.connect(self._read)
        self.filters.other.connect(self._other)
        self.label = label()
        edge = (Space.HUGE, Space.SMALL, Space.HUGE, Space.SMALL)
        top = down(
            self.label, self.filters, self.keeping.wait, self.nothing,
            spacing=Space.TIGHT, margins=edge,
        )  # fmt: skip
        self.body = QStackedWidget()
        self.body.addWidget(
            EmptyState(
                Symbol.QUOTE,
                _("Nothing was kept of what was said"),
                _("Chairs import the captions or the saved chat of the call here. They are a help, "
                  "never the record of the meeting."),
            )
        )  # fmt: skip
        self.body.addWidget(self.split)
        whole = down(boxed(top), hairline(), self.body, spacing=0)
        whole.setStretch(2, 1)
        self._read_page = boxed(whole)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._read_page)
        self._stack.addWidget(self.keeping)
        self.setLayout(down(self._stack, spacing=0))

    def settle(self) -> None:
        """Ask whose the names are that nobody knows yet."""
        if self._told is not None:
            self.keeping.settle(self._told)

    def _ask(self) -> None:
        self._stack.setCurrentWidget(self.keeping)

    def _back(self) -> None:
        self._stack.setCurrentWidget(self._read_page)

    def _other(self) -> None:
        self._told = None
        self.filters.clear()
        self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.setVisible(self.width() >= theme().px(BOTH))
        low = self.height() < theme().px(LOW)
        self.filters.be_low(low)
        self.bar.be_low(low)
