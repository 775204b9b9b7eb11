"""The summary report of a meeting: what it holds, whether it was composed here or read from a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from app.domain.attendance import Attendee

State = Literal["draft", "final"]
FIELDS = ("body", "title", "when", "kind", "introduction", "next_meeting", "annex")
"""Words of a report that are no item's, in `report` of a record of its own."""
RECORD = "summary"
"""`kind` of the record that keeps them, `{"meeting", "report"}` in `letters`."""
END = "end"
"""Where words stand that come behind everything else."""
AGENDA = "agenda"
"""Where words stand that come behind the list of items."""


@dataclass(frozen=True, slots=True)
class Output:
    """An output document of an item."""

    title: str
    link: str = ""
    """An address of the web; empty where none is known."""
    document: str | None = None
    """Record of the document where there is one."""

    def to_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {"title": self.title, "link": self.link, "document": self.document}
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Part:
    """An item of the agenda, with what the report says under it."""

    label: str
    title: str
    """As in the list of items."""
    heading: str = ""
    """Above what is said about it, where that is another title."""
    outputs: tuple[Output, ...] = ()
    key_points: str = ""
    """Markdown, as `next_steps`."""
    next_steps: str = ""
    decisions: tuple[str, ...] = ()
    """What was decided, a text each."""
    level: int = 0
    """How deep it stands under other items."""
    item: str | None = None
    """Record of the item; None where it was read from a file."""

    @property
    def said(self) -> bool:
        """Say whether anything is said under it; what was only on the agenda has no chapter."""
        return bool(
            self.outputs or self.decisions or self.key_points.strip() or self.next_steps.strip()
        )


@dataclass(frozen=True, slots=True)
class Rest:
    """Words of a file that no field is for: kept, printed where they stood, and told."""

    where: str
    """Label or title of the item under which they stand, AGENDA or END."""
    text: str

    def to_json(self) -> dict[str, Any]:
        return {"where": self.where, "text": self.text}


@dataclass(frozen=True, slots=True)
class Summary:
    """A whole report."""

    body: str = ""
    """Whose meeting it was: lines above the title."""
    title: str = ""
    when: str = ""
    """Day and hour, in words."""
    kind: str = ""
    """What the paper calls itself; empty: a summary report."""
    introduction: str = ""
    """Markdown, before the list of items."""
    parts: tuple[Part, ...] = ()
    other: Part = Part("", "")
    """What was decided, and is to be done, about none of the items."""
    next_meeting: str = ""
    """Markdown."""
    annex: str = ""
    """What stands above the list of participants; empty: the usual words."""
    people: tuple[Attendee, ...] = ()
    rest: tuple[Rest, ...] = ()
    state: State = "draft"
    notes: tuple[tuple[str, int], ...] = field(default=(), compare=False)
    """What was odd about a file: (code, how often)."""


def key(part: Part) -> str:
    """Return what `Rest.where` calls an item."""
    return part.label or part.title


def outputs_of(data: Mapping[str, Any]) -> tuple[Output, ...] | None:
    """Return the output documents an item's record names; None where it says nothing of them."""
    found: object = data.get("outputs")
    if not isinstance(found, list):
        return None
    made: list[Output] = []
    for each in cast("list[object]", found):
        if isinstance(each, str) and each.strip():
            made.append(Output(each))
        elif isinstance(each, Mapping):
            told = cast("Mapping[str, Any]", each)
            title = str(told.get("title") or told.get("document") or "")
            if title:
                made.append(
                    Output(title, str(told.get("link") or ""), told.get("document") or None)
                )
    return tuple(made)


def report_of(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a record keeps of a report."""
    found: object = data.get("report")
    return cast("Mapping[str, Any]", found) if isinstance(found, Mapping) else {}


def rest_of(report: Mapping[str, Any]) -> tuple[Rest, ...]:
    """Return the words that no field is for."""
    found: object = report.get("rest")
    listed = cast("list[object]", found) if isinstance(found, list) else []
    told = [cast("Mapping[str, Any]", each) for each in listed if isinstance(each, Mapping)]
    return tuple(Rest(str(each.get("where") or END), str(each["text"])) for each in told if each.get("text"))  # fmt: skip


def text_of(value: object) -> str:
    """Return key points or next steps as Markdown: a text, or a list as one point each."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        lines = [_line(each) for each in cast("list[object]", value)]
        return "\n".join(f"- {each}" for each in lines if each)
    return ""


def _line(each: object) -> str:
    if isinstance(each, Mapping):
        told = cast("Mapping[str, Any]", each)
        return str(told.get("text") or told.get("title") or "").strip()
    return str(each).strip() if isinstance(each, str) else ""
