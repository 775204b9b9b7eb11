"""The left column of step 2: what was said, the questions, and what can be done with them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.actions import briefing, ledger
from app.i18n import _, ngettext
from app.store import Store
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import chair_brief
from app.ui.models.chair_points import Pointing
from app.ui.models.chair_said import Remark
from app.ui.theme import surface
from app.ui.views.chair_said import RemarkList
from app.ui.widgets.buttons import Button
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import FlowBox, boxed, down, hairline
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.tabs import PAD, TabRow
from app.ui.widgets.text import tip
from app.ui.worker import Current


class SaidColumn(QWidget):
    """Remarks and questions to take; a question of one's own goes to all proposers at once."""

    taken = Signal()
    added = Signal()
    chosen = Signal()
    suggested = Signal()
    saving = Signal()
    """What was said of the document goes to a file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        surface(self, "paper")
        self._desk = desk
        self._papers: tuple[str, ...] = ()
        self.tabs = TabRow(_("What was said"))
        self.tabs.add("said", _("What was said"))
        self.tabs.add("questions", _("Questions"))
        self.tabs.add("brief", _("Brief"))
        self.tabs.currentChanged.connect(self._turn)
        self.said = RemarkList(_("What was said, by criterion"))
        self.questions = RemarkList(_("Questions to the proposers"))
        self.brief = RemarkList(_("Brief of the proposal"))
        self._proposal = ""
        self._briefing = Current()
        for each in (self.said, self.questions):
            each.taken.connect(self.taken)
            each.added.connect(self.added)
            each.chosen.connect(self.chosen)
        self.save = Button(_("Remarks as PDF…"), "link", Symbol.EXPORT, self.saving.emit)
        self.take_new = Button(_("Take as a new point"), "primary", Symbol.ADD, self.taken.emit)
        self.take_in = Button(_("Add to this point"), "secondary", None, self.added.emit)
        self.suggest = Button(_("Suggest points"), "link", None, self.suggested.emit)
        self.nothing = EmptyState(Symbol.COMMENT, "", " ")
        self.unasked = EmptyState(
            Symbol.QUESTION,
            _("No question yet"),
            _("Members' questions stand here with how far they have come: asked, in the letter, "
              "answered in a new version."),
        )  # fmt: skip
        self.ask = GrowingText(
            _("A question to all proposers"), _("A question to all proposers of the round")
        )
        self.ask.textChanged.connect(self._show_asking)
        self.ask_all = Button("", "secondary", Symbol.QUESTION, self._ask_all)
        self._lay_out()

    def show_pointing(self, now: Pointing, papers: tuple[str, ...]) -> None:
        """Show what was said about one proposal; `papers` are all of the round."""
        self._papers = papers
        document = bool(now.document)
        if document:
            self.tabs.go("said")
        for at in range(1, self.tabs.count()):
            self.tabs.setTabVisible(at, not document)
        self.save.setVisible(document)
        self._teach(document=document)
        self.said.show_rows(now.remarks)
        self.questions.show_rows(now.questions)
        self.nothing.setVisible(not now.remarks)
        self.said.setVisible(bool(now.remarks))
        self.unasked.setVisible(not now.questions)
        self.questions.setVisible(bool(now.questions))
        self.tabs.set_count("questions", _("Questions"), now.asked)
        self.suggest.setVisible(not now.locked and bool(now.remarks))
        self._show_asking()
        self._proposal = "" if document else now.paper
        self._look_up()

    def _teach(self, *, document: bool) -> None:
        """Say what will stand here while nobody has said a word."""
        if document:
            sentence = _("Nobody has said a word about this document yet")
            more = _("Comments and questions stand here by section as they arrive. You can write "
                     "points of your own meanwhile.")  # fmt: skip
            suggests = _("A point for each section about which something was said")
        else:
            sentence = _("Nobody has said a word about this proposal yet")
            more = _("Remarks and reviews stand here by criterion as they arrive. You can write "
                     "points of your own meanwhile.")  # fmt: skip
            suggests = _("A point for each criterion under which something was said")
        self.nothing.sentence.setText(sentence)
        self.nothing.more.setText(more)
        tip(self.suggest, suggests)
        by_section, by_criterion = _("What was said, by section"), _("What was said, by criterion")
        self.said.setAccessibleName(by_section if document else by_criterion)

    def be_narrow(self, narrow: bool) -> None:  # noqa: FBT001 -- a setter
        """Where columns are tabs, a row with one tab of its own is left out."""
        one = sum(self.tabs.isTabVisible(at) for at in range(self.tabs.count())) == 1
        self.tabs.setVisible(not (narrow and one))

    def is_busy(self) -> bool:
        return bool(self._briefing)

    def show_ways(self, number: int, *, writes: bool) -> None:
        """Say what can be done with what is chosen; `number` is the point in work, 0 for none."""
        chosen = writes and bool(self.ids())
        self.take_new.setEnabled(chosen)
        self.take_in.setEnabled(chosen)
        self.take_in.setVisible(bool(number))
        if number:
            self.take_in.set_words(_("Add to point {n}").format(n=number))

    def ids(self) -> list[str]:
        """Return what is chosen in the list that is shown."""
        shown = {"said": self.said, "questions": self.questions}.get(self.tabs.key())
        return [] if shown is None else shown.ids()

    def _turn(self, _index: int = 0) -> None:
        self._stack.setCurrentIndex(self.tabs.currentIndex())
        self._look_up()
        self.chosen.emit()

    def _look_up(self) -> None:
        """Look the brief up while it is shown: it reads far more than the rest."""
        if self.tabs.key() != "brief" or not self._proposal:
            return
        home, proposal = self._desk.home, self._proposal

        def look(store: Store, _job: object) -> list[Remark]:
            return chair_brief.rows(briefing.brief(store, home, proposal))

        self._briefing.run(self._desk.worker, look, self.brief.show_rows, self._desk.failed.emit)

    def _show_asking(self) -> None:
        n = len(self._papers)
        self.ask_all.set_words(
            ngettext("Ask about {n} proposal", "Ask about all {n} proposals", n).format(n=n)
        )
        self.ask_all.setEnabled(bool(n and self.ask.text().strip()))

    def _ask_all(self) -> None:
        text, papers, clock = self.ask.text(), self._papers, self._desk.clock

        def done(_changes: object) -> None:
            self.ask.clear()

        self._desk.act(
            lambda store: ledger.ask_all(store, papers, text, clock=clock),
            _("Asked. The questions go with the next sync; take each into its letter."),
            undoable=True,
            then=done,
        )

    def _lay_out(self) -> None:
        said = down(self.said, self.nothing, spacing=0)
        foot = down(self.ask, FlowBox(self.ask_all), spacing=Space.TIGHT,
                    margins=(Space.MEDIUM, Space.SMALL, Space.MEDIUM, 0))  # fmt: skip
        asked = down(self.questions, self.unasked, hairline(), boxed(foot), spacing=0)
        asked.setStretch(0, 1)
        asked.setStretch(1, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(boxed(said))
        self._stack.addWidget(boxed(asked))
        self._stack.addWidget(self.brief)
        ways = FlowBox(self.take_new, self.take_in, self.suggest, self.save, spacing=Space.SMALL)
        edge = (Space.MEDIUM, Space.SMALL, Space.MEDIUM, Space.SMALL)
        head = down(self.tabs, margins=(Space.MEDIUM - PAD, 0, Space.MEDIUM, 0))
        column = down(head, self._stack, hairline(), down(ways, margins=edge), spacing=0)
        column.setStretch(1, 1)
        self.setLayout(column)
