"""What a transcript or chat says, understood for a meeting: whose words, about what. Nothing is kept."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.actions import said_topics
from app.actions.acting import me
from app.actions.agenda_items import the_meeting
from app.actions.trouble import Trouble
from app.documents import transcripts
from app.documents.transcripts_turns import Heard, Note
from app.documents.unreadable import Unreadable
from app.domain import attendance, linking, speakers, turns
from app.domain.speakers import Match, Person
from app.domain.turns import Turn
from app.store import Store, current, members


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who spoke, under all the spellings of the name."""

    name: str
    """Of the roster, else the fullest spelling."""
    account: str | None
    captions: tuple[str, ...]
    turns: int
    why: speakers.Why
    """How surely it is this person: that of the least sure spelling."""
    candidates: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Say whether it is still to be settled who it is."""
        return self.why in {"unknown", "several"}


@dataclass(frozen=True, slots=True)
class Understood:
    """A file as it was understood."""

    meeting: str
    kind: str
    name: str
    """Of the file."""
    plain: str
    turns: tuple[Turn, ...]
    speakers: tuple[Speaker, ...]
    names: Mapping[str, str | None]
    """Whose names are as settled here, by caption."""
    told: tuple[Note, ...] = ()

    def words(self, turn: Turn) -> str:
        return self.plain[turn.start : turn.end]


def look(
    store: Store,
    name: str,
    content: bytes,
    meeting: str,
    *,
    chat: bool = False,
    settle: Mapping[str, str | None] | None = None,
    items: Mapping[int, str | None] | None = None,
) -> Understood:
    """Return what the file `name` says of `meeting`; nothing is written.

    `settle` says whose captioned names are, None for somebody who is not of the roster; `items`
    puts turns under an item, `item` or `item/proposal`, by hand. Raises Trouble: `not_joined`,
    `no_such_record`, `no_such_speaker`, `no_such_caption`, `no_such_turn`, `transcript_...`,
    `chat_no_turns`.
    """
    me(store)
    the_meeting(store, meeting)
    heard = _heard(name, content, chat=chat)
    captions = {each.speaker for each in heard.turns}
    given: dict[str, str | None] = {}
    for caption, account in (settle or {}).items():
        if not any(same_caption(each, caption) for each in captions):
            raise Trouble("no_such_caption", name=caption)
        given[caption] = known_account(store, account)
    made = placed(store, meeting, heard.turns, items or {})
    made, people = understood(store, meeting, heard.text, made, given)
    kind = "chat" if chat else "transcript"
    return Understood(meeting, kind, name, heard.text, made, people, given, heard.told)


def understood(
    store: Store,
    meeting: str,
    plain: str,
    given: Sequence[Turn],
    settled: Mapping[str, str | None],
) -> tuple[tuple[Turn, ...], tuple[Speaker, ...]]:
    """Return the turns with their speakers and what they are about, and who spoke."""
    people = members.people(store, left=False)
    chair = chair_of(store, meeting, people, plain)
    matches = _matches(store, meeting, given, settled, people, chair)
    made = turns.named(given, matches)
    roles = {each.account: each.role for each in people}
    passages = [
        passage
        for each in made
        for passage in linking.paragraphs(
            each.n,
            plain[each.start : each.end],
            each.member,
            chairs=speakers.role_of(each.speaker) != ""
            or (each.member is not None and (each.member == chair or roles.get(each.member) == "secretariat")),
        )
    ]  # fmt: skip
    made = turns.linked(
        made, linking.link(passages, said_topics.of_meeting(store, meeting, people))
    )
    return made, _speakers(made, matches, people)


def who_spoke(
    store: Store,
    meeting: str,
    plain: str,
    given: Sequence[Turn],
    settled: Mapping[str, str | None],
) -> tuple[Speaker, ...]:
    """Return who spoke, as `understood` does, without asking what each turn is about."""
    people = members.people(store, left=False)
    chair = chair_of(store, meeting, people, plain)
    return _speakers(given, _matches(store, meeting, given, settled, people, chair), people)


def _matches(
    store: Store,
    meeting: str,
    given: Sequence[Turn],
    settled: Mapping[str, str | None],
    people: Sequence[Person],
    chair: str | None,
) -> dict[str, Match]:
    known = learned(store) | {speakers.key(name): account for name, account in settled.items()}
    return speakers.match(
        (each.speaker for each in given),
        people,
        settled=known,
        chair=chair,
        guests=guests(store, meeting),
    )


def placed(
    store: Store, meeting: str, given: Sequence[Turn], items: Mapping[int, str | None]
) -> tuple[Turn, ...]:
    """Return `given` with turns put by hand. Raises Trouble: `no_such_turn`, `no_such_record`."""
    found = {each.n: each for each in given}
    for number, where in items.items():
        if number not in found:
            raise Trouble("no_such_turn", number=number, count=len(found))
        item, proposal = said_topics.place(store, meeting, where)
        found[number] = replace(found[number], item=item, proposal=proposal, settled=True)
    return tuple(found.values())


def guests(store: Store, meeting: str) -> list[str]:
    """Return the names of those who are written down as being there and are not of the roster."""
    row = current.one(store, "meetings", meeting)
    found = () if row is None else attendance.of(row.data)
    return [each.name for each in found if each.member is None and each.name]


def learned(store: Store) -> dict[str, str | None]:
    """Return whose names are, as it was settled in earlier meetings; later ones count."""
    rows = [
        row for row in current.listed(store, "documents") if row.data.get("kind") in turns.KINDS
    ]
    rows.sort(key=lambda row: str(row.data.get("written_at") or ""))
    return turns.names_of([row.data for row in rows])


def chair_of(store: Store, meeting: str, people: Sequence[Person], plain: str = "") -> str | None:
    """Return the account of who chairs: as the meeting says, the only chair, or who is called so."""
    row = current.one(store, "meetings", meeting)
    said = None if row is None else row.data.get("chair")
    chairs = [each for each in people if each.role == "chair"]
    if isinstance(said, str) and any(each.account == said for each in people):
        return said
    if len(chairs) <= 1:
        return chairs[0].account if chairs else None
    called = [
        each.account
        for each in chairs
        if re.search(
            rf"\b{re.escape(each.name.split()[0])}\b,? (?:our|the|MAG) chair\b",
            plain,
            re.IGNORECASE,
        )
    ]
    return called[0] if len(called) == 1 else None


def _heard(name: str, content: bytes, *, chat: bool) -> Heard:
    try:
        heard = (transcripts.read_chat if chat else transcripts.read)(name, content)
    except Unreadable as error:
        raise Trouble(f"transcript_{error.code}") from error
    if not heard.turns:
        raise Trouble("transcript_no_turns" if not chat else "chat_no_turns")
    return heard


def same_caption(one: str, other: str) -> bool:
    """Say whether two captions are one name, whatever their case and marks."""
    return speakers.key(one) == speakers.key(other)


def known_account(store: Store, account: str | None) -> str | None:
    """Return an account of the roster, None for nobody's. Raises Trouble("no_such_speaker")."""
    if account and current.one(store, "members", account) is None:
        raise Trouble("no_such_speaker", account=account)
    return account or None


def _speakers(
    made: Sequence[Turn], matches: Mapping[str, Match], people: Sequence[Person]
) -> tuple[Speaker, ...]:
    """Return who spoke, in the order of their first turn; spellings of one person together."""
    names = {each.account: each.name for each in people}
    under = speakers.gathered([each.caption for each in matches.values() if each.account is None])
    counted = Counter(each.speaker for each in made)
    groups: dict[str, list[Match]] = {}
    for each in matches.values():
        groups.setdefault(each.account or f" {under[each.caption]}", []).append(each)
    order: list[speakers.Why] = [
        "unknown",
        "several",
        "like",
        "role",
        "settled",
        "name",
        "nameless",
    ]
    return tuple(
        Speaker(
            names.get(who, under.get(who.strip(), who.strip())),
            group[0].account,
            tuple(each.caption for each in group),
            sum(counted[each.caption] for each in group),
            min((each.why for each in group), key=order.index),
            tuple(dict.fromkeys(other for each in group for other in each.candidates)),
        )
        for who, group in groups.items()
    )
