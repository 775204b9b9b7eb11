"""Search everywhere (Ctrl+K): a box over the window, results as one types, all by keyboard."""

from collections.abc import Mapping

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.actions import searching
from app.actions.papers import COLLECTION
from app.i18n import _
from app.store import Store, current
from app.store.search import Hit
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.theme import surface, theme
from app.ui.widgets.editing import SearchBox
from app.ui.widgets.layout import down
from app.ui.widgets.rows import Line, LineList
from app.ui.widgets.text import Label, announce
from app.ui.worker import Job

WIDE, HIGH = 640, 440
LIMIT = 30
SYMBOLS = {
    "proposal": Symbol.FILE,
    "document": Symbol.DOCUMENTS,
    "item": Symbol.AGENDA,
    "meeting": Symbol.MEETINGS,
    "member": Symbol.PERSON,
    "group": Symbol.GROUPS,
    "note": Symbol.NOTE,
    "question": Symbol.QUESTION,
}


class SearchEverywhere(QFrame):
    """Lies over its parent; Esc or going elsewhere closes it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        surface(self, "bar")
        self._desk = desk
        self._over = parent
        self._job: Job | None = None
        self._hits: list[Hit] = []
        self._before: QWidget | None = None
        self.setAccessibleName(_("Search everywhere"))
        self.box = SearchBox(_("Search papers, notes, agendas, people"))
        self.box.searched.connect(self._ask)
        self.box.installEventFilter(self)
        self.list = LineList(_("Found"))
        self.list.activated_line.connect(self._open)
        self.hint = Label(type="small", tone="soft", wrap=True)
        edge = (Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        column = down(self.box, self.hint, self.list, margins=edge)
        column.setStretch(2, 1)
        self.setLayout(column)
        parent.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show it, ready to type."""
        self._before = self.window().focusWidget()
        self._place()
        self._show([])
        self.box.clear()
        self.show()
        self.raise_()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_it(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self.hide()
        if self._before is not None and shiboken6.isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        if watched is self.box and isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self._key(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
            return
        super().keyPressEvent(event)

    def _key(self, event: QKeyEvent) -> bool:
        """Let the arrows move in the list while the words stay in the box."""
        rows = self.list.lines.rowCount()
        now = max(0, self.list.currentIndex().row())
        match event.key():
            case Qt.Key.Key_Down:
                wanted = min(now + 1, rows - 1)
            case Qt.Key.Key_Up:
                wanted = max(now - 1, 0)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if rows:
                self._open(self.list.lines.line(now).key)
                return True
            case Qt.Key.Key_Escape:
                self.close_it()
                return True
            case _:
                return False
        if rows:
            self.list.setCurrentIndex(self.list.lines.index(wanted))
        return True

    def _ask(self, words: str) -> None:
        if self._job is not None:
            self._job.cancel()
        if not words.strip():
            self._show([])
            return
        home = self._desk.home

        def query(store: Store) -> list[Hit]:
            return searching.search(store, home, words, LIMIT).hits

        self._job = self._desk.worker.read(query, self._found)

    def _found(self, hits: list[Hit]) -> None:
        self._job = None
        self._show(hits)
        if not hits and self.box.text().strip():
            self.hint.setText(_("Nothing on this computer holds these words."))
        announce(self, self.hint.text())

    def _show(self, hits: list[Hit]) -> None:
        self._hits = hits
        titles = _titles(self._desk.store, hits)
        self.list.show_lines([_line(at, hit, titles) for at, hit in enumerate(hits)])
        if hits:
            self.list.setCurrentIndex(self.list.lines.index(0))
            self.hint.setText(_("Enter opens, the arrows choose, Esc closes."))
        else:
            self.hint.setText(_("Accents and Arabic spellings need not be exact."))

    def _open(self, key: str) -> None:
        hit = self._hits[int(key)]
        self._before = None
        self.close_it()
        kind, _slash, id = hit.about.partition("/")
        self._desk.show(kind or hit.kind, id or hit.id)

    def _place(self) -> None:
        room = self._over.size()
        wide = min(theme().px(WIDE), room.width() - 2 * Space.HUGE)
        high = min(theme().px(HIGH), room.height() - 2 * Space.HUGE)
        left = (room.width() - wide) // 2
        self.setGeometry(left, min(theme().px(72), room.height() // 8), wide, high)


def _titles(store: Store, hits: list[Hit]) -> dict[tuple[str, str], str]:
    """Return {(kind, id): title} of the papers the hits are about."""
    keys = {tuple(hit.about.split("/", 1)) for hit in hits if "/" in hit.about}
    asked = {(COLLECTION[kind], id): (kind, id) for kind, id in keys if kind in COLLECTION}
    found = current.titles(store, asked)
    return {asked[key]: title for key, title in found.items()}


def _line(at: int, hit: Hit, titles: Mapping[tuple[str, str], str]) -> Line:
    """Return a row that says of words within a paper which paper it is."""
    kind, _slash, id = hit.about.partition("/")
    paper = titles.get((kind, id), "")
    title = hit.title or hit.snippet
    below = [paper if paper != title else "", hit.snippet if hit.title else ""]
    return Line(
        str(at),
        title,
        " · ".join(each for each in below if each),
        symbol=SYMBOLS.get(hit.kind, Symbol.COMMENT),
    )
