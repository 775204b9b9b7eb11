"""One review, opened from a cell of the matrix: what was said, beside the table."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.actions import clock as clocks
from app.actions.clock import Clock
from app.actions.reviewing import NEW
from app.domain.records import Data
from app.domain.rounds import Round
from app.i18n import _
from app.store import Store, current, rounds
from app.ui import times
from app.ui.icons import Picture, Symbol
from app.ui.measures import SMALL_ICON, Space
from app.ui.models import chair_words
from app.ui.theme import surface
from app.ui.views.review_words import conflict_kinds
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.layout import FlowBox, across, clear, down
from app.ui.widgets.text import Heading, Label


@dataclass(frozen=True, slots=True)
class Shown:
    """A review with the names around it; `data` is None where none was sent."""

    proposal: str
    account: str
    title: str
    name: str
    scheme: Round
    data: Data | None
    sent: str = ""
    """When, in words."""


def look_up(store: Store, scheme: Round, proposal: str, account: str, clock: Clock) -> Shown:
    """Return what `account` sent about `proposal`."""
    paper = current.one(store, "proposals", proposal)
    member = current.one(store, "members", account)
    data = next(
        (row.data for row in rounds.reviews_of(store, proposal) if row.owner == account), None
    )
    when = times.parsed((data or {}).get("written_at"))
    return Shown(
        proposal,
        account,
        str(paper.data.get("title") or proposal) if paper else proposal,
        str(member.data.get("name") or account) if member else account,
        scheme,
        data,
        times.full(when, clocks.now(store, clock)) if when else "",
    )


class ReviewCard(QWidget):
    """Reads; changes nothing."""

    closed = Signal()
    points_wanted = Signal(str)
    proposal_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        surface(self, "clear")
        self.shown: Shown | None = None
        self.name = Heading("", 2)
        self.title = Label(tone="soft", wrap=True)
        self.close_button = IconButton(Symbol.CLOSE, _("Close the review"), self.closed.emit)
        self._body = down(spacing=Space.SMALL)
        self.points = Button(_("Its points"), "link", Symbol.OUTLINE, self._points)
        self.read = Button(_("Read the proposal"), "link", Symbol.READ, self._read)
        head = across(self.name, self.close_button)
        head.setStretch(0, 1)
        ways = FlowBox(self.points, self.read)
        self.setLayout(down(head, self.title, self._body, ways, None, spacing=Space.SMALL))

    def show_review(self, shown: Shown) -> None:
        self.shown = shown
        self.setAccessibleName(_("Review of {name}").format(name=shown.name))
        self.name.setText(shown.name)
        self.title.setText(shown.title)
        clear(self._body)
        if shown.data is None:
            self._body.addWidget(Label(_("Has not answered about this proposal."), wrap=True))
            return
        self._fill(shown.scheme, {**NEW, **shown.data}, shown.sent)

    def text(self) -> str:
        """Return all that is shown of the review as words."""
        return "\n".join(each.whole_text() for each in self.findChildren(Label))

    def _fill(self, scheme: Round, data: Data, sent: str) -> None:
        if data["recused"]:
            kind = conflict_kinds().get(str(data["recused"]), str(data["recused"]))
            words = _("Conflict of interest: {kind}").format(kind=kind)
            self._state(Symbol.HAND, "warn", words)
        if data["no_expertise"]:
            self._state(Symbol.MINUS, "soft", _("No expertise"))
        stance = chair_words.position(scheme, data["stance"])
        if stance.symbol is not None:
            self._state(stance.symbol, stance.tone, stance.said)
        if data["overall"] is not None:
            words = _("Overall score: {n}").format(n=data["overall"])
            self._body.addWidget(Label(words, weight="medium"))
        for each in scheme.criteria:
            text = str(data["texts"].get(each.key) or "")
            score = data["scores"].get(each.key)
            if text or score is not None:
                title = each.title if score is None else f"{each.title}: {score}"
                self._part(title, text)
        self._part(_("On the whole"), str(data["comment"] or ""))
        self._part(_("Reasons"), ", ".join(data["reasons"] or ()))
        told = [sent] if sent else []
        told += [_("late")] if data.get("late") else []
        for words in (" · ".join(told), _("about version {n}").format(n=data.get("version") or 1)):
            if words:
                self._body.addWidget(Label(words, type="small", tone="soft", wrap=True))

    def _state(self, symbol: Symbol, tone: str, words: str) -> None:
        row = across(Picture(symbol, tone, SMALL_ICON), Label(words, weight="medium", wrap=True))
        row.setStretch(1, 1)
        self._body.addLayout(row)

    def _part(self, title: str, text: str) -> None:
        if not text and title in {_("On the whole"), _("Reasons")}:
            return
        self._body.addWidget(Label(title, type="small", weight="bold", tone="soft", wrap=True))
        if text:
            self._body.addWidget(Label(text, wrap=True, selectable=True))

    def _points(self) -> None:
        if self.shown is not None:
            self.points_wanted.emit(self.shown.proposal)

    def _read(self) -> None:
        if self.shown is not None:
            self.proposal_wanted.emit(self.shown.proposal)
