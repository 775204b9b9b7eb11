"""What members said, brought together for the chair: a round, one proposal, or one document."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from app.actions import ledger, letters, matrix, papers
from app.actions.placing import places
from app.actions.sources import WHOLE
from app.actions.trouble import Trouble
from app.documents.sections import INTRO
from app.domain.anchors import Place
from app.domain.carrying import came
from app.domain.consolidations import (
    DocumentSaid,
    ProposalSaid,
    RoundSaid,
    Said,
    Under,
    shared,
    sides,
    together,
)
from app.domain.ledgers import Asked
from app.domain.letters import DOCUMENT, Letter
from app.domain.proposals import ProposalRow
from app.domain.records import Data, Row
from app.domain.rounds import Round
from app.domain.scoring import counts
from app.paths import Home
from app.store import Store, annotations, current, members, proposals, rounds

T = TypeVar("T")


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
    comments = _standing(annotations.comments(store, id))
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
        store, home, scheme, [paper], rounds.reviews_of(store, id), _standing(comments),
        ledger.of_proposal(store, id), {id: letters.letters(store, id)},
    )  # fmt: skip
    return found


def of_document(store: Store, home: Home, id: str) -> DocumentSaid:
    """Return what was said about a document, by its sections. Raises Trouble("no_such_paper")."""
    row = current.one(store, "documents", id)
    if row is None:
        raise Trouble("no_such_paper", kind="document", id=id)
    marks = annotations.on(store, "document", id)
    comments = _standing([each for each in marks if each.collection == "comments"])
    where, names = places(store, home, comments), members.names(store)
    written = letters.letters(store, DOCUMENT + id)
    points, states = _points(written), _in_letter(comments, written)
    said = [_comment(each, names, where.get(each.id), {}, points, states) for each in comments]
    about = papers.of_document(store, id)
    title = str(row.data.get("title") or id)
    titles = {
        each.key: each.heading or (title if each.key == INTRO else each.key)
        for each in papers.sections(store, home, about)
    }
    under = _under(said, titles, lambda each: each.section)
    return DocumentSaid(
        id,
        title,
        about.version,
        str(row.data.get("comments_by") or ""),
        under,
        tuple(each for each in said if each.kind == "question"),
        tuple(id for id in members.asked(store) if id not in {each.owner for each in said}),
        shared(under),
    )


def marked_for_comment(store: Store) -> list[Row]:
    """Return the documents that are or were open for comment, the one that closes first first."""
    rows = [row for row in current.listed(store, "documents") if row.data.get("comments_by")]
    rows = [row for row in rows if row.data.get("status") != "withdrawn"]
    return sorted(rows, key=lambda row: (str(row.data["comments_by"]), row.id))


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
    by_review = _grouped(reviews, lambda row: str(row.data.get("proposal")))
    by_comment = _grouped(comments, lambda row: str((row.data.get("about") or {}).get("id")))
    by_question = _grouped(questions, lambda each: each.proposal)
    return tuple(
        _proposal(
            scheme,
            paper,
            by_review.get(paper.id, []),
            by_comment.get(paper.id, []),
            by_question.get(paper.id, []),
            names,
            where,
            _points(written.get(paper.id, ())),
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
    said = [each for row in reviews for each in _review(row, names, points)]
    states = {each.id: each.state for each in questions}
    said += [_comment(row, names, where.get(row.id), stances, points, states) for row in comments]
    under = _under(
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


def _review(
    row: Row, names: Mapping[str, str], points: Mapping[str, tuple[str, ...]]
) -> list[Said]:
    """Return what a review says in words, to each criterion and on the whole."""
    data, owner = row.data, row.owner or ""
    texts = {key: str(text) for key, text in (data.get("texts") or {}).items() if text}
    found = [(key, key, text) for key, text in texts.items()]
    if data.get("comment") and WHOLE not in texts:
        found.append((WHOLE, "", str(data["comment"])))
    return [
        Said(
            f"{row.id}/{key}",
            "review",
            owner,
            names.get(owner, owner),
            text,
            criterion,
            version=data.get("version"),
            stance=str(data.get("stance") or ""),
            written_at=str(data.get("written_at") or ""),
            late=bool(data.get("late")),
            points=points.get(f"{row.id}/{key}", ()),
            came=came(data, names),
        )
        for key, criterion, text in found
        if text.strip()
    ]


def _comment(
    row: Row,
    names: Mapping[str, str],
    place: Place | None,
    stances: Mapping[str, str],
    points: Mapping[str, tuple[str, ...]],
    states: Mapping[str, str],
) -> Said:
    data, owner = row.data, row.owner or ""
    anchor: Mapping[str, Any] = data.get("anchor") or {}
    number = (anchor.get("page") or {}).get("number")
    about: Mapping[str, Any] = data.get("about") or {}
    return Said(
        row.id,
        str(data.get("kind") or "comment"),
        owner,
        names.get(owner, owner),
        str(data.get("text") or ""),
        str(data.get("criterion") or ""),
        str((anchor.get("quote") or {}).get("exact") or ""),
        str((place.section if place else None) or anchor.get("section") or ""),
        place,
        number if isinstance(number, int) else None,
        about.get("version"),
        stances.get(owner, ""),
        str(data.get("created_at") or data.get("written_at") or ""),
        bool(data.get("late")),
        str(data.get("reply_to") or ""),
        points=points.get(row.id, ()),
        state=states.get(row.id) or _state(data),
        came=came(data, names),
    )


def _state(data: Data) -> str:
    """Return what is known of a question without a ledger: what the asker said."""
    if data.get("kind") != "question":
        return ""
    return str(data.get("question_state") or "asked")


def _under(
    said: Sequence[Said], titles: Mapping[str, str], key: Callable[[Said], str]
) -> tuple[Under, ...]:
    """Return what was said by heading: all of `titles`, then what none of them names, then the whole."""
    sorted_in = _grouped(said, key)
    others = sorted(set(sorted_in) - set(titles) - {""})
    keys = [*titles, *others, ""]
    return tuple(
        Under(each, titles.get(each, each), together(sorted_in.get(each, []))) for each in keys
    )


def _points(written: Sequence[Letter]) -> dict[str, tuple[str, ...]]:
    """Return {what was said: ids of the points that were made of it}."""
    found: dict[str, tuple[str, ...]] = {}
    for each in written:
        for point in each.points:
            for source in dict.fromkeys((*point.comments, *point.questions)):
                found[source] = (*found.get(source, ()), point.id)
    return found


def _in_letter(comments: Sequence[Row], written: Sequence[Letter]) -> dict[str, str]:
    """Return {question about a document: `in_letter`} of those that went out with its points."""
    sent = {id for each in written if each.sent for point in each.points for id in point.questions}
    judged = {row.id for row in comments if row.data.get("question_state")}
    return dict.fromkeys(sent - judged, "in_letter")


def _standing(rows: Sequence[Row]) -> list[Row]:
    """Return the comments that were neither taken back nor kept as drafts."""
    return [row for row in rows if not row.data.get("withdrawn") and not row.at_home]


def _by_name(accounts: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(accounts, key=lambda each: (names.get(each, each).casefold(), each)))


def _grouped(rows: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found
