"""Whose captioned names are: asked once for all spellings of a name, before a file is kept or after."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.actions.hearing import Speaker
from app.i18n import _
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import meeting_said as model
from app.ui.theme import surface
from app.ui.views.page import Page
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.layout import FlowBox, boxed, clear, down
from app.ui.widgets.text import Label

LATER = "?"
NOBODY = ""


class SaidNames(QWidget):
    """A page of questions; what nobody answers is asked again another time."""

    taken = Signal(dict)
    """{caption: account, or None for somebody who is not of the roster} of what was answered."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        surface(self, "paper")
        self._questions: list[tuple[Speaker, Choice]] = []
        self.take = Button("", "primary", Symbol.CHECK, self._take)
        self.leave = Button(_("Cancel"), "quiet", on_click=self.left.emit)
        self.page = Page("", name=_("Who spoke"))
        self.told = Label(tone="soft", wrap=True)
        self.rows = down(spacing=Space.MEDIUM)
        self.nobody = Label(_("It is known of every name whose it is."), tone="soft", wrap=True)
        for part in (self.told, self.nobody, boxed(self.rows), FlowBox(self.take, self.leave)):
            self.page.column.addWidget(part)
        self.setLayout(down(self.page, spacing=0))

    def ask(
        self,
        title: str,
        told: Sequence[str],
        open_: Sequence[Speaker],
        names: Mapping[str, str],
        take: str,
    ) -> None:
        """Ask of each of `open_` who it is; `take` is what the button says."""
        self.page.title.setText(title)
        self.told.setText("\n".join(told))
        self.told.setVisible(bool(told))
        self.take.set_words(take)
        self.nobody.setVisible(not open_)
        clear(self.rows)
        self._questions = []
        for each in open_:
            self._questions.append((each, self._question(each, names)))
        first = self._questions[0][1] if self._questions else self.take
        first.setFocus()

    def answers(self) -> dict[str, str | None]:
        """Return what was answered so far, by caption."""
        given = {
            caption: choice.currentData()
            for speaker, choice in self._questions
            for caption in speaker.captions
            if choice.currentData() != LATER
        }
        return {caption: account or None for caption, account in given.items()}

    def _question(self, speaker: Speaker, names: Mapping[str, str]) -> Choice:
        asked = model.asked(speaker)
        choice = Choice(asked)
        choice.addItem(_("Ask me another time"), LATER)
        for account, name in model.answers(speaker, names):
            choice.addItem(name, account)
        choice.addItem(_("Nobody of the roster"), NOBODY)
        self.rows.addWidget(boxed(down(Label(asked, wrap=True), choice, spacing=Space.TIGHT)))
        return choice

    def _take(self) -> None:
        self.taken.emit(self.answers())
