"""What a publishing did or would do, in words and rows: changes, files and their sizes."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from app.i18n import _, ngettext
from app.phrases import faults as fault_words
from app.secretariat.publishing import Published, Step
from app.secretariat.reconcile import PlannedChange, hashes
from app.ui import status_words
from app.ui.icons import Symbol
from app.ui.widgets.rows import Line

_LOOKS = {
    "create": (Symbol.ADD, "good"),
    "update": (Symbol.CHANGED, "accent"),
    "withdraw": (Symbol.REMOVE, "warn"),
    "upload": (Symbol.PUBLISH, "soft"),
}


def lines(changes: Iterable[PlannedChange]) -> list[Line]:
    """Return a row for each change, in the order they are sent; files with their size."""
    given = list(changes)
    papers = {each.id: each.data for each in given if each.collection == "documents" and each.data}
    return [_line(each, papers.get(each.id)) for each in given]


def missing(absent: Iterable[tuple[str, str]]) -> list[Line]:
    """Return a row for each record that the server has and the folder has not."""
    return [
        Line(f"{collection}/{id}", id, kind(collection), symbol=Symbol.QUESTION, tone="warn",
             state=_("only on the server"))
        for collection, id in absent
    ]  # fmt: skip


def summary(changes: Iterable[PlannedChange]) -> str:
    """Return `12 new · 3 changed · 1 withdrawn · 2 files (1.2 MB)`; "" for nothing."""
    given = list(changes)
    count = Counter(each.action for each in given)
    told: list[str] = []
    if n := count["create"]:
        told.append(ngettext("{n} new", "{n} new", n).format(n=n))
    if n := count["update"]:
        told.append(ngettext("{n} changed", "{n} changed", n).format(n=n))
    if n := count["withdraw"]:
        told.append(ngettext("{n} withdrawn", "{n} withdrawn", n).format(n=n))
    if n := count["upload"]:
        size = status_words.size(files_size(given))
        told.append(ngettext("{n} file ({size})", "{n} files ({size})", n).format(n=n, size=size))
    return " · ".join(told)


def files_size(changes: Iterable[PlannedChange]) -> int:
    """Return the bytes of the files that go up, each content once, texts included."""
    given = list(changes)
    going = {each.id for each in given if each.action == "upload"}
    sizes: dict[str, int] = {}
    for each in given:
        if each.collection == "documents" and each.id in going and each.data:
            sizes |= _sizes(each.data)
    return sum(sizes.values())


def result(done: Published) -> tuple[str, str]:
    """Return what came of it, and its tone: `good`, `warn` or `bad`."""
    told = summary(done.changes)
    if done.faults:
        count = len(done.faults)
        words = ngettext(
            "{n} fault; nothing was sent.", "{n} faults; nothing was sent.", count
        ).format(n=count)
        return words, "bad"
    if done.dry_run:
        if not done.changes:
            return _("Members have everything already. Nothing would be sent."), "good"
        return _("Would be sent: {what}. Nothing was sent.").format(what=told), "ink"
    if not done.whole:
        return _(
            "Not everything was taken; what was sent is whole. See below, then publish again."
        ), "warn"
    if not done.changes:
        return _("Members have everything already; nothing was sent."), "good"
    if done.founded:
        return _("The cycle is on the server now. Published: {what}.").format(what=told), "good"
    return _("Published: {what}. Members get it with their next sync.").format(what=told), "good"


def remarks(done: Published) -> list[str]:
    """Return what has to be said besides: conflicts, refusals, files without their text."""
    told = [
        _("“{id}” was changed by somebody else meanwhile: publish again.").format(id=id)
        for _collection, id in done.conflicts
    ]
    told += [
        _("The server would not take “{id}”: {why}").format(id=id, why=said or code)
        for id, code, said in done.refused
    ]
    told += [
        _("“{id}” goes without its text, which could not be read.").format(id=id)
        for id, _code in done.unreadable
    ]
    told += [
        f"{fault_words.place(each.file, each.line, each.field)}: "
        f"{fault_words.words(each.code, each.params)}"
        for each in done.doubts
    ]
    return told


def progress(step: Step) -> str:
    """Return how far a publishing is."""
    if step.what == "upload":
        done, total = status_words.size(step.done), status_words.size(step.total)
        return _("Files: {done} of {total}").format(done=done, total=total)
    return _("Records: {done} of {total}").format(done=step.done, total=step.total)


def kind(collection: str) -> str:
    """Return what a record of `collection` is called."""
    known = {
        "cycle": _("Cycle"),
        "members": _("Member"),
        "rounds": _("Round"),
        "milestones": _("Milestone"),
        "workgroups": _("Working group"),
        "versions": _("Version"),
        "proposals": _("Proposal"),
        "meetings": _("Meeting"),
        "items": _("Agenda item"),
        "documents": _("Document"),
        "contributions": _("Contribution"),
        "contacts": _("Contact"),
    }
    return known.get(collection, collection)


def _line(each: PlannedChange, paper: Mapping[str, Any] | None) -> Line:
    symbol, tone = _LOOKS[each.action]
    data = each.data or paper or {}
    title = str(data.get("title") or data.get("name") or each.id)
    what, state = kind(each.collection), _state(each.action)
    end = state
    if each.action == "upload":
        what = _("File")
        file: Mapping[str, Any] = data.get("file") or {}
        title = str(file.get("name") or title)
        end = status_words.size(sum(_sizes(data).values())) if paper else state
    below = what if title == each.id else f"{what} · {each.id}"
    key = f"{each.action}/{each.collection}/{each.id}"
    return Line(key, title, below, end=end, symbol=symbol, tone=tone, state=state)


def _state(action: str) -> str:
    return {
        "create": _("new"),
        "update": _("changed"),
        "withdraw": _("withdrawn"),
        "upload": _("file"),
    }[action]


def _sizes(document: Mapping[str, Any]) -> dict[str, int]:
    """Return content -> bytes of a document's file and text."""
    parts = [part for name in ("file", "text") if isinstance(part := document.get(name), dict)]
    wanted = set(hashes(document))
    return {
        str(part["sha256"]): int(part.get("size") or 0)
        for part in parts
        if str(part.get("sha256")) in wanted
    }
