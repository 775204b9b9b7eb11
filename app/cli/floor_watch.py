"""`floor --watch`: the list as it changes, one line of JSON or a few words for each change."""

import time
from contextlib import closing

from app.actions import floor_showing
from app.actions.floor_following import Following, Step
from app.cli import floor_shown
from app.cli.desk import Desk
from app.cli.output import one, tell
from app.i18n import _


def watch(desk: Desk, meeting: str, item: str | None, every: float, polls: int | None) -> int:
    """Follow the floor of a meeting until it is stopped, or for so many questions.

    Raises Trouble: `no_such_record`, `floor_by_server_only`, `device_revoked`.
    """
    said = ""
    with closing(Following(desk.store, desk.home, meeting, every=every)) as following:
        count = 0
        while True:
            step = following.step()
            said = _told(desk, meeting, item, step, said)
            count += 1
            if polls is not None and count >= polls:
                return 0
            time.sleep(step.wait)


def _told(desk: Desk, meeting: str, item: str | None, step: Step, said: str) -> str:
    """Print what a question brought, if it is new; return what was said last."""
    found = floor_showing.show(desk.store, meeting, item, live=step.live)
    if desk.json:
        line = {"what": step.what, "bytes_up": step.up, "bytes_down": step.down}
        one({**floor_shown.shape(desk, found), **line})
        return step.what
    if step.what == "no_line" and said != "no_line":
        tell(_("No line just now; the list stands as it was. Everything you do is saved here."))
    elif step.what in {"new", "closed"} or step.changes.collections or not said:
        floor_shown.show(desk, found)
    return step.what
