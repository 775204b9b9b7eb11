"""What the routes share: who asks, reading a body, packing an answer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import anyio.to_thread
import msgspec
from litestar import Request, Response
from litestar.datastructures import State
from litestar.exceptions import HTTPException

from app.packs import dictionary
from app.server import bodies, enrolment, files, limits
from app.server.database import Database
from app.server.digests import Digests
from app.server.enrolment import Caller
from app.server.problems import Problem

Asking = Request[Any, Any, State]
Answer = Response[bytes]
Made = TypeVar("Made")
_HELD = "dictionary"
"""Where a request keeps which dictionary its sender has."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What every request needs."""

    database: Database
    setup_code: str | None
    rate: limits.Rate = field(default_factory=limits.Rate)
    failures: limits.Failures = field(default_factory=limits.Failures)
    digests: Digests = field(default_factory=Digests)
    published: Callable[[str], None] = lambda _: None
    """Told the cycle in which something was written that packs hold."""
    wanted: Callable[[str], None] = lambda _: None
    """Told the cycle of which somebody asked for packs that are behind."""


def parts_of(request: Asking) -> Parts:
    return request.app.state["parts"]


async def thread(work: Callable[[], Made]) -> Made:
    """Do what waits for the database on a thread of its own."""
    return await anyio.to_thread.run_sync(work)


async def caller_of(request: Asking, cycle: str | None) -> Caller:
    """Return who asks, if her token is of `cycle` (None: whichever it is of).

    Raises:
        Problem: 401 no known token, 403 another cycle's, 429 too often.
    """
    parts = parts_of(request)
    header = request.headers.get("authorization")
    caller = await thread(lambda: enrolment.recognise(parts.database, header))
    wait = parts.rate.take(caller.device)
    if wait:
        raise Problem(
            429,
            "too_often",
            "Too many requests from this device.",
            {"Retry-After": str(int(wait) + 1)},
        )
    if cycle is not None and cycle != caller.cycle:
        # The same whether or not there is such a cycle.
        raise Problem(403, "foreign_cycle", "This device belongs to another cycle.")
    return caller


async def caller_or_public(request: Asking) -> Caller | None:
    """Return who asks, None without a token; a wrong token is still refused."""
    if "authorization" not in request.headers:
        return None
    return await caller_of(request, None)


async def json_body(request: Asking, limit: int) -> dict[str, Any]:
    raw = await raw_body(request, limit)
    return await thread(lambda: bodies.strict(raw))


async def raw_body(request: Asking, limit: int) -> bytes:
    """Return a request's body, decompressed and not yet parsed."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and len(length) > 10:  # noqa: PLR2004 -- ten digits are 9 GB
        raise bodies.too_large(limit)
    encoding = request.headers.get("content-encoding", "identity")
    front = bytearray()

    async def noted() -> AsyncIterator[bytes]:
        async for piece in request.stream():
            front.extend(piece[: dictionary.HEADER - len(front)])
            yield piece

    raw = await bodies.read(noted(), encoding, limit)
    if encoding == dictionary.CODING:
        # Whoever packs with a dictionary has it: she need not name it again for the answer.
        request.state[_HELD] = dictionary.used(bytes(front))
    return raw


async def body_pieces(request: Asking, start: int) -> AsyncIterator[tuple[int, bytes]]:
    """Yield a body in pieces with the byte each begins at; a cut line loses none it got."""
    at, held = start, bytearray()
    try:
        async for piece in request.stream():
            held += piece
            if len(held) >= files.PIECE:
                yield at, bytes(held)
                at, held = at + len(held), bytearray()
    except HTTPException:  # the line was cut; what came is kept for the next attempt
        if held:
            yield at, bytes(held)
        raise
    if held:
        yield at, bytes(held)


async def slowed(request: Asking, work: Callable[[], Made]) -> Made:
    """Do `work`; hold back its refusal the longer, the more of them an address collected."""
    try:
        return await thread(work)
    except Problem as problem:
        if problem.status in {403, 404, 409}:
            address = request.client.host if request.client else ""
            await asyncio.sleep(parts_of(request).failures.add(address))
        raise


def answer(request: Asking, value: Any, status: int = 200) -> Answer:
    return packed(request, msgspec.json.encode(value), status)


def packed(
    request: Asking, raw: bytes, status: int = 200, headers: dict[str, str] | None = None
) -> Answer:
    """Return JSON as the caller likes it compressed."""
    offer = request.headers.get(dictionary.OFFER)
    known = dictionary.offered(offer) if offer else request.state.get(_HELD)
    wanted = bodies.accepted_encoding(
        request.headers.get("accept-encoding", ""),
        with_dictionary=known is not None and len(raw) < dictionary.BULK,
    )
    encoding = wanted if len(raw) >= bodies.SMALLEST else "identity"
    told = dict(headers or {})
    if offer or request.method == "GET":  # no other answer is ever stored: every byte counts
        told = {
            "Cache-Control": "no-store",
            "Vary": f"Accept-Encoding, {dictionary.OFFER}, Authorization",
            **told,
        }
    if encoding != "identity":
        told["Content-Encoding"] = encoding
    return Response(
        bodies.compress(raw, encoding, known),
        status_code=status,
        headers=told,
        media_type="application/json",
    )


def names_etag(header: str | None, etag: str) -> bool:
    """Say whether an If-None-Match header names `etag`."""
    offered = [each.strip().removeprefix("W/") for each in (header or "").split(",")]
    return etag in offered or "*" in offered


def file_headers(found: files.Found) -> dict[str, str]:
    """Return what is said of a file; the content of its name can never change."""
    who = "public" if found.public else "private"
    # A pack may have to go at any time; whoever keeps one asks again whether it still holds.
    lasts = "max-age=60, must-revalidate" if found.pack else "max-age=31536000, immutable"
    return {
        "ETag": f'"{found.sha256}"',
        "Accept-Ranges": "bytes",
        "Cache-Control": f"{who}, {lasts}",
        "Vary": "Authorization",
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": "attachment",
    }
