"""What was said of one proposal, or of none, in its order and under its headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.platypus import CondPageBreak, Flowable

from app.domain import scoring
from app.domain.rounds import Criterion, Round
from app.i18n import _, ngettext
from app.reports.blocks import Heading, Row, edge, prose
from app.reports.entries import Entries
from app.reports.paragraph import Paragraph, Setting
from app.reports.plain import isolated, one_line
from app.reports.positions import parts, shares, summary
from app.reports.shaping import Span
from app.reports.style import BODY, CODE, HEADING, LABEL, SUBHEADING, TEXT_SOFT
from app.reports.values import ProposalComments, Remark, Review

LONGEST = 400
"""Characters of a title that are shown; records may hold more."""
_ROOM = 130
"""A heading stands at the foot of a page only if so many points follow it."""


@dataclass(frozen=True, slots=True)
class Chapter:
    key: str
    """Name of its place in the document."""
    code: str
    title: str
    said: int
    """How many entries it holds."""
    shares: tuple[tuple[int, int], ...]
    """Colours and counts of the positions, for a small bar."""
    blocks: tuple[Flowable, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all parts of a chapter need to know."""

    key: str
    rtl: bool
    mine: bool
    """The document is the member's own: nobody's name, no counts."""

    def heading(
        self, spans: Sequence[Span], title: str, *, level: int, name: str = "", running: str = ""
    ) -> Heading:
        align = edge(rtl=self.rtl)
        setting = (
            Setting(15, before=16, after=7, most_lines=4, align=align)
            if level
            else Setting(22, after=3, most_lines=6, align=align)
        )
        key = f"{self.key}-{name}" if name else self.key
        return Heading(
            spans,
            setting,
            key=key,
            title=title,
            level=level,
            running=running,
            default=int(self.rtl),
        )

    def label(self, raw: str, setting: Setting, *, code: bool = False) -> Paragraph:
        placed = Setting(
            setting.leading, after=setting.after, most_lines=setting.most_lines,
            align=edge(rtl=self.rtl),
        )  # fmt: skip
        return Paragraph([Span(raw, CODE if code else LABEL)], placed, default=int(self.rtl))

    def nothing(self, ours: str, of_mine: str) -> Row:
        """Return a line in the column of the words, that nothing was said."""
        said = prose(of_mine if self.mine else ours, TEXT_SOFT, BODY, default=int(self.rtl))
        return Row([], said, right_to_left=self.rtl, after=6, drop=0)

    def section(
        self, name: str, title: str, rows: Sequence[Row], note: str = ""
    ) -> Iterator[Flowable]:
        yield CondPageBreak(_ROOM)
        spans = [Span(title, SUBHEADING)] + ([Span(f"   {note}", LABEL)] if note else [])
        yield self.heading(spans, title, level=1, name=name)
        yield from rows


def proposal_chapter(
    proposal: ProposalComments, scheme: Round, key: str, *, rtl: bool, mine: bool = False
) -> Chapter:
    """Return the chapter of one proposal, `mine` as its writer keeps it for herself."""
    frame = _Frame(key, rtl, mine)
    title = one_line(proposal.title)[:LONGEST] or _("Untitled")
    code = one_line(proposal.code)[:40]
    version = _("Version {version}").format(version=proposal.version)
    proposers = isolated(one_line(proposal.proposers)[:LONGEST], rtl=rtl)
    meta = " · ".join(each for each in (version, proposers) if each)
    blocks: list[Flowable] = []
    if code:
        blocks.append(frame.label(code, Setting(13, after=2, most_lines=1), code=True))
    running = " ".join(isolated(each, rtl=rtl) for each in (code, title) if each)
    named = f"{code} {title}".strip()
    blocks.append(frame.heading([Span(title, HEADING)], named, level=0, running=running))
    blocks.append(frame.label(meta, Setting(12.5, after=10, most_lines=3)))
    said = len(proposal.reviews) + len(proposal.remarks)
    if not said:
        blocks.append(
            frame.nothing(
                _("Nobody has written about this proposal yet."),
                _("You have not written about this proposal."),
            )
        )
        return Chapter(key, code, title, 0, (), tuple(blocks))
    if not mine:
        blocks += summary(proposal.reviews, scheme, rtl=rtl)
    entries = Entries(scheme, current=proposal.version, right_to_left=rtl, named=not mine)
    blocks += _sections(proposal, scheme, entries, frame)
    bar = () if mine else tuple(parts(shares(proposal.reviews, scheme)))
    return Chapter(key, code, title, said, bar, tuple(blocks))


def general_chapter(
    remarks: Sequence[Remark], scheme: Round, *, rtl: bool, mine: bool = False
) -> Chapter:
    """Return the chapter of what is not about a proposal."""
    frame = _Frame("general", rtl, mine)
    entries = Entries(scheme, right_to_left=rtl, named=not mine)
    title = _("General comments")
    rows = [entries.remark(each, kind=True) for each in remarks]
    heading = frame.heading([Span(title, HEADING)], title, level=0, running=title)
    heading.spaceAfter = 10
    return Chapter("general", "", title, len(remarks), (), (heading, *rows))


def _sections(
    proposal: ProposalComments, scheme: Round, entries: Entries, frame: _Frame
) -> Iterator[Flowable]:
    """Yield the criteria in the round's order, then the whole, the rest, questions, evidence."""
    stances = {} if frame.mine else {each.author: each.stance for each in proposal.reviews}
    comments = [each for each in proposal.remarks if each.kind not in {"question", "evidence"}]

    def remarks(chosen: Sequence[Remark]) -> list[Row]:
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
        yield from frame.section(f"criterion-{number}", title, rows or [nothing], mean)
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
            yield from frame.section(name, title, rows)


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
    """Return the mean of the scores given; a blank is no nought, a conflict does not count."""
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
    return _("mean {mean:.1f}, {scores}").format(mean=sum(given) / len(given), scores=scores)
