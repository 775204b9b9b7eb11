"""Reading working groups: what each is and has, who wants what of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.actions import next_steps, papers
from app.actions.acting import as_chair, me, there
from app.actions.clock import Clock, system
from app.actions.next_steps import Standing
from app.domain import groups
from app.domain.groups import Answer, Group, Wish
from app.domain.records import Data, Row
from app.store import Store, current, meetings, members


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of a group, with the documents it took the place of."""

    id: str
    title: str
    version: str
    """Its own number where it names one, else how many there were."""
    status: str
    earlier: tuple[str, ...]
    """Ids of what it replaced, the latest first."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A group with all that belongs to it, as far as it may be read here."""

    group: Group
    inside: bool
    """I am in it."""
    wish: Wish | None
    """What I asked for last and may still be told about: open, or answered with no."""
    meetings: tuple[Row, ...]
    """The latest first."""
    papers: tuple[Paper, ...]
    actions: tuple[Standing, ...]
    requests: tuple[Wish, ...]
    """For chairs: who wants to join or leave."""


def listed(store: Store) -> list[Group]:
    """Return all working groups, those that rest behind, each by its title."""
    found = [groups.group(row) for row in current.listed(store, "workgroups")]
    return sorted(
        found, key=lambda each: (each.status == "dormant", each.title.casefold(), each.id)
    )


def the_group(store: Store, id: str) -> Group:
    """Return one group. Raises Trouble("no_such_record")."""
    return groups.group(there(store, "workgroups", id))


def whole(store: Store, id: str, clock: Clock = system) -> Whole:
    """Return a group with all that belongs to it. Raises Trouble: `not_joined`, `no_such_record`."""
    profile = me(store)
    found = the_group(store, id)
    mine = [each for each in my_wishes(store) if each.group == id]
    told = [each for each in mine if groups.needs(each, {id: found}) or _no(each)]
    asked = [
        each for each in _wishes(store) if each.group == id and groups.needs(each, {id: found})
    ]
    return Whole(
        found,
        found.has(profile.account),
        told[-1] if told else None,
        tuple(row for row in meetings.listed(store) if row.data.get("group") == id),
        tuple(_papers(store, id)),
        tuple(next_steps.listed(store, group=id, clock=clock)),
        tuple(asked) if profile.role in {"chair", "secretariat"} else (),
    )


def my_wishes(store: Store) -> list[Wish]:
    """Return what I want of the groups and did not take back, the earliest first."""
    account = me(store).account
    return [each for each in _wishes(store) if each.account in {account, ""}]


def requests(store: Store) -> list[Wish]:
    """Return what waits for an answer of the chairs, the earliest first.

    Raises Trouble: `not_joined`, `not_a_chair`.
    """
    as_chair(store)
    known = {each.id: each for each in listed(store)}
    return [each for each in _wishes(store) if groups.needs(each, known)]


def named(store: Store, account: str) -> str:
    """Return the name of an account, or what stands in its place."""
    return members.names(store).get(account, account)


def _no(each: Wish) -> bool:
    return each.answer is not None and each.answer.outcome == groups.DECLINED


def _wishes(store: Store) -> list[Wish]:
    found: list[Wish] = []
    mine = me(store).account
    for kind in groups.KINDS:
        rows = current.where(store, "intents", "$.kind", kind)
        found += [_of(each, mine) for row in rows if (each := groups.wish(row)) is not None]
    return groups.standing(found, _answers(store)) if found else []


def _of(each: Wish, mine: str) -> Wish:
    """Return a wish with its account; what has not left this computer is mine."""
    return each if each.account else replace(each, account=mine)


def _answers(store: Store) -> dict[str, Answer]:
    rows = current.where(store, "decisions", "$.kind", groups.ANSWER)
    return dict(each for row in rows if (each := groups.answer(row)) is not None)


def _papers(store: Store, id: str) -> list[Paper]:
    rows = {row.id: row.data for row in current.where(store, "documents", "$.group", id)}
    older = {str(data.get("replaces")) for data in rows.values() if data.get("replaces")}
    made: list[Paper] = []
    for each, data in rows.items():
        if each not in older and data.get("status") != "withdrawn":
            made.append(_paper(store, each, data, rows))
    return sorted(made, key=lambda paper: (paper.title.casefold(), paper.id))


def _paper(store: Store, id: str, data: Data, group: Mapping[str, Data]) -> Paper:
    """Return a document of a group; only what it replaced outside of the group is looked up."""
    earlier: tuple[str, ...] = ()
    before = data.get("replaces")
    while isinstance(before, str) and before not in (id, *earlier):
        earlier = (*earlier, before)
        if before not in group:
            earlier = (*earlier[:-1], *papers.replaced(store, before))
            break
        before = group[before].get("replaces")
    version = data.get("version")
    number = str(version) if version is not None else str(len(earlier) + 1)
    return Paper(id, str(data.get("title") or id), number, str(data.get("status") or ""), earlier)
