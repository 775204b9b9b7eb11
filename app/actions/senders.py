"""Who may have said something: proposed from the contacts and the roster, never decided."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from app.actions.acting import me
from app.actions.mailing import emails
from app.documents.messages import Message
from app.domain.conflicts import same_person
from app.domain.folding import fold, tokens
from app.store import Store, current, members

Why = Literal["address", "name", "alias", "like"]
MOST = 6
"""Candidates that are offered."""
LIKE = 82
"""Of 100: how alike a name is that may be a member's (rapidfuzz, words in any order)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member who may have said it."""

    account: str
    name: str
    why: Why
    """What speaks for her: an address of her contact, her name, an alias, or a name like hers."""


def proposed(store: Store, message: Message) -> tuple[Candidate, ...]:
    """Return who may have sent `message`, the likeliest first; one address decides before names."""
    people = dict(_people(store))
    by_mail = _by_address(store, message.address, people)
    return by_mail or tuple(_by_name(message.name, people))[:MOST]


def certain(found: tuple[Candidate, ...]) -> str | None:
    """Return whose it is, where an address says so and only one contact has it."""
    return found[0].account if len(found) == 1 and found[0].why == "address" else None


def may_be_named(store: Store) -> list[tuple[str, str]]:
    """Return (account, name) of everybody in whose name words can be filed: nobody's own."""
    return [(account, _name(account, data)) for account, data in _people(store)]


def _people(store: Store) -> Iterator[tuple[str, Mapping[str, Any]]]:
    mine = me(store).account
    for row in members.listed(store):
        data = row.data
        if row.id != mine and data.get("status") != "left" and data.get("role") != "observer":
            yield row.id, data


def _by_address(
    store: Store, address: str, people: Mapping[str, Mapping[str, Any]]
) -> tuple[Candidate, ...]:
    wanted = address.casefold()
    return tuple(
        Candidate(account, _name(account, data), "address")
        for account, data in people.items()
        if wanted
        and wanted in {each.casefold() for each in emails(_contact(store, account))}
    )  # fmt: skip


def _contact(store: Store, account: str) -> Any:
    return current.one(store, "contacts", f"member-{account}")


def _by_name(name: str, people: Mapping[str, Mapping[str, Any]]) -> Iterator[Candidate]:
    if not name.strip():
        return
    known: set[str] = set()
    for why in ("name", "alias"):
        for account, data in people.items():
            names = [_name(account, data)] if why == "name" else list(data.get("aliases") or ())
            if account not in known and any(same_person(name, str(each)) for each in names):
                known.add(account)
                yield Candidate(account, _name(account, data), why)
    like = [
        (_likeness(name, [_name(account, data), *(data.get("aliases") or ())]), account)
        for account, data in people.items()
        if account not in known
    ]
    for score, account in sorted(like, key=lambda each: (-each[0], each[1])):
        if score >= LIKE:
            yield Candidate(account, _name(account, people[account]), "like")


def _likeness(name: str, others: list[Any]) -> float:
    from rapidfuzz import fuzz  # noqa: PLC0415 -- slow import

    mine = tokens(fold(name))
    scores = [0.0]
    for other in others:
        theirs = tokens(fold(str(other)))
        scores.append(fuzz.token_sort_ratio(" ".join(mine), " ".join(theirs)))
        if mine and set(mine) < set(theirs):  # a chat often shows the first name alone
            scores.append(90.0)
    return max(scores)


def _name(account: str, data: Mapping[str, Any]) -> str:
    return str(data.get("name") or account)
