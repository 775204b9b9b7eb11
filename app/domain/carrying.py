"""What members send by file or say elsewhere: who hands it on, and how it is marked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

Way = Literal["bundle", "form", "mail", "chat", "call"]
"""How words of a member came to who hands them on: in her file of answers or text form, or said
in a mail, a chat, on a call, and filed by a chair."""
WAYS: tuple[Way, ...] = get_args(Way)
FILED: tuple[Way, ...] = ("mail", "chat", "call")
"""Ways of words that a chair chose from what a member said elsewhere."""
BY_HAND: frozenset[Way] = frozenset({"form", *FILED})
"""Ways without the signature of the member's device."""

CARRIERS = frozenset({"chair", "secretariat"})
"""Roles that take in others' answers and hand them on in their name."""
STAMPS = frozenset({"late", "via", "carried_by"})
"""Data fields that only whoever takes a change writes, never who wrote it."""
ROOM = 200
"""Bytes left free in a record for these."""


@dataclass(frozen=True, slots=True)
class Came:
    """How words came that their writer did not send herself."""

    via: Way
    by: str
    """Account of who handed them on; empty once their writer has put them in her own words."""
    name: str = ""
    """Hers who handed them on."""
    at: str = ""
    """Of what was filed: when it was said, a day or an instant; empty where nobody knows."""
    subject: str = ""


def came(data: Mapping[str, Any], names: Mapping[str, str] | None = None) -> Came | None:
    """Return how the words of a record came, None where their writer sent them herself."""
    by = str(data.get("carried_by") or "")
    said: Any = data.get("source")
    # The source of a document is a word, that of a next step a paper.
    source: Mapping[str, Any] = said if isinstance(said, Mapping) else {}
    via = data.get("via") if by else source.get("how")
    if via not in WAYS or not (by or source):
        return None
    at, subject = str(source.get("at") or ""), str(source.get("subject") or "")
    return Came(via, by, (names or {}).get(by, by), at, subject)
