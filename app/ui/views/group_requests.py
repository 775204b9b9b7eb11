"""What members want of the working groups, for the chairs to answer: agree, or not now and why."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.actions import grouping
from app.domain.groups import PROPOSE, Wish
from app.i18n import _
from app.phrases import groups as words
from app.store import members
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import Card, FlowBox, clear, down
from app.ui.widgets.text import Label


class Requests(QWidget):
    """One card for each request; what is half typed stays while its request does."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: dict[str, RequestCard] = {}
        self._column = down(spacing=Space.SMALL)
        self.setLayout(self._column)

    def show_requests(self, asked: tuple[Wish, ...], titles: dict[str, str]) -> None:
        """Show what waits; `titles` are of the groups."""
        wanted = [f"{each.id}/{each.at}" for each in asked]
        if wanted != list(self._shown):
            clear(self._column)
            names = members.names(self._desk.store)
            self._shown = {}
            for key, each in zip(wanted, asked, strict=True):
                of = titles.get(each.group, each.title)
                told = words.wants(each, names.get(each.account, each.account), of)
                self._shown[key] = RequestCard(self._desk, each, told)
                self._column.addWidget(self._shown[key])
        self.setVisible(bool(asked))

    def cards(self) -> list["RequestCard"]:
        return list(self._shown.values())


class RequestCard(Card):
    """Who wants what, her word beside it, and the answer."""

    def __init__(self, desk: Desk, each: Wish, told: str) -> None:
        super().__init__()
        self._desk = desk
        self.wish = each
        self.told = Label(told, weight="medium", wrap=True)
        self.text = Label(each.text, tone="soft", wrap=True)
        # The charter of a proposed group stands on its page already.
        self.text.setVisible(bool(each.text) and each.kind != PROPOSE)
        self.why = GrowingText(
            _("A word beside the answer"), _("A word to who asked; why not now"), 1
        )
        self.agree = Button(_("Agree"), "primary", Symbol.CHECK, partial(self._answer, yes=True))
        self.not_now = Button(_("Not now"), "secondary", None, partial(self._answer, yes=False))
        for button in (self.agree, self.not_now):
            button.setAccessibleDescription(told)
        self.body.addWidget(self.told)
        self.body.addWidget(self.text)
        self.body.addWidget(self.why)
        self.body.addWidget(FlowBox(self.agree, self.not_now, spacing=Space.SMALL))

    def _answer(self, *, yes: bool) -> None:
        id, why, at = self.wish.id, self.why.text(), self._desk.clock
        if yes:
            self._desk.act(
                lambda store: grouping.accept(store, id, why, at).changes,
                _("Agreed; members see it after the next sync"),
                undoable=True,
            )
        else:
            self._desk.act(
                lambda store: grouping.decline(store, id, why, at),
                _("Answered; only who asked and the chairs read it"),
                undoable=True,
            )
