"""What members said of a document marked for comment, brought together by its sections."""

from collections.abc import Sequence

from app.actions import letters_kept, papers
from app.actions.placing import places
from app.actions.remarks_said import comment_said, points_of, standing, under_headings
from app.actions.trouble import Trouble
from app.documents.sections import INTRO
from app.domain.consolidations import DocumentSaid, shared
from app.domain.letters import DOCUMENT, Letter
from app.domain.records import Row
from app.paths import Home
from app.store import Store, annotations, current, members


def of_document(store: Store, home: Home, id: str) -> DocumentSaid:
    """Return what was said about a document, by its sections. Raises Trouble("no_such_paper")."""
    row = current.one(store, "documents", id)
    if row is None:
        raise Trouble("no_such_paper", kind="document", id=id)
    marks = annotations.on(store, "document", id)
    comments = standing([each for each in marks if each.collection == "comments"])
    where, names = places(store, home, comments), members.names(store)
    written = letters_kept.letters(store, DOCUMENT + id)
    points, states = points_of(written), _in_letter(comments, written)
    said = [comment_said(each, names, where.get(each.id), {}, points, states) for each in comments]
    about = papers.of_document(store, id)
    title = str(row.data.get("title") or id)
    titles = {
        each.key: each.heading or (title if each.key == INTRO else each.key)
        for each in papers.sections(store, home, about)
    }
    under = under_headings(said, titles, lambda each: each.section)
    return DocumentSaid(
        id,
        title,
        about.version,
        str(row.data.get("comments_by") or ""),
        under,
        tuple(each for each in said if each.kind == "question"),
        tuple(id for id in members.asked(store) if id not in {each.owner for each in said}),
        shared(under),
    )


def marked_for_comment(store: Store) -> list[Row]:
    """Return the documents that are or were open for comment, the one that closes first first."""
    rows = [row for row in current.listed(store, "documents") if row.data.get("comments_by")]
    rows = [row for row in rows if row.data.get("status") != "withdrawn"]
    return sorted(rows, key=lambda row: (str(row.data["comments_by"]), row.id))


def _in_letter(comments: Sequence[Row], written: Sequence[Letter]) -> dict[str, str]:
    """Return {question about a document: `in_letter`} of those that went out with its points."""
    sent = {id for each in written if each.sent for point in each.points for id in point.questions}
    judged = {row.id for row in comments if row.data.get("question_state")}
    return dict.fromkeys(sent - judged, "in_letter")
