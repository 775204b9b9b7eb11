"""`conflicts`, `settle`, `merges`, `unmerge`, `offer`, `discard`: what only the member decides."""

import argparse
from typing import Any

from app import phrases
from app.actions import acting, naming, settling, showing
from app.actions.settling import Conflict
from app.actions.trouble import Trouble
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import lines, one
from app.domain import merging_lists
from app.domain.changes import Changes
from app.domain.merging import Path
from app.i18n import _
from app.phrases.faults import shown as safe
from app.phrases.letters import points
from app.store import current
from app.store.acts import Act
from app.store.merges import Merge


def add_commands(add: Add) -> None:
    add("conflicts", _("what was changed in two places or set aside, with the texts")).set_defaults(
        command=_conflicts
    )

    settle = add("settle", _("end a conflict: keep mine, theirs or both"))
    settle.add_argument("id", metavar="ID")
    settle.add_argument("--keep", choices=("mine", "theirs", "both", "later"), required=True,
                        help=_("later: both stay, it is asked again"))  # fmt: skip
    _which(settle)
    settle.set_defaults(command=_settle)

    merges = add("merges", _("what was joined or let go in the last thirty days"))
    merges.set_defaults(command=_merges)

    unmerge = add("unmerge", _("put one side of a merge back on top"))
    unmerge.add_argument("number", type=int, metavar="NUMBER", help=_("as merges shows it"))
    unmerge.add_argument("--keep", choices=("mine", "theirs"), default="mine")
    unmerge.set_defaults(command=_unmerge)

    offer = add("offer", _("offer once more what the server did not take"))
    offer.add_argument("id", metavar="ID")
    _which(offer)
    offer.set_defaults(command=_offer)

    discard = add("discard", _("let go of what the server did not take; kept for thirty days"))
    discard.add_argument("id", metavar="ID")
    _which(discard)
    discard.set_defaults(command=_discard)


def _which(to: argparse.ArgumentParser) -> None:
    to.add_argument(
        "--collection",
        metavar="NAME",
        help=_("a review and its word to the chairs bear one id: only this one"),
    )


def _conflicts(desk: Desk, _args: argparse.Namespace) -> int:
    acting.me(desk.store)
    open_ones, aside = settling.conflicts(desk.store), settling.set_aside(desk.store)
    if desk.json:
        lines([_shape(each) for each in open_ones] + [_shape_aside(each) for each in aside])
        return 0
    for each in open_ones:
        print(
            f"{each.collection}/{each.id}  {safe(naming.title(desk.store, each.collection, each.id))}"
        )
        print("  " + _("changed in two places; both are kept"))
        for field in each.fields:
            print(f"  {name(field.path)}")
            print("    " + _("mine:   {text}").format(text=words(field.mine)))
            print("    " + _("theirs: {text}").format(text=words(field.theirs)))
    for each in aside:
        why = phrases.not_taken(each.code or "", each.message or "")
        print(f"{each.collection}/{each.id}  " + _("set aside. {why}").format(why=why))
    if not open_ones and not aside:
        print(_("Nothing needs your decision."))
    return 0


def _shape(each: Conflict) -> dict[str, Any]:
    return {
        "id": each.id,
        "collection": each.collection,
        "state": "conflict",
        "written_at": each.written_at,
        "mine": each.mine,
        "theirs": each.theirs,
        "base": each.base,
        "readers": each.readers,
        "their_readers": each.their_readers,
        "fields": [
            {
                "field": name(field.path),
                "base": field.base,
                "mine": field.mine,
                "theirs": field.theirs,
                "ops": field.ops(),
            }
            for field in each.fields
        ],
        "choices": ["mine", "theirs", *(["both"] if each.both else []), "later"],
    }


