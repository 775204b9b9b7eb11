"""`review --history`: every version of my review that I submitted; `ready`, `to-review`."""

import argparse
from typing import Any

from app.actions import clock, forgetting, review_history, review_queue, reviewing, showing
from app.actions.review_history import Past
from app.actions.trouble import Trouble
from app.cli import review_faults
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import lines, one, tell
from app.domain.ids import review_id
from app.i18n import _, ngettext
from app.phrases import lateness
from app.phrases.faults import shown as safe
from app.store import Store, facts, proposals, rounds


def add_commands(add: Add) -> None:
    ready = add("ready", _("submit several of my drafts at once; one undo takes all back"))
    ready.add_argument("proposals", nargs="*", metavar="PROPOSAL", help=_("none: all my drafts"))
    ready.add_argument("--round", metavar="R", help=_("only drafts of this round"))
    ready.set_defaults(command=_ready)

    left = add("to-review", _("what I have not reviewed yet, what I skipped last, how far I am"))
    left.add_argument("round", nargs="?", metavar="ROUND")
    left.add_argument("--few-first", action="store_true",
                      help=_("fewest reviews first, where I may see them"))  # fmt: skip
    left.add_argument("--skip", metavar="PROPOSAL", help=_("leave it for the end"))
    left.set_defaults(command=_left)


def show(desk: Desk, proposal: str) -> int:
    """Print the submitted versions of my review of `proposal`, the first one first."""
    _known(desk.store, proposal)
    past = review_history.history(desk.store, proposal)
    if desk.json:
        lines(_row(desk, proposal, each) for each in past)
        return 0
    if not past:
        print(_("You have submitted nothing about it yet."))
    for each in past:
        stands = " · " + _("this is submitted now") if each.stands else ""
        print(f"{each.number}. {each.at}{stands}")
        for change in each.changes:
            name = f"{change.field} {change.key}".strip()
            print(f"    {safe(name)}: {_shown(change.before)} → {_shown(change.after)}")
    return 0


def _row(desk: Desk, proposal: str, each: Past) -> dict[str, Any]:
    profile = facts.profile(desk.store)
    about = (profile.cycle, profile.account) if profile is not None else ("", "")
    beside = {name: each.aside.get(name) or "" for name in ("to_chairs", "recused_why")}
    return {
        **each.data,
        **beside,
        "id": review_id(*about, proposal),
        "collection": "reviews",
        "number": each.number,
        "at": each.at,
        "received": each.received,
        "stands": each.stands,
        "changes": [
            {"field": one.field, "key": one.key, "before": one.before, "after": one.after}
            for one in each.changes
        ],
    }


def _shown(value: object) -> str:
    if value in (None, "", [], False) and value != 0:
        return "–"
    return ", ".join(map(str, value)) if isinstance(value, list) else safe(str(value))


def _ready(desk: Desk, args: argparse.Namespace) -> int:
    store = desk.store
    wanted: list[str] = args.proposals
    for id in wanted:
        _known(store, id)
    _round(store, args.round)
    drafts = [row.id for row in proposals.listed(store, args.round) if row.review_state == "draft"]
    ready = [id for id in drafts if not wanted or id in wanted]
    for late in _late(store, ready):
        tell(late)
    done = reviewing.submit_all(store, ready)
    forgetting.soon(store, desk.home)
    none = [id for id in wanted if id not in drafts]
    lacking = {
        id: [{"code": each.code, "key": each.key} for each in faults]
        for id, faults in done.lacking.items()
    }
    if desk.json:
        one({"submitted": list(done.submitted), "lacking": lacking, "no_draft": none})
    else:
        count = len(done.submitted)
        words = ngettext("{n} review submitted.", "{n} reviews submitted.", count)
        print(words.format(n=count))
    for id, faults in done.lacking.items():
        scheme = rounds.of_proposal(store, id)
        tell(_("“{id}” stays a draft:").format(id=id))
        for why in dict.fromkeys(review_faults.words(each, scheme) for each in faults):
            tell(f"    {why}")
    for id in none:
        tell(_("There is no draft about “{id}” to submit.").format(id=id))
    return 1 if lacking or none else 0


def _late(store: Store, ids: list[str]) -> list[str]:
    """Return what to know before these reviews are submitted, each sentence once."""
    now = clock.now(store)
    schemes = filter(None, (rounds.of_proposal(store, id) for id in ids))
    return list(dict.fromkeys(filter(None, (lateness.before(each, now) for each in schemes))))


def _left(desk: Desk, args: argparse.Namespace) -> int:
    store = desk.store
    _round(store, args.round)
    if args.skip is not None:
        _known(store, args.skip)
        review_queue.skip(store, args.skip)
    if args.few_first and not review_queue.coverage(store):
        tell(_("How many have reviewed what is not shown to you; the order is the usual one."))
    tasks = review_queue.left(store, args.round, few_first=args.few_first)
    found = review_queue.progress(store, clock.now(store))
    far = [each for each in found if args.round in {None, each.round}]
    if desk.json:
        rows = [
            {
                **showing.shown(store, desk.home, "proposals", each.row.id),
                "skipped": each.skipped,
                "others": each.reviews,
            }
            for each in tasks
        ]
        one({"proposals": rows, "progress": [each.to_json() for each in far]})
        return 0
    for each in far:
        words = _("{round}: {done} of {total} submitted, {drafts} begun.")
        print(words.format(round=each.title, done=each.done, total=each.total, drafts=each.drafts))
        if each.by is not None:
            print(_("At this pace done on {day}.").format(day=each.by.isoformat()))
    for each in tasks:
        skipped = "  (" + _("skipped") + ")" if each.skipped else ""
        print(f"{each.row.id}  {safe(each.row.title)}{skipped}")
    if not tasks:
        print(_("Nothing is left to begin."))
    return 0


def _known(store: Store, proposal: str) -> None:
    if proposals.one(store, proposal) is None:
        raise Trouble("no_such_paper", kind="proposal", id=proposal)


def _round(store: Store, id: str | None) -> None:
    if id is not None and rounds.one(store, id) is None:
        raise Trouble("no_such_record", collection="rounds", id=id)
