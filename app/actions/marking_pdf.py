"""My marks on a document, written into a copy of its PDF that any reader shows."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.actions import belonging, downloading, listing_marks, papers
from app.actions.acting import me
from app.actions.exporting_marks import Exported, Step, private, quietly
from app.actions.trouble import Trouble
from app.documents.pdf_places import spot_of
from app.documents.unreadable import Unreadable
from app.domain.anchors import Anchor
from app.domain.colours import USUAL
from app.domain.marks import Listed, Wanted, chosen
from app.domain.spots import Box, Spot
from app.domain.times import parse
from app.paths import Home
from app.phrases.marks import colour_name, kind_name
from app.store import Store, members, rounds

if TYPE_CHECKING:
    from app.documents.pdf_marks import PageMark
    from app.documents.pdf_pages import PageText, PdfFile
    from app.documents.pdf_values import Found

COLOURS = {"strong": "#A5DB85", "concern": "#F7B48C", "ask": "#FFDE59", "look_up": "#9CC4F5"}
"""As seen through on paper: stronger than in the window, where they lie behind the words."""
OF_KIND = {"comment": "strong", "question": "ask"}
"""Colours of what was given none."""
EDGE, STEP_DOWN, SIGN = 34.0, 24.0, 20.0
"""Points from the page's edge, between two signs, and their size."""


def save(
    store: Store,
    home: Home,
    of: str,
    out: Path,
    wanted: Wanted = Wanted(),  # noqa: B008 -- a frozen value
    *,
    password: str | None = None,
    step: Step = quietly,
) -> Exported:
    """Write a copy of the PDF `of` (`document/ID`) with my marks in it to `out`.

    The original is not touched. Nothing is left out: marks whose words are not on the pages
    stand as signs on the first one. The copy of a locked file is not locked. Raises Trouble:
    `bad_about`, `no_such_paper`, `no_file`, `not_a_pdf`, `pdf_not_here`, `nothing_to_export`,
    `pdf_password`, `pdf_unreadable`, `out_is_ours`; OSError; what `step` raises.
    """
    belonging.keep_off(home, out)
    # Both begin a process of their own when they are used: not needed for any other command.
    from app.documents.pdf_marks import annotated  # noqa: PLC0415 -- see above
    from app.documents.pdf_pages import open_pdf  # noqa: PLC0415 -- see above

    source = source_of(store, home, of)
    marks = on(store, of, wanted)
    if not marks:
        raise Trouble("nothing_to_export")
    try:
        with open_pdf(source, password) as pdf:
            pages, lost = _pages(store, pdf, marks, step)
        step(len(marks), len(marks))
        unlocked = annotated(source, pages, out, password=password)
    except Unreadable as error:
        code = "pdf_password" if error.code == "password" else "pdf_unreadable"
        raise Trouble(code, about=of, reason=error.code) from None
    return Exported(out, len(marks), private(marks), lost, unlocked)


def on(store: Store, of: str, wanted: Wanted = Wanted()) -> list[Listed]:  # noqa: B008 -- frozen
    """Return my marks on one document, and what it replaced, that are asked for. Raises Trouble("not_joined")."""
    me(store)
    kind, _slash, id = of.partition("/")
    known = papers.replaced(store, id) if kind == "document" else [id]
    here = [
        each
        for each in listing_marks.mine(store)
        if each.about[0] == kind and each.about[1] in known
    ]
    return chosen(here, wanted)


def source_of(store: Store, home: Home, of: str) -> Path:
    """Return where the PDF of `document/ID` lies. Raises Trouble as `save`."""
    about = papers.about(store, of)
    if about.kind != "document":
        raise Trouble("not_a_pdf", about=of)
    planned = downloading.planned(store, home, about.id)
    if Path(planned.name).suffix.lower() != ".pdf":
        raise Trouble("not_a_pdf", about=of)
    if not planned.here:
        raise Trouble("pdf_not_here", about=of, id=about.id)
    return planned.target


