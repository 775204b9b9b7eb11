"""The library: documents under the meeting or group they belong to, filtered, as rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain import reading_time
from app.domain.folding import fold
from app.domain.reading_time import USUAL
from app.i18n import _
from app.store import Store, current, documents, meetings
from app.store.documents import DocumentRow
from app.ui import status_words
from app.ui.icons import Symbol
from app.ui.models import plan
from app.ui.widgets.rows import Line

HEAD = "head:"
"""Begins the key of a row that is only a heading."""


class Wanted(StrEnum):
    ALL = "all"
    UNREAD = "unread"
    HERE = "here"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Documents that belong together."""

    key: str
    title: str
    documents: tuple[DocumentRow, ...]


def shelves(store: Store) -> list[Shelf]:
    """Return the documents by meeting (latest first), then group, proposal, the rest."""
    found = documents.listed(store)
    homes = [
        *(("meeting", each.id, each.called) for each in meetings.heads(store)),
        *(("group", row.id, str(row.data.get("title") or row.id)) for row in
          current.listed(store, "workgroups")),
        *(("proposal", row.id, str(row.data.get("title") or row.id)) for row in
          current.listed(store, "proposals")),
    ]  # fmt: skip
    by_home: dict[tuple[str, str], list[DocumentRow]] = {}
    for each in found:
        by_home.setdefault(_home(each, {(kind, id) for kind, id, _title in homes}), []).append(each)
    named = [
        Shelf(f"{kind}:{id}", title, tuple(by_home[kind, id]))
        for kind, id, title in homes
        if (kind, id) in by_home
    ]
    rest = by_home.get(("", ""), [])
    return [*named, Shelf("rest", _("Of the whole cycle"), tuple(rest))] if rest else named


def _home(each: DocumentRow, known: set[tuple[str, str]]) -> tuple[str, str]:
    for kind in ("meeting", "group", "proposal"):
        home = kind, str(each.row.data.get(kind) or "")
        if home in known:
            return home
    return "", ""


def lines(
    shelves: Iterable[Shelf],
    wanted: Wanted,
    words: str,
    busy: Mapping[str, str],
    pace: int = USUAL,
) -> list[Line]:
    """Return rows for the list; `busy` says of documents how far their file has come."""
    asked = fold(words).split()
    found: list[Line] = []
    for shelf in shelves:
        kept = [each for each in shelf.documents if _fits(each, wanted, asked)]
        if kept:
            found.append(Line(HEAD + shelf.key, shelf.title, strong=True))
            found += [_line(each, busy, pace) for each in kept]
    return found


def facts(each: DocumentRow) -> str:
    """Return kind, language and state of a document in one line."""
    data = each.row.data
    told = (str(data.get("kind") or ""), language(data.get("language")), state(data.get("status")))
    return " · ".join(word for word in told if word)


def told(each: DocumentRow, pace: int = USUAL) -> str:
    """Return `facts`, and about how long the text takes to read, here or not."""
    language_ = str(each.row.data.get("language") or "")
    took = reading_time.minutes(reading_time.sized(each.text_size, language_), pace)
    words = _("about {time}").format(time=plan.minutes(took)) if took else ""
    return " · ".join(filter(None, (facts(each), words)))


def state(word: object) -> str:
    known = {
        "draft": _("draft"),
        "draft for comment": _("draft for comment"),
        "final": _("final"),
        "rolling": _("kept up to date"),
        "withdrawn": _("withdrawn"),
    }
    return known.get(str(word or ""), str(word or ""))


def language(code: object) -> str:
    known = {
        "ar": _("Arabic"),
        "zh": _("Chinese"),
        "en": _("English"),
        "fr": _("French"),
        "ru": _("Russian"),
        "es": _("Spanish"),
        "pt": _("Portuguese"),
    }
    return known.get(str(code or ""), str(code or ""))


def here(each: DocumentRow) -> str:
    """Return what of a document is on this computer."""
    if each.file_here:
        return _("file here")
    if each.text_here:
        return _("text here")
    return status_words.size(each.size) if each.size else ""


def _fits(each: DocumentRow, wanted: Wanted, asked: Sequence[str]) -> bool:
    if wanted == Wanted.UNREAD and each.read:
        return False
    if wanted == Wanted.HERE and not (each.file_here or each.text_here):
        return False
    title = fold(f"{each.title} {facts(each)}")
    return all(word in title for word in asked)


def _line(each: DocumentRow, busy: Mapping[str, str], pace: int) -> Line:
    withdrawn = each.row.data.get("status") == "withdrawn"
    symbol, tone, said = Symbol.EMPTY, "faint", _("only its title is here")
    if withdrawn:
        symbol, tone, said = Symbol.STOPPED, "soft", _("withdrawn")
    elif each.file_here:
        symbol, tone, said = Symbol.DONE, "good", _("the file is here")
    elif each.text_here:
        symbol, tone, said = Symbol.HALF, "accent", _("the text is here")
    new = "" if withdrawn or not each.fresh else _("changed") if each.changed else ""
    if each.fresh and not each.read and not withdrawn:
        new = _("new")
    return Line(
        each.row.id,
        each.title,
        told(each, pace),
        end=busy.get(each.row.id) or new or here(each),
        end_tone="accent" if new and each.row.id not in busy else "soft",
        symbol=symbol,
        tone=tone,
        state=said,
        strong=(not each.read or bool(new)) and not withdrawn,
    )
