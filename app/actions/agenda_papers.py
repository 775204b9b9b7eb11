"""The agenda of a meeting as it is printed: values for `app/reports/agenda.py`."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, tzinfo

from app.actions.acting import me
from app.actions.agendas import agenda
from app.actions.agendas_proposing import objections
from app.domain import times, zones
from app.i18n import _
from app.phrases import agendas as phrases
from app.phrases.timeline import zone_of
from app.reports.agenda import AgendaPaper, Line
from app.reports.words import day
from app.store import Store, current, members
from app.store.meetings import Item


def of_meeting(store: Store, meeting: str, zone: tzinfo | None = None) -> AgendaPaper:
    """Return the agenda of `meeting`, its times in `zone`, else in the meeting's own, else in UTC.

    Raises Trouble: `not_joined`, `no_such_record`.
    """
    me(store)
    found = agenda(store, meeting)
    data, names = found.meeting.data, members.names(store)
    zone = zone or zones.find(str(data.get("zone") or "UTC")) or zones.find("UTC")
    starts, ends = (_moment(data.get(name), zone) for name in ("starts", "ends"))
    facts: list[tuple[str, str]] = []
    if starts is not None:
        until = f"–{ends:%H:%M}" if ends is not None else ""
        on = day(starts.date().isoformat())
        at = f"{starts:%H:%M}{until} {zone_of(starts, zone)}"
        facts.append((_("When"), _("{day}, {time}").format(day=on, time=at)))
    if data.get("place"):
        facts.append((_("Where"), str(data["place"])))
    facts.append((_("Agenda"), phrases.status(data.get("status"))))
    facts.append((_("Time"), phrases.running(found.running, found.length)))
    titles = current.titles(
        store,
        [
            (collection, str(id))
            for each in found.flat
            for collection in ("proposals", "documents")
            for id in each.row.data.get(collection) or ()
        ],
    )
    return AgendaPaper(
        str(data.get("title") or meeting),
        tuple((name, words) for name, words in facts if words),
        tuple(_lines(found.flat, starts, names, titles)),
        tuple((names.get(each.by, each.by), each.text) for each in objections(store, meeting)),
    )


def _lines(
    items: Iterable[Item],
    starts: datetime | None,
    names: dict[str, str],
    titles: dict[tuple[str, str], str],
) -> Iterator[Line]:
    for each in items:
        data = each.row.data
        lead = str(data.get("lead") or "")
        at = "" if starts is None else f"{starts + timedelta(minutes=each.starts):%H:%M}"
        papers = [
            titles.get((collection, str(id)), str(id))
            for collection in ("proposals", "documents")
            for id in data.get(collection) or ()
        ]
        yield Line(
            each.label, str(data.get("title") or each.row.id), each.level, at, each.minutes,
            names.get(lead, lead), phrases.purpose(data.get("purpose")), tuple(papers),
            bool(data.get("carried_to")),
        )  # fmt: skip


def _moment(raw: object, zone: tzinfo | None) -> datetime | None:
    moment = times.parsed(raw)
    return None if moment is None else moment.astimezone(zone)
