"""The routes: what is asked for, by whom, and which module answers."""

from datetime import UTC, datetime
from typing import Any

import msgspec
from litestar import Response, delete, get, head, post, put
from litestar.params import FromPath
from litestar.response import Stream

from app.domain import times
from app.server import (
    bodies,
    enrolment,
    exchange,
    files,
    floor,
    glance,
    health,
    limits,
    openapi,
    roster,
)
from app.server.asking import (
    Answer,
    Asking,
    answer,
    body_pieces,
    caller_of,
    caller_or_public,
    file_headers,
    json_body,
    names_etag,
    packed,
    parts_of,
    raw_body,
    slowed,
    thread,
)
from app.server.openapi import VERSION
from app.server.problems import Problem
from app.wire import CycleRequest, EnrolRequest, InvitationRequest


@post("/v1/cycles", status_code=200)
async def make_cycle(request: Asking) -> Answer:
    parts = parts_of(request)
    asked = bodies.shaped(await json_body(request, limits.SMALL_BODY), CycleRequest)
    return answer(
        request,
        await slowed(
            request, lambda: enrolment.begin_cycle(parts.database, asked, parts.setup_code)
        ),
    )


@post("/v1/enrol", status_code=200)
async def enrol(request: Asking) -> Answer:
    parts = parts_of(request)
    asked = bodies.shaped(await json_body(request, limits.SMALL_BODY), EnrolRequest)
    made = await slowed(request, lambda: enrolment.enrol(parts.database, asked))
    return answer(
        request, await thread(lambda: glance.with_packs(parts.database, made, parts.wanted))
    )


@post("/v1/cycles/{cycle:str}/invitations", status_code=200)
async def invite(request: Asking, cycle: FromPath[str]) -> Answer:
    caller = await caller_of(request, cycle)
    roster.only_secretariat(caller)
    asked = bodies.shaped(await json_body(request, limits.SMALL_BODY), InvitationRequest)
    made = await thread(lambda: roster.invite(parts_of(request).database, caller, asked))
    return answer(request, made)


@get("/v1/cycles/{cycle:str}/members")
async def members(request: Asking, cycle: FromPath[str]) -> Answer:
    caller = await caller_of(request, cycle)
    found = await thread(lambda: roster.members(parts_of(request).database, caller))
    return answer(request, found)


@delete("/v1/cycles/{cycle:str}/devices/{device:str}", status_code=200)
async def revoke(request: Asking, cycle: FromPath[str], device: FromPath[str]) -> Answer:
    caller = await caller_of(request, cycle)
    done = await thread(lambda: roster.revoke(parts_of(request).database, caller, device))
    return answer(request, done)


@post("/v1/cycles/{cycle:str}/exchange", status_code=200)
async def exchange_(request: Asking, cycle: FromPath[str]) -> Answer:
    caller = await caller_of(request, cycle)
    parts = parts_of(request)
    body = await raw_body(request, limits.body_limit(caller.role))

    def work() -> Answer:  # all on one thread: each change of threads costs a tenth of it
        asked = bodies.shaped(bodies.strict(body), exchange.Request)
        raw = exchange.exchange(parts.database, parts.digests, caller, asked, parts.published)
        return packed(request, raw)

    return await thread(work)


@get("/v1/cycles/{cycle:str}/changes")
async def changes(request: Asking, cycle: FromPath[str]) -> Answer:
    caller = await caller_of(request, cycle)
    parts = parts_of(request)
    cursor = request.query_params.get("cursor")
    raw, etag = await thread(
        lambda: glance.changes(parts.database, parts.digests, caller, cursor, parts.wanted)
    )
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "Vary": "Authorization"}
    if names_etag(request.headers.get("if-none-match"), etag):
        return Response(b"", status_code=304, headers=headers)
    return packed(request, raw, headers=headers)


@get("/v1/cycles/{cycle:str}/floor/{meeting:str}")
async def floor_(request: Asking, cycle: FromPath[str], meeting: FromPath[str]) -> Answer:
    caller = await caller_of(request, cycle)
    database = parts_of(request).database
    part = request.query_params.get("p", "1")
    found, etag = await thread(lambda: floor.parts(database, caller, meeting))
    if names_etag(request.headers.get("if-none-match"), etag):
        return Response(b"", status_code=304, headers={"ETag": etag})
    number = int(part) if part.isascii() and part.isdecimal() and len(part) < 4 else 1  # noqa: PLR2004 -- three digits are more than enough
    raw = found[min(max(number, 1), len(found)) - 1]
    return Response(raw, headers={"ETag": etag}, media_type="application/json")


