"""My review of a proposal, made from the round's scheme; every field saves itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from app.actions.reviewing import NEW, Edit
from app.domain import reviews
from app.domain.records import Data, Row
from app.domain.rounds import Round
from app.i18n import _, ngettext
from app.ui.desk import Desk
from app.ui.icons import Picture, Symbol
from app.ui.measures import SMALL_ICON, Space
from app.ui.theme import surface
from app.ui.troubles import sentence
from app.ui.views import paper_words, review_words
from app.ui.views.paper_menu import keep_whole
from app.ui.views.review_keys import digit
from app.ui.views.review_parts import (
    CheckLine,
    ConflictCard,
    ConflictDeclared,
    Fold,
    MergeWith,
    Reasons,
)
from app.ui.views.review_saving import Saving
from app.ui.widgets.buttons import Button
from app.ui.widgets.criterion import CriterionEditor, Quote
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import across, boxed, clear, down, hairline
from app.ui.widgets.segments import Segmented
from app.ui.widgets.states import StateBadge
from app.ui.widgets.text import Heading, Label, announce


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

    @property
    def data(self) -> Data:
        return {**NEW, **(self.review.data if self.review is not None else {})}


class ReviewPanel(QWidget):
    """Edits one review. Nothing has to be saved by hand; what one types stays."""

    quote_removed = Signal(str)
    questions_wanted = Signal()
    next_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        surface(self, "clear")
        self._now: Reviewing | None = None
        self._last: CriterionEditor | None = None
        self._built: tuple[object, ...] = ()
        self._asking = False
        self.saving = Saving(desk, self)
        self.saving.saved.connect(self._settle)
        self.saving.failed.connect(self._failed)
        self.saving.blocked.connect(self._blocked)
        self.editors: dict[str, CriterionEditor] = {}
        self.overall: Segmented | None = None
        self.stance: Segmented | None = None
        self.reasons: Reasons | None = None
        self._stale = False
        self._refusal = ""
        self._make_parts()
        self._body = QVBoxLayout()
        self._body.setContentsMargins(Space.LARGE + 4, Space.MEDIUM, Space.LARGE, Space.LARGE)
        self._body.setSpacing(Space.MEDIUM)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(boxed(self._body))
        self._scroll.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._foot())
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focused)

    def show_review(self, now: Reviewing) -> None:
        """Show what the store holds; words being written, or on their way there, stay."""
        if self._now is not None and self._now.proposal != now.proposal:
            self.flush()
            self._asking = False
            self._last = None
            self._stale = False
            self._refusal = ""
            self._now = now
            self._build(now.scheme)
            self._show()
            self._scroll.verticalScrollBar().setValue(0)
            return
        self._now = now
        self._build(now.scheme)
        if self.saving.busy():
            self._stale = True
            self._show_foot()
            return
        self._show()

    def proposal(self) -> str | None:
        return None if self._now is None else self._now.proposal

    def flush(self) -> None:
        """Hand over now what was written in any field."""
        for each in self._fields():
            each.flush()

    def submit(self) -> None:
        if self._now is None or self._now.scheme.status in {"closed", "decided"}:
            return
        self.flush()
        self._refusal = ""
        said = _("Submitted. It goes to the chairs with the next line; until then you can undo it.")
        self.saving.save(self._now.proposal, Edit(), submit=True, said=said, undo=True)

    def criterion(self) -> str | None:
        """Return the criterion that is being worked on, for a quote to go to."""
        return None if self._last is None else self._last.key

    def score(self, number: int) -> bool:
        """Give `number` as the score of the criterion worked on, else of the next one without."""
        scales = [each for each in self.editors.values() if each.score is not None]
        chosen = [self._last] if self._last in scales else []
        blank = [each for each in scales if each.score is not None and each.score.choice() is None]
        target = next(iter(chosen or blank or scales), None)
        scheme = self._now.scheme if self._now is not None else None
        row, scale = self.overall, scheme.overall if scheme is not None else None
        if target is not None and scheme is not None:
            criterion = scheme.criterion(target.key)
            row, scale = target.score, criterion.scale if criterion is not None else None
        if row is None or scale is None or not scale.holds(number):
            return False
        row.pick(number)
        return True

    def ask_conflict(self) -> None:
        """Open the card that asks for the kind of a conflict of interest."""
        if self._now is None or self._now.data["recused"]:
            return
        self._asking = True
        self._show_conflict()
        self._conflict.begin(str(self._now.aside.get("recused_why") or ""))
        self._scroll.ensureWidgetVisible(self._conflict)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._scored_by(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        scores = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if scores and isinstance(event, QKeyEvent) and self._scored_by(event):
            return True
        return super().eventFilter(watched, event)

    def _scored_by(self, event: QKeyEvent) -> bool:
        alt = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        number = digit(event) if alt == Qt.KeyboardModifier.AltModifier else None
        return number is not None and self.score(number)

    def _make_parts(self) -> None:
        self._conflict = ConflictCard()
        self._conflict.declared.connect(self._declare)
        self._conflict.left.connect(self._leave_conflict)
        self._conflict.why.settled.connect(lambda text: self._save(Edit(recused_why=text)))
        self._declared = ConflictDeclared()
        self._declared.taken_back.connect(self._take_conflict_back)
        self.conflict = Button(_("Conflict of interest…"), "quiet", Symbol.HAND, self.ask_conflict)
        self.no_expertise = CheckLine(_("This is outside my expertise"))
        self.no_expertise.clicked.connect(self._expertise)
        self.merge = MergeWith()
        self.merge.changed.connect(lambda ids: self._save(Edit(merge_with=ids)))
        self.comment = Fold(
            _("General comment…"), GrowingText(_("General comment"), lines=2), Symbol.COMMENT
        )
        self.comment.field.settled.connect(lambda text: self._save(Edit(comment=text)))
        self.to_chairs = Fold(
            _("A word only the chairs see…"),
            GrowingText(_("A word only the chairs see"), lines=2),
            Symbol.AT_HOME,
            _("It never opens to other members or to the proposers."),
        )
        self.to_chairs.field.settled.connect(lambda text: self._save(Edit(to_chairs=text)))
        self._question_words = Label()
        self.ask = Button(_("Add"), "link", on_click=self.questions_wanted.emit)
        self.ask.setAccessibleName(_("Add a question to the proposers"))
        self._questions = boxed(
            across(
                Picture(Symbol.QUESTION, "soft", SMALL_ICON),
                self._question_words,
                None,
                self.ask,
                margins=(Space.TIGHT + 1, 0, 0, 0),
            )
        )
        for each in (self.comment.field, self.to_chairs.field, self._conflict.why):
            each.installEventFilter(self)

    def _foot(self) -> QVBoxLayout:
        self.missing = Label(type="small", tone="soft", wrap=True)
        self.badge = StateBadge()
        self.submit_button = Button(_("Submit to the chairs"), "primary", on_click=self.submit)
        self.again = Button(_("Try again"), "link", on_click=self.saving.retry)
        self.again.hide()
        row = across(self.badge, self.again, self.submit_button)
        row.setStretch(0, 1)
        column = QVBoxLayout()
        column.setContentsMargins(Space.LARGE + 4, 0, Space.LARGE + 4, Space.MEDIUM)
        column.setSpacing(Space.SMALL)
        column.addWidget(hairline())
        column.addWidget(self.missing)
        column.addLayout(row)
        return column

    def _build(self, scheme: Round) -> None:
        """Make the fields the round asks for; the same scheme keeps the fields there are."""
        built = (
            scheme.id, scheme.criteria, scheme.stances, scheme.overall, scheme.reasons,
        )  # fmt: skip
        if built == self._built:
            return
        self.flush()
        self._built = built
        kept = (
            self._declared, self._conflict, self.merge, self.comment, self.to_chairs,
            self._questions, self.no_expertise, self.conflict,
        )  # fmt: skip
        for part in kept:
            part.setParent(None)
        clear(self._body)
        self._body.addWidget(self._declared)
        self._opinion: list[QWidget] = []
        self.editors = {each.key: CriterionEditor(each) for each in scheme.criteria}
        for editor in self.editors.values():
            editor.written.connect(self._written)
            editor.scored.connect(self._scored)
            editor.quote_removed.connect(lambda _key, quote: self.quote_removed.emit(quote))
            editor.field.installEventFilter(self)
            self._add(editor)
        self.overall = self.stance = self.reasons = None
        if scheme.overall is not None:
            scale = scheme.overall
            words = [
                (n, f"{n} {scale.labels[n]}" if n in scale.labels else str(n))
                for n in range(scale.min, scale.max + 1)
            ]
            self.overall = Segmented(words, _("Overall score"))
            self.overall.chosen.connect(self._overall_chosen)
            self._add(_titled(_("Overall score"), self.overall))
        if scheme.reasons:
            self.reasons = Reasons(scheme.reasons)
            self.reasons.chosen.connect(lambda chosen: self._save(Edit(reasons=chosen)))
            self._add(self.reasons)
        if scheme.stances:
            stances = [(each.key, each.title) for each in scheme.stances]
            self.stance = Segmented(stances, _("Position"))
            self.stance.chosen.connect(lambda key: self._save(Edit(stance=key or "")))
            self._add(_titled(_("Position"), self.stance))
        more = down(spacing=Space.TIGHT)
        for part in (self._questions, self.merge, self.comment, self.to_chairs, self.no_expertise):
            self._opinion.append(part)
            more.addWidget(part)
        more.addLayout(across(self.conflict, None))
        self._body.addLayout(more)
        self._body.addWidget(self._conflict)
        self._body.addStretch(1)

    def _add(self, part: QWidget) -> None:
        self._opinion.append(part)
        self._body.addWidget(part)

    def _show(self) -> None:
        now = self._now
        if now is None:
            return
        data = now.data
        for key, editor in self.editors.items():
            editor.show_values(
                (data["texts"] or {}).get(key) or "", (data["scores"] or {}).get(key)
            )
            editor.show_quotes(now.quotes.get(key, ()))
        if self.overall is not None:
            self.overall.choose(data["overall"])
        if self.stance is not None:
            self.stance.choose(data["stance"])
        self.merge.show_chosen(data["merge_with"] or [], now.others)
        self.comment.show_text(str(data["comment"] or ""))
        self.to_chairs.show_text(str(now.aside.get("to_chairs") or ""))
        self.no_expertise.setChecked(bool(data["no_expertise"]))
        self._show_reasons(data)
        count = now.questions
        self._question_words.setText(
            ngettext(
                "{n} question to the proposers", "{n} questions to the proposers", count
            ).format(n=count)
            if count
            else _("No question to the proposers")
        )
        self._show_conflict()
        self._show_foot()

    def _show_reasons(self, data: Data) -> None:
        if self.reasons is not None and self._now is not None:
            self.reasons.show_chosen(data["reasons"] or [])
            wanted = reviews.needs_reason(data, self._now.scheme) or bool(data["reasons"])
            self.reasons.setVisible(wanted and not data["recused"])

    def _show_conflict(self) -> None:
        data = self._now.data if self._now is not None else NEW
        declared = bool(data["recused"])
        self._declared.setVisible(declared)
        if declared:
            self._asking = False
            self._declared.show_kind(str(data["recused"]))
        for part in self._opinion:
            if part is not self.reasons and part is not self.merge:
                part.setVisible(not declared)
        self.merge.setVisible(not declared and bool(self._now and self._now.others))
        if declared and self.reasons is not None:
            self.reasons.hide()
        self.conflict.setVisible(not declared and not self._asking)
        self._conflict.setVisible(self._asking)

    def _show_foot(self) -> None:
        now = self._now
        if now is None:
            return
        data = now.data
        closed = now.scheme.status in {"closed", "decided"}
        time = paper_words.clock(data.get("written_at")) if now.review is not None else ""
        self.badge.show_state(now.state, time)
        sent = now.state in {"submitted", "received"}
        words = review_words.missing(data, now.scheme)
        if closed:
            words = _("The round is closed. What you write now stays on this computer.")
        elif sent:
            words = _("You can change it and submit again until the comments close.")
        elif now.review is not None and now.review.revision is not None:
            words = f"{words} {_('The chairs have your earlier text until you submit again.')}"
        self._tell(self._refusal or words.strip(), "bad" if self._refusal else "soft")
        keep_whole(self.submit_button)
        self.submit_button.setVisible(not sent)
        self.submit_button.setEnabled(not closed and now.review is not None)
        self.again.setVisible(self.saving.owes(now.proposal))

    def _settle(self) -> None:
        if self._stale:
            self._stale = False
            self._show()
        else:
            self._show_foot()

    def _save(self, edit: Edit) -> None:
        self._refusal = ""
        if self._now is not None:
            self.saving.save(self._now.proposal, edit)

    def _written(self, key: str, text: str) -> None:
        self._save(Edit(texts={key: text}))

    def _scored(self, key: str, score: object) -> None:
        self._save(Edit(scores={key: score if isinstance(score, int) else None}))

    def _overall_chosen(self, score: object) -> None:
        if isinstance(score, int):
            self._save(Edit(overall=score))
        else:
            self._save(Edit(blank_overall=True))

    def _expertise(self, without: bool) -> None:  # noqa: FBT001 -- Qt's signal
        self._save(Edit(no_expertise=without))

    def _declare(self, kind: str, why: str) -> None:
        if self._now is None:
            return
        self._asking = False
        self.flush()
        said = _("Conflict of interest declared. It goes to the chairs with the next line.")
        edit = Edit(recused=kind, recused_why=why)
        self.saving.save(self._now.proposal, edit, submit=True, said=said, undo=True)

    def _take_conflict_back(self) -> None:
        self._save(Edit(recused="", recused_why=""))

    def _leave_conflict(self) -> None:
        self._asking = False
        self._show_conflict()
        self.conflict.setFocus(Qt.FocusReason.OtherFocusReason)

    def _blocked(self, faults: Iterable[reviews.Fault]) -> None:
        found = list(faults)
        if self._now is None:
            return
        self._settle()
        self._refusal = review_words.faults(found, self._now.scheme)
        self._tell(self._refusal, "bad")
        announce(self, self._refusal)
        editor = next((self.editors[each.key] for each in found if each.key in self.editors), None)
        if editor is not None:
            editor.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(editor)

    def _failed(self, error: Exception) -> None:
        self._refusal = _("Not saved: {why}").format(why=sentence(error))
        self._tell(self._refusal, "bad")
        self.again.show()
        announce(self, self._refusal)

    def _tell(self, words: str, tone: str) -> None:
        self.missing.setText(words)
        self.missing.set_tone(tone)
        self.missing.setVisible(bool(words))

    def _focused(self, _old: QWidget | None, new: QWidget | None) -> None:
        for editor in self.editors.values():
            if new is not None and editor.isAncestorOf(new):
                self._last = editor

    def _fields(self) -> list[GrowingText]:
        criteria = [each.field for each in self.editors.values()]
        return [*criteria, self.comment.field, self.to_chairs.field, self._conflict.why]


def _titled(words: str, part: QWidget) -> QWidget:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.SMALL - 2)
    column.addWidget(Heading(words, 3))
    column.addWidget(part)
    return boxed(column)
