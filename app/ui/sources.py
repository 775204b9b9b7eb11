"""Where the first papers come from, a file or a web folder; its errands on the courier's thread."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from app.actions import joining, opening, peeking
from app.actions.opening import Found
from app.actions.peeking import Offered
from app.domain import web_invitations
from app.paths import Home
from app.store import Store
from app.store.facts import Profile
from app.ui.worker import Job


@dataclass(frozen=True, slots=True)
class Source:
    """Where the papers are, and the Secretariat's message, if one was pasted."""

    path: Path | None = None
    url: str = ""
    message: str = ""

    @property
    def fingerprint(self) -> str | None:
        return web_invitations.find(self.message).fingerprint

    @property
    def reading_key(self) -> bytes | None:
        return web_invitations.find(self.message).reading_key

    def name(self) -> str:
        return self.path.name if self.path is not None else urlsplit(self.url).hostname or self.url


def looking(source: Source, home: Home) -> Callable[[Store, Job], Found | Offered]:
    """Return the errand that looks what is there; nothing is written by it."""

    def task(store: Store, job: Job) -> Found | Offered:
        if source.path is not None:
            return opening.look(source.path, reading_key=source.reading_key)
        return peeking.web_folder(store, home, source.url, stop=job.cancelled)

    return task


def joining_by(source: Source, home: Home, account: str | None) -> Callable[[Store, Job], Profile]:
    """Return the errand that joins as `account`; it reports (phase, bytes done, bytes in all)."""

    def task(store: Store, job: Job) -> Profile:
        reading = partial(job.report, "reading")
        if source.path is not None:
            return joining.join_pack(
                store,
                home,
                source.path,
                account,
                fingerprint=source.fingerprint,
                reading_key=source.reading_key,
                progress=reading,
                stop=job.cancelled,
            )
        return joining.join_web(
            store,
            home,
            source.url,
            account,
            invitation=source.message or None,
            progress=partial(job.report, "papers"),
            reading=reading,
            stop=job.cancelled,
        )

    return task
