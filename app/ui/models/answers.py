"""Who has answered in a round and who has not; how the positions stand on each proposal."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from app.actions import answering
from app.domain.records import Row
from app.domain.rounds import Round
from app.i18n import _, ngettext
from app.store import Store, members, proposals, rounds
from app.store.rounds import Numbers
from app.ui.icons import Symbol
from app.ui.models import people
from app.ui.widgets.rows import Line

Said = tuple[str, str, Numbers]
"""A proposal, who reviewed it, and the numbers of the review."""


@dataclass(frozen=True, slots=True)
class Answers:
    done: tuple[Line, ...]
    missing: tuple[Line, ...]
    proposals: tuple[Line, ...]

    @property
    def words(self) -> str:
        total = len(self.done) + len(self.missing)
        return _("{n} of {total} have answered").format(n=len(self.done), total=total)


def collect(store: Store, round: Round) -> Answers:
    said = list(rounds.answers(store, round.id))
    sent = {(account, proposal) for proposal, account, _review in said}
    papers = proposals.listed(store, round.id)
    hers = answering.shares(store, round, papers)
    roster = {row.id: row for row in members.listed(store)}
    answered, silent = answering.answered(store, round)
    late = [_line(roster[each], symbol=Symbol.EMPTY, tone="faint", state=_("has not answered"))
            for each in silent]  # fmt: skip
    done: list[Line] = []
    for each in answered:
        share = hers.get(each, frozenset())
        n = sum((each, paper) in sent for paper in share)
        count = _("{n} of {total}").format(n=n, total=len(share))
        done.append(_line(roster[each], end=count, symbol=Symbol.DONE, tone="good",
                          state=_("has answered")))  # fmt: skip
    return Answers(tuple(done), tuple(late), tuple(_papers(store, round, said)))


def _line(row: Row, **more: Any) -> Line:
    line = people.line(row)
    return Line(line.key, line.title, line.below, **more)


def _papers(store: Store, round: Round, said: list[Said]) -> list[Line]:
    by_paper: dict[str, Counter[str]] = {}
    declared: Counter[str] = Counter()
    for paper, _account, review in said:
        if review.recused:
            declared[paper] += 1
        else:
            by_paper.setdefault(paper, Counter())[str(review.stance or "")] += 1
    found: list[Line] = []
    for each in proposals.listed(store, round.id):
        stances = by_paper.get(each.id, Counter())
        count = sum(stances.values())
        told = [f"{title}: {n}" for key, n in stances.items() if (title := _stance(round, key))]
        if declared[each.id]:
            told.append(_("conflict of interest: {n}").format(n=declared[each.id]))
        found.append(
            Line(
                each.id,
                each.title,
                " · ".join(told),
                end=ngettext("{n} review", "{n} reviews", count).format(n=count),
                symbol=Symbol.FILE,
            )
        )
    return found


def _stance(round: Round, key: str) -> str:
    found = round.stance(key)
    return found.title if found is not None else ""
