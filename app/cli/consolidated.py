"""`consolidate`, `questions`, `ask-all`: what members said and asked, brought together."""

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from app.actions import acting, ledger, recusing, remarks, showing
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import lines, one, tell
from app.domain.consolidations import DocumentSaid, ProposalSaid, RoundSaid, Said, Under, to_json
from app.domain.ledgers import STATES, Asked, CommonQuestion
from app.i18n import _, ngettext
from app.phrases import conflicts
from app.phrases.faults import shown as safe
from app.reports import words
from app.reports.words import question_state
from app.store import members, proposals


def add_commands(add: Add) -> None:
    consolidate = add("consolidate", _("what was said, by proposal and criterion or by section"))
    consolidate.add_argument("what", metavar="ROUND|document/ID")
    consolidate.add_argument("--proposal", metavar="ID", help=_("of this proposal alone"))
    consolidate.set_defaults(command=_consolidate)

    questions = add("questions", _("the questions of a round and how far each has come"))
    questions.add_argument("round", metavar="ROUND")
    questions.add_argument("--state", action="append", choices=STATES, help=_("may be repeated"))
    questions.add_argument("--proposal", metavar="ID", help=_("of this proposal alone"))
    questions.add_argument(
        "--common", action="store_true", help=_("asked of several: their answers side by side")
    )
    questions.set_defaults(command=_questions)

    ask = add("ask-all", _("ask the proposers of several proposals the same question"))
    ask.add_argument("proposals", nargs="*", metavar="PROPOSAL")
    ask.add_argument("--round", metavar="R", help=_("all proposals of this round"))
    ask.add_argument("--text", required=True)
    ask.add_argument("--criterion", metavar="KEY")
    ask.add_argument("--audience", action="append", metavar="WHO", help=_("as of a comment"))
    ask.set_defaults(command=_ask_all)


def _consolidate(desk: Desk, args: argparse.Namespace) -> int:
    acting.me(desk.store)
    found = remarks.consolidation(desk.store, desk.home, args.what)
    if isinstance(found, DocumentSaid):
        one(document_shape(found)) if desk.json else _print_document(desk, found)
        return 0
    hidden = recusing.kept_from_me(desk.store, args.what)
    if hidden:
        tell(conflicts.kept_from_me(hidden))
    if args.proposal is not None:
        remarks.of_proposal(desk.store, desk.home, args.proposal)  # refuses what is not here
    if desk.json:
        one(round_shape(found, args.proposal))
    else:
        _print_round(desk, found, args.proposal)
    return 0


def round_shape(found: RoundSaid, only: str | None = None) -> dict[str, Any]:
    said = [each for each in found.proposals if only in {None, each.id}]
    return {
        "round": found.round.id,
        "title": found.round.title,
        "criteria": {each.key: each.title for each in found.round.criteria},
        "proposals": [proposal_shape(each) for each in said],
        "questions": [asdict(each) for paper in said for each in paper.questions],
        "missing": list(found.missing),
        "lonely": list(found.lonely),
        "fewest": list(found.fewest),
    }


def proposal_shape(said: ProposalSaid) -> dict[str, Any]:
    return {
        "id": said.id,
        "code": said.code,
        "title": said.title,
        "version": said.version,
        "criteria": {each.key: [*map(to_json, each.said)] for each in said.under if each.key},
        "general": [to_json(each) for under in said.under if not under.key for each in under.said],
        "questions": [asdict(each) for each in said.questions],
        "positions": dict(said.positions),
        "in_favour": list(said.in_favour),
        "objecting": list(said.objecting),
        "agreement": [_shared(each) for each in said.shared],
        "objection": [to_json(each) for each in said.objections],
        "reasons": dict(said.reasons),
        "merges": dict(said.merges),
        "heard": said.heard,
        "answered": list(said.answered),
        "missing": list(said.missing),
        "recused": list(said.recused),
        "no_expertise": list(said.no_expertise),
    }


def document_shape(found: DocumentSaid) -> dict[str, Any]:
    return {
        "document": found.id,
        "title": found.title,
        "version": found.version,
        "comments_by": found.comments_by or None,
        "headings": {each.key: each.title for each in found.under if each.key},
        "sections": {each.key: [*map(to_json, each.said)] for each in found.under if each.key},
        "general": [to_json(each) for under in found.under if not under.key for each in under.said],
        "questions": [to_json(each) for each in found.questions],
        "agreement": [_shared(each) for each in found.shared],
        "missing": list(found.missing),
    }


