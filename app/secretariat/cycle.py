"""`cycle.toml`: which cycle the folder is about, and when it is."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from app.domain import ids, times
from app.secretariat import dates, vocabulary
from app.secretariat.making import open_table, paper, records
from app.secretariat.papers import WHOLE_FILE, Fault, Paper, Spot
from app.secretariat.sources import Desk

FILE = "cycle.toml"
FAR = timedelta(days=2 * 366)
"""Planning begins the year before and reports come the year after: more is most often a slip of the pen."""


def read(desk: Desk) -> None:
    path = desk.root / FILE
    if not path.exists() and not path.is_symlink():
        desk.fault(Spot(FILE), WHOLE_FILE, "missing_file", name=FILE)
        return
    table = open_table(desk, path, vocabulary.CYCLE, "cycle")
    if table is None:
        return
    found = paper(desk, table, "cycle")
    if not found.id:
        desk.fault(table.spot("id"), "id", "missing")
    elif not ids.SLUG.fullmatch(found.id):
        desk.fault(table.spot("id"), "id", "bad_slug", got=found.id[:40])
    for field in ("starts", "ends"):
        dates.day(desk, table.spot(field), field, found.data.get(field))
    dates.in_order(desk, table, found.data, "starts", "ends")
    desk.papers.append(found)


def judge_dates(desk: Desk) -> None:
    """Tell deadlines, milestones and meetings that are years away from the cycle."""
    found = next((each for each in desk.papers if each.collection == "cycle"), None)
    starts = found.data.get("starts") if found else None
    ends = (found.data.get("ends") if found else None) or starts
    if not (_instant(starts) and _instant(ends)):
        return
    first, last = times.parse(str(starts)), times.parse(str(ends))
    for each in desk.papers:
        for path, value in _moments(each):
            if _instant(value) and _is_far(times.parse(value), first, last):
                # A past date is how a closed round is tried, a late one how it is left open.
                spot = each.spot(path)
                desk.doubts.append(Fault.at(spot, path, "far_from_the_cycle", got=value))


def _is_far(moment: datetime, first: datetime, last: datetime) -> bool:
    # By differences: the year 9999 has none after it.
    return first - moment > FAR or moment - last > FAR


def _moments(paper: Paper) -> Iterator[tuple[str, Any]]:
    match paper.collection:
        case "rounds":
            for at, each in records(paper.data.get("deadlines")):
                yield f"deadlines[{at}].at", each.get("at")
        case "milestones":
            yield "at", paper.data.get("at")
        case "meetings":
            yield "starts", paper.data.get("starts")
            yield "ends", paper.data.get("ends")
        case _:
            return


def _instant(value: Any) -> bool:
    return isinstance(value, str) and times.is_instant(value)