def _shape_aside(each: Act) -> dict[str, Any]:
    return {
        "id": each.id,
        "collection": each.collection,
        "state": "refused",
        "written_at": each.written_at,
        "mine": each.data,
        "readers": each.audience,
        "code": each.code,
        "message": phrases.not_taken(each.code or "", each.message or ""),
        "choices": ["offer", "discard"],
    }


def name(path: Path) -> str:
    """Return a field as it is written: `texts.need`."""
    return ".".join(path)


def words(value: object) -> str:
    if value is None or value == "":
        return _("(nothing)")
    things = merging_lists.named(value)
    return (points(things) if things else str(value)).replace("\n", "\n            ")


def _settle(desk: Desk, args: argparse.Namespace) -> int:
    if args.keep == "later":
        return _later(desk, args)
    return _told(desk, settling.settle(desk.store, args.id, args.keep, collection=args.collection))


def _later(desk: Desk, args: argparse.Namespace) -> int:
    """Leave a conflict as it is, and say so. Raises Trouble("no_conflict")."""
    acting.me(desk.store)
    found = [
        each
        for each in settling.conflicts(desk.store)
        if each.id == args.id and args.collection in {None, each.collection}
    ]
    if not found:
        raise Trouble("no_conflict", id=args.id)
    if desk.json:
        lines(_shape(each) for each in found)
    else:
        print(_("Both are kept, and nothing of it is sent. It stays in: conflicts"))
    return 0


def _merges(desk: Desk, _args: argparse.Namespace) -> int:
    acting.me(desk.store)
    found = settling.joined(desk.store) + settling.kept(desk.store)
    found.sort(key=lambda each: -each.number)
    if desk.json:
        lines(_shape_merge(each) for each in found)
        return 0
    told = {
        "joined": _("joined by itself"),
        "settled": _("chosen"),
        "discarded": _("thrown away"),
    }
    for each in found:
        how = told[each.kind] + (_(", taken back") if each.undone else "")
        print(f"{each.number}  {each.at}  {each.collection}/{each.id}  {how}")
        for title, paths in (
            (_("from here: {fields}"), each.from_mine),
            (_("from elsewhere: {fields}"), each.from_theirs),
        ):
            # That a field was set by hand is said for the folder, not for people.
            told_of = [path for path in paths if path != ("edited",)]
            if told_of and each.result is not None:
                print("    " + title.format(fields=", ".join(map(name, told_of))))
    if not found:
        print(_("Nothing was joined or let go in the last thirty days."))
    return 0


def _shape_merge(each: Merge) -> dict[str, Any]:
    return {
        "number": each.number,
        "kind": each.kind,
        "id": each.id,
        "collection": each.collection,
        "at": each.at,
        "from_mine": [name(path) for path in each.from_mine],
        "from_theirs": [name(path) for path in each.from_theirs],
        "base": each.base,
        "mine": each.mine,
        "theirs": each.theirs,
        "result": each.result,
        "undone": each.undone,
    }


def _unmerge(desk: Desk, args: argparse.Namespace) -> int:
    return _told(desk, settling.unmerge(desk.store, args.number, args.keep))


def _offer(desk: Desk, args: argparse.Namespace) -> int:
    return _told(desk, settling.offer(desk.store, args.id, collection=args.collection))


def _discard(desk: Desk, args: argparse.Namespace) -> int:
    done = settling.discard(desk.store, args.id, collection=args.collection)
    if desk.json:
        one({"id": args.id, "collection": min(done.collections), "discarded": True})
    else:
        print(_("Thrown away; for thirty days it can be had back: merges, unmerge NUMBER"))
    return 0


def _told(desk: Desk, done: Changes) -> int:
    """Print what stands now as `show` gives it."""
    for id in done.ids:
        for row in current.find(desk.store, id):
            if row.collection not in done.collections:
                continue  # a review and its word to the chairs bear one id
            if desk.json:
                one(showing.shown(desk.store, desk.home, row.collection, row.id))
            else:
                print(row.id)
                print(_("Saved on this computer."))
    return 0
