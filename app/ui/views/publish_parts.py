"""What the tabs of *Publish* are laid out with: a folder chosen, work under way, long lists."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from app.i18n import _
from app.settings import Settings
from app.store import Store
from app.sync.transport import Cancelled
from app.ui.desk import Desk
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.theme import theme
from app.ui.views.page import Block, ShortList
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import FlowBox, down
from app.ui.widgets.messages import ProgressLine
from app.ui.widgets.rows import Line
from app.ui.widgets.text import Label
from app.ui.worker import Job

T = TypeVar("T")
HIGHEST = 380
"""Height of a list in px at 100 % from which it scrolls by itself."""


class Work(QWidget):
    """One long piece of work at a time: how far it is, its Stop, and its answer.

    Work that was stopped may still answer (it had just been done): the answer is shown,
    unless other work has begun meanwhile.
    """

    busy = Signal(bool)

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self._desk = desk
        self._number = 0
        self._job: Job | None = None
        self._is_busy = False
        self._failed: Callable[[Exception], object] | None = None
        self._focus: QWidget | None = None
        self.line = ProgressLine(name)
        self.line.cancelled.connect(self.stop)
        self.setLayout(down(self.line))
        self.hide()
        desk.closing.connect(self._close)

    def begin(
        self,
        words: str,
        task: Callable[[Store, Job], T],
        then: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Do `task` on the courier's thread; `job.report(words, done, total)` tells how far."""
        self._number += 1
        number = self._number
        self._failed = failed
        self._focus = QApplication.focusWidget()
        self.line.show_progress(0, None, words)
        self.show()
        self._is_busy = True
        self.busy.emit(True)
        self._job = self._desk.courier.run(
            task,
            partial(self._ended, number, then),
            partial(self._ended, number, failed),
            partial(self._progressed, number),
        )

    def is_busy(self) -> bool:
        return self._is_busy

    def stop(self) -> None:
        """Stop within a moment; what the work had done by then stays done."""
        job, failed = self._job, self._failed
        if job is not None and failed is not None:
            job.cancel()
            self._rest()
            failed(Cancelled())

    def _close(self) -> None:
        """Stop what is under way: the window does not wait for a slow line to close."""
        self._number += 1
        if self._job is not None:
            self._job.cancel()

    def _ended(self, number: int, then: Callable[[Any], object], answer: object) -> None:
        if number == self._number:
            self._rest()
            then(answer)

    def _progressed(self, number: int, words: str, done: int, total: int | None) -> None:
        if number == self._number and self._is_busy:
            self.line.show_progress(done, total, words)

    def _rest(self) -> None:
        if not self._is_busy:
            return
        self._is_busy, self._job = False, None
        self.hide()
        self.busy.emit(False)
        focus, self._focus = self._focus, None
        if focus is not None and QApplication.focusWidget() is None and focus.isEnabled():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)


class FolderRow(QWidget):
    """The meeting folder: which it is, and the way to another one."""

    chosen = Signal(Path)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        title = Label(_("Meeting folder"), type="small", weight="bold", tone="soft")
        self.path = Label(wrap=True)
        self.choose = Button(
            _("Choose the folder…"), "secondary", Symbol.DOCUMENTS, self.choose_folder
        )
        self.setLayout(down(title, self.path, FlowBox(self.choose), spacing=Space.TIGHT))
        self._show()

    @classmethod
    def ask(cls, parent: QWidget, at: Path) -> Path | None:
        """Ask for a folder, beginning at `at`; None when the asker thinks better of it."""
        chosen = QFileDialog.getExistingDirectory(parent, _("Meeting folder"), str(at))
        return Path(chosen) if chosen else None

    def folder(self) -> Path | None:
        """Return the folder that was chosen last and is still there."""
        path = Path(self._desk.settings.meeting_folder)
        return path if self._desk.settings.meeting_folder and path.is_dir() else None

    def choose_folder(self) -> None:
        found = self.ask(self, self.folder() or Path.home())
        if found is not None:
            now: Settings = self._desk.settings
            self._desk.choose(replace(now, meeting_folder=str(found)))
            self._show()
            self.chosen.emit(found)

    def _show(self) -> None:
        known = self._desk.settings.meeting_folder
        here = self.folder()
        if here is not None:
            words = breakable(str(here))
        elif known:
            words = _("{path} is not there any more.").format(path=breakable(known))
        else:
            words = _("None yet: it is the folder that holds cycle.toml.")
        self.path.setText(words)
        self.path.setAccessibleName(_("Meeting folder: {path}").format(path=str(here or words)))


class LongList(ShortList):
    """As high as its rows, up to a height from which it scrolls by itself."""

    def __init__(self, name: str, highest: int = HIGHEST) -> None:
        self._highest = highest
        super().__init__(name)

    def _grow(self) -> None:
        most = theme().px(self._highest)
        # Rows are of two heights at most: asking every one of thousands would be felt.
        rows = min(self.lines.rowCount(), 40)
        high = sum(self.sizeHintForRow(row) for row in range(rows)) + 2
        policy = Qt.ScrollBarPolicy
        over = high > most or self.lines.rowCount() > rows
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if over else policy.ScrollBarAlwaysOff
        )
        self.setFixedHeight(min(high, most) if over else high)
        self.updateGeometry()


def listed(title: str, highest: int = HIGHEST) -> tuple[LongList, Block]:
    """Return a list and the part of the page it stands in, not shown yet."""
    rows = LongList(title, highest)
    block = Block(title, rows)
    block.hide()
    return rows, block


def fill(rows: LongList, block: Block, lines: Sequence[Line]) -> None:
    rows.show_lines(lines)
    block.setVisible(bool(lines))


def breakable(path: str) -> str:
    """Return `path` so that a label may break it after a separator."""
    return path.replace("/", "/\u200b").replace("\\", "\\\u200b")


def says(label: QLabel, words: str) -> None:
    """Show `words` where there are any."""
    label.setText(words)
    label.setVisible(bool(words))
