"""`export`: what was written, as files to keep or hand on."""

import argparse
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from app import i18n
from app.actions import exporting, exporting_marks, marking_pdf, papers, reporting
from app.actions.reporting import Wanted
from app.actions.trouble import Trouble
from app.cli import asked_marks
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.outfile import is_export, kept
from app.cli.output import one, tell
from app.cli.telling import Far
from app.i18n import _, ngettext
from app.phrases.faults import shown
from app.phrases.marks import copy_unlocked
from app.phrases.sizes import size
from app.reports.naming import NAMES
from app.reports.tree import Paper as Sheet
from app.store import Store, StoreTooNew, current

_SCREEN = Path("-")


def add_commands(add: Add) -> None:
    export = add("export", _("write comments, a matrix, letters, a report, a book … to a file"))
    export.add_argument("what", choices=sorted(exporting.FORMATS), metavar="WHAT",
                        help=", ".join(sorted(exporting.FORMATS)))  # fmt: skip
    kinds = sorted({kind for each in exporting.FORMATS.values() for kind in each})
    export.add_argument("--format", choices=kinds, help=_("usual: the first it can"))
    export.add_argument("--out", type=Path, required=True, metavar="FILE",
                        help=_("- for the screen"))  # fmt: skip
    export.add_argument("--round", metavar="R", help=_("only this round"))
    export.add_argument("--proposal", metavar="ID", help=_("of this proposal alone"))
    export.add_argument("--by", metavar="WHAT",
                        help=_("what the chapters are: proposal or criterion; of statistics what is "
                               "counted by: group,region,call"))  # fmt: skip
    export.add_argument(
        "--names", choices=NAMES, help=_("members by name, by role and group, or not at all")
    )
    export.add_argument(
        "--language", metavar="LANG", help=_("of the report’s own words, such as fr")
    )
    export.add_argument(
        "--parts", metavar="PART,…", help=_("which parts, in this order: {parts}").format(parts=_parts())
    )  # fmt: skip
    export.add_argument(
        "--of", metavar="PAPER",
        help=_("comments on this document/ID by section, or the points (letter); notes into a copy "
               "of its PDF"),
    )  # fmt: skip
    export.add_argument("--meeting", metavar="M", help=_("of this meeting alone"))
    export.add_argument(
        "--call", metavar="C", help=_("of statistics: contributions to this call alone")
    )
    export.add_argument(
        "--zone", metavar="Z", help=_("dates in this zone’s time: Asia/Kathmandu, UTC, AoE")
    )
    export.add_argument("--password", metavar="WORD", help=_("of a PDF that asks for one"))
    asked_marks.add_filters(export, _("; of a report: A4 or Letter"))
    export.set_defaults(command=_export)


def _parts() -> str:
    return "; ".join(f"{what}: {', '.join(parts)}" for what, parts in reporting.PARTS.items())


def _export(desk: Desk, args: argparse.Namespace) -> int:
    if args.out != _SCREEN:
        return _to_file(desk, args)
    with TemporaryDirectory(prefix="satchel-") as folder:
        file = Path(folder) / args.what
        with redirect_stdout(StringIO()):  # what is printed is the export, and nothing beside it
            code = _to_file(desk, argparse.Namespace(**{**vars(args), "out": file}))
        if code == 0:
            sys.stdout.flush()
            sys.stdout.buffer.write(file.read_bytes())
            sys.stdout.buffer.flush()
    return code


def _to_file(desk: Desk, args: argparse.Namespace) -> int:
    kinds = exporting.FORMATS[args.what]
    kind = args.format or kinds[0]
    if kind not in kinds:
        tell(_("“{what}” is written as {kinds}; nothing was written.").format(
            what=args.what, kinds=", ".join(kinds)
        ))  # fmt: skip
        return 2
    wrong = _unfit(args)
    if wrong:
        tell(_("{why} Nothing was written.").format(why=wrong))
        return 2
    if args.what == "notes":
        return _notes(desk, args, kind)
    wanted = _wanted(desk, args, kind)
    store = _readable(desk) if args.what == "everything" else desk.store
    if args.language and i18n.report_language(args.language) is None:
        tell(_("Reports have no words in “{code}” yet: this one’s own are English. "
               "There are: {known}").format(code=args.language, known=", ".join(i18n.report_languages())))  # fmt: skip
    with kept(desk.home, args.out, is_export(kind)), Far(quiet=desk.json) as far:
        done = exporting.write(store, desk.home, wanted, args.out, progress=far.show)
    for each in done.warnings:
        tell(each)
    if desk.json:
        one(
            {
                "what": args.what,
                "format": kind,
                "round": wanted.round,
                "meeting": wanted.meeting,
                "path": str(done.path),
                "size": done.path.stat().st_size,
                "warnings": list(done.warnings),
            }
        )
    else:
        print(f"{done.path}  ({size(done.path.stat().st_size)})")
    return 0


