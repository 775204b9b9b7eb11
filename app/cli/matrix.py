"""`matrix`: members by proposals, the numbers they come to, and who has not answered."""

import argparse
from collections.abc import Iterable

from app.actions import matrix as matrices
from app.actions import matrix_shape, recusing
from app.actions.acting import me
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import one, tell
from app.domain import assigning, lenses, matrix_order, reckoning
from app.domain.fields import GROUPS, REGIONS
from app.domain.matrices import Line, Matrix, Person
from app.domain.matrix_order import Condition
from app.domain.scoring import Spread
from app.i18n import _, ngettext
from app.phrases import balance, conflicts, schemes
from app.phrases.faults import shown

_TITLE = 44
"""Characters of a title in a line of the table."""


def add_commands(add: Add) -> None:
    matrix = add("matrix", _("who said what of a round's proposals, and what it comes to"))
    matrix.add_argument("round", metavar="ROUND")
    matrix.add_argument(
        "--sort", metavar="KEY", default="code",
        help=", ".join(matrix_order.PLAIN) + ", criterion/KEY, stance/KEY, member/ACCOUNT",
    )  # fmt: skip
    matrix.add_argument("--reverse", action="store_true", help=_("the other way round"))
    matrix.add_argument(
        "--where", action="append", type=_condition, default=[], metavar="CONDITION",
        help=_("only such proposals: mean>=3.5, theme=access, stance/object>0, few=1, mean=; "
               "may be repeated"),
    )  # fmt: skip
    matrix.add_argument("--by", choices=lenses.KINDS, help=_("also by stakeholder group or region"))
    for name in lenses.KINDS:
        matrix.add_argument(
            f"--{name}", action="append", default=[], metavar=name.upper(),
            help=_("reckon with these members only; may be repeated"),
        )  # fmt: skip
    matrix.add_argument(
        "--member", action="append", default=[], metavar="ACCOUNT",
        help=_("reckon with these members only; may be repeated"),
    )  # fmt: skip
    matrix.add_argument("--cells", action="store_true", help=_("show what each member gave"))
    matrix.set_defaults(command=_matrix)


def _condition(text: str) -> Condition:
    found = matrix_order.condition(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"“{text}”: KEY=VALUE, KEY>=N")
    return found


def _matrix(desk: Desk, args: argparse.Namespace) -> int:
    me(desk.store)
    found = matrices.of_round(desk.store, args.round)
    if not _members_are_known(found, args):
        return 2
    if args.group or args.region or args.member:
        found = reckoning.seen_by(found, lambda person: _asked_for(person, args))
    if not _keys_are_known(found, args):
        return 2
    lines = matrix_order.chosen(found.proposals, args.where)
    lines = matrix_order.ordered(lines, args.sort, turned=args.reverse)
    hidden = recusing.kept_from_me(desk.store, args.round)
    if hidden:
        tell(conflicts.kept_from_me(hidden))
    if desk.json:
        one(matrix_shape.shape(found, lines, args.by or ""))
    else:
        _print(found, lines, args)
    return 0


def _asked_for(person: Person, args: argparse.Namespace) -> bool:
    """Say whether `--group`, `--region` and `--member` let a member through."""
    return (
        (not args.member or person.account in args.member)
        and (not args.group or lenses.value_of(person, "group") in _meant(args.group))
        and (not args.region or lenses.value_of(person, "region") in _meant(args.region))
    )


def _meant(words: Iterable[str]) -> set[str]:
    return {"" if word == "unknown" else word for word in words}


def _keys_are_known(found: Matrix, args: argparse.Namespace) -> bool:
    known = {*matrix_order.keys(found)}
    asked = [args.sort, *(each.key for each in args.where if each.key not in {"status", "few"})]
    for key in asked:
        if key not in known:
            tell(_("There is no “{key}” in this round's matrix. There are: {known}.").format(
                key=shown(key), known=", ".join(sorted(known))
            ))  # fmt: skip
            return False
    for each in args.where:
        if not each.comparable:
            tell(_("“{key}” is compared with a number, not with “{value}”.").format(
                key=shown(each.key), value=shown(each.wanted)
            ))  # fmt: skip
            return False
    return True


def _members_are_known(found: Matrix, args: argparse.Namespace) -> bool:
    """Say whether `--group`, `--region` and `--member` name what there is; tell what is not."""
    for asked, known in (
        (args.group, (*GROUPS, "unknown")),
        (args.region, (*REGIONS, lenses.NO_REGION, "unknown")),
        (args.member, tuple(each.account for each in found.members)),
    ):
        for each in asked:
            if each not in known:
                tell(_("There is no “{key}” among the members of this round. There are: {known}.").format(
                    key=shown(each), known=", ".join(map(shown, known))
                ))  # fmt: skip
                return False
    return True


