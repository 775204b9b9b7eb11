"""The matrix of a round: members by proposals, as far as it may be seen here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any, Protocol

from app.actions.trouble import Trouble
from app.domain import assigning, scoring
from app.domain.matrices import FEW, Cell, Coverage, Line, Matrix, Person
from app.domain.records import Row
from app.domain.rounds import Round, Scale, is_whole
from app.store import Store, current, members, rounds

ROLES = frozenset({"member", "chair"})
"""Roles that are asked for reviews."""

Cells = dict[str, Cell]
"""{account: what she sent about one proposal}"""


class Asked(Protocol):
    """What must be known of a proposal to say who is asked about it."""

    @property
    def id(self) -> str: ...
    @property
    def theme(self) -> str: ...
    @property
    def status(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Paper:
    """A proposal as the matrix names it."""

    id: str
    code: str
    title: str
    theme: str
    status: str
    version: int


def of_round(store: Store, id: str) -> Matrix:
    """Return the matrix of round `id`: what was submitted, and what it comes to.

    Drafts are never in it, my own neither; a review taken back is none. What the round hides
    from me never came to this computer. Raises Trouble("no_such_round").
    """
    scheme = rounds.one(store, id)
    if scheme is None:
        raise Trouble("no_such_round", id=id)
    papers = _papers(store, id)
    roster = {row.id: row for row in members.listed(store)}
    asked = _asked(store, scheme, papers, roster)
    cells: dict[str, Cells] = {paper.id: {} for paper in papers}
    merges: dict[str, Counter[str]] = {paper.id: Counter() for paper in papers}
    own = scoring.own_scores(scheme)
    for proposal, account, review in rounds.answers(store, id):
        cells[proposal][account] = _cell(own, review)
        merges[proposal].update(_ids(review.get("merge_with")))
    lines = [
        _line(scheme, paper, cells[paper.id], merges[paper.id], asked[paper.id]) for paper in papers
    ]
    few = _few(lines, scored=scheme.scored)
    lines = [replace(line, few=line.id in few) for line in lines]
    people = _people(roster, lines, asked)
    return Matrix(scheme, tuple(lines), people, _coverage(lines, people, asked))


def _papers(store: Store, round: str) -> list[Paper]:
    """Return the proposals of `round` in the order of their codes.

    Not `proposals.listed`, which looks for my review of each: here all are looked at anyway.
    """
    found = [
        Paper(
            row.id,
            str(row.data.get("code") or ""),
            str(row.data.get("title") or row.id),
            str(row.data.get("theme") or ""),
            str(row.data.get("status") or "open"),
            version if is_whole(version := row.data.get("version")) else 1,
        )
        for row in current.where(store, "proposals", "$.round", round)
    ]
    return sorted(found, key=lambda each: (each.code, each.title, each.id))


def asked(store: Store, scheme: Round, papers: Sequence[Asked]) -> dict[str, frozenset[str]]:
    """Return {proposal: accounts that are asked about it}; withdrawn proposals ask nobody."""
    return _asked(store, scheme, papers, {row.id: row for row in members.listed(store)})


def _asked(
    store: Store, scheme: Round, papers: Sequence[Asked], roster: Mapping[str, Row]
) -> dict[str, frozenset[str]]:
    accounts = [
        row.id
        for row in roster.values()
        if (row.data.get("role") or "member") in ROLES and row.data.get("status") != "left"
    ]
    teams = _teams(store, scheme)
    groups = {
        account: frozenset(id for id, people in teams.items() if account in people)
        for account in accounts
    }
    return {
        paper.id: frozenset(
            account
            for account in accounts
            if paper.status != "withdrawn"
            and assigning.asked(scheme, account, groups[account], paper.id, paper.theme)
        )
        for paper in papers
    }


def _teams(store: Store, scheme: Round) -> dict[str, frozenset[str]]:
    """Return {working group: accounts in it} of those the round asks by."""
    named = {each.group for each in scheme.assigned if each.group}
    found = [current.one(store, "workgroups", id) for id in sorted(named)]
    return {
        row.id: frozenset(row.data.get("participants") or ())
        | frozenset(row.data.get("facilitators") or ())
        for row in found
        if row is not None
    }


def _cell(own: scoring.Own, review: Mapping[str, Any]) -> Cell:
    recused, unable = review.get("recused") or None, bool(review.get("no_expertise"))
    return Cell(
        review.get("overall"),
        review.get("scores") or {},
        review.get("stance") or None,
        recused,
        unable,
        None if recused or unable else own(review),
        bool(review.get("late")),
        review.get("version"),
    )


def _line(
    scheme: Round, paper: Paper, cells: Cells, merges: Counter[str], asked: frozenset[str]
) -> Line:
    counting = [cell for cell in cells.values() if cell.counts]
    own = scoring.spread(cell.own for cell in counting if cell.own is not None)
    stances = Counter(cell.stance for cell in counting if cell.stance)
    if scheme.scored:
        differs = scoring.controversy(own, scoring.reach(scheme))
    else:
        known = [stances[each.key] for each in scheme.stances]
        differs = scoring.division(known, len(known))
    recused = [account for account, cell in cells.items() if cell.recused]
    return Line(
        paper.id,
        paper.code,
        paper.title,
        own,
        answered=len(counting),
        blank=len(counting) - own.n if scheme.scored else 0,
        recused=len(recused),
        no_expertise=sum(cell.no_expertise and not cell.recused for cell in cells.values()),
        controversy=differs,
        criteria={
            each.key: scoring.spread(_scores(counting, each.key, each.scale))
            for each in scheme.criteria
            if each.scale is not None
        },
        stances=dict(stances),
        merges=dict(merges),
        reviews=dict(sorted(cells.items())),
        asked=len(asked.difference(recused)),
        theme=paper.theme,
        status=paper.status,
        version=paper.version,
    )


def _scores(cells: list[Cell], key: str, scale: Scale) -> list[int]:
    low, high = scale.min, scale.max
    found = [scoring.on(cell.scores.get(key), low, high) for cell in cells]
    return [score for score in found if score is not None]


def _ids(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] -- JSON


def _few(lines: list[Line], *, scored: bool) -> frozenset[str]:
    """Return the proposals with few reviews: under three, or under half of what is usual here."""
    had = {
        line.id: line.spread.n if scored else line.answered
        for line in lines
        if line.status != "withdrawn"
    }
    usual = median(had.values()) if had else 0
    return frozenset(id for id, n in had.items() if n < FEW or n < usual / 2)


def _people(
    roster: Mapping[str, Row], lines: list[Line], asked: Mapping[str, frozenset[str]]
) -> tuple[Person, ...]:
    """Return who is asked, and whoever else sent a review, in the order of their names."""
    answered = Counter(account for line in lines for account in line.reviews)
    waited = Counter(account for accounts in asked.values() for account in accounts)
    found: list[Person] = []
    for account in {*answered, *waited}:
        row = roster.get(account)
        data: Mapping[str, Any] = {} if row is None else row.data
        found.append(
            Person(
                account,
                str(data.get("name") or account),
                str(data.get("role") or "member"),
                str(data.get("group") or ""),
                data.get("region") or None,
                account in waited,
                answered[account],
                waited[account],
            )
        )
    return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.account)))


def _coverage(
    lines: list[Line], people: tuple[Person, ...], asked: Mapping[str, frozenset[str]]
) -> Coverage:
    return Coverage(
        asked=sum(map(len, asked.values())),
        answered=sum(len(asked[line.id] & line.reviews.keys()) for line in lines),
        counting=sum(line.answered for line in lines),
        missing=tuple(each.account for each in people if each.expected and not each.answered),
        few=tuple(line.id for line in lines if line.few),
    )
