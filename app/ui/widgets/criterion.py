"""One criterion of a review: its title and guidance, the words, the score, the quotes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.reviews import words
from app.domain.rounds import Criterion
from app.i18n import _, ngettext
from app.ui.icons import Picture, Symbol
from app.ui.measures import SMALL_ICON, Space
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.chips import Chip
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import FlowBox, across, clear
from app.ui.widgets.segments import Segmented
from app.ui.widgets.text import Heading, Label

SHORT_QUOTE = 40
"""Characters of a quote that its chip shows."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the paper cited under a criterion."""

    id: str
    exact: str
    colour: str = "strong"


class CriterionEditor(QWidget):
    """Edits one criterion; every signal carries the criterion's key first."""

    written = Signal(str, str)
    scored = Signal(str, object)
    quote_removed = Signal(str, str)

    def __init__(self, criterion: Criterion) -> None:
        super().__init__()
        self.key = criterion.key
        self.title = criterion.title
        self._criterion = criterion
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL - 2)

        self._mark = Picture(Symbol.EMPTY, "faint", SMALL_ICON + 1)
        self.fold = IconButton(Symbol.CARET_DOWN, _("What is asked here"), self._unfold)
        self.fold.setAccessibleDescription(criterion.title)
        if not criterion.guidance:  # shown without a parent it would flash as a window
            self.fold.hide()
        title = Heading(criterion.title, 3)
        row = across(title, self.fold, self._mark, spacing=Space.TIGHT)
        row.setStretch(0, 1)
        column.addLayout(row)
        self.guidance = Label(criterion.guidance, type="small", tone="soft", wrap=True)
        self.guidance.hide()
        column.addWidget(self.guidance)

        self.field = GrowingText(criterion.title, lines=2)
        if criterion.text == "none":
            self.field.hide()
        self.field.settled.connect(partial(self.written.emit, self.key))
        self.field.textChanged.connect(self._marked)
        column.addWidget(self.field)
        self.length = Label(type="small", tone="soft")
        self.length.hide()
        column.addWidget(self.length)

        self.score = self._scale(criterion)
        if self.score is not None:
            column.addWidget(self.score)
        self.quotes = FlowBox(spacing=Space.TIGHT)
        column.addWidget(self.quotes)
        if criterion.gone:
            self._add_gone(column)
        self._marked()

    def show_values(self, text: str, score: int | None = None) -> None:
        """Show what the store holds; words being written just now stay."""
        self.field.show_text(text)
        if self.score is not None:
            self.score.choose(score)
        self._marked()

    def show_quotes(self, quotes: Iterable[Quote]) -> None:
        clear(self.quotes.flow)
        for quote in quotes:
            exact = " ".join(quote.exact.split())
            cut = exact if len(exact) <= SHORT_QUOTE else exact[: SHORT_QUOTE - 1] + "…"
            remove = partial(self.quote_removed.emit, self.key, quote.id)
            self.quotes.flow.addWidget(Chip(f"“{cut}”", quote.colour, Symbol.QUOTE, remove))

    def complete(self) -> bool:
        """Say whether there are words or a score."""
        scored = self.score is not None and self.score.choice() is not None
        return scored or bool(self.field.text().strip())

    def _scale(self, criterion: Criterion) -> Segmented | None:
        if criterion.scale is None:
            return None
        scale = criterion.scale
        choices = [
            (number, _number_words(number, scale.labels))
            for number in range(scale.min, scale.max + 1)
        ]
        row = Segmented(choices, _("Score: {criterion}").format(criterion=criterion.title))
        row.chosen.connect(partial(self.scored.emit, self.key))
        row.chosen.connect(self._marked)
        return row

    def _marked(self) -> None:
        done = self.complete()
        self._mark.show_symbol(Symbol.DONE if done else Symbol.EMPTY, "good" if done else "faint")
        state = _("answered") if done else _("empty")
        self.field.setAccessibleDescription(" · ".join(filter(None, (state, self._count()))))

    def _count(self) -> str:
        """Tell the words there are of those the round asks for; it never keeps one from writing."""
        most = self._criterion.max_words
        if most is None or self._criterion.text == "none":
            return ""
        count = words(self.field.text())
        told = ngettext("{n} of {most} word", "{n} of {most} words", most)
        if count > most:
            told = ngettext(
                "{n} of {most} word: longer than the round asks for",
                "{n} of {most} words: longer than the round asks for",
                most,
            )
        said = told.format(n=count, most=most)
        self.length.setText(said)
        self.length.set_tone("warn" if count > most else "soft")
        self.length.setVisible(bool(count))
        return said

    def _add_gone(self, column: QVBoxLayout) -> None:
        """Say that the round no longer asks this, with the way out of it."""
        column.addWidget(
            Label(
                _(
                    "The round no longer asks this. What you wrote is kept; take it out, or over to "
                    "another criterion, before you submit."
                ),
                type="small",
                tone="warn",
                wrap=True,
            )
        )
        self.take_out = Button(_("Take it out of my review"), "quiet", on_click=self._take_out)
        column.addLayout(across(self.take_out, None))

    def _take_out(self) -> None:
        self.written.emit(self.key, "")
        self.scored.emit(self.key, None)

    def _unfold(self) -> None:
        folded = self.guidance.isHidden()
        self.guidance.setVisible(folded)
        if folded:
            self.fold.show_symbol(Symbol.CARET_UP, _("Hide what is asked here"))
        else:
            self.fold.show_symbol(Symbol.CARET_DOWN, _("What is asked here"))


def _number_words(number: int, labels: Mapping[int, str]) -> str:
    word = labels.get(number)
    return f"{number} {word}" if word else str(number)
