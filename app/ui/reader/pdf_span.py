"""Words chosen on a page of a PDF, as the margin and the marks take them."""

from dataclasses import dataclass

from app.domain.anchors import Anchor
from app.domain.spots import Spot
from app.i18n import _
from app.ui.reader.places import Span


@dataclass(frozen=True, slots=True)
class PageSpan(Span):
    """A `Span` whose words may be in no section; `anchor` says where they are kept."""

    anchor: Anchor | None = None
    cut: bool = False
    """More was chosen, on pages that follow: a mark is on one page."""

    @property
    def spot(self) -> Spot | None:
        return None if self.anchor is None else Spot.from_json(self.anchor.page)


def page_span(anchor: Anchor, *, cut: bool = False) -> PageSpan:
    """Return the span of what was chosen on a page; `cut` where the choice goes on."""
    start = anchor.start or 0
    return PageSpan(anchor.section or "", start, anchor.end or start, anchor.exact, anchor, cut)


def only_here(span: Span | None) -> str:
    """Return what is to be said of a choice that goes on to other pages, "" for any other."""
    spot = span.spot if isinstance(span, PageSpan) and span.cut else None
    return "" if spot is None else _("Only on page {n}").format(n=spot.page)
