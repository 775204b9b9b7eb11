"""`decide`, `decisions`: outcomes of proposals, and their release; `decide` also asks online."""

import argparse
from typing import Any

from app.actions import acting, deciding, showing
from app.actions.deciding import Decided, Decisions, Line
from app.cli import online_decisions, output
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import lines, one, tell
from app.domain.decisions import CHANNELS, Doubt
from app.i18n import _, ngettext
from app.phrases import decisions as words
from app.reports.words import day
from app.store import rounds

ABOUT_ONE = (
    "outcome", "reason", "channel", "at", "merge_with", "condition",
)  # fmt: skip
"""Options that say something about one decision."""
ACTS = ("release", "online", "close", "extend")
"""Options that make `decide` about something else than one proposal."""


def add_commands(add: Add) -> None:
    decide = add("decide", _("decide about a proposal, release a round's decisions, ask online"))
    decide.add_argument("proposal", nargs="?", metavar="PROPOSAL")
    decide.add_argument("--outcome", metavar="KEY", help=_("one of the round's outcomes"))
    decide.add_argument("--reason", metavar="T")
    decide.add_argument("--channel", metavar="WHERE", help=", ".join(CHANNELS))
    decide.add_argument("--at", metavar="DATE", help=_("when it was decided; usual: now"))
    decide.add_argument("--merge-with", action="append", metavar="P", help=_("may be repeated"))
    decide.add_argument("--condition", metavar="T", help=_("under which condition"))
    how = decide.add_mutually_exclusive_group()
    how.add_argument("--clear", action="store_true", help=_("take the decision back"))
    how.add_argument("--release", metavar="ROUND", help=_("let the members read what is pending"))
    how.add_argument("--online", metavar="TITLE", help=_("ask the members about a text"))
    how.add_argument("--close", metavar="DECISION", help=_("record how an online one ended"))
    how.add_argument("--extend", metavar="DECISION", help=_("move the date of an online one"))
    decide.add_argument(
        "--all", action="store_true", help=_("release only if every proposal has an outcome")
    )
    online_decisions.add_options(decide)
    decide.set_defaults(command=_decide)

    listing = add("decisions", _("what is decided in a round: pending, released, open"))
    listing.add_argument("round", nargs="?", metavar="ROUND", help=_("usual: every round"))
    listing.set_defaults(command=_list)


def _decide(desk: Desk, args: argparse.Namespace) -> int:
    wrong = _miswritten(args)
    if wrong:
        tell(wrong)
        return 2
    if args.release is not None:
        return _release(desk, args)
    for act in ACTS[1:]:
        if getattr(args, act) is not None:
            return online_decisions.act(desk, args, act)
    if args.clear:
        done = deciding.clear(desk.store, args.proposal)
        return _told(desk, done, _("Taken back. Nothing is decided about it any more."))
    done = deciding.decide(
        desk.store,
        args.proposal,
        outcome=args.outcome,
        reason=args.reason,
        channel=args.channel,
        at=args.at,
        merge_with=args.merge_with,
        condition=args.condition,
    )
    pending = done.decision is None or done.decision.pending
    if pending:
        said = _("Saved. It is pending: only the chairs read it until it is released.")
    else:
        said = _("Saved. It was released before: members read the change after the next sync.")
    return _told(desk, done, said)


def _miswritten(args: argparse.Namespace) -> str:
    """Return what is wrong with how the command was written, "" if nothing is."""
    act = next((each for each in ACTS if getattr(args, each) is not None), "")
    if act and args.proposal is not None:
        return _(
            "--{act} is not about one proposal: leave PROPOSAL out. Nothing was changed."
        ).format(act=act)
    if not act and args.proposal is None:
        return _("Say which proposal, or: --release ROUND, --online TITLE, --close DECISION.")
    given = [name for name in ABOUT_ONE if getattr(args, name) is not None]
    allowed: dict[str, tuple[str, ...]] = {
        "": () if args.clear else ABOUT_ONE,
        "close": ("outcome", "reason"),
        "extend": ("reason",),
    }
    stray = next((name for name in given if name not in allowed.get(act, ())), None)
    if stray is None:
        stray = "all" if args.all and act != "release" else online_decisions.stray(args, act)
    return "" if stray is None else output.stray(stray)


