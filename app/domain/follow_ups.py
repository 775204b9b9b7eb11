"""What became of a letter: by point and question, what the next version answers and changes."""

from dataclasses import dataclass

from app.domain.ledgers import Answer

STATES = ("answered", "partly", "touched", "untouched", "unknown")
"""All its questions are answered; some are; the words it is about changed; they did not; nothing
tells. Derived from the texts: whether a point is settled is for people to say."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words a point is about, in the newer version."""

    source: str
    """Id of the comment that quotes them."""
    quote: str
    section: str
    """Key of the section they were in."""
    heading: str
    state: str
    """Of the words: `kept`, `changed` or `gone`."""
    section_state: str
    """Of the section: `same`, `changed`, `moved` or `removed`."""
    now: str = ""
    """The words found there now."""


@dataclass(frozen=True, slots=True)
class QuestionFollowed:
    id: str
    number: int
    text: str
    state: str
    """As the ledger of questions has it."""
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class PointFollowed:
    id: str
    number: int
    kind: str
    text: str
    state: str
    """Of `STATES`."""
    questions: tuple[QuestionFollowed, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionFollowed:
    key: str
    heading: str
    state: str
    """`same`, `changed`, `added`, `removed` or `moved`."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A letter about version `old`, looked at again after version `new`."""

    letter: str
    proposal: str
    """Its id; of points on a document `document/ID`."""
    old: int
    new: int
    note: str
    """What the proposers say they changed."""
    points: tuple[PointFollowed, ...]
    sections: tuple[SectionFollowed, ...]
    """Those that are not as they were."""
    answered_beside: tuple[str, ...] = ()
    """Ids of questions that the new version answers and the letter did not ask."""


def state_of(questions: tuple[QuestionFollowed, ...], passages: tuple[Passage, ...]) -> str:
    """Return how far a point was followed, of `STATES`."""
    answered = [each for each in questions if each.answer is not None]
    if questions and len(answered) == len(questions):
        return "answered"
    if answered:
        return "partly"
    if any(
        each.state != "kept" or each.section_state in {"changed", "removed"} for each in passages
    ):
        return "touched"
    return "untouched" if questions or passages else "unknown"
