"""A line of a chat, or a turn of a transcript, made into what counts: minutes, comment, question, action."""

from dataclasses import dataclass

from app.actions import annotating, filing, next_steps, papers, said_topics, transcribing
from app.actions.acting import as_chair, me
from app.actions.agenda_items import the_meeting
from app.actions.clock import Clock, system
from app.actions.transcribing import Kept, turn_of
from app.actions.trouble import Trouble
from app.documents.messages import Message
from app.domain.changes import Changes
from app.domain.turns import Turn
from app.paths import Home
from app.store import Store, current


@dataclass(frozen=True, slots=True)
class Flagged:
    """What a line was made into."""

    collection: str
    id: str
    changes: Changes
    already: bool = False


def flag(
    store: Store,
    home: Home,
    document: str,
    number: int,
    what: str,
    to: str | None = None,
    *,
    owner: str | None = None,
    due: str | None = None,
    clock: Clock = system,
) -> Flagged:
    """Make line `number` into `what`: `minutes`, `question`, `action`, or `proposal/ID` (a comment).

    `to` is the item (of minutes) or the paper (of a question), else what the line is linked to.
    Comments and questions are the speaker's own, filed by whoever flags them; an action is
    `owner`'s, else of who spoke. Raises Trouble: `not_a_chair`, `no_such_transcript`,
    `no_such_turn`, `bad_flag`, `no_item_yet`, `no_proposal_yet`, `speaker_unsettled`, `bad_time`,
    and what `filing.file` raises.
    """
    as_chair(store)
    with store.atomic():
        kept = transcribing.one(store, document)
        turn = turn_of(kept, number)
        if what == "minutes":
            return _minutes(store, kept, turn, to, clock)
        if what == "action":
            return _action(store, kept, turn, owner, due, clock)
        if what == "question" or what.startswith(("proposal/", "document/", "item/")):
            return _remark(store, home, kept, turn, what, to, clock)
        raise Trouble("bad_flag", what=what)


def _minutes(store: Store, kept: Kept, turn: Turn, to: str | None, clock: Clock) -> Flagged:
    changes = transcribing.quote(store, kept.id, turn.n, to, clock=clock)
    item = said_topics.place(store, kept.meeting, to or turn.item)[0] or ""
    return Flagged("items", item, changes, already=not changes.collections)


def _action(
    store: Store, kept: Kept, turn: Turn, owner: str | None, due: str | None, clock: Clock
) -> Flagged:
    made = next_steps.add(
        store,
        " ".join(kept.words(turn).split()),
        owner=owner or turn.member or "",
        due=due,
        meeting=kept.meeting,
        item=turn.item,
        source={"document": kept.id, "turn": turn.n},
        clock=clock,
    )
    return Flagged("actions", made.id, made.changes, made.already)


def _remark(
    store: Store, home: Home, kept: Kept, turn: Turn, what: str, to: str | None, clock: Clock
) -> Flagged:
    question = what == "question"
    about = (to or (f"proposal/{turn.proposal}" if turn.proposal else "")) if question else what
    if not about:
        raise Trouble("no_proposal_yet", number=turn.n)
    if turn.member is None:
        raise Trouble("speaker_unsettled", name=turn.speaker or "?")
    kind = "question" if question else "comment"
    words = kept.words(turn)
    if turn.member == me(store).account:
        return _own(store, home, about, kind, words, clock)
    how = "chat" if kept.kind == "chat" else "call"
    at = str(the_meeting(store, kept.meeting).data.get("starts") or "")
    said = Message(how, words, turn.speaker, at=at, subject=kept.title)
    filed = filing.file(store, said, turn.member, about, words, kind=kind, clock=clock)
    return Flagged("comments", filed.id, filed.changes, filed.already)


def _own(store: Store, home: Home, about: str, kind: str, words: str, clock: Clock) -> Flagged:
    """Write my own words as my own remark, once."""
    paper = papers.about(store, about)
    for row in current.owned(store, "comments", me(store).account):
        same = row.data.get("text") == words and row.data.get("kind") == kind
        if (
            same
            and (row.data.get("about") or {}).get("id") == paper.id
            and not row.data.get("withdrawn")
        ):
            return Flagged("comments", row.id, Changes(), already=True)
    changes = annotating.comment(store, home, paper, words, kind=kind, clock=clock)
    return Flagged("comments", changes.ids[0], changes)
