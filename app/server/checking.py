"""What a record must fit beside its own fields: its round, its proposal, its agreed id."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from app.domain import audience, fields, ids, phases, reviews, schemes, times
from app.domain.carrying import STAMPS
from app.domain.collections import ALL, CHAIRS_PAPERS, HANDED_ON
from app.domain.rounds import Round
from app.server.database import Connection
from app.server.storing import Stored, subject


class Papers:
    """What the account a change belongs to may read of the cycle's papers."""

    def __init__(self, connection: Connection, cycle: str, account: str, role: str) -> None:
        self.connection = connection
        self.cycle = cycle
        self.account = account
        self._readers = [*audience.words_of(role), account]

    def read(self, collection: str, id: str) -> Mapping[str, Any] | None:
        row = self.connection.execute(
            "select data from records r where cycle = %s and collection = %s and id = %s "
            "and data is not null and exists (select 1 from sight s where s.cycle = r.cycle "
            "and s.collection = r.collection and s.id = r.id and s.seen and s.reader = any(%s))",
            [self.cycle, collection, id, self._readers],
        ).fetchone()
        return json.loads(row[0]) if row else None

    def round_of(self, proposal: str) -> Round | None:
        """Return the round of a proposal, whoever may read the round itself."""
        row = self.connection.execute(
            "select r.id, r.data from records p join records r on r.cycle = p.cycle "
            "and r.collection = 'rounds' and r.id = p.subject where p.cycle = %s "
            "and p.collection = 'proposals' and p.id = %s and p.data is not null "
            "and r.data is not null",
            [self.cycle, proposal],
        ).fetchone()
        return Round.from_json(row[0], json.loads(row[1])) if row else None

    def may_be_her_review(self, id: str) -> bool:
        """Say whether `id` is that of a review the account has or could write."""
        owned = self.connection.execute(
            "select owner from records where cycle = %s and collection = 'reviews' and id = %s",
            [self.cycle, id],
        ).fetchone()
        if owned:
            return owned[0] == self.account
        rows = self.connection.execute(
            "select id from records where cycle = %s and collection = 'proposals'", [self.cycle]
        ).fetchall()
        return any(ids.review_id(self.cycle, self.account, row[0]) == id for row in rows)


def faults_in(
    papers: Papers, collection: str, id: str, data: Mapping[str, Any], before: Stored | None
) -> Iterator[fields.Fault]:
    """Yield what is wrong with a record, its own fields first."""
    size = len(
        json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    )
    if size > ALL[collection].limit:
        yield fields.Fault("too_long", "data", str(size))
        return
    own = fields.faults(collection, id, data)
    yield from own
    if own:
        return
    match collection:
        case "cycle" if id != papers.cycle:
            yield fields.Fault("bad_id", "id", id)
        case "members" if not ids.ACCOUNT.fullmatch(id) or id in audience.WORDS:
            yield fields.Fault("bad_id", "id", id)
        case "rounds":
            yield from _scheme(data, None if before is None else before.data)
        case "versions" if before and before.data is not None and before.data != data:
            yield fields.Fault("never_changed", "data", id)
        case "reviews":
            yield from _review(papers, id, data)
        case "asides" if not papers.may_be_her_review(id):
            yield fields.Fault("bad_id", "id", id)
        case "comments":
            yield from _comment(papers, data)
        case _:
            pass


def _scheme(data: Mapping[str, Any], before: Mapping[str, Any] | None) -> Iterator[fields.Fault]:
    """Yield what is wrong with a scheme; faults it had already do not keep it from being closed."""
    known = {(each.code, each.path) for each in schemes.grave(before or {})}
    for each in schemes.grave(data):
        if (each.code, each.path) not in known:
            yield fields.Fault(each.code, each.path, str(each.params.get("got", "")))


def _review(papers: Papers, id: str, data: Mapping[str, Any]) -> Iterator[fields.Fault]:
    proposal = data.get("proposal")
    if proposal is None:
        yield fields.Fault("missing", "proposal")
    elif id != ids.review_id(papers.cycle, papers.account, proposal):
        yield fields.Fault("bad_id", "id", id)
    elif papers.read("proposals", proposal) is not None and (scheme := papers.round_of(proposal)):
        # Of a proposal she may not read, or not any more, the review is taken unchecked: the
        # answer is the same as where there is none, and no offline work is turned away.
        if papers.read("rounds", scheme.id) is None:
            return  # a round that went back to draft: nor is its scheme told by refusals
        for fault in reviews.unknown(data, scheme):
            yield fields.Fault(fault.code, fault.key)


def _comment(papers: Papers, data: Mapping[str, Any]) -> Iterator[fields.Fault]:
    about, criterion = subject("comments", data), data.get("criterion")
    if about is None or criterion is None or papers.read("proposals", about) is None:
        return
    scheme = papers.round_of(about)
    if scheme and scheme.criterion(criterion) is None:
        yield fields.Fault("unknown_criterion", "criterion", criterion)


def named_accounts_missing(
    connection: Connection, cycle: str, words: Iterable[str]
) -> fields.Fault | None:
    """Return a fault for the first name in an audience that is no account of the cycle."""
    named = [word for word in words if word not in audience.WORDS]
    if not named:
        return None
    rows = connection.execute(
        "select account from accounts where cycle = %s and account = any(%s)", [cycle, named]
    ).fetchall()
    known = {row[0] for row in rows}
    missing = next((each for each in named if each not in known), None)
    return None if missing is None else fields.Fault("bad_audience", "audience", missing[:40])


def stamped(
    papers: Papers,
    collection: str,
    data: Mapping[str, Any],
    now: datetime,
    *,
    via: str | None,
    carried_by: str | None,
) -> dict[str, Any]:
    """Return `data` with what the server says about it: late, and who handed it on."""
    if collection not in HANDED_ON or collection in CHAIRS_PAPERS:  # a paper keeps its words
        return dict(data)
    made = {key: value for key, value in data.items() if key not in STAMPS}
    if _late(papers, collection, data, now):
        made["late"] = True
    if carried_by is not None:
        made["carried_by"] = carried_by
        if via is not None:
            made["via"] = via
    return made


def _late(papers: Papers, collection: str, data: Mapping[str, Any], now: datetime) -> bool:
    """Say whether the deadline for this kind of answer has passed, by the server's clock."""
    about = data.get("about") or {}
    if collection == "comments" and about.get("kind") == "document":
        document = papers.read("documents", about.get("id") or "")
        until = document.get("comments_by") if document else None
        return until is not None and now > times.parse(until)
    if collection == "intents" and about.get("kind") == "decision":
        decision = papers.read("decisions", about.get("id") or "")
        until = decision.get("closes_at") if decision else None
        return until is not None and now > times.parse(until)
    proposal = subject(collection, data)
    scheme = papers.round_of(proposal) if proposal else None
    return scheme is not None and phases.is_late(scheme, collection, now)
