"""Where marks are in a version of their papers: many at once, each pair of versions once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.actions import papers
from app.actions.papers import About
from app.documents.anchoring import PlainSection, place_all, plain_sections
from app.domain.anchors import GONE, Anchor, Decision, Place, latest
from app.domain.records import Data, Row
from app.paths import Home
from app.store import Store, proposals


@dataclass(frozen=True, slots=True)
class Text:
    """One version of a paper: its number for people, and its words."""

    version: int
    sections: Sequence[PlainSection]
    sha256: str | None = None
    """Of a document's text."""


Base = tuple[int | None, str | None]
"""The version a mark was made on, or decided about last: a number, or a document's text."""


def places(store: Store, home: Home, rows: Iterable[Row]) -> dict[str, Place | None]:
    """Return {id: place} of notes and comments in the newest version of their papers.

    None for a mark on the whole paper.
    """
    found: dict[str, Place | None] = {}
    by_paper: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        about = row.data.get("about") or {}
        by_paper.setdefault((str(about.get("kind")), str(about.get("id"))), []).append(row)
    wanted = [id for (kind, id), marks in by_paper.items() if kind == "proposal" and _any(marks)]
    newest = proposals.newest_versions(store, sorted(wanted))
    for (kind, id), marks in by_paper.items():
        if not _any(marks):
            found.update(dict.fromkeys((row.id for row in marks), None))
            continue
        if kind == "proposal" and id in newest:
            version = newest[id]
            text = Text(version.number, plain_sections(version.sections))
        else:
            text = _newest(store, home, About(kind, id))
        found |= on(store, home, marks, text)
    return found


def _any(marks: Iterable[Row]) -> bool:
    return any(row.data.get("anchor") for row in marks)


def on(store: Store, home: Home, rows: Sequence[Row], text: Text) -> dict[str, Place | None]:
    """Return {id: place} of the marks of one paper in `text`, which may be any of its versions.

    Marks on documents that it took the place of are as those on its earlier versions.
    """
    found: dict[str, Place | None] = {}
    groups: dict[tuple[str, Base], list[tuple[Row, Anchor]]] = {}
    for row in rows:
        if not row.data.get("anchor"):
            found[row.id] = None
            continue
        decision = latest(row.data, text.version)
        if decision is not None and decision.state == "settled":
            found[row.id] = replace(GONE, version=text.version, decided="settled")
            continue
        base, anchor = _made_on(row, decision)
        if (where := _on_page(base, anchor, text)) is not None:
            found[row.id] = where
            continue
        id = str((row.data.get("about") or {}).get("id") or "")
        groups.setdefault((id, base), []).append((row, anchor))
    for (_id, base), marks in groups.items():
        about = About.from_json(marks[0][0].data.get("about") or {})
        old = _old(store, home, about, base, text)
        anchors = [anchor for _row, anchor in marks]
        for (row, _anchor), where in zip(
            marks, place_all(anchors, text.sections, text.version, old), strict=True
        ):
            found[row.id] = _decided(row, replace(where, version=text.version), text.version)
    return found


def at_once(row: Row, text: Text) -> Place | None:
    """Return the place of a mark that was made on, or decided about in, just this text.

    None where that cannot be said without comparing two texts.
    """
    decision = latest(row.data, text.version)
    if decision is not None and decision.state == "settled":
        return replace(GONE, version=text.version, decided="settled")
    (number, sha256), anchor = _made_on(row, decision)
    if (where := _on_page((number, sha256), anchor, text)) is not None:
        return where
    same = sha256 == text.sha256 if sha256 is not None else number == text.version
    section = next((each for each in text.sections if each.key == anchor.section), None)
    start, end = anchor.start, anchor.end
    if not same or section is None or start is None or end is None:
        return None
    if not anchor.exact or section.text[start:end] != anchor.exact:
        return None
    where = Place("kept", text.version, section.key, start, end, 1.0, anchor.exact)
    return _decided(row, where, text.version)


def _on_page(base: Base, anchor: Anchor, text: Text) -> Place | None:
    """Return the place of a mark that stands on a page of a PDF alone, while the paper is as it was.

    Its words are not in the extracted text, or more than once, which says nothing about the
    page. Of a paper that has no text nobody can say whether it changed: half sure.
    """
    if anchor.page is None or anchor.section is not None or base[1] != text.sha256:
        return None
    sure = 0.5 if text.sha256 is None else 1.0
    return Place("kept", text.version, confidence=sure, exact=anchor.exact)


def _made_on(row: Row, decision: Decision | None) -> tuple[Base, Anchor]:
    if decision is not None and decision.anchor is not None:
        return (decision.version, None), decision.anchor
    about = About.from_json(row.data.get("about") or {})
    return (about.version, about.text), Anchor.from_json(row.data["anchor"])


def _decided(row: Row, where: Place, version: int) -> Place:
    """Say of a place that it was accepted or chosen in this very version."""
    decision = latest(row.data, version)
    if decision is None or decision.version != version or where.state == "gone":
        return where
    return replace(where, state="kept", confidence=1.0, decided=decision.state)


def _old(
    store: Store, home: Home, about: About, base: Base, text: Text
) -> Sequence[PlainSection] | None:
    """Return the words of the version a mark was made on; None if they are not here."""
    number, sha256 = base
    if about.kind == "proposal" and number is not None:
        if number == text.version:
            return text.sections
        version = proposals.version(store, about.id, number)
        return None if version is None else plain_sections(version.sections)
    if about.kind == "document":
        if sha256 is None and number is not None:
            known = papers.document_versions(store, about.id)
            sha256 = next((each.sha256 for each in known if each.number == number), None)
        if sha256 is not None and sha256 == text.sha256:
            return text.sections
        if sha256 is not None:
            return papers.sections(store, home, replace(about, text=sha256)) or None
    return None


def document_at(store: Store, id: str, sections: Sequence[PlainSection]) -> Text:
    """Return `sections`, the newest text of a document, with its number."""
    known = papers.document_versions(store, id)
    number = known[-1].number if known else 1
    return Text(number, sections, papers.of_document(store, id).text)


def _newest(store: Store, home: Home, about: About) -> Text:
    if about.kind == "document":
        id = papers.replacing(store, home, about.id)
        return document_at(store, id, papers.sections(store, home, About("document", id)))
    if about.kind not in papers.COLLECTION:
        return Text(1, ())
    if about.kind == "proposal":
        version = proposals.version(store, about.id)
        if version is not None:
            return Text(version.number, plain_sections(version.sections))
    return Text(1, papers.sections(store, home, about))


def newest(store: Store, home: Home, row: Row) -> Text:
    """Return the newest version of the paper that a mark is about."""
    return _newest(store, home, About.from_json(row.data.get("about") or {}))


def flat(row: Row, where: Place | None) -> Data:
    """Return a mark as `--json` shows it, with its place and what was decided about it.

    `ambiguous`: its words are there more than once, and the first place was taken.
    """
    return {
        **row.flat(),
        "ambiguous": bool((row.data.get("anchor") or {}).get("ambiguous")),
        "place": None if where is None else where.to_json(),
        "decided": None if where is None else where.decided,
    }
