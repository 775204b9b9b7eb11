"""What the courier's thread does for the line: join, ask what a sync would cost, and sync."""

from collections.abc import Callable
from dataclasses import replace

from app.actions import clock, costing, syncing
from app.actions.budgeting import Allowance
from app.actions.costing import Estimate
from app.domain.changes import Changes
from app.domain.collections import ALL
from app.domain.invitations import Invited
from app.store import Store
from app.store.facts import Profile
from app.sync.report import Report
from app.sync.transport import Transport
from app.ui.desk import Desk
from app.ui.worker import Job


def asking(desk: Desk) -> Callable[[Store, Job], Estimate]:
    """Return the errand that asks what the next sync would cost."""
    home, open_transport = desk.home, desk.open_transport

    def task(store: Store, job: Job) -> Estimate:
        return costing.estimate(store, home, stop=job.cancelled, open_transport=open_transport)

    return task


def syncing_once(
    desk: Desk, allowed: Allowance, opened: Callable[[Transport], None], *, read: bool = True
) -> Callable[[Store, Job], Report]:
    """Return the errand that syncs; `opened` is told of the way, on the courier's thread.

    Without `read` what waits goes up, whatever the budget, and no more.
    """
    home, tells = desk.home, desk.clock
    texts = not desk.settings.text_only

    def open_transport(profile: Profile) -> Transport:
        transport = desk.open_transport(profile)
        opened(transport)
        return transport

    def task(store: Store, job: Job) -> Report:
        report = syncing.sync(
            store,
            home,
            texts=texts,
            text_only=allowed.text_only,
            budget=allowed.budget if read else None,
            read=read,
            progress=lambda told: job.report(replace(told, touched=set(told.touched))),
            stop=job.cancelled,
            open_transport=open_transport,
        )
        clock.compare(store, tells)
        return report

    return task


def enrolling(
    desk: Desk, found: Invited, join: Callable[..., Profile]
) -> Callable[[Store, Job], tuple[Profile, Estimate]]:
    """Return the errand that joins by an invitation, and asks what there is to be fetched."""
    open_transport = desk.open_transport

    def task(store: Store, job: Job) -> tuple[Profile, Estimate]:
        profile = join(
            store,
            found.url,
            found.invitation,
            fingerprint=found.fingerprint,
            stop=job.cancelled,
        )
        cost = costing.estimate(store, stop=job.cancelled, open_transport=open_transport)
        return profile, cost

    return task


def touched(report: Report) -> Changes:
    """Return what a sync touched; after a reset every view looks again."""
    if "*" in report.touched:
        return Changes.of(*ALL, "sync")
    return syncing.changes_of(report)