@get("/v1/files/{sha256:str}")
async def read_file(request: Asking, sha256: FromPath[str]) -> Response[Any]:
    caller = await caller_or_public(request)
    database = parts_of(request).database
    found = await thread(lambda: files.find(database, caller, sha256))
    headers = file_headers(found)
    if names_etag(request.headers.get("if-none-match"), headers["ETag"]):
        return Response(b"", status_code=304, headers=headers)
    wanted = request.headers.get("range")
    condition = request.headers.get("if-range")
    if condition is not None and condition.strip() != headers["ETag"]:
        wanted = None
    part = files.wanted_range(wanted, found.size)
    start, end = part or (0, found.size)
    headers["Content-Length"] = str(end - start)
    if part:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{found.size}"
    account = caller.account if caller else None
    return Stream(
        files.pieces(database, account, found, start, end),
        status_code=206 if part else 200,
        headers=headers,
        media_type="application/octet-stream",
    )


@head("/v1/files/{sha256:str}")
async def look_at_file(request: Asking, sha256: FromPath[str]) -> Response[None]:
    caller = await caller_or_public(request)
    database = parts_of(request).database
    headers: dict[str, str] = {}
    if caller and caller.role == "secretariat":
        there = await thread(lambda: files.status(database, caller, sha256))
        headers["Upload-Offset"] = str(there.offset)
        headers["Upload-Complete"] = "?1" if there.complete else "?0"
        if not there.complete:
            return Response(None, status_code=404, headers=headers)
        headers |= {"Accept-Ranges": "bytes", "Content-Length": str(there.size)}
    else:
        found = await thread(lambda: files.find(database, caller, sha256))
        headers |= {**file_headers(found), "Content-Length": str(found.size)}
    return Response(None, status_code=200, headers=headers)


@put("/v1/files/{sha256:str}", status_code=200)
async def upload(request: Asking, sha256: FromPath[str]) -> Answer:
    caller = await caller_of(request, None)
    database = parts_of(request).database
    if caller.role != "secretariat":
        raise Problem(403, "secretariat_only", "Only the Secretariat uploads files.")
    told = request.headers.get("content-length", "")
    length = int(told) if told.isdecimal() and len(told) < 19 else None  # noqa: PLR2004 -- fits 64 bits
    start, total = files.content_range(request.headers.get("content-range"), length)
    state = await thread(lambda: files.begin(database, caller, sha256, start, total))
    async for at, piece in body_pieces(request, start):
        if state.complete:
            break
        state = await thread(lambda a=at, p=piece: files.add(database, caller, sha256, a, p))
    state = await thread(lambda: files.finish(database, caller, sha256))
    headers = {"Upload-Offset": str(state.offset)}
    return packed(
        request,
        msgspec.json.encode({"sha256": sha256, "offset": state.offset, "complete": state.complete}),
        headers=headers,
    )


@get("/v1/")
async def welcome(request: Asking) -> Answer:
    return answer(
        request,
        {
            "name": "satchel",
            "api": 1,
            "version": VERSION,
            "now": times.text(datetime.now(UTC)),
            "encodings": bodies.ENCODINGS,
            "setup_code": parts_of(request).setup_code is not None,
            "limits": {
                "body": limits.BODY,
                "body_secretariat": limits.BODY_SECRETARIAT,
                "answer": limits.ANSWER,
                "file": limits.FILE,
            },
        },
    )


@get("/v1/health")
async def healthy(request: Asking) -> Answer:
    found = await thread(lambda: health.faults(parts_of(request).database))
    body = {"status": "red" if found else "green", "faults": found}
    if found:
        body |= {"code": found[0], "message": "The server must not be used as it is."}
    return answer(request, body, 503 if found else 200)


@get("/v1/openapi.json")
async def describe(request: Asking) -> Answer:
    return packed(request, openapi.document(), headers={"Cache-Control": "max-age=300"})


HANDLERS = (
    make_cycle, enrol, invite, members, revoke, exchange_, changes, floor_, read_file, look_at_file,
    upload, welcome, healthy, describe,
)  # fmt: skip
