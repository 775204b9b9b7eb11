"""How the record of an agenda item is written: its fields, and where it goes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.actions.acting import Write, words
from app.actions.trouble import Trouble
from app.domain import agendas
from app.domain.agenda_places import placed
from app.domain.agendas import PURPOSES
from app.domain.field_kinds import MINUTES, TITLE
from app.domain.records import Data, Row
from app.store import Store, current

WORDS = ("title", "lead", "purpose", "label", "key_points", "next_steps")
LISTS = {"proposals": "proposals", "documents": "documents"}
"""{field: collection} of what an item is about."""


@dataclass(frozen=True, slots=True)
class Fields:
    """What is said of an item; None leaves a field, "", 0 or an empty list empties it."""

    title: str | None = None
    minutes: float | None = None
    lead: str | None = None
    purpose: str | None = None
    proposals: Sequence[str] | None = None
    documents: Sequence[str] | None = None
    key_points: str | None = None
    next_steps: str | None = None
    label: str | None = None
    """Only counts where the meeting does not number its items."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item goes; nothing said: to the end, at the top. `under` "" is the top."""

    after: str | None = None
    before: str | None = None
    under: str | None = None


END = Place()


def filled(store: Store, data: Mapping[str, Any], given: Fields) -> Data:
    """Return an item's `data` with what is given.

    Raises Trouble: `empty`, `line_too_long`, `bad_purpose`, `negative_minutes`, `no_such_paper`,
    `nul`, `too_long`.
    """
    made: Data = dict(data)
    for name in WORDS:
        value = getattr(given, name)
        if value is not None:
            made[name] = words(value).strip() or None
    if given.title is not None:
        made["title"] = title(given.title)
    for name in ("lead", "label"):
        if len(made.get(name) or "") > TITLE:
            raise Trouble("line_too_long", field=name, most=TITLE)
    if given.purpose and given.purpose not in PURPOSES:
        raise Trouble("bad_purpose", word=given.purpose, known=", ".join(PURPOSES))
    if given.minutes is not None:
        made["minutes"] = _minutes(given.minutes)
    for name, collection in LISTS.items():
        value = getattr(given, name)
        if value is not None:
            made[name] = _papers(store, collection, value, data.get(name) or ())
    return made


def marked(data: Data, changed: Iterable[str]) -> Data:
    """Return `data` with the fields that were set here rather than by a folder (`edited`)."""
    told = [*(data.get("edited") or ()), *changed]
    return {**data, "edited": list(dict.fromkeys(each for each in told if each != "edited"))}


def behind(
    rows: Mapping[str, Row], new: Sequence[str], parent: str | None = None
) -> dict[str, Data]:
    """Return {id: place} that put `new` behind all that is right under `parent`."""
    return spots(rows, Place(under=parent or ""), new)


def _papers(
    store: Store, collection: str, given: Sequence[str], before: Sequence[object]
) -> list[str]:
    found = list(dict.fromkeys(each for each in given if each))
    for id in found:
        if id not in before and current.one(store, collection, id) is None:
            raise Trouble("no_such_paper", kind=collection.removesuffix("s"), id=id)
    return found


def title(text: str) -> str:
    """Return a title as it is kept: one line. Raises Trouble: `empty`, `line_too_long`, `nul`."""
    made = " ".join(words(text).split())
    if not made:
        raise Trouble("empty")
    if len(made) > TITLE:
        raise Trouble("line_too_long", field="title", most=TITLE)
    return made


def _minutes(given: float) -> float | None:
    if not 0 <= given < MINUTES:  # NaN is refused, too
        raise Trouble("negative_minutes", minutes=f"{given:g}")
    return (int(given) if float(given).is_integer() else given) or None


def spots(rows: Mapping[str, Row], place: Place, new: Sequence[str]) -> dict[str, Data]:
    """Return {id: {`parent`, `position`}} of what has to be put where, so that `new` is there.

    Raises Trouble: `no_such_record`, `not_beside`.
    """
    items = {id: each.data for id, each in rows.items()}
    shown = agendas.parents(items)
    beside = place.after or place.before
    for each in (place.after, place.before, place.under):
        if each and each not in shown:
            raise Trouble("no_such_record", collection="items", id=each)
    parent = shown[beside] if beside else place.under or None
    if beside and place.under is not None and (place.under or None) != parent:
        raise Trouble("not_beside", id=beside, under=place.under)
    siblings = [id for id in agendas.under(items, parent) if id not in new]
    at = len(siblings)
    if place.after:
        at = siblings.index(place.after) + 1
    elif place.before:
        at = siblings.index(place.before)
    found = placed([(id, agendas.place_of(items, id)) for id in siblings], at, new)
    return {id: {"parent": parent, "position": position} for id, position in found.items()}


def moved(
    rows: Mapping[str, Row], spots: Mapping[str, Data], skip: Iterable[str] = ()
) -> list[Write]:
    """Return what puts the items of `spots` there; those of `skip` are written otherwise."""
    return [
        Write("items", id, marked({**rows[id].data, **spot}, spot), rows[id].readers)
        for id, spot in spots.items()
        if id not in skip
    ]


def numbered(meeting: Row, rows: Mapping[str, Row]) -> list[Write]:
    """Return what keeps the numbers following, once the order changes and no longer tells them."""
    style = agendas.inferred({id: each.data for id, each in rows.items()})
    if meeting.data.get("numbering") or style == "given":
        return []
    data = marked({**meeting.data, "numbering": style}, ("numbering",))
    return [Write("meetings", meeting.id, data, meeting.readers)]
