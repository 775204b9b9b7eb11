"""The report of a round: how it was answered and what it came to, with charts, then each proposal."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.consolidations import RoundSaid
from app.domain.ledgers import Asked, CommonQuestion
from app.domain.matrices import Matrix
from app.i18n import _, ngettext
from app.reports import matrix_tables, round_charts, round_proposals, words
from app.reports.brief import cut, headed
from app.reports.decision_record import PARTS as DECIDED
from app.reports.decision_record import Record, decision_part
from app.reports.documents import how_named
from app.reports.matrix_report import balance_title, counted, without_order
from app.reports.naming import Names, by_role, shuffled
from app.reports.plain import isolated, one_line
from app.reports.positions import counted as positions
from app.reports.setting import Setting, framed, with_role
from app.reports.tree import (
    Block,
    Bullets,
    Column,
    Contents,
    Heading,
    Item,
    Paragraph,
    Report,
    Shares,
    Table,
)

PARTS = (
    "answers", "positions", "scores", "balance", "missing", "lonely", "questions", "decisions",
    "proposals",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RoundValues:
    """All that the report is made of, as far as it may stand in the file."""

    matrix: Matrix
    said: RoundSaid
    questions: tuple[Asked, ...] = ()
    common: tuple[CommonQuestion, ...] = ()
    decided: Record | None = None
    """Released decisions."""


def round_report(
    values: RoundValues, setting: Setting, *, names: Names = "role", parts: Sequence[str] = PARTS
) -> Report:
    """Compose the report; `parts` of PARTS in their order."""
    if names != "full":
        values = RoundValues(
            without_order(values.matrix), values.said, values.questions, values.common,
            values.decided,
        )  # fmt: skip
    told = _Told(values, names)
    blocks: list[Block] = [counted(values.matrix), Contents(deepest=1)]
    for part in parts:
        blocks += told.part(part, rtl=setting.right_to_left)
    return framed(
        setting,
        _("Report"),
        values.matrix.round.title,
        blocks,
        facts=[(_("Names"), how_named(names))],
        subject=_("How a round was answered and what it came to"),
    )


class _Told:
    """Composes the parts; `names` says how members are called."""

    def __init__(self, values: RoundValues, names: Names) -> None:
        self._values = values
        self._names: Names = names

    def part(self, part: str, *, rtl: bool) -> Iterator[Block]:
        matrix = self._values.matrix
        made: Mapping[str, Callable[[], Iterator[Block]]] = {
            "answers": lambda: _answers(matrix),
            "positions": lambda: _positions(matrix),
            "scores": lambda: _scores(matrix),
            "balance": lambda: _balance(matrix),
            "missing": lambda: self._missing(rtl=rtl),
            "lonely": self._lonely,
            "questions": self._questions,
            "decisions": self._decisions,
            "proposals": self._proposals,
        }
        yield from made[part]()

    def _missing(self, *, rtl: bool) -> Iterator[Block]:
        matrix = self._values.matrix
        missing = matrix.coverage.missing
        yield Heading(_("Who has not answered"), 1, "missing", note=str(len(missing)))
        if not missing:
            yield Paragraph(_("Everybody who was asked has answered."))
            return
        count = len(missing)
        yield Paragraph(
            ngettext(
                "{n} member who is asked has sent nothing.",
                "{n} members who are asked have sent nothing.",
                count,
            ).format(n=count)
        )
        people = [round_proposals.person(matrix, each) for each in missing]
        if self._names == "full":
            yield Bullets(tuple(with_role(each, rtl=rtl) for each in people))
        elif self._names == "role":
            yield Bullets(tuple(shuffled(by_role(each) for each in people)))

    def _lonely(self) -> Iterator[Block]:
        said = self._values.said
        titles = {each.id: headed(each.code, each.title) for each in said.proposals}
        few = self._values.matrix.coverage.few
        yield Heading(_("Few reviews or remarks"), 1, "lonely")
        if not (said.lonely or few):
            yield Paragraph(_("Every proposal has words of members and enough reviews."))
        for title, ids in (
            (_("Nobody said a word about"), said.lonely),
            (_("Few reviews"), few),
        ):
            if ids:
                yield Heading(title, 2)
                yield Bullets(tuple(titles.get(each, each) for each in ids))

    def _questions(self) -> Iterator[Block]:
        asked = self._values.questions
        yield Heading(_("Questions to the proposers"), 1, "questions", note=str(len(asked)))
        if not asked:
            yield Paragraph(_("Nobody asked the proposers anything."), "soft")
            return
        yield round_charts.states(asked)
        for each in self._values.common:
            yield Heading(
                _("Asked of several: {text}").format(text=isolated(cut(one_line(each.text)))), 2
            )
            yield _side_by_side(each)
        open_ = [each for each in asked if each.open]
        if open_:
            yield Table(
                (
                    Column(_("Proposal"), "code", "proposal"),
                    Column(_("Question"), key="text", width=3),
                    Column(_("State"), key="state", width=1),
                ),
                tuple(
                    (each.code or each.title, one_line(each.text), words.question_state(each.state))
                    for each in open_
                ),
                caption=_("Questions that are still open"),
                name=_("Questions"),
            )

    def _decisions(self) -> Iterator[Block]:
        record = self._values.decided
        if record is None or not any(each.outcome for each in record.lines):
            return
        for part in DECIDED:
            yield from decision_part(record, part)

    def _proposals(self) -> Iterator[Block]:
        record = self._values.decided
        outcomes = {} if record is None else {each.code: each.outcome for each in record.lines}
        yield from round_proposals.proposals(
            self._values.matrix, self._values.said, outcomes, self._names
        )


def _answers(matrix: Matrix) -> Iterator[Block]:
    yield Heading(_("Answers"), 1, "answers")
    covered = matrix.coverage
    if covered.share is not None:
        yield Paragraph(
            _("{answered} of {asked} reviews are here ({percent} %); {counting} count.").format(
                answered=covered.answered, asked=covered.asked,
                percent=f"{covered.share * 100:.0f}", counting=covered.counting,
            )
        )  # fmt: skip
    yield round_charts.answered(matrix)
    yield round_charts.spread_of_answers(matrix)


def _positions(matrix: Matrix) -> Iterator[Block]:
    scheme = matrix.round
    if not scheme.stances:
        return
    yield Heading(_("Positions"), 1, "positions")
    total: dict[str, int] = {}
    for line in matrix.proposals:
        for key, n in line.stances.items():
            total[key] = total.get(key, 0) + n
    held = positions(total, scheme)
    if held:
        yield Shares(held)
    yield from round_charts.positions(matrix)
    differ = sorted(
        (each for each in matrix.proposals if each.controversy),
        key=lambda each: -(each.controversy or 0),
    )[: round_proposals.MOST]
    if differ:
        yield Heading(_("Views differ most"), 2)
        yield Bullets(
            tuple(
                Item(
                    _("{title} ({percent} %)").format(
                        title=headed(each.code, each.title),
                        percent=f"{(each.controversy or 0) * 100:.0f}",
                    )
                )
                for each in differ
            )
        )


def _scores(matrix: Matrix) -> Iterator[Block]:
    scored = matrix.round.scored
    yield Heading(_("Scores") if scored else _("Reviews by proposal"), 1, "scores")
    if scored:
        yield from round_charts.scores(matrix)
    yield _slim(matrix_tables.proposals(matrix))


def _balance(matrix: Matrix) -> Iterator[Block]:
    yield Heading(_("Who the reviews come from"), 1, "balance")
    for by in ("group", "region"):
        yield Heading(balance_title(by), 2)
        yield round_charts.balance(matrix, by)
        yield matrix_tables.balance(matrix, by)


def _slim(table: Table) -> Table:
    """Return the table of proposals without what stands at each of them."""
    kept = [
        place
        for place, each in enumerate(table.columns)
        if each.key not in {"theme", "blank", "recused", "no_expertise", "few"}
    ]
    return replace(
        table,
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in table.rows),
    )


def _side_by_side(each: CommonQuestion) -> Table:
    """Return the answers to one question beside each other."""
    return Table(
        (
            Column(_("Proposal"), key="proposal", width=1),
            Column(_("State"), key="state"),
            Column(_("Answer"), key="answer", width=2),
        ),
        tuple(
            (
                headed(asked.code, asked.title),
                words.question_state(asked.state),
                None
                if asked.answer is None
                else one_line(asked.answer.exact or asked.answer.heading)
                or _("in version {n}").format(n=asked.answer.version),
            )
            for asked in each.asked
        ),
        caption=cut(one_line(each.text)),
        name=_("Common questions"),
    )
