"""The ledger of questions of a round, and one question asked of several proposers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.actions import annotating, letters
from app.actions.acting import Write, act, as_chair
from app.actions.clock import Clock, system
from app.actions.moving_marks import ANSWERS, Answered, answers, is_open
from app.actions.papers import About
from app.actions.trouble import Trouble
from app.domain import ids
from app.domain.changes import Changes
from app.domain.ledgers import Answer, Asked, CommonQuestion
from app.domain.letters import Letter, question_numbers
from app.domain.proposals import ProposalRow, Version
from app.domain.records import Row
from app.store import Store, annotations, current, members, proposals, rounds


def ledger(store: Store, round: str) -> tuple[Asked, ...]:
    """Return all questions about proposals of `round`, proposal by proposal, oldest first.

    Raises Trouble("no_such_round").
    """
    if rounds.one(store, round) is None:
        raise Trouble("no_such_round", id=round)
    papers = proposals.listed(store, round)
    rows = annotations.comments(store, round)
    return _ledger(store, papers, rows, letters.of_round(store, round))


def states(store: Store) -> dict[str, str]:
    """Return {question: its state} of all rounds that are here."""
    return {
        each.id: each.state for round in rounds.listed(store) for each in ledger(store, round.id)
    }


def of_proposal(store: Store, proposal: str) -> tuple[Asked, ...]:
    """Return all questions about one proposal, oldest first. Raises Trouble("no_such_paper")."""
    paper = proposals.one(store, proposal)
    if paper is None:
        raise Trouble("no_such_paper", kind="proposal", id=proposal)
    rows = annotations.on(store, "proposal", proposal)
    return _ledger(store, [paper], rows, {proposal: letters.letters(store, proposal)})


def common_questions(store: Store, round: str) -> tuple[CommonQuestion, ...]:
    """Return the questions of `round` that were asked of several proposers, oldest first.

    Raises Trouble("no_such_round").
    """
    asked: dict[str, list[Asked]] = {}
    for each in ledger(store, round):
        if each.common:
            asked.setdefault(each.common, []).append(each)
    papers = [each.id for each in proposals.listed(store, round)]
    groups = sorted(asked.items(), key=lambda item: (item[1][0].written_at, item[0]))
    return tuple(
        CommonQuestion(
            key,
            found[0].text,
            tuple(found),
            tuple(id for id in papers if id not in {each.proposal for each in found}),
        )
        for key, found in groups
    )


def ask_all(
    store: Store,
    wanted: Sequence[str],
    text: str,
    *,
    criterion: str | None = None,
    audience: tuple[str, ...] | None = None,
    clock: Clock = system,
) -> Changes:
    """Ask the proposers of all of `wanted` one question: a record each, with a key in common.

    One act: taken back at once. Raises Trouble: `not_a_chair`, `empty`, `no_such_paper`,
    `unknown_criterion`, `bad_audience`, `nul`, `too_long`.
    """
    as_chair(store)
    key = ids.new_id()
    with store.atomic():
        writes = [
            _question(store, each, text, key, criterion, audience, clock)
            for each in dict.fromkeys(wanted)
        ]
        if not writes:
            raise Trouble("empty")
        return act(store, "question", writes, clock)


def _question(
    store: Store,
    proposal: str,
    text: str,
    key: str,
    criterion: str | None,
    audience: tuple[str, ...] | None,
    clock: Clock,
) -> Write:
    paper = current.one(store, "proposals", proposal)
    if paper is None:
        raise Trouble("no_such_paper", kind="proposal", id=proposal)
    about = About("proposal", proposal, int(paper.data.get("version") or 1))
    data = annotating.question(store, about, text, criterion, clock) | {"common": key}
    readers = annotating.audience_of(store, about, "question", audience)
    return Write("comments", ids.new_id(), data, readers)


def _ledger(
    store: Store,
    papers: Sequence[ProposalRow],
    rows: Iterable[Row],
    written: Mapping[str, Sequence[Letter]],
) -> tuple[Asked, ...]:
    by_paper: dict[str, list[Row]] = {}
    for row in rows:
        if row.data.get("kind") == "question" and not row.data.get("withdrawn"):
            by_paper.setdefault(str((row.data.get("about") or {}).get("id")), []).append(row)
    names = members.names(store) if by_paper else {}
    answering = proposals.answering(store, sorted(by_paper)) if by_paper else {}
    found: list[Asked] = []
    for paper in papers:
        asked = by_paper.get(paper.id)
        if asked is None:
            continue
        versions = answering.get(paper.id, [])
        told, sent = answers(versions), written.get(paper.id, ())
        found += [_asked(row, paper, names, told.get(row.id), versions, sent) for row in asked]
    return tuple(found)


def _asked(
    row: Row,
    paper: ProposalRow,
    names: Mapping[str, str],
    told: Answered | None,
    versions: Sequence[Version],
    written: Sequence[Letter],
) -> Asked:
    data = row.data
    anchor: Mapping[str, Any] = data.get("anchor") or {}
    version = (data.get("about") or {}).get("version")
    holding = [each for each in written if _holds(each, row.id)]
    sent = next((each for each in holding if each.sent), None)
    numbers = {} if sent is None else question_numbers(sent.points)
    owner = row.owner or ""
    return Asked(
        row.id,
        paper.id,
        paper.code,
        paper.title,
        owner,
        names.get(owner, owner),
        str(data.get("text") or ""),
        _state(row, told, sent),
        str((anchor.get("quote") or {}).get("exact") or ""),
        str(anchor.get("section") or ""),
        str(data.get("criterion") or ""),
        version if isinstance(version, int) else None,
        str(data.get("created_at") or data.get("written_at") or ""),
        "" if sent is None else sent.id,
        None if sent is None else sent.version,
        numbers.get(row.id),
        any(not each.sent for each in holding),
        None if told is None else _answer(told, versions),
        str(data.get("common") or ""),
        bool(data.get("late")),
        row.waiting,
    )


def _holds(letter: Letter, question: str) -> bool:
    return any(question in {*each.questions, *each.comments} for each in letter.points)


def _state(row: Row, told: Answered | None, sent: Letter | None) -> str:
    said = str(row.data.get("question_state") or "")
    if said in ANSWERS.values() and (told is None or not is_open(row, told)):
        return said
    if told is not None:
        return "answered"
    return "in_letter" if sent is not None else "asked"


def _answer(told: Answered, versions: Sequence[Version]) -> Answer:
    where = told.anchor
    key = (told.section if where is None else where.section) or ""
    headings = {
        section.key: section.heading
        for each in versions
        if each.number == told.version
        for section in each.sections
    }
    return Answer(
        told.version,
        key,
        headings.get(key, key),
        "" if where is None else where.exact,
        None if where is None else where.start,
        None if where is None else where.end,
    )
