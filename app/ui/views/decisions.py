"""Cards of what waits for the member: two texts of one record, what was set aside, erasures."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app import phrases
from app.actions import guarding, settling
from app.actions.settling import Choice
from app.domain.changes import Changes
from app.i18n import _
from app.store.acts import Act
from app.store.erasures import Asked
from app.ui import refusals
from app.ui.desk import Desk
from app.ui.models import decisions, outbox
from app.ui.models.outbox import Item
from app.ui.views.side_by_side import SideBySide
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import Card, FlowBox
from app.ui.widgets.text import Heading, Label


class Conflict(Card):
    """Mine and theirs word by word, and the ways on."""

    def __init__(self, desk: Desk, each: Item, on_later: Callable[[], object]) -> None:
        super().__init__()
        self._desk = desk
        self._shown = settling.conflict(each.act)
        self.body.addWidget(Heading(each.title, 3))
        self.body.addWidget(Label(_why(self._shown), tone="soft", wrap=True))
        self.body.addWidget(self._sides(each.act))
        self.keep_mine = Button(_("Keep mine"), on_click=partial(self._keep, "mine"))
        self.keep_theirs = Button(_("Keep theirs"), on_click=partial(self._keep, "theirs"))
        self.keep_both = Button(_("Keep both"), on_click=partial(self._keep, "both"))
        self.keep_both.setVisible(self._shown.both)
        self.later = Button(_("Decide later"), on_click=on_later)
        ways = [self.keep_mine, self.keep_theirs, self.later]
        if self._shown.both:
            ways.insert(2, self.keep_both)
        self.body.addWidget(FlowBox(*ways))

    def _sides(self, act: Act) -> QWidget:
        shown = self._shown
        if shown.mine is None or shown.theirs is None:
            return Label(outbox.readable(shown.mine or shown.theirs), wrap=True, selectable=True)
        round = decisions.scheme(self._desk.store, act.collection, act.id, shown.mine)
        return SideBySide(
            [decisions.sides(each.path, each.mine, each.theirs, round) for each in shown.fields]
        )

    def _keep(self, choice: Choice) -> None:
        shown = self._shown
        said = {
            "mine": _("Yours is kept and goes with the next sync"),
            "theirs": _("The other is kept"),
            "both": _("Both are kept and go with the next sync"),
        }[choice]
        clock = self._desk.clock
        self._desk.act(
            lambda store: settling.settle(
                store,
                shown.id,
                choice,
                collection=shown.collection,
                seen=shown.their_version,
                clock=clock,
            ),
            said,
            undoable=True,
        )


def _why(shown: settling.Conflict) -> str:
    if shown.mine is None:
        return _("You took it out here, and it was changed elsewhere. It is kept until you choose.")
    if shown.theirs is None:
        return _("It is not on the server any more. Your words are kept until you choose.")
    words = _(
        "It was changed here and elsewhere. Both are kept until you choose; what only one of "
        "them changed is joined in any case."
    )
    if shown.both:
        more = _("Kept both, the other text stands first and yours after it.")
        return f"{words} {more}"
    return words


class Folded(Card):
    """A decision that was put off: still here, in one line."""

    def __init__(self, title: str, on_look: Callable[[], object]) -> None:
        super().__init__()
        self.look = Button(_("Look at it"), "link", on_click=on_look)
        self.look.setAccessibleName(_("Look at it: {what}").format(what=title))
        self.body.addWidget(FlowBox(Label(title), self.look))


class SetAside(Card):
    """What the server did not take, why, and the ways on."""

    def __init__(self, desk: Desk, each: Item, go: Callable[[], object]) -> None:
        super().__init__()
        self._desk = desk
        self._act = each.act
        self.body.addWidget(Heading(each.title, 3))
        why = refusals.sentence(each.act.code or "", each.act.message or "")
        self.body.addWidget(Label(why, tone="bad", wrap=True))
        self.body.addWidget(Label(outbox.readable(each.act.data), wrap=True, selectable=True))
        self.mend = Button(_("Go there and change it"), on_click=go)
        self.offer = Button(_("Offer it again as it is"), on_click=self._offer)
        self.discard = Button(_("Throw it away"), on_click=self._discard)
        self.body.addWidget(FlowBox(self.mend, self.offer, self.discard))

    def _offer(self) -> None:
        self._do(settling.offer, _("It goes with the next sync"))

    def _discard(self) -> None:
        self._do(settling.discard, _("Thrown away; for 30 days it can be had back"))

    def _do(self, verb: Callable[..., Changes], said: str) -> None:
        id, collection, tells = self._act.id, self._act.collection, self._desk.clock
        self._desk.act(
            lambda store: verb(store, id, collection=collection, clock=tells),
            said,
            undoable=True,
        )


class Erasures(Card):
    """So much was erased on the server that she is asked first."""

    def __init__(self, desk: Desk, asked: Asked, on_later: Callable[[], object]) -> None:
        super().__init__()
        self._desk = desk
        self.body.addWidget(Heading(_("Much was erased on the server"), 3))
        self.body.addWidget(
            Label(phrases.erased(asked.count, asked.of, asked.mine), tone="bad", wrap=True)
        )
        more = _(
            "It may be right, or a mistake: ask the Secretariat if you are not sure. Everything "
            "else goes on meanwhile."
        )
        self.body.addWidget(Label(more, wrap=True))
        self.keep = Button(_("Keep them here"), on_click=self._keep)
        self.let_go = Button(_("Let them go"), on_click=self._let_go)
        self.later = Button(_("Decide later"), on_click=on_later)
        self.body.addWidget(FlowBox(self.keep, self.let_go, self.later))

    def _keep(self) -> None:
        self._desk.act(guarding.keep_erased, _("They stay here, marked as no longer on the server"))

    def _let_go(self) -> None:
        home = self._desk.home
        self._desk.act(lambda store: guarding.let_go(store, home), _("They were taken away"))
