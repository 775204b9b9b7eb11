"""Names of other papers: each has to be there, and no paper may come twice."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.domain import audience, ids
from app.secretariat.near import near
from app.secretariat.papers import Paper
from app.secretariat.sources import Desk

_PAPERS: Mapping[str, Mapping[str, str]] = {
    "rounds": {
        "assigned[].members[]": "members",
        "assigned[].group": "workgroups",
        "assigned[].proposals[]": "proposals",
    },
    "proposals": {
        "round": "rounds",
        "proponents[].member": "members",
        "evidence[].document": "documents",
        "related[].proposal": "proposals",
    },
    "meetings": {"group": "workgroups", "attendance[].member": "members"},
    "items": {
        "parent": "items",
        "proposals[]": "proposals",
        "documents[]": "documents",
        "outputs[].document": "documents",
        "carried_to": "items",
    },
    "documents": {
        "meeting": "meetings",
        "group": "workgroups",
        "proposal": "proposals",
        "replaces": "documents",
    },
    "contributions": {"document": "documents"},
}
_PEOPLE: Mapping[str, tuple[str, ...]] = {
    "items": ("lead",),
    "workgroups": ("facilitators[]", "participants[]"),
}
"""Where an account or simply a name may stand."""
_NO_ACCOUNTS = {*audience.WORDS, *audience.ROLES, "co-chair", "co-chairs", "all", "tbc", "tbd"}

Known = Mapping[str, frozenset[str]]


def judge(desk: Desk, there: Known | None = None) -> None:
    """Tell doubled ids, names that lead nowhere, and papers that lead to each other in a circle.

    `there` are ids by collection of papers that are known without standing in the folder.
    """
    doubled(desk)
    there = there or {}
    known: Known = {
        name: frozenset(each.id for each in desk.papers if each.collection == name)
        | there.get(name, frozenset())
        for name in {*(each.collection for each in desk.papers), *there}
    }
    criteria = _criteria(desk)
    for paper in desk.papers:
        for pattern, target in _PAPERS.get(paper.collection, {}).items():
            for each in named(paper.data, pattern):
                _resolve(desk, paper, each, target, known)
        for pattern in _PEOPLE.get(paper.collection, ()):
            for path, value in named(paper.data, pattern):
                _person(desk, paper, path, value, known)
        _readers(desk, paper, known)
        if paper.collection == "contacts":
            _contact(desk, paper, known)
        if paper.collection in {"proposals", "versions", "items", "documents"}:
            _criterion(desk, paper, criteria)
    _loops(desk)


def named(data: Any, pattern: str) -> Iterator[tuple[str, str]]:
    """Return every text at `pattern` (`proponents[].member`) with its path."""
    yield from _named(data, pattern.replace("[]", ".[]").split("."), "")


def bare(path: str) -> str:
    """Return the path of a list's text without its index: `proposals[0]` is in `proposals`."""
    return path[: path.rfind("[")] if path.endswith("]") else path


def _named(value: Any, steps: list[str], path: str) -> Iterator[tuple[str, str]]:
    if not steps:
        if isinstance(value, str) and value:
            yield path, value
    elif steps[0] == "[]":
        for at, each in enumerate(value if isinstance(value, list) else []):
            yield from _named(each, steps[1:], f"{path}[{at}]")
    elif isinstance(value, dict):
        inner = f"{path}.{steps[0]}" if path else steps[0]
        yield from _named(value.get(steps[0]), steps[1:], inner)


def _resolve(
    desk: Desk, paper: Paper, named_at: tuple[str, str], target: str, known: Known
) -> None:
    path, value = named_at
    there = known.get(target, frozenset())
    if value in there or target in desk.unread or (target == "members" and not there):
        return
    code = "unknown_account" if target == "members" else "unknown_paper"
    meant = near(value, there)
    desk.fault(paper.spot(path), bare(path), code, got=value[:80], kind=target, meant=meant)


def _person(desk: Desk, paper: Paper, path: str, value: str, known: Known) -> None:
    """Tell what looks like an account (`omar`, not `Omar Plum`) and is none."""
    accounts = known.get("members", frozenset())
    if not accounts or "members" in desk.unread or value in accounts or value in _NO_ACCOUNTS:
        return
    if ids.ACCOUNT.fullmatch(value):
        meant = near(value, accounts)
        desk.fault(paper.spot(path), bare(path), "unknown_person", got=value[:40], meant=meant)


