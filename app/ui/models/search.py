"""What the search over everything shows: filters by their names, hits as rows, words about them."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.asking import Filters
from app.domain.turns import number_of
from app.i18n import _, ngettext
from app.paths import Home
from app.phrases import transcripts
from app.phrases.marks import kind_name
from app.store import Store, rounds
from app.store.search import Found, Hit
from app.ui.icons import Symbol
from app.ui.widgets.rows import Line

SYMBOLS = {
    "proposal": Symbol.FILE,
    "document": Symbol.DOCUMENTS,
    "item": Symbol.AGENDA,
    "meeting": Symbol.MEETINGS,
    "member": Symbol.PERSON,
    "group": Symbol.GROUPS,
    "note": Symbol.NOTE,
    "question": Symbol.QUESTION,
    "evidence": Symbol.QUOTE,
    "action": Symbol.TICKED,
    "decision": Symbol.DECISION,
}
GROUPS = {
    "proposals": frozenset({"proposal"}),
    "documents": frozenset({"document"}),
    "comments": frozenset({"comment", "question", "evidence"}),
    "notes": frozenset({"note"}),
    "agenda": frozenset({"item", "meeting"}),
    "outcomes": frozenset({"action", "decision"}),
    "people": frozenset({"member", "group"}),
}
STATES = ("mine", "unread", "changed")
MOST_ROUNDS = 4
"""Rounds that have a chip: the newest."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, and the titles of the papers it is in, by (kind, id)."""

    words: str
    found: Found
    titles: Mapping[tuple[str, str], str]


def filter_names() -> dict[str, str]:
    """Return {key: words} of the chips that are always there."""
    return {
        "proposals": _("Proposals"),
        "documents": _("Documents"),
        "comments": _("Comments and questions"),
        "notes": _("My notes"),
        "agenda": _("Agenda"),
        "outcomes": _("Next steps, decisions"),
        "people": _("People"),
        "mine": _("Mine"),
        "unread": _("Unread"),
        "changed": _("Changed"),
    }


def round_names(store: Store) -> dict[str, str]:
    """Return {key: title} of the rounds one may choose between; none if there is only one."""
    known = rounds.listed(store)[-MOST_ROUNDS:]
    return {f"round/{each.id}": each.title for each in known} if len(known) > 1 else {}


def filters_of(chosen: set[str]) -> Filters:
    """Return the filters that the chips with these keys stand for."""
    kinds = [GROUPS[key] for key in chosen if key in GROUPS]
    round_ = next((key.partition("/")[2] for key in chosen if key.startswith("round/")), None)
    return Filters(
        frozenset().union(*kinds),
        round_,
        mine="mine" in chosen,
        unread="unread" in chosen,
        changed="changed" in chosen,
    )


def answer(store: Store, home: Home, words: str, filters: Filters, limit: int) -> Answer:
    """Look `words` up in what is indexed; asked off the Qt thread."""
    from app.actions import searching  # noqa: PLC0415 -- when first wanted

    found = searching.look_up(store, home, words, limit, filters)
    return Answer(words, found, searching.titles(store, found.hits))


def lines(given: Answer) -> list[Line]:
    """Return a row for each hit: the paper it is in, its kind or section, the words found."""
    return [_line(hit, given.titles) for hit in given.found.hits]


def said(given: Answer, *, filtered: bool, left: int) -> str:
    """Return what is to be said of the hits, in one or two sentences."""
    found = given.found
    parts = [_("Still reading in {n} records; more may be found.").format(n=left)] if left else []
    if found.instead:
        parts.insert(0, _("Nothing holds “{words}”. These are the hits for “{meant}”.").format(
            words=given.words.strip(), meant=found.meant
        ))  # fmt: skip
    elif not found.hits and filtered:
        parts.insert(0, _("Nothing that these filters leave holds these words."))
    elif not found.hits:
        parts.insert(0, _("Nothing on this computer holds these words."))
    else:
        count = len(found.hits)
        parts.insert(0, ngettext("{n} hit", "{n} hits", count).format(n=count))
        return " · ".join(parts)
    return " ".join(parts)


def place_of(hit: Hit) -> tuple[str, str]:
    """Return (kind, id) of what is opened: the paper a mark is on, else the record itself."""
    if hit.kind in GROUPS["outcomes"]:
        return hit.kind, hit.id
    kind, _slash, id = hit.about.partition("/")
    return kind or hit.kind, id or hit.id


def key_of(hit: Hit) -> str:
    return f"{hit.kind}/{hit.id}/{hit.section or ''}"


def _line(hit: Hit, titles: Mapping[tuple[str, str], str]) -> Line:
    """Return a row that says of words within a paper which paper it is."""
    kind, _slash, id = hit.about.partition("/")
    paper = titles.get((kind, id), "")
    own = not hit.section or hit.kind not in {"proposal", "document"}
    kinds = _kinds()
    if hit.title and (own or not paper):
        title, title_marks, end = hit.title, hit.title_marks, kinds.get(hit.kind, "")
    else:
        title, title_marks = paper or kinds.get(hit.kind, ""), ()
        end = hit.title or kinds.get(hit.kind, kinds["comment"])
    if number_of(hit.section):
        end = transcripts.spoken(hit.title)
    return Line(
        key_of(hit),
        title,
        hit.snippet or kinds.get(hit.kind, kinds["comment"]),
        end=end,
        symbol=SYMBOLS.get(hit.kind, Symbol.COMMENT),
        state=kinds.get(hit.kind, kinds["comment"]),
        title_marks=title_marks,
        below_marks=hit.marks,
    )


def _kinds() -> dict[str, str]:
    return {
        "proposal": _("Proposal"),
        "document": _("Document"),
        "item": _("Agenda item"),
        "meeting": _("Meeting"),
        "member": _("Person"),
        "group": _("Group"),
        "note": _("My note"),
        "action": _("Next step"),
        "decision": _("Decision"),
        **{kind: kind_name(kind) for kind in ("comment", "question", "evidence")},
    }
