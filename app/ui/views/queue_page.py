"""The download queue: what comes, in which order, how fast, and what else could be fetched."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from app.actions import queueing, ways
from app.actions.queueing import Worth
from app.domain.changes import Changes
from app.i18n import _
from app.store.documents import DocumentRow
from app.ui.desk import Desk
from app.ui.downloads import Downloads
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.models import library, queue
from app.ui.models.library import Shelf
from app.ui.views.page import Block, Page, ShortList, nothing
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import FlowBox, across, boxed, clear, down, hairline
from app.ui.widgets.messages import bar, share
from app.ui.widgets.text import Label, announce

MOST_SHELVES = 12


class Rows(ShortList):
    """The files of the queue; the chosen one stays chosen while its buttons are used."""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        QListView.focusOutEvent(self, event)


class QueuePage(QWidget):
    """Shows the queue of `downloads` and what it could be asked for."""

    opened = Signal(str)
    """The member wants to see this document."""

    def __init__(self, desk: Desk, downloads: Downloads) -> None:
        super().__init__()
        self._desk = desk
        self._downloads = downloads
        self._said = ""
        self.pause = Button(_("Pause all"), "secondary", Symbol.HAND, downloads.pause_all)
        self.resume = Button(_("Go on"), "primary", Symbol.PLAY, downloads.resume)
        self.page = Page(_("Downloads"), self.pause, self.resume)
        self.setLayout(down(self.page, spacing=0))
        self.bar = bar(_("Downloads"))
        self.trouble = Label(tone="warn", wrap=True)
        self.list = Rows(_("Files on their way"))
        self.list.opened.connect(lambda _key: self._show_verbs())
        self.list.activated_line.connect(self.opened)
        self.reason = Label(tone="bad", wrap=True)
        self.now = Button(_("Bring it first"), "quiet", Symbol.CARET_UP, self._first)
        self.up = Button(_("Up"), "quiet", on_click=lambda: self._move(-1))
        self.down = Button(_("Down"), "quiet", on_click=lambda: self._move(1))
        self.stop = Button(_("Pause"), "quiet", on_click=self._stop)
        self.again = Button(_("Go on with it"), "quiet", on_click=self._again)
        self.out = Button(_("Take it out"), "quiet", Symbol.REMOVE, self._out)
        self.verbs = FlowBox(
            self.now, self.up, self.down, self.stop, self.again, self.out, spacing=Space.SMALL
        )
        self.empty = nothing(
            _(
                "Nothing is on its way. The text of a document comes with a sync; its original, "
                "which is often fifty times larger, comes when you ask for it. What you ask for "
                "is fetched one after the other, and goes on where it stopped."
            )
        )
        self._queue = Block(_("On their way, what comes next first"), self.list)
        self._more = down(spacing=Space.MEDIUM)
        self.more = Block(_("More to get"), self._more)
        column = self.page.column
        for part in (self.bar, self.trouble, self.empty, self._queue, self.reason, self.verbs):
            column.addWidget(part)
        column.addSpacing(Space.WIDE)
        column.addWidget(self.more)
        downloads.changed.connect(self._changed)
        self.refresh(Changes.of("everything"))

    def refresh(self, changes: Changes) -> None:
        self._show_queue()
        if changes.touch("everything", "documents", "meetings", "sync", queueing.TOUCHED):
            self._show_more()

    def choose(self, document: str) -> None:
        self.list.choose(document)
        self._show_verbs()

    # --- the queue ------------------------------------------------------------------------

    def _changed(self, document: str) -> None:
        if self.isVisible():
            self._show_queue()
            if not document:
                self._show_more()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # pyright: ignore[reportArgumentType] -- handed on as it came
        self._show_queue()
        self._show_more()

    def _show_queue(self) -> None:
        items, total = self._downloads.items(), self._downloads.total()
        self.list.show_lines(queue.lines(self._downloads))
        self._queue.setVisible(bool(items))
        self.empty.setVisible(not items)
        words = queue.total_words(self._downloads)
        self.page.say_under(words)
        self.bar.setVisible(bool(words))
        self.bar.setValue(share(total.got, total.size))
        self.bar.setAccessibleName(words or _("Downloads"))
        said = queue.state_words(self._downloads)
        self.trouble.setText(said)
        self.trouble.setVisible(bool(said))
        if said and said != self._said:
            announce(self, said)
        self._said = said
        stuck = self._downloads.state in {"line", "held"}
        paused = any(each.state == "paused" for each in items)
        self.pause.setVisible(bool(total.files) and not stuck)
        self.resume.setVisible(stuck or paused or bool(total.failed))
        self.resume.set_words(_("Go on") if stuck or paused else _("Try again"))
        self.resume.set_kind("primary" if stuck or paused else "secondary")
        self.resume.show_symbol(Symbol.PLAY if stuck or paused else Symbol.CHANGED)
        self._show_verbs()

    def _show_verbs(self) -> None:
        each = self._downloads.item(self.list.key() or "")
        self.verbs.setVisible(each is not None)
        failed = each is not None and each.state == "failed"
        self.reason.setVisible(failed)
        if each is None:
            return
        index = self.list.currentIndex()
        words = self.list.lines.line(index.row()).below
        self.reason.setText(f"{each.title}: {words}" if failed else "")
        up, down_ = queue.movable(self._downloads.items(), each.document)
        moving = each.document == self._downloads.now()
        self.now.setVisible(not moving and (up or each.state != "waiting"))
        self.up.setVisible(up)
        self.down.setVisible(down_)
        self.stop.setVisible(each.state == "waiting")
        self.again.setVisible(each.state != "waiting")
        self.again.set_words(_("Try it again") if failed else _("Go on with it"))

    def _chosen(self, act: Callable[[str], object]) -> None:
        key = self.list.key()
        if key is not None:
            act(key)

    def _first(self) -> None:
        self._chosen(self._downloads.first)

    def _move(self, by: int) -> None:
        self._chosen(lambda key: self._downloads.move(key, by))

    def _stop(self) -> None:
        self._chosen(self._downloads.stop)

    def _again(self) -> None:
        self._chosen(self._downloads.resume)

    def _out(self) -> None:
        each = self._downloads.item(self.list.key() or "")
        if each is None:
            return
        self._downloads.remove(each.document)
        self._desk.told.emit(
            _("Taken out: {title}").format(title=each.title),
            lambda: self._downloads.get(each.document, each.size),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take out by Delete, move by Alt with an arrow, while the list has the focus."""
        if self.list.hasFocus():
            alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
            match event.key():
                case Qt.Key.Key_Delete:
                    self._out()
                    return
                case Qt.Key.Key_Up | Qt.Key.Key_Down if alt:
                    self._move(-1 if event.key() == Qt.Key.Key_Up else 1)
                    return
                case _:
                    pass
        super().keyPressEvent(event)

    # --- what else there is ---------------------------------------------------------------------

    def _show_more(self) -> None:
        clear(self._more)
        shelves = library.shelves(self._desk.store)
        rows = [each for shelf in shelves for each in shelf.documents]
        everything = self._worth(rows)
        there = bool(everything.count) and ways.has_way(self._desk.store)
        self.more.setVisible(there)
        if not there:
            return
        words = queue.worth_words(_("Get all originals"), everything)
        self._more.addLayout(across(self._ask(words, words, everything, "secondary"), None))
        worths = [(shelf, self._worth(shelf.documents)) for shelf in shelves]
        several = [each for each in worths if each[1].count]
        for shelf, worth in several[:MOST_SHELVES] if len(several) > 1 else []:
            self._more.addWidget(self._shelf(shelf, worth))

    def _shelf(self, shelf: Shelf, worth: Worth) -> QWidget:
        words = queue.worth_words(_("Get them"), worth)
        ask = self._ask(words, f"{shelf.title}: {words}", worth, "link")
        row = across(Label(shelf.title, wrap=True), ask)
        row.setStretch(0, 1)
        return boxed(row)

    def _ask(self, words: str, name: str, worth: Worth, kind: str) -> Button:
        button = Button(words, kind, on_click=lambda: self._downloads.get_all(worth.documents))
        button.setAccessibleName(name)
        return button

    def _worth(self, rows: Sequence[DocumentRow]) -> Worth:
        """Return what of `rows` is neither here nor asked for."""
        queued = {each.document for each in self._downloads.items()}
        left = [each for each in rows if each.row.id not in queued]
        return queueing.worth(self._desk.store, self._desk.home, left)


