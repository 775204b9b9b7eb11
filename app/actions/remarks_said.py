"""One thing that was said as a value, and such values under their headings."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from app.actions.sources import WHOLE
from app.domain.anchors import Place
from app.domain.carrying import came
from app.domain.consolidations import Said, Under, together
from app.domain.letters import Letter
from app.domain.records import Data, Row

T = TypeVar("T")


def review_said(
    row: Row, names: Mapping[str, str], points: Mapping[str, tuple[str, ...]]
) -> list[Said]:
    """Return what a review says in words, to each criterion and on the whole."""
    data, owner = row.data, row.owner or ""
    texts = {key: str(text) for key, text in (data.get("texts") or {}).items() if text}
    found = [(key, key, text) for key, text in texts.items()]
    if data.get("comment") and WHOLE not in texts:
        found.append((WHOLE, "", str(data["comment"])))
    return [
        Said(
            f"{row.id}/{key}",
            "review",
            owner,
            names.get(owner, owner),
            text,
            criterion,
            version=data.get("version"),
            stance=str(data.get("stance") or ""),
            written_at=str(data.get("written_at") or ""),
            late=bool(data.get("late")),
            points=points.get(f"{row.id}/{key}", ()),
            came=came(data, names),
        )
        for key, criterion, text in found
        if text.strip()
    ]


def comment_said(
    row: Row,
    names: Mapping[str, str],
    place: Place | None,
    stances: Mapping[str, str],
    points: Mapping[str, tuple[str, ...]],
    states: Mapping[str, str],
) -> Said:
    data, owner = row.data, row.owner or ""
    anchor: Mapping[str, Any] = data.get("anchor") or {}
    number = (anchor.get("page") or {}).get("number")
    about: Mapping[str, Any] = data.get("about") or {}
    return Said(
        row.id,
        str(data.get("kind") or "comment"),
        owner,
        names.get(owner, owner),
        str(data.get("text") or ""),
        str(data.get("criterion") or ""),
        str((anchor.get("quote") or {}).get("exact") or ""),
        str((place.section if place else None) or anchor.get("section") or ""),
        place,
        number if isinstance(number, int) else None,
        about.get("version"),
        stances.get(owner, ""),
        str(data.get("created_at") or data.get("written_at") or ""),
        bool(data.get("late")),
        str(data.get("reply_to") or ""),
        points=points.get(row.id, ()),
        state=states.get(row.id) or _state(data),
        came=came(data, names),
    )


def _state(data: Data) -> str:
    """Return what is known of a question without a ledger: what the asker said."""
    if data.get("kind") != "question":
        return ""
    return str(data.get("question_state") or "asked")


def under_headings(
    said: Sequence[Said], titles: Mapping[str, str], key: Callable[[Said], str]
) -> tuple[Under, ...]:
    """Return what was said by heading: all of `titles`, then what none of them names, then the whole."""
    sorted_in = grouped(said, key)
    others = sorted(set(sorted_in) - set(titles) - {""})
    keys = [*titles, *others, ""]
    return tuple(
        Under(each, titles.get(each, each), together(sorted_in.get(each, []))) for each in keys
    )


def points_of(written: Sequence[Letter]) -> dict[str, tuple[str, ...]]:
    """Return {what was said: ids of the points that were made of it}."""
    found: dict[str, tuple[str, ...]] = {}
    for each in written:
        for point in each.points:
            for source in dict.fromkeys((*point.comments, *point.questions)):
                found[source] = (*found.get(source, ()), point.id)
    return found


def standing(rows: Sequence[Row]) -> list[Row]:
    """Return the comments that were neither taken back nor kept as drafts."""
    return [row for row in rows if not row.data.get("withdrawn") and not row.at_home]


def grouped(rows: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found
