"""A letter as it will read: its fields filled, points and questions numbered, sources beside them."""

from collections.abc import Mapping
from dataclasses import replace

from app.actions import clock as clocks
from app.actions.acting import me
from app.actions.clock import Clock, system
from app.actions.sources import source
from app.domain.composed_letters import ComposedLetter, ComposedPoint, ComposedQuestion
from app.domain.deadlines import next_deadline
from app.domain.letters import Asked, Letter, Point, filled, missing_fields, question_numbers
from app.domain.records import Row
from app.domain.rounds import Round
from app.reports import words
from app.store import Store, current, facts, members, proposals, rounds


def composed(store: Store, letter: Letter, clock: Clock = system) -> ComposedLetter:
    """Return `letter` as it reads now, draft or sent."""
    names = members.names(store)
    collection, id = ("documents", letter.document) if letter.document else (
        "proposals", letter.proposal
    )  # fmt: skip
    paper = current.one(store, collection, id)
    data = {} if paper is None else paper.data
    scheme = rounds.one(store, letter.round or str(data.get("round") or ""))
    people = [names.get(each, each) for each in to_whom(store, paper)]
    limit = next_deadline(scheme, clocks.now(store, clock))
    values = {
        "proposer": ", ".join(people),
        "proposal": str(data.get("title") or id),
        "code": str(data.get("code") or ""),
        "version": str(letter.version),
        "deadline": "" if limit is None else words.deadline(limit),
        "chair": _chair(store, names, letter.owner),
        "round": "" if scheme is None else scheme.title,
        "cycle": cycle_title(store),
        "number": str(letter.number),
    }
    sent = letter.sent  # what was sent stands as it went out, braces and all
    return ComposedLetter(
        letter,
        values["cycle"],
        values["round"],
        values["code"],
        values["proposal"],
        tuple(people),
        values["chair"],
        values["deadline"],
        letter.opening if sent else filled(letter.opening, values),
        letter.closing if sent else filled(letter.closing, values),
        _points(store, letter, scheme, names),
        ()
        if sent
        else tuple(
            dict.fromkeys(
                missing_fields(letter.opening, values) + missing_fields(letter.closing, values)
            )
        ),
    )


def to_whom(store: Store, paper: Row | None) -> tuple[str, ...]:
    """Return to whom a letter about `paper` goes: proposers by name, else accounts or names.

    Of a document these are the facilitators of its working group, or the proposers of its proposal.
    """
    data = {} if paper is None else paper.data
    if paper is not None and paper.collection == "documents":
        group = current.one(store, "workgroups", str(data.get("group") or ""))
        if group is not None:
            return tuple(str(each) for each in group.data.get("facilitators") or ())
        return to_whom(store, current.one(store, "proposals", str(data.get("proposal") or "")))
    return tuple(str(each["name"]) for each in data.get("proponents") or () if each.get("name"))


def cycle_title(store: Store) -> str:
    id = facts.get(store, "cycle", "") or ""
    row = current.one(store, "cycle", id)
    return str(row.data.get("title") or id) if row else id


def _chair(store: Store, names: dict[str, str], writer: str) -> str:
    """Return the name of the chair who wrote it; of the first there is, if no chair did."""
    chairs = [row.id for row in members.listed(store) if row.data.get("role") == "chair"]
    mine = me(store)
    if not writer and mine.role == "chair":
        return names.get(mine.account, mine.account)
    account = writer if writer in chairs or not chairs else chairs[0]
    return names.get(account, account)


def _points(
    store: Store, letter: Letter, scheme: Round | None, names: dict[str, str]
) -> tuple[ComposedPoint, ...]:
    numbers = question_numbers(letter.points)
    version = proposals.version(store, letter.proposal, letter.version) if letter.proposal else None
    headings = {each.key: each.heading for each in version.sections} if version else {}
    headings |= {each.criterion: each.heading for each in letter.points if each.heading}

    def question(id: str, asked: Mapping[str, Asked]) -> ComposedQuestion:
        found = source(store, id, names)
        if id in asked:  # as it went out, whatever became of it, and for who cannot read it
            went = asked[id]
            found = replace(found, text=went.text, quote=went.quote, section=went.section)
        section = headings.get(found.section, found.section)
        return ComposedQuestion(
            id, numbers[id], found.text, found.quote, section, found.owner, found.name
        )

    def title(point: Point) -> str:
        criterion = None if scheme is None else scheme.criterion(point.criterion)
        return point.heading or point.criterion if criterion is None else criterion.title

    return tuple(
        ComposedPoint(
            each.id,
            number,
            each.kind,
            each.criterion,
            title(each),
            each.text,
            tuple(question(id, {one.id: one for one in each.asked}) for id in each.questions),
            tuple(source(store, id, names) for id in each.comments),
        )
        for number, each in enumerate(letter.points, 1)
    )
