"""`capacity`: who fits into the places of a round, and what another line would change."""

import argparse
import re
from typing import Any

from app.actions import ranking
from app.actions.ranking import Ranking
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import one, tell
from app.domain.balances import Change, Share
from app.domain.capacity import KINDS, Place, Quota
from app.i18n import _, ngettext
from app.phrases import balance as words
from app.phrases import conflicts, decisions

_QUOTA = re.compile(r"(?P<kind>[a-z]+)(?::(?P<value>[^=]*))?=(?P<n>[0-9]{1,6})")


def add_commands(add: Add) -> None:
    capacity = add("capacity", _("rank a round's proposals, and draw the line at its places"))
    capacity.add_argument("round", metavar="ROUND")
    capacity.add_argument(
        "--slots", type=_count, metavar="N", help=_("usual: the round's capacity")
    )
    capacity.add_argument(
        "--quota", action="append", type=_quota, default=[], metavar="KIND[:VALUE]=N",
        help=_("at most N of each theme, group or region, or of one: theme=20, region:weog=5"),
    )  # fmt: skip
    capacity.add_argument(
        "--at-least", action="append", type=_least, default=[], metavar="KIND:VALUE=N",
        help=_("at least N: region:african=10"),
    )  # fmt: skip
    capacity.add_argument(
        "--prefer", action="append", default=[], metavar="P",
        help=_("of proposals with equal means this one first; may be repeated"),
    )  # fmt: skip
    capacity.set_defaults(command=_capacity)


def _count(text: str) -> int:
    if not re.fullmatch("[0-9]{1,6}", text):
        raise argparse.ArgumentTypeError(f"“{text}”: " + _("a whole number from 0"))
    return int(text)


def _quota(text: str) -> Quota:
    found = _QUOTA.fullmatch(text)
    if found is None or found["kind"] not in KINDS:
        raise argparse.ArgumentTypeError(f"“{text}”: KIND[:VALUE]=N, KIND: " + ", ".join(KINDS))
    return Quota(found["kind"], int(found["n"]), found["value"])


def _least(text: str) -> Quota:
    quota = _quota(text)
    if quota.value is None:
        raise argparse.ArgumentTypeError(f"“{text}”: KIND:VALUE=N")
    return Quota(quota.kind, quota.n, quota.value, least=True)


def _capacity(desk: Desk, args: argparse.Namespace) -> int:
    table = ranking.table(desk.store, args.round)
    found = ranking.ranking(table, args.slots, [*args.quota, *args.at_least], args.prefer)
    if table.hidden:
        tell(conflicts.kept_from_me(table.hidden))
    if desk.json:
        one(_shape(found, [*args.quota, *args.at_least]))
    else:
        _print(found)
    return 0


def _shape(found: Ranking, quotas: list[Quota]) -> dict[str, Any]:
    line = found.line
    outcomes = {each.paper.id: each.decision for each in found.table.decisions.lines}
    return {
        "round": found.table.round,
        "slots": line.slots,
        "capacity": found.table.capacity,
        "cutoff": line.cutoff,
        "tied": list(line.ids("tied")),
        "open_slots": line.open_slots,
        "hidden": list(found.table.hidden),
        "places_taken": found.table.decisions.places,
        "quotas": [
            {"kind": each.kind, "value": each.value, "n": each.n, "least": each.least}
            for each in quotas
        ],
        "proposals": [
            {
                "id": each.entry.id,
                "code": each.entry.code,
                "title": each.entry.title,
                "rank": each.rank,
                "mean": each.entry.mean,
                "n": each.entry.n,
                "tied": each.tied,
                "state": each.state,
                "outcome": decision.outcome if (decision := outcomes.get(each.entry.id)) else None,
                **{kind: list(each.entry.of(kind)) for kind in KINDS},
            }
            for each in line.places
        ],
        "balance": {
            kind: [_change(each) for each in changes] for kind, changes in found.balance.items()
        },
        "decided": {
            kind: [{"value": each.value, **_share(each)} for each in shares]
            for kind, shares in found.decided.items()
        },
    }


def _change(each: Change) -> dict[str, Any]:
    return {
        "value": each.value,
        "all": _share(each.all),
        "before": _share(each.before),
        "after": _share(each.after),
        "difference": each.difference,
    }


def _share(each: Share | None) -> dict[str, Any]:
    if each is None:
        return {"n": 0, "share": 0.0, "small": True}
    return {"n": each.n, "share": each.share, "small": each.small}


def _print(found: Ranking) -> None:
    line = found.line
    for each in line.places:
        print(_place(each))
    if line.cutoff is None:
        print(_("Fewer proposals have a score than there are places ({n}).").format(n=line.slots))
    else:
        print(_("Places: {n}. Cut-off by rank alone: {mean:.3f}").format(
            n=line.slots, mean=line.cutoff
        ))  # fmt: skip
    if line.open_slots:
        places = ngettext("{n} place", "{n} places", line.open_slots).format(n=line.open_slots)
        print(_("{tied} proposals with equal means stand for {places}; none was chosen. "
                "Name an order: --prefer P").format(
            tied=len(line.ids("tied")), places=places
        ))  # fmt: skip
    for kind, changes in found.balance.items():
        print()
        print(words.kind(kind))
        for each in changes:
            print("  " + words.change(kind, each))
    print()
    if any(map(words.divided, found.balance.values())):
        print(words.divided_words())
    print(words.few_words())


def _place(each: Place) -> str:
    entry = each.entry
    rank = "–" if each.rank is None else f"{each.rank}" + ("=" if each.tied else "")
    mean = "–" if entry.mean is None else f"{entry.mean:.3f}"
    name = f"{entry.code or entry.id}  {entry.title}"
    return f"{rank:>5}  {mean:>6}  n={entry.n:<3} {decisions.place(each.state):<12} {name}"
