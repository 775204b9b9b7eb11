"""Taking in what an answer brings: records, what goes, and the end of a round."""

import json
from dataclasses import dataclass

from app.domain import times
from app.domain.records import Record
from app.store import Store, carried, current, erasures, facts, generations, merges, outbox, records
from app.sync import letting_go, settling
from app.sync.report import Report
from app.wire import ExchangeAnswer


@dataclass(slots=True)
class Receiving:
    """What one sync takes in, told in its report; each call is part of its caller's transaction."""

    store: Store
    report: Report
    accept: bool
    """Erasures are not asked about."""
    erased: int = 0
    """Records that were erased in this sync."""

    def take(self, acts: list[outbox.Act], answer: ExchangeAnswer) -> None:
        """Take over what `answer` brings, but for erasures that the member is asked about first."""
        filling = records.filling_generation(self.store)
        given = self._without_held(acts, answer)
        for each in given:
            if each.data is None and each.collection == "documents":
                shown = current.one(self.store, "documents", each.id)
                self.report.left |= letting_go.held(self.store, shown) if shown else set()
        applied = records.apply(self.store, given, filling, _erased(answer))
        self.report.received += len(applied.news)
        self.report.gone += len(applied.gone)
        if applied.gone:
            merges.forget_unseen(self.store)
        self.report.touched |= {collection for collection, _ in (*applied.news, *applied.gone)}

    def let_go(self) -> None:
        """Take away what the member let go, and what documents among it named."""
        gone, left = letting_go.let_go(self.store)
        self.report.left |= left
        self.report.gone += len(gone)
        self.report.touched |= {collection for collection, _ in gone}

    def finish(self, answer: ExchangeAnswer) -> None:
        """Close a round: swap generations after a reset, offer again what the server lost of mine."""
        store, report = self.store, self.report
        if facts.get(store, "filling") is not None:
            _close_reset(store, answer, report)
            report.touched |= {"*"}
        me = records.version(store, "members", facts.get(store, "account") or "")
        role = None if me is None else json.loads(me[1]).get("role")
        if isinstance(role, str):
            facts.put(store, role=role)
        elif report.reset == "access" and facts.get(store, "role") in {"chair", "member"}:
            # She may no longer read the roster, not even her own entry in it.
            facts.put(store, role="observer")
        if times.is_instant(answer.now):
            facts.put(store, last_exchange=answer.now)
            merges.thin(store, answer.now)

    def _without_held(self, acts: list[outbox.Act], answer: ExchangeAnswer) -> list[Record]:
        """Return what `answer` brings, but for erasures that the member is asked about first."""
        store = self.store
        given = [settling.record(each) for each in answer.records]
        if records.filling_generation(store) != records.current_generation(store):
            return given  # nothing that is shown goes now
        erased = _erased(answer)
        erased -= {(act.collection, act.id) for act in acts if act.data is None}  # as I wished
        held = erasures.holds_back(store, given, erased, self.erased)
        if held:
            erasures.hold(store, held)
            self.report.touched |= {collection for collection, _ in held}
            if self.accept:
                self.let_go()
            return [each for each in given if (each.collection, each.id) not in held]
        self.erased += sum((each.collection, each.id) in erased for each in given)
        return given


def _erased(answer: ExchangeAnswer) -> set[tuple[str, str]]:
    """Return what the answer says was erased, and not only lost to this reader."""
    return {(each.collection, each.id) for each in answer.records if each.why == "erased"}


def _close_reset(store: Store, answer: ExchangeAnswer, report: Report) -> None:
    """Show what was read anew, and offer again what the server lost of mine."""
    anew = records.is_read_anew(store)
    for row in current.listed(store, "documents"):
        report.left |= letting_go.held(store, row)
    lost_ones = generations.swap_generation(store)
    if anew:
        outbox.trust_no_base(store)
        carried.offer_again(store)
    for lost in lost_ones:
        written = str((lost.record.data or {}).get("written_at") or answer.now)
        outbox.offer_again(store, lost, written)
    records.remember_mine(store)
    merges.forget_unseen(store)
