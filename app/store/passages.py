"""What of a record is searched: its words in passages, each with its section.

The index keeps no words that can be read. What a hit shows is taken anew from the record
that stands now, so that nothing is shown that changed, was withdrawn or may no longer be read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain import turns
from app.domain.groups import ANSWER
from app.domain.proposals import Section

PLACES = ("proposal", "item", "meeting", "group")
"""Fields of what a next step or decision is on, the nearest first; papers are called so, too."""
Texts = Callable[[str], Sequence[Section] | None]
"""Gives the extracted text of a document by its sha256, None when it is not here."""


@dataclass(frozen=True, slots=True)
class Passage:
    kind: str
    """Of `app.domain.asking.KINDS`."""
    about: str
    """The paper it is in or on, as `proposal/ID`."""
    section: str | None
    title: str
    body: str


def passages_of(collection: str, id: str, data: dict[str, Any], texts: Texts) -> list[Passage]:
    """Return the passages of a record; none of what is withdrawn or not searched."""
    title = str(data.get("title") or data.get("name") or "")
    match collection:
        case "proposals":
            names = " ".join(str(each.get("name", "")) for each in data.get("proponents") or ())
            body = f"{data.get('summary') or ''} {names} {data.get('code') or ''}"
            return [Passage("proposal", f"proposal/{id}", None, title, body)]
        case "versions":
            return [
                Passage("proposal", f"proposal/{data.get('proposal')}", each.get("key"),
                        each.get("heading") or "", each.get("text") or "")
                for each in data.get("sections") or ()
            ]  # fmt: skip
        case "documents":
            return _of_document(id, title, data, texts)
        case "items" if not data.get("withdrawn"):
            noted = ("earlier", "key_points", "next_steps")
            body = " ".join(str(data.get(name) or "") for name in noted)
            return [Passage("item", f"item/{id}", None, title, body)]
        case "meetings":
            return [Passage("meeting", f"meeting/{id}", None, title, str(data.get("notes") or ""))]
        case "members":
            aliases = " ".join(data.get("aliases") or ())
            body = f"{aliases} {data.get('affiliation') or ''}"
            return [Passage("member", f"member/{id}", None, title, body)]
        case "workgroups":
            charter = str(data.get("charter") or "")
            return [Passage("group", f"group/{id}", None, title, charter)]
        case "notes" | "comments" if not data.get("withdrawn"):
            about = data.get("about") or {}
            where = f"{about.get('kind', '')}/{about.get('id', '')}"
            anchor = data.get("anchor") or {}
            quote = (anchor.get("quote") or {}).get("exact") or ""
            kind = "note" if collection == "notes" else str(data.get("kind") or "comment")
            body = f"{data.get('text') or ''} {quote}"
            return [Passage(kind, where, anchor.get("section"), "", body)]
        case "actions" | "decisions" if not data.get("withdrawn"):
            return _outcome(collection, id, data)
        case _:
            return []


def _outcome(collection: str, id: str, data: dict[str, Any]) -> list[Passage]:
    """Return the words of a next step or a decision, on what it was noted for.

    The chairs' answer to a member's wish is none: it is between them and her.
    """
    if data.get("kind") == ANSWER:
        return []
    kind = "action" if collection == "actions" else "decision"
    given = data.get("objections")
    objected = (_objection(each) for each in (given if isinstance(given, list) else [given]))  # pyright: ignore[reportUnknownVariableType]
    words = (*map(data.get, ("title", "text", "why", "reason", "condition")), *objected)
    body = " ".join(dict.fromkeys(each.strip() for each in words if isinstance(each, str)))
    on = ((name, data.get(name)) for name in PLACES)
    about = next((f"{name}/{where}" for name, where in on if where), f"{kind}/{id}")
    return [Passage(kind, about, None, "", body)] if body.strip() else []


def _objection(each: object) -> object:
    return each.get("text") if isinstance(each, dict) else each  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]


def _of_document(id: str, title: str, data: dict[str, Any], texts: Texts) -> list[Passage]:
    """Return a document by its title, and its text by sections; one without headings as a whole.

    Of what was said at a meeting each turn is a passage.
    """
    about = f"document/{id}"
    withdrawn = data.get("status") == "withdrawn"
    said = turns.of(data) if data.get("kind") in turns.KINDS and not withdrawn else ()
    if said:
        return [
            Passage("document", about, None, title, ""),
            *(
                Passage(
                    "document", about, turns.section(each.n), each.speaker, turns.words(data, each)
                )
                for each in said
            ),
        ]
    sha256 = (data.get("text") or {}).get("sha256")
    sections = (texts(sha256) if isinstance(sha256, str) else None) or ()
    if len(sections) <= 1:
        body = sections[0].text if sections else ""
        return [Passage("document", about, None, title, body)]
    return [
        Passage("document", about, None, title, ""),
        *(Passage("document", about, each.key, each.heading, each.text) for each in sections),
    ]
