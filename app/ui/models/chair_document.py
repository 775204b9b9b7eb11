"""What step 2 shows of a document marked for comment: what was said to each of its sections."""

from dataclasses import dataclass

from app.actions import remarks
from app.domain.consolidations import DocumentSaid, Said
from app.domain.letters import DOCUMENT, Letter
from app.domain.records import Row
from app.domain.rounds import Deadline
from app.i18n import _, ngettext
from app.paths import Home
from app.reports import words
from app.store import Store, annotations, members
from app.ui.models import chair_said
from app.ui.models.chair_said import Remark


@dataclass(frozen=True, slots=True)
class DocumentPaper:
    """All that is shown about one document."""

    said: DocumentSaid
    remarks: list[Remark]
    facts: str
    missing: tuple[str, ...]
    """Names of those who said nothing about it."""


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
        found.append((DOCUMENT + row.id, f"{titled(row)} · {told}"))
    return found


def titled(row: Row) -> str:
    """Return how a document is called among proposals."""
    return _("Document: {title}").format(title=str(row.data.get("title") or row.id))


def read(store: Store, home: Home, id: str, letter: Letter | None = None) -> DocumentPaper:
    """Return what is shown about the document `id`, each remark with the points it is in.

    Raises Trouble("no_such_paper").
    """
    said = remarks.of_document(store, home, id)
    names = members.names(store)
    return DocumentPaper(
        said,
        chair_said.rows_under(
            said.under, _("The whole document"), _place, numbers=chair_said.numbers_of(letter)
        ),
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
