"""A whole round in the journey: twelve members, five proposals, from first words to decisions."""

import json
from datetime import UTC, datetime
from pathlib import Path

from app.actions import exporting
from app.actions.reporting import Wanted
from app.demo import outcome, playing, script
from app.demo.play import Play, Way
from app.demo.scene import Studio
from app.demo.script import PAPERS, ROUND
from app.demo.stage import CHAIR
from app.demo.steps import Took, expect
from app.documents.extract import extract

CHAIR_STEPS = ("answers", "points", "letters", "decisions", "report")


REPORTS: tuple[tuple[Wanted, tuple[str, ...]], ...] = (
    (Wanted("comments", "pdf", ROUND), ("nobody else at the IGF", "what we have enough")),
    (Wanted("matrix", "pdf", ROUND), ("Best Practice Forum on Local Content", "3.90")),
    (Wanted("matrix", "xlsx", ROUND), ()),
    (Wanted("letter", "pdf", ROUND, PAPERS[0]), (script.POINT, "Who writes the history")),
    (Wanted("brief", "pdf", ROUND, PAPERS[1]), ("Which newsrooms have agreed",)),
    (Wanted("decisions", "pdf", ROUND), ("One call in common", "Too few spoke")),
    (Wanted("round-report", "pdf", ROUND), ("Who pays for the lines?", "Too few spoke")),
    (Wanted("round-report", "docx", ROUND), ()),
)
"""What the chair writes in the end, with words that must be in it."""


def walk(studio: Studio, way: Way) -> Play:
    """Play the round on `way`; leave pictures, the reports and what it came to in the folder."""
    play = Play(way)
    step, home = studio.log.step, way.home(CHAIR)
    for name, do in playing.steps(play):
        step(f"round: {name}", do)
    step("round: chair opens the window", lambda: studio.open(home))
    for each in CHAIR_STEPS:
        step(
            f"round: picture of {each}",
            lambda each=each: studio.picture(studio.windows[-1], "chair", each, f"round-{each}"),
        )
    for wanted, words in REPORTS:
        step(
            f"round: chair exports {wanted.what} as {wanted.format}",
            lambda wanted=wanted, words=words: _export(play, wanted, words, studio.folder),
        )
    step("round: what it came to", lambda: _came_to(play, studio.folder / "round.json"))
    return play


def report(play: Play, wanted: Wanted, folder: Path) -> Path:
    """Write a report as on the day after the round; equal plays give equal bytes."""
    out = folder / f"round-{wanted.what}.{wanted.format}"
    home = play.way.home(CHAIR)
    play.ask(CHAIR, lambda store: exporting.write(store, home, wanted, out, clock=_after))
    return out


def _export(play: Play, wanted: Wanted, words: tuple[str, ...], folder: Path) -> Took:
    out = report(play, wanted, folder)
    text = " ".join((extract(out.name, out.read_bytes()) or "").split()) if words else ""
    for each in words:
        expect(each in text, f"“{each}” is not in {out.name}")
    return Took(file=str(out), says=f"{out.stat().st_size} bytes")


def _after() -> datetime:
    return datetime(2021, 2, 10, 9, tzinfo=UTC)


def _came_to(play: Play, out: Path) -> Took:
    found = outcome.of_round(play)
    out.write_text(json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True), "utf-8")
    return Took(file=str(out), says=f"{out.stat().st_size} bytes")
