"""Reads what reports are made of: a round, its decisions, its papers; only what may stand in a file."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.actions import book_text, consolidating, deciding, ledger, matrix, ranking, remarks
from app.actions.acting import me
from app.actions.composing import cycle_title
from app.actions.consolidating import Style
from app.actions.deciding_online import all_online
from app.actions.trouble import Trouble
from app.domain import decisions
from app.domain.balances import balance
from app.domain.capacity import KINDS
from app.domain.carrying import CARRIERS
from app.domain.proposals import ProposalRow
from app.domain.rounds import Round
from app.i18n import _
from app.paths import Home
from app.phrases import decisions as phrases
from app.phrases import people
from app.reports.book import Paper
from app.reports.brief import headed
from app.reports.decision_record import Line, Record
from app.reports.round_report import RoundValues
from app.reports.setting import Setting
from app.reports.values import Person, ProposalComments
from app.store import Store, current, proposals, rounds


def setting(
    store: Store,
    at: str,
    style: Style,
    readers: tuple[str, ...],
    *,
    named: bool = True,
    outward: bool = False,
) -> Setting:
    """Return who makes a report and for whom; `named` or without any name of hers."""
    account = me(store).account
    by = consolidating.roster(store).get(account, Person(account))
    return Setting(
        cycle_title(store), at, by if named else None, readers, *style, outward=outward
    )  # fmt: skip


def is_chair(store: Store) -> bool:
    """Say whether the chairs' words may stand in what is exported here."""
    return me(store).role in CARRIERS


def of_round(store: Store, home: Home, id: str) -> RoundValues:
    """Return the values of the round report. Raises Trouble("no_such_round")."""
    return RoundValues(
        matrix.of_round(store, id),
        remarks.of_round(store, home, id, placed=False),
        ledger.ledger(store, id),
        ledger.common_questions(store, id),
        decided(store, id),
    )


def decided(store: Store, id: str, *, pending: bool = False) -> Record:
    """Return what was decided of a round: released, and what is pending only with `pending`.

    Members never get what is pending. Raises Trouble: `no_such_round`, `for_chairs`.
    """
    if pending and not is_chair(store):
        raise Trouble("for_chairs")
    now = deciding.decided(store, id)
    titles = {each.id: headed(each.code, each.title) for each in proposals.listed(store)}
    outcomes = {each.key: each for each in now.outcomes}
    lines: list[Line] = []
    chosen: set[str] = set()
    for each in now.lines:
        paper, held = each.paper, each.decision
        shown = held is not None and held.outcome is not None and (pending or not held.pending)
        if held is None or held.outcome is None or not shown:
            state = "withdrawn" if each.state == "withdrawn" else "undecided"
            lines.append(Line(paper.code, paper.title, "", state))
            continue
        word = deciding.word(now.outcomes, held.outcome)
        accepts = held.outcome in outcomes and outcomes[held.outcome].accepts
        if accepts:
            chosen.add(paper.id)
        lines.append(
            Line(
                paper.code,
                paper.title,
                phrases.outcome(word),
                each.state,
                held.reason,
                held.condition,
                tuple(titles.get(other, other) for other in held.merge_with),
                held.channel,
                held.at,
                accepts,
                held.changed_at,
            )
        )
    entries = [each for each in ranking.table(store, id).entries if each.id in chosen]
    asked = [each.question for each in all_online(store)]
    return Record(
        now.title,
        tuple(lines),
        now.capacity,
        _places(now, chosen),
        {kind: balance(entries, kind) for kind in KINDS} if entries else {},
        tuple(each for each in asked if each.round in {"", id}),
        tuple(phrases.doubt(each, lambda other: titles.get(other, other)) for each in now.doubts)
        if pending
        else (),
    )


def _places(now: deciding.Decisions, chosen: set[str]) -> int:
    """Return how many places those take that go ahead in this record."""
    known = {
        each.paper.id: each.decision
        for each in now.lines
        if each.decision is not None and each.paper.id in chosen
    }
    return decisions.places_taken(known, now.outcomes)


def papers(
    store: Store, home: Home, scheme: Round, at: str, style: Style, only: str | None, *, marks: bool
) -> list[Paper]:
    """Return the proposals of a round as the book prints them, in the order of their codes."""
    listed = [each for each in proposals.listed(store, scheme.id) if only in {None, each.id}]
    mine = my_words(store, home, at, style) if marks else {}
    return papers_of(store, listed, mine)


def my_words(store: Store, home: Home, at: str, style: Style) -> dict[str, ProposalComments]:
    """Return what is mine about each proposal that I wrote about, by its id."""
    told = consolidating.mine(store, home, at, style)
    return {each.id: each for part in told.rounds for each in part.proposals}


def papers_of(
    store: Store, listed: Sequence[ProposalRow], mine: Mapping[str, ProposalComments]
) -> list[Paper]:
    """Return these proposals as a book prints them, with what of `mine` is about them."""
    versions = proposals.newest_versions(store, [each.id for each in listed])
    found: list[Paper] = []
    for each in listed:
        version = versions.get(each.id)
        sections = () if version is None else version.sections
        row = current.one(store, "proposals", each.id)
        data: Mapping[str, Any] = {} if row is None else row.data
        found.append(
            Paper(
                each.code,
                each.title,
                each.version,
                "" if version is None else version.at,
                tuple(_proposer(one) for one in data.get("proponents") or ()),
                str(data.get("theme") or ""),
                "" if version is None else version.note,
                tuple((one.heading or one.key, book_text.blocks(one.text)) for one in sections),
                _withdrawn(each),
                mine.get(each.id),
            )
        )
    return found


def scheme_of(store: Store, id: str) -> Round:
    """Return a round, with what reviews answer that it asks no longer. Raises `no_such_round`."""
    found = rounds.one(store, id)
    if found is None:
        raise Trouble("no_such_round", id=id)
    return found


def _withdrawn(each: ProposalRow) -> bool:
    return each.status == "withdrawn"


def _proposer(one: Mapping[str, Any]) -> str:
    parts = (
        str(one.get("name") or ""),
        str(one.get("affiliation") or ""),
        people.group(one.get("group")),
    )
    return _(", ").join(part for part in parts if part)
