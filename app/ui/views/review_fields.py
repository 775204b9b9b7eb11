"""The fields of a review, made from the round's scheme."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.actions.reviewing import NEW, Edit
from app.domain import reviews
from app.domain.phases import SHUT
from app.domain.records import Data, Row
from app.domain.rounds import Round, Scale
from app.i18n import _
from app.ui.measures import Space
from app.ui.views.review_more import ReviewMore
from app.ui.views.review_parts import Reasons
from app.ui.widgets.criterion import CriterionEditor, Quote
from app.ui.widgets.digits import score_of
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import boxed, clear
from app.ui.widgets.segments import Segmented
from app.ui.widgets.text import Heading


@dataclass(frozen=True, slots=True)
class Reviewing:
    """What the panel shows: the proposal, its round, and what I made of it so far."""

    proposal: str
    scheme: Round
    review: Row | None
    state: str | None
    aside: Data = field(default_factory=dict[str, object])
    quotes: Mapping[str, tuple[Quote, ...]] = field(default_factory=dict[str, tuple[Quote, ...]])
    questions: int = 0
    others: Mapping[str, str] = field(default_factory=dict[str, str])
    """Titles of the other proposals of the round."""
    version: int | None = None
    """The version on the screen: what is written is about that one."""

    @property
    def data(self) -> Data:
        return {**NEW, **(self.review.data if self.review is not None else {})}

    @property
    def standing(self) -> str | None:
        """How it stands, as `state`, but `changed` for a draft over what was submitted."""
        changed = self.review is not None and self.review.changed
        return "changed" if changed and self.state == "draft" else self.state

    @property
    def recused(self) -> bool:
        return bool(self.data["recused"])

    @property
    def closed(self) -> bool:
        return self.scheme.status in SHUT

    @property
    def sent(self) -> bool:
        return self.state in {"submitted", "received"}


class ReviewFields(QWidget):
    """Tells every edit as it is made; shows what the store holds, never over what is typed."""

    edited = Signal(object)
    """An `Edit` with the one field that changed."""
    quote_removed = Signal(str)
    written = Signal()
    """A letter was typed; `edited` follows after a pause."""

    def __init__(self, more: ReviewMore) -> None:
        super().__init__()
        self.editors: dict[str, CriterionEditor] = {}
        self.overall: Segmented | None = None
        self.stance: Segmented | None = None
        self.reasons: Reasons | None = None
        self._more = more
        self._scales: dict[str, Scale] = {}
        self._overall_scale: Scale | None = None
        self._last: CriterionEditor | None = None
        self.scored = ""
        """What was scored by a key last."""
        self._built: tuple[object, ...] = ()
        self._column = QVBoxLayout()
        self._column.setSpacing(Space.MEDIUM)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.MEDIUM)
        whole.addLayout(self._column)
        whole.addWidget(more)
        more.edited.connect(self.edited)
        for each in more.texts():
            self.watch(each)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focused)

    def build(self, scheme: Round) -> None:
        """Make the fields the round asks for; the same scheme keeps the fields there are."""
        built = (
            scheme.id, scheme.criteria, scheme.stances, scheme.overall, scheme.reasons,
        )  # fmt: skip
        if built == self._built:
            return
        self.flush()
        self._built = built
        self._last = None
        clear(self._column)
        self.editors = {each.key: CriterionEditor(each) for each in scheme.criteria}
        self._scales = {each.key: each.scale for each in scheme.criteria if each.scale is not None}
        self._overall_scale = scheme.overall
        self.overall = self.stance = self.reasons = None
        for editor in self.editors.values():
            self._add_criterion(editor)
        if scheme.overall is not None:
            self._add_overall(scheme.overall)
        if scheme.reasons:
            self.reasons = Reasons(scheme.reasons)
            self.reasons.chosen.connect(lambda chosen: self.edited.emit(Edit(reasons=chosen)))
            self._column.addWidget(self.reasons)
        if scheme.stances:
            stances = [(each.key, each.title) for each in scheme.stances]
            self.stance = Segmented(stances, _("Position"))
            self.stance.chosen.connect(lambda key: self.edited.emit(Edit(stance=key or "")))
            self._column.addWidget(_titled(_("Position"), self.stance))

    def show_values(self, now: Reviewing) -> None:
        """Show what the store holds; words being written just now stay."""
        data = now.data
        texts, scores = data["texts"] or {}, data["scores"] or {}
        for key, editor in self.editors.items():
            editor.show_values(texts.get(key) or "", scores.get(key))
            editor.show_quotes(now.quotes.get(key, ()))
        if self.overall is not None:
            self.overall.choose(data["overall"])
        if self.stance is not None:
            self.stance.choose(data["stance"])
        if self.reasons is not None:
            self.reasons.show_chosen(data["reasons"] or [])
            asked = reviews.needs_reason(data, now.scheme) or bool(data["reasons"])
            self.reasons.setVisible(asked)
        others = now.others if now.scheme.merges else {}
        self._more.show_values(data, now.aside, now.questions, others)

    def flush(self) -> None:
        """Tell now what was written in any field."""
        for each in (*(editor.field for editor in self.editors.values()), *self._more.texts()):
            each.flush()

    def pending(self) -> bool:
        """Say whether a field holds words that were not told yet."""
        fields = (editor.field for editor in self.editors.values())
        return any(each.pending() for each in (*fields, *self._more.texts()))

    def forget_last(self) -> None:
        """Another proposal is shown: no criterion is being worked on."""
        self._last = None

    def criterion(self) -> str | None:
        """Return the criterion that is being worked on, for a quote to go to."""
        return None if self._last is None else self._last.key

    def score(self, number: int) -> bool:
        """Give `number` to the criterion worked on, else to the next one without a score."""
        scales = [each for each in self.editors.values() if each.score is not None]
        chosen = [self._last] if self._last in scales else []
        blank = [each for each in scales if each.score is not None and each.score.choice() is None]
        target = next(iter(chosen or blank or scales), None)
        row, scale = self.overall, self._overall_scale
        if target is not None:
            row, scale = target.score, self._scales.get(target.key)
        if row is None or scale is None or not scale.holds(number):
            return False
        row.pick(number)
        self.scored = target.title if target is not None else _("Overall score")
        return True

    def watch(self, text: GrowingText) -> None:
        """Tell when `text` is written in, and take the keys of scores there too."""
        text.textChanged.connect(self.written)
        text.installEventFilter(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._scored_by(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._scored_by(event)
        return super().eventFilter(watched, event)

    def _scored_by(self, event: QKeyEvent) -> bool:
        number = score_of(event)
        return number is not None and self.score(number)

    def _add_criterion(self, editor: CriterionEditor) -> None:
        editor.written.connect(self._written)
        editor.scored.connect(self._scored)
        editor.quote_removed.connect(lambda _key, quote: self.quote_removed.emit(quote))
        self.watch(editor.field)
        self._column.addWidget(editor)

    def _add_overall(self, scale: Scale) -> None:
        words = [
            (n, f"{n} {scale.labels[n]}" if n in scale.labels else str(n))
            for n in range(scale.min, scale.max + 1)
        ]
        self.overall = Segmented(words, _("Overall score"))
        self.overall.chosen.connect(self._overall_chosen)
        self._column.addWidget(_titled(_("Overall score"), self.overall))

    def _written(self, key: str, text: str) -> None:
        self.edited.emit(Edit(texts={key: text}))

    def _scored(self, key: str, score: object) -> None:
        self.edited.emit(Edit(scores={key: score if isinstance(score, int) else None}))

    def _overall_chosen(self, score: object) -> None:
        if isinstance(score, int):
            self.edited.emit(Edit(overall=score))
        else:
            self.edited.emit(Edit(blank_overall=True))

    def _focused(self, _old: QWidget | None, new: QWidget | None) -> None:
        for editor in self.editors.values():
            if new is not None and editor.isAncestorOf(new):
                self._last = editor


def _titled(words: str, part: QWidget) -> QWidget:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.SMALL - 2)
    column.addWidget(Heading(words, 3))
    column.addWidget(part)
    return boxed(column)
