"""What was said at a meeting, as the window shows it: one document, its turns, whose and about what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.actions import said, said_text, transcribing
from app.actions.acting import CARRIERS, me
from app.actions.hearing import Speaker, Understood
from app.actions.said import Beside
from app.actions.transcribing import Kept
from app.documents.reading import Text, read
from app.domain.proposals import Section
from app.domain.turns import Turn
from app.i18n import _
from app.phrases import transcripts as phrases
from app.store import Store, current, meetings, members
from app.store.meetings import Item
from app.ui.icons import Symbol
from app.ui.widgets.rows import Line

GAP = "  "
"""Between the number of an item and its title."""
LONGEST_TITLE = 60
"""Letters of an item or proposal where it stands in a choice."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which turns are looked at; empty: all of them."""

    item: str = ""
    speaker: str = ""
    """An account, or a name as captioned."""
    proposal: str = ""
    about_me: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """One transcript or chat with all that is shown beside it."""

    kept: Kept
    text: Text
    turns: tuple[Turn, ...]
    """Those that are looked at, in their order."""
    names: Mapping[str, str]
    items: Mapping[str, str]
    """{id: label and title}, in the order of the agenda."""
    proposals: Mapping[str, str]
    speakers: tuple[tuple[str, str], ...]
    """(key of `Wanted.speaker`, name), who spoke most first."""
    open: tuple[Speaker, ...]
    """Whose names are still to be settled; only chairs are asked."""
    beside: Mapping[int, tuple[Beside, ...]]
    why: Mapping[int, str]
    """Why a turn is about me, by its number."""
    chairs: bool
    """Whether who looks may settle, correct and quote."""


def kept(store: Store, meeting: str) -> tuple[tuple[str, str], ...]:
    """Return (id, what it is called) of all that is kept of a meeting, chats last."""
    kinds = {"transcript": _("Transcript"), "chat": _("Chat")}
    found = sorted(transcribing.listed(store, meeting), key=lambda each: each.kind == "chat")
    alone = len({each.kind for each in found}) == len(found)
    return tuple(
        (each.id, kinds[each.kind] if alone else f"{kinds[each.kind]}: {each.title}")
        for each in found
    )


def told(store: Store, document: str, wanted: Wanted) -> Told:
    """Return what is shown of a document; asked off the Qt thread.

    Raises Trouble: `not_joined`, `no_such_record`, `no_such_transcript`.
    """
    this = transcribing.one(store, document)
    names = members.names(store)
    found = said.lines(
        store,
        this.meeting,
        kind=this.kind,
        item=wanted.item or None,
        speaker=wanted.speaker or None,
        proposal=wanted.proposal or None,
        about_me=wanted.about_me,
    )
    mine = [each for each in found if each.document == document]
    turns = tuple(each.turn for each in mine)
    items = dict(_items(meetings.agenda(store, this.meeting)))
    about = {each.proposal for each in this.turns if each.proposal}
    chairs = me(store).role in CARRIERS
    return Told(
        this,
        read(_sections(this, turns, names, items)),
        turns,
        names,
        items,
        _titles(store, about),
        _spoke(this, names),
        tuple(each for each in transcribing.who(store, this) if each.open) if chairs else (),
        {each.turn.n: each.beside for each in mine if each.beside},
        {each.turn.n: phrases.about_me(each.why) for each in mine if each.why},
        chairs,
    )


def lines(found: Told) -> list[Line]:
    """Return a row for each turn: who, the first words, which item."""
    return [
        Line(
            str(turn.n),
            said_text.heading(turn, found.names),
            " ".join(found.kept.words(turn).split()) or _("no words"),
            end=found.why.get(turn.n) or _short(found, turn),
            symbol=Symbol.WARNING if turn.poor or turn.two else None,
            tone="warn",
            state=" · ".join(_odd(turn)),
        )
        for turn in found.turns
    ]


def about(found: Told, turn: Turn) -> str:
    """Return what a turn is about, in words, and how surely."""
    parts = (found.items.get(turn.item or ""), found.proposals.get(turn.proposal or ""))
    words = " · ".join(part for part in parts if part)
    if not words:
        return _("under no item of the agenda")
    return words if turn.settled else _("{about} (suggested)").format(about=words)


def head(found: Told, turn: Turn) -> str:
    """Return the line above what can be done with a turn."""
    parts = (said_text.heading(turn, found.names), turn.when, about(found, turn), *_odd(turn))
    return " · ".join(part for part in parts if part)


def asked(speaker: Speaker) -> str:
    """Return the question whose a captioned name is."""
    spelled = ", ".join(each for each in speaker.captions if each != speaker.name)
    said_so = f"{speaker.name} ({spelled})" if spelled else speaker.name or phrases.who("nameless")
    return _("Who is “{name}”? {turns}").format(
        name=said_so, turns=phrases.turns(speaker.turns)
    )  # fmt: skip


def answers(speaker: Speaker, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return (account, name) to choose from: those whose names are like it, then everybody."""
    like = [(each, names.get(each, each)) for each in speaker.candidates]
    rest = sorted(
        ((account, name) for account, name in names.items() if account not in speaker.candidates),
        key=lambda each: each[1].casefold(),
    )
    return [*like, *rest]


def summary(found: Understood) -> str:
    """Return what a file was understood as."""
    count = phrases.chat_lines if found.kind == "chat" else phrases.turns
    people = len([each for each in found.speakers if not each.open])
    placed = sum(each.item is not None for each in found.turns)
    return _("{turns} by {people} known people; {placed} under an item of the agenda.").format(
        turns=count(len(found.turns)), people=people, placed=placed
    )


def oddities(found: Understood) -> Sequence[str]:
    return [phrases.told(each.code, each.count, each.word) for each in found.told]


def _sections(
    this: Kept, turns: Sequence[Turn], names: Mapping[str, str], items: Mapping[str, str]
) -> tuple[Section, ...]:
    """Return the turns as sections; where another item begins its title stands above the turn."""
    made: list[Section] = []
    before: str | None = None
    for each, section in zip(turns, said_text.sections(this.row.data, turns, names), strict=True):
        title = items.get(each.item or "", "")
        heading = (
            f"{title} · {section.heading}" if title and each.item != before else section.heading
        )
        before = each.item
        made.append(Section(section.key, heading, section.text))
    return tuple(made)


def _items(agenda: Iterable[Item]) -> Iterable[tuple[str, str]]:
    for each in meetings.flat(agenda):
        title = str(each.row.data.get("title") or each.row.id)[:LONGEST_TITLE]
        yield each.row.id, f"{each.label}{GAP}{title}" if each.label else title


def _titles(store: Store, about: Iterable[str]) -> dict[str, str]:
    found = current.titles(store, {("proposals", id) for id in about})
    return {id: title[:LONGEST_TITLE] for (_collection, id), title in sorted(found.items())}


def _spoke(this: Kept, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    counted: dict[str, int] = {}
    for each in this.turns:
        key = each.member or each.speaker
        if key:
            counted[key] = counted.get(key, 0) + 1
    ranked = sorted(counted, key=lambda key: -counted[key])
    return tuple((key, f"{names.get(key, key)} ({counted[key]})") for key in ranked)


def _short(found: Told, turn: Turn) -> str:
    """Return the number of the item a turn is under, with a mark while that is a suggestion."""
    label = found.items.get(turn.item or "", "").partition(GAP)[0]
    return label if turn.settled or not label else f"{label[:12]}?"


def _odd(turn: Turn) -> list[str]:
    told_so = [_("could not be heard well")] if turn.poor else []
    return [*told_so, *([_("may hold words of two speakers")] if turn.two else [])]
