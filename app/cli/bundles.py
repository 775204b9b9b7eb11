"""`bundle make`, `bundle open`: what waits as a file, and such files taken in."""

import argparse
from pathlib import Path
from typing import Any

from app.actions import bundling, taking
from app.actions.bundling import Plan
from app.actions.taking import Result
from app.actions.trouble import Trouble
from app.cli import answers, daily
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.outfile import is_container, kept
from app.cli.output import one, tell
from app.i18n import _
from app.packs import keyfile
from app.phrases import bundles as words
from app.phrases.sizes import size
from app.store import current

SMALLEST = 1_000
"""Bytes below which no limit makes sense: the container alone takes so many."""


def add_commands(add: Add) -> None:
    bundle = add("bundle", _("what waits, as a file for a stick or an e-mail; take in such files"))
    verbs: Any = bundle.add_subparsers(metavar="VERB", required=True, parser_class=type(bundle))

    def verb(name: str, does: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = verbs.add_parser(name, help=does, description=does)
        # The same words before and after the verb.
        made.add_argument("--home", metavar="DIR", default=argparse.SUPPRESS,
                          help=argparse.SUPPRESS)  # fmt: skip
        made.add_argument("--json", action="store_true", default=argparse.SUPPRESS,
                          help=_("answer in JSON"))  # fmt: skip
        return made

    make = verb("make", _("write what waits into a file (.satchel) or the draft of a mail (.eml)"))
    make.add_argument("--to", choices=("chairs", "secretariat"), default="chairs",
                      help=_("to the Secretariat also goes what you took in from members"))  # fmt: skip
    make.add_argument("--out", type=Path, required=True, metavar="FILE.satchel|FILE.eml")
    make.add_argument("--limit", type=int, metavar="BYTES",
                      help=_("split into files of at most this size (usual for .eml: 7 MB)"))  # fmt: skip
    make.add_argument("--new", action="store_true",
                      help=_("leave out what went out in a file before"))  # fmt: skip
    make.set_defaults(command=_make)

    open_ = verb("open", _("take in packs, files of answers, e-mails that bring them"))
    open_.add_argument("files", nargs="+", type=Path, metavar="FILE")
    open_.add_argument("--key", type=Path, metavar="KEYFILE",
                       help=_("the Secretariat’s key, for what is sealed to it"))  # fmt: skip
    open_.set_defaults(command=_open)


def _make(desk: Desk, args: argparse.Namespace) -> int:
    if args.limit is not None and args.limit < SMALLEST:
        tell(_("--limit: give at least {least} bytes. See --help.").format(least=SMALLEST))
        return 2
    if str(args.out) == "-":
        tell(_("A file of answers is no text for the screen: name the file to write "
               "(FILE.satchel or FILE.eml)."))  # fmt: skip
        return 2
    if args.out.is_dir():
        tell(_("{path} is a folder: name the file to write.").format(path=args.out))
        return 2

    def before(plan: Plan) -> None:
        tell(words.holds(plan.count, plan.again, len(plan.carried)))
        tell(size(plan.bytes))
        tell(words.readable(plan.readable_by, plan.sealed_to))
        if plan.over:
            tell(_("One change alone is larger than the limit; its file is larger too."))

    letter = None
    if args.out.suffix.lower() == ".eml":
        reader = bundling.reader_of(desk.store, args.to)
        letter = words.letter(*bundling.names(desk.store), reader)
    with kept(desk.home, args.out, is_container("outbox")):
        made = bundling.make(
            desk.store,
            desk.home,
            args.out,
            to=args.to,
            limit=args.limit,
            new_only=args.new,
            letter=letter,
            before=before,
        )
    daily.backup(desk)
    plan = made.plan
    if desk.json:
        one(
            {
                "path": str(made.files[0]),
                "files": [
                    {"path": str(path), "bytes": len(content), "count": count}
                    for path, (content, count) in zip(made.files, plan.parts, strict=True)
                ],
                "to": plan.to,
                "count": plan.count,
                "again": plan.again,
                "carried": len(plan.carried),
                "bytes": plan.bytes,
                "readable_by": plan.readable_by,
                "sealed_to": plan.sealed_to,
                "ops": [each.op for each in (*plan.acts, *plan.carried)],
            }
        )
    else:
        for path, (content, _count) in zip(made.files, plan.parts, strict=True):
            print(f"{path}  ({size(len(content))})")
    return 0


def _missing(path: Path) -> Trouble:
    """Return why there is no file to open at `path`."""
    return Trouble("is_a_folder" if path.is_dir() else "no_such_file", path=str(path))


def _open(desk: Desk, args: argparse.Namespace) -> int:
    opens = None
    if args.key is not None:
        try:
            opens = keyfile.load(args.key).secret
        except (keyfile.NotAKey, OSError):
            tell(_("{path} is no key file of ours; nothing was opened.").format(path=args.key))
            return 2
    missing = [path for path in args.files if not path.is_file()]
    results = [
        *(Result(path, trouble=_missing(path)) for path in missing),
        *taking.take(
            desk.store,
            desk.home,
            [path for path in args.files if path not in missing],
            opens=opens,
            shown=None if desk.json else answers.show_form,
        ),
    ]
    names = {row.id: str(row.data.get("name") or row.id)
             for row in current.listed(desk.store, "members")}  # fmt: skip
    if desk.json:
        one(answers.shape(results))
    for result in results:
        answers.say(result, names, quiet=desk.json)
    daily.backup(desk)
    if missing or any(each.faulty for each in results):
        return 2
    return 1 if any(each.failed for each in results) else 0
