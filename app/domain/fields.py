"""What the fields of each collection may hold.

The server judges what it is sent by this table, the Secretariat's check a meeting
folder, and the member's verbs what they are about to write: one table for all three.
Fields it does not name are kept untouched; null always means "not given".
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from app.domain import audience, ids
from app.domain.agendas import NUMBERINGS, PURPOSES, STATES, TREATED
from app.domain.attendance import KINDS as ATTENDING
from app.domain.attendance import STATES as ATTENDANCE
from app.domain.carrying import FILED
from app.domain.field_kinds import (
    ANCHOR,
    Fault,
    Kind,
    decisions,
    flag,
    instant,
    line,
    listing,
    mapping,
    minutes,
    number,
    one_of,
    record,
    shape,
    text,
    whole,
)
from app.domain.floors import STATES as PLACES
from app.domain.intents import DELIVERED
from app.domain.letters import KINDS as POINT_KINDS
from app.domain.letters import SOURCES
from app.domain.online import POSITIONS
from app.domain.rounds import ASSIGNMENTS, RECUSALS
from app.domain.summaries import RECORD

GROUPS = ("government", "civil", "private", "technical", "igo", "other")
REGIONS = ("african", "asia_pacific", "eastern_european", "grulac", "weog")


_SURROGATE = re.compile("[\ud800-\udfff]")

MOVED = listing(shape(at=instant, on=line, why=text))
SOURCE = shape(how=one_of(*FILED), at=line, subject=line, message=line)
"""Where a chair has a member's words from: `at` a day or an instant, `message` tells mails apart."""
SCALE = shape(("min", "max"), min=whole, max=whole, labels=mapping(line))
FILE = shape(name=line, mime=line, size=whole, sha256=line, location=line)
TURN = shape(
    ("n",),
    id=line, n=whole, speaker=line, member=record, item=record, proposal=record, start=whole, end=whole,
    poor=flag, two=flag, settled=flag, when=line,
)  # fmt: skip
"""A turn of a transcript, or a line of a chat: `app/domain/turns.py`."""
ABOUT = shape(
    kind=one_of("proposal", "document", "item", "decision", "group", "action", "meeting"), id=record
)

CHANGE = shape(
    title=line, minutes=minutes, lead=line, purpose=one_of(*PURPOSES), new=flag, meeting=record
)
"""What a member would have an agenda say: of the item her comment is about, or a `new` one."""
TREATED_CHANGE = shape(("id",), id=record, state=one_of(*TREATED), by=record, at=instant)

REPORT = shape(
    state=one_of("draft", "final"), final_at=instant, source=line, body=text, title=line, when=text,
    kind=line, introduction=text, next_meeting=text, annex=text,
    rest=listing(shape(where=text, text=text)), mail=shape(subject=line, body=text),
)  # fmt: skip
"""What is of the whole summary report of a meeting: `app/domain/summaries.py`."""

