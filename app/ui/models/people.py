"""People in words: role, stakeholder group, region."""

from collections.abc import Iterable
from typing import Any

from app.domain.folding import fold
from app.domain.records import Row
from app.i18n import _
from app.phrases.people import group, region
from app.ui.icons import Symbol
from app.ui.widgets.rows import Line


def role(word: object) -> str:
    known = {
        "chair": _("chair"),
        "member": _("member"),
        "secretariat": _("Secretariat"),
        "observer": _("observer"),
    }
    return known.get(str(word or ""), "")


def line(row: Row) -> Line:
    data: dict[str, Any] = row.data
    told = (
        group(data.get("group")),
        region(data.get("region")),
        str(data.get("affiliation") or ""),
        str(data.get("country") or ""),
    )
    return Line(
        row.id,
        str(data.get("name") or row.id),
        " · ".join(each for each in told if each),
        end=role(data.get("role")),
        symbol=Symbol.PERSON,
        tone="faint",
    )


def found(rows: Iterable[Row], words: str) -> list[Line]:
    """Return rows for the people whose name, group, region or role holds all of `words`."""
    asked = fold(words).split()
    lines = [line(row) for row in rows if row.data.get("status") != "left"]
    return [
        each
        for each in lines
        if all(word in fold(f"{each.title} {each.below} {each.end} {each.key}") for word in asked)
    ]
