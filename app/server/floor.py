"""The floor of a meeting for whoever watches it: the chair's list, in a few hundred bytes.

It only reads. What members ask and what chairs order goes over the exchange as all else does.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import msgspec
from msgspec import UNSET

from app.domain import floors, ids, times
from app.domain.carrying import CARRIERS
from app.server.database import Connection, Database
from app.server.enrolment import Caller
from app.server.problems import Problem, no_token
from app.wire import FloorAnswer

PART = 170
"""Bytes of names in one answer, so that with its headers it stays below 400."""

NEWEST = (
    "select max(newest.seq) "
    "from unnest(string_to_array(current_setting('satchel.readers'), ' ')) as mine (word), "
    "lateral (select seq from sight where cycle = %(cycle)s and collection = 'intents' "
    "and reader = mine.word order by seq desc limit 1) as newest"
)
"""The newest change of what members asked. One look into `sight_asked` for each word the caller
reads by: the plain maximum read every row of theirs, 95 ms of 100,000."""


def parts(database: Database, caller: Caller, meeting: str) -> tuple[list[bytes], str]:
    """Return the answer in its parts, and their one ETag.

    For chairs the ETag also changes with what members ask, so that their programs know to sync.
    Raises Problem: 401 the account left, 404 no meeting that the caller may read.
    """
    with database.reading(caller.cycle, caller.account) as (connection, entered):
        if entered.role is None:
            raise no_token()
        found = None
        if ids.RECORD.fullmatch(meeting):  # a URL can say more than the database takes
            found = _data(connection, caller.cycle, "meetings", meeting)
        if found is None:
            raise Problem(404, "not_found", "There is no such meeting for you.")
        floor = found.get("floor") or {}
        item = floor.get("item") if floor.get("open") is True else None
        data = _data(connection, caller.cycle, "items", item) if isinstance(item, str) else None
        asked = _asked(connection, caller.cycle) if data and entered.role in CARRIERS else 0
    answers = _answers(str(item), data) if data is not None else [FloorAnswer()]
    raw = [msgspec.json.encode(each) for each in answers]
    mark = urlsafe_b64encode(sha256(b"".join(raw) + str(asked).encode()).digest()[:6]).decode()
    return raw, f'"{mark}"'


def _answers(item: str, data: Mapping[str, Any]) -> list[FloorAnswer]:
    """Return what is told of the queue of an item, in parts that are short enough."""
    places = floors.queue(data)
    speaker = floors.speaking(places)
    names = [_name(each) for each in (*([speaker] if speaker else []), *floors.ahead(places))]
    over = {each.key: each for each in places if each.state == "spoken"}
    names += [_name(each) for each in over.values()]
    split: list[list[str]] = [[]]
    size = 0
    for each in names:
        length = len(msgspec.json.encode(each)) + 1
        if size + length > PART and split[-1]:
            split.append([])
            size = 0
        split[-1].append(each)
        size += length
    began = speaker.began_at if speaker else None
    since = int(times.parse(began).timestamp()) if began and times.is_instant(began) else UNSET
    told = data.get("speaker_minutes")
    minutes = told if isinstance(told, (int, float)) and not isinstance(told, bool) else UNSET
    return [
        FloorAnswer(item=item, queue=tuple(each), since=since, minutes=minutes, parts=len(split))
        for each in split
    ]


def _name(each: floors.Place) -> str:
    sign = {"speaking": ">", "not_now": "-", "spoken": "="}.get(each.state, "")
    return sign + (each.member or f"~{each.name}")


def _data(connection: Connection, cycle: str, collection: str, id: str) -> dict[str, Any] | None:
    """Return a record's data if the caller may read it."""
    row = connection.execute(
        "select data from records r where cycle = %s and collection = %s and id = %s "
        "and data is not null and exists (select 1 from sight s where s.cycle = r.cycle "
        "and s.collection = r.collection and s.id = r.id and s.seen "
        "and s.reader = any (string_to_array(current_setting('satchel.readers'), ' ')))",
        [cycle, collection, id],
    ).fetchone()
    return json.loads(row[0]) if row else None


def _asked(connection: Connection, cycle: str) -> int:
    """Return the newest change of what members asked, as far as the caller reads it."""
    row = connection.execute(NEWEST, {"cycle": cycle}).fetchone()
    return int(row[0] or 0) if row else 0
