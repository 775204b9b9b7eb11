"""What is left for me to review, in which order, and how far I am: for list, table and Today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from app.actions import assigned, planning
from app.actions.clock import Clock, stamp, system
from app.domain import times
from app.domain.changes import Changes
from app.domain.planning import Paper, planned
from app.domain.proposals import ProposalRow
from app.domain.records import Data
from app.domain.rounds import Round
from app.store import Store, facts, proposals, rounds, set_aside, submitted
from app.store import coverage as reviewed

DONE = frozenset({"submitted", "received"})
SEES_ALL = frozenset({"chair", "secretariat"})


@dataclass(frozen=True, slots=True)
class Progress:
    """How far I am with reviewing one round."""

    round: str
    title: str
    done: int
    """Submitted, sent or not yet."""
    drafts: int
    total: int
    """Without what was withdrawn, what I am not asked about, and where I have a conflict."""
    by: date | None
    """The day on which all is submitted at the pace of the last days; None without a pace."""
    late: bool
    """At that pace the deadline is missed."""

    def to_json(self) -> Data:
        return {
            "round": self.round,
            "done": self.done,
            "drafts": self.drafts,
            "total": self.total,
            "by": None if self.by is None else self.by.isoformat(),
            "late": self.late,
        }


@dataclass(frozen=True, slots=True)
class Task:
    """A proposal I have not reviewed yet."""

    row: ProposalRow
    skipped: bool
    reviews: int | None
    """How many others have reviewed it; None where that is not mine to see."""


def to_do(row: ProposalRow) -> bool:
    """Say whether I still have something to do on it: no review yet, a draft, a newer version."""
    if row.recused or row.status != "open":
        return False
    return row.review_state in {None, "draft", "decision"} or row.review_outdated


def left(store: Store, round_: str | None = None, *, few_first: bool = False) -> tuple[Task, ...]:
    """Return what I have not begun to review, what I skipped last.

    With `few_first` what fewest others have reviewed comes first, as far as I may know.
    """
    listed = assigned.to_me(store, proposals.listed(store, round_))
    known = coverage(store)
    skipped = set_aside.skipped(store)
    tasks = [
        Task(row, row.id in skipped, known.get(row.id))
        for row in listed
        if to_do(row) and row.review_state != "draft"
    ]
    if few_first:
        tasks.sort(key=lambda each: -1 if each.reviews is None else each.reviews)
    return tuple(sorted(tasks, key=lambda each: skipped.get(each.row.id, -1)))


def following(
    ids: Sequence[str],
    here: str | None,
    skipped: Mapping[str, int],
    few: Mapping[str, int] | None = None,
) -> str | None:
    """Return which of `ids` to review after `here`: from there on, then from the top.

    What was skipped comes when all others are done, in the order of skipping. With `few`
    (reviews by proposal) what fewest have reviewed comes first.
    """
    start = ids.index(here) + 1 if here in ids else 0
    found = [id for id in (*ids[start:], *ids[:start]) if id != here]
    if few is not None:
        found.sort(key=lambda each: few.get(each, 0))
    return min(found, key=lambda each: skipped.get(each, -1), default=None)


def skip(store: Store, proposal: str, clock: Clock = system) -> Changes:
    """Have `proposal` come back when all others are reviewed."""
    set_aside.skip(store, proposal, stamp(clock))
    return Changes.of("set_aside", ids=(proposal,))


def unskip(store: Store, proposal: str) -> Changes:
    """Put `proposal` back to where it was."""
    set_aside.unskip(store, proposal)
    return Changes.of("set_aside", ids=(proposal,))


def coverage(store: Store) -> dict[str, int]:
    """Return {proposal: reviews of others that count}, of the rounds whose reviews I may see.

    Of a round that hides them nothing is returned, not even that there are none.
    """
    profile = facts.profile(store)
    if profile is None:
        return {}
    seen = {each.id for each in rounds.listed(store) if covers(each, profile.role)}
    counts = reviewed.of_others(store) if seen else {}
    return {id: count for id, (round_, count) in counts.items() if round_ in seen}


def covers(scheme: Round, role: str) -> bool:
    """Say whether who has `role` sees all submitted reviews of the round, before her own too."""
    return role in SEES_ALL or scheme.others_visible == "open"


def asked_of_me(store: Store, listed: Sequence[ProposalRow]) -> frozenset[str]:
    """Return which of `listed` I am asked to review: all, or what the round assigns to me."""
    return frozenset(each.id for each in assigned.to_me(store, listed))


def progress(
    store: Store,
    now: datetime,
    zone: tzinfo | None = None,
    *,
    listed: Sequence[ProposalRow] | None = None,
) -> tuple[Progress, ...]:
    """Return how far I am with each open round that asks me for reviews.

    `listed` are the proposals where they were asked for already. The pace is that of the last
    days (`app.domain.planning`), a review counting when it was submitted first.
    """
    known = proposals.listed(store) if listed is None else listed
    rows = [
        row for row in assigned.to_me(store, known) if row.status != "withdrawn" and not row.recused
    ]
    first = submitted.first_at(store)
    found: list[Progress] = []
    for each in rounds.listed(store):
        mine = [row for row in rows if row.round == each.id]
        if each.status == "open" and mine:
            found.append(_progress(each, mine, first, now, zone))
    return tuple(found)


def _progress(
    scheme: Round,
    rows: Sequence[ProposalRow],
    first: Mapping[str, str],
    now: datetime,
    zone: tzinfo | None,
) -> Progress:
    papers = [
        Paper(row.id, 1.0, row.review_state in DONE, times.parsed(first.get(row.id)))
        for row in rows
    ]
    due = planning.deadline(scheme, now)
    plan = planned(papers, None if due is None else times.parse(due[1]), now, zone)
    drafts = sum(row.review_state == "draft" for row in rows)
    return Progress(scheme.id, scheme.title, plan.done, drafts, plan.total, plan.by, plan.late)
