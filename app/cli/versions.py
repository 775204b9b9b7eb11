"""`diff`, `place`, `satisfied`: what a new version changed, and what becomes of my marks in it."""

import argparse
from dataclasses import asdict

from app.actions import comparing, moving_marks, showing
from app.actions.trouble import Trouble
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import one
from app.documents.diff import counts
from app.domain.changes import Changes
from app.i18n import _
from app.phrases import comparing as words
from app.store import current


def add_commands(add: Add) -> None:
    diff = add("diff", _("what changed between two versions of a proposal or a document's text"))
    diff.add_argument("proposal", metavar="PROPOSAL", help=_("or document/ID"))
    diff.add_argument("--from", type=int, dest="old", metavar="N")
    diff.add_argument("--to", type=int, dest="new", metavar="N")
    diff.set_defaults(command=_diff)

    place = add("place", _("say where my note or comment belongs in the newest version"))
    place.add_argument("id", metavar="ID")
    what = place.add_mutually_exclusive_group()
    what.add_argument("--accept", action="store_true", help=_("the place found is right"))
    what.add_argument("--quote", metavar="TEXT", help=_("these words of the newest version"))
    what.add_argument("--settle", action="store_true", help=_("it has served its turn"))
    place.add_argument("--section", metavar="KEY")
    place.set_defaults(command=_place)

    satisfied = add("satisfied", _("say whether my question was answered"))
    satisfied.add_argument("id", metavar="ID")
    satisfied.add_argument("answer", choices=("yes", "not-yet"))
    satisfied.set_defaults(command=_satisfied)


def _diff(desk: Desk, args: argparse.Namespace) -> int:
    kind, _slash, id = args.proposal.rpartition("/")
    if kind not in {"", "proposal", "document"}:
        raise Trouble("no_versions", about=args.proposal)
    if kind == "document":
        found = comparing.compared_document(desk.store, desk.home, id, args.old, args.new)
    else:
        found = comparing.compared(desk.store, id, args.old, args.new)
    if desk.json:
        one(
            {
                kind or "proposal": id,
                "from": found.old,
                "to": found.new,
                "counts": asdict(counts(found.sections)),
                "sections": [
                    {
                        "key": each.key,
                        "heading": each.heading,
                        "state": each.state,
                        "elsewhere": each.elsewhere,
                        "ops": [list(op) for op in each.ops],
                    }
                    for each in found.sections
                ],
            }
        )
        return 0
    head = words.versions(found.old, found.new)
    print(" · ".join([head, *words.counted(counts(found.sections))]))
    for each in found.sections if found.old != found.new else ():
        print(f"\n## {each.heading}  ({each.state})")
        if each.state != "same":
            print("".join(_marked(op, text) for op, text in each.ops))
    return 0


def _marked(op: str, text: str) -> str:
    return text if op == "=" else f"[{op}{text}{op}]"


def _place(desk: Desk, args: argparse.Namespace) -> int:
    if args.accept:
        return _told(desk, moving_marks.accept(desk.store, desk.home, args.id))
    if args.settle:
        return _told(desk, moving_marks.settle(desk.store, desk.home, args.id))
    if args.quote is not None:
        done = moving_marks.move(desk.store, desk.home, args.id, args.quote, section=args.section)
        return _told(desk, done)
    for row in current.find(desk.store, args.id):
        if row.collection in showing.MARKS:
            return _shown(desk, showing.one_mark(desk.store, desk.home, row))
    showing.shown(desk.store, desk.home, "comments", args.id)  # says that there is none
    return 1


def _satisfied(desk: Desk, args: argparse.Namespace) -> int:
    return _told(desk, moving_marks.satisfied(desk.store, args.id, yes=args.answer == "yes"))


def _told(desk: Desk, done: Changes) -> int:
    row = next(iter(current.find(desk.store, done.ids[0])))
    return _shown(desk, showing.one_mark(desk.store, desk.home, row))


def _shown(desk: Desk, mark: dict[str, object]) -> int:
    """Print a mark and where it is now."""
    if desk.json:
        one(mark)
        return 0
    where = mark["place"]
    print(mark["id"])
    if isinstance(where, dict):
        found: dict[str, object] = where  # pyright: ignore[reportUnknownVariableType] -- made by Place
        words = {"kept": _("Its place is known."), "changed": _("The words changed: please check.")}
        print(words.get(str(found["state"]), _("Its words are no longer in the text.")))
        if found["exact"]:
            print(f"  {found['exact']}")
    return 0
