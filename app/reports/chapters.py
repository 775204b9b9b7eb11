"""What was said of one proposal, or of none, in its order and under its headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain import scoring
from app.domain.rounds import Criterion, Round
from app.i18n import _, ngettext
from app.phrases.numbers import decimal
from app.reports.entries import Entries
from app.reports.letter import point_item
from app.reports.naming import digest
from app.reports.plain import isolated, one_line
from app.reports.positions import shares
from app.reports.setting import LONGEST
from app.reports.tree import Block, Bullets, Entry, Heading, Item, Paragraph, Shares
from app.reports.values import ProposalComments, Remark, Review, Traced


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all parts of a chapter need to know."""

    key: str
    mine: bool = False
    """The document is the member's own: nobody's name, no counts."""
    hidden: bool = False
    """Nobody's name stands in it, and no order of entries tells who wrote which."""

    def ordered(self, rows: list[Entry]) -> list[Entry]:
        return sorted(rows, key=lambda each: digest(repr(each))) if self.hidden else rows

    def nothing(self, ours: str, of_mine: str) -> Entry:
        """Return a line in the column of the words, that nothing was said."""
        return Entry((), (Paragraph(of_mine if self.mine else ours, "soft"),), named=False)


@dataclass(frozen=True, slots=True)
class _Section:
    """What was said under one heading."""

    name: str
    title: str
    rows: Sequence[Entry]
    note: str = ""
    silent: bool = False
    """Its rows only say that nobody said anything."""


def proposal_chapter(
    proposal: ProposalComments,
    scheme: Round,
    key: str,
    *,
    rtl: bool,
    mine: bool = False,
    named: bool = True,
    hidden: bool = False,
) -> Iterator[Block]:
    """Yield the chapter of one proposal, `mine` as its writer keeps it for herself.

    `hidden`: names were taken out, and entries stand in an order that does not tell; without
    `named` they have none at all.
    """
    frame = _Frame(key, mine, hidden)
    version = _("Version {version}").format(version=proposal.version)
    proposers = isolated(one_line(proposal.proposers)[:LONGEST], rtl=rtl)
    said = len(proposal.reviews) + len(proposal.remarks)
    counted = () if mine or not said else shares(proposal.reviews, scheme)
    yield Heading(
        one_line(proposal.title)[:LONGEST] or _("Untitled"), 1, key, one_line(proposal.code)[:40],
        listed=_said(said), shares=counted,
    )  # fmt: skip
    yield Paragraph(" · ".join(each for each in (version, proposers) if each), "label")
    if not said:
        yield frame.nothing(
            _("Nobody has written about this proposal yet."),
            _("You have not written about this proposal."),
        )
        return
    if counted:
        yield Shares(counted)
    entries = Entries(scheme, current=proposal.version, right_to_left=rtl, named=named and not mine)
    for each in _sections(proposal, scheme, entries, frame):
        yield Heading(each.title, 2, f"{key}-{each.name}", note=each.note)
        yield from each.rows


def my_marks(proposal: ProposalComments, scheme: Round, key: str, *, rtl: bool) -> Iterator[Block]:
    """Yield what is mine about one proposal, for a place under its text."""
    entries = Entries(scheme, current=proposal.version, right_to_left=rtl, named=False)
    for each in _sections(proposal, scheme, entries, _Frame(key, mine=True)):
        if not each.silent:
            yield Heading(each.title, 3, f"{key}-mine-{each.name}")
            yield from each.rows


def criterion_chapters(
    proposals: Sequence[ProposalComments],
    scheme: Round,
    *,
    rtl: bool,
    named: bool = True,
    hidden: bool = False,
    mine: bool = False,
) -> Iterator[Block]:
    """Yield a chapter for each criterion, the proposals in it; then the rest in the same way."""
    under: dict[str, list[tuple[ProposalComments, _Section]]] = {}
    for proposal in proposals:
        entries = Entries(
            scheme, current=proposal.version, right_to_left=rtl, named=named and not mine
        )
        for each in _sections(proposal, scheme, entries, _Frame("", mine, hidden)):
            under.setdefault(each.name, []).append((proposal, each))
    names = [f"criterion-{number}" for number, _each in enumerate(scheme.criteria, 1)]
    for name in (*names, *(each for each in ("whole", "text", "questions", "evidence"))):
        found = under.get(name, [])
        if not found:
            continue
        count = sum(len(each.rows) for _paper, each in found if not each.silent)
        yield Heading(found[0][1].title, 1, name, listed=_said(count))
        for number, (proposal, each) in enumerate(found, 1):
            title = one_line(proposal.title)[:LONGEST] or _("Untitled")
            code = one_line(proposal.code)[:40]
            headed = _("{code} {title}").format(code=code, title=title) if code else title
            yield Heading(headed, 2, f"{name}-{number}", note=each.note)
            yield from each.rows


def section_chapter(
    title: str,
    remarks: Sequence[Remark],
    key: str,
    *,
    rtl: bool,
    current: int | None,
    named: bool,
    hidden: bool,
) -> Iterator[Block]:
    """Yield the chapter of one section of a document."""
    entries = Entries(
        Round("", "", "qualitative", "open"), current=current, right_to_left=rtl, named=named
    )
    yield Heading(
        one_line(title)[:LONGEST] or _("The document as a whole"), 1, key,
        listed=_said(len(remarks)),
    )  # fmt: skip
    yield from _Frame(key, hidden=hidden).ordered(
        [entries.remark(each, kind=True) for each in remarks]
    )


