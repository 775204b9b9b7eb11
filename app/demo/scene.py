"""What every scene of the journey works with: the stage, the log, the open windows."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from app.actions import papers
from app.actions.clock import Clock, system
from app.demo import stage as stages
from app.demo.screens import Screens, Window
from app.demo.stage import CYCLE, Stage
from app.demo.steps import Log, Took, expect
from app.paths import Home
from app.store import Store, open_store

T = TypeVar("T")

FIRST, OTHER = "gender-digital-rights", "cybersecurity"
"""The two proposals that get a second version."""


@dataclass(slots=True, kw_only=True)
class Studio:
    """The screens, where pictures go, the log, the open window."""

    screens: Screens
    folder: Path
    log: Log
    windows: list[Window] = field(default_factory=list[Window])
    opened: int = 0

    def open(self, home: Home, clock: Clock = system) -> None:
        self.close()
        self.windows.append(self.screens.open(home, clock))
        self.opened += 1

    def close(self) -> None:
        while self.windows:
            self.windows.pop().close()

    def picture(self, window: Window, place: str, id: str = "", name: str = "") -> Took:
        """Go to a place and save a picture of the window."""
        window.go(place, id)
        return self.grab(name or place)

    def grab(self, name: str) -> Took:
        """Save a picture of the open window as it stands."""
        file = self.folder / f"{self.opened}-{name}.png"
        file.unlink(missing_ok=True)  # one of an earlier journey proves nothing
        self.windows[-1].grab(file)
        expect(file.is_file() and file.stat().st_size, "no picture")
        return Took(file=str(file))

    def ask(self, home: Home, question: Callable[[Store], T]) -> T:
        with closing(open_store(home.store)) as store:
            return question(store)


@dataclass(slots=True, kw_only=True)
class Scene(Studio):
    stage: Stage

    def join(self, account: str) -> Took:
        stages.join(self.stage, account)
        return Took(says=f"{account} in {CYCLE}")

    def sync(self, account: str) -> Took:
        report = stages.sync(self.stage, account)
        expect(report.received, "nothing came")
        return Took.of(report, f"{report.received} records, {report.requests} requests")

    def nothing_new(self, account: str) -> Took:
        report = stages.sync(self.stage, account)
        expect(report.requests == 1, f"{report.requests} requests for nothing new")
        expect(not (report.sent or report.received), "something was sent or received again")
        return Took.of(report)


def quotes(store: Store, home: Home, proposal: str, count: int) -> list[str]:
    """Return `count` sentences spread over the sections of a proposal."""
    paper = papers.about(store, f"proposal/{proposal}")
    sentences = [
        sentence.strip()
        for section in papers.sections(store, home, paper)
        for block in section.text.split("\n")
        for sentence in block.split(". ")[:1]
        if len(sentence) > 30  # noqa: PLR2004 -- long enough to be found once
    ]
    every = max(1, len(sentences) // count)
    return sentences[::every][:count]
