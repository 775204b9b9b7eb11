"""What members want of others, one record for each matter: the floor, a word read out, apologies.

Read by the chairs and by whoever wrote it, whatever audience was sent (`docs/access.md`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain import ids, times
from app.domain.records import Data, Row

FLOOR, INTERVENTION, APOLOGIES = "floor", "intervention", "apologies"
"""`kind` of an intent: asking for the floor, a prepared intervention, not coming to a meeting."""
DELIVERED = ("spoken", "read_out")
"""How a prepared intervention came to be heard: she said it, or it was read out for her."""


@dataclass(frozen=True, slots=True)
class Intent:
    """One member's standing wish about one item or meeting."""

    id: str
    kind: str
    account: str
    about: str
    """Id of the item, of the meeting for apologies."""
    text: str
    withdrawn: bool
    not_now: bool
    """She asked for the floor and lets others go before, until she says otherwise."""
    read_out: bool
    """To be read out if her line drops."""
    written_at: str
    waiting: bool
    """It has not left this computer."""
    state: str = "received"
    """`draft` (stays here), `changed` (a draft over what was sent), `submitted`, `received`."""
    asked_at: str = ""
    """Later with each thing she says of it, whatever her clock does."""

    @property
    def when(self) -> str:
        """Return what orders what members said: when it was asked, else when it was written."""
        return self.asked_at or self.written_at


def intent_id(cycle: str, account: str, kind: str, about: str) -> str:
    """Return the one id of `account`'s intent of a `kind`, the same on every device."""
    # A proposal's id has no stroke, so no review has this id.
    return ids.agreed(cycle, f"{account}/{kind}/{about}")


def data_of(kind: str, about_kind: str, about: str, text: str) -> Data:
    """Return an intent as it is first written."""
    return {"kind": kind, "about": {"kind": about_kind, "id": about}, "text": text}


def asked_at(now: datetime, before: str) -> str:
    """Return when something is said: now, but later than what was said `before`."""
    if times.is_instant(before) and times.parse(before) >= now.replace(microsecond=0):
        now = times.parse(before) + timedelta(seconds=1)
    return times.text(now)


def intent(row: Row) -> Intent | None:
    """Return the intent of a row, None if it is about nothing we know."""
    about: object = row.data.get("about")
    if not isinstance(about, dict):
        return None
    named: object = about.get("id")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return Intent(
        row.id,
        str(row.data.get("kind") or ""),
        row.owner or "",
        named if isinstance(named, str) else "",
        str(row.data.get("text") or ""),
        row.data.get("withdrawn") is True,
        row.data.get("not_now") is True,
        row.data.get("read_out") is True,
        str(row.data.get("written_at") or ""),
        row.waiting,
        _state(row),
        str(row.data.get("asked_at") or ""),
    )


def _state(row: Row) -> str:
    if row.at_home:
        return "changed" if row.changed else "draft"
    return "submitted" if row.waiting else "received"


def newest(found: Iterable[Intent]) -> dict[tuple[str, str], Intent]:
    """Return {(account, about): what she said last of it}."""
    made: dict[tuple[str, str], Intent] = {}
    for each in sorted(found, key=lambda one: (one.when, one.id)):
        made[each.account, each.about] = each
    return made
