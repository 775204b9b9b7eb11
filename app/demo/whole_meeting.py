"""A meeting in the journey: two chairs and two members, before, during and after a call."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app import settings
from app.actions import exporting, summarising_mail
from app.actions.clock import Clock
from app.actions.reporting import Wanted
from app.demo import (
    meeting_after,
    meeting_before,
    meeting_during,
    meeting_outcome,
)
from app.demo import meeting_script as script
from app.demo.meeting_play import MeetingPlay
from app.demo.play import Step, Way
from app.demo.scene import Studio
from app.demo.stage import CHAIR
from app.demo.steps import Took, expect
from app.documents.extract import extract
from app.domain import times
from app.paths import write_whole
from app.store import Store, facts

BEFORE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("book", "pdf", (script.FORUMS, "Best Practice Forum")),
    ("agenda", "ics", (script.TITLE, "20210224T140000Z")),
)
"""What a member writes before the call, with words that must be in it."""
AFTER: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("summary", "pdf", (script.DECISION, script.POINT, script.QUOTED, script.GUEST, script.NEXT)),
    ("summary", "docx", (script.DECISION, script.QUOTED)),
    ("actions", "pdf", (script.STEP,)),
    ("timeline", "pdf", (script.TITLE,)),
    ("timeline", "ics", (script.TITLE,)),
    ("statistics", "pdf", ("231",)),
    ("statistics", "xlsx", ()),
)
"""What the chair writes in the end."""
PARTS = ("agenda", "floor", "said", "actions", "decisions", "report")
PLACES = (("contributions", ""), ("timeline", ""), ("groups", script.GROUP), ("steps", ""))


def walk(studio: Studio, way: Way) -> MeetingPlay:
    """Play the meeting on `way`; leave pictures, the reports and what it came to in the folder."""
    play = MeetingPlay(way)
    _steps(studio, meeting_before.steps(play))
    for what, form, words in BEFORE:
        _export(studio, play, script.MEMBER, what, form, words)
    _steps(studio, meeting_during.steps(play))
    _pictures(studio, play, CHAIR, "chair", ("agenda/edit", "floor"))
    _pictures(studio, play, script.MEMBER, "member", ("agenda", "floor"))
    _steps(studio, meeting_during.end(play))
    _steps(studio, meeting_after.steps(play))
    _mail(studio, play)
    for what, form, words in AFTER:
        _export(studio, play, CHAIR, what, form, words)
    _pictures(studio, play, CHAIR, "chair", PARTS[2:])
    for place, record in PLACES:
        studio.log.step(
            f"meeting: picture of {place}",
            lambda place=place, record=record: studio.picture(
                studio.windows[-1], place, record, f"meeting-{place}"
            ),
        )
    studio.log.step(
        "meeting: what it came to", lambda: _came_to(play, studio.folder / "meeting.json")
    )
    return play


def _steps(studio: Studio, steps: Iterable[Step]) -> None:
    for name, do in steps:
        studio.log.step(f"meeting: {name}", do)


def _pictures(
    studio: Studio, play: MeetingPlay, account: str, who: str, parts: Iterable[str]
) -> None:
    """Open the meeting at the hour it is, and take a picture of some of its parts."""
    home = play.way.home(account)
    clock = at_its_hour(play, account)
    studio.log.step(f"meeting: {who} opens the window", lambda: studio.open(home, clock))
    for part in parts:
        name = f"meeting-{who}-{part.replace('/', '-')}"
        studio.log.step(
            f"meeting: picture of {part}, {who}",
            lambda part=part, name=name: _picture(studio, play, part, name),
        )


def at_its_hour(play: MeetingPlay, account: str) -> Clock:
    """Return the clock of a window that is to show the meeting at the hour it is in the play.

    Between the play's clock and a server's lie years, and a window would tell them: so it syncs
    by hand, and its last exchange was just now.
    """
    home, now = play.way.home(account), play.clock.now
    settings.save(home.settings, replace(settings.load(home.settings), auto_sync=False))
    play.ask(account, lambda store: _exchanged(store, now))
    return lambda: now


def _exchanged(store: Store, now: datetime) -> None:
    if facts.get(store, "last_exchange") is not None:
        facts.put(store, last_exchange=times.text(now))


def _picture(studio: Studio, play: MeetingPlay, part: str, name: str) -> Took:
    window = studio.windows[-1]
    window.go("meetings", play.meeting)
    window.part(part)
    return studio.grab(name)


def report(play: MeetingPlay, account: str, what: str, form: str, folder: Path) -> Path:
    """Write a report as on the day after the call; equal plays give equal bytes."""
    out = folder / f"meeting-{what}.{form}"
    home = play.way.home(account)
    meeting = None if what in {"timeline", "statistics"} else play.meeting
    wanted = Wanted(what, form, meeting=meeting, zone="UTC")
    play.ask(account, lambda store: exporting.write(store, home, wanted, out, clock=_afterwards))
    return out


def _export(
    studio: Studio, play: MeetingPlay, account: str, what: str, form: str, words: Iterable[str]
) -> None:
    who = "chair" if account == CHAIR else "member"
    studio.log.step(
        f"meeting: {who} exports {what} as {form}",
        lambda: _exported(report(play, account, what, form, studio.folder), words),
    )


def _exported(out: Path, words: Iterable[str]) -> Took:
    content = out.read_bytes()
    text = content.decode() if out.suffix == ".ics" else extract(out.name, content) or ""
    text = "".join(text.split())
    for each in words:
        expect("".join(each.split()) in text, f"“{each}” is not in {out.name}")
    return Took(file=str(out), says=f"{out.stat().st_size} bytes")


def _mail(studio: Studio, play: MeetingPlay) -> None:
    def write() -> Took:
        out = studio.folder / "meeting-mail.eml"
        draft = play.ask(
            CHAIR,
            lambda store: summarising_mail.draft(
                store, play.meeting, ("members@example.org",), _afterwards
            ),
        )
        write_whole(out, draft)
        expect(b"members@example.org" in draft, "it goes to nobody")
        return Took(file=str(out), says=f"{len(draft)} bytes")

    studio.log.step("meeting: chair saves the mail after the call", write)


def _afterwards() -> datetime:
    return datetime(2021, 2, 25, 12, tzinfo=UTC)


def _came_to(play: MeetingPlay, out: Path) -> Took:
    found = meeting_outcome.of_meeting(play)
    out.write_text(json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True), "utf-8")
    return Took(file=str(out), says=f"{out.stat().st_size} bytes")
