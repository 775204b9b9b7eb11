"""Words chosen on a page of a PDF, as the margin and the marks take them."""

from dataclasses import dataclass

from app.domain.anchors import Anchor
from app.domain.spots import Spot
from app.ui.reader.places import Span


@dataclass(frozen=True, slots=True)
class PageSpan(Span):
    """A `Span` whose words may be in no section; `anchor` says where they are kept."""

    anchor: Anchor | None = None

    @property
    def spot(self) -> Spot | None:
        return None if self.anchor is None else Spot.from_json(self.anchor.page)


def page_span(anchor: Anchor) -> PageSpan:
    """Return the span of what was chosen on a page."""
    start = anchor.start or 0
    return PageSpan(anchor.section or "", start, anchor.end or start, anchor.exact, anchor)
