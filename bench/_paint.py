"""A window, empty or ours, that prints the moment of its first paint and leaves."""

import gc
import sys
import time
from importlib import import_module
from pathlib import Path


def empty() -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, _event: object) -> None:
            print(time.time(), flush=True)
            QApplication.exit(0)

    app = QApplication(sys.argv[:1])
    window = Window()
    window.resize(1366, 768)
    window.show()
    app.exec()


def ours(folder: Path) -> None:
    """Start as `app.bootstrap` does."""
    import_module("app.bootstrap")
    gc.disable()
    from app.paths import Home
    from app.ui import instance, starting

    home = Home(folder)
    assert not instance.hand_over(home.folder)
    app = starting.application(home)
    shell = starting.shell(home)

    def painted() -> None:
        print(time.time(), flush=True)
        app.exit(0)

    shell.when_painted(painted)
    shell.show()
    app.exec()


if __name__ == "__main__":
    if sys.argv[1] == "empty":
        empty()
    else:
        ours(Path(sys.argv[2]))
