"""`new`, `plan`, `read`: what came since it was seen, what to read next, and what is read."""

import argparse
from datetime import datetime

from app import settings
from app.actions import clock, news, papers, planning, reading
from app.actions.news import Item
from app.actions.papers import COLLECTION, About
from app.actions.planning import RoundPlan
from app.actions.trouble import Trouble
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import lines, one, tell
from app.domain.planning import State, whole
from app.i18n import _, ngettext
from app.phrases.decisions import closing, usual
from app.store import documents, proposals


def add_commands(add: Add) -> None:
    new = add("new", _("what is new, changed, withdrawn, answered or moved since it was seen"))
    marking = new.add_mutually_exclusive_group()
    marking.add_argument(
        "--mark-seen", action="store_true", help=_("list it and mark all of it as seen")
    )
    marking.add_argument("--undo", action="store_true", help=_("take back the last --mark-seen"))
    new.set_defaults(command=_new)

    plan = add("plan", _("what to read until the deadline, like after like, and how far it is"))
    plan.add_argument("round", nargs="?", metavar="ROUND", help=_("of this round alone"))
    plan.set_defaults(command=_plan)

    read = add("read", _("count papers as read, or as not read"))
    read.add_argument("papers", nargs="+", metavar="PAPER", help=_("proposal/ID or document/ID"))
    read.add_argument("--not", dest="unread", action="store_true", help=_("count as not read"))
    read.set_defaults(command=_read)


def _new(desk: Desk, args: argparse.Namespace) -> int:
    store = desk.store
    news.notice(store)
    if args.undo:
        back = news.take_back(store)
        told = ngettext("{n} item is news again.", "{n} items are news again.", back)
        tell(told.format(n=back) if back else _("There is nothing to take back."))
    found = news.unseen(store)
    if args.mark_seen:
        news.mark_seen(store)
    if desk.json:
        lines(each.to_json() for each in found)
        return 0
    if not found:
        print(_("Nothing is new."))
    for each in found:
        print(_told(each))
    return 0


def _told(each: Item) -> str:
    name = f"{each.kind}/{each.id}"
    match each.what:
        case "changed":
            words = _("{paper} changed: {title}").format(paper=name, title=each.title)
            if each.old_version != each.version:
                versions = _("version {old}, now {new}")
                words += f" ({versions.format(old=each.old_version, new=each.version)})"
            if each.kind == "proposal":
                words += "\n    " + _("What changed: diff {id}").format(id=each.id)
        case "withdrawn":
            words = _("{paper} was withdrawn: {title}").format(paper=name, title=each.title)
        case "answered":
            words = _("A question of yours was answered in proposal/{id}: {title}").format(
                id=each.about, title=each.title
            )
        case "decided" if each.about == each.id:
            words = _("Decided online, {outcome}: {title}").format(
                outcome=closing(each.outcome), title=each.title
            )
        case "decided":
            words = _("Decided about proposal/{id}: {outcome}. {title}").format(
                id=each.about,
                outcome=usual(each.outcome) or each.outcome,
                title=each.title,
            )
        case "moved":
            what = f"{each.title}: {each.date}" if each.date else each.title
            words = _("{what} moved from {was} to {now}").format(
                what=what, was=each.was_at, now=each.now_at
            )
            words += f" ({each.why})" if each.why else ""
        case _:
            words = _("{paper} is new: {title}").format(paper=name, title=each.title)
    return words


def _plan(desk: Desk, args: argparse.Namespace) -> int:
    store = desk.store
    planning.prepare(store)
    pace = settings.load(desk.home.settings).reading_pace
    found = planning.plans(store, clock.now(store), pace)
    if args.round is not None:
        found = [each for each in found if each.round == args.round]
        if not found:
            raise Trouble("no_such_record", collection="rounds", id=args.round)
    if desk.json:
        one({"pace": pace, "rounds": [each.to_json() for each in found]})
        return 0
    if not found:
        print(_("There is nothing to read in an open round."))
    for each in found:
        _tell_round(each, clock.now(store))
    return 0


def _tell_round(each: RoundPlan, now: datetime) -> None:
    plan = each.plan
    print(_("{round}: {done} of {total} read.").format(
        round=each.title, done=plan.done, total=plan.total
    ))  # fmt: skip
    match plan.state:
        case State.DONE:
            print(_("Everything is read."))
        case State.PAST:
            print(_("The deadline is over. About {n} minutes are left.").format(n=plan.minutes))
        case State.OPEN:
            print(_("No deadline is known. About {n} minutes are left.").format(n=plan.minutes))
        case _ if plan.is_for_today(now):
            count = len(plan.left)
            words = ngettext(
                "{n} paper today, {minutes} minutes.", "{n} papers today, {minutes} minutes.", count
            )
            print(words.format(n=count, minutes=plan.minutes))
            if plan.is_too_much(now):
                print(_("That is longer than is left until the deadline."))
        case _:
            words = ngettext(
                "{n} paper a day, {minutes} minutes.",
                "{n} papers a day, {minutes} minutes.",
                plan.a_day,
            )
            print(words.format(n=plan.a_day, minutes=plan.minutes_a_day))
    if plan.by is not None:
        words = _("At this pace done by {day}.")
        if plan.late:
            words = _("At this pace done by {day}, after the deadline.")
        print(words.format(day=plan.by.isoformat()))
    on = {id: day.on.isoformat() for day in plan.days for id in day.papers}
    for row in each.papers:
        if row.id in plan.left:
            minutes = whole(each.minutes[row.id])
            time = _("{n} min").format(n=minutes)
            print(f"{on.get(row.id, ''):10}  {time:>7}  {row.id}  {row.title}")


def _read(desk: Desk, args: argparse.Namespace) -> int:
    store = desk.store
    wanted = [_paper(desk, text) for text in args.papers]
    mark = reading.mark_unread if args.unread else reading.mark_read
    for each in wanted:
        mark(store, COLLECTION[each.kind], each.id)
    if desk.json:
        lines(_state(desk, each) for each in wanted)
    return 0


def _paper(desk: Desk, text: str) -> About:
    """Return the proposal or document named. Raises Trouble: `bad_about`, `no_such_paper`."""
    about = papers.about(desk.store, text)
    if about.kind not in {"proposal", "document"}:
        raise Trouble("bad_about", about=text)
    return about


def _state(desk: Desk, about: About) -> dict[str, object]:
    if about.kind == "document":
        row = documents.one(desk.store, about.id)
        return {"kind": about.kind, "id": about.id, "read": row is not None and row.read}
    paper = proposals.one(desk.store, about.id)
    return {
        "kind": about.kind,
        "id": about.id,
        "read": paper is not None and planning.is_read(paper),
        "version": None if paper is None else paper.read_version,
    }
