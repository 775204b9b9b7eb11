"""What a form says in a member's name, handed over as changes: one effect, however often it is read."""

import json
from dataclasses import dataclass, field

from app.actions import carrying
from app.actions.acting import me
from app.actions.carrying import Offer
from app.actions.clock import Clock, stamp
from app.actions.form_values import Answers, Paper, Told
from app.actions.trouble import Trouble
from app.domain import ids
from app.domain.changes import NOTHING, Changes
from app.domain.records import Data
from app.store import Store, carried, current


@dataclass(slots=True)
class Saved:
    """What saving did."""

    changes: Changes = NOTHING
    ids: list[str] = field(default_factory=list[str])
    """Records that stand otherwise now."""
    told: list[Told] = field(default_factory=list[Told])
    """What was not done, and why: nothing of it is lost, the form still has it."""

    @property
    def anything(self) -> bool:
        return bool(self.ids)


def written_at(paper: Paper, clock: Clock) -> str:
    """Return when a form was written, as far as that can be: a mail can bear any date."""
    return min(paper.written_at or stamp(clock), stamp(clock))


def take(
    store: Store,
    paper: Paper,
    answers: Answers,
    offers: list[Offer],
    done: Saved,
    clock: Clock,
) -> None:
    """Take changes in a member's name. Raises Trouble("form_not_taken")."""
    taken = carrying.take(store, offers, clock)
    if taken.set_aside:
        first = taken.set_aside[0]
        raise Trouble(
            "form_not_taken", account=paper.account, proposal=answers.proposal, reason=first.code
        )
    if taken.older:
        params = {"account": paper.account, "proposal": answers.proposal, "title": answers.title}
        done.told.append(Told("older_form", 0, "", params, paper.number))
    done.changes |= taken.changes
    done.ids += [id for _collection, id in taken.news]


def offer(
    store: Store,
    paper: Paper,
    collection: str,
    id: str,
    data: Data,
    at: str,
    readers: tuple[str, ...] = ("chairs",),
) -> Offer:
    """Return a change whose op follows from what it says, so that the same form is one effect."""
    said = json.dumps([collection, id, data, paper.written_at], sort_keys=True, ensure_ascii=False)
    op = ids.agreed(me(store).cycle, f"{paper.account}/{said}")
    known = carried.find(store, paper.account, op)
    written_at = at if known is None else known.written_at
    sent = {**data, "written_at": written_at, "device": f"form-{paper.id or 'mail'}"}
    if known is not None and known.sent_data is not None:
        sent = known.sent_data
    line = {
        "op": op,
        "collection": collection,
        "id": id,
        "base": None,
        "audience": list(readers),
        "data": sent,
        "written_at": written_at,
        "n": len(carried.of(store, collection, id)) if known is None else known.n,
    }
    return Offer(paper.account, line, "form", me(store).account)


def sent_herself(store: Store, collection: str, id: str) -> bool:
    """Say whether the record came from her own device: by a server, or signed in a file."""
    row = current.one(store, collection, id)
    if row is not None and row.revision and row.data.get("via") != "form":
        return True
    return any(each.proof is not None for each in carried.of(store, collection, id))
