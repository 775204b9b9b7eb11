"""The server's description of itself, OpenAPI 3.1, from the message structs."""

from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import msgspec

from app import wire


def _version() -> str:
    try:
        return version("satchel")
    except PackageNotFoundError:  # run from a tree that was never installed
        return "0"


VERSION = _version()


class UploadAnswer(msgspec.Struct, kw_only=True):
    sha256: str
    offset: int
    """Bytes that are there; continue here."""
    complete: bool


class HealthAnswer(msgspec.Struct, kw_only=True):
    status: str
    """`green`, or `red` with the faults named."""
    faults: list[str]


_REFERENCE = "#/components/schemas/{name}"


@dataclass(frozen=True, slots=True)
class Operation:
    method: str
    path: str
    summary: str
    answer: Any
    """A struct, a list of one, or None."""
    body: type | None = None
    status: int = 200
    token: bool = True
    refusals: tuple[int, ...] = ()
    text: str = ""


_UPLOAD = (
    "The Secretariat's uploads, resumable by offset. Send the bytes as they are, with "
    "`Content-Range: bytes FIRST-LAST/TOTAL` (or without it, all of them). FIRST is where the "
    "file ends so far; HEAD tells it as `Upload-Offset`. What was there already is passed "
    "over. With the last byte the hash is verified; if it differs, all is forgotten. "
    "409 `upload_gap` names the offset to continue at."
)
_FILE = (
    "A file by its hash, if a record that the caller may read names it; without a token, if "
    "a public one does. Immutable; Range and If-Range are honoured."
)

OPERATIONS = (
    Operation("post", "/v1/cycles", "Make a cycle", wire.Enrolled, wire.CycleRequest,
              token=False, refusals=(400, 403, 409, 413, 415)),
    Operation("post", "/v1/enrol", "Turn an invitation into a token", wire.Enrolled,
              wire.EnrolRequest, token=False, refusals=(400, 403, 404, 409, 413, 415),
              text="The same invitation and device_key may be sent again for 7 days."),
    Operation("post", "/v1/cycles/{cycle}/invitations", "Invite an account", wire.Invitation,
              wire.InvitationRequest, refusals=(400, 401, 403, 413, 415, 429)),
    Operation("get", "/v1/cycles/{cycle}/members", "Accounts, devices, invitations",
              list[wire.Member], refusals=(401, 403, 429)),
    Operation("delete", "/v1/cycles/{cycle}/devices/{device}", "Sign a device off",
              wire.Device, refusals=(401, 403, 404, 429)),
    Operation("post", "/v1/cycles/{cycle}/exchange", "One whole exchange", wire.ExchangeAnswer,
              wire.ExchangeRequest, refusals=(400, 401, 403, 413, 415, 429, 503),
              text="What I did goes up, what others did comes down. A change that is at fault "
              "is refused by itself, in `answers`; only a body that is no strict JSON is "
              "refused as a whole. The Secretariat's body holds 8 MB, others' 2 MB."),
    Operation("get", "/v1/cycles/{cycle}/changes", "What is there for me", wire.ChangesAnswer,
              refusals=(401, 403, 409, 429),
              text="With `?cursor=`, `bytes` counts from there. Has an ETag; answers 304."),
    Operation("get", "/v1/cycles/{cycle}/floor/{meeting}", "The floor while it is open",
              wire.FloorAnswer, refusals=(401, 403, 404, 429),
              text="A few hundred bytes: who speaks and who waits, as the chair's list says. "
              "`?p=` asks for a later part. Has an ETag; answers 304. A chair's ETag also changes "
              "when somebody asks for the floor."),
    Operation("get", "/v1/files/{sha256}", "Read a file", None,
              refusals=(401, 404, 416, 429), text=_FILE),
    Operation("head", "/v1/files/{sha256}", "Look at a file or an upload", None,
              refusals=(401, 404, 429), text="The Secretariat is told `Upload-Offset`."),
    Operation("put", "/v1/files/{sha256}", "Upload a file", UploadAnswer,
              refusals=(400, 401, 403, 404, 409, 411, 413, 429), text=_UPLOAD),
    Operation("get", "/v1/", "Who answers here", None, token=False),
    Operation("get", "/v1/health", "Green or red", HealthAnswer, token=False, refusals=(503,)),
    Operation("get", "/v1/openapi.json", "This description", None, token=False),
)  # fmt: skip


@cache
def document() -> bytes:
    """Return the OpenAPI document as JSON."""
    used = [each for operation in OPERATIONS for each in (operation.body, operation.answer) if each]
    _, schemas = msgspec.json.schema_components([*used, wire.Refusal], ref_template=_REFERENCE)
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation)
    return msgspec.json.encode(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "Satchel, the Secretariat's server",
                "version": VERSION,
                "description": "JSON bodies may be dcz, zstd, gzip or identity, both ways. "
                "dcz is RFC 9842 with one of the program's dictionaries, which the sender "
                "names in Available-Dictionary; 415 `dictionary_unknown`: send it without.",
            },
            "paths": paths,
            "components": {
                "schemas": schemas,
                "securitySchemes": {"device": {"type": "http", "scheme": "bearer"}},
            },
        }
    )


def _operation(operation: Operation) -> dict[str, Any]:
    names = [part[1:-1] for part in operation.path.split("/") if part.startswith("{")]
    made: dict[str, Any] = {
        "summary": operation.summary,
        "operationId": f"{operation.method} {operation.path}".replace("/v1/", "").strip(),
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in names
        ],
        "responses": {
            str(operation.status): _content(operation.summary, operation.answer),
            **{str(each): _content("Refused", wire.Refusal) for each in operation.refusals},
        },
    }
    if operation.text:
        made["description"] = operation.text
    if operation.body:
        made["requestBody"] = {"required": True, **_content("", operation.body)}
        made["requestBody"].pop("description")
    if operation.token:
        made["security"] = [{"device": []}]
    return made


def _content(description: str, kind: Any) -> dict[str, Any]:
    if kind is None:
        return {"description": description}
    (schema,), _ = msgspec.json.schema_components([kind], ref_template=_REFERENCE)
    return {"description": description, "content": {"application/json": {"schema": schema}}}
