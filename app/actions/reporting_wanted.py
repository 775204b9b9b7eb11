"""What a report is wished as: its format, round, meeting, names, parts; and what is composed of it."""

from dataclasses import dataclass

from app.actions import exporting_steps
from app.actions import reporting_values as values
from app.actions.acting import me
from app.actions.clock import Clock
from app.actions.consolidating import Style
from app.actions.trouble import Trouble
from app.paths import Home
from app.reports import book, decision_record, matrix_report, round_report
from app.reports.documents import By
from app.reports.naming import Names
from app.reports.tree import Paper, Report
from app.store import Store, annotations, proposals, rounds

TABLES = frozenset({"xlsx", "csv", "json"})
"""Formats that hold the tables of a report, not its words."""
FORMATS: dict[str, tuple[str, ...]] = {
    "comments": ("pdf", "docx", "html", "xlsx", "csv", "json", "txt"),
    "my-comments": ("pdf", "docx", "html", "xlsx", "csv", "json", "txt"),
    "matrix": ("pdf", "docx", "html", "xlsx", "csv", "json", "txt"),
    "letter": ("pdf", "docx", "html", "txt"),
    "brief": ("pdf", "docx", "html", "txt"),
    "round-report": ("pdf", "docx", "html", "xlsx", "json", "txt"),
    "decisions": ("pdf", "docx", "html", "xlsx", "csv", "json", "txt"),
    "book": ("pdf", "docx", "html", "txt"),
    "agenda": ("pdf", "docx", "html", "txt"),
    "summary": ("pdf", "docx", "html", "txt", "json"),
    "timeline": ("pdf", "docx", "html", "xlsx", "csv", "json", "txt"),
    "actions": exporting_steps.FORMATS,
    "statistics": ("pdf", "docx", "html", "xlsx", "csv", "json", "txt"),
}
PARTS: dict[str, tuple[str, ...]] = {
    "comments": ("proposals", "general"),
    "matrix": matrix_report.PARTS,
    "round-report": round_report.PARTS,
    "decisions": (*decision_record.PARTS, decision_record.PENDING),
    "book": book.PARTS,
}
"""What can be chosen of a report, in the order in which it usually stands."""
USUAL_PARTS: dict[str, tuple[str, ...]] = {
    **PARTS,
    "decisions": decision_record.PARTS,
    "book": ("proposals",),
}
"""Parts of a report that was asked for without saying which."""
NAMED = frozenset({"comments", "matrix", "round-report"})
"""Reports that can call members by role, or not at all."""
ORDERED = frozenset({"comments", "my-comments"})
"""Reports that can go by criterion."""
OF_MEETING = frozenset({"actions", "agenda", "book", "summary", "timeline"})
"""Reports that are, or can be, of one meeting."""
ZONED = frozenset({"agenda", "book", "timeline"})
"""Reports that tell times in any zone."""
REVIEWED = frozenset({"comments", "matrix", "round-report", "brief"})
"""Reports of what members said: a chair who declared a conflict is told what they lack."""
OF_PROPOSAL = frozenset({"comments", "letter", "brief", "book"})
"""Reports that can be of one proposal."""


def round_of(store: Store, id: str | None) -> str:
    """Return the round meant: `id`, or the one where most was said, an open one first.

    Raises Trouble: `not_joined`, `no_such_round`, `nothing_to_export`.
    """
    me(store)
    known = rounds.listed(store)
    if id is not None:
        if id not in {each.id for each in known}:
            raise Trouble("no_such_round", id=id)
        return id
    if not known:
        raise Trouble("nothing_to_export")
    return max(known, key=lambda each: (said_in(store, each.id), each.status == "open")).id


def said_in(store: Store, round: str) -> int:
    """Return how much was said in a round: reviews and comments."""
    return len(rounds.reviews(store, round)) + len(annotations.comments(store, round))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report as it is asked for."""

    what: str
    format: str
    round: str | None = None
    """None: the one where most was said."""
    proposal: str | None = None
    document: str | None = None
    """Comments on this document instead of a round."""
    by: By = "proposal"
    names: Names = "full"
    paper: Paper = "A4"
    language: str | None = None
    """Of the report's own words; None: as the program speaks."""
    parts: tuple[str, ...] = ()
    """In their order; empty: the usual ones."""
    meeting: str | None = None
    """Of this meeting alone, as a calendar is."""
    zone: str | None = None
    """Whose time the dates are told in; None: this computer's."""
    call: str | None = None
    """Contributions to this call alone."""
    dimensions: tuple[str, ...] = ()
    """What contributions are counted by; empty: by group and region."""
    steps: exporting_steps.Chosen = exporting_steps.ALL
    """Which next steps."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A report before it is written."""

    report: Report
    warnings: tuple[str, ...] = ()
    """What whoever hands it on should know, in words."""
    text: str = ""
    """The same as plain text, of reports that have it."""


@dataclass(frozen=True, slots=True)
class Asking:
    """One wish, with what is needed to compose it."""

    store: Store
    home: Home
    wanted: Wanted
    at: str
    style: Style
    clock: Clock

    @property
    def parts(self) -> tuple[str, ...]:
        return self.wanted.parts or USUAL_PARTS.get(self.wanted.what, ())

    def round(self) -> str:
        """Return the round that is meant, by its id or by a proposal of it."""
        if self.wanted.proposal is not None and self.wanted.round is None:
            paper = proposals.one(self.store, self.wanted.proposal)
            if paper is None:
                raise Trouble("no_such_paper", kind="proposal", id=self.wanted.proposal)
            return paper.round
        return round_of(self.store, self.wanted.round)

    def setting(self, readers: tuple[str, ...]) -> values.Setting:
        return values.setting(
            self.store, self.at, self.style, readers, named=self.wanted.names == "full"
        )