class QueueFoot(QWidget):
    """Under the list of documents: how the downloads stand, and the way to them."""

    wanted = Signal()

    def __init__(self, desk: Desk, downloads: Downloads) -> None:
        super().__init__()
        self._desk = desk
        self._downloads = downloads
        self.open = Button(_("Downloads"), "link", Symbol.DOWNLOAD, self.wanted.emit)
        self.words = Label(type="small", tone="soft", elide=True)
        self.bar = bar(_("Downloads"))
        edge = (Space.LARGE, Space.TIGHT, Space.LARGE, Space.MEDIUM)
        body = down(self.words, self.bar, spacing=Space.TIGHT)
        line = down(across(self.open, None), body, spacing=Space.TIGHT, margins=edge)
        self.setLayout(down(hairline(), line, spacing=0))
        downloads.changed.connect(self.show_state)

    def show_state(self, document: str = "") -> None:
        """Show how the queue stands; a file that only moved on changes numbers alone."""
        total = self._downloads.total()
        words = queue.rate_words(self._downloads)
        self.words.setText(words)
        self.bar.setValue(share(total.got, total.size))
        self.bar.setAccessibleName(words or _("Downloads"))
        if document:
            return
        self.words.setVisible(bool(words))
        self.bar.setVisible(bool(words))
        store = self._desk.store
        # Without a server there is nobody to ask for them: they come with a papers file.
        worth = queueing.worth(store, self._desk.home, None if ways.has_way(store) else ())
        short = queue.short_words(self._downloads, worth)
        self.setVisible(bool(short))
        self.open.set_words(short or _("Downloads"))
