"""What a review may say beside its criteria: questions, merging, comments, no expertise."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions.reviewing import Edit
from app.domain.records import Data
from app.i18n import _, ngettext
from app.ui.icons import Picture, Symbol
from app.ui.measures import SMALL_ICON, Space
from app.ui.views.review_parts import Fold, MergeWith
from app.ui.widgets.buttons import Button
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import across
from app.ui.widgets.text import Label
from app.ui.widgets.tick import Tick


class ReviewMore(QWidget):
    """Lines that open where they are wanted, so that the panel stays short."""

    edited = Signal(object)
    questions_wanted = Signal()
    by_mail_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.merge = MergeWith()
        self.merge.changed.connect(lambda ids: self.edited.emit(Edit(merge_with=ids)))
        self.comment = Fold(
            _("General comment…"), GrowingText(_("General comment"), lines=2), Symbol.COMMENT
        )
        self.comment.field.settled.connect(lambda text: self.edited.emit(Edit(comment=text)))
        self.to_chairs = Fold(
            _("A word only the chairs see…"),
            GrowingText(_("A word only the chairs see"), lines=2),
            Symbol.AT_HOME,
            _("It never opens to other members or to the proposers."),
        )
        self.to_chairs.field.settled.connect(lambda text: self.edited.emit(Edit(to_chairs=text)))
        self.no_expertise = Tick(_("This is outside my expertise"))
        self.no_expertise.clicked.connect(lambda on: self.edited.emit(Edit(no_expertise=on)))
        self.questions = Label()
        self.ask = Button(_("Add"), "link", on_click=self.questions_wanted.emit)
        self.ask.setAccessibleName(_("Add a question to the proposers"))
        self.by_mail = Button(_("Answer by mail…"), "link", on_click=self.by_mail_wanted.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addLayout(
            across(
                Picture(Symbol.QUESTION, "soft", SMALL_ICON),
                self.questions,
                None,
                self.ask,
                margins=(Space.TIGHT + 1, 0, 0, 0),
            )
        )
        for part in (self.merge, self.comment, self.to_chairs):
            column.addWidget(part)
        column.addLayout(across(self.no_expertise, margins=(Space.TIGHT - 1, 0, 0, 0)))
        mail = across(
            Picture(Symbol.SEND, "soft", SMALL_ICON),
            self.by_mail,
            None,
            margins=(Space.TIGHT + 1, 0, 0, 0),
        )
        column.addLayout(mail)

    def texts(self) -> list[GrowingText]:
        return [self.comment.field, self.to_chairs.field]

    def show_values(
        self, data: Data, aside: Data, questions: int, others: Mapping[str, str]
    ) -> None:
        self.merge.show_chosen(data["merge_with"] or [], others)
        self.comment.show_text(str(data["comment"] or ""))
        self.to_chairs.show_text(str(aside.get("to_chairs") or ""))
        self.no_expertise.setChecked(bool(data["no_expertise"]))
        said = ngettext(
            "{n} question to the proposers", "{n} questions to the proposers", questions
        )
        self.questions.setText(
            said.format(n=questions) if questions else _("No question to the proposers")
        )
