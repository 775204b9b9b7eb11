"""`agenda`: the agenda of a meeting, read, written, carried over, taken from a file."""

import argparse
from collections.abc import Callable
from pathlib import Path

from app import settings
from app.actions import (
    agendas,
    agendas_carrying,
    agendas_proposing,
    agendas_reading,
    agendas_taking,
    planning,
    showing,
)
from app.actions.agenda_items import the_item
from app.actions.agenda_writing import Fields, Place
from app.actions.agendas import Done
from app.actions.agendas_taking import Given
from app.cli import agenda_shown, daily, output
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import one, tell
from app.cli.secretariat import fault_rows, tell_faults
from app.domain.agendas import NUMBERINGS, PURPOSES, STATES
from app.i18n import _, ngettext
from app.phrases import agendas as phrases
from app.secretariat import agenda_file
from app.secretariat.papers import Paper

_Act = Callable[[Desk, argparse.Namespace], Done]
FIELDS = ("title", "minutes", "lead", "purpose", "proposal", "document", "label")
PLACES = ("after", "before", "under")
BELONGS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(FIELDS, ("add", "edit", "propose")),
    "title": ("edit", "propose", "clone"),
    **dict.fromkeys(PLACES, ("add", "move")),
    "step": ("move",),
    "to": ("carry",),
    "on": ("clone",),
    "zone": ("clone",),
    "item": ("propose", "object"),
    "new": ("propose",),
    "change": ("object",),
    "by": ("object",),
    "audience": ("propose",),
}
"""{option: the acts it says something to}."""


def add_commands(add: Add) -> None:
    agenda = add("agenda", _("read and write the agenda of a meeting"))
    agenda.add_argument("meeting", metavar="MEETING")
    agenda.add_argument("--format", choices=("text", "json"), default="text")
    do = agenda.add_mutually_exclusive_group()
    do.add_argument("--add", metavar="TITLE", help=_("add an item"))
    do.add_argument("--edit", metavar="ITEM", help=_("change what is said of an item"))
    do.add_argument("--move", metavar="ITEM", help=_("with --after, --before, --under or --step"))
    do.add_argument("--remove", metavar="ITEM", help=_("take it off, with what lies under it"))
    do.add_argument("--restore", metavar="ID", help=_("put back what was taken off"))
    do.add_argument("--status", choices=STATES, help=_("how far the agenda is"))
    do.add_argument("--numbering", choices=NUMBERINGS, help=_("how items are numbered"))
    do.add_argument("--carry", metavar="ITEM", help=_("over to the meeting --to"))
    do.add_argument(
        "--from-template", metavar="MEETING", help=_("copy the items of another meeting")
    )
    do.add_argument("--clone", action="store_true", help=_("make the next call of this kind"))
    do.add_argument(
        "--import", dest="file", type=Path, metavar="FILE", help=_("take over an agenda file")
    )
    do.add_argument(
        "--reading-list", action="store_true", help=_("what to read before the meeting")
    )
    do.add_argument("--propose", metavar="TEXT", help=_("propose a change, of --item or a new one"))
    do.add_argument("--changes", action="store_true", help=_("changes that members propose"))
    do.add_argument("--accept", metavar="ID", help=_("take a proposed change up"))
    do.add_argument(
        "--object", metavar="TEXT", help=_("note an objection; --change ID: not taken up")
    )
    agenda.add_argument("--title", metavar="TEXT")
    agenda.add_argument(
        "--minutes", type=float, metavar="N", help=_("0: none; else four a proposal")
    )
    agenda.add_argument("--lead", metavar="WHO", help=_("account or name"))
    agenda.add_argument("--purpose", metavar="P", help=", ".join(PURPOSES))
    agenda.add_argument("--proposal", action="append", metavar="ID", help=_("may be repeated"))
    agenda.add_argument("--document", action="append", metavar="ID", help=_("may be repeated"))
    agenda.add_argument("--label", metavar="L", help=_("counts with --numbering given"))
    agenda.add_argument("--after", metavar="ITEM")
    agenda.add_argument("--before", metavar="ITEM")
    agenda.add_argument("--under", metavar="ITEM", help=_('as the last one under it; "": the top'))
    agenda.add_argument("--step", choices=("up", "down", "in", "out"))
    agenda.add_argument("--to", metavar="MEETING", help=_("with --carry"))
    agenda.add_argument(
        "--on", metavar="DATE", help=_("with --clone; usual: the same weekday next month")
    )
    agenda.add_argument("--zone", metavar="Z", help=_("with --clone: whose clocks keep the hour"))
    agenda.add_argument("--item", metavar="ITEM", help=_("with --propose, --object"))
    agenda.add_argument(
        "--new", action="store_true", help=_("with --propose: an item behind --item")
    )
    agenda.add_argument("--change", metavar="ID", help=_("with --object: a proposed change"))
    agenda.add_argument("--by", metavar="WHO", help=_("with --object: who objects"))
    agenda.add_argument(
        "--audience", action="append", metavar="WHO", help=_("with --propose: who reads it")
    )
    agenda.set_defaults(command=_agenda)  # fmt: skip


