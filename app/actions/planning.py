"""My reading plan: proposals of open rounds, like after like, laid out up to the deadline."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from hashlib import blake2b
from itertools import pairwise

from app.actions import assigned
from app.domain import likeness, planning, reading_time, times
from app.domain.planning import Paper, Plan
from app.domain.proposals import ProposalRow
from app.domain.records import Data
from app.domain.rounds import Round
from app.store import Store, lengths, proposals, rounds, seen

BITE = 40
"""Papers counted in one transaction."""
ALIKE = "alike"


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """The plan of one round."""

    round: str
    title: str
    what: str
    """What the deadline is of, such as `comments`; "" without one."""
    aoe: bool
    plan: Plan
    papers: tuple[ProposalRow, ...]
    """All of the plan in the order of reading, those that are read as well."""
    minutes: Mapping[str, float]
    like: Mapping[str, float]
    """How like each is to the one before it, where they are alike."""

    def to_json(self) -> Data:
        plan = self.plan
        on = {id: day.on.isoformat() for day in plan.days for id in day.papers}
        return {
            "round": self.round,
            "title": self.title,
            "state": plan.state.value,
            "deadline": None if plan.deadline is None else times.text(plan.deadline),
            "what": self.what,
            "total": plan.total,
            "done": plan.done,
            "left": len(plan.left),
            "minutes": plan.minutes,
            "a_day": plan.a_day,
            "minutes_a_day": plan.minutes_a_day,
            "by": None if plan.by is None else plan.by.isoformat(),
            "late": plan.late,
            "days": [
                {"on": day.on.isoformat(), "minutes": day.minutes, "papers": list(day.papers)}
                for day in plan.days
            ],
            "papers": [
                {
                    "id": row.id,
                    "code": row.code,
                    "title": row.title,
                    "theme": row.theme,
                    "minutes": planning.whole(self.minutes[row.id]) if row.counts else None,
                    "read": is_read(row),
                    "changed": row.changed,
                    "on": on.get(row.id),
                    "like_before": self.like.get(row.id),
                }
                for row in self.papers
            ],
        }


def prepare(store: Store, breathe: Callable[[], object] = lambda: None) -> bool:
    """Count what was not counted, and find the order of likeness anew where papers came.

    For 400 proposals of 10 KB it takes about a second: not on the thread of the window,
    and with `breathe`, called every few milliseconds outside all writing, which may rest or raise
    to stop. Say whether anything is known now that was not.
    """
    counted = False
    for bite in _bites(lengths.uncounted(store)):
        made: list[tuple[lengths.Uncounted, dict[str, int]]] = []
        for each in lengths.words(store, bite):
            breathe()
            made.append((each, reading_time.counted(each.text)))
        with store.atomic():
            for each, counts in made:
                lengths.keep(store, each.proposal, each.version, counts)
        counted = counted or bool(made)
    lengths.forget_gone(store)
    papers = [(row.id, row.version, row.title) for row in proposals.listed(store)]
    digest = blake2b(repr((papers, sorted(lengths.proposals(store)))).encode(), digest_size=16)
    if lengths.order(store, ALIKE)[0] == digest.hexdigest():
        return counted
    texts: dict[str, str] = {}
    for id, text in lengths.texts(store):
        breathe()
        texts[id] = text
    ids = list(texts)
    placed = likeness.order(list(texts.values()), breathe)
    found = [(ids[each.index], round(each.like, 3)) for each in placed]
    lengths.keep_order(store, ALIKE, digest.hexdigest(), found)
    return True


def alike(store: Store) -> dict[str, tuple[int, float]]:
    """Return {proposal: (place in the order of likeness, how like it is to the one before)}.

    As it was found last (`prepare`); empty before that.
    """
    _digest, found = lengths.order(store, ALIKE)
    return {str(id): (at, float(str(like))) for at, (id, like) in enumerate(found)}


def arranged(
    rows: Sequence[ProposalRow], places: Mapping[str, tuple[int, float]]
) -> list[ProposalRow]:
    """Return `rows` by theme, and in each theme like after like.

    Themes come in the order of their first proposal, those without one last.
    """
    themes: dict[str, int] = {}
    for row in rows:
        themes.setdefault(row.theme, len(themes))
    end = len(places)
    return sorted(
        rows,
        key=lambda row: (not row.theme, themes[row.theme], places.get(row.id, (end, 0.0))[0]),
    )


def plans(
    store: Store,
    now: datetime,
    pace: int = reading_time.USUAL,
    zone: tzinfo | None = None,
    *,
    listed: Sequence[ProposalRow] | None = None,
) -> list[RoundPlan]:
    """Return a plan for each open round that has something to read, the next deadline first.

    Of a round that assigns its proposals: for those that are assigned to me. `listed` are the proposals where they were asked for already.
    """
    places = alike(store)
    at = seen.read_at(store, "proposals")
    known = proposals.listed(store) if listed is None else listed
    asked = assigned.to_me(store, known)
    rows = [row for row in asked if row.status == "open" and not row.recused]
    found: list[RoundPlan] = []
    for each in rounds.listed(store):
        mine = [row for row in rows if row.round == each.id]
        if each.status == "open" and mine:
            found.append(_plan(each, arranged(mine, places), places, at, (now, pace, zone)))
    far = datetime.max.replace(tzinfo=now.tzinfo)
    return sorted(found, key=lambda each: (each.plan.deadline or far, each.title))


def following(plans: Sequence[RoundPlan], here: str | None) -> str | None:
    """Return the paper to read after `here`, from the top where it is the last; None for none."""
    left = {id for each in plans for id in each.plan.left}
    order = [row.id for each in plans for row in each.papers]
    start = order.index(here) + 1 if here in order else 0
    after = [id for id in (*order[start:], *order[:start]) if id in left and id != here]
    return after[0] if after else None


def is_read(row: ProposalRow) -> bool:
    """Say whether I read it in its newest version."""
    return row.read_version is not None and row.read_version >= row.version


def minutes(row: ProposalRow, pace: int) -> float:
    """Return the minutes `row` takes; 0 while its words are not counted."""
    return reading_time.minutes(row.counts, pace)


def _bites(papers: Sequence[tuple[str, int]]) -> Iterator[Sequence[tuple[str, int]]]:
    for start in range(0, len(papers), BITE):
        yield papers[start : start + BITE]


def _plan(
    round_: Round,
    rows: Sequence[ProposalRow],
    places: Mapping[str, tuple[int, float]],
    read_at: Mapping[str, str],
    how: tuple[datetime, int, tzinfo | None],
) -> RoundPlan:
    now, pace, zone = how
    took = _minutes(rows, pace)
    papers = [
        Paper(row.id, took[row.id], is_read(row), times.parsed(read_at.get(row.id))) for row in rows
    ]
    due = deadline(round_, now)
    at = None if due is None else times.parse(due[1])
    like = {
        row.id: places[row.id][1]
        for before, row in pairwise(rows)
        if before.id in places
        and row.id in places
        and places[row.id][0] == places[before.id][0] + 1
        and places[row.id][1] >= likeness.ALIKE
    }
    plan = planning.planned(papers, at, now, zone)
    what, aoe = (due[0], due[2]) if due is not None else ("", False)
    return RoundPlan(round_.id, round_.title, what, aoe, plan, tuple(rows), took, like)


def deadline(round_: Round, now: datetime) -> tuple[str, str, bool] | None:
    """Return (what, instant, aoe) of the round's next deadline; of the last one if all are over."""
    known = [
        (each.at, each.what, each.aoe) for each in round_.deadlines if times.is_instant(each.at)
    ]
    ahead = [each for each in known if times.parse(each[0]) > now]
    if not known:
        return None
    at, what, aoe = min(ahead, key=_when) if ahead else max(known, key=_when)
    return what, at, aoe


def _when(each: tuple[str, str, bool]) -> datetime:
    return times.parse(each[0])


def _minutes(rows: Sequence[ProposalRow], pace: int) -> dict[str, float]:
    """Return minutes by proposal; what was not counted yet takes as long as the others do."""
    known = [minutes(row, pace) for row in rows if row.counts]
    usual = sum(known) / len(known) if known else 0.0
    return {row.id: minutes(row, pace) if row.counts else usual for row in rows}
