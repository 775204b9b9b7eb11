"""Pictures of every place, from the sample cycle, off screen.

`python packaging/screenshots.py` renews docs/images; with a folder, every dress goes
there: light and dark, right-to-left, 200 % text, both sizes.
"""

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app import settings
from app.actions import annotating, papers, reviewing
from app.actions.reviewing import Edit
from app.demo import meeting_after, meeting_before, meeting_during
from app.demo import meeting_script as script
from app.demo import stage as stages
from app.demo.meeting_play import MeetingPlay
from app.demo.play import Step
from app.demo.scene import FIRST, quotes
from app.demo.stage import CHAIR, MEMBER, SECRETARIAT, Stage
from app.demo.ways import ByServer
from app.demo.whole_meeting import PARTS, at_its_hour
from app.paths import Home
from app.settings import Settings
from app.store import open_store
from app.ui.screens import Screens

ROOT = Path(__file__).parent.parent
PLACES = (
    "today", "proposals", "meetings", "documents", "contributions", "groups", "steps", "timeline",
    "notes", "people", "outbox", "help", "settings",
)  # fmt: skip
SMALL, USUAL = (1093, 614), (1366, 768)
DRESSES = {
    "light": Settings(),
    "dark": Settings(theme="dark"),
    "contrast": Settings(theme="contrast"),
    "mirrored": Settings(language="ar"),
    "200": Settings(text_size=200),
}


Dressed = tuple[Path, Settings, tuple[int, int]]
"""Where pictures go, how the window looks, and its size."""


def main(argv: list[str]) -> int:
    stage = stages.build()
    try:
        _play(stage)
        play = MeetingPlay(ByServer(stage.beside("meeting"), script.CYCLE))
        _walk(play, meeting_before.steps, meeting_during.steps)
        if argv:
            dressed = [
                (Path(argv[0]) / f"{name}-{size[0]}", dress, size)
                for name, dress in DRESSES.items()
                for size in (USUAL, SMALL)
            ]
            for each in dressed:
                _all(stage, *each)
        else:
            dressed = [(ROOT / "docs" / "images", Settings(), USUAL)]
            _docs(stage, dressed[0][0])
        _meeting(play, CHAIR, dressed, ("agenda/edit", "floor"))
        if argv:
            _meeting(play, script.MEMBER, dressed, ("agenda", "floor"), "member-")
        _walk(play, meeting_during.end, meeting_after.steps)
        _meeting(play, CHAIR, dressed, PARTS[2:] if argv else ("said", "report"))
    finally:
        stage.close(keep=False)
    return 0


def _walk(play: MeetingPlay, *acts: Callable[[MeetingPlay], Iterable[Step]]) -> None:
    for steps in acts:
        for _name, do in steps(play):
            do()


def _meeting(
    play: MeetingPlay, account: str, dressed: Iterable[Dressed], parts: Iterable[str], who: str = ""
) -> None:
    """Grab parts of the meeting at the hour it is in the play."""
    home = play.way.home(account)
    for folder, dress, size in dressed:
        _wear(home, dress)
        window = Screens(*size).open(home, at_its_hour(play, account))
        window.go("meetings", play.meeting)
        for part in parts:
            window.part(part)
            window.grab(folder / f"{who}{part.partition('/')[0]}.png")
        window.close()


def _play(stage: Stage) -> None:
    """Publish, enrol a member and a chair, and let the member mark and review."""
    stages.publish(stage)
    for account in (MEMBER, CHAIR):
        stages.join(stage, account)
        stages.sync(stage, account)
    home = stage.home(MEMBER)
    with closing(open_store(home.store)) as store:
        paper = papers.about(store, f"proposal/{FIRST}")
        first, second, third = quotes(store, home, FIRST, 40)[1:4]
        annotating.note(
            store, home, paper, "Look this up before the call.", quote=first, colour="look"
        )
        annotating.comment(
            store, home, paper, "Which partners outside the IGF have agreed?", quote=second,
            kind="question", criterion="community",
        )  # fmt: skip
        annotating.note(store, home, paper, "Well argued.", quote=third, colour="strong")
        edit = Edit(
            texts={
                "relevance": "Timely, and narrower than last year. The move is well argued.",
                "community": "Journalists are in now. Who speaks for small islands?",
            },
            stance="changes",
        )
        reviewing.review(store, FIRST, edit)
    stages.sync(stage, MEMBER)
    stages.add_second_versions(stage)
    stages.publish(stage)
    stages.sync(stage, MEMBER)
    stages.sync(stage, CHAIR)


def _docs(stage: Stage, folder: Path) -> None:
    _all(stage, folder, Settings(), USUAL, only=("today", "meetings", "documents"))
    window = Screens(*USUAL).open(stage.home(MEMBER))
    window.go("proposals", FIRST)
    window.grab(folder / "proposals.png")
    window.close()


def _all(
    stage: Stage,
    folder: Path,
    dress: Settings,
    size: tuple[int, int],
    only: tuple[str, ...] = PLACES,
) -> None:
    """Grab every place as a member sees it, an open paper, and what only chairs have."""
    home = stage.home(MEMBER)
    _wear(home, dress)
    window = Screens(*size).open(home)
    for place in only:
        window.go(place)
        window.grab(folder / f"{place}.png")
    if only == PLACES:
        window.go("proposals", FIRST)
        window.grab(folder / "paper.png")
        window.go("documents", "lessons-past-forums")
        window.grab(folder / "document.png")
    window.close()
    if only == PLACES:
        for account, place in ((CHAIR, "chair"), (SECRETARIAT, "publish")):
            _wear(stage.home(account), dress)
            window = Screens(*size).open(stage.home(account))
            window.go(place)
            window.grab(folder / f"{place}.png")
            window.close()
        fresh = Home(stage.folder / "profiles" / "nobody")
        _wear(fresh, dress)
        window = Screens(*size).open(fresh)
        window.grab(folder / "first-run.png")
        window.close()


def _wear(home: Home, dress: Settings) -> None:
    settings.save(home.settings, replace(dress, auto_sync=False))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
