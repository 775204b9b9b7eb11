"""The matrix of a round: members by proposals, as far as it may be seen here."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from app.actions.trouble import Trouble
from app.domain import assigning, fields, reckoning, schemes, scoring
from app.domain.matrices import Cell, Line, Matrix, Person
from app.domain.records import Row
from app.domain.rounds import Round, is_whole
from app.domain.schemes import Flaw
from app.store import Store, current, facts, members, rounds
from app.store.rounds import Numbers


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
    row = current.one(store, "rounds", id)
    if row is None:
        raise Trouble("no_such_round", id=id)
    scheme = Round.from_json(id, row.data)
    papers = _papers(store, id)
    roster = {row.id: row for row in members.listed(store)}
    waited = _asked(store, scheme, papers, roster)
    own = scoring.own_scores(scheme)
    cells: dict[str, dict[str, Cell]] = {paper.id: {} for paper in papers}
    for proposal, account, review in rounds.answers(store, id):
        cells[proposal][account] = _cell(own, review)
    lines = reckoning.with_few(
        scheme,
        [
            reckoning.reckoned(
                scheme,
                Line(
                    paper.id,
                    paper.code,
                    paper.title,
                    reviews=dict(sorted(cells[paper.id].items())),
                    asked_of=waited[paper.id],
                    theme=paper.theme,
                    status=paper.status,
                    version=paper.version,
                ),
            )
            for paper in papers
        ],
    )
    people = _people(roster, lines)
    answered = sum(len(line.asked_of & line.reviews.keys()) for line in lines)
    return Matrix(
        scheme,
        lines,
        people,
        reckoning.coverage(lines, people, answered),
        tuple(_flaws(row)),
        reckoning.strays(scheme, lines),
    )


def _flaws(row: Row) -> Iterator[Flaw]:
    """Yield what is wrong with a round that is here already, its fields first."""
    for each in fields.faults("rounds", row.id, row.data):
        params = {"got": each.got, "words": each.wanted}
        yield Flaw(each.code, each.field, {key: said for key, said in params.items() if said})
    yield from schemes.flaws(row.data)


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
        if (row.data.get("role") or "member") in members.ASKED and row.data.get("status") != "left"
    ]
    teams = _teams(store, scheme)
    barred, mine = rounds.kept_from_me(store), facts.get(store, "account")
    groups = {
        account: frozenset(id for id, people in teams.items() if account in people)
        for account in accounts
    }
    return {
        paper.id: frozenset(
            account
            for account in accounts
            if paper.status != "withdrawn"
            and (paper.id not in barred or account == mine)  # whether they answered is hidden
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


def _cell(own: scoring.Own, review: Numbers) -> Cell:
    recused, unable = review.recused or None, bool(review.no_expertise)
    scores = scoring.scores_of(review.scores)
    return Cell(
        review.overall,
        scores,
        review.stance or None,
        recused,
        unable,
        None if recused or unable else own(review.overall, scores),
        bool(review.late),
        review.version,
        tuple(review.merge_with) if review.merge_with else (),
    )


def _people(roster: Mapping[str, Row], lines: Sequence[Line]) -> tuple[Person, ...]:
    """Return who is asked, and whoever else sent a review, in the order of their names."""
    answered = Counter(account for line in lines for account in line.reviews)
    waited = Counter(account for line in lines for account in line.asked_of)
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
