"""The pages beside the text of a proposal: evidence, history."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.domain.proposals import Version
from app.domain.records import Data
from app.i18n import _
from app.ui import times
from app.ui.desk import Desk
from app.ui.icons import Picture, Symbol
from app.ui.measures import SMALL_ICON, Space
from app.ui.theme import surface, theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import Card, across, boxed, clear
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.prose import Prose
from app.ui.widgets.text import Heading, Label

WIDEST = 760
"""Width of a column of cards, in px at 100 %."""


class Page(QWidget):
    """A scrolling column of cards."""

    def __init__(self, name: str) -> None:
        super().__init__()
        surface(self, "paper")
        self.column = QVBoxLayout()
        self.column.setContentsMargins(Space.HUGE, Space.LARGE, Space.LARGE, Space.HUGE)
        self.column.setSpacing(Space.MEDIUM)
        self._inner = boxed(self.column, "paper")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(name)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        theme().changed.connect(self._sized)
        self._sized()

    def show_parts(self, parts: Iterable[QWidget], otherwise: EmptyState) -> None:
        """Show `parts` one under the other, or the empty state."""
        clear(self.column)
        shown = list(parts)
        for part in shown:
            self.column.addWidget(part)
        if shown:
            self.column.addStretch(1)
            otherwise.deleteLater()
        else:
            self.column.addWidget(otherwise, 1)

    def _sized(self) -> None:
        self._inner.setMaximumWidth(theme().px(WIDEST))


def evidence(found: Sequence[Data], open_document: Callable[[str], object]) -> list[QWidget]:
    """Return a card for each letter and agreement, received or expected."""
    return [_piece(each, open_document) for each in found]


def no_evidence() -> EmptyState:
    return EmptyState(
        Symbol.FILE,
        _("No letters of support are listed"),
        _("Letters and agreements the proposers name appear here, received or still expected."),
    )


def _piece(each: Data, open_document: Callable[[str], object]) -> QWidget:
    received = each.get("state") == "received"
    picture = Picture(
        Symbol.DONE if received else Symbol.CLOCK, "good" if received else "warn", SMALL_ICON
    )
    state = _("Received") if received else _("Expected")
    who = str(each.get("from") or _("Not named"))
    card = Card(Label(who, weight="medium", wrap=True), spacing=Space.TIGHT)
    told = " · ".join(filter(None, (state, str(each.get("kind") or ""))))
    row = across(picture, Label(told, type="small", tone="soft", wrap=True))
    row.setStretch(1, 1)
    card.body.addLayout(row)
    if each.get("document"):
        button = Button(
            _("Open the letter"), "link", on_click=partial(open_document, str(each["document"]))
        )
        card.body.addLayout(across(button, None))
    return card


def history(
    versions: Sequence[Version], shown: int, read: Callable[[int], object], now: datetime
) -> list[QWidget]:
    """Return a card for each version that is here, the newest first."""
    ordered = sorted(versions, key=lambda each: -each.number)
    return [_version(each, shown, read, now) for each in ordered]


def after_versions(
    desk: Desk, proposal: str, restore: Callable[[int], object] | None
) -> list[QWidget]:
    """Return the guidelines that went out, and with `restore` what I submitted.

    Both look themselves up off this thread.
    """
    from app.ui.views.paper_guidelines import PaperGuidelines  # noqa: PLC0415 -- not at the start
    from app.ui.views.review_past import ReviewPast  # noqa: PLC0415 -- not at the start

    parts: list[QWidget] = [PaperGuidelines(desk, proposal)]
    if restore is not None:
        past = ReviewPast(desk, proposal)
        past.restore_wanted.connect(restore)
        parts.append(past)
    return parts


def no_history() -> EmptyState:
    return EmptyState(
        Symbol.HISTORY,
        _("The text has not arrived yet"),
        _("Summaries come first on a slow line; the full text follows with the next update."),
    )


def _version(version: Version, shown: int, read: Callable[[int], object], now: datetime) -> QWidget:
    card = Card(spacing=Space.SMALL)
    title = Heading(_("Version {number}").format(number=version.number), 3)
    moment = times.parsed(version.at)
    when = "" if moment is None else times.day(moment, now)
    row = across(title, Label(when, type="small", tone="soft"), None)
    if version.number == shown:
        row.addWidget(Label(_("shown now"), type="small", tone="soft"))
    else:
        button = Button(_("Read it"), "link", on_click=partial(read, version.number))
        button.setAccessibleName(_("Read version {number}").format(number=version.number))
        row.addWidget(button)
    card.body.addLayout(row)
    if version.note:
        note = Prose()
        card.body.addWidget(note)
        note.show_markdown(version.note)
    elif version.number > 1:
        card.body.addWidget(
            Label(_("The proposers left no word on what they changed."), tone="soft", wrap=True)
        )
    count = len(version.answers)
    if count:
        words = _("Questions answered in it: {n}").format(n=count)
        card.body.addWidget(Label(words, type="small", tone="soft"))
    return card