def _pages(
    store: Store, pdf: "PdfFile", marks: Sequence[Listed], step: Step
) -> tuple[list["PageMark"], int]:
    """Return the marks as they stand on the pages, and how many have no place there."""
    from app.documents.pdf_marks import PageMark  # noqa: PLC0415 -- as above

    account = me(store).account
    author = members.names(store).get(account, account)
    criteria = {each.key: each.title for one in rounds.listed(store) for each in one.criteria}
    read, made, lost = _Read(pdf), list[PageMark](), 0
    for number, mark in enumerate(marks):
        step(number, len(marks))
        spot = _spot(read, mark)
        if spot is None:
            boxes = (_sign(pdf, lost),)
            lost += 1
        else:
            boxes = spot.boxes
        made.append(
            PageMark(
                page=0 if spot is None else spot.page - 1,
                boxes=boxes,
                colour=COLOURS[mark.colour or OF_KIND.get(mark.kind, USUAL)],
                kind="note" if spot is None else "highlight",
                author=author,
                at=_when(mark.at),
                text=_words(mark, criteria, placed=spot is not None),
                id=mark.id,
                subject=_subject(mark),
            )
        )
    return made, lost


def _spot(read: "_Read", mark: Listed) -> Spot | None:
    given = mark.row.data.get("anchor")
    if not given:
        return None
    return spot_of(read, Anchor.from_json(given))


def _words(mark: Listed, criteria: dict[str, str], *, placed: bool) -> str:
    quote = mark.quote if not placed or mark.kind == "highlight" else ""
    parts = (
        mark.text.strip(),
        f"[{criteria.get(mark.criterion, mark.criterion)}]" if mark.criterion else "",
        f"“{quote}”" if quote and not placed else "",
    )
    return "\n".join(each for each in parts if each)


def _subject(mark: Listed) -> str:
    names = (kind_name(mark.kind), colour_name(mark.colour))
    return ": ".join(each for each in names if each)


def _sign(pdf: "PdfFile", number: int) -> Box:
    """Return the place of a sign at the edge of the first page, one below the other."""
    frame = pdf.frame(0)
    wide, high = frame.size()
    rows = max(1, int((high - 2 * EDGE) // STEP_DOWN))
    x = wide - EDGE - STEP_DOWN * (number // rows)
    y = EDGE + STEP_DOWN * (number % rows)
    one, two = frame.user(x, y), frame.user(x + SIGN, y + SIGN)
    return min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1])


def _when(text: str) -> datetime:
    try:
        return parse(text)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)


class _Read:
    """A PDF whose process is asked for each page once; what `spot_of` needs of it."""

    def __init__(self, pdf: "PdfFile") -> None:
        self._pdf = pdf
        self._texts: dict[int, PageText | Unreadable] = {}
        self._folded: list[str] | None = None
        self.pages = pdf.pages

    def text(self, page: int) -> "PageText":
        if page not in self._texts:
            try:
                self._texts[page] = self._pdf.text(page)
            except Unreadable as error:
                self._texts[page] = error
        found = self._texts[page]
        if isinstance(found, Unreadable):
            raise found
        return found

    def find(self, words: str) -> "Iterator[Found]":
        """Yield where words stand, as `PdfFile.find`."""
        from app.documents.pdf_finding import folded, places  # noqa: PLC0415 -- as there
        from app.documents.pdf_values import Found  # noqa: PLC0415 -- as there

        wanted = folded(words)
        if not wanted:
            return
        if self._folded is None:
            self._folded = [folded(self._plain(page)) for page in range(len(self.pages))]
        for page, whole in enumerate(self._folded):
            if wanted not in whole:
                continue
            text = self.text(page)
            for start, end in places(text.text, wanted):
                yield Found(page, start, end, tuple(text.around(start, end)))

    def _plain(self, page: int) -> str:
        try:
            return self.text(page).text
        except Unreadable:
            return ""
