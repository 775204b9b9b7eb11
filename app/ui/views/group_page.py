"""One working group: what it is for, who is in it, its meetings, papers and next steps; joining it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.actions import clock, wishing
from app.actions.groups import Whole
from app.domain.groups import Wish
from app.i18n import _
from app.phrases import groups as words
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import groups as model
from app.ui.views.group_requests import Requests
from app.ui.views.page import Block, Page, ShortList, nothing
from app.ui.widgets.buttons import Button
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import FlowBox, boxed, down
from app.ui.widgets.prose import Prose
from app.ui.widgets.text import Label


class GroupPage(QWidget):
    change_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.whole: Whole | None = None
        self.change = Button(_("Change…"), "secondary", None, self.change_wanted.emit)
        self.page = Page("", self.change, name=_("Working group"))
        self.requests = Requests(desk)
        self.charter = Prose()
        self.leads = Label(wrap=True)
        self._leads = Block(_("Facilitators"), self.leads)
        self.people = Label(wrap=True)
        self._people = Block(_("Participants"), self.people)
        self.papers = ShortList(_("Meetings, papers and next steps"))
        self.papers.activated_line.connect(self._go)
        self._papers = Block(_("Meetings, papers and next steps"), self.papers)
        self.wish = nothing("")
        self.word = GrowingText(
            _("A word to the chairs"), _("A word to the chairs, if you like"), 1
        )
        self.join = Button(_("I want to join"), "secondary", Symbol.ADD, self._ask)
        for part in (self.requests, self.charter, self._leads, self._people, self._papers):
            self.page.column.addWidget(part)
            self.page.column.addSpacing(Space.MEDIUM)
        asking = down(self.wish, self.word, FlowBox(self.join), spacing=Space.SMALL)
        self.page.column.addWidget(boxed(asking))
        self.setLayout(down(self.page, spacing=0))

    def show_group(self, of: Whole, *, chair: bool) -> None:
        """Show a group; a word that is half typed stays while it is the same group."""
        if self.whole is None or self.whole.group.id != of.group.id:
            self.word.show_text("")
        self.whole = of
        store, group = self._desk.store, of.group
        self.page.title.setText(group.title)
        self.page.say_under(words.state(group))
        self.change.setVisible(chair)
        self.requests.show_requests(of.requests, {group.id: group.title})
        self.charter.show_markdown(group.charter)
        for label, part, accounts in (
            (self.leads, self._leads, group.facilitators),
            (self.people, self._people, group.participants),
        ):
            label.setText(model.people(store, accounts))
            part.setVisible(bool(accounts))
        lines = model.belongings(of, clock.now(store, self._desk.clock))
        self.papers.show_lines(lines)
        self._papers.setVisible(bool(lines))
        self._show_wish(of)

    def _show_wish(self, of: Whole) -> None:
        wish = of.wish
        stands = wish is not None and wish.open
        told = _("You are in this group.") if of.inside else ""
        if wish is not None:
            told = words.mine(wish)
        elif not told and not of.group.open_to_all:
            told = _("The group decides who joins.")
        self.wish.setText(told)
        self.wish.setVisible(bool(told))
        self.word.setVisible(not stands)
        if stands:
            self.join.set_words(_("Take my wish back"))
            self.join.show_symbol(Symbol.UNDO)
        else:
            self.join.set_words(_("I want to leave") if of.inside else _("I want to join"))
            self.join.show_symbol(Symbol.MINUS if of.inside else Symbol.ADD)

    def _ask(self) -> None:
        of = self.whole
        if of is None:
            return
        id, text, at = of.group.id, self.word.text(), self._desk.clock
        if of.wish is not None and of.wish.open:
            self._desk.act(
                lambda store: wishing.take_wish_back(store, id, at), _("Taken back"), undoable=True
            )
            return
        verb = wishing.leave_group if of.inside else wishing.join_group
        said = _("Submitted, waiting for a line: the Secretariat will see that you want to join")
        if of.inside:
            said = _(
                "Submitted, waiting for a line: the Secretariat will see that you want to leave"
            )
        self._desk.act(lambda store: verb(store, id, text, at), said, undoable=True)

    def _go(self, key: str) -> None:
        kind, _slash, id = key.partition("/")
        self._desk.show(kind, id)


class ProposedPage(QWidget):
    """A group that was proposed: for chairs to answer, for her who proposed it to follow."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.page = Page("", name=_("Proposed working group"))
        self.charter = Prose()
        self.state = nothing("")
        self.requests = Requests(desk)
        for part in (self.charter, self.state, self.requests):
            self.page.column.addWidget(part)
            self.page.column.addSpacing(Space.MEDIUM)
        self.setLayout(down(self.page, spacing=0))

    def show_wish(self, each: Wish, *, chair: bool) -> None:
        self.page.title.setText(each.title)
        self.page.say_under(_("Proposed"))
        self.charter.show_markdown(each.text)
        self.state.setText("" if chair else words.mine(each))
        self.state.setVisible(not chair)
        self.requests.show_requests((each,) if chair and each.open else (), {})
