"""What was said at a meeting, kept as a document: saved, names settled, places put right, quoted.

It is no record of the meeting and is shown as *not authoritative* everywhere; what counts are
key points, next steps and decisions, which a chair writes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.actions import hearing, said_topics
from app.actions.acting import Write, act, as_chair, me
from app.actions.agenda_items import the_meeting
from app.actions.agenda_writing import marked
from app.actions.clock import Clock, system
from app.actions.hearing import Speaker, Understood
from app.actions.trouble import Trouble
from app.documents.plain import escape
from app.domain import audience as audiences
from app.domain import ids, turns
from app.domain.changes import Changes
from app.domain.records import Data, Row
from app.domain.turns import Turn
from app.store import Store, current

MEMBERS = ("members",)
LONGEST = 700_000
"""Bytes of plain text that fit into a record with its turns."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A transcript or chat that is kept here."""

    id: str
    kind: str
    title: str
    meeting: str
    plain: str
    turns: tuple[Turn, ...]
    row: Row

    def words(self, turn: Turn) -> str:
        return turns.words(self.row.data, turn)


@dataclass(frozen=True, slots=True)
class Saved:
    id: str
    changes: Changes
    already: bool = False
    """It was kept already: nothing was written but what was settled anew."""


def save(
    store: Store, found: Understood, *, title: str | None = None, clock: Clock = system
) -> Saved:
    """Keep what was understood as a document of the meeting; the same file again changes nothing.

    Whoever may read the meeting reads it with the next sync, members at most. Raises Trouble:
    `not_joined`, `not_a_chair`, `transcript_too_long`, `transcript_too_many`, `nul`, `too_long`.
    """
    as_chair(store)
    size = len(found.plain.encode())
    if size > LONGEST:
        raise Trouble("transcript_too_long", size=size // 1000, most=LONGEST // 1000)
    if len(found.turns) > turns.MOST:
        raise Trouble("transcript_too_many", count=len(found.turns), most=turns.MOST)
    with store.atomic():
        meeting = the_meeting(store, found.meeting)
        id = _id(store, found)
        before = current.one(store, "documents", id)
        if before is not None and before.data.get("status") != "withdrawn":
            return Saved(id, _again(store, before, found, clock), already=True)
        data: Data = {
            "title": title or str(meeting.data.get("title") or meeting.id),
            "kind": found.kind,
            "meeting": found.meeting,
            "authoritative": False,
            "source": found.name[:200],
            "plain": found.plain,
            "turns": [each.to_json() for each in found.turns],
            "names": dict(found.names),
        }
        narrow = meeting.readers and audiences.narrower_than(meeting.readers, "members")
        readers = meeting.readers if narrow else MEMBERS
        return Saved(id, act(store, found.kind, [Write("documents", id, data, readers)], clock))


def listed(store: Store, meeting: str, kind: str | None = None) -> list[Kept]:
    """Return what is kept of a meeting, the oldest first. Raises Trouble("no_such_record")."""
    the_meeting(store, meeting)
    rows = [
        row
        for row in current.where(store, "documents", "$.meeting", meeting)
        if row.data.get("kind") in ({kind} if kind else set(turns.KINDS)) and turns.of(row.data)
        and row.data.get("status") != "withdrawn"
    ]  # fmt: skip
    rows.sort(key=lambda row: (str(row.data.get("written_at") or ""), row.id))
    return [_kept(row) for row in rows]


def one(store: Store, id: str) -> Kept:
    """Return a transcript or chat. Raises Trouble("no_such_transcript")."""
    row = current.one(store, "documents", id)
    if row is None or row.data.get("kind") not in turns.KINDS or not turns.of(row.data):
        raise Trouble("no_such_transcript", id=id)
    return _kept(row)


def who(store: Store, kept: Kept) -> tuple[Speaker, ...]:
    """Return who spoke, spellings of one person together, and who is still to be settled."""
    names = turns.names_of([kept.row.data])
    return hearing.who_spoke(store, kept.meeting, kept.plain, kept.turns, names)


def settle(
    store: Store, id: str, names: Mapping[str, str | None], clock: Clock = system
) -> Changes:
    """Say whose captioned names are, None for somebody who is not of the roster.

    It is remembered for other meetings. Turns are linked anew, but those put by hand. Raises
    Trouble: `not_a_chair`, `no_such_transcript`, `no_such_speaker`, `no_such_caption`.
    """
    return correct(store, id, names, {}, clock)


def place(store: Store, id: str, items: Mapping[int, str | None], clock: Clock = system) -> Changes:
    """Put turns under an item, by hand: `ITEM`, `ITEM/PROPOSAL`, None for no item.

    Raises Trouble: `not_a_chair`, `no_such_transcript`, `no_such_turn`, `no_such_record`.
    """
    return correct(store, id, {}, items, clock)


def correct(
    store: Store,
    id: str,
    names: Mapping[str, str | None],
    items: Mapping[int, str | None],
    clock: Clock = system,
) -> Changes:
    """Do `settle` and `place` in one act. Raises Trouble as they do."""
    as_chair(store)
    with store.atomic():
        kept = one(store, id)
        captions = {each.speaker for each in kept.turns}
        given: dict[str, str | None] = {}
        for name, account in names.items():
            spelled = [each for each in captions if hearing.same_caption(each, name)]
            if not spelled:
                raise Trouble("no_such_caption", name=name)
            hearing.known_account(store, account)
            given |= dict.fromkeys(_spellings(store, kept, spelled), account or None)
        made = hearing.placed(store, kept.meeting, kept.turns, items)
        known = turns.names_of([kept.row.data]) | given
        if given:
            made, _people = hearing.understood(store, kept.meeting, kept.plain, made, known)
        if made == kept.turns and not given:
            return Changes()
        data = {**kept.row.data, "turns": [each.to_json() for each in made]}
        data["names"] = {**(kept.row.data.get("names") or {}), **given}
        write = Write("documents", id, data, kept.row.readers, home=kept.row.at_home)
        return act(store, "settle_names" if given else "place_turns", [write], clock)


def quote(
    store: Store,
    id: str,
    number: int,
    item: str | None = None,
    words: str | None = None,
    clock: Clock = system,
) -> Changes:
    """Add a turn, or `words` of it, to the key points of an item: its own, or `item`.

    A chair reads it over and puts it into the words of minutes. Raises Trouble: `not_a_chair`,
    `no_such_transcript`, `no_such_turn`, `no_item_yet`, `no_such_record`, `words_not_in_it`,
    `too_long`.
    """
    as_chair(store)
    with store.atomic():
        kept = one(store, id)
        turn = turn_of(kept, number)
        to = item or turn.item
        if to is None:
            raise Trouble("no_item_yet", number=number)
        to = said_topics.place(store, kept.meeting, to)[0] or ""
        row = current.one(store, "items", to)
        if row is None:
            raise Trouble("no_such_record", collection="items", id=to)
        line = minutes_line(store, kept, turn, words)
        points = str(row.data.get("key_points") or "").rstrip()
        if line in points.split("\n"):
            return Changes()
        said = f"{points}\n{line}" if points else line
        data = marked({**row.data, "key_points": said}, ("key_points",))
        return act(store, "quote", [Write("items", to, data, row.readers, home=row.at_home)], clock)


def minutes_line(store: Store, kept: Kept, turn: Turn, words: str | None = None) -> str:
    """Return what is added to the key points for a turn. Raises Trouble("words_not_in_it")."""
    return f"- {escape(_speaker(store, turn))}: “{escape(_chosen(kept, turn, words))}”"


def withdraw(store: Store, id: str, clock: Clock = system) -> Changes:
    """Take a transcript or chat out of everybody's sight. Raises as `settle`."""
    as_chair(store)
    with store.atomic():
        kept = one(store, id)
        data = {**kept.row.data, "status": "withdrawn"}
        return act(store, "withdraw", [Write("documents", id, data, kept.row.readers)], clock)


def turn_of(kept: Kept, number: int) -> Turn:
    """Return the turn with this number. Raises Trouble("no_such_turn")."""
    for each in kept.turns:
        if each.n == number:
            return each
    raise Trouble("no_such_turn", number=number, count=len(kept.turns))


def _chosen(kept: Kept, turn: Turn, words: str | None) -> str:
    said = " ".join(kept.words(turn).split())
    if words is None:
        return said
    wanted = " ".join(words.split())
    if not wanted or wanted.casefold() not in said.casefold():
        raise Trouble("words_not_in_it", words=words[:80])
    at = said.casefold().find(wanted.casefold())
    return said[at : at + len(wanted)] if len(said) == len(said.casefold()) else wanted


def _speaker(store: Store, turn: Turn) -> str:
    row = None if turn.member is None else current.one(store, "members", turn.member)
    return str((row.data.get("name") if row else None) or turn.speaker or "?")


def _spellings(store: Store, kept: Kept, captions: list[str]) -> list[str]:
    """Return all captions that go under one name with one of `captions`, while it is nobody's."""
    for each in who(store, kept):
        if each.account is None and set(captions) & set(each.captions):
            return [*each.captions]
    return captions


def _again(store: Store, before: Row, found: Understood, clock: Clock) -> Changes:
    hand = {each.n: _where(each) for each in found.turns if each.settled}
    return correct(store, before.id, found.names, hand, clock) if found.names or hand else Changes()


def _where(turn: Turn) -> str | None:
    return f"{turn.item or ''}/{turn.proposal}" if turn.proposal else turn.item


def _id(store: Store, found: Understood) -> str:
    """Return an id that follows from the words, so that two chairs keep one document."""
    words = f"said/{found.meeting}/{found.kind}/{found.plain}"
    return ids.agreed(me(store).cycle, words)


def _kept(row: Row) -> Kept:
    data = row.data
    return Kept(
        row.id,
        str(data.get("kind")),
        str(data.get("title") or row.id),
        str(data.get("meeting") or ""),
        str(data.get("plain") or ""),
        turns.of(data),
        row,
    )
