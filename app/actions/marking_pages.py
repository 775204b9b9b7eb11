"""Where words stand on a page of a document's PDF: for marks made without a window."""

from app.actions import papers
from app.actions.marking_pdf import source_of
from app.actions.trouble import Trouble
from app.documents.anchoring import QuoteNotFound
from app.documents.pdf_places import also_in, quoted
from app.documents.unreadable import Unreadable
from app.domain.anchors import Anchor
from app.paths import Home
from app.store import Store


def on_page(
    store: Store, home: Home, of: str, page: int, quote: str, password: str | None = None
) -> Anchor:
    """Return the anchor of `quote` on page `page` (from 1) of the PDF of `document/ID`.

    It has its place in the document's text too, if the words are there just once. Raises
    Trouble: `bad_about`, `no_such_paper`, `no_file`, `not_a_pdf`, `pdf_not_here`,
    `pdf_password`, `pdf_unreadable`, `no_such_page`, `quote_needed`, `quote_not_found`.
    """
    if not quote.strip():
        raise Trouble("quote_needed", about=of, page=page)
    from app.documents.pdf_pages import open_pdf  # noqa: PLC0415 -- a process of its own

    source = source_of(store, home, of)
    try:
        with open_pdf(source, password) as pdf:
            if not 1 <= page <= len(pdf.pages):
                raise Trouble("no_such_page", about=of, page=page, count=len(pdf.pages))
            found = quoted(pdf, page, quote)
    except QuoteNotFound:
        raise Trouble("quote_not_found", quote=quote, about=of) from None
    except Unreadable as error:
        code = "pdf_password" if error.code == "password" else "pdf_unreadable"
        raise Trouble(code, about=of, reason=error.code) from None
    return also_in(papers.sections(store, home, papers.about(store, of)), found)
