"""The reports a chair can make of a round, in words: what each is, its parts, its formats."""

from app.actions import reporting
from app.i18n import _

REPORTS = ("round-report", "comments", "matrix", "decisions", "brief", "letter", "book")
"""In the order of the path; all are of the round that is looked at."""


def names() -> dict[str, str]:
    return {
        "round-report": _("Round report"),
        "comments": _("Comments"),
        "matrix": _("Matrix"),
        "decisions": _("Decisions"),
        "brief": _("Briefs"),
        "letter": _("Letters"),
        "book": _("Meeting book"),
    }


def holds(what: str) -> str:
    """Return what a report holds."""
    known = {
        "round-report": _(
            "How the round was answered and what it came to, with charts; then each proposal: "
            "positions, what several say, objections, open questions."
        ),
        "comments": _(
            "All that was said, by proposal and criterion. It holds what members wrote to the "
            "chairs: mind who is to read it."
        ),
        "matrix": _("Scores and positions of every member, and who the reviews come from."),
        "decisions": _("Outcomes with reasons, who goes ahead, what was decided online."),
        "brief": _("A page for each proposal, for whoever chairs its discussion."),
        "letter": _("All guidelines to the proposers as they stand, drafts marked as such."),
        "book": _("All proposals with their texts, for a meeting without a line."),
    }
    return known.get(what, "")


def parts(what: str) -> dict[str, str]:
    """Return what can be chosen of a report, in its usual order."""
    known = {
        "answers": _("Answers"),
        "positions": _("Positions"),
        "scores": _("Scores"),
        "balance": _("By group and region"),
        "missing": _("Who has not answered"),
        "lonely": _("Few reviews"),
        "questions": _("Questions"),
        "decisions": _("Decisions"),
        "proposals": _("Each proposal"),
        "general": _("General comments"),
        "matrix": _("Matrix"),
        "group": _("By stakeholder group"),
        "region": _("By region"),
        "outcomes": _("Outcomes"),
        "online": _("Decided online"),
        "pending": _("Pending decisions, too"),
        "marks": _("My marks and reviews"),
    }
    return {key: known.get(key, key) for key in reporting.PARTS.get(what, ())}


def usual(what: str) -> frozenset[str]:
    """Return the parts that are there unless somebody says otherwise."""
    return frozenset(reporting.USUAL_PARTS.get(what, ()))
