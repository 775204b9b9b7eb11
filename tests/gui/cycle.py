"""A small cycle of our own in a real store, and a desk on it, for the tests of *Proposals*."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.records import Record
from app.paths import Home
from app.store import Store, current, facts, open_store, records, rounds
from app.ui.desk import Desk
from app.ui.reader.places import Span
from app.ui.views.proposals import ProposalsView
from tests.gui.waiting import settled

NOW = datetime(2026, 1, 27, 9, 0, tzinfo=UTC)
FIRST = (
    "The maps are drawn by the people who live there. Every community keeps the right to its "
    "own map, and may take it back at any time.\n\nVolunteers bring a receiver and stay a week."
)
SECOND = (
    "We begin in two places. The maps are drawn by the people who live there. Nobody publishes "
    "a map without asking.\n\nVolunteers bring a receiver and stay a month."
)


def clock() -> datetime:
    return NOW


def record(collection: str, id: str, data: dict[str, Any], version: int = 1, **more: Any) -> Record:
    owner, audience = more.get("owner", "sec"), more.get("audience", ("members",))
    return Record(collection, id, version, owner, audience, data)


def scheme(**more: Any) -> dict[str, Any]:
    return {
        "title": "Drafts 2026",
        "kind": "qualitative",
        "status": "open",
        "others_visible": "after_mine",
        "deadlines": [{"what": "comments", "at": "2026-01-28T12:00:00Z"}],
        "stances": [
            {"key": "support", "title": "Support"},
            {"key": "changes", "title": "Support with changes"},
            {"key": "object", "title": "Object"},
        ],
        "criteria": [
            {"key": "relevance", "title": "Relevance", "text": "required", "guidance": "Why now?"},
            {"key": "output", "title": "Expected output", "text": "optional"},
        ],
    } | more


def scored() -> dict[str, Any]:
    scale = {"min": 1, "max": 5, "labels": {"1": "poor", "5": "very good"}}
    return scheme(
        title="Workshops 2026",
        kind="scored",
        criteria=[{"key": "idea", "title": "Idea", "text": "optional", "scale": scale}],
        overall=scale,
        reasons=["Too broad", "No speakers named"],
        reasons_at_or_below=3,
    )


def proposal(code: str, title: str, round: str = "drafts", **more: Any) -> dict[str, Any]:
    return {
        "round": round, "code": code, "title": title, "summary": f"In short: {title}.",
        "theme": "access", "version": 1, "status": "open",
    } | more  # fmt: skip


def version(of: str, number: int, text: str, note: str = "") -> Record:
    data = {
        "proposal": of,
        "number": number,
        "at": f"2026-01-{19 + number}T09:00:00Z",
        "note": note,
        "sections": [
            {"key": "plan", "heading": "The plan", "text": text},
            {"key": "cost", "heading": "What it costs", "text": "A radio costs forty dollars."},
        ],
    }
    return record("versions", f"{of}-v{number}", data)


def papers() -> list[Record]:
    return [
        record("cycle", "igf2026", {"title": "IGF 2026"}),
        record("rounds", "drafts", scheme()),
        record("rounds", "workshops", scored()),
        record("proposals", "open-maps", proposal("D-1", "Maps for everyone")),
        version("open-maps", 1, FIRST),
        record("proposals", "quiet-radio", proposal("D-2", "Quiet radio", theme="radio")),
        version("quiet-radio", 1, "A radio that nobody can switch off."),
        record("proposals", "ws-7", proposal("W-7", "Électricité pour tous", "workshops")),
        version("ws-7", 1, "Power first, then the net."),
        record("members", "amina", {"name": "Amina Example", "role": "member"}),
        record("members", "boris", {"name": "Boris Example", "role": "member"}),
    ]


def home(folder: Path, *, account: str = "amina", role: str = "member") -> Home:
    """Return a home that holds the cycle as if it had just been synced."""
    found = Home(folder)
    store = open_store(found.store)
    records.apply(store, papers())
    facts.put(store, cycle="igf2026", account=account, role=role, server="", device="device")
    store.close()
    return found


@contextmanager
def desk_at(where: Home) -> Iterator[Desk]:
    """Open a desk as the program does, and close it as the program does."""
    desk = Desk(where, clock=clock)
    troubles: list[Exception] = []
    closed: list[bool] = []
    desk.closing.connect(lambda: closed.append(True))
    desk.failed.connect(troubles.append)
    try:
        yield desk
    finally:
        if not closed:
            desk.close()
    assert not troubles, troubles


@contextmanager
def opened(where: Home, size: tuple[int, int] = (1366, 768)) -> Iterator[ProposalsView]:
    """Open the place on its own, shown and laid out."""
    with desk_at(where) as desk:
        view = ProposalsView(desk)
        view.resize(*size)
        view.show()
        view.activateWindow()
        assert QTest.qWaitForWindowActive(view, 60_000)
        try:
            yield view
        finally:
            view.close()
            desk.close()
            view.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def at_rest(qtbot: Any, where: Home) -> Iterator[ProposalsView]:
    """Give the place opened on `where` once all that it asks first is answered: a fixture."""
    with opened(where) as view:
        settled(qtbot, view.desk)
        yield view


def arrive(view: ProposalsView, given: list[Record]) -> None:
    """Take over records as sync does, and tell the window."""
    from app.domain.changes import Changes

    def take(store: Store) -> Changes:
        applied = records.apply(store, given)
        return Changes.of(*{name for name, _ in applied.news}, "sync")

    view.desk.courier.write(take)


def second_version() -> list[Record]:
    data = proposal("D-1", "Maps for everyone", version=2)
    return [
        record("proposals", "open-maps", data, version=2),
        version("open-maps", 2, SECOND, note="We ask before we publish."),
    ]


def span(view: ProposalsView, words: str) -> Span:
    """Return the words of the open paper as a chosen span."""
    shown = view.paper.shown()
    assert shown is not None
    for section in shown.plain:
        if (start := section.text.find(words)) >= 0:
            return Span(section.key, start, start + len(words), words)
    raise AssertionError(words)


def review(view: ProposalsView, proposal: str) -> dict[str, Any]:
    row = rounds.my_review(view.desk.store, proposal)
    return {} if row is None else row.data


def marks(view: ProposalsView, collection: str) -> list[dict[str, Any]]:
    return [row.data for row in current.listed(view.desk.store, collection)]
