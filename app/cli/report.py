"""`report`: the summary report of a meeting: read, written item by item, taken from a file, mailed."""

import argparse
from pathlib import Path
from typing import Any

from app.actions import (
    attending,
    summarising,
    summarising_files,
    summarising_import,
    summarising_look,
    summarising_mail,
    summarising_writing,
    transcribing,
)
from app.actions.acting import CARRIERS, as_chair, me
from app.actions.agenda_items import the_item
from app.actions.trouble import Trouble
from app.cli import daily
from app.cli.adding import Add, key_value
from app.cli.desk import Desk
from app.cli.outfile import is_container, kept
from app.cli.output import one, plain, tell
from app.cli.report_shown import looked_row, show_look
from app.domain import attendance
from app.domain.summaries import FIELDS, Output
from app.i18n import _
from app.paths import write_whole
from app.phrases import summaries as phrases
from app.phrases.faults import shown
from app.store import current

ITEM = ("key_points", "add_point", "next_steps", "next_step", "output", "remove_output", "heading",
        "quote", "action")  # fmt: skip
"""Options about one item; they need --item."""
WHOLE = ("set", "final", "draft", "person", "attend", "away")
MAIL = ("mail", "out", "to", "subject", "body")


def add_commands(add: Add) -> None:
    report = add("report", _("the summary report of a meeting, and the mail after the call"))
    report.add_argument(
        "what", metavar="MEETING|FILE",
        help=_("a meeting; or a report to be read: text, .docx, .html, .pdf, with --meeting"),
    )  # fmt: skip
    report.add_argument("--meeting", metavar="M", help=_("of FILE: the meeting it is of"))
    report.add_argument("--save", action="store_true", help=_("keep what FILE says"))
    report.add_argument("--replace", action="store_true",
                        help=_("with --save: also where something else stands here"))  # fmt: skip
    report.add_argument("--item", metavar="ITEM", help=_("an item, by its label or id"))
    report.add_argument("--key-points", metavar="TEXT", help=_("write its key points anew"))
    report.add_argument("--add-point", action="append", metavar="TEXT", help=_("add one point"))
    report.add_argument("--next-steps", metavar="TEXT", help=_("write its next steps anew"))
    report.add_argument("--next-step", action="append", metavar="TEXT",
                        help=_("add a next step, with --owner and --due"))  # fmt: skip
    report.add_argument("--owner", metavar="A", help=_("who does it: an account or a name"))
    report.add_argument("--due", metavar="D", help=_("until which day"))
    report.add_argument("--output", action="append", metavar="TITLE[=LINK]|document/ID",
                        help=_("add an output document"))  # fmt: skip
    report.add_argument("--remove-output", type=int, metavar="N", help=_("take the Nth out"))
    report.add_argument("--heading", metavar="TEXT", help=_("its title in the report, if another"))
    report.add_argument("--quote", type=int, metavar="N",
                        help=_("add turn N of the transcript to its key points"))  # fmt: skip
    report.add_argument(
        "--action", type=int, metavar="N", help=_("note its Nth next step as action")
    )
    report.add_argument("--set", action="append", type=key_value, default=[], metavar="FIELD=TEXT",
                        help=_("of the whole report: {fields}").format(fields=", ".join(FIELDS)))  # fmt: skip
    report.add_argument("--attend", action="append", metavar="NAME",
                        help=_("add a participant; “?” behind a name: uncertain"))  # fmt: skip
    report.add_argument("--as", dest="as_what", metavar="WHAT", default="present",
                        help=_("present, apologies, left_early, observer, guest"))  # fmt: skip
    report.add_argument("--affiliation", metavar="TEXT")
    report.add_argument("--person", metavar="NAME", help=_("change a participant: with --set"))
    report.add_argument("--away", metavar="NAME", help=_("take a participant out of the list"))
    state = report.add_mutually_exclusive_group()
    state.add_argument("--final", action="store_true", help=_("it is final"))
    state.add_argument("--draft", action="store_true", help=_("it is a draft again"))
    report.add_argument("--mail", action="store_true", help=_("the mail after the call"))
    report.add_argument("--subject", metavar="TEXT", help=_("of --mail: write it anew"))
    report.add_argument("--body", metavar="TEXT", help=_("of --mail; “” makes it anew"))
    report.add_argument("--to", action="append", default=[], metavar="ADDRESS")
    report.add_argument("--out", type=Path, metavar="FILE",
                        help=_("of --mail: a draft (.eml), or text (.txt)"))  # fmt: skip
    report.set_defaults(command=_report)


def _report(desk: Desk, args: argparse.Namespace) -> int:
    wrong = _miswritten(args)
    if wrong:
        tell(wrong)
        return 2
    if args.meeting is not None or current.one(desk.store, "meetings", args.what) is None:
        return _file(desk, args)
    if args.mail:
        return _mail(desk, args)
    changed = False
    with desk.store.atomic():  # all that was asked for, or nothing
        if any(getattr(args, name) not in (None, [], False) for name in (*ITEM, *WHOLE)):
            as_chair(desk.store)
            changed = True
            if args.item is not None:
                _item(desk, args, _place(desk, args))
            _whole(desk, args)
    if changed:
        daily.backup(desk)
    return _show(desk, args)


def _miswritten(args: argparse.Namespace) -> str:
    """Return what is wrong with how the options were put together, empty for nothing."""
    asked = [name for name in ITEM if getattr(args, name) is not None]
    if asked and args.item is None:
        return _("Say which item: --item ITEM. Nothing was changed.")
    if (args.owner or args.due) and not args.next_step:
        return _("--owner and --due belong to --next-step. Nothing was changed.")
    if not args.mail and (args.subject is not None or args.body is not None or args.out or args.to):
        return _("--subject, --body, --to and --out belong to --mail. Nothing was changed.")
    known = ("name", "role", "affiliation", "kind", "state", "uncertain") if args.person else FIELDS
    wrong = [name for name, _text in args.set if name not in known]
    if wrong:
        return _("There is no “{name}” to set. There are: {known}. Nothing was changed.").format(
            name=shown(wrong[0]), known=", ".join(known)
        )
    return ""


