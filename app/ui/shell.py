"""The window before anything is in it: it stands at once, and is filled when it was painted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow, QWidget

from app.i18n import _
from app.ui.frame import Frame
from app.ui.icons import Symbol

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QPaintEvent

SMALLEST = 640, 420
USUAL = 1366, 768


class Shell(QMainWindow):
    """An empty frame; `fill` is called once, after the first paint."""

    def __init__(self, geometry: str = "") -> None:
        super().__init__()
        self.setWindowTitle("Satchel")
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "ignore")))
        self.frame = Frame()
        self.setCentralWidget(self.frame)
        self.between: Callable[[], str] | None = None
        """What is to be done before the window opens again; None: it stays closed."""
        self._fill: Callable[[], object] | None = None
        self._close: Callable[[], object] | None = None
        self._files: Callable[[list[Path]], object] | None = None
        self._keys: list[tuple[QKeySequence, Callable[[], object]]] = []

    def on_key(self, keys: str | QKeySequence, act: Callable[[], object]) -> None:
        """Do `act` for `keys` that nothing in the window wanted for itself.

        Not a shortcut of Qt's: two of these for the same keys, and neither acts.
        """
        self._keys.append((QKeySequence(keys), act))

    def on_files(self, take: Callable[[list[Path]], object]) -> None:
        """Do `take` with files that are dropped where nothing wanted them for itself."""
        self._files = take
        self.setAcceptDrops(True)

    def when_painted(self, fill: Callable[[], object]) -> None:
        self._fill = fill

    def when_closed(self, close: Callable[[], object]) -> None:
        self._close = close

    def show_instead(
        self,
        sentence: str,
        more: str = "",
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """Say why the profile cannot be opened, in place of everything."""
        from app.ui.widgets.messages import EmptyState  # noqa: PLC0415 -- hardly ever needed

        self.setCentralWidget(EmptyState(Symbol.WARNING, sentence, more, action, on_action))

    def leave_for(self, act: Callable[[], str]) -> None:
        """Close, and have `act` done while the profile is open nowhere; see `ui.starting`."""
        self.between = act
        QTimer.singleShot(0, self.close)  # the button that asked for it is still being pressed

    def put(self, widget: QWidget) -> None:
        if self.centralWidget() is not widget:
            self.setCentralWidget(widget)
            widget.show()

    def geometry_words(self) -> str:
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        fill, self._fill = self._fill, None
        if fill is not None:
            QTimer.singleShot(0, fill)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = QKeySequence(event.keyCombination())
        for keys, act in self._keys:
            if keys.matches(pressed) == QKeySequence.SequenceMatch.ExactMatch:
                act()
                return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._files is not None and _paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _paths(event.mimeData())
        if self._files is not None and paths:
            event.acceptProposedAction()
            self._files(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        close, self._close = self._close, None
        if close is not None:
            self.setWindowTitle(_("Satchel: saving…"))
            close()
        super().closeEvent(event)


def _paths(given: QMimeData) -> list[Path]:
    """Return the files of this computer that are being dropped."""
    return [Path(each.toLocalFile()) for each in given.urls() if each.isLocalFile()]
