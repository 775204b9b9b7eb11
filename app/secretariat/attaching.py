"""What a document's record says of its files: name, size, hash, and the extracted text."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.documents.unreadable import Unreadable
from app.domain.records import Data, Record
from app.secretariat.papers import Folder, Paper

Extract = Callable[[str, bytes], str | None]
"""File name and content to the text in it, None where there is none to be had.

Raises Unreadable: the file is published without its text then.
"""

_KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "rtf": "application/rtf",
    "html": "text/html",
    "htm": "text/html",
    "md": "text/markdown",
    "txt": "text/plain",
    "csv": "text/csv",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "svg": "image/svg+xml",
    "zip": "application/zip",
}
"""The same on every computer, which the system's own table is not."""


@dataclass(frozen=True, slots=True)
class Blob:
    """Something to upload, read when its turn comes."""

    sha256: str
    size: int
    document: str
    path: Path | None = None
    text: bytes = b""

    def content(self) -> bytes:
        return self.text if self.path is None else self.path.read_bytes()


@dataclass(frozen=True, slots=True)
class Attached:
    folder: Folder
    blobs: tuple[Blob, ...] = ()
    unreadable: tuple[tuple[str, str], ...] = ()
    """(document, code) of files whose text could not be taken out."""


def attach(folder: Folder, there: Iterable[Record], extract: Extract) -> Attached:
    """Return the folder with `file` and `text` in its documents, and what these name.

    The text of a file that the server has already is not extracted again.
    """
    held = {each.id: each.data or {} for each in there if each.collection == "documents"}
    papers: list[Paper] = []
    blobs: list[Blob] = []
    unreadable: list[tuple[str, str]] = []
    for paper in folder.papers:
        if paper.path is None:
            papers.append(paper)
            continue
        try:
            facts, found = _files(paper, paper.path, held.get(paper.id, {}), extract)
        except Unreadable as problem:
            unreadable.append((paper.id, problem.code))
            facts, found = _files(paper, paper.path, {}, lambda _name, _content: None)
        papers.append(replace(paper, data={**paper.data, **facts}))
        blobs += found
    return Attached(replace(folder, papers=tuple(papers)), tuple(blobs), tuple(unreadable))


def _files(
    paper: Paper, path: Path, old: Mapping[str, Any], extract: Extract
) -> tuple[Data, list[Blob]]:
    content = path.read_bytes()
    digest = sha256(content).hexdigest()
    file = {
        "name": path.name,
        "mime": _KINDS.get(path.suffix.lower().lstrip("."), "application/octet-stream"),
        "size": len(content),
        "sha256": digest,
        "location": f"/v1/files/{digest}",
    }
    blob = Blob(digest, len(content), paper.id, path)
    known: Mapping[str, Any] = old.get("file") or {}
    if known.get("sha256") == digest:
        return {"file": file, **({"text": old["text"]} if old.get("text") else {})}, [blob]
    found = extract(path.name, content)
    if found is None:
        return {"file": file, "text": None}, [blob]
    text = found.encode()
    hashed = sha256(text).hexdigest()
    told = {"size": len(text), "sha256": hashed, "location": f"/v1/files/{hashed}"}
    return {"file": file, "text": told}, [blob, Blob(hashed, len(text), paper.id, text=text)]
