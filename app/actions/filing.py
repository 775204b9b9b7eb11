"""Words of a member that came by mail, chat or call: filed as a comment or question of hers.

A chair or the Secretariat chooses the words. The record is the member's: it says how the words
came and who filed them, is proven by nobody, and whatever she writes herself takes its place.
It is a comment, so it never counts as a review.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from app.actions import annotating, carrying, papers, senders
from app.actions.acting import me
from app.actions.carrying import Offer
from app.actions.clock import Clock, stamp, system
from app.actions.trouble import Trouble
from app.documents import messages
from app.documents.messages import Message
from app.domain import carrying as ways
from app.domain import ids, times
from app.domain.changes import Changes
from app.domain.records import Data, Row
from app.store import Store, annotations, carried, current, filed, members
from app.store.carried import Carried

Kind = Literal["comment", "question"]
KINDS: tuple[Kind, ...] = ("comment", "question")
ABOUT = frozenset({"proposal", "document", "item"})
DEVICE = "filed"
"""What stands where the name of the member's device would."""


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of words that were to be filed."""

    id: str
    changes: Changes
    already: bool = False
    """They stand there already, as this record: nothing was written."""
    elsewhere: tuple[str, ...] = ()
    """Other papers under which the same words of hers stand, as kind/ID."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Something that was filed, as it stands."""

    id: str
    account: str
    name: str
    about: str
    """kind/ID"""
    title: str
    kind: str
    criterion: str
    text: str
    came: ways.Came
    state: Literal["waiting", "received", "leaving"]
    """`leaving`: it was taken back, and goes with the next sync."""
    message: str


