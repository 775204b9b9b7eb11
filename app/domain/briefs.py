"""One page about a proposal for whoever chairs its discussion."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.composed_letters import ComposedLetter
from app.domain.consolidations import ProposalSaid
from app.domain.follow_ups import FollowUp, SectionFollowed
from app.domain.ledgers import Asked
from app.domain.rounds import Round
from app.domain.scoring import NOTHING, Spread


@dataclass(frozen=True, slots=True)
class Proponent:
    name: str
    affiliation: str = ""
    group: str = ""
    region: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A letter of support or the like."""

    source: str
    kind: str
    state: str
    """`received` or `expected`."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What the newest version changes of the one before it."""

    old: int
    new: int
    note: str
    """What the proposers say they changed."""
    sections: tuple[SectionFollowed, ...]
    """Those that are not as they were."""
    words_added: int = 0
    words_removed: int = 0


@dataclass(frozen=True, slots=True)
class Overlap:
    """Another proposal that this one has to do with."""

    proposal: str
    code: str
    title: str
    """Its id where the proposal is not here."""
    kind: str
    """`overlaps`, `merge` or `collaborate` as the Secretariat says; empty: only members say so."""
    members: int = 0
    """How many members would merge the two."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What came of the proposal that this one continues, in an earlier cycle or round."""

    cycle: str
    """Title of the cycle."""
    proposal: str
    code: str
    title: str
    letters: tuple[ComposedLetter, ...] = ()
    """That were sent."""
    outcome: str = ""
    """Key; empty where nothing was decided, or released."""
    outcome_title: str = ""
    """The round's own word; empty for one of the usual ones."""
    reason: str = ""
    condition: str = ""
    decided_at: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    cycle: str
    """Title of the cycle."""
    round: Round
    said: ProposalSaid
    """Code, title, positions, agreement, objections, who is missing: all that was said."""
    summary: str
    theme: str
    proponents: tuple[Proponent, ...]
    evidence: tuple[Evidence, ...]
    changed: Changed | None
    """None for a first version."""
    spread: Spread = NOTHING
    """Of the reviews' own scores."""
    controversy: float | None = None
    open_questions: tuple[Asked, ...] = ()
    """Not answered yet, or not to the asker's satisfaction."""
    overlaps: tuple[Overlap, ...] = ()
    letter: ComposedLetter | None = None
    """The one in work, else the one sent last."""
    follow_up: FollowUp | None = None
    """Of the letter sent last, where a newer version came."""
    outcome: str = ""
    """Key of what was decided, pending or released, as far as it may be seen here."""
    outcome_title: str = ""
    pending: bool = False
    earlier: tuple[Earlier, ...] = ()
    """The newest first."""
    names: Mapping[str, str] | None = None
    """{account: name}."""
    continues: str = ""
    """Id of the proposal it continues, where nothing of that is here."""
