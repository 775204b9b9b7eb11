"""Single letters and digits that act on a paper while nothing is being typed."""

from PySide6.QtGui import QKeyEvent

from app.i18n import _
from app.ui.desk import Desk
from app.ui.reader.view import ReaderView
from app.ui.views.paper_side import PaperSide
from app.ui.views.review_panel import ReviewPanel
from app.ui.widgets.digits import digit_alone, is_typing, letter_of, score_of

LETTERS = {"n": "note", "c": "comment", "q": "question"}


class LetterKeys:
    """Marks by a letter, scores by a digit; never is anything submitted or declared by one."""

    def __init__(
        self, desk: Desk, reader: ReaderView, side: PaperSide, review: ReviewPanel
    ) -> None:
        self._desk = desk
        self._reader = reader
        self._side = side
        self._review = review

    def act(self, event: QKeyEvent) -> bool:
        """Do what the key stands for; say whether it stands for anything."""
        alone = self._desk.settings.letter_keys and not is_typing()
        number = score_of(event) or (digit_alone(event) if alone else None)
        if number is not None and self._side.offers_review() and self._review.score(number):
            self._tell_score(number)
            return True
        return alone and self._acts_on(letter_of(event))

    def _tell_score(self, number: int) -> None:
        """Say what was scored where the review is not in sight."""
        if self._side.isHidden() or self._side.key() != "review":
            words = _("{criterion}: {score}")
            told = words.format(criterion=self._review.fields.scored, score=number)
            self._desk.told.emit(told, None)

    def _acts_on(self, letter: str | None) -> bool:
        if letter in LETTERS:
            self._reader.ask(LETTERS[letter])
            return True
        if letter in {"s", "j"} and self._side.offers_review():
            wanted = self._review.skip_wanted if letter == "s" else self._review.next_wanted
            wanted.emit()
            return True
        return False
