"""The keys and columns a meeting folder is known to have, to notice the misspelt ones.

A key that is not here is a field of the Secretariat's own and is kept.
"""

from collections.abc import Mapping

Keys = Mapping[str, frozenset[str]]
"""Path of a table inside its file (lists as `[]`) -> the keys it is known to have."""


_MOVED = frozenset({"at", "on", "why"})
_SCALE = frozenset({"min", "max", "labels"})

CYCLE: Keys = {
    "": frozenset({"id", "title", "languages", "starts", "ends", "status", "keys", "audience"})
}

ROUND: Keys = {
    "": frozenset(
        [
            "id",
            "title",
            "kind",
            "criteria",
            "overall",
            "stances",
            "reasons",
            "reasons_at_or_below",
            "others_visible",
            "capacity",
            "deadlines",
            "status",
            "audience",
            "recusals",
            "merges",
            "outcomes",
            "assignment",
            "assigned",
        ]
    ),
    "criteria[]": frozenset({"key", "title", "guidance", "text", "scale", "weight", "max_words"}),
    "criteria[].scale": _SCALE,
    "overall": _SCALE,
    "stances[]": frozenset({"key", "title"}),
    "outcomes[]": frozenset({"key", "title", "accepts"}),
    "assigned[]": frozenset({"title", "members", "group", "proposals", "themes"}),
    "deadlines[]": frozenset({"what", "at", "aoe", "moved_from"}),
    "deadlines[].moved_from[]": _MOVED,
}

PROPOSAL: Keys = {
    "": frozenset(
        [
            "id",
            "round",
            "code",
            "title",
            "former_titles",
            "summary",
            "theme",
            "tags",
            "proponents",
            "evidence",
            "continues",
            "related",
            "status",
            "audience",
            "at",
            "note",
            "answers",
        ]
    ),
    "proponents[]": frozenset({"name", "affiliation", "group", "region", "member"}),
    "evidence[]": frozenset({"from", "kind", "state", "document"}),
    "related[]": frozenset({"proposal", "kind"}),
    "answers[]": frozenset({"question", "section", "quote"}),
}

ITEM: Keys = {
    "": frozenset(
        [
            "id",
            "label",
            "title",
            "minutes",
            "lead",
            "purpose",
            "proposals",
            "documents",
            "key_points",
            "next_steps",
            "outputs",
            "heading",
            "carried_to",
            "position",
            "parent",
            "audience",
            "item",
        ]
    ),
    "outputs[]": frozenset({"title", "link", "document"}),
}

MEETING: Keys = {
    "": frozenset(
        [
            "id",
            "title",
            "kind",
            "starts",
            "ends",
            "moved_from",
            "place",
            "join_by",
            "group",
            "status",
            "objections",
            "attendance",
            "notes",
            "numbering",
            "zone",
            "audience",
            "item",
        ]
    ),
    "moved_from[]": _MOVED,
    "join_by[]": frozenset({"kind", "value", "passcode"}),
    "attendance[]": frozenset(
        {"id", "member", "state", "kind", "name", "role", "affiliation", "uncertain"}
    ),
}

GROUP: Keys = {
    "": frozenset(
        {
            "id",
            "title",
            "charter",
            "status",
            "facilitators",
            "participants",
            "open_to_all",
            "audience",
        }
    )
}

MILESTONES: Keys = {
    "": frozenset({"milestone"}),
    "milestone[]": frozenset({"id", "title", "at", "aoe", "kind", "moved_from", "audience"}),
    "milestone[].moved_from[]": _MOVED,
}

MEMBERS = frozenset(
    [
        "account",
        "role",
        "name",
        "aliases",
        "affiliation",
        "group",
        "region",
        "country",
        "term_year",
        "uncertain",
        "status",
        "audience",
    ]
)
DOCUMENTS = frozenset(
    [
        "id",
        "file",
        "title",
        "kind",
        "language",
        "version",
        "status",
        "audience",
        "meeting",
        "group",
        "proposal",
        "replaces",
        "comments_by",
    ]
)
CONTACTS = frozenset({"id", "emails", "audience"})
CONTRIBUTIONS = frozenset({"id", "call", "from", "group", "region", "at", "document", "audience"})

FILES = frozenset(
    {"cycle.toml", "members.csv", "milestones.toml", "contributions.csv", "contacts.csv"}
)
FOLDERS = frozenset({"rounds", "proposals", "meetings", "documents", "groups"})

DOCUMENT_STATES = ("draft", "draft for comment", "final", "rolling", "withdrawn")
