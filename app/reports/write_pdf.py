"""A report as a tagged PDF: bookmarks, contents with pages, running heads, "page x of y"."""

from app.reports.page import render
from app.reports.pdf_blocks import Composer
from app.reports.pdf_tags import Tags
from app.reports.progress import Progress
from app.reports.sheet import Sheet
from app.reports.tree import Report


def pdf(report: Report, tick: Progress) -> bytes:
    """Return `report` on paper. The same report gives the same bytes."""
    sheet = Sheet(
        title=report.name or report.title,
        head=report.head,
        foot=report.foot,
        author=report.author,
        subject=report.subject,
        date=report.date,
        language=report.language,
        right_to_left=report.right_to_left,
        paper=report.paper,
        landscape=report.landscape,
    )
    tags = Tags()
    total = len(report.blocks)
    story = Composer(report, sheet, tags.root).story(tick)
    return render(story, sheet, tags, lambda: tick(total, total))
