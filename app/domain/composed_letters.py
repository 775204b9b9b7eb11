"""A letter as it reads: numbers given, merge fields filled, each point traced to what was said."""

from dataclasses import dataclass

from app.domain.letters import Letter


@dataclass(frozen=True, slots=True)
class Source:
    """What a point was made of. Who said it is for the chairs: no letter prints it."""

    id: str
    """Of a comment, or `<review id>/<criterion>`."""
    kind: str
    """`comment`, `question`, `evidence`, `review`, or `gone`: withdrawn, or not here (any more)."""
    owner: str = ""
    name: str = ""
    text: str = ""
    quote: str = ""
    section: str = ""
    """Key of the section the quote is in."""


@dataclass(frozen=True, slots=True)
class ComposedQuestion:
    """A question of the letter; its number counts through the whole letter."""

    id: str
    number: int
    text: str
    """Empty for one that was withdrawn or is not here."""
    quote: str = ""
    section: str = ""
    """Heading of the section the quote is in."""
    owner: str = ""
    name: str = ""
    """Of who asked it."""


@dataclass(frozen=True, slots=True)
class ComposedPoint:
    id: str
    number: int
    """Its place in the letter, from 1."""
    kind: str
    """`point`, `agreement` or `objection`."""
    criterion: str
    """Key; empty for the whole proposal."""
    criterion_title: str
    text: str
    questions: tuple[ComposedQuestion, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class ComposedLetter:
    """Everything a letter prints."""

    letter: Letter
    cycle: str
    """Title of the cycle."""
    round: str
    """Title of the round."""
    code: str
    title: str
    proposers: tuple[str, ...]
    """Names."""
    chair: str
    """Name of who writes it."""
    deadline: str
    """The round's next deadline in words; empty if it has none."""
    opening: str
    """Its merge fields filled; one without a value stands as it was written."""
    closing: str
    points: tuple[ComposedPoint, ...]
    unfilled: tuple[str, ...] = ()
    """Merge fields that have no value yet."""

    @property
    def questions(self) -> tuple[ComposedQuestion, ...]:
        """All questions in the order of their numbers."""
        found = [each for point in self.points for each in point.questions]
        return tuple(sorted(found, key=lambda each: each.number))
