"""Putting the parts together. The only module that may import them all."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app.paths import Home, default_home


def run(argv: Sequence[str]) -> int:
    """Open the window without arguments, else do the command; return the exit code."""
    if not argv:
        return Starters().window(Home(default_home()))
    from app.cli.main import main  # noqa: PLC0415 -- no command line for the window

    return main(argv, Starters())


class Starters:
    """How the command line starts what it may not import."""

    def window(self, home: Home) -> int:
        if not has_display():
            print(
                "There is no display here. Try: python main.py --help, or ./dev demo --headless",
                file=sys.stderr,
            )
            return 1
        from app.ui.starting import start  # noqa: PLC0415 -- slow import

        return start(home, look_around=self._look_around())

    def demo(self, *, headless: bool, out: Path | None, keep: bool, json: bool) -> int:
        headless = headless or not has_display()
        if headless:
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from app.demo.journey import walk  # noqa: PLC0415 -- slow import
        from app.demo.stage import demo_window  # noqa: PLC0415 -- slow import
        from app.ui.screens import Screens  # noqa: PLC0415 -- slow import

        folder = out or Path("demo-out")
        if headless:
            return walk(Screens(), folder, keep=keep, json=json)
        from app.ui.starting import start  # noqa: PLC0415 -- slow import

        return demo_window(start, keep=keep)

    def _look_around(self) -> "object | None":
        return None


def has_display() -> bool:
    """Say whether a window can be shown: always but on a Unix without X11 or Wayland."""
    if os.environ.get("QT_QPA_PLATFORM"):
        return os.environ["QT_QPA_PLATFORM"] not in {"offscreen", "minimal"}
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
