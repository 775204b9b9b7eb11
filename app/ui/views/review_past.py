"""Every version of my review that I submitted, what changed in it, and going back to one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions import review_history
from app.actions.clock import now as server_now
from app.actions.review_history import Change, Past
from app.domain.changes import Changes
from app.domain.rounds import Round
from app.i18n import _
from app.store import Store, rounds
from app.ui import times
from app.ui.desk import Desk
from app.ui.measures import Space
from app.ui.models import decisions
from app.ui.models.decisions import Sides
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import Card, across, clear, down
from app.ui.widgets.marked_long import marked
from app.ui.widgets.text import Heading, Label

LONG = ("texts", "comment", "to_chairs", "recused_why")
"""Fields whose words are compared one by one."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A submitted version as it is shown."""

    past: Past
    lines: tuple[str, ...]
    """Short fields: what they were and are."""
    texts: tuple[Sides, ...]


class ReviewPast(QWidget):
    """Shows what was submitted about one proposal, the newest first; nothing where nothing was."""

    restore_wanted = Signal(int)

    def __init__(self, desk: Desk, proposal: str) -> None:
        super().__init__()
        self._desk = desk
        self._proposal = proposal
        self._shown: tuple[_Told, ...] = ()
        self._closed = False
        self.title = Heading(_("My review, as I submitted it"), 2)
        self._cards = down(spacing=Space.MEDIUM)
        self.setLayout(down(int(Space.LARGE), self.title, self._cards, spacing=Space.SMALL))
        self.title.hide()
        desk.changed.connect(self._changed)
        desk.closing.connect(self._close)
        self._load()

    def _changed(self, changes: Changes) -> None:
        if changes.touch("reviews", "asides", "rounds", "sync", "*", "everything"):
            self._load()

    def _close(self) -> None:
        self._closed = True  # what is answered from now on can no longer be shown

    def _load(self) -> None:
        if not self._closed:
            self._desk.worker.read(partial(_told, self._proposal), self._loaded)

    def _loaded(self, found: tuple[_Told, ...]) -> None:
        if self._closed or found == self._shown:
            return
        self._shown = found
        clear(self._cards)
        now = server_now(self._desk.store, self._desk.clock)
        for each in reversed(found):
            self._cards.addWidget(self._card(each, now))
        self.title.setVisible(bool(found))

    def _card(self, each: _Told, now: datetime) -> Card:
        past = each.past
        moment = times.parsed(past.at)
        when = "" if moment is None else f"{times.day(moment, now)}, {times.clock(moment)}"
        version = _("about version {number}").format(number=past.version) if past.version else ""
        told = " · ".join(filter(None, (when, version, _state(past))))
        title = Heading(_("Submission {number}").format(number=past.number), 3)
        row = across(title, Label(told, type="small", tone="soft", wrap=True))
        row.setStretch(1, 1)
        if not past.stands:
            button = Button(
                _("Make it my draft"), "link", on_click=partial(self._restore, past.number)
            )
            button.setAccessibleName(
                _("Make submission {number} my draft again").format(number=past.number)
            )
            row.addWidget(button)
        card = Card(row, spacing=Space.SMALL)
        for line in each.lines:
            card.body.addWidget(Label(line, wrap=True))
        for sides in each.texts:
            card.body.addLayout(_text(sides, first=past.number == 1))
        if not each.lines and not each.texts:
            card.body.addWidget(Label(_("Nothing changed in it."), tone="soft"))
        return card

    def _restore(self, number: int) -> None:
        self.restore_wanted.emit(number)


def _state(past: Past) -> str:
    if past.stands:
        return _("submitted now")
    return "" if past.received else _("changed before it was sent")


def _text(sides: Sides, *, first: bool) -> QVBoxLayout:
    name = Label(sides.title, type="small", weight="bold", tone="soft", wrap=True)
    now = [(words, differs and not first) for words, differs in sides.mine]
    after = marked(_("{field}: what it says").format(field=sides.title), "strong", now)
    if first or not any(differs for _words, differs in sides.theirs):
        return down(name, after, spacing=Space.TIGHT)
    said = _("{field}: what it said before").format(field=sides.title)
    before = marked(said, "concern", sides.theirs)
    earlier = Label(_("Before"), type="small", tone="soft")
    return down(name, after, earlier, before, spacing=Space.TIGHT)


def _told(proposal: str, store: Store) -> tuple[_Told, ...]:
    scheme = rounds.of_proposal(store, proposal)
    return tuple(
        _Told(each, tuple(_lines(each.changes, scheme)), tuple(_texts(each.changes, scheme)))
        for each in review_history.history(store, proposal)
    )


def _lines(changes: Sequence[Change], scheme: Round | None) -> Sequence[str]:
    lines: list[str] = []
    for each in changes:
        if each.field in LONG:
            continue
        path = (each.field, each.key) if each.key else (each.field,)
        before, after = (
            decisions.words(path, value, scheme) or _("nothing")
            for value in (each.before, each.after)
        )
        words = _("{field}: {after}") if each.before is None else _("{field}: {before} → {after}")
        name = decisions.title(path, scheme)
        lines.append(words.format(field=name, before=before, after=after))
    return lines


def _texts(changes: Sequence[Change], scheme: Round | None) -> Sequence[Sides]:
    return [
        decisions.sides(
            (each.field, each.key) if each.key else (each.field,), each.after, each.before, scheme
        )
        for each in changes
        if each.field in LONG
    ]
