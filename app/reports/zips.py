"""Word and Excel files with nothing of the clock in them: the same content, the same bytes."""

import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app.domain.times import parse

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Earliest time that a ZIP can hold."""
MAKER = "Satchel"
"""Category of the files that are made here: a later export knows them again."""
_CORE = "docProps/core.xml"
_TIMES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def sealed(content: bytes, date: str) -> bytes:
    """Return the Office file `content` with its times set to `date`, an ISO day or instant."""
    at = moment(date).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = BytesIO()
    with (
        ZipFile(BytesIO(content)) as source,
        ZipFile(out, "w", ZIP_DEFLATED, compresslevel=6) as to,
    ):
        for each in source.infolist():
            data = source.read(each)
            if each.filename == _CORE:
                data = _TIMES.sub(lambda found: found[1] + at + found[3], data)
            entry = ZipInfo(each.filename, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            to.writestr(entry, data)
    return out.getvalue()


def moment(iso: str) -> datetime:
    """Return the instant of an ISO day or instant, UTC but without its zone; 1980 for none."""
    try:
        return parse(iso).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
