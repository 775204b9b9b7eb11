"""What was said about papers, brought together: by proposal and criterion, by document and section."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from app.domain.anchors import Place
from app.domain.carrying import Came
from app.domain.ledgers import Asked
from app.domain.likeness import near
from app.domain.replies import talks
from app.domain.rounds import Round


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that somebody said: a comment, or a review's words to one criterion."""

    id: str
    """Of the comment, or `<review id>/<criterion>` (`/comment`: on the whole proposal)."""
    kind: str
    """`comment`, `question`, `evidence` or `review`."""
    owner: str
    name: str
    text: str
    criterion: str = ""
    """Key; empty for the whole paper."""
    quote: str = ""
    section: str = ""
    """Key of the section its words are in now, or were when they are gone."""
    place: Place | None = None
    """Where the quote is in the newest version; None without one."""
    page: int | None = None
    """Of a document's PDF, from 1."""
    version: int | None = None
    """Of the paper, that it was said about."""
    stance: str = ""
    """Key of the position that who said it holds."""
    written_at: str = ""
    late: bool = False
    reply_to: str = ""
    like: int = 0
    """Number of its group of nearly the same remarks under this heading; 0: like no other."""
    points: tuple[str, ...] = ()
    """Ids of the points of letters that were made of it."""
    state: str = ""
    """Of a question: of `ledgers.STATES`."""
    came: Came | None = None
    """How the words came, where their writer did not send them herself."""


@dataclass(frozen=True, slots=True)
class Under:
    """What was said under one heading: a criterion, or a section of a document."""

    key: str
    """Empty for what is about the whole paper."""
    title: str
    said: tuple[Said, ...] = ()
    """Oldest first; nearly the same ones together, replies behind what they answer."""


@dataclass(frozen=True, slots=True)
class ProposalSaid:
    """What was said about one proposal."""

    id: str
    code: str
    title: str
    version: int
    under: tuple[Under, ...]
    """Every criterion of the round, then criteria it no longer has, then the whole proposal."""
    questions: tuple[Asked, ...] = ()
    positions: Mapping[str, int] = field(default_factory=dict[str, int])
    """{key of a position: how many hold it}."""
    in_favour: tuple[str, ...] = ()
    """Accounts that hold the first of the round's positions."""
    objecting: tuple[str, ...] = ()
    """Accounts that hold the last of them."""
    shared: tuple[tuple[Said, ...], ...] = ()
    """Remarks that at least two people make nearly alike, the most shared first."""
    objections: tuple[Said, ...] = ()
    """The words of those who object."""
    reasons: Mapping[str, int] = field(default_factory=dict[str, int])
    """{standard reason: how many gave it}."""
    merges: Mapping[str, int] = field(default_factory=dict[str, int])
    """{other proposal: how many would merge it}."""
    answered: tuple[str, ...] = ()
    """Accounts with a review, conflicts of interest and "no expertise" included."""
    missing: tuple[str, ...] = ()
    """Accounts that are asked about it and have sent no review."""
    recused: tuple[str, ...] = ()
    no_expertise: tuple[str, ...] = ()

    @property
    def said(self) -> tuple[Said, ...]:
        return tuple(each for heading in self.under for each in heading.said)

    @property
    def heard(self) -> int:
        """How many people said anything in words about it."""
        return len({each.owner for each in self.said})


@dataclass(frozen=True, slots=True)
class RoundSaid:
    """What was said about the proposals of a round."""

    round: Round
    proposals: tuple[ProposalSaid, ...]
    missing: tuple[str, ...] = ()
    """Accounts that are asked and have sent no review of any proposal."""

    @property
    def lonely(self) -> tuple[str, ...]:
        """Proposals about which nobody said a word."""
        return tuple(each.id for each in self.proposals if not each.heard)

    @property
    def fewest(self) -> tuple[str, ...]:
        """Proposals about which the fewest people said anything; none if all are alike in that."""
        heard = {each.heard for each in self.proposals}
        least = min(heard, default=0)
        return tuple(each.id for each in self.proposals if each.heard == least < max(heard))


@dataclass(frozen=True, slots=True)
class DocumentSaid:
    """What was said about one document, by its sections."""

    id: str
    title: str
    version: int | None
    comments_by: str
    """The instant until which it is open for comment; empty if it is not marked for comment."""
    under: tuple[Under, ...]
    """Its sections in the order of the text, then those that are gone, then the whole document."""
    questions: tuple[Said, ...] = ()
    missing: tuple[str, ...] = ()
    """Members and chairs who said nothing about it."""
    shared: tuple[tuple[Said, ...], ...] = ()
    """Remarks that at least two people make nearly alike, the most shared first."""


def sides(scheme: Round) -> tuple[str, str]:
    """Return the positions that are most in favour and most against: the first and the last.

    Rounds list them in this order (`docs/rounds.md`). Both are empty where there are not two.
    """
    keys = [each.key for each in scheme.stances]
    return (keys[0], keys[-1]) if len(keys) > 1 else ("", "")


def together(said: Sequence[Said]) -> tuple[Said, ...]:
    """Return remarks oldest first, nearly the same ones together, replies behind their roots."""
    given = sorted(said, key=lambda one: (one.written_at, one.id))
    found, apart = talks([(each.id, each.reply_to) for each in given])
    groups = near([given[talk[0][0]].text for talk in found])
    first: dict[int, int] = {}
    for index, group in enumerate(groups):
        first.setdefault(group, index)
    order = sorted(
        range(len(found)),
        key=lambda index: (first[groups[index]] if groups[index] else index, index),
    )
    told: list[Said] = []
    for index in order:
        root, *replies = (given[at] for at, _ in found[index])
        told += [replace(root, like=groups[index]) if groups[index] else root, *replies]
    # Remarks that answer each other in a circle hang under nothing: they stand at the end.
    return (*told, *(given[at] for at in apart))


def shared(under: Sequence[Under]) -> tuple[tuple[Said, ...], ...]:
    """Return the groups of nearly the same remarks that at least two people make."""
    found: list[tuple[Said, ...]] = []
    for heading in under:
        groups: dict[int, list[Said]] = {}
        for each in heading.said:
            if each.like:
                groups.setdefault(each.like, []).append(each)
        found += [tuple(each) for each in groups.values() if _people(each) > 1]
    return tuple(sorted(found, key=lambda each: -_people(each)))


def _people(said: Sequence[Said]) -> int:
    return len({each.owner for each in said})


def to_json(each: Said) -> dict[str, Any]:
    """Return a remark as `consolidate --json` shows it."""
    return {
        "id": each.id,
        "kind": each.kind,
        "owner": each.owner,
        "name": each.name,
        "text": each.text,
        "criterion": each.criterion or None,
        "quote": each.quote or None,
        "section": each.section or None,
        "place": None if each.place is None else each.place.to_json(),
        "page": each.page,
        "version": each.version,
        "stance": each.stance or None,
        "written_at": each.written_at,
        "late": each.late,
        "reply_to": each.reply_to or None,
        "like": each.like or None,
        "points": list(each.points),
        "state": each.state or None,
        "came": None if each.came is None else asdict(each.came),
    }
