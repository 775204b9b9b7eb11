"""What a member says about a meeting beforehand and in it: the floor, her prepared words, apologies."""

from app.actions import clock as clocks
from app.actions.acting import Write, act, me, there, words
from app.actions.clock import Clock, system
from app.actions.trouble import Trouble
from app.domain import intents
from app.domain.changes import Changes
from app.domain.intents import APOLOGIES, FLOOR, INTERVENTION, Intent
from app.domain.records import Data
from app.store import Store, current

READERS = ("chairs",)


def ask(store: Store, item: str, text: str = "", clock: Clock = system) -> Changes:
    """Ask for the floor for an agenda item; again after *not now*, or after having spoken.

    `text` says what about, to the chairs. Raises Trouble: `no_such_record`, `nul`, `too_long`.
    """
    more: Data = {"withdrawn": False, "not_now": False}
    return _say(store, FLOOR, "item", item, text, more, "ask", clock)


def not_now(store: Store, item: str, clock: Clock = system) -> Changes:
    """Let others go before until I ask again. Raises Trouble: `no_such_record`, `not_asked`."""
    asked = _standing(store, FLOOR, item)
    more: Data = {"not_now": True}
    return _say(store, FLOOR, "item", item, asked.text, more, "not now", clock)


def withdraw(store: Store, item: str, clock: Clock = system) -> Changes:
    """Take back that I ask for the floor. Raises Trouble: `no_such_record`, `not_asked`."""
    asked = _standing(store, FLOOR, item)
    more: Data = {"withdrawn": True, "not_now": False}
    return _say(store, FLOOR, "item", item, asked.text, more, "withdraw", clock)


def prepare(
    store: Store,
    item: str,
    text: str,
    *,
    read_out: bool = False,
    send: bool = True,
    clock: Clock = system,
) -> Changes:
    """Send what I mean to say about an item; without words it is taken back.

    The chairs read it; with `read_out` they read it out if my line drops. What is not sent is a
    draft: it stays here, beside what was sent before. Raises Trouble: `no_such_record`,
    `not_asked` (there is nothing to take back), `nul`, `too_long`.
    """
    if send and not text.strip():
        return _take_back(store, item, clock)
    more: Data = {"withdrawn": False, "read_out": read_out}
    return _say(store, INTERVENTION, "item", item, text, more, "prepare", clock, home=not send)


def _take_back(store: Store, item: str, clock: Clock) -> Changes:
    kept = _standing(store, INTERVENTION, item)
    sent = current.shared(store, "intents", kept.id)
    more: Data = {"withdrawn": True}
    if sent is None:  # it was never sent: nor is that it is gone
        return _say(store, INTERVENTION, "item", item, "", more, "withdraw", clock, home=True)
    words_ = str(sent.data.get("text") or "")
    return _say(store, INTERVENTION, "item", item, words_, more, "withdraw", clock)


def apologise(store: Store, meeting: str, text: str = "", clock: Clock = system) -> Changes:
    """Tell the chairs that I cannot come. Raises Trouble: `no_such_record`, `nul`, `too_long`."""
    return _say(
        store, APOLOGIES, "meeting", meeting, text, {"withdrawn": False}, "apologise", clock
    )


def come_after_all(store: Store, meeting: str, clock: Clock = system) -> Changes:
    """Take my apologies back. Raises Trouble: `no_such_record`, `not_asked`."""
    sent = _standing(store, APOLOGIES, meeting)
    return _say(
        store, APOLOGIES, "meeting", meeting, sent.text, {"withdrawn": True}, "withdraw", clock
    )


def mine(store: Store, kind: str, about: str) -> Intent | None:
    """Return what I said of a kind about an item or meeting, withdrawn or not."""
    account = me(store).account
    found = [
        each
        for row in current.where(store, "intents", "$.about.id", about)
        if row.data.get("kind") == kind and row.owner in {None, account}
        if (each := intents.intent(row)) is not None
    ]
    return max(found, key=lambda each: (each.when, each.id), default=None)


def _standing(store: Store, kind: str, about: str) -> Intent:
    found = mine(store, kind, about)
    if found is None or found.withdrawn:
        raise Trouble("not_asked", kind=kind)
    return found


def _say(
    store: Store,
    kind: str,
    what: str,
    about: str,
    text: str,
    more: Data,
    verb: str,
    clock: Clock,
    *,
    home: bool = False,
) -> Changes:
    profile = me(store)
    with store.atomic():
        collection = "meetings" if what == "meeting" else "items"
        there(store, collection, about)
        known = mine(store, kind, about)
        id = intents.intent_id(profile.cycle, profile.account, kind, about)
        row = None if known is None else current.one(store, "intents", known.id)
        now = clocks.now(store, clock)
        data: Data = {
            **({} if row is None else row.data),
            **intents.data_of(kind, what, about, words(text)),
            **more,
            "asked_at": intents.asked_at(now, "" if known is None else known.when),
        }
        write = Write("intents", id if row is None else row.id, data, READERS, home=home)
        return act(store, verb, [write], clock)
