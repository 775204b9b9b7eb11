"""My review of a proposal: every field saves itself; one verb sends it to the chairs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.actions.reviewing import Edit, Reviewed
from app.domain import reviews
from app.i18n import _
from app.phrases import lateness
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.theme import surface
from app.ui.troubles import sentence
from app.ui.views import review_words
from app.ui.views.review_fields import ReviewFields, Reviewing
from app.ui.views.review_foot import ReviewFoot
from app.ui.views.review_more import ReviewMore
from app.ui.views.review_parts import ConflictCard, ConflictDeclared
from app.ui.views.review_saving import Saving
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import across, boxed


class ReviewPanel(QWidget):
    """Edits one review. Nothing has to be saved by hand; what one types stays."""

    quote_removed = Signal(str)
    questions_wanted = Signal()
    skip_wanted = Signal()
    next_wanted = Signal()
    history_wanted = Signal()
    """What was submitted, version by version."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        surface(self, "clear")
        self._desk = desk
        self._now: Reviewing | None = None
        self._asking = False
        self._stale = False
        self.saving = Saving(desk, self)
        self.saving.saved.connect(self._settle)
        self.saving.failed.connect(self._failed)
        self.saving.blocked.connect(self._blocked)
        self.more = ReviewMore()
        self.more.questions_wanted.connect(self.questions_wanted)
        self.more.by_mail_wanted.connect(self._by_mail)
        self.fields = ReviewFields(self.more)
        self.fields.edited.connect(self._save)
        self.fields.quote_removed.connect(self.quote_removed)
        self.fields.written.connect(self._show_foot)
        self.card = ConflictCard()
        self.card.declared.connect(self._declare)
        self.card.left.connect(self._leave_conflict)
        self.card.why.settled.connect(lambda text: self._save(Edit(recused_why=text)))
        self.declared = ConflictDeclared()
        self.declared.taken_back.connect(self._take_conflict_back)
        self.conflict = Button(_("Conflict of interest…"), "quiet", Symbol.HAND, self.ask_conflict)
        self.past = Button(
            _("What I submitted…"), "quiet", Symbol.HISTORY, self.history_wanted.emit
        )
        self.foot = ReviewFoot()
        self.foot.submitted.connect(self.submit)
        self.foot.tried_again.connect(self.saving.retry)
        self.foot.skip_wanted.connect(self.skip_wanted)
        self.foot.next_wanted.connect(self.next_wanted)
        self._lay_out()

    def _by_mail(self) -> None:
        """Show the text form about this proposal, with what is written so far."""
        self.flush()
        if self._now is not None:
            self._desk.show("forms", self._now.proposal)

    def show_review(self, now: Reviewing) -> None:
        """Show what the store holds; words being written, or on their way there, stay."""
        another = self._now is not None and self._now.proposal != now.proposal
        if another:
            self.flush()
            self._asking = self._stale = False
            self.foot.forget()
            self.fields.forget_last()
            self._scroll.verticalScrollBar().setValue(0)
        self._now = now
        self.fields.build(now.scheme.with_gone(reviews.answered(now.data)))
        if self.saving.busy() and not another:
            self._stale = True
            self._show_foot()
        else:
            self._show()

    def show_far(self, words: str) -> None:
        """Tell how far one is with the round, and offer to go on; "" takes it away."""
        self.foot.show_far(words)

    def flush(self) -> None:
        """Hand over now what was written in any field."""
        self.fields.flush()
        self.card.why.flush()

    def submit(self) -> None:
        if self._now is None:
            return
        self.flush()
        self.foot.forget()
        said = _("Submitted. It goes to the chairs with the next line; until then you can undo it.")
        self._submit(Edit(), said)

    def criterion(self) -> str | None:
        """Return the criterion that is being worked on, for a quote to go to."""
        return self.fields.criterion()

    def score(self, number: int) -> bool:
        """Give `number` as a score where one is asked for; say whether it was taken."""
        takes = self._now is not None and not self._now.recused
        return takes and self.fields.score(number)

    def ask_conflict(self) -> None:
        """Open the card that asks for the kind of a conflict of interest."""
        if self._now is None or self._now.recused:
            return
        self._asking = True
        self._show_conflict()
        why = str(self._now.aside.get("recused_why") or "")
        self.card.begin(why, self._now.scheme.recusals)
        self._scroll.ensureWidgetVisible(self.card)

    def _lay_out(self) -> None:
        body = QVBoxLayout()
        body.setContentsMargins(Space.LARGE + 4, Space.MEDIUM, Space.LARGE, Space.LARGE)
        body.setSpacing(Space.TIGHT)
        body.addWidget(self.declared)
        body.addWidget(self.fields)
        body.addLayout(across(self.conflict, None))
        body.addLayout(across(self.past, None))
        body.addWidget(self.card)
        body.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(boxed(body))
        self._scroll.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.foot)

    def _show(self) -> None:
        if self._now is not None:
            self.fields.show_values(self._now)
            self._show_conflict()
            self._show_foot()

    def _show_conflict(self) -> None:
        now = self._now
        declared = now is not None and now.recused
        if declared and now is not None:
            self._asking = False
            self.declared.show_kind(str(now.data["recused"]))
        sent = now is not None and (now.sent or now.standing == "changed")
        self.past.setVisible(sent)
        self.declared.setVisible(declared)
        self.fields.setVisible(not declared)
        self.conflict.setVisible(not declared and not self._asking)
        self.card.setVisible(self._asking)

    def _show_foot(self) -> None:
        if self._now is not None:
            writing = self.saving.busy() or self.fields.pending()
            owes = self.saving.owes(self._now.proposal)
            late = lateness.before(self._now.scheme, self._desk.clock())
            self.foot.show_state(self._now, owes=owes, writing=writing, late=late)

    def _settle(self) -> None:
        if self._stale:
            self._stale = False
            self._show()
        else:
            self._show_foot()

    def _save(self, edit: Edit) -> None:
        self.foot.forget()
        if self._now is not None:
            self.saving.save(self._now.proposal, edit, self._now.version)

    def _submit(self, edit: Edit, said: str) -> None:
        if self._now is not None:
            about = self._now.proposal, edit, self._now.version
            self.saving.save(*about, submit=True, said=said, undo=True)

    def _declare(self, kind: str, why: str) -> None:
        if self._now is None:
            return
        self._asking = False
        self.flush()
        said = _("Conflict of interest declared. It goes to the chairs with the next line.")
        edit = Edit(recused=kind, recused_why=why)
        self._submit(edit, said)

    def _take_conflict_back(self) -> None:
        self._save(Edit(recused="", recused_why=""))

    def _leave_conflict(self) -> None:
        self._asking = False
        self._show_conflict()
        self.conflict.setFocus(Qt.FocusReason.OtherFocusReason)

    def _blocked(self, done: Reviewed) -> None:
        if self._now is None:
            return
        self.foot.refuse(review_words.faults(done.faults, self._now.scheme, kept=done.kept))
        editors = self.fields.editors
        editor = next((editors[each.key] for each in done.faults if each.key in editors), None)
        if editor is not None:
            editor.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(editor)

    def _failed(self, error: Exception) -> None:
        self.foot.refuse(_("Not saved: {why}").format(why=sentence(error)))
        self._show_foot()