def _agenda(desk: Desk, args: argparse.Namespace) -> int:
    desk.json = desk.json or args.format == "json"
    done = next((name for name in _ACTS if getattr(args, name) not in (None, False)), None)
    stray = next(
        (name for name in BELONGS if _given(args, name) and done not in BELONGS[name]), None
    )
    if stray is not None:
        tell(output.stray(stray))
        return 2
    if args.file is not None:
        return _import(desk, args)
    agendas.the_meeting(desk.store, args.meeting)
    if args.reading_list:
        planning.prepare(desk.store)
        pace = settings.load(desk.home.settings).reading_pace
        agenda_shown.reading(desk, agendas_reading.reading_list(desk.store, args.meeting, pace))
        return 0
    if args.changes:
        found = agendas_proposing.proposed(desk.store, args.meeting)
        agenda_shown.changes(desk, args.meeting, found)
        return 0
    if done is None:
        agenda_shown.show(desk, agendas.agenda(desk.store, args.meeting))
        return 0
    wrong = _incomplete(args)
    if wrong:
        tell(wrong)
        return 2
    made = _ACTS[done](desk, args)
    daily.backup(desk)
    _answer(desk, args, done, made)
    return 0


def _answer(desk: Desk, args: argparse.Namespace, done: str, made: Done) -> None:
    if desk.json and done == "propose":
        found = agendas_proposing.proposed(desk.store, args.meeting)
        one(next(agenda_shown.change_shape(each) for each in found if each.id == made.id))
    elif desk.json:
        collection = "meetings" if done in OF_MEETING else "items"
        id = args.meeting if done == "object" else made.id
        one(showing.shown(desk.store, desk.home, collection, id))
    elif done == "propose":
        print(_("Saved. The chairs read it with the next sync."))
    else:
        meeting = made.id if done == "clone" else args.to if done == "carry" else args.meeting
        found = agendas.agenda(desk.store, meeting)
        agenda_shown.show(desk, found)
        if done == "clone" and found.meeting.data.get("join_by"):
            tell(phrases.same_ways())


def _given(args: argparse.Namespace, name: str) -> bool:
    return getattr(args, name) not in (None, False)


def _incomplete(args: argparse.Namespace) -> str:
    if args.move and not args.step and not any(_given(args, each) for each in PLACES):
        return _("Say where it goes: --after, --before, --under or --step. Nothing was changed.")
    if args.carry and not args.to:
        return _("Say where it is carried over to: --to MEETING. Nothing was changed.")
    if args.edit and not any(_given(args, each) for each in FIELDS):
        return _("Say what changes: --title, --minutes, --lead … Nothing was changed.")
    return ""


def _fields(args: argparse.Namespace) -> Fields:
    return Fields(
        args.title, args.minutes, args.lead, args.purpose,
        None if args.proposal is None else [each for each in args.proposal if each],
        None if args.document is None else [each for each in args.document if each],
        label=args.label,
    )  # fmt: skip


