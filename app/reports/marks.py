"""My marks as values to be written: Markdown, CSV, W3C annotations are made from these."""

from dataclasses import dataclass

FORMATS = ("md", "csv", "json")
"""What marks are written as by this package; the PDF of them is made elsewhere."""


@dataclass(frozen=True, slots=True)
class MarkValue:
    """One mark with all there is to say of it; empty and None where there is nothing."""

    id: str
    kind: str
    """`highlight`, `note`, `comment`, `question` or `evidence`."""
    about: tuple[str, str]
    """Kind and id of the paper, as in `proposal`, `open-maps`."""
    paper: str
    """The paper's title."""
    text: str = ""
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    section: str = ""
    """The section's key; offsets count in its plain text, in code points."""
    heading: str = ""
    start: int | None = None
    end: int | None = None
    page: int | None = None
    version: int | None = None
    """Of the paper it was made on."""
    criterion: str = ""
    criterion_title: str = ""
    colour: str = ""
    readers: tuple[str, ...] = ()
    """Its audience; empty: only the writer."""
    sending: str = ""
    """`draft`, `waiting` or `received`."""
    standing: str = ""
    """In the newest version: `kept`, `changed`, `gone`; "" for a mark on the whole paper."""
    now: str = ""
    """The words found there now, if they changed."""
    reply_to: str = ""
    created_at: str = ""
    modified_at: str = ""


@dataclass(frozen=True, slots=True)
class MarksReport:
    """Somebody's own marks, in the order they are to be written."""

    cycle: str
    """Its id."""
    cycle_title: str
    account: str
    name: str
    made_at: str
    """ISO 8601, UTC, from the caller: the same values give the same bytes."""
    marks: tuple[MarkValue, ...] = ()
