"""`review`: make or change my review of a proposal."""

import argparse
from dataclasses import replace
from typing import Any

from app.actions import acting, clock, forgetting, recusing, review_history, reviewing, showing
from app.actions.reviewing import Edit
from app.actions.trouble import Trouble
from app.cli import past_reviews, review_faults
from app.cli.adding import Add, key_value
from app.cli.desk import Desk
from app.cli.output import one, tell
from app.cli.papers import print_record
from app.domain.ids import review_id
from app.domain.reviews import RECUSALS, Fault, over, unknown
from app.domain.rounds import Round
from app.i18n import _
from app.phrases import conflicts, lateness
from app.phrases.faults import shown as safe
from app.store import Store, proposals, rounds


def add_commands(add: Add) -> None:
    review = add("review", _("make or change my review of a proposal; alone: show it"))
    review.add_argument("proposal", metavar="PROPOSAL")
    review.add_argument("--score", action="append", type=key_value, metavar="KEY=N")
    review.add_argument("--text", action="append", type=key_value, metavar="KEY=TEXT")
    review.add_argument("--stance", metavar="KEY")
    review.add_argument("--reason", action="append", metavar="R")
    review.add_argument("--merge-with", action="append", metavar="P")
    review.add_argument("--comment", metavar="T")
    review.add_argument("--to-chairs", metavar="T", help=_("only the chairs read it"))
    review.add_argument("--recuse", metavar="KIND[:WHY]", help=", ".join((*RECUSALS, "none")))
    review.add_argument("--no-expertise", action="store_true", default=None)
    review.add_argument("--no-conflict", action="store_true",
                        help=_("what is proposed as a conflict of interest is none"))  # fmt: skip
    review.add_argument("--history", action="store_true",
                        help=_("every version I submitted, and what changed in it"))  # fmt: skip
    review.add_argument("--restore", type=int, metavar="N",
                        help=_("make submitted version N my draft again"))  # fmt: skip
    how = review.add_mutually_exclusive_group()
    how.add_argument("--submit", action="store_true", help=_("it goes with the next sync"))
    how.add_argument("--draft", action="store_true", help=_("keep it here (this is usual)"))
    review.set_defaults(command=_review)


def _review(desk: Desk, args: argparse.Namespace) -> int:
    edit = _scores(desk, args)
    edit = None if edit is None else _recused(edit, args.recuse)
    if edit is None:
        return 2
    acts = (args.history, args.restore is not None, args.no_conflict, args.submit, args.draft)
    if edit == Edit() and not any(acts):
        return _mine(desk, args.proposal)
    code = _besides(desk, args, changes=edit != Edit())
    return _change(desk, args, edit) if code is None else code


def _mine(desk: Desk, proposal: str) -> int:
    """Show my review as it is. Nothing was said, so nothing is begun."""
    if proposals.one(desk.store, proposal) is None:
        raise Trouble("no_such_paper", kind="proposal", id=proposal)
    mine = rounds.my_review(desk.store, proposal)
    if mine is not None:
        _show(desk, proposal, mine.id)
    elif desk.json:
        me = acting.me(desk.store)
        id = review_id(me.cycle, me.account, proposal)
        one({"id": id, "collection": "reviews", "proposal": proposal, "state": None})
    else:
        print(_("You have not begun a review of it. What can be said: review --help"))
    return 0


def _show(desk: Desk, proposal: str, id: str) -> None:
    shown = showing.shown(desk.store, desk.home, "reviews", id)
    scheme = rounds.of_proposal(desk.store, proposal)
    amiss = _amiss(desk.store, shown, scheme)
    if amiss:
        shown["unknown"] = [_shape(each, scheme) for each in amiss]
    one(shown) if desk.json else print_record(dict(shown))
    for why in dict.fromkeys(review_faults.words(each, scheme) for each in amiss):
        tell(why)
    if shown.get("state") == "draft":
        _hint(desk.store, proposal, shown, scheme)


def _besides(desk: Desk, args: argparse.Namespace, *, changes: bool) -> int | None:
    """Look back, restore or wave a conflict away; None where the review itself is to be changed."""
    if args.history or args.restore is not None:
        together = args.history and (args.restore is not None or args.submit or args.draft)
        if changes or args.no_conflict or together:
            tell(_("--history and --restore stand alone; nothing was changed. See --help."))
            return 2
    if args.history:
        return past_reviews.show(desk, args.proposal)
    if args.restore is not None:
        review_history.restore(desk.store, args.proposal, args.restore)
    if args.no_conflict:
        recusing.dismiss(desk.store, args.proposal)
        if not (changes or args.submit or args.draft):
            return _dismissed(desk, args.proposal)
    return None


