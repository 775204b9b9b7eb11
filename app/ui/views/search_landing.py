"""After a hit was opened: to its section, its words marked, once the paper is set."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.store.search import Hit
from app.ui.reader.page import ReadingPage

LOOK = 40
"""Milliseconds between looks whether the paper is there."""
PATIENCE = 75
"""Looks after which it is left as it was opened: by then the reader is elsewhere."""


class Landing(QObject):
    """Waits for the paper that was opened, as long texts are set bit by bit."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._hit: Hit | None = None
        self._looks = 0
        self._look = QTimer(self, interval=LOOK)
        self._look.timeout.connect(self._try)

    def go(self, hit: Hit) -> None:
        """Go to the words of `hit`, whose paper was just opened."""
        self._look.stop()
        if hit.kind in {"proposal", "document"} and (hit.marks or hit.section):
            self._hit, self._looks = hit, 0
            self._look.start()
            self._try()

    def _try(self) -> None:
        hit = self._hit
        self._looks += 1
        if hit is None or self._looks > PATIENCE:
            self._look.stop()
            return
        page = next((each for each in self._pages() if each.isVisible()), None)
        if page is None:
            for each in self._pages():
                if _holds(each, hit):
                    each.sight_wanted.emit()
            return
        if not page.is_whole() or not _holds(page, hit):
            return
        self._look.stop()
        if hit.section:
            page.go_to(hit.section)
        if hit.marks:
            first, last = hit.marks[0]
            page.find_all(hit.snippet[first:last])

    def _pages(self) -> list[ReadingPage]:
        return list(self._window.findChildren(ReadingPage))


def _holds(page: ReadingPage, hit: Hit) -> bool:
    """Say whether this is the paper of the hit: a moment ago another one may have been open."""
    first, last = hit.marks[0] if hit.marks else (0, 0)
    word = hit.snippet[first:last]
    return any(
        hit.section in {None, each.key} and word in each.text for each in page.paper().sections
    )