def _told(desk: Desk, done: Decided, said: str) -> int:
    if desk.json:
        row = showing.shown(desk.store, desk.home, "decisions", done.id)
        one({**row, "doubts": [_doubt(each) for each in done.doubts]})
    else:
        print(said)
    _tell_doubts(done.doubts)
    return 0


def _release(desk: Desk, args: argparse.Namespace) -> int:
    done = deciding.release(desk.store, args.release, whole=args.all)
    if desk.json:
        one(
            {
                "round": args.release,
                "released": list(done.proposals),
                "held": list(done.held),
                "doubts": [_doubt(each) for each in done.doubts],
            }
        )
    else:
        print(
            ngettext(
                "{n} decision is released. Members read it after the next sync. Until then: undo",
                "{n} decisions are released. Members read them after the next sync. "
                "Until then: undo",
                len(done.proposals),
            ).format(n=len(done.proposals))
        )
    if done.held:
        tell(_("Without an outcome, and so still pending: {names}").format(
            names=", ".join(done.held)
        ))  # fmt: skip
    _tell_doubts(done.doubts)
    return 0


def _list(desk: Desk, args: argparse.Namespace) -> int:
    acting.me(desk.store)
    every = [each.id for each in rounds.listed(desk.store)] if args.round is None else [args.round]
    found = [deciding.decided(desk.store, each) for each in every]
    if desk.json:
        lines(_shape(one_, each) for one_ in found for each in one_.lines)
        return 0
    for each in found:
        if len(found) > 1:
            print(f"# {each.title}")
        _print(each)
    if not found:
        print(_("There is no round on this computer yet."))
    return 0


def _print(found: Decisions) -> None:
    for each in found.lines:
        print(_line(found, each))
    pending, released = len(found.ids("pending")), len(found.ids("released"))
    print(_("{pending} pending, {released} released, {open} not decided.").format(
        pending=pending, released=released, open=len(found.ids("undecided") + found.ids("held"))
    ))  # fmt: skip
    if found.capacity is not None:
        print(_("Places taken: {n} of {all}").format(n=found.places, all=found.capacity))
    _tell_doubts(found.doubts)


def _line(found: Decisions, each: Line) -> str:
    name = f"{each.paper.code or each.paper.id}  {each.paper.title}"
    decision = each.decision
    if decision is None:
        return f"{name}  {words.state(each.state)}"
    said = [words.state(each.state)]
    if decision.outcome is not None:
        said.insert(0, words.outcome(deciding.word(found.outcomes, decision.outcome)))
    if decision.merge_with:
        said.append(_("with {names}").format(names=", ".join(decision.merge_with)))
    if decision.outcome is not None:
        said.append(words.days(day(decision.at), day(decision.changed_at)))
    said += filter(None, (decision.condition, decision.reason))
    return f"{name}  " + " · ".join(said)


def _shape(found: Decisions, each: Line) -> dict[str, Any]:
    decision = each.decision
    made: dict[str, Any] = {
        "round": found.round,
        "proposal": each.paper.id,
        "code": each.paper.code,
        "title": each.paper.title,
        "state": each.state,
        "outcome": None,
        "doubts": [
            _doubt(doubt)
            for doubt in found.doubts
            if each.paper.id in {doubt.proposal, *doubt.others}
        ],
    }
    if decision is None:
        return made
    key = decision.outcome
    return made | {
        "id": decision.id,
        "outcome": key,
        "outcome_title": None if key is None else words.outcome(deciding.word(found.outcomes, key)),
        "reason": decision.reason,
        "condition": decision.condition,
        "merge_with": list(decision.merge_with),
        "channel": decision.channel,
        "at": decision.at,
        "changed_at": decision.changed_at or None,
        "released_at": decision.released_at,
        "waiting": decision.waiting,
    }


def _doubt(each: Doubt) -> dict[str, Any]:
    return {"code": each.code, "proposal": each.proposal, "others": list(each.others)}


def _tell_doubts(doubts: tuple[Doubt, ...]) -> None:
    for each in doubts:
        tell(words.doubt(each, "“{}”".format))