def _recused(edit: Edit, given: str | None) -> Edit | None:
    """Return `edit` with the conflict of interest that is `given`; None after saying what is wrong."""
    if given is None:
        return edit
    kind, _colon, why = given.partition(":")
    if kind not in (*RECUSALS, "none", ""):
        tell(_("“{kind}” is no kind of conflict of interest; nothing was saved. There are: "
               "{known}").format(kind=kind, known=", ".join(RECUSALS)))  # fmt: skip
        return None
    none = kind in {"none", ""}
    return replace(edit, recused="" if none else kind, recused_why="" if none else why)


def _change(desk: Desk, args: argparse.Namespace, edit: Edit) -> int:
    done = reviewing.review(desk.store, args.proposal, edit, submit=args.submit)
    forgetting.soon(desk.store, desk.home)
    shown = showing.shown(desk.store, desk.home, "reviews", done.id)
    scheme = rounds.of_proposal(desk.store, args.proposal)
    amiss = list(done.faults) if done.faults else _amiss(desk.store, shown, scheme)
    if amiss:
        shown["missing" if done.faults else "unknown"] = [_shape(each, scheme) for each in amiss]
    if desk.json:
        one(shown)
    else:
        print(_("Submitted, waiting for a line.") if done.submitted else _("Saved as a draft."))
    for why in dict.fromkeys(review_faults.words(each, scheme) for each in amiss):
        tell(why)
    _hint(desk.store, args.proposal, shown, scheme)
    if done.faults:
        tell(_("It was kept as a draft on this computer and not submitted."))
    elif amiss and not done.submitted:
        tell(_("The draft is kept as you gave it. Correct it before you submit it; an empty value "
               'takes something back (--stance "", --reason "", --text KEY=, --score KEY=).'))  # fmt: skip
    return 1 if done.faults else 0


def _dismissed(desk: Desk, proposal: str) -> int:
    """Say that what was proposed is no conflict; no review was made for it."""
    row = showing.shown(desk.store, desk.home, "proposals", proposal)
    if desk.json:
        one(row)
    else:
        print(_("Noted: no conflict of interest. It is not proposed again for the same reason."))
    return 0


def _hint(store: Store, proposal: str, shown: dict[str, Any], scheme: Round | None) -> None:
    """Say what is no fault: long texts, that it comes late, a conflict of interest that is likely."""
    for each in over(shown, scheme) if scheme is not None else ():
        tell(_("“{key}” is longer than the round asks for; it is kept as it is.").format(
            key=safe(each.key)
        ))  # fmt: skip
    late = "" if scheme is None else lateness.before(scheme, clock.now(store))
    if late:
        tell(late)
    for hint in recusing.suggested(store, proposal):
        tell(conflicts.reason(hint))
    if shown.get("recusal_suggested"):
        tell(_("If it is a conflict of interest: --recuse KIND. If not: --no-conflict."))


def _amiss(store: Store, review: dict[str, Any], scheme: Round | None) -> list[Fault]:
    """Return what in a saved review the round does not know: kept, but told at once."""
    found = [] if scheme is None else unknown(review, scheme)
    for each in review.get("merge_with") or []:
        if each == review.get("proposal"):
            found.append(Fault("merged_with_itself", each))
        elif proposals.one(store, each) is None:
            found.append(Fault("unknown_proposal", each))
    return found


def _shape(fault: Fault, scheme: Round | None) -> dict[str, Any]:
    known = review_faults.choices(fault, scheme)
    return {"code": fault.code, "key": fault.key, **({"choices": known} if known else {})}


def _given(words: list[str] | None) -> list[str] | None:
    """Return what was named; an empty word alone takes back what was named before."""
    return None if words is None else [each for each in words if each]


def _scores(desk: Desk, args: argparse.Namespace) -> Edit | None:
    """Read what was given; None after saying what is wrong."""
    scheme = rounds.of_proposal(desk.store, args.proposal)
    scores: dict[str, int | None] = {}
    overall: int | None = None
    blank = False
    for key, raw in args.score or ():
        try:
            score = int(raw) if raw.strip() else None
        except ValueError:
            tell(_("“{raw}” is not a whole number; nothing was saved.").format(raw=raw))
            return None
        if key == "overall" and (scheme is None or scheme.criterion(key) is None):
            overall, blank = score, score is None
        else:
            scores[key] = score
    return Edit(
        scores=scores,
        texts=dict(args.text or ()),
        overall=overall,
        blank_overall=blank,
        stance=args.stance,
        reasons=_given(args.reason),
        merge_with=_given(args.merge_with),
        comment=args.comment,
        to_chairs=args.to_chairs,
        no_expertise=args.no_expertise,
    )