_FIELDS: dict[str, Mapping[str, Kind]] = {
    "cycle": {
        "title": line, "languages": listing(line), "starts": line, "ends": line, "status": line,
    },
    "rounds": {
        "title": line,
        "kind": one_of("qualitative", "scored"),
        "criteria": listing(
            shape(
                ("key",),
                key=line, title=line, guidance=text,
                text=one_of("none", "optional", "required"), scale=SCALE, weight=number,
                max_words=whole,
            )
        ),
        "overall": SCALE,
        "stances": listing(shape(("key",), key=line, title=line)),
        "reasons": listing(line),
        "reasons_at_or_below": whole,
        "others_visible": one_of("never", "after_mine", "closed", "open"),
        "capacity": whole,
        "deadlines": listing(shape(("at",), what=line, at=instant, aoe=flag, moved_from=MOVED)),
        "status": one_of("draft", "open", "closed", "decided"),
        "recusals": listing(one_of(*RECUSALS)),
        "merges": flag,
        "outcomes": listing(shape(("key",), key=line, title=line, accepts=flag)),
        "assignment": one_of(*ASSIGNMENTS),
        "assigned": listing(
            shape(
                title=line, members=listing(record), group=record, proposals=listing(record),
                themes=listing(line),
            )
        ),
    },
    "proposals": {
        "round": record, "code": line, "title": line, "former_titles": listing(line),
        "summary": text, "theme": line, "tags": listing(line),
        "proponents": listing(
            shape(
                name=line, affiliation=line, group=one_of(*GROUPS), region=one_of(*REGIONS),
                member=record,
            )
        ),
        "evidence": listing(
            shape(
                kind=line, state=one_of("received", "expected"), document=record,
            )
        ),
        "related": listing(shape(proposal=record, kind=one_of("overlaps", "merge", "collaborate"))),
        "version": whole,
        "status": one_of("open", "withdrawn", "decided"),
    },
    "versions": {
        "proposal": record, "number": whole, "at": instant,
        "sections": listing(shape(key=line, heading=line, text=text)),
        "note": text,
        "answers": listing(shape(question=record, section=line, quote=text)),
    },
    "meetings": {
        "title": line, "kind": line, "starts": instant, "ends": instant, "moved_from": MOVED,
        "place": line,
        "join_by": listing(shape(kind=one_of("link", "phone", "mail"), value=line, passcode=line)),
        "group": record, "status": one_of(*STATES), "numbering": one_of(*NUMBERINGS), "zone": line,
        "edited": listing(line), "changes": listing(TREATED_CHANGE),
        "attendance": listing(
            shape(
                id=line, member=record, name=line, affiliation=line, kind=one_of(*ATTENDING),
                state=one_of(*ATTENDANCE), uncertain=flag, at=instant, role=line, line=line,
            )
        ),
        # What is going on: the floor is open for an item.
        "floor": shape(item=record, open=flag, since=instant),
        "report": REPORT,
    },
    "items": {
        "meeting": record, "parent": record, "position": number, "label": line, "title": line,
        "minutes": minutes, "lead": line, "purpose": one_of(*PURPOSES),
        "proposals": listing(record), "documents": listing(record), "carried_to": record,
        "outputs": listing(shape(title=line, link=line, document=record)), "heading": line,
        "carried_from": record, "earlier": text, "withdrawn": flag, "edited": listing(line),
        "changes": listing(TREATED_CHANGE),
        "queue": listing(
            shape(
                ("id",),
                id=line, member=record, name=line, state=one_of(*PLACES), heard=instant,
                began_at=instant, ended_at=instant,
            )
        ),
        "speaker_minutes": number, "begun_at": instant, "ended_at": instant,
        "delivered": listing(shape(("id",), id=record, how=one_of(*DELIVERED), at=instant)),
    },
    "documents": {
        "title": line, "kind": line, "language": line, "replaces": record, "meeting": record,
        "group": record, "proposal": record, "status": line, "comments_by": instant,
        "file": FILE, "text": shape(size=whole, sha256=line, location=line),
        "plain": text, "turns": listing(TURN), "names": mapping(record), "authoritative": flag,
    },
    "workgroups": {
        "title": line, "charter": text, "status": one_of("continuing", "new", "dormant"),
        "facilitators": listing(line), "participants": listing(line), "open_to_all": flag,
        "edited": listing(line),
    },
    "milestones": {
        "title": line, "at": instant, "aoe": flag, "kind": line, "moved_from": MOVED,
    },
    "members": {
        "name": line, "aliases": listing(line), "affiliation": line, "group": one_of(*GROUPS),
        "region": one_of(*REGIONS), "country": line,
        "role": one_of(*audience.ROLES), "term_year": whole, "uncertain": flag,
    },
    "contacts": {"emails": listing(line)},
    "contributions": {
        "call": line, "from": line, "group": one_of(*GROUPS), "region": one_of(*REGIONS),
        "document": record,
    },
    "actions": {
        # `owner` is who has to do it, an account or a name: decision 28.
        "text": text, "owner": line, "due": instant, "aoe": flag, "state": line, "meeting": record,
        "item": record, "group": record, "carried_to": record, "carried_from": record,
        "closed_at": instant, "why": text, "withdrawn": flag,
        "source": shape(document=record, turn=whole, note=record, comment=record),
    },
    "decisions": {
        "proposal": record, "round": record, "outcome": line, "reason": text, "condition": text,
        "merge_with": listing(record), "channel": line, "at": instant, "released_at": instant,
        "dated": flag, "changed_at": instant, "withdrawn": flag,
        # Asked online: a text with a date, and how it ended.
        "kind": line, "title": line, "text": text, "closes_at": instant, "aoe": flag,
        "moved_from": MOVED, "closed_at": instant, "counts": mapping(whole),
        # Taken by a meeting.
        "meeting": record, "item": record,
        "objections": listing(shape(id=line, who=line, text=text)),
    },
    "letters": {
        "proposal": record, "document": record, "version": whole, "round": record, "number": whole,
        "opening": text, "closing": text, "sent_at": instant, "sent_to": text,
        "kind": one_of(SOURCES, RECORD), "meeting": record, "report": REPORT,  # of a meeting
        "sources": mapping(listing(line)),
        "points": listing(
            shape(
                id=line, kind=one_of(*POINT_KINDS), criterion=line, heading=text, text=text,
                comments=listing(line), questions=listing(record),
                asked=listing(shape(id=record, text=text, quote=text, section=line)),
            )
        ),
    },
    "packs": {},
    "reviews": {
        "proposal": record, "version": whole, "scores": mapping(whole), "texts": mapping(text),
        "overall": whole, "stance": line, "reasons": listing(line), "merge_with": listing(record),
        "comment": text, "recused": one_of(*RECUSALS), "no_expertise": flag,
        "state": one_of("submitted"), "written_at": instant, "device": line,
    },
    "asides": {"to_chairs": text, "recused_why": text},
    "comments": {
        "about": ABOUT, "anchor": ANCHOR, "places": decisions, "criterion": line, "colour": line,
        "kind": one_of("comment", "question", "evidence"), "text": text, "reply_to": record,
        "question_state": line, "common": record, "withdrawn": flag, "written_at": instant,
        "device": line, "source": SOURCE, "change": CHANGE,
    },
    "intents": {
        "kind": line, "about": ABOUT, "title": line, "text": text, "withdrawn": flag, "device": line,
        "position": one_of(*POSITIONS), "written_at": instant, "not_now": flag, "read_out": flag,
        "asked_at": instant,
    },
    "notes": {
        "about": ABOUT, "anchor": ANCHOR, "places": decisions, "text": text, "colour": line, "withdrawn": flag,
        "written_at": instant, "device": line,
    },
}  # fmt: skip