def _readers(desk: Desk, paper: Paper, known: Known) -> None:
    """Tell readers that are neither a group of readers nor an account of the folder."""
    accounts = known.get("members", frozenset())
    for word in paper.audience:
        if word in audience.WORDS or word in accounts:
            continue
        meant = near(word, (*audience.WORDS, *accounts))
        if meant or (accounts and "members" not in desk.unread):
            desk.fault(
                paper.spot("audience"), "audience", "bad_audience", got=word[:40], meant=meant
            )


def _contact(desk: Desk, paper: Paper, known: Known) -> None:
    kind, _, name = paper.id.partition("-")
    target = {"member": "members", "proposal": "proposals"}.get(kind)
    if target is None or not name:
        desk.fault(paper.at, "id", "bad_contact", got=paper.id[:80])
    else:
        there = known.get(target, frozenset())
        if name not in there and target not in desk.unread and (there or target == "proposals"):
            code = "unknown_account" if target == "members" else "unknown_paper"
            desk.fault(paper.at, "id", code, got=name[:80], kind=target, meant=near(name, there))


def _criteria(desk: Desk) -> dict[str, frozenset[str]]:
    """Return the criterion keys that each proposal's round has; `""` holds all there are."""
    of_round = {
        paper.id: frozenset(key for _, key in named(paper.data, "criteria[].key"))
        for paper in desk.papers
        if paper.collection == "rounds"
    }
    found = {
        paper.id: of_round[str(paper.data.get("round"))]
        for paper in desk.papers
        if paper.collection == "proposals" and str(paper.data.get("round")) in of_round
    }
    return {**found, "": frozenset[str]().union(*of_round.values())}


def _criterion(desk: Desk, paper: Paper, criteria: Mapping[str, frozenset[str]]) -> None:
    """Tell a `criterion` (or one of the `criteria`) that the proposal's round does not have."""
    if "rounds" in desk.unread:
        return
    about = paper.id if paper.collection == "proposals" else str(paper.data.get("proposal"))
    known = criteria.get(about, criteria[""])
    for path, value in _mentions(paper.data, ""):
        if value not in known:
            params = {"got": value[:40], "meant": near(value, known)}
            desk.fault(paper.spot(path), bare(path), "unknown_criterion", **params)


def _mentions(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, each in value.items():
            inner = f"{path}.{key}" if path else str(key)
            if key == "criterion" and isinstance(each, str) and each:
                yield inner, each
            elif key == "criteria" and isinstance(each, list):
                yield from (
                    (f"{inner}[{n}]", one) for n, one in enumerate(each) if isinstance(one, str)
                )
            else:
                yield from _mentions(each, inner)
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from _mentions(each, f"{path}[{at}]")


def doubled(desk: Desk) -> None:
    """Tell every paper whose id another one of its collection has: both places."""
    seen: dict[tuple[str, str], list[Paper]] = {}
    for paper in desk.papers:
        if paper.id:
            seen.setdefault((paper.collection, paper.id.casefold()), []).append(paper)
    for papers in seen.values():
        for paper in papers if len(papers) > 1 else ():
            other = next(each for each in papers if each is not paper)
            field = next(
                (each for each in ("id", "label") if each in paper.spots),
                _ID.get(paper.collection, "id"),
            )
            there = other.spot(field)
            spot = paper.spot(field)
            desk.fault(
                spot, field, "doubled_id", id=paper.id[:80], file=there.file, line=there.line
            )


_ID = {"members": "account"}


def _loops(desk: Desk) -> None:
    """Tell documents that replace each other, and items that lie under each other, in a circle."""
    for collection, field, code in (
        ("documents", "replaces", "replaces_in_a_circle"),
        ("items", "parent", "parents_in_a_circle"),
    ):
        after = {p.id: p for p in desk.papers if p.collection == collection}
        for paper in after.values():
            path, step = {paper.id}, paper.data.get(field)
            while isinstance(step, str) and step in after and step not in path:
                path.add(step)
                step = after[step].data.get(field)
            if step == paper.id and (len(path) > 1 or collection == "items"):
                desk.fault(paper.spot(field), field, code, papers=sorted(path))
