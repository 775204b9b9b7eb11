"""Waiting for what was asked of a window's workers, however busy the computer is."""

from collections.abc import Callable

from app.ui.desk import Desk


def settled(qtbot, desk: Desk) -> None:
    """Wait until all that was asked of the member's worker up to now has been told.

    `worker.changed` may be told of something that was asked before; a question asked
    now is answered after all of it.
    """
    answers: list[bool] = []
    desk.worker.read(lambda _store: True, answers.append)
    qtbot.waitUntil(lambda: bool(answers))


def done(qtbot, desk: Desk, act: Callable[[], object]) -> None:
    """Do `act` and wait until its writing was told."""
    with qtbot.waitSignal(desk.worker.changed):
        act()
    settled(qtbot, desk)


def calm(qtbot, part) -> None:
    """Wait until nothing is written any more, and `part` has read what was."""
    settled(qtbot, part._desk)
    qtbot.waitUntil(lambda: not part.is_busy())
