"""Remarks of papers as reports show them: talks, each a remark with the replies under it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from app.domain import replies
from app.domain.anchors import Place
from app.domain.carrying import came
from app.domain.records import Row
from app.reports.comments import Person, Quote, Remark

DEEP = 30
"""Levels of replies under a remark; nobody reads on so deep, and what walks them must not break."""


def grown(
    rows: list[Row],
    people: Mapping[str, Person],
    where: Mapping[str, Place | None],
    *,
    own: bool = False,
    states: Mapping[str, str] | None = None,
    points: Mapping[str, tuple[int, ...]] = MappingProxyType({}),
) -> tuple[Remark, ...]:
    """Return remarks with the replies under them; a reply to what is not here stands alone.

    `points` are {remark: numbers of the points that were made of it}.
    """

    def remark(row: Row, under: tuple[Remark, ...] = ()) -> Remark:
        made = _remark(row, people, where.get(row.id), own=own)
        made = replace(made, points=points.get(row.id, ()), replies=under)
        known = (states or {}).get(row.id)
        return replace(made, state=known) if known else made

    found, apart = replies.talks([(row.id, str(row.data.get("reply_to") or "")) for row in rows])
    whole = [_nested([(rows[at], level) for at, level in talk], remark) for talk in found]
    return (*whole, *(remark(rows[at]) for at in apart))


def _nested(
    talk: list[tuple[Row, int]], remark: Callable[[Row, tuple[Remark, ...]], Remark]
) -> Remark:
    """Return the remark that began a talk, with what answers it; deeper than DEEP stands beside."""
    under: dict[int, list[Remark]] = {}
    for row, deep in reversed(talk):
        level = min(deep, DEEP)
        made = remark(row, tuple(reversed(under.pop(level + 1, []))))
        under.setdefault(level, []).append(made)
    (whole,) = under[0]
    return whole


def _remark(row: Row, people: Mapping[str, Person], place: Place | None, *, own: bool) -> Remark:
    data = row.data
    anchor: Mapping[str, Any] = data.get("anchor") or {}
    exact = (anchor.get("quote") or {}).get("exact") or ""
    sending = ""
    if own:
        sending = "here" if row.at_home else "waiting" if row.waiting else "received"
    return Remark(
        author=people.get(row.owner or "", Person(row.owner or "")),
        text=data.get("text") or "",
        kind="note" if row.collection == "notes" else str(data.get("kind") or "comment"),
        quote=Quote(
            exact,
            str(anchor.get("section") or ""),
            about(row).get("version"),
            place.state if place else "",
            (place.exact or "") if place and place.state == "changed" else "",
        )
        if exact
        else None,
        criterion=data.get("criterion"),
        version=about(row).get("version"),
        written_at=data.get("written_at") or "",
        late=bool(data.get("late")),
        state=str(
            data.get("question_state") or ("asked" if data.get("kind") == "question" else "")
        ),
        readers=row.readers if own else None,
        sending=sending,
        came=came(data, {account: person.name for account, person in people.items()})
        if data.get("carried_by") or data.get("source")
        else None,
    )


def about(row: Row) -> Mapping[str, Any]:
    """Return what a remark is about: `kind`, `id`, `version`; empty where it does not say."""
    return row.data.get("about") or {}


def on_proposals(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return {proposal: remarks about it}; remarks about anything else are left out."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        told = about(row)
        if told.get("kind") == "proposal":
            found.setdefault(str(told.get("id")), []).append(row)
    return found


def root(row: Row, known: Mapping[str, Row]) -> Row:
    """Return the remark that a talk began with; the row itself where it goes in a circle."""
    seen, first = {row.id}, row
    while (above := known.get(str(first.data.get("reply_to")))) is not None:
        if above.id in seen:
            return row
        seen.add(above.id)
        first = above
    return first


def section(row: Row, where: Mapping[str, Place | None]) -> str:
    """Return the key of the section that the words of a remark are in now, or were."""
    place = where.get(row.id)
    anchor: Mapping[str, Any] = row.data.get("anchor") or {}
    return str((place.section if place else None) or anchor.get("section") or "")


def headed(remark: Remark, titles: Mapping[str, str]) -> Remark:
    """Return `remark` with the heading of its section instead of the key."""
    if remark.quote is None:
        return remark
    heading = titles.get(remark.quote.section, remark.quote.section)
    return replace(remark, quote=replace(remark.quote, section=heading))


def shown(rows: Iterable[Row]) -> list[Row]:
    """Return what was not withdrawn."""
    return [row for row in rows if not row.data.get("withdrawn")]
