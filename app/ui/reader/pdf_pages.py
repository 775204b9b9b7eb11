"""The pages of a PDF with all one does on them: find, zoom, turn, choose words by keys."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QWheelEvent

from app.ui.reader.pdf_choice import PdfChoice
from app.ui.reader.pdf_choosing import Place
from app.ui.reader.pdf_reader import PdfReader

_Key = Qt.Key
_Mod = Qt.KeyboardModifier
_OWN = frozenset({_Key.Key_Plus, _Key.Key_Equal, _Key.Key_Minus, _Key.Key_0, _Key.Key_A})
"""Keys that with Ctrl are for the pages, not for the window, while these have the focus."""
_MOVES = frozenset(
    {_Key.Key_Left, _Key.Key_Right, _Key.Key_Up, _Key.Key_Down, _Key.Key_Home, _Key.Key_End}
)


class PdfPages(PdfChoice):
    """Every verb has a key; what is found is told while it is looked for."""

    found_changed = Signal()
    """More places of the words one looks for are known."""

    def __init__(self, reader: PdfReader) -> None:
        super().__init__(reader)
        self._words = ""
        self._sought_from = 0
        reader.found.connect(self._found)

    # --- finding -----------------------------------------------------------------------------

    def find_all(self, words: str) -> int:
        """Look for `words` in all pages; `found_changed` tells what comes of it."""
        self._words = words.strip()
        self._sought_from = self.page()
        self._hit = -1
        self.reader.stop_finding()
        if self._words:
            self.reader.find(self._words)
        self.viewport().update()
        return 0

    def find_next(self, step: int = 1) -> int:
        """Go to the next found place (-1: the one before); return its number from 1."""
        count = len(self.reader.hits)
        if count:
            self.show_hit((self._hit + step) % count)
        return self._hit + 1

    def found_count(self) -> int:
        return len(self.reader.hits)

    def found_now(self) -> int:
        return self._hit + 1

    def is_searching(self) -> bool:
        return self.reader.searching

    def _found(self) -> None:
        hits = self.reader.hits
        if self._hit < 0 and hits:
            here = (n for n, hit in enumerate(hits) if hit.page >= self._sought_from)
            number = next(here, None)
            if number is None and not self.reader.searching:
                number = 0
            if number is not None:
                self.show_hit(number)
        self.viewport().update()
        self.found_changed.emit()

    # --- wheel and keys -----------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & _Mod.ControlModifier:
            point = event.position().toPoint()
            self.enlarge(point) if event.angleDelta().y() > 0 else self.shrink(point)
            return
        if self.is_single() and self._turn_page_by(event.angleDelta().y()):
            return
        super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = bool(event.modifiers() & _Mod.ControlModifier)
            if (control and event.key() in _OWN) or event.matches(QKeySequence.StandardKey.Copy):
                # Else Ctrl + changes the size of the window's words, not of the page.
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, mods = Qt.Key(event.key()), event.modifiers()
        control, shift = bool(mods & _Mod.ControlModifier), bool(mods & _Mod.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif control and key == _Key.Key_A:
            self.select_page()
        elif self._zoomed(key):
            return
        elif shift and key in _MOVES:
            self._extend(key, words=control)
        elif key in {_Key.Key_Return, _Key.Key_Enter}:
            self._enter()
        elif key == _Key.Key_Escape and self.choosing.ends() is not None:
            self.unselect()
        elif not self._moved(key, control=control, shift=shift):
            event.ignore()

    def _zoomed(self, key: Qt.Key) -> bool:
        if key in {_Key.Key_Plus, _Key.Key_Equal}:
            self.enlarge()
        elif key == _Key.Key_Minus:
            self.shrink()
        elif key == _Key.Key_0:
            self.set_zoom(1.0)
        else:
            return False
        return True

    def _moved(self, key: Qt.Key, *, control: bool, shift: bool) -> bool:
        """Scroll, or go to another page, by a key."""
        bar, side = self.verticalScrollBar(), self.horizontalScrollBar()
        page = bar.pageStep() - bar.singleStep()
        if key == _Key.Key_Space:
            key = _Key.Key_PageUp if shift else _Key.Key_PageDown
        leap = {_Key.Key_PageDown: page, _Key.Key_PageUp: -page}
        line = {_Key.Key_Down: bar.singleStep(), _Key.Key_Up: -bar.singleStep()}
        if key in leap and control:
            self.step(1 if leap[key] > 0 else -1)
        elif key in leap or key in line:
            self._scroll_by(leap.get(key, 0) or line[key])
        elif key in {_Key.Key_Left, _Key.Key_Right}:
            step = side.singleStep() if key == _Key.Key_Right else -side.singleStep()
            side.setValue(side.value() + (-step if self.isRightToLeft() else step))
        elif key == _Key.Key_Home:
            self.go_to_page(0)
        elif key == _Key.Key_End:
            self.go_to_page(self.count() - 1)
        else:
            return False
        return True

    def _scroll_by(self, step: int) -> None:
        if not (self.is_single() and self._turn_page_by(-step)):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + step)

    def _turn_page_by(self, delta: int) -> bool:
        """Turn the page where it is the only one and its end is reached; say whether it was."""
        bar = self.verticalScrollBar()
        if delta < 0 and bar.value() >= bar.maximum() and self.page() + 1 < self.count():
            self.go_to_page(self.page() + 1)
        elif delta > 0 and bar.value() <= bar.minimum() and self.page() > 0:
            self.go_to_page(self.page() - 1)
            bar.setValue(bar.maximum())
        else:
            return False
        return True

    def _extend(self, key: Qt.Key, *, words: bool) -> None:
        """Choose by key from the words last clicked on, else from the first ones in sight."""
        if self.choosing.head is None:
            start = self._first_in_sight()
            if start is None:
                return
            self.choosing.begin(start)
        if self.choosing.move(key, words=words):
            self._choice_changed()
            self._show_head()

    def _first_in_sight(self) -> Place | None:
        for page in self.shown_pages():
            words = self.reader.words(page)
            if words is None or not words.rows:
                continue
            for row in words.rows:
                rects = self.rects(page, [row.box])
                if rects and rects[0].top() >= 0:
                    return Place(page, row.start)
        return None

    def _show_head(self) -> None:
        head = self.choosing.head
        words = self.reader.words(head.page) if head is not None else None
        row = words.row(head.at) if words is not None and head is not None else None
        if head is not None and row is not None:
            self.show_boxes(head.page, [row.box])

    def _enter(self) -> None:
        """Follow the link or open the mark under the end of the chosen words."""
        head = self.choosing.head
        words = self.reader.words(head.page) if head is not None else None
        if head is None or words is None or not words.page.text:
            return
        at = min(head.at, len(words.page.text) - 1)
        for rect in self.rects(head.page, [words.page.boxes[at]]):
            if self.act_at(rect.center().toPoint()):
                return
