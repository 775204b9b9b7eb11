"""`review`: make or change my review of a proposal."""

import argparse
from dataclasses import replace

from app.actions import reviewing, showing
from app.actions.reviewing import Edit, Reviewed
from app.cli.adding import Add, key_value
from app.cli.desk import Desk
from app.cli.output import one, tell
from app.domain.reviews import RECUSALS, Fault
from app.i18n import _
from app.store import rounds


def add_commands(add: Add) -> None:
    review = add("review", _("make or change my review of a proposal"))
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
    how = review.add_mutually_exclusive_group()
    how.add_argument("--submit", action="store_true", help=_("it goes with the next sync"))
    how.add_argument("--draft", action="store_true", help=_("keep it here (this is usual)"))
    review.set_defaults(command=_review)


def _review(desk: Desk, args: argparse.Namespace) -> int:
    edit = _scores(desk, args)
    if edit is None:
        return 2
    if args.recuse is not None:
        kind, _colon, why = args.recuse.partition(":")
        if kind not in (*RECUSALS, "none", ""):
            tell(_("“{kind}” is no kind of conflict of interest; nothing was saved. There are: "
                   "{known}").format(kind=kind, known=", ".join(RECUSALS)))  # fmt: skip
            return 2
        none = kind in {"none", ""}
        edit = replace(edit, recused="" if none else kind, recused_why="" if none else why)
    done = reviewing.review(desk.store, args.proposal, edit, submit=args.submit)
    shown = showing.shown(desk.store, desk.home, "reviews", done.id)
    if done.faults:
        shown["missing"] = _missing(done)
    if desk.json:
        one(shown)
    else:
        print(_("Submitted, waiting for a line.") if done.submitted else _("Saved as a draft."))
    for fault in done.faults:
        tell(words(fault))
    if done.faults:
        tell(_("It was kept as a draft on this computer and not submitted."))
    return 1 if done.faults else 0


def _missing(done: Reviewed) -> list[dict[str, str]]:
    return [{"code": fault.code, "key": fault.key} for fault in done.faults]


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
        reasons=args.reason,
        merge_with=args.merge_with,
        comment=args.comment,
        to_chairs=args.to_chairs,
        no_expertise=args.no_expertise,
    )


def words(fault: Fault) -> str:
    """Return what keeps a review from being submitted, as a sentence."""
    sentence = {
        "text_required": _("“{key}” needs a text."),
        "score_out_of_scale": _("The score of “{key}” is outside its scale."),
        "reason_required": _("A score this low asks for one of the round's reasons."),
        "unknown_criterion": _("The round has no criterion “{key}”."),
        "unknown_stance": _("The round has no position “{key}”."),
        "unknown_reason": _("The round has no reason “{key}”."),
        "unknown_recusal": _("“{key}” is no kind of conflict of interest."),
    }[fault.code]
    return sentence.format(key=fault.key)
