"""Working groups: who is in them, who asks to join, leave or found one, what the chairs answered.

A wish is an intent of the member; only she and the chairs read it. The answer is a record of
`decisions` that the chairs and she alone read, so that nobody learns who was told no.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from app.domain import ids
from app.domain.records import Data, Row

JOIN, LEAVE, PROPOSE = "join_group", "leave_group", "propose_group"
KINDS = {
    "join_group": JOIN, "join": JOIN, "leave_group": LEAVE, "leave": LEAVE,
    "propose_group": PROPOSE, "propose": PROPOSE,
}  # fmt: skip
"""{`kind` of an intent, as we write it and as others may: what is wished}."""
STATUSES = ("continuing", "new", "dormant")
ANSWER = "answer"
"""`kind` of the decision that answers a wish."""
ACCEPTED, DECLINED = "accepted", "declined"


@dataclass(frozen=True, slots=True)
class Group:
    """A working group as its record holds it."""

    id: str
    title: str
    charter: str
    """Markdown."""
    status: str
    """One of STATUSES; a word of another program as it is, or empty."""
    facilitators: tuple[str, ...]
    """Accounts, or names of people without one."""
    participants: tuple[str, ...]
    open_to_all: bool
    waiting: bool

    def has(self, account: str) -> bool:
        return account in self.facilitators or account in self.participants


@dataclass(frozen=True, slots=True)
class Answer:
    """What the chairs said to a wish."""

    outcome: str
    """ACCEPTED or DECLINED."""
    reason: str
    at: str
    of: str
    """When the wish was written that it answers: one that is made anew is open again."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a member wants of the working groups."""

    id: str
    kind: str
    """JOIN, LEAVE or PROPOSE."""
    account: str
    group: str
    """Empty of one that is only proposed."""
    title: str
    """Of the proposed group."""
    text: str
    """A word beside it; of a proposed group its charter."""
    at: str
    waiting: bool
    answer: Answer | None = None

    @property
    def open(self) -> bool:
        return self.answer is None


def group(row: Row) -> Group:
    """Return what a record says of a group; what is no list holds nobody."""
    data = row.data
    return Group(
        row.id,
        str(data.get("title") or row.id),
        str(data.get("charter") or ""),
        str(data.get("status") or ""),
        _people(data.get("facilitators")),
        _people(data.get("participants")),
        data.get("open_to_all") is True,
        row.waiting,
    )


def _people(given: object) -> tuple[str, ...]:
    named = cast("list[Any]", given) if isinstance(given, list) else []
    return tuple(dict.fromkeys(str(each) for each in named if isinstance(each, str) and each))


def wish(row: Row) -> Wish | None:
    """Return the wish an intent holds; None if it is no such wish, or was taken back."""
    data = row.data
    kind = KINDS.get(str(data.get("kind") or ""))
    about = _about(data)
    named = str(about.get("id") or "") if about.get("kind") == "group" else ""
    if kind is None or data.get("withdrawn") or (kind != PROPOSE and not named):
        return None
    title = " ".join(str(data.get("title") or "").split())
    return Wish(
        row.id,
        kind,
        row.owner or "",
        "" if kind == PROPOSE else named,
        title,
        str(data.get("text") or ""),
        str(data.get("written_at") or ""),
        row.waiting,
    )


def answer(row: Row) -> tuple[str, Answer] | None:
    """Return (wish, answer) of a decision; None if it is no answer, or was taken back."""
    data = row.data
    about = _about(data)
    if data.get("kind") != ANSWER or data.get("withdrawn") or about.get("kind") != "intent":
        return None
    if data.get("outcome") not in {ACCEPTED, DECLINED}:
        return None
    reason, at = str(data.get("reason") or ""), str(data.get("at") or "")
    told = Answer(str(data["outcome"]), reason, at, str(data.get("of") or ""))
    return str(about.get("id") or ""), told


def _about(data: Data) -> Mapping[str, Any]:
    given = data.get("about")
    return cast("dict[str, Any]", given) if isinstance(given, dict) else {}


def standing(wishes: Iterable[Wish], answers: Mapping[str, Answer]) -> list[Wish]:
    """Return wishes with their answers, the earliest first.

    Of joining and leaving one group only what a member said last counts.
    """
    newest: dict[tuple[str, str], Wish] = {}
    for each in sorted(wishes, key=lambda one: (one.at, one.id)):
        newest[each.account, each.group or each.id] = each
    found = sorted(newest.values(), key=lambda one: (one.at, one.id))
    return [_answered(each, answers.get(each.id)) for each in found]


def _answered(each: Wish, told: Answer | None) -> Wish:
    return replace(each, answer=told) if told is not None and told.of >= each.at else each


def needs(each: Wish, known: Mapping[str, Group]) -> bool:
    """Say whether a wish waits for the chairs: not answered, not the case already."""
    if not each.open:
        return False
    if each.kind == PROPOSE:
        return True
    of = known.get(each.group)
    return of is not None and of.has(each.account) == (each.kind == LEAVE)


def answer_id(wish_: str) -> str:
    """Return the one id of the answer to a wish, whoever of the chairs gives it."""
    return f"answer-{wish_}"


def made_of(cycle: str, wish_: str) -> str:
    """Return the id of the group that a proposal becomes: accepted twice it is one group."""
    return ids.agreed(cycle, f"group/{wish_}")


def put(people: Iterable[str], named: str, *, inside: bool) -> list[str]:
    """Return people with `named` among them, or without."""
    others = [each for each in people if each != named]
    return (
        [*others, named] if inside and named not in people else list(people) if inside else others
    )


def blank(title: str, charter: str, facilitators: Iterable[str] = ()) -> Data:
    """Return the data of a group that begins."""
    return {
        "title": title, "charter": charter, "status": "new", "facilitators": [*facilitators],
        "participants": [], "open_to_all": False,
    }  # fmt: skip
