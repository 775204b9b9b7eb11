"""Looking again, where there is no server, at what I wrote and others changed as well.

A server answers *conflict*; a file answers nothing. So whenever a pack or somebody's file says
something else of a record that I changed, mine is joined with it as after such an answer, or
both are kept and I am asked. What went out in a file stays as it is until a pack tells of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from app.domain import times
from app.domain.collections import JOINED_BY_FILE
from app.domain.merging import differing, join
from app.store import Store, acts, conflicting, facts, filed, outbox, records, standing
from app.store.acts import Act
from app.sync import settling
from app.sync.report import Report
from app.wire import WireRecord

Key = tuple[str, str]


def look_again(store: Store, keys: Iterable[Key] | None = None) -> Report:
    """Join what I wrote with what stands now; without `keys` of every record that others write.

    Nothing is done where there is a server: it answers each act itself.
    """
    report = Report()
    profile = facts.profile(store)
    if profile is None or profile.server or facts.get(store, "filling") is not None:
        return report
    with store.atomic():
        wanted = _all(store) if keys is None else sorted(set(keys))
        for collection, id in wanted:
            if collection not in JOINED_BY_FILE:
                continue
            if standing.show(store, collection, id):
                report.touched.add(collection)
            _mine(store, collection, id, report, office=profile.role == "secretariat")
    return report


def ask(store: Store, aside: Mapping[str, str]) -> list[Key]:
    """Keep both, where a pack tells that other words stand in the place of mine.

    Return the records I am asked about. What can be joined by now is.
    """
    report, found = Report(), list[Key]()
    with store.atomic():
        for act in acts.all_of(store):
            if aside.get(act.op) != standing.BEATEN or act.state != "sent":
                continue
            filed.drop_confirmed(store, act.collection, act.id)
            theirs = _stands(store, act.collection, act.id)
            if theirs is None:  # only chairs read it: no pack brings it
                outbox.refused(store, act, standing.BEATEN, "")
            elif settling.joined(store, act, theirs, report, _now()):
                continue
            conflicting.gather(store, act.collection, act.id)
            found.append((act.collection, act.id))
    return found


def _all(store: Store) -> list[Key]:
    mine = {(each.collection, each.id) for each in acts.all_of(store)}
    return sorted(mine | {*standing.waiting(store)})


def _mine(store: Store, collection: str, id: str, report: Report, *, office: bool) -> None:
    rows = [each for each in acts.of(store, collection, id) if each.state != "home"]
    theirs = _stands(store, collection, id)
    if not rows or theirs is None or theirs.data is None:
        return
    first = rows[0]
    asked = next((each for each in rows if each.state == "conflict"), None)
    if asked is not None:
        if (asked.theirs or {}).get("data") != theirs.data:
            settling.joined(store, asked, theirs, report, _now())
    elif first.state == "waiting" or (first.state == "sent" and office):
        # What the Secretariat writes goes into its pack, with all that others wrote.
        if differing(first.base_data, theirs.data) and not settling.joined(
            store, first, theirs, report, _now()
        ):
            report.conflicts.append((collection, id))
            conflicting.gather(store, collection, id)
        _drop_idle(store, theirs)
    elif first.state == "sent":
        _shown_beside(store, rows, theirs)


def _drop_idle(store: Store, theirs: WireRecord) -> None:
    """Let go of an act that says nothing which is not there: it only showed what others wrote."""
    first = next(iter(acts.of(store, theirs.collection, theirs.id)), None)
    if first is None or first.state != "waiting" or first.audience != tuple(theirs.audience):
        return
    if not differing(first.data, first.base_data):
        outbox.drop(store, first)


def _shown_beside(store: Store, rows: list[Act], theirs: WireRecord) -> None:
    """Show what others wrote beside my words that are out in a file.

    A row of its own behind them, which says nothing until I write something.
    """
    sent = [each for each in rows if each.state == "sent"][-1]
    if sent.data is None or theirs.data is None:
        return
    data, base = sent.data, rows[0].base_data
    joined = join(base, data, theirs.data).data
    behind = next((each for each in rows if each.state == "waiting"), None)
    if behind is None:
        if differing(joined, data):
            outbox.put_behind(store, sent, joined)
    elif behind.data is not None and differing(behind.base_data, joined):
        made = join(behind.base_data, behind.data, joined).data
        outbox.put_behind(store, replace(sent, audience=behind.audience), joined, made)


def _stands(store: Store, collection: str, id: str) -> WireRecord | None:
    """Return what others have said of a record, without what I wrote."""
    held = records.one(store, collection, id)
    if held is None:
        return None
    return WireRecord(
        collection=collection,
        id=id,
        version=held.version,
        owner=held.owner,
        audience=[*held.audience],
        data=held.data,
    )


def _now() -> str:
    return times.text(datetime.now(UTC))
