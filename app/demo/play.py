"""A play of a whole round: whose words go how, by which clock, and in which papers.

What is written bears the hours of a clock that goes on by a minute at each look, so that two plays
can be held beside each other.
"""

import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol, TypeVar

from app.demo import script
from app.demo.script import ROUND
from app.demo.stage import CHAIR, CYCLE
from app.demo.steps import Took, expect
from app.paths import Home, resource
from app.store import Store, open_store

T = TypeVar("T")
Step = tuple[str, Callable[[], Took | None]]

MEMBERS = tuple(script.ANSWERS)


@dataclass(slots=True)
class Ticking:
    """A clock that goes on by a minute whenever somebody looks."""

    now: datetime = datetime(2021, 1, 25, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


class Way(Protocol):
    """What carries the papers to everybody, and everybody's words to those who may read them."""

    clock: Ticking

    def home(self, account: str) -> Home: ...

    @property
    def papers(self) -> Path:
        """The meeting folder."""
        ...

    def begin(self, accounts: Sequence[str]) -> Took:
        """Give the papers to the Secretariat, and let everybody join."""
        ...

    def writes(self, account: str) -> bool:
        """Say whether a member has the program; others fill in a form when it is gathered."""
        ...

    def gather(self, accounts: Sequence[str], chairs: Sequence[str] = (CHAIR,)) -> Took:
        """Bring what these members wrote to the chairs."""
        ...

    def spread(self, accounts: Sequence[str], chairs: Sequence[str] = (CHAIR,)) -> Took:
        """Bring what the chairs wrote and the folder holds to the Secretariat, them and these."""
        ...


@dataclass(slots=True)
class Play:
    way: Way
    questions: dict[int | None, str] = field(default_factory=dict[int | None, str])
    """{number of a remark, None for the common question about cybersecurity: its id}."""
    comments: dict[int, str] = field(default_factory=dict[int, str])
    online: str = ""

    def ask(self, account: str, question: Callable[[Store], T]) -> T:
        with closing(open_store(self.way.home(account).store)) as store:
            return question(store)

    @property
    def clock(self) -> Ticking:
        return self.way.clock

    @property
    def readers(self) -> tuple[str, ...]:
        """Members who have the program."""
        return tuple(each for each in MEMBERS if self.way.writes(each))


def lay_out(place: Path, cycle: str) -> None:
    """Write the sample's meeting folder as a cycle of its own, with a score to give."""
    shutil.copytree(resource("sample", CYCLE), place)
    own: dict[str, tuple[tuple[str, str], ...]] = {**script.CHANGES}
    own["cycle.toml"] = (*own["cycle.toml"], (f'"{CYCLE}"', f'"{cycle}"'))
    for name, changes in own.items():
        text = (place / name).read_text("utf-8")
        for old, new in changes:
            expect(old in text, f"{name} of the sample has no {old}")
            text = text.replace(old, new, 1)
        (place / name).write_text(text, "utf-8")
    with (place / "rounds" / f"{ROUND}.toml").open("a", encoding="utf-8") as file:
        file.write(script.SCALE)
