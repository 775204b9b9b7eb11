"""What members sent by file goes on to the server in their name, beside my own acts.

The server knows each act by its op and the member's proof, so that it is one effect whether
she sends it herself too, before or after.
"""

from app.domain.carrying import CARRIERS, STAMPS
from app.domain.records import Data
from app.store import Store, carried, facts
from app.store.acts import within
from app.store.carried import Carried
from app.sync.report import Report
from app.wire import Answer, ExchangeAnswer

NEWER_THERE = "newer_there"
"""The member has other words on the server than those that came by file."""


def take(store: Store, asked: set[str]) -> list[Carried]:
    """Return what the next request hands on, without what this sync has `asked` about.

    What was set aside here goes along once, as far as there is room: the server has the last
    word, and tells the member in its next pack. What was built on words that the server did
    not take stays here, as they do.
    """
    if facts.get(store, "role") not in CARRIERS:
        return []
    waits = [*carried.to_send(store), *carried.to_tell(store)]
    found = within((act for act in waits if act.op not in asked), carried.SIZE)
    stays = [act for act in found if _on_what_was_not_taken(store, act)]
    for act in stays:
        carried.settled(store, act.account, act.op, "conflict", NEWER_THERE)
    return [act for act in found if act not in stays]


def settle(store: Store, acts: list[Carried], answer: ExchangeAnswer, report: Report) -> None:
    """Note what the server's answers mean for `acts`."""
    by_op = {act.op: act for act in acts}
    for each in answer.answers:
        act = by_op.get(each.op)
        if act is None:
            continue
        report.touched |= {act.collection, "carried"}
        match each.result:
            case "accepted":
                _done(store, act, report)
            case "conflict" if act.code == "again" or _says(each, act.sent_data):
                _done(store, act, report)
            case "conflict":
                carried.settled(store, act.account, act.op, "conflict", NEWER_THERE)
                report.set_aside.append((act.id, NEWER_THERE, ""))
            case "refused":
                code = each.code or "refused"
                message = each.message or code
                carried.settled(store, act.account, act.op, "refused", code, message)
                report.set_aside.append((act.id, code, message))


def more(store: Store, asked: set[str]) -> bool:
    """Say whether something is left to hand on that this sync has not asked about."""
    return bool(take(store, asked))


def _done(store: Store, act: Carried, report: Report) -> None:
    carried.settled(store, act.account, act.op, "handed_on")
    report.sent += 1


def _on_what_was_not_taken(store: Store, act: Carried) -> bool:
    """Say whether `act` was built on words of hers that the server did not take.

    Its base was only guessed in her file. The server may have got to that number with other
    words, and those would be written over unseen.
    """
    return act.base is not None and any(
        each.account == act.account
        and each.state == "conflict"
        and act.base == (each.base or 0) + 1
        for each in carried.of(store, act.collection, act.id)
    )


def _says(answer: Answer, data: Data | None) -> bool:
    """Say whether the server has these words already."""
    if answer.theirs is None or answer.theirs.data is None or data is None:
        return False
    theirs = {key: value for key, value in answer.theirs.data.items() if key not in STAMPS}
    return theirs == {key: value for key, value in data.items() if key not in STAMPS}
