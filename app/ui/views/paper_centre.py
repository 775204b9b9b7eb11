"""The middle of a paper: head, banner, the text and the pages beside it."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from app.actions import comparing
from app.actions.clock import now as server_now
from app.actions.comparing import Compared
from app.actions.planning import is_read
from app.documents import stopping
from app.domain import reading_time
from app.domain.deadlines import next_deadline
from app.domain.records import Data
from app.i18n import _
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import READING
from app.ui.reader.compose import Paper
from app.ui.reader.view import ReaderView
from app.ui.theme import surface, theme
from app.ui.views import paper_changes, paper_pages, paper_words
from app.ui.views.others import OthersView
from app.ui.views.paper_banner import Banner
from app.ui.views.paper_carried import CarriedMarks
from app.ui.views.paper_changes import ChangesView
from app.ui.views.paper_conflict import ConflictHint
from app.ui.views.paper_head import PaperHead
from app.ui.views.paper_load import Opened, Standing
from app.ui.views.paper_pages import Page
from app.ui.widgets.layout import hairline
from app.ui.widgets.messages import EmptyState

MINUTE = 60_000
"""Milliseconds after which a deadline is counted down anew."""
LOW = 420
"""A paper less high has a head of few lines, in px at 100 %."""


class PaperCentre(QWidget):
    """Shows one version of a proposal under five tabs; asks for another version."""

    version_wanted = Signal(int)
    restore_wanted = Signal(int)
    """Make this submitted version of my review the draft again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        surface(self, "paper")
        self._desk = desk
        self._opened: Opened | None = None
        self._standing: Standing | None = None
        self.head = PaperHead()
        self.banner = Banner()
        self.conflict = ConflictHint()
        self.carried = CarriedMarks()
        self.reader = ReaderView()
        self.changes = ChangesView()
        self.evidence = Page(_("Evidence"))
        self.others = OthersView()
        self.history = Page(_("History"))
        self.missing = EmptyState(
            Symbol.DOWNLOAD,
            _("The text has not arrived yet"),
            _("Summaries come first on a slow line; the full text follows with the next update."),
        )
        self.coming = EmptyState(Symbol.READ, _("The text is being opened"))
        self._lay_out()
        self._connect()
        self._countdown = QTimer(self, interval=MINUTE)
        self._countdown.timeout.connect(self._show_deadline)
        self._countdown.start()
        desk.closing.connect(self._countdown.stop)
        self._apply_settings()

    def compose(self, found: Opened, before: int | None) -> None:
        """Set the text of `found`; `before` is the version that was read before, if any."""
        self._opened = found
        self._standing = None
        sections = found.version.sections if found.version is not None else ()
        blocks = found.text.blocks if found.text is not None else None
        told = [
            paper_words.minutes_to_read(self._minutes(found)),
            paper_words.sections(len(sections)),
        ]
        if before is not None and before < found.number:
            told.append(_("you read version {number} before").format(number=before))
        at = stopping.left_at(found.place, found.number, found.plain)
        summary = found.row.summary if found.number == found.row.version else ""
        page = self.reader.page
        page.show_paper(Paper(sections, " · ".join(told), summary, blocks), at)
        if at is not None and not page.isVisible():
            # What is shown for the first time gets its width, and so its lines, only now.
            QTimer.singleShot(0, self, partial(page.go_to, *at))
        self.show_opened(found)

    def show_opened(self, found: Opened) -> None:
        """Show what is said about the text, which stays as it is set."""
        self._opened = found
        self.head.title.setText(found.row.title)
        now = server_now(self._desk.store, self._desk.clock)
        self.head.show_versions(found.versions, found.number, found.row.version, now)
        self.head.version.setVisible(bool(found.versions))
        self.head.show_minutes(self._minutes(found))
        self.head.show_read(is_read(found.row))
        self._show_deadline()
        self._count("evidence", len(_letters(found)))
        self._show_tab()

    def show_standing(self, found: Opened, now: Standing) -> None:
        self._opened, self._standing = found, now
        self._count("others", len(now.others.reviews) + len(now.others.comments))
        self.banner.show_for(found, now)
        self.conflict.show_hints(now.hints)
        if self.stack.currentWidget() is self.others:
            self.others.show_others(now.others)

    def compare(self, found: Opened) -> None:
        """Compare the version that is shown with the one before it, off this thread."""
        self.changes.show_changes(None)
        self._count("changes", 0)
        number, id = found.number, found.row.id
        if found.version is None:
            return
        if all(each.number >= number for each in found.versions):
            self.changes.show_changes(Compared(number, number, ()))
            return
        self._desk.worker.read(
            lambda store: comparing.compared(store, id, None, number),
            partial(self._compared, id, number),
        )

    def begin_find(self) -> None:
        self.head.tabs.go("read")
        self.reader.finder.begin()

    def show_contents(self) -> None:
        """Open the list of sections over the text."""
        self.head.tabs.go("read")
        self.reader.show_outline()

    def _no_outline(self) -> None:
        self._desk.told.emit(_("This paper has no headings."), None)

    def _lay_out(self) -> None:
        self.pages: dict[str, QWidget] = {
            "read": self.reader,
            "changes": self.changes,
            "evidence": self.evidence,
            "others": self.others,
            "history": self.history,
        }
        for key, words in _tabs().items():
            self.head.tabs.add(key, words)
        self.stack = QStackedWidget()
        for page in (*self.pages.values(), self.missing, self.coming):
            self.stack.addWidget(page)
        self.stack.setMinimumHeight(1)  # the tallest page that is not shown must not cut the head
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(hairline())
        column.addWidget(self.conflict)
        column.addWidget(self.banner)
        column.addWidget(self.carried)
        column.addWidget(self.stack, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._flatten()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self.banner.give_way(not (self.carried.isHidden() and self.conflict.isHidden()))
        return super().eventFilter(watched, event)

    def _flatten(self) -> None:
        self.head.set_flat(self.height() < theme().px(LOW))

    def _connect(self) -> None:
        head, page = self.head, self.reader.page
        head.tabs.currentChanged.connect(self._show_tab)
        head.version_wanted.connect(self._ask_version)
        head.find_wanted.connect(self.begin_find)
        head.contents_wanted.connect(self.show_contents)
        self.reader.no_outline.connect(self._no_outline)
        head.set_size_menu(
            [
                (_("Larger (Ctrl +)"), page.enlarge),
                (_("Smaller (Ctrl −)"), page.shrink),
                (_("Usual size (Ctrl 0)"), partial(page.set_text_size, 100)),
                (_("Wider column"), partial(self._widen, 4)),
                (_("Narrower column"), partial(self._widen, -4)),
            ]
        )
        self.banner.asked.connect(self._asked_by_banner)
        for each in (self.carried, self.conflict):
            each.installEventFilter(self)
        page.resized_text.connect(self._keep_size)
        self._desk.settings_changed.connect(self._apply_settings)
        theme().changed.connect(self._flatten)

    def _minutes(self, found: Opened) -> float:
        """Return how long the version that is shown takes to read; 0 without a text."""
        words = {} if found.text is None else found.text.words
        return reading_time.minutes(words, self._desk.settings.reading_pace)

    def _count(self, key: str, count: int) -> None:
        self.head.tabs.set_count(key, _tabs()[key], count or None)

    def _compared(self, id: str, number: int, found: Compared) -> None:
        now = self._opened
        if now is not None and (id, number) == (now.row.id, now.number):
            self.changes.show_changes(found)
            self._count("changes", paper_changes.count(found))

    def _show_tab(self, _index: int = 0) -> None:
        key, found = self.head.tabs.key(), self._opened
        page: QWidget = self.pages[key]
        self.carried.show_beside_text(key == "read")
        if found is not None and key == "evidence":
            show = partial(self._desk.show, "documents")
            parts = paper_pages.evidence(_letters(found), show)
            self.evidence.show_parts(parts, paper_pages.no_evidence())
        elif found is not None and key == "history":
            now = server_now(self._desk.store, self._desk.clock)
            parts = paper_pages.history(found.versions, found.number, self._ask_version, now)
            if parts:
                reviewed = found.row.review_state is not None
                restore = self.restore_wanted.emit if reviewed else None
                parts += paper_pages.after_versions(self._desk, found.row.id, restore)
            self.history.show_parts(parts, paper_pages.no_history())
        elif key == "others" and self._standing is not None:
            self.others.show_others(self._standing.others)
        elif key == "read" and found is not None and found.version is None:
            page = self.missing
        elif key == "read" and found is not None and found.coming:
            page = self.coming
        reading = self.stack.isAncestorOf(QApplication.focusWidget() or self)
        self.stack.setCurrentWidget(page)
        if reading and page is self.changes:
            self.changes.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.head.finding.setEnabled(page is self.reader)
        self.head.contents.setEnabled(page is self.reader)

    def _ask_version(self, number: int) -> None:
        self.version_wanted.emit(number)
        self.head.tabs.go("read")

    def _asked_by_banner(self, what: str) -> None:
        if what == "changes":
            self.head.tabs.go("changes")
        elif self._opened is not None:
            self._ask_version(self._opened.row.version)

    def _show_deadline(self) -> None:
        scheme = self._opened.scheme if self._opened is not None else None
        now = server_now(self._desk.store, self._desk.clock)
        due = next_deadline(scheme, now)
        self.head.show_deadline(paper_words.deadline(due, now), over=paper_words.is_over(due, now))

    def _apply_settings(self, _settings: object = None) -> None:
        settings, page = self._desk.settings, self.reader.page
        page.blockSignals(True)
        page.set_text_size(round(settings.reading_size * 100 / READING))
        page.blockSignals(False)
        page.set_column(settings.column)

    def _keep_size(self, percent: int) -> None:
        size = round(READING * percent / 100)
        self._desk.choose(replace(self._desk.settings, reading_size=size))

    def _widen(self, step: int) -> None:
        page = self.reader.page
        page.set_column(page.column() + step)
        self._desk.choose(replace(self._desk.settings, column=page.column()))


def _letters(found: Opened) -> list[Data]:
    return [each for each in found.data.get("evidence") or () if isinstance(each, dict)]


def _tabs() -> dict[str, str]:
    return {
        "read": _("Read"),
        "changes": _("What changed"),
        "evidence": _("Evidence"),
        "others": _("Others"),
        "history": _("History"),
    }