def _item(desk: Desk, args: argparse.Namespace, item: str | None) -> str | None:
    return the_item(desk.store, item, args.meeting).id if item else item


def _place(desk: Desk, args: argparse.Namespace) -> Place:
    return Place(*(_item(desk, args, getattr(args, each)) for each in PLACES))


def _add(desk: Desk, args: argparse.Namespace) -> Done:
    return agendas.add(desk.store, args.meeting, args.add, _fields(args), _place(desk, args))


def _edit(desk: Desk, args: argparse.Namespace) -> Done:
    return agendas.edit(desk.store, _named(desk, args, args.edit), _fields(args))


def _move(desk: Desk, args: argparse.Namespace) -> Done:
    item = _named(desk, args, args.move)
    if args.step:
        return agendas.shift(desk.store, item, args.step)
    return agendas.move(desk.store, item, _place(desk, args))


def _named(desk: Desk, args: argparse.Namespace, item: str) -> str:
    return the_item(desk.store, item, args.meeting).id


def _clone(desk: Desk, args: argparse.Namespace) -> Done:
    return agendas_carrying.clone(
        desk.store, args.meeting, on=args.on, zone=args.zone, title=args.title
    )


def _propose(desk: Desk, args: argparse.Namespace) -> Done:
    audience = None if args.audience is None else tuple(args.audience)
    return agendas_proposing.propose(
        desk.store, args.meeting, args.propose, _fields(args),
        item=_item(desk, args, args.item), new=args.new, audience=audience,
    )  # fmt: skip


def _object(desk: Desk, args: argparse.Namespace) -> Done:
    return agendas_proposing.note_objection(
        desk.store, args.meeting, args.object, by=args.by or "",
        item=_item(desk, args, args.item), change=args.change,
    )  # fmt: skip


_ACTS: dict[str, _Act] = {
    "add": _add,
    "edit": _edit,
    "move": _move,
    "remove": lambda desk, args: agendas.remove(desk.store, _named(desk, args, args.remove)),
    "restore": lambda desk, args: agendas.restore(desk.store, args.restore),
    "status": lambda desk, args: agendas.set_status(desk.store, args.meeting, args.status),
    "numbering": lambda desk, args: agendas.set_numbering(desk.store, args.meeting, args.numbering),
    "carry": lambda desk, args: agendas_carrying.carry(
        desk.store, _named(desk, args, args.carry), args.to
    ),
    "from_template": lambda desk, args: agendas_carrying.from_template(
        desk.store, args.meeting, args.from_template
    ),
    "clone": _clone,
    "propose": _propose,
    "accept": lambda desk, args: agendas_proposing.accept(desk.store, args.meeting, args.accept),
    "object": _object,
}
OF_MEETING = frozenset({"status", "numbering", "from_template", "clone", "object"})
"""Acts whose record is the meeting's."""


def _import(desk: Desk, args: argparse.Namespace) -> int:
    found = agenda_file.read(args.file, args.meeting, agendas_taking.known(desk.store))
    if found.faults or found.meeting is None:
        if desk.json:
            one({"faults": fault_rows(found.faults)})
        tell_faults(found.faults, _("nothing was changed"))
        return 2
    taken = agendas_taking.take(
        desk.store, _of_paper(found.meeting), [_of_paper(each) for each in found.items]
    )
    daily.backup(desk)
    if desk.json:
        one({"meeting": taken.meeting, "added": list(taken.added), "changed": list(taken.changed),
             "left": list(taken.left), "faults": []})  # fmt: skip
        return 0
    count = len(taken.added) + len(taken.changed)
    tell(ngettext("{n} record taken over.", "{n} records taken over.", count).format(n=count))
    for id in taken.left:
        tell(_("not in the file, left alone: {id}").format(id=id))
    agenda_shown.show(desk, agendas.agenda(desk.store, args.meeting))
    return 0


def _of_paper(paper: Paper) -> Given:
    return Given(paper.id, paper.whole(), paper.audience)
