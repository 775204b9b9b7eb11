"""What members said, brought together for the chair: a round, one proposal, or one document."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from app.actions import ledger, letters, matrix
from app.actions.placing import places
from app.actions.remarks_documents import marked_for_comment, of_document
from app.actions.remarks_said import (
    comment_said,
    grouped,
    points_of,
    review_said,
    standing,
    under_headings,
)
from app.actions.trouble import Trouble
from app.domain.anchors import Place
from app.domain.consolidations import (
    DocumentSaid,
    ProposalSaid,
    RoundSaid,
    shared,
    sides,
)
from app.domain.ledgers import Asked
from app.domain.letters import Letter
from app.domain.proposals import ProposalRow
from app.domain.records import Row
from app.domain.rounds import Round
from app.domain.scoring import counts
from app.paths import Home
from app.store import Store, annotations, members, proposals, rounds

__all__ = ["consolidation", "marked_for_comment", "of_document", "of_proposal", "of_round"]


def consolidation(store: Store, home: Home, what: str) -> RoundSaid | DocumentSaid:
    """Return what was said about `what`: a round's id, or `document/ID`.

    Raises Trouble: `no_such_round`, `no_such_paper`, `not_consolidated`.
    """
    if "/" not in what:
        return of_round(store, home, what)
    kind, _slash, id = what.partition("/")
    if kind != "document":
        raise Trouble("not_consolidated", about=what)
    return of_document(store, home, id)


def of_round(store: Store, home: Home, id: str, *, placed: bool = True) -> RoundSaid:
    """Return what was said about every proposal of a round. Raises Trouble("no_such_round").

    Without `placed` nobody looks where the quotes are in the newest versions: for 400 proposals
    that is the most of the work.
    """
    scheme = rounds.one(store, id)
    if scheme is None:
        raise Trouble("no_such_round", id=id)
    listed = proposals.listed(store, id)
    comments = standing(annotations.comments(store, id))
    found = _about(
        store, home, scheme, listed, rounds.reviews(store, id), comments, ledger.ledger(store, id),
        letters.of_round(store, id), placed=placed,
    )  # fmt: skip
    asked = matrix.asked(store, scheme, listed)
    waited = {account for each in asked.values() for account in each}
    answered = {account for each in found for account in each.answered}
    names = members.names(store)
    return RoundSaid(scheme, found, _by_name(waited - answered, names))


def of_proposal(store: Store, home: Home, id: str) -> ProposalSaid:
    """Return what was said about one proposal. Raises Trouble("no_such_paper")."""
    paper = proposals.one(store, id)
    if paper is None:
        raise Trouble("no_such_paper", kind="proposal", id=id)
    scheme = rounds.of_proposal(store, id) or Round(paper.round, paper.round, "qualitative", "open")
    comments = [
        row for row in annotations.on(store, "proposal", id) if row.collection == "comments"
    ]
    (found,) = _about(
        store, home, scheme, [paper], rounds.reviews_of(store, id), standing(comments),
        ledger.of_proposal(store, id), {id: letters.letters(store, id)},
    )  # fmt: skip
    return found


def _about(
    store: Store,
    home: Home,
    scheme: Round,
    listed: Sequence[ProposalRow],
    reviews: Iterable[Row],
    comments: Sequence[Row],
    questions: Iterable[Asked],
    written: Mapping[str, Sequence[Letter]],
    *,
    placed: bool = True,
) -> tuple[ProposalSaid, ...]:
    names, where = members.names(store), places(store, home, comments) if placed else {}
    asked = matrix.asked(store, scheme, listed)
    by_review = grouped(reviews, lambda row: str(row.data.get("proposal")))
    by_comment = grouped(comments, lambda row: str((row.data.get("about") or {}).get("id")))
    by_question = grouped(questions, lambda each: each.proposal)
    return tuple(
        _proposal(
            scheme,
            paper,
            by_review.get(paper.id, []),
            by_comment.get(paper.id, []),
            by_question.get(paper.id, []),
            names,
            where,
            points_of(written.get(paper.id, ())),
            asked.get(paper.id, frozenset()),
        )
        for paper in listed
    )


def _proposal(
    scheme: Round,
    paper: ProposalRow,
    reviews: list[Row],
    comments: list[Row],
    questions: list[Asked],
    names: Mapping[str, str],
    where: Mapping[str, Place | None],
    points: Mapping[str, tuple[str, ...]],
    asked: frozenset[str],
) -> ProposalSaid:
    stances = {
        row.owner or "": str(row.data.get("stance") or "") for row in reviews if counts(row.data)
    }
    said = [each for row in reviews for each in review_said(row, names, points)]
    states = {each.id: each.state for each in questions}
    said += [
        comment_said(row, names, where.get(row.id), stances, points, states) for row in comments
    ]
    under = under_headings(
        said, {each.key: each.title for each in scheme.criteria}, lambda each: each.criterion
    )
    first, last = sides(scheme)
    objecting = [account for account, stance in stances.items() if last and stance == last]
    data = [row.data for row in reviews if counts(row.data)]
    answered = {row.owner or "" for row in reviews}
    return ProposalSaid(
        paper.id,
        paper.code,
        paper.title,
        paper.version,
        under,
        tuple(questions),
        dict(Counter(each for each in stances.values() if each)),
        _by_name((id for id, stance in stances.items() if first and stance == first), names),
        _by_name(objecting, names),
        shared(under),
        tuple(
            each
            for heading in under
            for each in heading.said
            if each.owner in objecting and each.kind in {"review", "comment"}
        ),
        dict(Counter(str(reason) for each in data for reason in each.get("reasons") or ())),
        dict(Counter(str(other) for each in data for other in each.get("merge_with") or ())),
        _by_name(answered, names),
        _by_name(asked - answered, names),
        _by_name((row.owner or "" for row in reviews if row.data.get("recused")), names),
        _by_name((row.owner or "" for row in reviews if row.data.get("no_expertise")), names),
    )


def _by_name(accounts: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(accounts, key=lambda each: (names.get(each, each).casefold(), each)))
