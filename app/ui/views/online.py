"""Decisions asked online, for members: the text, until when, four buttons, and what I said."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.actions import clock, deciding, deciding_online, news
from app.actions.deciding_online import Standing
from app.domain.changes import Changes
from app.i18n import _
from app.phrases import decisions as words
from app.store import Store
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import online
from app.ui.views.page import Either, Page, Side, Split
from app.ui.widgets.buttons import Button
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import FlowBox, boxed, down
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.prose import Prose
from app.ui.widgets.rows import LineList
from app.ui.widgets.states import StateBadge
from app.ui.widgets.text import Label
from app.ui.worker import Current

SYMBOLS = {
    "no_objection": Symbol.CHECK,
    "object": Symbol.HAND,
    "more_time": Symbol.CLOCK,
    "conflict": Symbol.STOPPED,
}


class OnlineView(QWidget):
    """The decisions that are asked, and the one that is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._read = Current()
        self._wanted = ""
        """Id of what is to be shown once it was read."""
        self._found: dict[str, Standing] = {}
        self.list = LineList(_("Decisions asked online"))
        self.list.opened.connect(self._show)
        self.list.activated_line.connect(self._go_in)
        self.answer = Answer(desk)
        self.split = Split(
            Side(_("Decisions"), self.list), self.answer, _("All decisions asked online")
        )
        self.either = Either(
            EmptyState(
                Symbol.DECISION,
                _("No decision is asked"),
                _("When the chair asks the members about a text, it is here until it ends, and "
                  "on Today while it waits for your answer."),
            ),
            self.split,
        )  # fmt: skip
        self.setLayout(down(self.either, spacing=0))
        self.refresh(Changes.of("everything"))

    def refresh(self, changes: Changes) -> None:
        if not changes.touch("everything", "*", "sync", "decisions", "intents", "members"):
            return
        desk = self.desk

        def collect(store: Store, _job: object) -> list[Standing]:
            return deciding_online.all_online(store, desk.clock)

        self._read.run(desk.worker, collect, self._list, desk.failed.emit)

    def _list(self, found: list[Standing]) -> None:
        self._found = {each.question.id: each for each in found}
        self.either.show_full(bool(found))
        now = clock.now(self.desk.store, self.desk.clock)
        self.list.show_lines(online.rows(found, now))
        if self._wanted in self._found:
            self.show_record(self._wanted)
        if self.list.key() is None and found:
            self.list.choose(found[0].question.id)
        self._show(self.list.key() or "")

    def show_record(self, id: str) -> None:
        """Show one decision, as soon as it was read."""
        self._wanted = "" if id in self._found else id
        if id in self._found:
            self.list.choose(id)
            self._go_in(id)

    def _show(self, id: str) -> None:
        each = self._found.get(id)
        if each is not None:
            self.answer.show_standing(each)
            if not each.question.open and self.isVisible():
                self.desk.act(lambda store: news.see(store, "decision", id))

    def _go_in(self, id: str) -> None:
        self._show(id)
        self.split.show_detail()


class Answer(QWidget):
    """One decision with what I can say to it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._id = ""
        self.page = Page("")
        self.setLayout(down(self.page, spacing=0))
        self.page.title.setWordWrap(True)
        self.text = Prose()
        self.when = Label(tone="soft", wrap=True)
        self.ended = Label(wrap=True, selectable=True)
        self.question = Label(_("What do you say?"), weight="bold")
        self.buttons = {
            key: Button(words.position(key), "secondary", SYMBOLS[key], self._pressing(key))
            for key in SYMBOLS
        }
        self.choices = FlowBox(*self.buttons.values())
        self.why = GrowingText(_("Why do you object?"), _("What would have to change?"), 3)
        self.submit = Button(_("Submit the objection"), "primary", Symbol.SEND, self._object)
        self.leave = Button(_("Not now"), "quiet", None, self._leave)
        self.asking = boxed(
            down(
                Label(_("An objection needs its reason, so that it can be answered."), wrap=True),
                self.why,
                FlowBox(self.submit, self.leave),
            )
        )
        self.missing = Label(tone="bad", wrap=True)
        self.mine = Label(weight="medium", wrap=True, selectable=True)
        self.state = StateBadge()
        self.back = Button(_("Take my answer back"), "link", Symbol.UNDO, self._withdraw)
        self.readers = Label(
            _("The chairs and you read it; what comes of it is recorded for everybody."),
            type="small", tone="soft", wrap=True,
        )  # fmt: skip
        column = self.page.column
        for part in (
            self.when, self.text, Space.SMALL, self.ended, self.question, self.choices, self.asking,
            self.missing, Space.SMALL, self.mine, self.state, FlowBox(self.back), self.readers,
        ):  # fmt: skip
            column.addSpacing(part) if isinstance(part, int) else column.addWidget(part)
        self.asking.hide()
        self.missing.hide()

    def show_standing(self, each: Standing) -> None:
        question, now = each.question, clock.now(self._desk.store, self._desk.clock)
        if question.id != self._id:
            self._id = question.id
            self.why.show_text("")
            self.asking.hide()
            self.missing.hide()
        self.page.title.setText(question.title)
        self.text.show_markdown(question.text)
        self.when.setText(online.when(each, now))
        self.when.set_tone("warn" if each.over and question.open else "soft")
        self.ended.setText("\n".join(filter(None, (question.reason, online.counts(each)))))
        self.ended.setVisible(not question.open)
        may = each.asked and question.open
        for part in (self.question, self.choices, self.readers):
            part.setVisible(may)
        self.asking.setVisible(may and not self.asking.isHidden())
        said = each.mine.position if each.mine else ""
        for key, button in self.buttons.items():
            button.set_kind("primary" if key == said else "secondary")
            button.show_symbol(SYMBOLS[key])
            button.setAccessibleDescription(_("This is your answer") if key == said else "")
        mine = "" if each.mine is None else _my_words(each)
        self.mine.setText(mine)
        self.mine.setVisible(bool(mine))
        waiting = each.mine is not None and each.mine.waiting
        self.state.show_state("submitted" if waiting else "received")
        self.state.setVisible(each.mine is not None)
        self.back.setVisible(may and each.mine is not None)

    def _pressing(self, key: str):  # noqa: ANN202 -- a callable for a button
        return lambda: self._press(key)

    def _press(self, key: str) -> None:
        if key == "object":
            self.asking.show()
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._leave()
        self._take(key, "")

    def _object(self) -> None:
        text = self.why.text()
        self.missing.setVisible(not text.strip())
        if not text.strip():
            self.missing.setText(_("Write why, then submit it."))
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._leave()
        self._take("object", text)

    def _leave(self) -> None:
        self.asking.hide()
        self.missing.hide()

    def _take(self, key: str, text: str) -> None:
        id, now = self._id, self._desk.clock
        self._desk.act(
            lambda store: deciding.take_position(store, id, key, text, now),
            _("Submitted, waiting for a line"),
            undoable=True,
        )

    def _withdraw(self) -> None:
        id, now = self._id, self._desk.clock
        self._desk.act(
            lambda store: deciding.withdraw_position(store, id, now),
            _("Your answer is taken back; you have said nothing"),
            undoable=True,
        )


def _my_words(each: Standing) -> str:
    said = online.my_words(each)
    if each.mine is not None and each.mine.text:
        said += f"\n{each.mine.text}"
    if each.mine is not None and each.mine.late:
        said += "\n" + _("It came after the date and is marked as late.")
    return said