def _print(found: Matrix, lines: list[Line], args: argparse.Namespace) -> None:
    scored = found.round.scored
    print(_header(scored=scored))
    for line in lines:
        print(_row(found, line))
        for label, numbers in _parts(found, line, args.by):
            print(f"      {label:<{_TITLE + 6}} {_numbers(numbers)}")
        if args.cells:
            _print_cells(found, line)
    print()
    _print_coverage(found)
    if args.by:
        _print_balance(found, args.by)
    for sentence in schemes.told(found):
        print(sentence)


def _header(*, scored: bool) -> str:
    numbers = f"{_('mean'):>6} {_('median'):>7} {_('sd'):>6}"
    name = f"{_('proposal'):<{_TITLE + 12}}"
    rest = f"{_('differ'):>7} {_('blank'):>6} {_('conflict'):>9}"
    return f"{name} {_('n'):>4} {numbers} {rest}" if scored else f"{name} {_('n'):>4} {rest}"


def _row(found: Matrix, line: Line) -> str:
    title = shown(line.title)
    title = title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"
    name = f"{shown(line.code or line.id)[:11]:<11} {title:<{_TITLE}}"
    differ = "–" if line.controversy is None else f"{line.controversy:.2f}"
    rest = f"{differ:>7} {line.blank:>6} {line.recused:>9}"
    marks = [_("few reviews")] if line.few else []
    marks += [_("withdrawn")] if line.status == "withdrawn" else []
    titles = {each.key: each.title for each in found.round.stances}
    order = [*titles, *sorted(line.stances.keys() - titles)]
    marks += [f"{titles.get(key, key)} {n}" for key in order if (n := line.stances.get(key))]
    numbers = _numbers(line.spread) if found.round.scored else f"{line.answered:>4}"
    return f"{name} {numbers} {rest}  {', '.join(map(shown, marks))}".rstrip()


def _numbers(of: Spread) -> str:
    if of.mean is None or of.median is None or of.sd is None:
        return f"{of.n:>4} {'–':>6} {'–':>7} {'–':>6}"
    return f"{of.n:>4} {of.mean:>6.2f} {of.median:>7.2f} {of.sd:>6.2f}"


def _parts(found: Matrix, line: Line, by: str | None) -> list[tuple[str, Spread]]:
    """Return what stands under a proposal: its criteria, or groups or regions."""
    if by:
        values = lenses.by_value(line, found.members, by)
        return [(balance.value(by, value), values[value]) for value in sorted(values)]
    titles = {each.key: each.title for each in found.round.criteria}
    several = len(line.criteria) > 1 or found.round.overall is not None
    return [(shown(titles[key]), each) for key, each in line.criteria.items() if several]


def _print_cells(found: Matrix, line: Line) -> None:
    names = {each.account: each.name for each in found.members}
    for account, cell in line.reviews.items():
        if cell.recused:
            said = _("conflict of interest")
        elif cell.no_expertise:
            said = _("no expertise")
        else:
            parts = ["–" if cell.own is None else f"{cell.own:.2f}"]
            parts += [f"{shown(key)} {score}" for key, score in cell.scores.items()
                      if score is not None]  # fmt: skip
            parts += [shown(cell.stance)] if cell.stance else []
            said = "  ".join(parts)
        print(f"      {shown(names.get(account, account))}: {said}")
    if assigning.assigns(found.round):
        silent = [names[each] for each in names if each in line.asked_of - line.reviews.keys()]
        others = [names[each] for each in names if each not in {*line.asked_of, *line.reviews}]
        for words, people in (
            (_("Asked, not answered: {names}"), silent),
            (_("Not asked: {names}"), others),
        ):
            if people:
                print(f"      {words.format(names=', '.join(map(shown, people)))}")


def _print_coverage(found: Matrix) -> None:
    covered = found.coverage
    print(_("{answered} of {asked} reviews are here; {counting} count.").format(
        answered=covered.answered, asked=covered.asked, counting=covered.counting
    ))  # fmt: skip
    names = {each.account: each.name for each in found.members}
    if covered.missing:
        missing = ", ".join(shown(names.get(each, each)) for each in covered.missing)
        print(_("Have not answered: {names}").format(names=missing))
    if covered.few:
        count = len(covered.few)
        print(ngettext("Few reviews: {n} proposal.", "Few reviews: {n} proposals.", count).format(
            n=count
        ))  # fmt: skip


def _print_balance(found: Matrix, by: str) -> None:
    for each in lenses.balance(found, by):
        share = "" if each.share is None else f" ({each.share:g} %)"
        told = _("{value}: {answered} of {members} members, {reviews} reviews{share}").format(
            value=balance.value(by, each.value), answered=each.answered, members=each.people,
            reviews=each.reviews, share=share,
        )  # fmt: skip
        mean = "" if each.spread.mean is None else _(", mean {mean:.2f}").format(
            mean=each.spread.mean
        )  # fmt: skip
        small = _(" – few members: take the numbers with care") if each.small else ""
        print(f"{told}{mean}{small}")