def faults(collection: str, id: str, data: Mapping[str, Any]) -> list[Fault]:
    """Return everything wrong with a record's id and data, in the order of the table."""
    if collection not in _FIELDS:
        return [Fault("unknown_collection", "collection", collection[:40])]
    found: list[Fault] = []
    if not ids.RECORD.fullmatch(id):
        found.append(Fault("bad_id", "id", id[:40]))
    found += _unstorable(data, "")
    for name, kind in _FIELDS[collection].items():
        if data.get(name) is not None:
            found += kind(data[name], name)
    return found


def audience_faults(collection: str, named: Iterable[str]) -> list[Fault]:
    """Return what is wrong with an audience: words or accounts only, contacts never wide."""
    words = list(named)
    found = [
        Fault("bad_audience", "audience", word[:40])
        for word in words
        if word not in audience.WORDS and not ids.ACCOUNT.fullmatch(word)
    ]
    if collection in {"contacts", "asides"} and not audience.narrower_than(words, "chairs"):
        found.append(Fault("bad_audience", "audience", collection))
    return found


def _unstorable(value: Any, path: str) -> Iterable[Fault]:
    """Find NUL and lone surrogates, which no store of ours takes, in keys and values."""
    stack: list[tuple[Any, str]] = [(value, path)]
    while stack:
        each, where = stack.pop()
        if isinstance(each, str):
            if "\0" in each:
                yield Fault("nul", where)
            elif not each.isascii() and _SURROGATE.search(each):
                yield Fault("surrogate", where)
        elif isinstance(each, Mapping):
            children: Mapping[Any, Any] = each
            for key, child in children.items():
                stack += [(key, where), (child, f"{where}.{key}" if where else str(key))]
        elif isinstance(each, (list, tuple)):
            items: list[Any] = list(each)
            stack += [(child, f"{where}[{at}]") for at, child in enumerate(items)]
