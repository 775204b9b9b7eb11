"""Reports as they are asked for: what, in which format, of what, how named, on what paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app import i18n
from app.actions import (
    agenda_papers,
    briefing,
    composing,
    consolidating,
    contributing,
    exporting_steps,
    letters,
    matrix,
    meeting_books,
    recusing,
    suggesting,
    summarising,
    summarising_files,
    timelining,
)
from app.actions import reporting_values as values
from app.actions.acting import me
from app.actions.clock import Clock, stamp, system
from app.actions.clock import now as now_of
from app.actions.consolidating import Style
from app.actions.trouble import Trouble
from app.domain import audience
from app.domain.composed_letters import ComposedLetter
from app.domain.letters import Letter
from app.domain.matrices import Matrix
from app.paths import Home
from app.phrases import conflicts
from app.phrases import contributions as phrases
from app.phrases import letters as words
from app.phrases.letters import as_text
from app.reports import (
    agenda,
    book,
    brief,
    decision_record,
    documents,
    letter,
    matrix_report,
    meeting_book,
    naming,
    round_report,
    said_table,
    statistics,
    timeline_report,
)
from app.reports.documents import By
from app.reports.naming import Names
from app.reports.progress import Progress, Stop
from app.reports.tree import Block, Paper, Report
from app.reports.values import Person
from app.reports.writing import write
from app.store import Store, annotations, current, proposals, rounds

TABLES = frozenset({"xlsx", "csv", "json"})
"""Formats that hold the tables of a report, not its words."""
FORMATS: dict[str, tuple[str, ...]] = {
    "comments": ("pdf", "docx", "html", "xlsx", "csv", "json"),
    "my-comments": ("pdf", "docx", "html", "xlsx", "csv", "json"),
    "matrix": ("pdf", "docx", "html", "xlsx", "csv", "json"),
    "letter": ("pdf", "docx", "html", "txt"),
    "brief": ("pdf", "docx", "html"),
    "round-report": ("pdf", "docx", "html", "xlsx", "json"),
    "decisions": ("pdf", "docx", "html", "xlsx", "csv", "json"),
    "book": ("pdf", "docx", "html"),
    "agenda": ("pdf", "docx", "html", "txt"),
    "summary": ("pdf", "docx", "html", "txt", "json"),
    "timeline": ("pdf", "docx", "html", "xlsx", "csv", "json"),
    "actions": exporting_steps.FORMATS,
    "statistics": ("pdf", "docx", "html", "xlsx", "csv", "json"),
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


@dataclass(frozen=True, slots=True)
class Composed:
    """A report before it is written."""

    report: Report
    warnings: tuple[str, ...] = ()
    """What whoever hands it on should know, in words."""
    text: str = ""
    """The same as plain text, of reports that have it."""


def made(
    store: Store,
    home: Home,
    wanted: Wanted,
    *,
    clock: Clock = system,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> tuple[bytes, tuple[str, ...]]:
    """Return a report as a file, and what whoever hands it on should know.

    Needs no connection. Raises Trouble: `not_joined`, `no_such_round`, `no_such_paper`,
    `no_letter`, `for_chairs`, `nothing_to_export`, `bad_filter`; Stopped once `stop` answers true.
    """
    with i18n.speaking(wanted.language):
        found = composed(store, home, wanted, clock)
        if wanted.format == "txt":
            return found.text.encode(), found.warnings
        return write(found.report, wanted.format, progress=progress, stop=stop), found.warnings


def composed(store: Store, home: Home, wanted: Wanted, clock: Clock = system) -> Composed:
    """Compose a report in the language that is spoken. Raises Trouble as `made` does."""
    me(store)
    known = PARTS.get(wanted.what, ())
    wrong = next((each for each in wanted.parts if each not in known), None)
    if wrong is not None:
        raise Trouble("bad_filter", word=wrong, known=", ".join(known))
    style = (i18n.language(), i18n.is_right_to_left())
    asking = _Asking(store, home, wanted, stamp(clock), style, clock)
    makers: dict[str, Callable[[], Composed]] = {
        "comments": asking.document if wanted.document else asking.comments,
        "my-comments": asking.mine,
        "matrix": asking.matrix,
        "letter": asking.letter,
        "brief": asking.brief,
        "round-report": asking.round_report,
        "decisions": asking.decisions,
        "book": asking.book,
        "agenda": asking.agenda,
        "summary": asking.summary,
        "timeline": asking.timeline,
        "actions": asking.actions,
        "statistics": asking.statistics,
    }
    found = makers[wanted.what]()
    if wanted.what in REVIEWED and wanted.document is None:
        warned = conflicts.kept_from_me(recusing.kept_from_me(store, wanted.round))
        found = replace(found, warnings=tuple(filter(None, (*found.warnings, warned))))
    return replace(found, report=replace(found.report, paper=wanted.paper))


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
class _Asking:
    """Composes each of the reports of one wish."""

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

    def comments(self) -> Composed:
        id = self.round()
        report = consolidating.of_round(self.store, self.home, id, self.at, self.style)
        only = self.wanted.proposal
        if only is not None:
            self._has(only, id)
            chosen = tuple(each for each in report.proposals if each.id == only)
            report = replace(report, proposals=chosen, general=())
        if "general" not in self.parts:
            report = replace(report, general=())
        if "proposals" not in self.parts:
            report = replace(report, proposals=())
        people = list(consolidating.roster(self.store).values())
        names = self.wanted.names
        warned = naming.warnings(names, people, naming.texts(report))
        made = documents.comments_document(report, names=names, by=self.wanted.by)
        if self.wanted.format in TABLES:
            told = naming.comments(report, names)
            made = _only(made, said_table.comments(told, named=names != "none"))
        return Composed(made, tuple(warned))

    def document(self) -> Composed:
        report = consolidating.of_document(
            self.store, self.home, self.wanted.document or "", self.at, self.style
        )
        people = list(consolidating.roster(self.store).values())
        names = self.wanted.names
        warned = naming.warnings(names, people, naming.texts(report))
        made = documents.section_document(report, names=names)
        if self.wanted.format in TABLES:
            told = naming.document(report, names)
            made = _only(made, said_table.document(told, named=names != "none"))
        return Composed(made, tuple(warned))

    def mine(self) -> Composed:
        report = consolidating.mine(self.store, self.home, self.at, self.style)
        if self.wanted.round is not None:
            id = round_of(self.store, self.wanted.round)
            report = replace(
                report, rounds=tuple(each for each in report.rounds if each.round.id == id)
            )
        made = documents.my_document(report, by=self.wanted.by)
        if self.wanted.format in TABLES:
            made = _only(made, said_table.mine(report))
        return Composed(made)

    def matrix(self) -> Composed:
        found = matrix.of_round(self.store, self.round())
        setting = self._setting(("chairs",) if values.is_chair(self.store) else ("members",))
        made = matrix_report.matrix_report(
            found, setting, names=self.wanted.names, parts=self.parts
        )
        return Composed(made, tuple(naming.warnings(self.wanted.names, _people(found), ())))

    def letter(self) -> Composed:
        setting = values.setting(self.store, self.at, self.style, (), named=False, outward=True)
        if self.wanted.proposal is not None:
            found, warned = self._letter(self.wanted.proposal)
            one = self._composed(found)
            warned = (*warned, *self._sent(one))
            return Composed(letter.letter_report(one, setting), warned, as_text(one))
        id = round_of(self.store, self.wanted.round)
        written = letters.of_round(self.store, id)
        chosen = [
            self._working(written.get(each.id, ())) for each in proposals.listed(self.store, id)
        ]
        sheets = [self._composed(each) for each in chosen if each is not None]
        made: tuple[str, ...] = ()
        if not sheets:
            listed = proposals.listed(self.store, id)
            every = [self._suggested(each.id) for each in listed if each.status != "withdrawn"]
            sheets = [self._composed(each) for each in every if each is not None]
            made = (words.suggested(),)
        if not sheets:
            raise Trouble("nothing_to_export")
        warned = (*made, *self._sent(*sheets))
        title = values.scheme_of(self.store, id).title
        text = "\n\n".join(as_text(each) for each in sheets)
        return Composed(letter.letters_report(sheets, title, setting), warned, text)

    def brief(self) -> Composed:
        if not values.is_chair(self.store):
            raise Trouble("for_chairs")
        setting = self._setting(("chairs",))
        only = self.wanted.proposal
        id = self.round()
        every = [only] if only else [each.id for each in proposals.listed(self.store, id)]
        found = [briefing.brief(self.store, self.home, each) for each in every]
        title = values.scheme_of(self.store, id).title
        return Composed(brief.briefs_report(found, title, setting))

    def round_report(self) -> Composed:
        found = values.of_round(self.store, self.home, self.round())
        chairs = values.is_chair(self.store)
        parts = self.parts
        if not chairs:  # who has not answered cannot be told from what a member may see
            parts = tuple(each for each in parts if each not in {"missing", "lonely"})
        setting = self._setting(("chairs",) if chairs else ("members",))
        names = self.wanted.names
        said = [each.text for paper in found.said.proposals for each in paper.said]
        warned = naming.warnings(names, _people(found.matrix), said)
        made = round_report.round_report(found, setting, names=names, parts=parts)
        return Composed(made, tuple(warned))

    def decisions(self) -> Composed:
        pending = decision_record.PENDING in self.parts
        record = values.decided(self.store, self.round(), pending=pending)
        setting = self._setting(("chairs",) if pending else ("members",))
        parts = tuple(each for each in self.parts if each != decision_record.PENDING)
        made = decision_record.decision_record(
            record, setting, parts=parts or decision_record.PARTS
        )
        return Composed(made)

    def book(self) -> Composed:
        if self.wanted.meeting is not None:
            return self._meeting_book(self.wanted.meeting)
        id = self.round()
        scheme = values.scheme_of(self.store, id)
        marks = "marks" in self.parts
        if self.wanted.proposal is not None:
            self._has(self.wanted.proposal, id)
        papers = values.papers(
            self.store, self.home, scheme, self.at, self.style, self.wanted.proposal, marks=marks
        )
        setting = self._setting(() if marks else ("members",))
        return Composed(book.book_report(papers, scheme, setting))

    def _meeting_book(self, meeting: str) -> Composed:
        marks = "marks" in self.parts
        found = meeting_books.of_meeting(
            self.store, self.home, meeting, self.at, self.style,
            zone=timelining.zone(self.wanted.zone), marks=marks,
        )  # fmt: skip
        setting = self._setting(() if marks else ("members",))
        return Composed(meeting_book.meeting_book(found, setting))

    def agenda(self) -> Composed:
        meeting = self.wanted.meeting or timelining.next_meeting(self.store, self.clock)
        zone = timelining.zone(self.wanted.zone) if self.wanted.zone else None
        found = agenda_papers.of_meeting(self.store, meeting, zone)
        readers = current.one(self.store, "meetings", meeting)
        setting = self._setting(readers.readers if readers is not None else ("members",))
        return Composed(agenda.agenda_report(found, setting), text=agenda.as_text(found))

    def summary(self) -> Composed:
        meeting = summarising_files.meeting_of(self.store, self.wanted.meeting, self.clock)
        found = summarising.composed(self.store, meeting)
        made = summarising_files.report(self.store, found, self.clock)
        return Composed(made, text=summarising_files.text(found))

    def actions(self) -> Composed:
        return Composed(exporting_steps.composed(self.store, self.wanted.meeting, self.clock))

    def timeline(self) -> Composed:
        found = timelining.entries(self.store)
        zone = timelining.zone(self.wanted.zone)
        told = [one.readers for each in found for one in (each, *each.also)]
        setting = self._setting(audience.narrowest(told))
        now = now_of(self.store, self.clock)
        return Composed(timeline_report.timeline_report(found, setting, now, zone))

    def statistics(self) -> Composed:
        call = self.wanted.call
        found = contributing.counted(self.store, call, self.wanted.dimensions or contributing.USUAL)
        rows = current.listed(self.store, "contributions")
        setting = self._setting(audience.narrowest(row.readers for row in rows))
        made = statistics.statistics_report(found, setting, call)
        if self.wanted.format in TABLES:
            made = replace(made, blocks=statistics.tables(found))
        return Composed(made, tuple(phrases.warnings(found)))

    def _setting(self, readers: tuple[str, ...]) -> values.Setting:
        return values.setting(
            self.store, self.at, self.style, readers, named=self.wanted.names == "full"
        )

    def _has(self, proposal: str, round: str) -> None:
        paper = proposals.one(self.store, proposal)
        if paper is None or paper.round != round:
            raise Trouble("no_such_paper", kind="proposal", id=proposal)

    def _letter(self, proposal: str) -> tuple[Letter, tuple[str, ...]]:
        """Return the letter, or one made of what was said and the word that it is that."""
        if current.one(self.store, "proposals", proposal) is None:
            raise Trouble("no_such_paper", kind="proposal", id=proposal)
        found = self._working(letters.letters(self.store, proposal))
        if found is not None:
            return found, ()
        found = self._suggested(proposal)
        if found is None:
            raise Trouble("no_letter", proposal=proposal)
        return found, (words.suggested(),)

    def _suggested(self, proposal: str) -> Letter | None:
        """Return a letter made of what was said; None for members, and where nothing was said."""
        if not values.is_chair(self.store):
            return None
        found = suggesting.suggested(self.store, self.home, proposal)
        return found if found.points else None

    def _working(self, written: Sequence[Letter]) -> Letter | None:
        """Return the letter in work, else the one sent last; members have only what was sent."""
        chairs = values.is_chair(self.store)
        return letters.working([each for each in written if chairs or each.sent])

    def _composed(self, of: Letter) -> ComposedLetter:
        return composing.composed(self.store, of, self.clock)

    def _sent(self, *sheets: ComposedLetter) -> tuple[str, ...]:
        """Return what is missing in letters: fields without a value."""
        missing = sorted({name for each in sheets for name in each.unfilled})
        return (words.unfilled(missing),) if missing else ()


def _only(report: Report, table: Block) -> Report:
    return replace(report, blocks=(table,))


def _people(found: Matrix) -> list[Person]:
    return [
        Person(each.name, each.role, each.group, each.region, each.account)
        for each in found.members
    ]
