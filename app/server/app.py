"""Puts the server together: routes, and every fault as {code, message}."""

import logging
from collections.abc import Callable
from typing import Any

import msgspec
from litestar import Litestar, Request, Response
from litestar.datastructures import State
from litestar.exceptions import HTTPException

from app.server.asking import Parts
from app.server.problems import Problem
from app.server.routes import HANDLERS
from app.wire import Refusal

_LOG = logging.getLogger(__name__)
_CODES = {404: "not_found", 405: "method_not_allowed"}


def create(parts: Parts, closed: Callable[[], None] = lambda: None) -> Litestar:
    """Return the ASGI application.

    Args:
        parts: database, setup code, limits.
        closed: called when the application shuts down.
    """
    return Litestar(
        route_handlers=HANDLERS,
        state=State({"parts": parts}),
        openapi_config=None,
        request_max_body_size=None,
        exception_handlers={
            Problem: _problem,
            HTTPException: _http,
            Exception: _fault,
        },
        on_shutdown=[closed],
        logging_config=None,
    )


def _problem(_: Request[Any, Any, Any], problem: Problem) -> Response[bytes]:
    return _refusal(problem.status, problem.code, problem.message, problem.headers)


def _http(_: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    code = _CODES.get(error.status_code, "bad_request")
    headers = {key: value for key, value in (error.headers or {}).items() if key.lower() == "allow"}
    return _refusal(error.status_code, code, "There is no such address or method.", headers)


def _fault(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    # The route's pattern, not its address: logs hold no names and no bodies.
    _LOG.error("unexpected %s in %s", type(error).__name__, request.method, exc_info=error)
    return _refusal(500, "server_fault", "The server made a mistake; nothing was taken.", {})


def _refusal(status: int, code: str, message: str, headers: dict[str, str]) -> Response[bytes]:
    return Response(
        msgspec.json.encode(Refusal(code=code, message=message)),
        status_code=status,
        headers={"Cache-Control": "no-store", **headers},
        media_type="application/json",
    )
