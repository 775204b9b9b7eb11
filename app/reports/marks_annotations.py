"""My marks as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), in JSON-LD.

One annotation page with one annotation a mark. Its target is the section of a version of a
paper, found by the quote and by the position in that section's plain text; on a PDF, the page.
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote as encoded

from app.i18n import _
from app.reports.marks import MarksReport, MarkValue

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
PDF_FRAGMENT = "http://tools.ietf.org/rfc/rfc3778"
MOTIVATION = {
    "highlight": "highlighting",
    "note": "commenting",
    "comment": "commenting",
    "question": "questioning",
    "evidence": "assessing",
}
"""Why a mark was made, in the model's words; an answer to another mark is `replying`."""


def annotations(report: MarksReport) -> str:
    """Return `report` as a JSON-LD document."""
    base = f"urn:x-satchel:{_part(report.cycle)}"
    creator = {
        "id": f"{base}:members:{_part(report.account)}",
        "type": "Person",
        "name": report.name,
        "nickname": report.account,
    }
    items = [_annotation(mark, base, creator) for mark in report.marks]
    page = {
        "@context": CONTEXT,
        "id": f"{base}:annotations:{_part(report.account)}:{_part(report.made_at)}",
        "type": "AnnotationPage",
        "partOf": {
            "id": f"{base}:annotations:{_part(report.account)}",
            "type": "AnnotationCollection",
            "label": _("My notes"),
            "total": len(items),
        },
        "startIndex": 0,
        "items": items,
    }
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def _annotation(mark: MarkValue, base: str, creator: Mapping[str, str]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "id": _iri(mark.id, base),
        "type": "Annotation",
        "motivation": "replying" if mark.reply_to else MOTIVATION.get(mark.kind, "commenting"),
        "creator": dict(creator),
        "created": mark.created_at or mark.modified_at,
        "modified": mark.modified_at or mark.created_at,
        "generator": {"id": "urn:x-satchel", "type": "Software", "name": "Satchel"},
    }
    if not made["created"]:
        del made["created"], made["modified"]
    if bodies := _bodies(mark):
        made["body"] = bodies
    if mark.readers:
        made["audience"] = [
            {
                "id": f"{base}:audiences:{_part(word)}",
                "type": "schema:Audience",
                "schema:audienceType": word,
            }
            for word in mark.readers
        ]
    made["target"] = [_target(mark, base)]
    if mark.reply_to:
        made["target"].insert(0, _iri(mark.reply_to, base))
    if len(made["target"]) == 1:
        [made["target"]] = made["target"]
    return made


def _bodies(mark: MarkValue) -> list[dict[str, str]]:
    purpose = MOTIVATION.get(mark.kind, "commenting")
    purpose = (
        "replying" if mark.reply_to else "commenting" if purpose == "highlighting" else purpose
    )
    given = (
        (mark.text if mark.text.strip() else "", purpose),
        (mark.colour, "tagging"),
        (mark.criterion, "classifying"),
    )
    return [
        {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": why}
        for value, why in given
        if value
    ]


def _target(mark: MarkValue, base: str) -> dict[str, Any] | str:
    kind, id = mark.about
    source = f"{base}:{_part(kind)}:{_part(id)}"
    if mark.version is not None:
        source += f":v{mark.version}"
    quoted = {"type": "TextQuoteSelector", "exact": mark.quote}
    quoted |= {"prefix": mark.prefix} if mark.prefix else {}
    quoted |= {"suffix": mark.suffix} if mark.suffix else {}
    selectors: list[dict[str, Any]] = [quoted] if mark.quote else []
    if mark.page is None and mark.section and mark.start is not None and mark.end is not None:
        selectors.append({"type": "TextPositionSelector", "start": mark.start, "end": mark.end})
    if mark.page is not None:
        on_page = {
            "type": "FragmentSelector",
            "conformsTo": PDF_FRAGMENT,
            "value": f"page={mark.page}",
        }
        selectors.append(on_page | ({"refinedBy": quoted} if mark.quote else {}))
    elif mark.section:
        source += f":{_part(mark.section)}"
    if not selectors:
        return source
    return {
        "type": "SpecificResource",
        "source": source,
        "dcterms:title": mark.paper,
        "selector": selectors if len(selectors) > 1 else selectors[0],
    }


def _iri(id: str, base: str) -> str:
    """Return the name of a mark: a UUID's own, else one within the cycle."""
    dashed = len(id) == 36 and id.count("-") == 4  # noqa: PLR2004 -- the form of a UUID
    return f"urn:uuid:{id}" if dashed else f"{base}:marks:{_part(id)}"


def _part(word: str) -> str:
    """Return `word` as a part of a name between colons (RFC 8141)."""
    return encoded(word, safe="-._~") or "_"
