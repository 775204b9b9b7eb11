"""What the documents of comments are made from: people, their reviews and remarks."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.carrying import Came
from app.domain.rounds import Deadline, Round


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as the roster has her; `role`, `group` and `region` are its codes."""

    name: str
    role: str = "member"
    group: str = ""
    region: str | None = None
    account: str = ""
    """Tells two of one name apart; it is never printed."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a paper that a remark points at."""

    exact: str
    section: str = ""
    """Heading of the section they are in."""
    version: int | None = None
    """Version of the paper they were marked in."""
    state: str = ""
    """In the newest version: `kept`, `changed`, `gone`; empty where that was not looked up."""
    now: str = ""
    """The words found there now, if they changed."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, question, piece of evidence or private note, with its replies."""

    author: Person
    text: str
    kind: str = "comment"
    """`comment`, `question`, `evidence` or `note`."""
    quote: Quote | None = None
    criterion: str | None = None
    version: int | None = None
    written_at: str = ""
    """ISO 8601, UTC."""
    late: bool = False
    state: str = ""
    """Of a question: `asked`, `in_letter`, `answered`, `satisfied`, `not_satisfied`."""
    about: str = ""
    """Title of what it is about, for remarks that are not on a proposal."""
    readers: tuple[str, ...] | None = None
    """Its audience, where the reader should see it; empty means only the writer."""
    sending: str = ""
    """Of my own: `here` (only on this computer), `waiting`, `received`, or empty."""
    replies: tuple["Remark", ...] = ()
    came: Came | None = None
    """How the words came, where their writer did not send them herself."""
    points: tuple[int, ...] = ()
    """Numbers of the points that were made of it."""


@dataclass(frozen=True, slots=True)
class Review:
    """One member's review of one proposal."""

    author: Person
    version: int | None = None
    stance: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    scores: Mapping[str, int | None] = field(default_factory=dict[str, int | None])
    overall: int | None = None
    comment: str = ""
    reasons: tuple[str, ...] = ()
    merge_with: tuple[str, ...] = ()
    """Titles of the proposals she would merge it with."""
    recused: str | None = None
    no_expertise: bool = False
    late: bool = False
    written_at: str = ""
    sending: str = ""
    """Of my own: `draft`, `changed` (a draft over what was submitted), `waiting`, `received`,
    or empty."""


@dataclass(frozen=True, slots=True)
class ProposalComments:
    """A proposal with what was said of it."""

    code: str
    title: str
    version: int
    proposers: str = ""
    """Their names, as one line."""
    reviews: tuple[Review, ...] = ()
    remarks: tuple[Remark, ...] = ()
    id: str = ""
    """Of the proposal; it is never printed."""


@dataclass(frozen=True, slots=True)
class CommentsReport:
    """Everybody's comments in one round, as far as the one who exports may read them."""

    cycle: str
    round: Round
    exported_on: str
    """ISO day or instant, from the caller: the same values give the same bytes."""
    exported_by: Person
    proposals: tuple[ProposalComments, ...] = ()
    general: tuple[Remark, ...] = ()
    """On the round, a meeting, a document: anything but a proposal."""
    expected: int | None = None
    """How many members were asked."""
    deadline: Deadline | None = None
    readers: tuple[str, ...] = ("chairs",)
    """Who may read this file: the narrowest audience of what is in it."""
    language: str = "en"
    right_to_left: bool = False


@dataclass(frozen=True, slots=True)
class Traced:
    """A point the chairs made of what was said, and whose words it was made of."""

    number: int
    kind: str
    """Of `letters.KINDS`."""
    title: str
    """Of the section it is about; empty for the whole document."""
    text: str
    sources: tuple[Person, ...] = ()
    """A person for each remark or question."""


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """Everybody's comments on one document, by its sections."""

    cycle: str
    title: str
    version: int | None
    comments_by: str
    """Until when it is open for comment; empty if it is not marked for comment."""
    exported_on: str
    exported_by: Person
    sections: tuple[tuple[str, tuple[Remark, ...]], ...] = ()
    """Headings in the order of the text, each with what was said about it; "": the whole."""
    silent: tuple[Person, ...] = ()
    """Who is asked and said nothing."""
    readers: tuple[str, ...] = ("chairs",)
    language: str = "en"
    right_to_left: bool = False
    points: tuple[Traced, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundComments:
    """My own words in one round."""

    round: Round
    proposals: tuple[ProposalComments, ...] = ()


@dataclass(frozen=True, slots=True)
class MyCommentsReport:
    """One member's own reviews, comments and private notes, drafts included."""

    cycle: str
    member: Person
    exported_on: str
    rounds: tuple[RoundComments, ...] = ()
    general: tuple[Remark, ...] = ()
    language: str = "en"
    right_to_left: bool = False
