"""Scrolls through a PDF in the documents' place and watches how long the window is held up."""

import json
import sys
import threading
import time
from pathlib import Path

FRAME = 1 / 60
"""Seconds between two pictures of a screen."""
STEP = 120
"""Pixels of one turn of the wheel."""
TURNS = 700
PAUSE = 0.012
"""Seconds between two turns: someone who scrolls as fast as the wheel goes."""


class Watchdog(threading.Thread):
    """Asks the window's thread again and again for an answer, and notes the longest wait."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.seen = time.perf_counter()
        self.longest = 0.0
        self.late = 0
        self.memory: list[int] = []
        self.processes: list[int] = []
        self.over = threading.Event()

    def turned(self) -> None:
        """The window's thread had its turn."""
        now = time.perf_counter()
        waited, self.seen = now - self.seen, now
        self.longest = max(self.longest, waited)
        self.late += waited > FRAME

    def run(self) -> None:
        while not self.over.wait(0.1):
            self.memory.append(sum(proportional(each) for each in ["self", *self.processes]))


def proportional(process: int | str) -> int:
    """Return the bytes of memory a process holds, what it shares counted in parts (PSS)."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(each.split()[1]) * 1024 for each in lines if each.startswith("Pss:"))


def main(folder: Path, document: str) -> None:
    from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    from app.paths import Home
    from app.ui import starting
    from app.ui.desk import Desk
    from app.ui.views.documents import DocumentsView

    app = starting.application(Home(folder))
    desk = Desk(Home(folder))
    view = DocumentsView(desk)
    view.resize(1190, 700)
    view.show()
    dog = Watchdog()

    def until(test: object) -> float:
        begun = time.perf_counter()
        while not test() and time.perf_counter() - begun < 60:  # pyright: ignore[reportCallIssue] -- a check
            app.processEvents()
            time.sleep(0.001)
        return time.perf_counter() - begun

    pdf = view.detail.pdf.view
    begun = time.perf_counter()
    view.show_record(document)  # it has no text: its pages are shown
    until(pdf.page.is_sharp)
    first = time.perf_counter() - begun
    dog.processes.append(pdf.reader.process or 0)
    beat = QTimer(interval=0)
    beat.timeout.connect(dog.turned)
    beat.start()
    dog.seen = time.perf_counter()
    dog.start()
    for turn in range(TURNS):
        down = -STEP if turn % 7 else STEP  # now and then back again
        wheel = QWheelEvent(
            QPointF(300, 300), QPointF(300, 300), QPoint(), QPoint(0, down),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(pdf.page.viewport(), wheel)
        if turn % 100 == 99:  # and a leap, as by the bar
            pdf.page.go_to_page((turn * 37) % pdf.page.count())
        end = time.perf_counter() + PAUSE
        while time.perf_counter() < end:
            app.processEvents()
    longest, late = dog.longest, dog.late
    sharp: list[float] = []
    for number in range(40):
        pdf.page.go_to_page((number * 53 + 7) % pdf.page.count())
        sharp.append(until(pdf.page.is_sharp))
    dog.over.set()
    dog.join()
    print(
        json.dumps(
            {
                "first": first,
                "pages": pdf.page.count(),
                "longest": longest,
                "late": late,
                "turns": TURNS,
                "sharp": sharp,
                "memory": max(dog.memory, default=0),
            }
        )
    )
    desk.closing.emit()
    desk.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
