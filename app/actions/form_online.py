"""What is asked online, by the text form: a sheet for each question, the answer as a position."""

from collections.abc import Sequence

from app.actions import deciding_online
from app.actions.clock import Clock, system
from app.actions.trouble import Trouble
from app.domain import online
from app.domain.forms import ASKED_ONLINE, DECISION, Asked, folded, groups
from app.domain.online import ONLINE, POSITIONS, Question
from app.domain.records import Data
from app.domain.rounds import Deadline, Round, Stance
from app.reports import form as report
from app.reports.form import Sheet
from app.store import Store, current

SCHEME = Round(
    "",
    "",
    ASKED_ONLINE,
    "open",
    stances=tuple(Stance(each, each.replace("_", " ")) for each in POSITIONS),
)
"""Positions bear the same words in every language: who reads the form may speak another one."""


def is_decision(id: str) -> bool:
    """Say whether a sheet of this id is about what is asked online."""
    return id.startswith(DECISION)


def question(store: Store, id: str) -> Question | None:
    """Return what is asked online under the `id` of a sheet, open or ended; None if there is none."""
    if not is_decision(id):
        return None
    row = current.one(store, "decisions", id.removeprefix(DECISION))
    return None if row is None else online.question(row)


def wanted(
    store: Store, ids: Sequence[str], *, every: bool = False, clock: Clock = system
) -> list[Question]:
    """Return the questions of these sheets, and with `every` all that are open.

    Raises Trouble: `no_such_record`, `decision_ended`.
    """
    found: dict[str, Question] = {}
    for id in ids:
        asked = question(store, id)
        if asked is None:
            raise Trouble("no_such_record", collection="decisions", id=id.removeprefix(DECISION))
        if not asked.open:
            raise Trouble("decision_ended", title=asked.title)
        found[asked.id] = asked
    if every:
        found |= {
            each.question.id: each.question for each in deciding_online.open_online(store, clock)
        }
    return list(found.values())


def sheet(store: Store, cycle: str, account: str, asked: Question) -> Sheet:
    """Return what a form prints about one question, with what `account` answered so far."""
    values = stands(store, cycle, account, asked.id)
    return Sheet(
        proposal=DECISION + asked.id,
        version=1,
        title=asked.title,
        code="",
        by=_said(asked),
        scheme=SCHEME,
        values={"position": values.get("stance"), "comment": values.get("comment")},
    )


def asked(store: Store, id: str) -> Asked | None:
    """Return what a form asks about this question, None where there is no such one."""
    found = question(store, id)
    if found is None:
        return None
    head = report.above(report.named("", found.title), _said(found))
    return Asked(groups(SCHEME), report.printed(SCHEME), head)


def names(store: Store) -> dict[str, str]:
    """Return {folded id of a sheet: id} of all that was asked online."""
    rows = current.where(store, "decisions", "$.kind", ONLINE)
    return {folded(DECISION + row.id): DECISION + row.id for row in rows}


def stands(store: Store, cycle: str, account: str, decision: str) -> Data:
    """Return the position of `account` as fields of a form; empty where it took none."""
    row = current.one(store, "intents", online.position_id(cycle, account, decision))
    taken = None if row is None else online.position(row)
    return {} if taken is None else {"stance": taken.position, "comment": taken.text}


def fault(said: Data) -> str:
    """Return why a position cannot be taken: a code of notices, "" if it can."""
    if not said.get("stance"):
        return "no_position_chosen"
    if said["stance"] == "object" and not str(said.get("comment") or "").strip():
        return "objection_needs_reason"
    return ""


def _said(asked: Question) -> str:
    return report.asked_online(asked.text, Deadline("", asked.closes_at, aoe=asked.aoe))
