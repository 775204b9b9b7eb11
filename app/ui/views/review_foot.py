"""The foot of the review panel: what is missing, how far it has come, the verb that submits."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.views import paper_words, review_words
from app.ui.views.paper_menu import keep_whole
from app.ui.views.review_fields import Reviewing
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import across, boxed, hairline
from app.ui.widgets.states import StateBadge
from app.ui.widgets.text import Label, announce, tip


def _told(now: Reviewing, late: str) -> str:
    if now.sent and late:
        return _("You can change it and submit again; it is then marked as late.")
    if now.sent:
        return _("You can change it and submit again until the comments close.")
    words = review_words.missing(now.data, now.scheme)
    if now.review is not None and now.review.revision is not None:
        earlier = _("The chairs have your earlier text until you submit again.")
        words = f"{words} {earlier}"
    elif now.review is not None and now.review.changed:
        earlier = _("Your earlier text goes to the chairs unless you submit again first.")
        words = f"{words} {earlier}"
    return " ".join(filter(None, (late, words.strip())))


class ReviewFoot(QWidget):
    """Says how the review stands; a refusal stays in sight until the next edit."""

    submitted = Signal()
    tried_again = Signal()
    skip_wanted = Signal()
    next_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._refusal = ""
        self.missing = Label(type="small", tone="soft", wrap=True)
        self.badge = StateBadge()
        self.submit = Button(_("Submit to the chairs"), "primary", on_click=self.submitted.emit)
        self.again = Button(_("Try again"), "link", on_click=self.tried_again.emit)
        self.again.hide()
        row = across(self.badge, self.again, self.submit)
        row.setStretch(0, 1)
        self.far = Label(type="small", tone="soft", wrap=True)
        self.skip = Button(_("Skip"), "quiet", on_click=self.skip_wanted.emit)
        tip(self.skip, _("Leave it for the end (S)"))
        self.next = Button(_("Next"), "quiet", Symbol.PLAY, self.next_wanted.emit)
        tip(self.next, _("The next one not reviewed yet (J, Ctrl+Page down)"))
        line = across(self.far, self.skip, self.next, spacing=Space.TIGHT)
        line.setStretch(0, 1)
        self._queue = boxed(line)
        self._queue.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.LARGE + 4, 0, Space.LARGE + 4, Space.MEDIUM)
        column.setSpacing(Space.SMALL)
        column.addWidget(hairline())
        column.addWidget(self.missing)
        column.addLayout(row)
        column.addWidget(self._queue)

    def show_far(self, words: str) -> None:
        """Tell how far one is with the round; "" takes the line and its verbs away."""
        self.far.setText(words)
        self._queue.setVisible(bool(words))

    def show_state(
        self, now: Reviewing, *, owes: bool, writing: bool = False, late: str = ""
    ) -> None:
        """Show how `now` stands; `owes`: an edit of it could not be saved yet.

        `late` says that it would come late, if so.
        While `writing`, letters are on their way to the disk: nothing is called saved.
        """
        written = now.review.data.get("written_at") if now.review is not None else None
        if writing:
            self.badge.show_state("writing")
        else:
            self.badge.show_state(now.standing, paper_words.clock(written))
        self._tell(self._refusal or _told(now, late), "bad" if self._refusal else "soft")
        keep_whole(self.submit)
        self.submit.setVisible(not now.sent)
        self.skip.setVisible(now.review is None and not now.closed)
        self.submit.setEnabled(now.review is not None)
        self.again.setVisible(owes)

    def refuse(self, words: str) -> None:
        self._refusal = words
        self._tell(words, "bad")
        announce(self, words)

    def forget(self) -> None:
        """Let go of what was refused: the writer has changed something since."""
        self._refusal = ""

    def _tell(self, words: str, tone: str) -> None:
        self.missing.setText(words)
        self.missing.set_tone(tone)
        self.missing.setVisible(bool(words))