def read(raw: bytes, how: ways.Way | None = None) -> list[Message]:
    """Return the messages in `raw`. Raises Trouble: `message_too_large`, `no_words`."""
    try:
        found = messages.read(raw, how)
    except ValueError:
        raise Trouble("message_too_large", most=messages.LARGEST // 1_000_000) from None
    if not found:
        raise Trouble("no_words")
    return found


def file(
    store: Store,
    message: Message,
    account: str,
    what: str,
    words: str | None = None,
    *,
    kind: Kind = "comment",
    criterion: str | None = None,
    clock: Clock = system,
) -> Filed:
    """Keep `words` of `message`, or all of its own, as said by `account` about `what`.

    Raises Trouble: `not_joined`, `not_a_taker`, `sender_is_me`, `no_such_sender`,
    `words_not_in_it`, `empty`, `nul`, `too_long`, `bad_about`, `no_such_paper`,
    `unknown_criterion`, `not_filed`.
    """
    mine = carrying.may_take(store)
    if account == mine:
        raise Trouble("sender_is_me")
    if account not in dict(senders.may_be_named(store)):
        raise Trouble("no_such_sender", account=account)
    about = papers.about(store, what)
    if about.kind not in ABOUT:
        raise Trouble("bad_about", about=what)
    text = messages.own_words(message.text) if words is None else words.strip()
    if words is not None and not messages.holds(message.text, words):
        raise Trouble("words_not_in_it", words=words[:80])
    data = annotating.question(store, about, text, criterion, clock)
    with store.atomic():
        hers = list(_same(store, account, text))
        here = [row for row in hers if _about(row) == f"{about.kind}/{about.id}"]
        elsewhere = tuple(sorted({_about(row) for row in hers} - {_about(row) for row in here}))
        if here:
            return Filed(here[0].id, Changes(), already=True, elsewhere=elsewhere)
        at = _written(message, clock)
        data |= {"kind": kind, "source": _source(message), "created_at": at}
        id = _new_id(store, account, f"{about.kind}/{about.id}", text)
        readers = (
            annotating.proposers_and_chairs(store, about) if kind == "question" else ("chairs",)
        )
        line = _line(store, id, {**data, "written_at": at, "device": DEVICE}, readers, None, at)
        changes = _take(store, Offer(account, line, message.how, mine), clock)
    return Filed(id, changes, elsewhere=elsewhere)


def take_back(store: Store, id: str, clock: Clock = system) -> Changes:
    """Take back what was filed: what nobody else has is gone, all else is withdrawn.

    Raises Trouble: `not_joined`, `not_a_taker`, `no_such_record`, `not_filed_so`.
    """
    mine = carrying.may_take(store)
    with store.atomic():
        row = current.one(store, "comments", id)
        if row is None:
            raise Trouble("no_such_record", collection="comments", id=id)
        came = ways.came(row.data)
        if came is None or came.via not in ways.FILED or not came.by:
            raise Trouble("not_filed_so", id=id)
        acts = carried.of(store, "comments", id)
        if not row.revision and acts and not any(map(_has_left(store), acts)):
            for act in acts:
                carried.take_out(store, act)
            return Changes.of("comments", "carried", ids=(id,))
        data: Data = {key: value for key, value in row.data.items() if key not in ways.STAMPS}
        at = stamp(clock)
        data |= {"withdrawn": True, "written_at": at}
        line = _line(store, id, data, row.readers, row.revision or max(1, len(acts)), at)
        return _take(store, Offer(str(row.owner), line, came.via, mine), clock)


def listed(store: Store, message: str | None = None) -> tuple[Listed, ...]:
    """Return what was filed, by anybody, the newest first; of one message by its key."""
    names = members.names(store)
    found: list[Listed] = []
    for row in annotations.filed(store, ways.FILED):
        came = ways.came(row.data, names)
        key = str((row.data.get("source") or {}).get("message") or "")
        if came is not None and came.by and message in {None, key}:
            found.append(_listed(store, row, came, key, names))
    return tuple(found)


def _listed(store: Store, row: Row, came: ways.Came, key: str, names: dict[str, str]) -> Listed:
    about = _about(row)
    kind, _, paper = about.partition("/")
    there = current.one(store, papers.COLLECTION.get(kind, ""), paper)
    owner = row.owner or ""
    return Listed(
        row.id,
        owner,
        names.get(owner, owner),
        about,
        str((there.data.get("title") if there else None) or paper),
        str(row.data.get("kind") or "comment"),
        str(row.data.get("criterion") or ""),
        str(row.data.get("text") or ""),
        came,
        "leaving" if _leaves(store, row.id) else "received" if row.revision else "waiting",
        key,
    )


def _same(store: Store, account: str, text: str) -> Iterator[Row]:
    """Yield what she says in these very words already, filed or written by herself."""
    bare = _bare(text)
    for row in current.owned(store, "comments", account):
        alike = _bare(str(row.data.get("text") or "")) == bare
        if alike and not row.data.get("withdrawn") and not _leaves(store, row.id):
            yield row


def _leaves(store: Store, id: str) -> bool:
    """Say whether it was taken back, though the server's words still stand here."""
    acts = carried.of(store, "comments", id)
    return bool(acts) and bool((acts[-1].data or {}).get("withdrawn"))


def _new_id(store: Store, account: str, about: str, text: str) -> str:
    """Return an id that follows from the words, so that two chairs file one record."""
    cycle = me(store).cycle
    times_ = 0
    while True:
        id = ids.agreed(cycle, f"filed/{account}/{about}/{_bare(text)}/{times_}")
        if current.one(store, "comments", id) is None:
            return id
        times_ += 1


def _line(
    store: Store, id: str, data: Data, readers: tuple[str, ...], base: int | None, at: str
) -> Data:
    number = len(carried.of(store, "comments", id))
    said = json.dumps([id, base, data, number], sort_keys=True, ensure_ascii=False)
    return {
        "op": ids.agreed(me(store).cycle, f"filed/{said}"),
        "collection": "comments",
        "id": id,
        "base": base,
        "audience": list(readers),
        "data": data,
        "written_at": at,
        "n": number,
    }


def _take(store: Store, offer: Offer, clock: Clock) -> Changes:
    taken = carrying.take(store, [offer], clock)
    if taken.set_aside:
        raise Trouble("not_filed", reason=taken.set_aside[0].code)
    return taken.changes | Changes.of("comments", "carried", ids=(str(offer.line["id"]),))


def _source(message: Message) -> Data:
    told = {"how": message.how, "at": message.at, "subject": _short(message.subject)}
    return {name: value for name, value in told.items() if value} | {"message": message.key}


def _written(message: Message, clock: Clock) -> str:
    """Return when it was said; a mail can bear any date, but none after today."""
    now = stamp(clock)
    return min(times.instant(message.at), now) if times.is_instant(message.at) else now


def _has_left(store: Store) -> Any:
    gone = filed.of(store)

    def has_left(act: Carried) -> bool:
        return act.state != "waiting" or act.code is not None or act.op in gone

    return has_left


def _short(subject: str) -> str:
    return " ".join(subject.split())[:200]


def _about(row: Row) -> str:
    about = row.data.get("about") or {}
    return f"{about.get('kind')}/{about.get('id')}"


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()


def with_date(message: Message, at: str) -> Message:
    """Return `message` as said `at`, a day or an instant. Raises Trouble("bad_moment")."""
    moment = messages.moment(at)
    if not moment:
        raise Trouble("bad_moment", at=at)
    return replace(message, at=moment)
