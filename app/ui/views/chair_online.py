"""What the chair asks online: a new text, where each stands by member, and how it ended."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from app.actions import clock, deciding, deciding_online
from app.actions.deciding_online import Standing
from app.domain import times
from app.domain.changes import Changes
from app.domain.online import CLOSINGS, POSITIONS
from app.i18n import _
from app.phrases import decisions as words
from app.store import Store
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import online
from app.ui.views.page import Block, ShortList, Side, Split, nothing, scrolled
from app.ui.widgets.buttons import Button
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import FlowBox, across, boxed, down
from app.ui.widgets.prose import Prose
from app.ui.widgets.rows import Line, LineList
from app.ui.widgets.segments import Segmented
from app.ui.widgets.text import Heading, Label
from app.ui.widgets.tick import Tick


class OnlinePage(QWidget):
    """The texts that were asked about; beside them one of them, or a new one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._round = ""
        self._closed = False
        desk.closing.connect(self._close)
        self._found: dict[str, Standing] = {}
        self.list = LineList(_("Decisions asked online"))
        self.list.opened.connect(self._show)
        self.list.activated_line.connect(self._go_in)
        self.ask = Button(_("Ask the members…"), "secondary", Symbol.ADD, self._new)
        self.standing = OnlineStanding(desk)
        self.asking = Asking(desk)
        self.asking.done.connect(self._asked)
        self.none = nothing(
            _("Ask the members about a text until a date, where no meeting is near: each says "
              "that she has no objection, objects and why, needs more time, or has a conflict of "
              "interest. Silence is shown as silence.")
        )  # fmt: skip
        self._parts = QStackedWidget()
        for part in (self.none, self.standing, self.asking):
            edge = (Space.WIDE, Space.LARGE, Space.WIDE, Space.WIDE)
            self._parts.addWidget(scrolled(boxed(down(part, None, margins=edge))))
        self.split = Split(
            Side(_("Asked online"), self.list, FlowBox(self.ask)), self._parts, _("All of them")
        )
        self.setLayout(down(self.split, spacing=0))

    def show_round(self, id: str) -> None:
        """Show what was asked about round `id`, and what is about no round."""
        self._round = id
        self.asking.round = id
        self._load()

    def refresh(self, changes: Changes) -> None:
        if changes.touch("everything", "*", "sync", "decisions", "intents", "members"):
            self._load()

    def _load(self) -> None:
        self._desk.worker.read(self._read, self._got)

    def _read(self, store: Store) -> list[Standing]:
        return deciding_online.all_online(store, self._desk.clock)

    def _close(self) -> None:
        self._closed = True  # what a worker answers from now on cannot be looked up

    def _got(self, found: list[Standing]) -> None:
        if self._closed:
            return
        shown = [each for each in found if each.question.round in {"", self._round}]
        self._found = {each.question.id: each for each in shown}
        now = clock.now(self._desk.store, self._desk.clock)
        self.list.show_lines(online.rows(shown, now))
        if self._parts.currentIndex() == 2:  # noqa: PLR2004 -- a new one is being written
            return
        if self.list.key() is None and shown:
            self.list.choose(shown[0].question.id)
        self._show(self.list.key() or "")

    def _show(self, id: str) -> None:
        each = self._found.get(id)
        self._parts.setCurrentIndex(0 if each is None else 1)
        if each is not None:
            self.standing.show_standing(each)

    def _go_in(self, id: str) -> None:
        self._show(id)
        self.split.show_detail()

    def _new(self) -> None:
        self._parts.setCurrentIndex(2)
        self.split.show_detail()
        self.asking.title.setFocus()

    def _asked(self, id: str) -> None:
        """A new one was asked, or ("") the chair thought better of it."""
        self._parts.setCurrentIndex(0)
        self._load()
        if id:
            self.list.choose(id)


