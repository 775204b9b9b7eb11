"""Which letters the styles of words are set in, in running text and in small words about it."""

from collections.abc import Container

from app.reports.palette import ACCENT, BAD, GOOD, WARN
from app.reports.shaping import Span, Type
from app.reports.style import CODE, LABEL, LABEL_INK, NAME, TEXT, TEXT_SOFT
from app.reports.tree import Content, Run, Style, leads, runs


def _state(colour: int) -> Type:
    return Type("label", LABEL.size, weight=500, colour=colour)


_STATES: dict[Style, Type] = {"good": _state(GOOD), "warn": _state(WARN), "bad": _state(BAD)}
BODY_TYPES: dict[Style, Type] = {
    **_STATES,
    "": TEXT,
    "strong": Type("serif", TEXT.size, weight=600),
    "emphasis": Type("serif", TEXT.size, italic=True),
    "soft": TEXT_SOFT,
    "label": LABEL,
    "code": CODE,
}
"""Of what people wrote, and of our sentences."""
SMALL_TYPES: dict[Style, Type] = {
    **_STATES,
    "": LABEL_INK,
    "strong": NAME,
    "emphasis": Type("label", LABEL.size, weight=500),
    "soft": LABEL,
    "label": LABEL,
    "code": Type("label", LABEL.size, weight=600, colour=ACCENT),
}
"""At the side, under quotations, in tables."""


def spans(
    content: Content, types: dict[Style, Type], anchors: Container[str] = (), style: Style = ""
) -> list[Span]:
    """Return `content` in letters, plain words in `style`; links lead to `anchors` or outside."""
    return [_span(each, types, anchors) for each in runs(content, style)]


def _span(run: Run, types: dict[Style, Type], anchors: Container[str]) -> Span:
    type = types[run.style]
    link = leads(run, anchors)
    ink = run.colour if run.colour is not None else ACCENT if link else None
    if ink is not None:
        type = Type(type.family, type.size, type.weight, type.italic, ink)
    return Span(run.text, type, link)
