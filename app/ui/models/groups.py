"""Working groups as rows: the groups, what is proposed, what belongs to one, who wants what."""

from dataclasses import dataclass
from datetime import datetime

from app.actions import groups
from app.actions.groups import Whole
from app.domain.carrying import CARRIERS
from app.domain.groups import PROPOSE, Group, Wish
from app.i18n import _
from app.phrases import groups as words
from app.store import Store, facts, members
from app.ui import times
from app.ui.icons import Symbol
from app.ui.models import next_steps
from app.ui.widgets.rows import Line

WISH = "wish/"
"""Begins the key of a row that is a proposed group."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list shows, and what its rows stand for."""

    lines: tuple[Line, ...]
    proposed: dict[str, Wish]
    """{key: the proposed group}: for chairs what waits, for a member what she proposed."""
    chair: bool


def listed(store: Store) -> Listed:
    """Return proposed groups first, then the groups, those that rest behind."""
    profile = facts.profile(store)
    if profile is None:
        return Listed((), {}, chair=False)
    chair = profile.role in CARRIERS
    asked = groups.requests(store) if chair else groups.my_wishes(store)
    shown = [each for each in asked if each.kind == PROPOSE and (chair or not _agreed(each))]
    waiting = {each.group for each in asked if chair and each.group}
    proposed = {f"{WISH}{each.id}": each for each in shown}
    lines = [
        Line(key, each.title, _("proposed"), symbol=Symbol.ADD, tone="accent", strong=chair)
        for key, each in proposed.items()
    ]
    known = groups.listed(store)
    lines += [_line(each, asked=each.id in waiting, me=profile.account) for each in known]
    return Listed(tuple(lines), proposed, chair)


def _agreed(each: Wish) -> bool:
    return each.answer is not None and each.answer.outcome == "accepted"


def _line(each: Group, *, asked: bool, me: str) -> Line:
    told = (words.state(each), _("you are in it") if each.has(me) else "")
    return Line(
        each.id,
        each.title,
        " · ".join(part for part in told if part),
        end=_("asked") if asked else "",
        symbol=Symbol.GROUPS,
        tone="faint" if each.status == "dormant" else "accent",
        end_tone="accent",
    )


def belongings(of: Whole, now: datetime) -> list[Line]:
    """Return meetings, papers with their versions and open next steps of a group as rows."""
    lines = [
        Line(
            f"meetings/{row.id}",
            str(row.data.get("title") or row.id),
            "" if (at := times.parsed(row.data.get("starts"))) is None else times.full(at, now),
            symbol=Symbol.MEETINGS,
        )
        for row in of.meetings
    ]
    for each in of.papers:
        told = [_("version {n}").format(n=each.version) if each.earlier or each.version else ""]
        told.append(each.status)
        below = " · ".join(part for part in told if part)
        lines.append(Line(f"documents/{each.id}", each.title, below, symbol=Symbol.FILE))
    lines += [next_steps.line(each, now, "steps") for each in of.actions if each.action.open]
    return lines


def people(store: Store, accounts: tuple[str, ...]) -> str:
    """Return the names of accounts, one a line; names of people without one as they are."""
    names = members.names(store)
    return "\n".join(names.get(each, each) for each in accounts)