class OnlineStanding(QWidget):
    """One of them by member, and the chair's record of how it ended."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._id = ""
        self.title = Heading("", 2)
        self.title.setWordWrap(True)
        self.when = Label(tone="soft", wrap=True)
        self.text = Prose()
        self.counts = Label(weight="medium", wrap=True)
        self.lists = {key: ShortList(words.positions(key)) for key in (*POSITIONS, "silent")}
        self.blocks = {key: Block(words.positions(key), each) for key, each in self.lists.items()}
        self.others = Label(tone="soft", wrap=True)
        self.silence = Label(tone="soft", wrap=True)
        self.outcome = Segmented([(key, words.closing(key)) for key in CLOSINGS], _("How it ended"))
        self.reason = GrowingText(_("Reason"), _("What is recorded for everybody"), 2)
        self.missing = Label(tone="bad", wrap=True)
        self.close_it = Button(_("Record how it ended"), "primary", Symbol.DECISION, self._close)
        self.until = QLineEdit()
        self.until.setAccessibleName(_("New date"))
        self.until.setPlaceholderText(_("2021-01-31"))
        self.later = Button(_("Move the date"), "secondary", Symbol.CLOCK, self._extend)
        self.ending = boxed(
            down(
                Label(_("How it ended"), type="small", weight="bold", tone="soft"),
                self.outcome,
                self.reason,
                FlowBox(self.close_it),
                Space.SMALL,
                Label(_("Or give more time"), type="small", weight="bold", tone="soft"),
                FlowBox(self.until, self.later),
                self.missing,
            )
        )
        self.setLayout(
            down(
                self.title, self.when, self.text, self.counts, *self.blocks.values(),
                self.silence, self.others, Space.MEDIUM, self.ending, spacing=Space.SMALL,
            )
        )  # fmt: skip

    def show_standing(self, each: Standing) -> None:
        now = clock.now(self._desk.store, self._desk.clock)
        question, count = each.question, each.count
        if question.id != self._id:
            self._id = question.id
            self.outcome.choose(None)
            self.reason.show_text("")
            self.until.clear()
        self.missing.hide()
        self.title.setText(question.title)
        self.when.setText(online.when(each, now))
        self.when.set_tone("warn" if each.over and question.open else "soft")
        self.text.show_markdown(question.text)
        self.counts.setText("\n".join(filter(None, (question.reason, online.counts(each)))))
        self.counts.setVisible(not question.open)
        self.ending.setVisible(question.open)
        if count is None:
            return
        for key in POSITIONS:
            given = count.positions[key]
            self._fill(key, online.people(given, each, now))
        self._fill("silent", online.silent(each))
        self.silence.setText(online.silence(len(count.silent)) if count.silent else "")
        self.silence.setVisible(bool(count.silent))
        names = ", ".join(each.names.get(one.account, one.account) for one in count.others)
        self.others.setText(_("Answers of people who are not asked: {names}").format(names=names))
        self.others.setVisible(bool(count.others))

    def _fill(self, key: str, lines: list[Line]) -> None:
        self.lists[key].show_lines(lines)
        self.blocks[key].heading.setText(online.heading(key, len(lines)))
        self.blocks[key].setVisible(bool(lines))

    def _close(self) -> None:
        outcome = self.outcome.choice()
        if outcome is None:
            self._say(_("Choose how it ended."))
            return
        id, at = self._id, self._desk.clock
        reason = self.reason.text()
        self._desk.act(
            lambda store: deciding.close_online(store, id, str(outcome), reason, at),
            _("Recorded; members read it after the next sync"),
            undoable=True,
        )

    def _extend(self) -> None:
        given = self.until.text().strip()
        if not times.is_instant(given):
            self._say(_("Write the new date as 2021-01-31."))
            return
        id, at = self._id, self._desk.clock
        self._desk.act(
            lambda store: deciding.extend_online(store, id, given, aoe=True, clock=at),
            _("The date is moved"),
            undoable=True,
        )

    def _say(self, said: str) -> None:
        self.missing.setText(said)
        self.missing.show()


class Asking(QWidget):
    """A new text to ask the members about."""

    done = Signal(str)
    """The id of what was asked, "" if nothing was."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.round = ""
        self.title = QLineEdit()
        self.title.setAccessibleName(_("Title"))
        self.title.setPlaceholderText(_("Dates of the next meeting"))
        self.text = GrowingText(
            _("What is asked"), _("We meet on 3 May. Adopted unless there is an objection."), 4
        )
        self.closes = QLineEdit()
        self.closes.setAccessibleName(_("Until which day"))
        self.closes.setPlaceholderText(_("2021-01-31"))
        self.aoe = Tick(_("until the day ends anywhere on Earth"), on=True)
        self.missing = Label(tone="bad", wrap=True)
        self.send = Button(_("Ask the members"), "primary", Symbol.SEND, self._ask)
        self.leave = Button(_("Not now"), "quiet", None, self._leave)
        self.setLayout(
            down(
                Heading(_("Ask the members about a text"), 2),
                self.title,
                self.text,
                across(Label(_("Until")), self.closes, None),
                self.aoe,
                self.missing,
                FlowBox(self.send, self.leave),
                spacing=Space.MEDIUM,
            )
        )
        self.missing.hide()

    def _ask(self) -> None:
        title, text = self.title.text(), self.text.text()
        closes = self.closes.text().strip()
        wrong = ""
        if not title.strip() or not text.strip():
            wrong = _("Write a title and what is asked.")
        elif not times.is_instant(closes):
            wrong = _("Write the day as 2021-01-31.")
        self.missing.setText(wrong)
        self.missing.setVisible(bool(wrong))
        if wrong:
            return
        at, aoe, round_ = self._desk.clock, self.aoe.isChecked(), self.round or None
        self._desk.act(
            lambda store: deciding.propose_online(
                store, title, text, closes, aoe=aoe, round_=round_, clock=at
            ),
            _("The members are asked after the next sync"),
            undoable=True,
            then=self._sent,
        )

    def _sent(self, changes: Changes) -> None:
        for field in (self.title, self.closes):
            field.clear()
        self.text.show_text("")
        self.done.emit(changes.ids[0] if changes.ids else "")

    def _leave(self) -> None:
        self.done.emit("")
