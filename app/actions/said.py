"""Reading what was said: by item, by speaker, by proposal, about me; with what helps to understand it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from app.actions import said_topics, transcribing
from app.actions.acting import me
from app.actions.hearing import same_caption
from app.actions.transcribing import Kept
from app.actions.trouble import Trouble
from app.domain.folding import fold, tokens
from app.domain.speakers import role_of
from app.domain.turns import Turn
from app.store import Store, current, members

Reason = Literal["proposal", "named", "asked"]
SHORTEST = 3
"""Letters of a name by which somebody is known in a sentence."""
_ASKS = re.compile(
    r"\?|\b(?:can|could|would|will|do) you\b|\bplease\b|\bover to you\b|\bthe floor\b|\bask(?:s|ed|ing)?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Beside:
    """A paper that says what could not be heard: `intents/ID` or `proposals/ID`."""

    collection: str
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A turn as it is read."""

    document: str
    kind: str
    turn: Turn
    words: str
    name: str
    """Of who spoke: of the roster, else as captioned."""
    why: Reason | None = None
    """About me: my proposal is spoken about, I am named, or asked for something."""
    beside: tuple[Beside, ...] = ()
    """For what could not be heard well: what the speaker sent beforehand, or her proposal."""


def lines(
    store: Store,
    meeting: str,
    *,
    kind: str | None = None,
    item: str | None = None,
    speaker: str | None = None,
    proposal: str | None = None,
    about_me: bool = False,
) -> list[Line]:
    """Return what was said at `meeting`, in its order, as far as all that is given fits.

    `item` is an id or label, with the items under it; `speaker` an account or a captioned name.
    Raises Trouble: `not_joined`, `no_such_record`.
    """
    account = me(store).account
    kept = transcribing.listed(store, meeting, kind)
    items = None if item is None else said_topics.below(store, meeting, _item(store, meeting, item))
    if proposal is not None and current.one(store, "proposals", proposal) is None:
        raise Trouble("no_such_record", collection="proposals", id=proposal)
    names = members.names(store)
    mine = _mine(store, account) if about_me else frozenset[str]()
    known = _known_by(store, account) if about_me else frozenset[str]()
    found: list[Line] = []
    for document, turn in _turns(kept):
        words = document.words(turn)
        why = _about_me(turn, words, account, mine, known) if about_me else None
        fits = (
            (items is None or turn.item in items)
            and (proposal is None or turn.proposal == proposal)
            and (speaker is None or turn.member == speaker or same_caption(turn.speaker, speaker))
            and (why is not None or not about_me)
        )
        if fits:
            name = names.get(turn.member or "", turn.speaker)
            beside = _beside(store, meeting, turn) if turn.poor else ()
            found.append(Line(document.id, document.kind, turn, words, name, why, beside))
    return found


def _turns(kept: Iterable[Kept]) -> Iterable[tuple[Kept, Turn]]:
    return ((each, turn) for each in kept for turn in each.turns)


def _item(store: Store, meeting: str, item: str) -> str:
    return said_topics.place(store, meeting, item)[0] or item


def _mine(store: Store, account: str) -> frozenset[str]:
    """Return the proposals that somebody is a proponent of."""
    return frozenset(
        row.id
        for row in current.listed(store, "proposals")
        if any(each.get("member") == account for each in row.data.get("proponents") or ())
    )


def _known_by(store: Store, account: str) -> frozenset[str]:
    """Return the words by which somebody is called: of her name and aliases, and of nobody else's name."""
    row = current.one(store, "members", account)
    if row is None:
        return frozenset()
    called = [
        str(row.data.get("name") or ""),
        *(str(each) for each in row.data.get("aliases") or ()),
    ]
    return frozenset(
        word for each in called for word in tokens(fold(each)) if len(word) >= SHORTEST
    )


def _about_me(
    turn: Turn, words: str, account: str, mine: frozenset[str], known: frozenset[str]
) -> Reason | None:
    if turn.member == account:
        return None
    named = False
    for part in words.split("\n"):
        if known & set(tokens(fold(part))):
            named = True
            if _ASKS.search(part):
                return "asked"
    if turn.proposal in mine and not role_of(turn.speaker):
        return "proposal"
    return "named" if named else "proposal" if turn.proposal in mine else None


def _beside(store: Store, meeting: str, turn: Turn) -> tuple[Beside, ...]:
    if turn.member is None:
        return ()
    items = {turn.item} if turn.item else set[str | None]()
    sent = [
        Beside("intents", row.id, str(row.data.get("text") or ""))
        for row in current.owned(store, "intents", turn.member)
        if row.data.get("kind") == "intervention"
        and not row.data.get("withdrawn")
        and (row.data.get("about") or {}).get("id") in items | {meeting}
    ]
    theirs = _mine(store, turn.member)
    papers = [
        Beside("proposals", row.id, str(row.data.get("title") or row.id))
        for row in current.listed(store, "proposals")
        if row.id in theirs and (turn.proposal in {None, row.id})
    ]
    return (*sent, *papers)
