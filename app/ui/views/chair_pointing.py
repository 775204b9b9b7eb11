"""My points about a proposal or a document: cards in order, a place for one of my own, what was not saved."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.actions import letters
from app.domain.changes import Changes
from app.domain.composed_letters import ComposedPoint
from app.domain.consolidations import Said
from app.i18n import _
from app.store import Store
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models.chair_points import Pointing
from app.ui.models.chair_said import REMARKS, ids_in
from app.ui.theme import surface
from app.ui.views.chair_point import PointCard
from app.ui.views.chair_saving import LetterSaving, NotSaved
from app.ui.views.page import scrolled
from app.ui.widgets.buttons import Button
from app.ui.widgets.editing import GrowingText
from app.ui.widgets.layout import across, boxed, down
from app.ui.widgets.states import StateBadge
from app.ui.widgets.text import Label


class PointColumn(QWidget):
    """Edits the points of one letter; every change is kept on this computer at once."""

    traced = Signal(list)
    dropped = Signal(str, list)
    """A point, or "" for a new one, and the remarks that were dropped on it."""
    chosen = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        surface(self, "clear")
        self._desk = desk
        self._now: Pointing | None = None
        self._current = ""
        self.cards: dict[str, PointCard] = {}
        self.saving = LetterSaving(desk, self)
        self.saving.saved.connect(self._show_state)
        self.setAcceptDrops(True)
        self.teaching = Label(
            _("Choose remarks and take them as a point (Enter), or drag them here. What members "
              "wrote stays as it is."),
            tone="soft",
            wrap=True,
        )  # fmt: skip
        self.sent = Label(
            _("This letter was sent and stays as it went out. A new one begins when a new "
              "version comes."),
            tone="soft",
            wrap=True,
        )  # fmt: skip
        self.own = GrowingText(_("A point of my own"), _("A point of my own"), lines=2)
        self.own.textChanged.connect(self._show_own)
        self.add_own = Button(_("Add this point"), "secondary", Symbol.ADD, self._add_own)
        self.state = StateBadge()
        self.failed = NotSaved()
        self.saving.failed.connect(self.failed.tell)
        self.again = Button(_("Try again"), "link", on_click=self.saving.retry)
        self._list = down(spacing=Space.SMALL)
        edge = (Space.MEDIUM, Space.TIGHT, Space.MEDIUM, Space.LARGE)
        self._own = boxed(down(self.own, across(self.add_own, None), spacing=Space.TIGHT))
        inner = down(self.sent, self.teaching, self._list, self._own, None, margins=edge)
        self._area = scrolled(boxed(inner))
        self._area.setAccessibleName(_("My points"))
        foot = down(
            self.state, self.failed, across(self.again, None), spacing=2,
            margins=(Space.MEDIUM, Space.TIGHT, Space.MEDIUM, Space.TIGHT),
        )  # fmt: skip
        column = down(self._area, boxed(foot), spacing=0)
        column.setStretch(0, 1)
        self.setLayout(column)
        self._show_own()
        self._show_state()

    def show_points(self, now: Pointing) -> None:
        """Show what the store holds; words that are being written stay."""
        if self._now is not None and self._now.paper != now.paper:
            self._forget()
        self._now = now
        points = now.sheet.points if now.sheet is not None else ()
        self._keep_only([each.id for each in points])
        for at, point in enumerate(points):
            card = self._card(point)
            if self._list.indexOf(card) != at:
                self._list.removeWidget(card)
                self._list.insertWidget(at, card)
            owes = self.saving.owes(now.paper, point.id) or card.field.pending()
            owes = owes or self.saving.busy()  # what is read may be older than what is saved
            last = point.number == len(points)
            card.show_point(point, last=last, locked=now.locked, keep=owes)
            card.show()
        self.teaching.setVisible(not points and not now.locked)
        self.sent.setVisible(now.locked)
        self._own.setVisible(not now.locked)
        self._mark(self._current if self._current in self.cards else "")
        self._show_state()

    def leave(self) -> None:
        """Show nothing: another paper is on its way."""
        self._forget()
        self._now = None
        for each in (self.teaching, self.sent, self._own):
            each.hide()
        self._show_state()

    def current(self) -> str:
        """Return the point in work, "" for none."""
        return self._current

    def number(self) -> int:
        """Return the number of the point in work, 0 for none."""
        point = self._point(self._current)
        return 0 if point is None else point.number

    def flush(self) -> None:
        """Hand over now what was written in any field."""
        for card in self.cards.values():
            card.field.flush()

    def take(self, point: str, said: Sequence[Said]) -> None:
        """Take remarks into a point, or make a new one of them ("")."""
        if self._now is None or not said:
            return
        self.flush()
        id, clock = self._now.paper, self._desk.clock
        comments = [each.id for each in said if each.kind != "question"]
        questions = [each.id for each in said if each.kind == "question"]
        if point:
            old = self._point(point)
            if old is None:
                return
            given = (
                [*(each.id for each in old.sources), *comments],
                [*(each.id for each in old.questions), *questions],
            )
            self._do(
                lambda store: letters.change_point(
                    store, id, point, comments=given[0], questions=given[1], clock=clock
                ),
                _("Added to point {n}.").format(n=old.number),
            )
            return
        about = said[0].section if self._now.document else said[0].criterion
        heading = self._now.headings.get(about)
        criterion = about if heading is not None else ""
        named = heading or "" if self._now.document else ""
        self._do(
            lambda store: letters.add_point(
                store, id, "", criterion=criterion, comments=comments, questions=questions,
                heading=named, clock=clock,
            ),
            _("Taken as a point."),
            then=self._go_to_last,
        )  # fmt: skip

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(REMARKS) and self._now and not self._now.locked:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped.emit("", ids_in(event.mimeData()))
        event.acceptProposedAction()

    def _add_own(self) -> None:
        text = self.own.text()
        if self._now is None or not text.strip():
            return
        id, clock = self._now.paper, self._desk.clock
        self._do(
            lambda store: letters.add_point(store, id, text, clock=clock),
            _("Point added."),
            then=self._own_added,
        )

    def _own_added(self) -> None:
        self.own.clear()
        self._go_to_last()

    def _go_to_last(self) -> None:
        """Mark the new point once it is shown: what is added next goes to it."""
        self._current = "last"

    def _write(self, point: str, text: str) -> None:
        if self._now is None or self._now.locked:
            return
        id, clock = self._now.paper, self._desk.clock
        self.saving.save(
            (id, point), lambda store: letters.change_point(store, id, point, text, clock=clock)
        )
        self._show_state()

    def _kind(self, point: str, kind: str) -> None:
        self._change(lambda store, about, clock: letters.change_point(
            store, about, point, kind=kind, clock=clock), _("Kind of point changed."))  # fmt: skip

    def _move(self, point: str, to: int) -> None:
        self._change(lambda store, about, clock: letters.move_point(store, about, point, to, clock),
                     _("Moved to place {n}.").format(n=to))  # fmt: skip

    def _remove(self, point: str) -> None:
        self._change(lambda store, about, clock: letters.remove_point(store, about, point, clock),
                     _("Point removed."))  # fmt: skip

    def _leave_question(self, point: str, question: str) -> None:
        old = self._point(point)
        if old is not None:
            left = [each.id for each in old.questions if each.id != question]
            self._change(lambda store, about, clock: letters.change_point(
                store, about, point, questions=left, clock=clock), _("Question left out."))  # fmt: skip

    def _change(self, verb: Callable[..., Changes], said: str) -> None:
        if self._now is not None:
            self.flush()
            id, clock = self._now.paper, self._desk.clock
            self._do(lambda store: verb(store, id, clock), said)

    def _do(
        self,
        verb: Callable[[Store], Changes],
        said: str,
        then: Callable[[], object] | None = None,
    ) -> None:
        def done(_changes: Changes) -> None:
            if then is not None:
                then()

        self._desk.act(verb, said, undoable=True, then=done)

    def _point(self, id: str) -> ComposedPoint | None:
        sheet = None if self._now is None else self._now.sheet
        return next((each for each in (sheet.points if sheet else ()) if each.id == id), None)

    def _trace(self, id: str) -> None:
        point = self._point(id)
        if point is not None:
            self._mark(id)
            self.traced.emit([each.id for each in (*point.sources, *point.questions)])

    def _card(self, point: ComposedPoint) -> PointCard:
        card = self.cards.get(point.id)
        if card is None:
            card = self.cards[point.id] = PointCard(point.id)
            card.written.connect(self._write)
            card.kind_chosen.connect(self._kind)
            card.moved.connect(self._move)
            card.removed.connect(self._remove)
            card.traced.connect(self._trace)
            card.question_removed.connect(self._leave_question)
            card.dropped.connect(self.dropped)
            card.entered.connect(self._mark)
            if self._current == "last":
                self._current = point.id
                QTimer.singleShot(0, card, partial(self._area.ensureWidgetVisible, card))
        return card

    def _keep_only(self, ids: Sequence[str]) -> None:
        for id in [id for id in self.cards if id not in ids]:
            card = self.cards.pop(id)
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _forget(self) -> None:
        self.flush()
        self._keep_only(())
        self._current = ""
        self.failed.setText("")

    def _mark(self, id: str) -> None:
        if self._current != "last" or id:
            self._current = id
        for each, card in self.cards.items():
            card.set_chosen(each == self._current)
        self.chosen.emit()

    def _show_own(self) -> None:
        self.add_own.setEnabled(bool(self.own.text().strip()))

    def _show_state(self) -> None:
        id = "" if self._now is None else self._now.paper
        owes = any(self.saving.owes(id, each) for each in self.cards)
        if not owes:
            self.failed.setText("")
        self.failed.setVisible(owes)
        self.again.setVisible(owes)
        letter = None if self._now is None else self._now.letter
        self.state.setVisible(letter is not None and not letter.sent and not owes)
        self.state.show_state("writing" if self.saving.busy() else "draft")
