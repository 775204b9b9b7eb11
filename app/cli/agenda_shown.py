"""How `agenda` answers: the tree with its times, the reading list, changes that are proposed."""

from datetime import UTC, datetime, timedelta
from typing import Any

from app.actions import agendas, agendas_proposing
from app.actions.agendas import Agenda
from app.actions.agendas_proposing import Proposed
from app.actions.agendas_reading import ReadingList
from app.cli.desk import Desk
from app.cli.output import lines, one, tell
from app.domain import times, zones
from app.i18n import _
from app.phrases import agendas as words
from app.phrases.faults import shown
from app.store import members
from app.store.meetings import Item


def show(desk: Desk, found: Agenda) -> None:
    """Print an agenda: the tree with times, what it takes, what is amiss, what waits for a word."""
    if desk.json:
        one(shape(desk, found))
        return
    data = found.meeting.data
    starts = _begins(found)
    print(shown(data.get("title") or found.meeting.id))
    told = [words.status(data.get("status")), words.running(found.running, found.length)]
    if starts is not None:
        told.insert(0, f"{starts:%Y-%m-%d %H:%M} {zones.offset(starts)}")
    print(" · ".join(each for each in told if each))
    names = members.names(desk.store)
    for each in found.flat:
        at = "" if starts is None else f"{_at(starts, each):%H:%M}"
        lead = str(each.row.data.get("lead") or "")
        facts = [
            words.minutes(each.minutes) if each.minutes else "",
            shown(names.get(lead, lead)),
            words.purpose(each.row.data.get("purpose")),
            *(f"proposal/{id}" for id in each.row.data.get("proposals") or ()),
            *(f"document/{id}" for id in each.row.data.get("documents") or ()),
        ]
        title = shown(each.row.data.get("title") or each.row.id)
        if each.row.data.get("carried_to"):
            facts.append(_("carried over"))
        print(f"{at:5}  {'  ' * each.level}{each.label} {title}".rstrip())
        if told := " · ".join(each for each in facts if each):
            print(f"       {'  ' * each.level}  {told}")
    if not found.items:
        print(_("There are no items yet."))
    titles = {each.row.id: each.label or each.row.data.get("title") for each in found.flat}
    for fault in found.amiss:
        tell(f"{shown(titles.get(fault.item) or fault.item)}: {words.amiss(fault)}")
    for each in agendas_proposing.objections(desk.store, found.meeting.id):
        tell(_("Objection of {who}: {text}").format(
            who=shown(names.get(each.by, each.by) or "–"), text=shown(each.text)
        ))  # fmt: skip
    waits = sum(e.state == "open" for e in agendas_proposing.proposed(desk.store, found.meeting.id))
    if waits:
        tell(_("Changes that members propose: {n}. Look at them: --changes").format(n=waits))


def shape(desk: Desk, found: Agenda) -> dict[str, Any]:
    """Return an agenda as `--json` shows it."""
    data = found.meeting.data
    starts = _begins(found)
    asked = agendas_proposing.proposed(desk.store, found.meeting.id)
    return {
        "meeting": found.meeting.id,
        "title": data.get("title"),
        "status": data.get("status"),
        "numbering": found.numbering,
        "starts": data.get("starts"),
        "ends": data.get("ends"),
        "running": found.running,
        "length": found.length,
        "over": found.over if found.length is not None else None,
        "items": [
            {
                **each.row.flat(),
                "label": each.label,
                "level": each.level,
                "parent": each.parent,
                "takes": each.minutes,
                "starts": None if starts is None else times.text(_at(starts, each)),
            }
            for each in found.flat
        ],
        "faults": [
            {"item": each.item, "code": each.code, "message": words.amiss(each)}
            for each in found.amiss
        ],
        "removed": [each.id for each in found.removed],
        "objections": [
            {"id": each.id, "by": each.by, "text": each.text, "item": each.item, "at": each.at}
            for each in agendas_proposing.objections(desk.store, found.meeting.id)
        ],
        "changes": sum(each.state == "open" for each in asked),
    }


def changes(desk: Desk, meeting: str, found: list[Proposed]) -> None:
    """Print what members would have changed."""
    if desk.json:
        lines(change_shape(each) for each in found)
        return
    items = agendas.agenda(desk.store, meeting).flat
    titles = {each.row.id: f"{each.label} {each.row.data.get('title')}" for each in items}
    for each in found:
        state = {"accepted": _("accepted"), "objection": _("noted as an objection")}
        print(
            f"{each.id}  {shown(each.name)}: {shown(each.text)}  {state.get(each.state, '')}".rstrip()
        )
        for name, value in each.change.items():
            if name not in {"new", "meeting"}:
                print(f"    {words.change(name)}: {shown(value)}")
        print(f"    {shown(titles.get(each.item or '') or _('a new item'))}")
    if not found:
        print(_("Nobody proposed a change."))


def change_shape(each: Proposed) -> dict[str, Any]:
    """Return a proposed change as `--json` shows it."""
    return {
        "id": each.id, "by": each.by, "item": each.item, "text": each.text, "change": each.change,
        "state": each.state, "waiting": each.waiting,
    }  # fmt: skip


def reading(desk: Desk, found: ReadingList) -> None:
    """Print what to read before the meeting."""
    if desk.json:
        one({
            "done": found.done, "count": len(found.papers), "minutes": found.minutes,
            "left": found.left,
            "papers": [
                {"kind": each.kind, "id": each.id, "title": each.title, "items": list(each.items),
                 "minutes": each.minutes, "read": each.read, "here": each.here}
                for each in found.papers
            ],
        })  # fmt: skip
        return
    print(words.reading(found.done, len(found.papers), found.left))
    for each in found.papers:
        mark = _("read") if each.read else words.minutes(each.minutes) if each.minutes else "?"
        items = ", ".join(shown(item) for item in each.items)
        print(
            f"{mark:>8}  {each.kind}/{each.id}  {shown(each.title)}"
            + (f"  [{items}]" if items else "")
        )


def _begins(found: Agenda) -> datetime | None:
    """Return when the meeting begins, in its own zone where it names one, else in UTC."""
    zone = zones.find(str(found.meeting.data.get("zone") or "UTC")) or UTC
    moment = times.parsed(found.meeting.data.get("starts"))
    return None if moment is None else moment.astimezone(zone)


def _at(starts: datetime, each: Item) -> datetime:
    return starts + timedelta(minutes=each.starts)