def _shared(group: Sequence[Said]) -> dict[str, Any]:
    return {
        "text": group[0].text,
        "owners": list(dict.fromkeys(each.owner for each in group)),
        "ids": [each.id for each in group],
        "criterion": group[0].criterion or None,
        "section": group[0].section or None,
    }


def _print_round(desk: Desk, found: RoundSaid, only: str | None) -> None:
    for each in found.proposals:
        if only in {None, each.id}:
            _print_proposal(each)
    if found.missing and only is None:
        count = len(found.missing)
        told = ngettext("{n} has not answered: {names}", "{n} have not answered: {names}", count)
        print(told.format(n=count, names=_people(desk, found.missing)))


def _people(desk: Desk, accounts: Sequence[str]) -> str:
    names = members.names(desk.store)
    return ", ".join(safe(names.get(each, each)) for each in accounts)


def _print_proposal(said: ProposalSaid) -> None:
    print(f"# {said.code} {said.title} (v{said.version})".replace("#  ", "# "))
    if not said.heard:
        print(_("Nobody said anything about it yet."))
    for under in said.under:
        _print_under(under)
    for each in said.questions:
        print(f"? {question_state(each.state)}: {_line(each.text)} ({each.name})")
    print()


def _print_document(desk: Desk, found: DocumentSaid) -> None:
    print(f"# {found.title}")
    for under in found.under:
        _print_under(under, of=found.title)
    if found.missing:
        said = _("Nothing was said by: {names}")
        print(said.format(names=_people(desk, found.missing)))


def _print_under(under: Under, of: str = "") -> None:
    """Print what was said under a heading; one that is the title `of` the paper is not repeated."""
    if not under.said:
        return
    if not of or under.title != of:
        print(f"## {under.title or _('On the whole')}")
    for each in under.said:
        quote = "" if not each.quote else _("on “{words}”").format(words=_line(each.quote))
        mark = "=" if each.like else "-"
        came = "" if each.came is None else words.came(each.came, each.name)
        told = (each.name, quote, came)
        print(f"{mark} {_line(each.text)} ({', '.join(part for part in told if part)})")


def _line(text: str) -> str:
    return " ".join(text.split())


def _questions(desk: Desk, args: argparse.Namespace) -> int:
    acting.me(desk.store)
    if args.common:
        found = ledger.common_questions(desk.store, args.round)
        if desk.json:
            lines(asdict(each) for each in found)
        else:
            _print_common(found)
        return 0
    wanted = set(args.state or STATES)
    asked = [
        each
        for each in ledger.ledger(desk.store, args.round)
        if each.state in wanted and args.proposal in {None, each.proposal}
    ]
    if desk.json:
        lines(asdict(each) for each in asked)
        return 0
    if not asked:
        print(_("No question was asked."))
    for each in asked:
        print(f"{each.id}  {each.proposal}  {question_state(each.state)}{_answer(each)}")
        print(f"    {_line(each.text)} ({each.name})")
    return 0


def _print_common(found: Sequence[CommonQuestion]) -> None:
    if not found:
        print(_("No question was asked of several proposers."))
    for each in found:
        print(_line(each.text))
        for asked in each.asked:
            print(f"    {asked.proposal}: {question_state(asked.state)}{_answer(asked)}")
        if each.not_asked:
            print("    " + _("Not asked: {names}").format(names=", ".join(each.not_asked)))


def _answer(asked: Asked) -> str:
    if asked.answer is None:
        return ""
    words = _("version {n}, {heading}: “{words}”")
    return "  " + words.format(
        n=asked.answer.version, heading=asked.answer.heading, words=_line(asked.answer.exact)
    )


def _ask_all(desk: Desk, args: argparse.Namespace) -> int:
    wanted: list[str] = list(args.proposals)
    if args.round is not None:
        ledger.ledger(desk.store, args.round)  # refuses a round that is not here
        listed = proposals.listed(desk.store, args.round)
        wanted += [each.id for each in listed if each.status != "withdrawn"]
    if not wanted:
        tell(_("Name the proposals, or --round R. Nothing was asked."))
        return 2
    done = ledger.ask_all(
        desk.store,
        wanted,
        args.text,
        criterion=args.criterion,
        audience=tuple(args.audience) if args.audience else None,
    )
    if desk.json:
        lines(showing.shown(desk.store, desk.home, "comments", id) for id in done.ids)
    else:
        count = len(done.ids)
        told = ngettext("Asked about {n} proposal.", "Asked about {n} proposals.", count)
        print(told.format(n=count))
    return 0
