"""What the mail after a call tells: what was decided, who does what until when, what is due."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.next_steps import Step


@dataclass(frozen=True, slots=True)
class Said:
    """What came of one item; `label` and `title` are empty for what belongs to none."""

    label: str
    title: str
    decisions: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """A date that is still to come."""

    title: str
    at: datetime
    aoe: bool = False


@dataclass(frozen=True, slots=True)
class AfterCall:
    """All that the mail is made of."""

    title: str
    when: str
    said: tuple[Said, ...]
    due: tuple[Due, ...]
    next_meeting: str
    """Markdown, or words made of a record; empty where none is known."""
    final: bool
    """The report is there already."""
    signed: str
