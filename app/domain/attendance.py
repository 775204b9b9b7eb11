"""Who was at a meeting: members, observers, guests and names nobody is sure of, as its record keeps them.

Field `attendance` of a meeting: [{`id`, `member` (account, or null for somebody who is not of the
roster), `state`, `kind`, `name`, `role`, `affiliation`, `uncertain`, `line`}]; only `member` or
`name` must be there. By their `id` what two chairs tick is joined person by person.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast, get_args
from uuid import NAMESPACE_URL, uuid5

State = Literal["present", "apologies", "left_early"]
Kind = Literal["", "member", "observer", "guest"]
STATES: tuple[State, ...] = get_args(State)
KINDS: tuple[Kind, ...] = get_args(Kind)
_DOUBT = re.compile(r"\s*[?？؟]+\s*$")
_FIELDS = ("id", "member", "state", "kind", "name", "role", "affiliation", "uncertain", "line")


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person of a meeting's attendance."""

    id: str
    member: str | None = None
    """Account; None for somebody who is not of the roster."""
    state: State = "present"
    kind: Kind = ""
    """As what; empty: as the roster says."""
    name: str = ""
    """As written for this meeting; empty: as the roster has it."""
    role: str = ""
    affiliation: str = ""
    uncertain: bool = False
    """Nobody is sure who it was, or how the name is written."""
    line: str = ""
    """How a report had the whole line, while nobody has changed a part of it."""
    more: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Fields that this version does not know; they are kept."""

    def to_json(self) -> dict[str, Any]:
        """Return the entry as the record holds it; what is usual is left out."""
        told: dict[str, Any] = {
            "kind": self.kind, "name": self.name, "role": self.role,
            "affiliation": self.affiliation, "uncertain": self.uncertain, "line": self.line,
        }  # fmt: skip
        filled = {name: value for name, value in told.items() if value}
        return {**self.more, "id": self.id, "member": self.member, "state": self.state, **filled}

    def changed(self, **fields: Any) -> "Attendee":
        """Return the entry with `fields` changed; the line of a report holds no longer then."""
        made = replace(self, **fields)
        parts = ("name", "role", "affiliation", "uncertain", "member")
        same = all(getattr(made, each) == getattr(self, each) for each in parts)
        return made if same else replace(made, line="")

    def words(self, name: str = "", role: str = "", affiliation: str = "") -> str:
        """Return the line of the list of participants; what is given fills what is not said here.

        `line` as it came, else name, role and affiliation, a question mark behind a name that
        nobody is sure of.
        """
        if self.line:
            return self.line
        doubt = " ?" if self.uncertain else ""
        parts = (
            f"{self.name or name or self.member or ''}{doubt}",
            self.role or role,
            self.affiliation or affiliation,
        )
        return ", ".join(part for part in parts if part)


def of(data: Mapping[str, Any]) -> tuple[Attendee, ...]:
    """Return the attendance of a meeting's record; what names nobody is left out."""
    found: object = data.get("attendance")
    listed = cast("list[object]", found) if isinstance(found, list) else []
    read = [_read(cast("Mapping[str, Any]", each)) for each in listed if isinstance(each, Mapping)]
    known: dict[str, Attendee] = {}
    for each in read:
        if each is not None:
            id = each.id
            while id in known:  # the same entry twice, by whoever wrote the record
                id += "-2"
            known[id] = replace(each, id=id)
    return tuple(known.values())


def entry_id(member: str | None, name: str = "") -> str:
    """Return the id of somebody's entry: the same on every computer, so that two become one."""
    if member:
        return member
    return f"guest-{uuid5(NAMESPACE_URL, 'attendance:' + ' '.join(name.casefold().split()))}"


def written(people: Iterable[Attendee]) -> list[dict[str, Any]]:
    """Return an attendance as the record holds it."""
    return [each.to_json() for each in people]


def put(people: Sequence[Attendee], one: Attendee) -> tuple[Attendee, ...]:
    """Return `people` with `one` in the place of her entry, else at the end."""
    if all(each.id != one.id for each in people):
        return (*people, one)
    return tuple(one if each.id == one.id else each for each in people)


def state_of(word: object) -> State:
    """Return the state a word names, `present` for any other."""
    for each in STATES:
        if each == word:
            return each
    return "present"


def kind_of(word: object) -> Kind:
    """Return the kind a word names, none for any other."""
    for each in KINDS:
        if each == word:
            return each
    return ""


def named(raw: str) -> tuple[str, bool]:
    """Return a name as it was written and whether a question mark behind it doubts it."""
    name = _DOUBT.sub("", raw).strip()
    return name, name != raw.strip()


def _read(found: Mapping[str, Any]) -> Attendee | None:
    member = found.get("member")
    member = member if isinstance(member, str) and member else None
    words = {name: str(found.get(name) or "") for name in ("name", "role", "affiliation", "line")}
    if member is None and not words["name"] and not words["line"]:
        return None
    state, kind = state_of(found.get("state")), kind_of(found.get("kind"))
    id = str(found.get("id") or entry_id(member, words["name"] or words["line"]))
    more = {name: value for name, value in found.items() if name not in _FIELDS}
    return Attendee(
        id, member, state, kind, **words, uncertain=bool(found.get("uncertain")), more=more
    )
