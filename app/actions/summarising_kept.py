"""The words of a summary report that are no item's: a record of the chairs' until the report is final.

A draft is nobody's business but theirs and the Secretariat's; a meeting, whose readers are the members,
could not keep it from them. So it stands beside it, as the sources of a letter do (decisions 24, 32).
"""

from collections.abc import Mapping
from typing import Any

from app.actions.acting import Write, me
from app.actions.clock import Clock, stamp
from app.domain import ids, summaries
from app.domain.records import Data, Row
from app.store import Store, current

COLLECTION = "letters"
CHAIRS = ("chairs",)


def report_of(store: Store, meeting: Row) -> Mapping[str, Any]:
    """Return what is kept of the report of a meeting, as far as it is here.

    Where it has no record of its own, what the meeting's says, as a folder may have it.
    """
    row = _row(store, meeting)
    return summaries.report_of(meeting.data if row is None else row.data)


def write(store: Store, meeting: Row, report: Mapping[str, Any], clock: Clock) -> Write:
    """Return what keeps `report` of a meeting: for whoever reads the meeting once it is final."""
    row = _row(store, meeting)
    final = report.get("state") == "final"
    # As with letters: `sent_at` tells that members read it, also where two chairs' words are joined.
    sent_at = (report.get("final_at") or stamp(clock)) if final else None
    data: Data = {
        **({} if row is None else row.data),
        "kind": summaries.RECORD, "meeting": meeting.id, "report": dict(report), "sent_at": sent_at,
    }  # fmt: skip
    readers = meeting.readers if final else CHAIRS
    home = meeting.at_home if row is None else row.at_home
    return Write(COLLECTION, record_id(store, meeting.id), data, readers, home=home)


def record_id(store: Store, meeting: str) -> str:
    """Return the one id of the report of a meeting, the same for two chairs who begin it."""
    return ids.agreed(me(store).cycle, f"{meeting}/{summaries.RECORD}")


def _row(store: Store, meeting: Row) -> Row | None:
    row = current.one(store, COLLECTION, record_id(store, meeting.id))
    return None if row is None or row.data.get("withdrawn") is True else row