def points_chapter(points: Sequence[Traced], *, rtl: bool, named: bool) -> Iterator[Block]:
    """Yield the chapter of what the chairs made of it all: each point, and of whose words."""
    yield Heading(_("Points"), 1, "points")
    yield Bullets(tuple(_traced(each, rtl=rtl, named=named) for each in points), numbered=True)


def _traced(point: Traced, *, rtl: bool, named: bool) -> Item:
    count = len(point.sources)
    said = ngettext("Made of {count} entry", "Made of {count} entries", count).format(count=count)
    people = [isolated(one_line(each.name), rtl=rtl) for each in dict.fromkeys(point.sources)]
    if named and any(people):
        said = _("{label}: ").format(label=said) + _(", ").join(people)
    return point_item(
        point.kind, point.title, point.text, (Paragraph(said, "label"),) if count else ()
    )


def general_chapter(
    remarks: Sequence[Remark], scheme: Round, *, rtl: bool, mine: bool = False, named: bool = True
) -> Iterator[Block]:
    """Yield the chapter of what is not about a proposal."""
    entries = Entries(scheme, right_to_left=rtl, named=named and not mine)
    yield Heading(_("General comments"), 1, "general", listed=_said(len(remarks)))
    for each in remarks:
        yield entries.remark(each, kind=True)


def _said(count: int) -> str:
    """Return what the contents say of a chapter of so many entries."""
    entries = ngettext("{count} entry", "{count} entries", count)
    return entries.format(count=count) if count else _("nothing said")


def _sections(
    proposal: ProposalComments, scheme: Round, entries: Entries, frame: _Frame
) -> Iterator[_Section]:
    """Yield the criteria in the round's order, then the whole, the rest, questions, evidence."""
    stances = {} if frame.mine else {each.author: each.stance for each in proposal.reviews}
    comments = [each for each in proposal.remarks if each.kind not in {"question", "evidence"}]

    def remarks(chosen: Sequence[Remark]) -> list[Entry]:
        return [entries.remark(each, stances.get(each.author)) for each in chosen]

    for number, criterion in enumerate(scheme.criteria, 1):
        answered = [each for each in proposal.reviews if _answers(each, criterion)]
        rows = [entries.answer(each, criterion) for each in answered]
        rows += remarks([each for each in comments if each.criterion == criterion.key])
        named = one_line(criterion.title)[:LONGEST]
        named = _("{title} (no longer asked)").format(title=named) if criterion.gone else named
        title = _("{number}. {title}").format(number=number, title=named)
        nothing = frame.nothing(
            _("Nobody has written about this."), _("You have not written about this.")
        )
        mean = "" if frame.mine else _mean(answered, criterion)
        yield _Section(
            f"criterion-{number}", title, frame.ordered(rows) or [nothing], mean, not rows
        )
    whole = [each for each in proposal.reviews if _has_overall(each)]
    known = {each.key for each in scheme.criteria}
    others = [each for each in comments if each.criterion not in known]
    on_text = _("Notes and comments on the text") if frame.mine else _("Comments on the text")
    for name, title, rows in (
        ("whole", _("The proposal as a whole"), [entries.overall(each) for each in whole]),
        ("text", on_text, remarks(others)),
        ("questions", _("Questions to the proposers"), remarks(_of(proposal, "question"))),
        ("evidence", _("Evidence"), remarks(_of(proposal, "evidence"))),
    ):
        if rows:
            yield _Section(name, title, frame.ordered(rows))


def _answers(review: Review, criterion: Criterion) -> bool:
    text = review.texts.get(criterion.key) or ""
    return bool(text.strip()) or review.scores.get(criterion.key) is not None


def _has_overall(review: Review) -> bool:
    """Say whether a review holds more than its criteria; one with nothing at all counts too."""
    said = any((text or "").strip() for text in review.texts.values()) or any(
        score is not None for score in review.scores.values()
    )
    more = review.comment.strip() or review.reasons or review.merge_with or review.recused
    return bool(more or review.no_expertise or review.overall is not None or not said)


def _of(proposal: ProposalComments, kind: str) -> list[Remark]:
    return [each for each in proposal.remarks if each.kind == kind]


def _mean(reviews: Sequence[Review], criterion: Criterion) -> str:
    """Return the mean of the scores given; blanks and whoever does not judge count nowhere."""
    if criterion.scale is None:
        return ""
    low, high = criterion.scale.min, criterion.scale.max
    found = [
        scoring.on(each.scores.get(criterion.key), low, high)
        for each in reviews
        if not (each.recused or each.no_expertise)
    ]
    given = [score for score in found if score is not None]
    if not given:
        return ""
    scores = ngettext("{count} score", "{count} scores", len(given)).format(count=len(given))
    mean = decimal(sum(given) / len(given), 1)
    return _("mean {mean}, {scores}").format(mean=mean, scores=scores)
