"""Reports of a round: what was said, matrix, brief, decisions, the book of its proposals."""

from dataclasses import replace

from app.actions import briefing, consolidating, consolidating_documents
from app.actions import matrix as matrices
from app.actions import reporting_values as values
from app.actions.reporting_meetings import meeting_book
from app.actions.reporting_wanted import TABLES, Asking, Composed, round_of
from app.actions.trouble import Trouble
from app.domain.matrices import Matrix
from app.reports import book as books
from app.reports import brief as briefs
from app.reports import decision_record, documents, matrix_report, naming, said_table
from app.reports import round_report as round_reports
from app.reports.tree import Block, Report
from app.reports.values import Person
from app.store import proposals


def comments(asking: Asking) -> Composed:
    """Compose what was said of a round, or of one proposal."""
    id = asking.round()
    report = consolidating.of_round(asking.store, asking.home, id, asking.at, asking.style)
    only = asking.wanted.proposal
    if only is not None:
        _has(asking, only, id)
        chosen = tuple(each for each in report.proposals if each.id == only)
        report = replace(report, proposals=chosen, general=())
    if "general" not in asking.parts:
        report = replace(report, general=())
    if "proposals" not in asking.parts:
        report = replace(report, proposals=())
    people = list(consolidating.roster(asking.store).values())
    names = asking.wanted.names
    warned = naming.warnings(names, people, naming.texts(report))
    made = documents.comments_document(report, names=names, by=asking.wanted.by)
    if asking.wanted.format in TABLES:
        told = naming.comments(report, names)
        made = _only(made, said_table.comments(told, named=names != "none"))
    return Composed(made, tuple(warned))


def document(asking: Asking) -> Composed:
    """Compose what was said of a document, section by section."""
    report = consolidating_documents.of_document(
        asking.store, asking.home, asking.wanted.document or "", asking.at, asking.style
    )
    people = list(consolidating.roster(asking.store).values())
    names = asking.wanted.names
    warned = naming.warnings(names, people, naming.texts(report))
    made = documents.section_document(report, names=names)
    if asking.wanted.format in TABLES:
        told = naming.document(report, names)
        made = _only(made, said_table.document(told, named=names != "none"))
    return Composed(made, tuple(warned))


def mine(asking: Asking) -> Composed:
    """Compose what the member herself said, in one round or in all."""
    report = consolidating.mine(asking.store, asking.home, asking.at, asking.style)
    if asking.wanted.round is not None:
        id = round_of(asking.store, asking.wanted.round)
        report = replace(
            report, rounds=tuple(each for each in report.rounds if each.round.id == id)
        )
    made = documents.my_document(report, by=asking.wanted.by)
    if asking.wanted.format in TABLES:
        made = _only(made, said_table.mine(report))
    return Composed(made)


def matrix(asking: Asking) -> Composed:
    """Compose the matrix of a round, as far as whoever asks may see it."""
    found = matrices.of_round(asking.store, asking.round())
    setting = asking.setting(("chairs",) if values.is_chair(asking.store) else ("members",))
    made = matrix_report.matrix_report(
        found, setting, names=asking.wanted.names, parts=asking.parts
    )
    return Composed(made, tuple(naming.warnings(asking.wanted.names, _people(found), ())))


def brief(asking: Asking) -> Composed:
    """Compose the brief of one proposal, or of each in a round. Raises Trouble: `for_chairs`."""
    if not values.is_chair(asking.store):
        raise Trouble("for_chairs")
    setting = asking.setting(("chairs",))
    only = asking.wanted.proposal
    id = asking.round()
    every = [only] if only else [each.id for each in proposals.listed(asking.store, id)]
    found = [briefing.brief(asking.store, asking.home, each) for each in every]
    title = values.scheme_of(asking.store, id).title
    return Composed(briefs.briefs_report(found, title, setting))


def round_report(asking: Asking) -> Composed:
    """Compose the report of a round; members are not told who has not answered."""
    found = values.of_round(asking.store, asking.home, asking.round())
    chairs = values.is_chair(asking.store)
    parts = asking.parts
    if not chairs:  # who has not answered cannot be told from what a member may see
        parts = tuple(each for each in parts if each not in {"missing", "lonely"})
    setting = asking.setting(("chairs",) if chairs else ("members",))
    names = asking.wanted.names
    said = [each.text for paper in found.said.proposals for each in paper.said]
    warned = naming.warnings(names, _people(found.matrix), said)
    made = round_reports.round_report(found, setting, names=names, parts=parts)
    return Composed(made, tuple(warned))


def decisions(asking: Asking) -> Composed:
    """Compose the record of decisions; what is pending is for chairs alone."""
    pending = decision_record.PENDING in asking.parts
    record = values.decided(asking.store, asking.round(), pending=pending)
    setting = asking.setting(("chairs",) if pending else ("members",))
    parts = tuple(each for each in asking.parts if each != decision_record.PENDING)
    made = decision_record.decision_record(record, setting, parts=parts or decision_record.PARTS)
    return Composed(made)


def book(asking: Asking) -> Composed:
    """Compose the book of a meeting, a round or one proposal, with my marks on request."""
    if asking.wanted.meeting is not None:
        return meeting_book(asking, asking.wanted.meeting)
    id = asking.round()
    scheme = values.scheme_of(asking.store, id)
    marks = "marks" in asking.parts
    if asking.wanted.proposal is not None:
        _has(asking, asking.wanted.proposal, id)
    papers = values.papers(
        asking.store,
        asking.home,
        scheme,
        asking.at,
        asking.style,
        asking.wanted.proposal,
        marks=marks,
    )
    setting = asking.setting(() if marks else ("members",))
    return Composed(books.book_report(papers, scheme, setting))


def _has(asking: Asking, proposal: str, round: str) -> None:
    paper = proposals.one(asking.store, proposal)
    if paper is None or paper.round != round:
        raise Trouble("no_such_paper", kind="proposal", id=proposal)


def _only(report: Report, table: Block) -> Report:
    return replace(report, blocks=(table,))


def _people(found: Matrix) -> list[Person]:
    return [
        Person(each.name, each.role, each.group, each.region, each.account)
        for each in found.members
    ]
