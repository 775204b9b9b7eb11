"""What a filled form says, as values."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Left:
    """A line that is no part of any answer, and why: outside, mail, unclear."""

    line: int
    text: str
    why: str = "unclear"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that was not understood or cannot be so: a code, and where it is."""

    code: str
    line: int
    field: str = ""
    got: str = ""
    proposal: str = ""
    choices: tuple[str, ...] = ()
    """What could stand there: the titles of the choices, the ends of the scale, the names."""


@dataclass(slots=True)
class Sheet:
    """What was answered about one proposal."""

    proposal: str
    version: int | None
    line: int
    depth: int = 0
    fields: dict[str, Any] = field(default_factory=dict[str, Any])
    """By the name of the prompt; only those whose line is there, None or empty where blank."""
    faults: list[Fault] = field(default_factory=list[Fault])
    unsure: set[str] = field(default_factory=set[str])
    """Prompts whose answer was not understood: neither given nor left empty."""

    @property
    def blank(self) -> bool:
        return not any(value not in (None, "", []) for value in self.fields.values())


@dataclass(slots=True)
class Form:
    """A filled form, or several of one person in one message."""

    version: int | None = None
    id: str = ""
    cycle: str = ""
    account: str = ""
    line: int = 1
    submit: bool = False
    whole: bool = False
    """Its last line is there: it was not cut short."""
    sheets: list[Sheet] = field(default_factory=list[Sheet])
    left: list[Left] = field(default_factory=list[Left])
    faults: list[Fault] = field(default_factory=list[Fault])
    notes: list[Fault] = field(default_factory=list[Fault])
    """What was read otherwise than it was written, so that somebody looks."""
