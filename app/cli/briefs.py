"""`brief`, `earlier`: one page about a proposal, and what is kept of earlier cycles."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.actions import acting, briefing, earlier_keeping
from app.actions import earlier as acts
from app.cli.adding import Add
from app.cli.consolidated import proposal_shape
from app.cli.desk import Desk
from app.cli.output import lines, one
from app.domain.briefs import Brief, Earlier
from app.i18n import _, ngettext
from app.phrases import decisions
from app.phrases import letters as words
from app.phrases.faults import shown as safe
from app.phrases.sizes import size
from app.reports.words import question_state


def add_commands(add: Add) -> None:
    brief = add("brief", _("one page about a proposal for whoever chairs its discussion"))
    brief.add_argument("proposal", metavar="PROPOSAL")
    brief.set_defaults(command=_brief)

    earlier = add("earlier", _("earlier cycles kept in this profile: list, keep, forget"))
    how = earlier.add_mutually_exclusive_group()
    how.add_argument(
        "--keep",
        type=Path,
        metavar="PATH",
        help=_("copy what the profile in this folder knows, or what is in this pack"),
    )
    how.add_argument("--forget", metavar="CYCLE", help=_("remove what is kept of it"))
    earlier.set_defaults(command=_earlier)


def _brief(desk: Desk, args: argparse.Namespace) -> int:
    acting.me(desk.store)
    found = briefing.brief(desk.store, desk.home, args.proposal)
    if desk.json:
        one(shape(found))
        return 0
    _print(found)
    return 0


def shape(found: Brief) -> dict[str, Any]:
    """Return a brief as `--json` shows it."""
    made: dict[str, Any] = asdict(found)
    for name in ("said", "round", "names"):
        made.pop(name)
    return {**proposal_shape(found.said), "round": found.round.id, **made}


def _print(found: Brief) -> None:
    said = found.said
    print(f"# {said.code} {said.title} (v{said.version})".replace("#  ", "# "))
    _say(found.summary)
    _say(", ".join(each.name for each in found.proponents), _("Proposed by {words}"))
    if found.changed is not None:
        headings = ", ".join(each.heading for each in found.changed.sections)
        print(
            _("Changed since version {n}: {headings}").format(
                n=found.changed.old, headings=headings
            )
        )
        _say(found.changed.note, _("The proposers say: {words}"))
    titles = {each.key: each.title for each in found.round.stances}
    held = [f"{titles.get(key, key)} {n}" for key, n in said.positions.items()]
    _say(", ".join(held), _("Positions: {words}"))
    if found.spread.mean is not None and found.spread.sd is not None:
        print(_("Mean {mean:.2f}, spread {sd:.2f}, {n} reviews").format(
            mean=found.spread.mean, sd=found.spread.sd, n=found.spread.n
        ))  # fmt: skip
    for group in said.shared:
        count = len({each.owner for each in group})
        told = ngettext("{n} says: {text}", "{n} say: {text}", count)
        print("= " + told.format(n=count, text=_line(group[0].text)))
    for each in said.objections:
        print("! " + _("{name} objects: {text}").format(name=each.name, text=_line(each.text)))
    for each in found.open_questions:
        print(f"? {question_state(each.state)}: {_line(each.text)} ({each.name})")
    for each in found.overlaps:
        count = ngettext("{n} would merge them", "{n} would merge them", each.members)
        beside = f" ({count.format(n=each.members)})" if each.members else ""
        print("~ " + _("Overlaps with {title}").format(title=each.title) + beside)
    if said.missing:
        names = found.names or {}
        print(
            _("Not answered: {names}").format(
                names=", ".join(names.get(each, each) for each in said.missing)
            )
        )
    if found.outcome:
        outcome = found.outcome_title or decisions.usual(found.outcome) or found.outcome
        told = _("Decided, not released yet: {words}") if found.pending else _("Decided: {words}")
        print(told.format(words=outcome))
    for each in found.earlier:
        _print_earlier(each)
    _say(
        found.continues,
        _("It continues “{words}”, of which nothing is here. See: earlier --keep PATH"),
    )


def _print_earlier(each: Earlier) -> None:
    print("\n" + _("Before, in {cycle}: {title}").format(cycle=each.cycle, title=each.title))
    _say(each.outcome_title or decisions.usual(each.outcome) or each.outcome, _("Decided: {words}"))
    _say(each.reason, _("Reason: {words}"))
    for letter in each.letters:
        print(words.as_text(letter), end="")


def _say(text: str, how: str = "{words}") -> None:
    if text.strip():
        print(how.format(words=_line(text)))


def _line(text: str) -> str:
    return " ".join(text.split())


def _kept(each: acts.EarlierCycle) -> str:
    return f"{each.cycle}  {safe(each.title)}  ({each.account}, {size(each.size)})"


def _earlier(desk: Desk, args: argparse.Namespace) -> int:
    acting.me(desk.store)
    if args.forget is not None:
        earlier_keeping.forget(desk.home, args.forget)
        one({"cycle": args.forget, "forgotten": True}) if desk.json else print(
            _("Removed: {cycle}").format(cycle=args.forget)
        )
        return 0
    if args.keep is not None:
        kept = earlier_keeping.keep(desk.store, desk.home, args.keep)
        one(asdict(kept)) if desk.json else print(_kept(kept))
        return 0
    found = acts.listed(desk.home)
    if desk.json:
        lines(asdict(each) for each in found)
        return 0
    for each in found:
        print(_kept(each))
    if not found:
        print(_("No earlier cycle is kept here. Keep one with: earlier --keep PATH"))
    return 0
