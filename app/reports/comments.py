"""The PDF of comments: the values it is made from, and the two documents, everybody's and mine.

Importing this module is cheap; ReportLab is loaded when a document is made.
"""

from app.reports.values import (
    CommentsReport,
    MyCommentsReport,
    Person,
    ProposalComments,
    Quote,
    Remark,
    Review,
    RoundComments,
)

__all__ = [
    "CommentsReport",
    "MyCommentsReport",
    "Person",
    "ProposalComments",
    "Quote",
    "Remark",
    "Review",
    "RoundComments",
    "comments_pdf",
    "my_comments_pdf",
]


def comments_pdf(report: CommentsReport) -> bytes:
    """Return everybody's comments as a PDF. The same values give the same bytes."""
    from app.reports.documents import comments_document  # noqa: PLC0415 -- slow import

    return comments_document(report)


def my_comments_pdf(report: MyCommentsReport) -> bytes:
    """Return one member's own reviews, comments and notes as a PDF, private ones marked so."""
    from app.reports.documents import my_document  # noqa: PLC0415 -- slow import

    return my_document(report)
