"""The collections of a cycle: who writes each, in which order they are read.

Source: `docs/access.md`. The reading class orders
delivery on a slow line: 1 deadlines and agendas, 2 summaries, 3 full texts, 4 the rest.
"""

from dataclasses import dataclass
from enum import IntEnum


class Reading(IntEnum):
    """What arrives first on a slow line."""

    AGENDA = 1
    SUMMARY = 2
    TEXT = 3
    REST = 4


@dataclass(frozen=True, slots=True)
class Collection:
    name: str
    writers: frozenset[str]
    """Roles that may write it; `owner` means every account, each her own records."""
    reading: Reading
    limit: int
    """Largest record in bytes of JSON."""


SECRETARIAT = frozenset({"secretariat"})
DESK = frozenset({"secretariat", "chair"})
OWNER = frozenset({"owner"})
PAPER, WORDS = 1_000_000, 64 * 1024

ALL = {
    collection.name: collection
    for collection in (
        Collection("cycle", SECRETARIAT, Reading.AGENDA, PAPER),
        Collection("rounds", DESK, Reading.AGENDA, PAPER),
        Collection("milestones", SECRETARIAT, Reading.AGENDA, PAPER),
        Collection("meetings", DESK, Reading.AGENDA, PAPER),
        Collection("items", DESK, Reading.AGENDA, PAPER),
        Collection("proposals", SECRETARIAT, Reading.SUMMARY, PAPER),
        Collection("members", SECRETARIAT, Reading.SUMMARY, PAPER),
        Collection("documents", DESK, Reading.SUMMARY, PAPER),
        Collection("workgroups", DESK, Reading.SUMMARY, PAPER),
        Collection("versions", SECRETARIAT, Reading.TEXT, PAPER),
        Collection("contacts", SECRETARIAT, Reading.REST, PAPER),
        Collection("contributions", SECRETARIAT, Reading.REST, PAPER),
        Collection("actions", DESK, Reading.REST, PAPER),
        Collection("decisions", DESK, Reading.REST, PAPER),
        Collection("letters", DESK, Reading.REST, PAPER),
        Collection("packs", SECRETARIAT, Reading.REST, PAPER),
        Collection("reviews", OWNER, Reading.REST, WORDS),
        Collection("asides", OWNER, Reading.REST, WORDS),
        Collection("comments", OWNER, Reading.REST, WORDS),
        Collection("intents", OWNER, Reading.REST, WORDS),
        Collection("notes", OWNER, Reading.REST, WORDS),
    )
}

MEMBERS_OWN = frozenset(name for name, collection in ALL.items() if collection.writers == OWNER)
CHAIRS_WORDS = frozenset({"decisions", "letters"})
"""What chairs decide and write to proposers."""
CHAIRS_PAPERS = frozenset({"meetings", "items", "documents", "workgroups", "actions"})
"""Papers that a folder may hold and chairs change too: agendas, transcripts, groups, next steps."""
JOINED_BY_FILE = CHAIRS_WORDS | CHAIRS_PAPERS
"""What several write, so that what stands without a server is joined of all their acts."""
HANDED_ON = (MEMBERS_OWN - {"notes"}) | JOINED_BY_FILE
"""What chairs and Secretariat hand on in the name of who wrote it: members' words, and what a
chair without a line decided, wrote to proposers and did to the papers of meetings."""
NEVER_PACKED = MEMBERS_OWN | {"contacts", "packs"}
"""What no pack holds, whoever may read it: what members say, and where they live."""


def may_write(role: str, collection: str) -> bool:
    """Say whether an account of `role` may write records of `collection` at all.

    Observers comment and state intents; they do not review (`docs/access.md`).
    """
    if collection not in ALL:
        return False
    writers = ALL[collection].writers
    if writers == OWNER:
        return role != "observer" or collection in {"comments", "intents", "notes"}
    return role in writers