def _wanted(desk: Desk, args: argparse.Namespace, kind: str) -> Wanted:
    round_ = args.round
    document = None
    if args.of:
        about = papers.about(desk.store, args.of)
        if about.kind != "document":
            raise Trouble("not_a_document", about=args.of)
        document = about.id
    whole = args.proposal is None and document is None
    records = args.what == "comments" and kind == "json" and not args.names
    if (
        whole
        and args.what in {"comments", "matrix", "round-report", "decisions", "book"}
        and not records
        and not (args.what == "book" and args.meeting)
    ):
        round_ = reporting.round_of(desk.store, args.round)
        others = [] if args.round else exporting.other_rounds(desk.store, round_)
        if others:
            tell(_("This is round {round}. For the others: --round {others}").format(
                round=round_, others=", ".join(others)
            ))  # fmt: skip
    return Wanted(
        args.what, kind, round_, args.proposal, document,
        "criterion" if args.by == "criterion" else "proposal",
        args.names or "full", _sheet(args) or "A4", args.language,
        tuple(each.strip() for each in (args.parts or "").split(",") if each.strip()),
        meeting=_meeting(desk, args), zone=args.zone, call=args.call,
        dimensions=_dimensions(args.by) if args.what == "statistics" else (),
    )  # fmt: skip


def _meeting(desk: Desk, args: argparse.Namespace) -> str | None:
    """Return the meeting that is meant; where it was not named and could be another, say which it is."""
    if args.meeting is not None or args.what not in exporting.ONE_MEETING:
        return args.meeting
    id, others = exporting.one_meeting(desk.store, args.what)
    if others:
        row = current.one(desk.store, "meetings", id)
        title = "" if row is None else str(row.data.get("title") or "")
        tell(_("No meeting was named: this is “{title}” ({id}). For another: --meeting M; there are: {others}").format(
            title=shown(title), id=id, others=", ".join(others)))  # fmt: skip
    return id


def _dimensions(given: str | None) -> tuple[str, ...]:
    return tuple(each.strip() for each in (given or "").split(",") if each.strip())


def _sheet(args: argparse.Namespace) -> Sheet | None:
    """Return the paper a report is set on, None where none was named, or none we know."""
    given = args.paper[-1].lower() if args.paper else ""
    return "A4" if given == "a4" else "Letter" if given == "letter" else None


def _unfit(args: argparse.Namespace) -> str:
    """Return why options do not go with what is exported, empty where they do."""
    what = args.what
    others = argparse.Namespace(**{**vars(args), "paper": None})
    if what != "notes" and asked_marks.wanted(others):
        return _("Only notes are filtered.")
    if what != "notes" and args.paper and _sheet(args) is None:
        return _("The paper of a report is A4 or Letter.")
    if args.of and what not in {"notes", "comments", "letter"}:
        return _("--of PAPER goes with comments, letter, and with notes into a copy of a PDF.")
    if what in reporting.ORDERED and args.by not in {None, "proposal", "criterion"}:
        return _("The chapters are by proposal or by criterion.")
    if args.password and what != "notes":
        return _("Only a copy of a PDF with notes in it asks for a password.")
    if what == "book" and args.meeting and (args.proposal or args.round):
        return _("A book is of a meeting, a proposal or a round: name one.")
    if args.of and what != "notes" and (args.proposal or args.round):
        return _("Comments and letters are of a document, a proposal or a round: name one.")
    for given, name, fitting in (
        (args.names, "--names", reporting.NAMED),
        (args.by, "--by", reporting.ORDERED | {"statistics"}),
        (args.proposal, "--proposal", reporting.OF_PROPOSAL),
        (args.parts, "--parts", frozenset(reporting.PARTS)),
        (what != "notes" and args.paper, "--paper", reporting.FORMATS.keys()),
        (args.language, "--language", reporting.FORMATS.keys()),
        (args.meeting, "--meeting", reporting.OF_MEETING),
        (args.zone, "--zone", reporting.ZONED),
        (args.call, "--call", frozenset({"statistics"})),
    ):
        if given and what not in fitting and not (name == "--proposal" and what == "notes"):
            return _("{option} goes with: {known}.").format(
                option=name, known=", ".join(sorted(fitting))
            )
    return ""


def _notes(desk: Desk, args: argparse.Namespace, kind: str) -> int:
    wanted = asked_marks.wanted(args)
    if args.of and kind != "pdf":
        tell(_("A copy with notes in it is a PDF: --format pdf. Nothing was written."))
        return 2
    if args.of:
        done = marking_pdf.save(
            desk.store, desk.home, args.of, args.out, wanted, password=args.password
        )
    else:
        style = (i18n.language(), i18n.is_right_to_left())
        done = exporting_marks.write(desk.store, desk.home, kind, args.out, wanted, style=style)
    if done.private:
        tell(
            ngettext(
                "{n} private note is in this file: hand it on only if you mean to.",
                "{n} private notes are in this file: hand it on only if you mean to.",
                done.private,
            ).format(n=done.private)
        )
    if done.unplaced:
        tell(
            ngettext(
                "{n} note has no place on the pages; it is on the first one.",
                "{n} notes have no place on the pages; they are on the first one.",
                done.unplaced,
            ).format(n=done.unplaced)
        )
    if done.unlocked:
        tell(copy_unlocked())
    if desk.json:
        one({"what": "notes", "format": kind, "path": str(done.path), "notes": done.marks,
             "private": done.private, "unplaced": done.unplaced, "unlocked": done.unlocked,
             "size": done.path.stat().st_size})  # fmt: skip
    else:
        print(f"{done.path}  ({size(done.path.stat().st_size)})")
    return 0


def _readable(desk: Desk) -> Store:
    """Return the store, also one that a newer version wrote: it is read then, and left as it is."""
    try:
        return desk.store
    except StoreTooNew:
        tell(_(
            "A newer version of the program has written this profile. It is left as it is; what "
            "this one understands of it is exported."
        ))  # fmt: skip
        return desk.read_only()
