"""What step 2 shows of a document marked for comment: what was said to each of its sections."""

from dataclasses import dataclass

from app.actions import remarks
from app.domain.consolidations import DocumentSaid, Said
from app.domain.rounds import Deadline
from app.i18n import _, ngettext
from app.paths import Home
from app.reports import words
from app.store import Store, annotations, members
from app.ui.models import chair_said
from app.ui.models.chair_said import Remark

KIND = "document/"


@dataclass(frozen=True, slots=True)
class DocumentPaper:
    """All that is shown about one document."""

    said: DocumentSaid
    remarks: list[Remark]
    facts: str
    missing: tuple[str, ...]
    """Names of those who said nothing about it."""


def document(paper: str) -> str:
    """Return the id of the document that `paper` of step 2 is, "" if it is a proposal."""
    return paper.removeprefix(KIND) if paper.startswith(KIND) else ""


def listed(store: Store) -> list[tuple[str, str]]:
    """Return (`document/ID`, words) of the documents marked for comment, the first to close first."""
    found: list[tuple[str, str]] = []
    for row in remarks.marked_for_comment(store):
        marks = annotations.on(store, "document", row.id)
        n = sum(
            each.collection == "comments" and not each.data.get("withdrawn") and not each.at_home
            for each in marks
        )
        told = ngettext("{n} remark", "{n} remarks", n).format(n=n) if n else _("no remark yet")
        title = str(row.data.get("title") or row.id)
        found.append((KIND + row.id, _("Document: {title}").format(title=title) + f" · {told}"))
    return found


def read(store: Store, home: Home, id: str) -> DocumentPaper:
    """Return what is shown about the document `id`. Raises Trouble("no_such_paper")."""
    said = remarks.of_document(store, home, id)
    names = members.names(store)
    return DocumentPaper(
        said,
        chair_said.rows_under(said.under, _("The whole document"), _place),
        _facts(said),
        tuple(names.get(each, each) for each in said.missing),
    )


def _place(each: Said) -> str:
    """Return what the page of a PDF is, where a remark was made on one."""
    return "" if each.page is None else _("page {n}").format(n=each.page)


def _facts(said: DocumentSaid) -> str:
    told: list[str] = []
    if said.comments_by:
        told.append(
            _("open for comment until {day}").format(
                day=words.deadline(Deadline("", said.comments_by))
            )
        )
    n = len({each.owner for under in said.under for each in under.said})
    told.append(ngettext("{n} has commented", "{n} have commented", n).format(n=n))
    if said.missing:
        n = len(said.missing)
        told.append(ngettext("{n} has not", "{n} have not", n).format(n=n))
    if said.shared:
        told.append(_("said alike: {n}").format(n=len(said.shared)))
    return " · ".join(told)
