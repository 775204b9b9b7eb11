"""A cycle that knows no server: packs on a stick, answers in files, in a mail, in a text form.

The same verbs and windows as with a server; only what carries the papers differs.
"""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from app.demo import meeting_script as script
from app.demo import sneakernet_steps as steps
from app.demo import whole_meeting, whole_round
from app.demo.scene import Studio
from app.demo.screens import Screens
from app.demo.sneakernet_steps import Places
from app.demo.stage import CHAIR, CYCLE, MEMBER, SECOND, SECRETARIAT
from app.demo.steps import Log
from app.demo.ways import ByFiles
from app.paths import Home, resource


def walk(screens: Screens, folder: Path, *, keep: bool, json: bool) -> int:
    """Walk the journey; leave pictures, the PDF and journey.jsonl in `folder`; 0 if all is well."""
    log = Log.begin(folder, json=json)
    places = build()
    studio = Studio(screens=screens, folder=folder, log=log)
    try:
        _play(studio, places)
    except Exception:  # noqa: BLE001 -- the log has told it
        return 1
    finally:
        studio.close()
        _clear(places, keep=keep)
    return 0


def window(start: Callable[[Home], int], *, keep: bool) -> int:
    """Open the window of a member who joined from a stick."""
    places = build()
    try:
        steps.pack(places, "first.satchel", steps.new_key(places))
        steps.join(places, MEMBER)
        return start(places.home(MEMBER))
    finally:
        _clear(places, keep=keep)


def build() -> Places:
    """Lay out the sample's papers and an empty stick."""
    places = Places(Path(tempfile.mkdtemp(prefix="satchel-demo-")))
    shutil.copytree(resource("sample", CYCLE), places.papers)
    places.stick.mkdir()
    return places


def _clear(places: Places, *, keep: bool) -> None:
    if not keep:
        shutil.rmtree(places.folder, ignore_errors=True)


def _play(studio: Studio, places: Places) -> None:
    step = studio.log.step
    step("secretariat makes a key and packs the papers on a stick", lambda: steps.first(places))
    _member(studio, places)
    step("second member joins from the same stick", lambda: steps.join(places, SECOND))
    step("second member answers by e-mail", lambda: steps.mail(studio, places))
    step("secretariat joins from its own stick", lambda: steps.join(places, SECRETARIAT))
    step("third member answers in a text form", lambda: steps.form(studio, places))
    _chair(studio, places)
    step("secretariat opens what the chair handed on", lambda: steps.handed(studio, places))
    step("the next pack has the receipts", lambda: steps.next_pack(studio, places))
    _receipts(studio, places)
    whole_round.walk(studio, ByFiles(places.folder / "round"))
    whole_meeting.walk(studio, ByFiles(places.folder / "meeting", script.CYCLE))


def _member(studio: Studio, places: Places) -> None:
    step, home = studio.log.step, places.home(MEMBER)
    step("member joins from the stick", lambda: steps.join(places, MEMBER))
    step("member opens the window", lambda: studio.open(home))
    shown = studio.windows[-1]
    for place in ("today", "proposals"):
        step(f"picture of {place}", lambda place=place: studio.picture(shown, place))
    step("member reviews, asks and keeps a note", lambda: steps.write(studio, home))
    step("picture of what waits", lambda: studio.picture(shown, "outbox", "", "outbox-waiting"))
    step("who can read the file is told, then it is saved", lambda: steps.file(studio, places))
    step("picture of what is not confirmed yet",
         lambda: steps.pictured(studio, home, "outbox-sent-in-a-file"))  # fmt: skip


def _chair(studio: Studio, places: Places) -> None:
    step, home = studio.log.step, places.home(CHAIR)
    step("chair joins from the stick", lambda: steps.join(places, CHAIR))
    step("chair opens the window", lambda: studio.open(home))
    shown = studio.windows[-1]
    for name, what in (("cut.satchel", "a file that was cut short"), ("answers.satchel", "a file"),
                       ("answers.eml", "an e-mail")):  # fmt: skip
        step(
            f"chair takes in {what}", lambda name=name: shown.go("opened", str(places.stick / name))
        )
    step("picture of what was taken in", lambda: studio.grab("taken-in"))
    step("chair takes in the form", lambda: steps.take(studio, places))
    step("everything twice changes nothing", lambda: steps.twice(studio, places))
    step("picture of chair", lambda: steps.pictured(studio, home, "chair", "chair"))
    step("chair exports the comments", lambda: steps.export(studio, places))
    step("chair hands everything on, sealed", lambda: steps.hand_on(studio, places))


def _receipts(studio: Studio, places: Places) -> None:
    step = studio.log.step
    home = places.home(MEMBER)
    step("member opens the window again", lambda: studio.open(home))
    step("member opens the next pack",
         lambda: studio.windows[-1].go("opened", str(places.stick / "second.satchel")))  # fmt: skip
    step("picture of the receipts", lambda: studio.grab("receipts"))
    for account in (SECOND, CHAIR):
        step(
            f"{account} opens the next pack",
            lambda account=account: steps.open_next(studio, places, account),
        )
    step("nobody’s outbox holds anything", lambda: steps.empty(studio, places))
    step("picture of the empty outbox",
         lambda: studio.picture(studio.windows[-1], "outbox", "", "outbox-empty"))  # fmt: skip
