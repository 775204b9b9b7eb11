"""`timeline`: every date of the cycle with its history, in any zone; as a calendar, too."""

import argparse
import sys
from collections.abc import Iterator
from datetime import datetime, tzinfo
from pathlib import Path

from app.actions import clock, exporting, timelining
from app.actions.acting import me
from app.actions.reporting import Wanted
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.outfile import is_export, kept
from app.cli.output import lines, one, plain, tell
from app.domain import times, zones
from app.domain.timeline import Entry
from app.i18n import _
from app.phrases import timeline as words
from app.phrases.faults import shown
from app.phrases.sizes import size
from app.reports import timeline_report
from app.reports.words import day


def add_commands(add: Add) -> None:
    timeline = add("timeline", _("every date of the cycle, and what it was before it was moved"))
    timeline.add_argument("--zone", metavar="Z",
                          help=_("in this zone’s time: Africa/Casablanca, UTC, AoE; usual: yours"))  # fmt: skip
    timeline.add_argument("--format", choices=("text", "json"), default="text")
    timeline.add_argument("--coming", action="store_true", help=_("without what has passed"))
    timeline.add_argument("--ics", action="store_true",
                          help=_("as a calendar; without --out it is printed"))  # fmt: skip
    timeline.add_argument("--meeting", metavar="M", help=_("with --ics: of this meeting alone"))
    timeline.add_argument("--out", type=Path, metavar="FILE", help=_("with --ics: where to"))
    timeline.set_defaults(command=_timeline)


def _timeline(desk: Desk, args: argparse.Namespace) -> int:
    me(desk.store)
    if not args.ics and (args.out or args.meeting):
        tell(_("--out and --meeting go with --ics; nothing was written. Lists and tables: "
               "export timeline --format pdf --out FILE"))  # fmt: skip
        return 2
    zone = timelining.zone(args.zone)
    if args.ics:
        return _calendar(desk, args)
    now = clock.now(desk.store)
    found = timelining.entries(desk.store)
    passed = bool(found)
    if args.coming:
        found = [each for each in found if each.state(now) != "passed"]
    if desk.json or args.format == "json":
        cycle = me(desk.store).cycle
        lines(timelining.shape(each, cycle, now, zone) for each in found)
        return 0
    if not found:
        tell(
            _("All dates have passed. Look at them: timeline")
            if passed
            else _("There are no dates yet.")
        )
    for each in found:
        for line in _lines(each, now, zone):
            print(line)
    return 0


def _calendar(desk: Desk, args: argparse.Namespace) -> int:
    if args.out is None:
        # As bytes: lines of a calendar end in CR LF on every system.
        content = timelining.calendar(desk.store, args.meeting)
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return 0
    wanted = Wanted("timeline", "ics", meeting=args.meeting)
    with kept(desk.home, args.out, is_export("ics")):
        done = exporting.write(desk.store, desk.home, wanted, args.out)
    for each in done.warnings:
        tell(each)
    length = done.path.stat().st_size
    if desk.json:
        one({"what": "timeline", "format": "ics", "meeting": args.meeting, "path": str(done.path),
             "size": length})  # fmt: skip
    else:
        print(f"{done.path}  ({size(length)})")
    return 0


def _lines(each: Entry, now: datetime, zone: tzinfo | None) -> Iterator[str]:
    """Yield one date for the terminal: in the zone asked for, then UTC, then its history."""
    here = each.at.astimezone(zone)
    state = _("cancelled") if each.cancelled else words.state(each.state(now))
    told = f"  [{state}]" if state else ""
    yield f"{words.stamp(each.at, zone)} {zones.offset(here):<9}  {_name(each)}{told}"
    beside = [] if not here.utcoffset() else [words.stamp(each.at, times.UTC) + " UTC"]
    announced = timeline_report.announced(each)
    if announced is not None:
        beside.append(_("end of {day} anywhere on Earth").format(day=day(announced)))
    more = ["; ".join(beside)] if beside else []
    for line in (*more, *timeline_report.history(each, zone)):
        yield f"{'':<26}  {plain(line)}"


def _name(each: Entry) -> str:
    return " · ".join(map(shown, words.titles(each)))
