"""Counting a paper as read or unread, all as seen, with a way back; what to read next."""

from functools import partial

from app.actions import clock, news, planning, reading
from app.domain.changes import Changes
from app.domain.proposals import ProposalRow
from app.i18n import _, ngettext
from app.store import Store
from app.ui.desk import Desk


def toggle(desk: Desk, collection: str, id: str, *, read: bool, before: int | None) -> None:
    """Turn round whether a paper counts as read.

    `read` says whether it does now, `before` which version was read last, to go back to.
    """
    mark = reading.mark_unread if read else reading.mark_read
    said = _("Marked as unread.") if read else _("Marked as read.")
    back = partial(_put_back, desk, collection, id, before)
    desk.act(
        lambda store: mark(store, collection, id, desk.clock),
        then=lambda _changes: desk.told.emit(said, back),
    )


def toggle_proposal(desk: Desk, row: ProposalRow) -> None:
    """Turn round whether a proposal counts as read in its newest version."""
    read = planning.is_read(row)
    toggle(desk, "proposals", row.id, read=read, before=row.read_version)


def next_in_plan(desk: Desk, here: str | None) -> str | None:
    """Return the proposal that the reading plan has after `here`, None when all are read."""
    now = clock.now(desk.store, desk.clock)
    plans = planning.plans(desk.store, now, desk.settings.reading_pace)
    return planning.following(plans, here)


def words(*, read: bool) -> str:
    """Return what `toggle` would do."""
    return _("Mark as unread") if read else _("Mark as read")


def mark_all_seen(desk: Desk) -> None:
    """Take all that is new as seen, and offer to take that back."""
    made: list[tuple[int, int]] = []

    def verb(store: Store) -> Changes:
        news.notice(store, desk.clock)
        made.append(news.mark_seen(store))
        return Changes.of("news")

    def told(_changes: Changes) -> None:
        mark, count = made[0]
        said = ngettext("{n} item marked as seen.", "{n} items marked as seen.", count)
        desk.told.emit(said.format(n=count), partial(_unmark, desk, mark))

    desk.act(verb, then=told)


def _unmark(desk: Desk, mark: int) -> None:
    def verb(store: Store) -> Changes:
        news.take_back(store, mark)
        return Changes.of("news")

    desk.act(verb, _("Taken back."))


def _put_back(desk: Desk, collection: str, id: str, version: int | None) -> None:
    desk.act(
        lambda store: reading.put_back(store, collection, id, version, desk.clock),
        _("Taken back."),
    )
