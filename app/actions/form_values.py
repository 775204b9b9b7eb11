"""What was understood of filled forms, as values that windows and terminal show."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any

from app.domain.forms import Prompt, folded, groups
from app.domain.records import Data
from app.domain.rounds import Round


@dataclass(frozen=True, slots=True)
class Words:
    """A line that was not understood: where it stands and why (outside, mail, unclear)."""

    line: int
    text: str
    why: str
    mail: int = 0
    """Which form of the file it stands in, from 1."""


@dataclass(frozen=True, slots=True)
class Told:
    """A fault, or something worth saying: a code, where it is, and what the sentence needs."""

    code: str
    line: int = 0
    field: str = ""
    params: Mapping[str, str] = made(default_factory=dict[str, str])
    mail: int = 0


@dataclass(slots=True)
class Answers:
    """What a form says of one proposal."""

    proposal: str
    title: str
    version: int
    """The version it was filled in for."""
    newest: int
    scheme: Round
    given: dict[str, Any] = made(default_factory=dict[str, Any])
    """By the name of the prompt, blank ones too."""
    printed: Mapping[str, Any] | None = None
    """What stood in the form when it was made here, None if that is not known."""
    questions: tuple[str, ...] = ()
    unsure: bool = False
    """Something about it was not understood, and is told as a problem."""

    @property
    def prompts(self) -> tuple[Prompt, ...]:
        return tuple(prompt for group in groups(self.scheme) for prompt in group.prompts)

    @property
    def said(self) -> list[tuple[Prompt, Any]]:
        """What was answered, in the order of the form; without the questions."""
        return [
            (prompt, self.given[prompt.name])
            for prompt in self.prompts
            if prompt.kind != "questions" and not blank(self.given.get(prompt.name))
        ]

    @property
    def review(self) -> Data:
        """What was answered as fields of a review."""
        data: Data = {"scores": {}, "texts": {}}
        for prompt, value in self.said:
            if prompt.key:
                data[prompt.field][prompt.key] = value
            else:
                data[prompt.field] = bool(value) if prompt.field == "no_expertise" else value
        return data


@dataclass(slots=True)
class Paper:
    """One form of a file."""

    number: int
    id: str
    account: str
    name: str
    mine: bool
    submit: bool
    sender: str
    written_at: str
    answers: list[Answers] = made(default_factory=list[Answers])


@dataclass(slots=True)
class Understood:
    """Everything that was found in a file; nothing of it was saved."""

    papers: list[Paper] = made(default_factory=list[Paper])
    left_over: list[Words] = made(default_factory=list[Words])
    faults: list[Told] = made(default_factory=list[Told])
    """With one of these nothing can be saved."""
    problems: list[Told] = made(default_factory=list[Told])
    """Answers that were not understood; all others can be saved without them."""
    notices: list[Told] = made(default_factory=list[Told])

    @property
    def anything(self) -> bool:
        return any(each.said or each.questions for paper in self.papers for each in paper.answers)


def value_of(data: Data, prompt: Prompt) -> Any:
    """Return what a review holds for `prompt`, as a form prints it."""
    if prompt.field == "questions":
        return []
    value = data.get(prompt.field)
    if prompt.key:
        return (value or {}).get(prompt.key)
    if prompt.field == "no_expertise":
        return [prompt.options[0][0]] if value else []
    return value


def blank(value: Any) -> bool:
    return value is None or value in ("", [], ())


def same(one: Any, other: Any) -> bool:
    """Say whether two answers say the same, whatever a mailer did to spaces and quotes."""
    if isinstance(one, str) and isinstance(other, str):
        return folded(one).replace(" ", "") == folded(other).replace(" ", "")
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return sorted(map(str, one)) == sorted(map(str, other))
    return (blank(one) and blank(other)) or one == other