def _place(desk: Desk, args: argparse.Namespace) -> str:
    """Return the item that is meant, by its label as it is counted now or its id."""
    return the_item(desk.store, args.item, args.what).id


def _item(desk: Desk, args: argparse.Namespace, item: str) -> None:
    store = desk.store
    summarising_writing.write_item(
        store, item, key_points=args.key_points, next_steps=args.next_steps, heading=args.heading
    )
    for text in args.add_point or ():
        summarising_writing.add_point(store, item, text)
    if args.quote is not None:
        listed = transcribing.listed(store, args.what, "transcript")
        if not listed:
            raise Trouble("nothing_said", meeting=args.what)
        transcribing.quote(store, listed[0].id, args.quote, item)
    for text in args.next_step or ():
        summarising_writing.add_step(store, item, text, args.owner or "", args.due or "")
    row = current.one(store, "items", item)
    before = summarising.outputs(store, {} if row is None else row.data)
    if args.remove_output is not None:
        if not 0 < args.remove_output <= len(before):
            raise Trouble("no_such_output", number=args.remove_output, count=len(before))
        before = tuple(each for at, each in enumerate(before, 1) if at != args.remove_output)
        summarising_writing.write_item(store, item, outputs=before)
    if args.output:
        added = [_output(desk, each) for each in args.output]
        summarising_writing.write_item(store, item, outputs=[*before, *(each for each in added if each not in before)])  # fmt: skip
    if args.action is not None:
        summarising_writing.make_action(store, item, args.action)


def _output(desk: Desk, given: str) -> Output:
    kind, _slash, id = given.partition("/")
    if kind == "document" and id:
        row = current.one(desk.store, "documents", id)
        if row is None:
            raise Trouble("no_such_record", collection="documents", id=id)
        return Output(str(row.data.get("title") or id), document=id)
    title, equals, link = given.rpartition("=")
    if equals and link.startswith(("https://", "http://")):
        return Output(title.strip(), link.strip())
    return Output(given.strip())


def _whole(desk: Desk, args: argparse.Namespace) -> None:
    store, meeting = desk.store, args.what
    for name in args.attend or ():
        known = args.as_what in attendance.STATES
        attending.mark(
            store, meeting, [name], args.as_what if known else "present",
            kind="" if known else args.as_what, affiliation=args.affiliation or "",
        )  # fmt: skip
    if args.away is not None:
        attending.strike(store, meeting, args.away)
    if args.person is not None:
        given: dict[str, Any] = dict(args.set)
        if "uncertain" in given:
            given["uncertain"] = given["uncertain"].casefold() in {"yes", "true", "1"}
        summarising_writing.write_person(store, meeting, args.person, given)
    elif args.set:
        summarising_writing.write_report(store, meeting, dict(args.set))
    if args.final or args.draft:
        summarising_writing.set_state(store, meeting, "final" if args.final else "draft")


def _show(desk: Desk, args: argparse.Namespace) -> int:
    found = summarising.composed(desk.store, args.what)
    if desk.json:
        whole = summarising_files.shape(found, args.what)
        if args.item is not None:
            item = _place(desk, args)
            whole = next(each for each in whole["items"] if each["item"] == item) | {
                "meeting": args.what
            }
        one(whole)
    else:
        if found.state == "draft":
            tell(phrases.draft(chairs=me(desk.store).role in CARRIERS))
        print(plain(summarising_files.text(found)), end="")
    return 0


def _file(desk: Desk, args: argparse.Namespace) -> int:
    path = Path(args.what).expanduser()
    if args.meeting is None:
        if path.is_file():
            tell(_("Say of which meeting it is: --meeting M. Nothing was read."))
            return 2
        raise Trouble("no_such_record", collection="meetings", id=args.what)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise Trouble("no_such_file", path=args.what) from None
    except IsADirectoryError:
        raise Trouble("is_a_folder") from None
    looked = summarising_look.look(desk.store, path.name, content, args.meeting)
    written = None
    if args.save:
        written = summarising_import.save(desk.store, looked, replacing=args.replace)
        daily.backup(desk)
    if desk.json:
        one(looked_row(looked, written))
    else:
        show_look(looked, written, replacing=args.replace)
    return 0


def _mail(desk: Desk, args: argparse.Namespace) -> int:
    if args.subject is not None or args.body is not None:
        summarising_mail.write(desk.store, args.what, args.subject, args.body)
        daily.backup(desk)
    found = summarising_mail.mail(desk.store, args.what)
    out: Path | None = args.out
    if out is not None:
        out = out.expanduser().absolute()
        if out.is_dir():
            tell(_("{path} is a folder: name the file to write.").format(path=out))
            return 2
        text = out.suffix.casefold() == ".txt"
        content = (
            f"{found.subject}\n\n{found.body}".encode()
            if text
            else summarising_mail.draft(desk.store, args.what, tuple(args.to))
        )
        with kept(desk.home, out, is_container("outbox")):
            write_whole(out, content)
    if desk.json:
        one({"meeting": args.what, "subject": found.subject, "body": found.body,
             "edited": found.edited, "path": None if out is None else str(out)})  # fmt: skip
    elif out is not None:
        print(out)
    else:
        print(f"{shown(found.subject)}\n\n{plain(found.body)}", end="")
    return 0
