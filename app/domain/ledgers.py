"""The ledger of questions: what was asked of the proposers, and how far each question has come."""

from dataclasses import dataclass

STATES = ("asked", "in_letter", "answered", "satisfied", "not_satisfied")
"""In this order: asked, in a letter that was sent, answered by a version, judged by the asker."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Where the proposers say they answered a question."""

    version: int
    section: str
    """Key; empty where they named none."""
    heading: str
    exact: str
    """The words of the answer; empty where their quote is not in that version's text."""
    start: int | None = None
    """Within the section's plain text, in code points."""
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a proposal."""

    id: str
    proposal: str
    code: str
    title: str
    """Of the proposal."""
    owner: str
    name: str
    """Of who asked it."""
    text: str
    state: str
    """Of `STATES`."""
    quote: str = ""
    section: str = ""
    """Key of the section the quote is in."""
    criterion: str = ""
    version: int | None = None
    """Of the proposal, that it was asked about."""
    written_at: str = ""
    letter: str = ""
    """Id of the letter that was sent with it."""
    letter_version: int | None = None
    number: int | None = None
    """Its number in that letter."""
    drafted: bool = False
    """A draft of a letter has it."""
    answer: Answer | None = None
    common: str = ""
    """The same for one question that was asked of several proposers."""
    late: bool = False
    waiting: bool = False
    """My own, not sent yet."""

    @property
    def open(self) -> bool:
        """Say whether somebody still has to do something: proposers, or the asker."""
        return self.state != "satisfied"


@dataclass(frozen=True, slots=True)
class CommonQuestion:
    """One question to several proposers, the answers side by side."""

    key: str
    text: str
    asked: tuple[Asked, ...]
    """One for each proposal, in the order of the proposals."""
    not_asked: tuple[str, ...] = ()
    """Ids of the round's other proposals."""
