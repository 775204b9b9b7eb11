"""What a meeting came to, as values that two plays of it can be compared by."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.actions import (
    agendas_proposing,
    agendas_reading,
    attending,
    contributing,
    deciding_meetings,
    groups,
    next_steps,
    said,
    summarising,
    summarising_files,
    summarising_mail,
    timelining,
)
from app.demo import meeting_script as script
from app.demo.meeting_during import floor_of
from app.demo.meeting_play import EVERYBODY, MeetingPlay, agenda_of
from app.demo.outcome import bare
from app.demo.stage import CHAIR
from app.domain import ids
from app.store import Store, current

TIMES = frozenset(
    {
        "began_at", "ended_at", "begun_at", "since", "asked_at", "heard", "final_at", "now",
        "closed_at", "of", "sequence",
    }
)  # fmt: skip
"""Fields of a meeting that tell by the clock when something was."""
NAMED = ("items", "actions", "decisions", "comments", "intents")
"""Collections whose records have ids that are new in each play."""
KEPT = ("meetings", "items", "actions", "decisions", "documents", "workgroups", "intents")


def of_meeting(play: MeetingPlay) -> dict[str, Any]:
    """Return what each of the four has in the end, without ids and times."""
    named = names(play)
    return {account: without_times(bare(_of(play, account), named)) for account in EVERYBODY}


def _of(play: MeetingPlay, account: str) -> dict[str, Any]:
    def found(store: Store) -> dict[str, Any]:
        meeting = play.meeting
        return {
            "reading": agendas_reading.reading_list(store, meeting),
            "objections": agendas_proposing.objections(store, meeting),
            "attendance": attending.listed(store, meeting),
            "decisions": deciding_meetings.listed(store, meeting),
            "steps": next_steps.listed(store, meeting=meeting, clock=play.moment),
            "said": said.lines(store, meeting),
            "report": summarising_files.shape(summarising.composed(store, meeting), meeting),
            "mail": summarising_mail.mail(store, meeting, play.moment),
            "groups": [groups.whole(store, each.id, play.moment) for each in groups.listed(store)],
            "timeline": timelining.shapes(store, "UTC", play.moment),
            "statistics": contributing.full(store),
            "records": {each: list(_records(store, each)) for each in KEPT},
        }

    floor = floor_of(play, account)
    return {
        "agenda": agenda_of(play, account),
        "floor": {
            "speakers": floor.spoken,
            "ahead": floor.ahead,
            "balance": floor.balance,
            "prepared": floor.prepared,
            "counts": floor.counts,
        },
        **play.ask(account, found),
    }


def _records(store: Store, collection: str) -> Iterator[dict[str, Any]]:
    rows = current.listed(store, collection)
    data = [{"id": row.id, "readers": row.readers, **row.data} for row in rows]
    yield from sorted(data, key=_told)


def _told(data: Mapping[str, Any]) -> str:
    """Return what a record is known by where its id is new in each play."""
    about = data.get("about") or {}
    words = (data.get(name) for name in ("kind", "title", "text"))
    return " ".join(map(str, (*words, about.get("kind", "")))) + str(data.get("owner") or "")


def names(play: MeetingPlay) -> dict[str, str]:
    """Return {id: a name that is the same in each play} of what has an id of its own."""
    found: dict[str, str] = {}
    inner: dict[str, str] = {}
    for account in (CHAIR, script.COCHAIR):
        for collection in NAMED:
            rows = play.ask(account, lambda store, each=collection: current.listed(store, each))
            for row in rows:
                found[row.id] = f"{collection}/{_told(row.data)}"
                inner |= _inner(found[row.id], row.data)
    return inner | found


def _inner(name: str, data: Mapping[str, Any]) -> dict[str, str]:
    """Return names of places in a queue, objections and such, by where they stand."""
    found: dict[str, str] = {}
    for field, entries in data.items():
        things: list[Any] = entries if isinstance(entries, list) else []
        for number, each in enumerate(things, 1):
            id = str(each.get("id") or "") if isinstance(each, dict) else ""  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
            if ids.is_uuid(id):  # others follow from what they name
                found.setdefault(id, f"{name}/{field}/{number}")
    return found


def without_times(value: Any) -> Any:
    """Return `value` without what `TIMES` names, however deep."""
    if isinstance(value, dict):
        told: dict[str, Any] = value
        return {key: without_times(each) for key, each in told.items() if key not in TIMES}
    given: Any = value
    return [without_times(each) for each in given] if isinstance(given, list) else given  # pyright: ignore[reportUnknownVariableType]
