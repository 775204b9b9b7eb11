"""Search everywhere (Ctrl+K): a box over the window, filters, results as one types, all by keyboard."""

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.domain.changes import Changes
from app.i18n import _
from app.store.search import Found, Hit
from app.ui.desk import Desk
from app.ui.indexing import Indexing
from app.ui.measures import Space
from app.ui.models import search as model
from app.ui.models.search import Answer
from app.ui.searching import Searcher
from app.ui.theme import surface, theme
from app.ui.views.search_landing import Landing
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import FilterChip
from app.ui.widgets.editing import SearchBox
from app.ui.widgets.layout import FlowBox, across, down
from app.ui.widgets.rows import LineList
from app.ui.widgets.text import Label, announce

WIDE, HIGH = 760, 520
LIMIT = 30
PAGE = 8
"""Rows that Page Up and Page Down move."""
AGAIN = 250
"""Milliseconds after which hits that are shown are looked up anew, when something changed."""


class SearchEverywhere(QFrame):
    """Lies over its parent; Esc or going elsewhere closes it."""

    answered = Signal()
    """The hits for what was asked last are shown."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        surface(self, "bar")
        self._desk = desk
        self._over = parent
        self._searcher = Searcher.of(desk)
        self._indexing = Indexing.of(desk)
        self._landing = Landing(parent)
        self._answer: Answer | None = None
        self._left = 0
        self._enter_first = False
        self._before: QWidget | None = None
        self.setAccessibleName(_("Search everywhere"))
        self._build()
        self._again = QTimer(self, singleShot=True, interval=AGAIN)
        self._again.timeout.connect(self._look_again)
        self._indexing.progressed.connect(self._progressed)
        desk.changed.connect(self._changed)
        parent.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show it, ready to type; open already, go back to the words."""
        self._indexing.begin(0)
        if not self.isVisible():
            self._before = self.window().focusWidget()
            self._name_rounds()
            self._place()
            self.box.clear()
            self._show_nothing()
            self.show()
            self.raise_()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def close_it(self) -> None:
        self._enter_first = False
        self._searcher.leave()
        self._again.stop()
        self.hide()
        if self._before is not None and shiboken6.isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def chosen(self) -> set[str]:
        """Return the keys of the filters that are on."""
        return {key for key, chip in self.chips.items() if chip.isChecked()}

    def is_idle(self) -> bool:
        """Say whether the hits shown are those for the words in the box."""
        return self._searcher.is_idle() and not self.box.is_waiting()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.box:
                return self._key(event)
            if watched in self.chips.values():
                return self._chip_key(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        elif event.text().isprintable() and event.text() and not event.text().isspace():
            # Whoever types means the words, wherever the focus is.
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)
            QCoreApplication.sendEvent(self.box, event)
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.box = SearchBox(_("Search papers, notes, agendas, decisions, people"), pause=0)
        self.box.searched.connect(self._ask)
        self.box.textChanged.connect(self._typed)
        self.box.installEventFilter(self)
        self.chips: dict[str, FilterChip] = {}
        self._chips = FlowBox()
        for key, words in model.filter_names().items():
            self._add_chip(key, words)
        self.hint = Label(type="small", tone="soft", wrap=True)
        self.meant = Button("", "link", on_click=self._take_meant)
        self.without = Button(_("Search without filters"), "link", on_click=self._without_filters)
        self.list = LineList(_("Found"))
        self.list.setUniformItemSizes(True)  # each has a second line: none is measured alone
        self.list.activated_line.connect(self._open)
        keys = _("Enter opens, the arrows choose, Tab goes to the filters, Esc closes.")
        self._keys = Label(keys, type="small", tone="faint", wrap=True)
        offers = across(self.hint, self.meant, self.without)
        offers.setStretch(0, 1)
        edge = (Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        column = down(self.box, self._chips, offers, self.list, self._keys, margins=edge)
        column.setStretch(3, 1)
        self.setLayout(column)
        theme().changed.connect(self._place)

    def _add_chip(self, key: str, words: str) -> None:
        chip = self.chips[key] = FilterChip(words, lambda on: self._filtered(key, on=on))
        chip.installEventFilter(self)
        self._chips.flow.addWidget(chip)

    def _name_rounds(self) -> None:
        for key, title in model.round_names(self._desk.store).items():
            if key not in self.chips:
                self._add_chip(key, title)

    def _filtered(self, key: str, *, on: bool) -> None:
        if on and key.startswith("round/"):
            for other, chip in self.chips.items():
                if other != key and other.startswith("round/"):
                    chip.setChecked(False)
        self._ask(self.box.text())

    def _without_filters(self) -> None:
        for chip in self.chips.values():
            chip.blockSignals(True)
            chip.setChecked(False)
            chip.blockSignals(False)
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask(self.box.text())

    def _take_meant(self) -> None:
        if self._answer is not None:
            self.box.setText(self._answer.found.meant)
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _key(self, event: QKeyEvent) -> bool:
        """Let the arrows move in the list while the words stay in the box."""
        now = max(0, self.list.currentIndex().row())
        match event.key():
            case Qt.Key.Key_Down:
                self._choose(now + 1)
            case Qt.Key.Key_Up:
                self._choose(now - 1)
            case Qt.Key.Key_PageDown:
                self._choose(now + PAGE)
            case Qt.Key.Key_PageUp:
                self._choose(now - PAGE)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not self.is_idle():
                self._enter_first = True  # the hits shown are those of fewer letters
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.list.lines.rowCount():
                self._open(self.list.lines.line(now).key)
            case Qt.Key.Key_Escape:
                self.close_it()
            case Qt.Key.Key_Tab:
                # Past the cross: Backspace and Ctrl+A empty the box as well.
                next(iter(self.chips.values())).setFocus(Qt.FocusReason.TabFocusReason)
            case _:
                return False
        return True

    def _chip_key(self, event: QKeyEvent) -> bool:
        """Let the arrows go from filter to filter, as they lie, and down to the hits."""
        shown = [chip for chip in self.chips.values() if chip.isVisible()]
        at = next((n for n, chip in enumerate(shown) if chip.hasFocus()), None)
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if at is not None and step is not None:
            step = -step if self.isRightToLeft() else step
            shown[(at + step) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)
            return event.key() == Qt.Key.Key_Up or self._key(event)
        return False

    def _choose(self, row: int) -> None:
        rows = self.list.lines.rowCount()
        if rows:
            self.list.setCurrentIndex(self.list.lines.index(max(0, min(row, rows - 1))))

    def _typed(self, _words: str) -> None:
        self._enter_first = False  # whoever types on has changed her mind

    def _ask(self, words: str) -> None:
        if not words.strip():
            self._searcher.leave()
            self._show_nothing()
            return
        self._searcher.ask(words, model.filters_of(self.chosen()), LIMIT, self._found)

    def _look_again(self) -> None:
        if self.isVisible() and self._searcher.is_idle():
            self._ask(self.box.text())

    def _changed(self, _changes: Changes) -> None:
        if self.isVisible() and self._answer is not None:
            self._again.start()

    def _progressed(self, left: int) -> None:
        self._left = left
        if self.isVisible() and not self._again.isActive():
            self._again.start()

    def _found(self, found: Answer) -> None:
        same = self._answer is not None and self._answer.words == found.words
        chosen = self.list.key() if same else None
        self._answer = found
        self.list.show_lines(model.lines(found))
        row = self.list.lines.row_of(chosen) if chosen else None
        self._choose(row or 0)
        self.hint.setText(model.said(found, filtered=bool(self.chosen()), left=self._left))
        offered = found.found.meant and not found.found.instead
        self.meant.set_words(_("Did you mean “{words}”?").format(words=found.found.meant))
        self.meant.setVisible(bool(offered))
        self.without.setVisible(bool(self.chosen()) and not found.found.hits)
        if not same:
            announce(self, self.hint.text())
        self.answered.emit()
        if self._enter_first and found.found.hits:
            self._enter_first = False
            self._open(model.key_of(found.found.hits[0]))

    def _show_nothing(self) -> None:
        self._answer = None
        self.list.show_lines([])
        self.hint.setText(
            _("Accents, Arabic spellings and slips of the keys are forgiven. Words are looked for "
              "in proposals, documents, comments, your notes, agendas, next steps, decisions and people.")
        )  # fmt: skip
        self.meant.hide()
        self.without.hide()

    def _open(self, key: str) -> None:
        hits: list[Hit] = (self._answer.found if self._answer is not None else Found()).hits
        hit = next((each for each in hits if model.key_of(each) == key), None)
        if hit is None:
            return
        self._before = None
        self.close_it()
        self._desk.show(*model.place_of(hit))
        self._landing.go(hit)

    def _place(self) -> None:
        room = self._over.size()
        wide = min(theme().px(WIDE), room.width() - 2 * Space.HUGE)
        high = min(theme().px(HIGH), room.height() - 2 * Space.WIDE)
        left = (room.width() - wide) // 2
        top = max(0, min(theme().px(56), (room.height() - high) // 2))
        self.setGeometry(left, top, wide, high)
