"""The reports of comments: the values they are made from, everybody's and mine.

Importing this module is cheap; ReportLab is loaded when a document is made.
"""

from app.reports.documents import comments_document, my_document
from app.reports.values import (
    CommentsReport,
    DocumentReport,
    MyCommentsReport,
    Person,
    ProposalComments,
    Quote,
    Remark,
    Review,
    RoundComments,
    Traced,
)
from app.reports.writing import write

__all__ = [
    "CommentsReport",
    "DocumentReport",
    "MyCommentsReport",
    "Person",
    "ProposalComments",
    "Quote",
    "Remark",
    "Review",
    "RoundComments",
    "Traced",
    "comments_document",
    "comments_pdf",
    "my_document",
]


def comments_pdf(report: CommentsReport) -> bytes:
    """Return everybody's comments as a PDF. The same values give the same bytes."""
    return write(comments_document(report), "pdf")
