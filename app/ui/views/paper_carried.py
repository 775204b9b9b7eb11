"""My marks that a new version touched, above the text: accept, place anew, settle, satisfied."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from app.phrases.marks import kind_name
from app.ui.icons import Picture, Symbol
from app.ui.measures import ICON, TARGET, Space
from app.ui.models.carried import Carried
from app.ui.theme import surface, theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import Card, FlowBox, across, clear, down
from app.ui.widgets.marked_long import marked
from app.ui.widgets.text import Label, announce, capped

TALLEST = 260
"""Highest the list grows before it scrolls, in px at 100 %."""
SHARE = 36
"""Percent of the paper's height that it takes at most: the text stays in sight."""
TEXT = 60
"""Percent that the text keeps of what is left under the heads, which grow with the letters."""
NARROWEST = 480
"""The old and the new words stand beside each other from this width on, in px at 100 %."""
SHOWN = 600
"""Characters of my own words that are shown."""


class CarriedMarks(QFrame):
    """One sentence with a verb; opened, a card for each mark."""

    accepted = Signal(str)
    placed_here = Signal(str)
    """The mark belongs to the words that are chosen in the text."""
    settled = Signal(str)
    satisfied = Signal(str, bool)
    wanted = Signal(object)
    """Show the words of a `Carried` in the text."""

    def __init__(self) -> None:
        super().__init__()
        surface(self, "message")
        self._marks: tuple[Carried, ...] = ()
        self._rows: list[QBoxLayout] = []
        self._beside_text = True
        self.words = Label(wrap=True)
        self.look = Button(_("Look at them"), "link", on_click=self._toggle)
        head = across(Picture(Symbol.NOTE, "accent", ICON), self.words, self.look)
        head.setStretch(1, 1)
        self._cards = QVBoxLayout()
        self._cards.setContentsMargins(0, 0, int(Space.SMALL), 0)
        self._cards.setSpacing(int(Space.SMALL))
        inside = QWidget()
        inside.setLayout(self._cards)
        surface(inside, "clear")
        self.list = QScrollArea()
        self.list.setWidgetResizable(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("My marks in this version"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.viewport().setAutoFillBackground(False)
        self.list.setWidget(inside)
        self.list.hide()
        edges = (Space.HUGE, Space.TIGHT, Space.LARGE, Space.TIGHT)
        self.setLayout(down(head, self.list, spacing=Space.TIGHT, margins=edges))
        self.hide()

    def show_marks(self, marks: Sequence[Carried]) -> None:
        """Show what needs a look; nothing of it is left out, and none of it is gone from the store."""
        if tuple(marks) == self._marks:
            return
        more = len(marks) > len(self._marks)
        self._marks = tuple(marks)
        self.words.setText(told(marks))
        self._fill()
        self.setVisible(self._beside_text and bool(marks))
        if not marks:
            self.list.hide()
        self._name()
        if more:
            announce(self, self.words.whole_text())

    def show_beside_text(self, shown: bool) -> None:  # noqa: FBT001 -- a setter
        """Show it only where the text is in sight."""
        self._beside_text = shown
        self.setVisible(shown and bool(self._marks))

    def marks(self) -> tuple[Carried, ...]:
        return self._marks

    def open(self) -> None:
        """Open the list of cards."""
        if self.list.isHidden():
            self._toggle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _toggle(self) -> None:
        self.list.setVisible(self.list.isHidden())
        self._name()
        self._fit()

    def _name(self) -> None:
        self.look.set_words(_("Close the list") if not self.list.isHidden() else _("Look at them"))

    def _fit(self) -> None:
        direction = QBoxLayout.Direction
        wide = self.width() >= theme().px(NARROWEST)
        for row in self._rows:
            row.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        wanted = self._cards.heightForWidth(max(self.list.viewport().width(), 1))
        least = max(wanted, self._cards.minimumSize().height())
        above = self.parentWidget()
        room = theme().px(TALLEST)
        if above is not None:
            heads = self.y() + self.sizeHint().height() - self._shown_high()
            left = (above.height() - heads) * (100 - TEXT) // 100
            room = min(above.height() * SHARE // 100, max(left, theme().px(TARGET)))
        self.list.setFixedHeight(max(min(least + 2, theme().px(TALLEST), room), 0))

    def _shown_high(self) -> int:
        return 0 if self.list.isHidden() else self.list.height()

    def _fill(self) -> None:
        clear(self._cards)
        self._rows = []
        for mark in self._marks:
            self._cards.addWidget(self._card(mark))
        self._cards.addStretch(1)
        self._fit()

    def _card(self, mark: Carried) -> QWidget:
        head = f"{kind_name(mark.kind)} · {_state(mark)}"
        card = Card(Label(head, type="small", tone="soft", wrap=True), spacing=Space.TIGHT)
        if mark.text:
            card.body.addWidget(Label(capped(mark.text, SHOWN), wrap=True))
        if mark.state == "answered":
            if mark.answer is not None and mark.answer.anchor is not None:
                quote = _("“{words}”").format(words=capped(mark.answer.anchor.exact, SHOWN))
                card.body.addWidget(Label(quote, type="small", tone="soft", wrap=True))
        elif mark.state == "changed" and not mark.twin:
            card.body.addLayout(self._beside(mark))
        else:
            quote = _("“{words}”").format(words=capped(mark.was, SHOWN))
            card.body.addWidget(Label(quote, type="small", tone="soft", wrap=True))
        card.body.addWidget(FlowBox(*self._verbs(mark), spacing=Space.SMALL))
        return card

    def _beside(self, mark: Carried) -> QBoxLayout:
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(int(Space.WIDE))
        titles = (_("The words were"), _("The words are now"))
        for title, pieces, colour in zip(titles, mark.sides(), ("concern", "strong"), strict=True):
            words = marked(title, colour, pieces)
            head = Label(title, type="small", weight="bold", tone="soft", wrap=True)
            row.addLayout(down(head, words, None, spacing=Space.TIGHT), 1)
        self._rows.append(row)
        return row

    def _verbs(self, mark: Carried) -> list[Button]:
        """Return the verbs of a mark; each is named with what it is about for those who listen."""
        show = partial(self.wanted.emit, mark)
        here = partial(self.placed_here.emit, mark.id)
        settle = partial(self.settled.emit, mark.id)
        match mark.state:
            case "answered":
                verbs = [
                    Button(_("Read the answer"), "link", on_click=show),
                    Button(_("Satisfied"), on_click=partial(self.satisfied.emit, mark.id, True)),
                    Button(_("Not yet"), on_click=partial(self.satisfied.emit, mark.id, False)),
                ]
            case "changed":
                verbs = [
                    Button(_("Show in the text"), "link", on_click=show),
                    Button(_("Accept"), on_click=partial(self.accepted.emit, mark.id)),
                    Button(_("Place it here"), on_click=here),
                    Button(_("Settled"), "quiet", on_click=settle),
                ]
            case _:
                verbs = [
                    Button(_("Place it here"), on_click=here),
                    Button(_("Settled"), "quiet", on_click=settle),
                ]
        about = capped(mark.text or mark.was, 60)
        for verb in verbs:
            verb.setAccessibleName(f"{verb.accessibleName()}: {about}")
        return verbs


def told(marks: Sequence[Carried]) -> str:
    """Return in one sentence what became of my marks."""
    count = {
        state: sum(each.state == state for each in marks)
        for state in ("answered", "changed", "gone")
    }
    said = [
        ngettext("{n} question of yours is answered here", "{n} questions of yours are answered here",
                 count["answered"]).format(n=count["answered"]),
        ngettext("the words of {n} mark changed", "the words of {n} marks changed",
                 count["changed"]).format(n=count["changed"]),
        ngettext("{n} mark has lost its words", "{n} marks have lost their words",
                 count["gone"]).format(n=count["gone"]),
    ]  # fmt: skip
    shown = [words for words, n in zip(said, count.values(), strict=True) if n]
    sentence = " · ".join(shown)
    return sentence[:1].upper() + sentence[1:]


def _state(mark: Carried) -> str:
    if mark.state == "answered" and mark.answer is not None:
        return _("answered in version {number}. Satisfied?").format(number=mark.answer.version)
    if mark.state == "changed":
        if mark.twin:
            return _("the same words stand in more than one place; is this the one?")
        return _("the words changed; is this still the place?")
    return _("its words are no longer here: choose words in the text, then “Place it here”")
