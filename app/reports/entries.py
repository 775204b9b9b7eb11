"""What one person said, as a row: who at the side, her words beside it."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable

from app.domain.rounds import Criterion, Round, Scale
from app.i18n import _
from app.reports import words
from app.reports.blocks import Row, edge, prose
from app.reports.palette import BAD, GOOD, INK, LINE, WARN
from app.reports.paragraph import Paragraph, Setting
from app.reports.plain import isolated, one_line
from app.reports.positions import colour_of, title_of
from app.reports.shaping import Span, Type
from app.reports.style import (
    BODY,
    LABEL,
    LABEL_INK,
    LABEL_STRONG,
    LATE,
    NAME,
    QUOTATION,
    QUOTE,
    SIDE,
    SIDE_GAP,
    TEXT,
    TEXT_SOFT,
)
from app.reports.values import Person, Quote, Remark, Review

_REPLY = Setting(leading=14.5, after=5, indent=11, bar=LINE)
_CAPTION = Setting(leading=11.5, after=7, indent=11)
_LONGEST = 300
"""Characters of a name or title that are shown; records may hold more."""


class Entries:
    """Sets the entries of one round; `current` is the version the proposal has now."""

    def __init__(
        self, scheme: Round, *, current: int | None = None, right_to_left: bool, named: bool = True
    ) -> None:
        """Without `named` the writer is not: in a document of her own."""
        self._scheme = scheme
        self._named = named
        self._current = current
        self._rtl = right_to_left
        self._base = int(right_to_left)

    def answer(self, review: Review, criterion: Criterion) -> Row:
        """Return what `review` says under one criterion."""
        facts = [*self._score(criterion.scale, review.scores.get(criterion.key))]
        return self._row(
            review.author, self._text(review.texts.get(criterion.key, "")),
            [*facts, *self._of_review(review)],
        )  # fmt: skip

    def overall(self, review: Review) -> Row:
        """Return what `review` says of the whole: comment, reasons, what to merge it with."""
        body: list[Paragraph] = self._text(review.comment) if review.comment.strip() else []
        if review.reasons:
            body += self._labelled(_("Reasons"), _(", ").join(review.reasons))
        if review.merge_with:
            body += self._labelled(_("Could be merged with"), _(", ").join(review.merge_with))
        if review.recused:
            body += self._labelled(_("Conflict of interest"), words.recusal(review.recused))
        if review.no_expertise:
            body += prose(_("No expertise in this subject"), TEXT_SOFT, BODY, default=self._base)
        if not body:
            body = prose(_("No words of her or his own"), TEXT_SOFT, BODY, default=self._base)
        facts = [*self._score(self._scheme.overall, review.overall), *self._of_review(review)]
        return self._row(review.author, body, facts)

    def remark(self, remark: Remark, stance: str | None = None, *, kind: bool = False) -> Row:
        """Return a comment, question, piece of evidence or note, with its replies.

        With `kind` it says which of these it is: where no heading does.
        """
        body: list[Paragraph] = []
        if remark.about:
            body += self._labelled(_("About"), remark.about)
        if remark.quote and remark.quote.exact.strip():
            body += self._quote(remark.quote)
        body += self._text(remark.text)
        body += self._replies(remark)
        return self._row(remark.author, body, list(self._of_remark(remark, stance, kind=kind)))

    def _row(
        self, author: Person, body: Sequence[Flowable], facts: Sequence[Sequence[Span]]
    ) -> Row:
        name = one_line(author.name)[:_LONGEST] or _("Somebody")
        side = [self._side([Span(name, NAME)], SIDE, 3)] if self._named else []
        said = words.role(author)
        if said and self._named:
            side.append(self._side([Span(said, LABEL)], SIDE, 4))
        for index, spans in enumerate(facts):
            side.append(self._side(spans, SIDE_GAP if index == 0 and self._named else SIDE, 4))
        continued = [self._side([Span(_("continued"), LABEL)], SIDE, 1)]
        if self._named:
            continued.insert(0, self._side([Span(name, NAME)], SIDE, 3))
        return Row(side, body, right_to_left=self._rtl, continued=continued)

    def _side(self, spans: Sequence[Span], setting: Setting, most: int) -> Paragraph:
        shown = Setting(
            leading=setting.leading, before=setting.before, most_lines=most,
            align=edge(rtl=self._rtl),
        )  # fmt: skip
        return Paragraph(spans, shown, default=self._base)

    def _text(self, raw: str) -> list[Paragraph]:
        said = prose(raw, TEXT, BODY, default=self._base)
        return said or prose(_("Nothing written"), TEXT_SOFT, BODY, default=self._base)

    def _labelled(self, label: str, raw: str) -> list[Paragraph]:
        text = isolated(one_line(raw), rtl=self._rtl)
        return [
            Paragraph(
                [Span(_("{label}: ").format(label=label), LABEL_STRONG), Span(text, LABEL_INK)],
                Setting(leading=13, after=5), base=self._base,
            )
        ]  # fmt: skip

    def _quote(self, quote: Quote) -> list[Paragraph]:
        *said, last = prose(quote.exact, QUOTE, QUOTATION, default=self._base)
        last.spaceAfter = 2
        parts = [Span(each, LABEL) for each in _origin(quote)]
        if quote.state == "gone":
            parts.append(Span(_("no longer in the newest version"), _label(BAD)))
        elif quote.state == "changed":
            parts.append(Span(_("changed since"), _label(WARN)))
        if not parts:
            last.spaceAfter = QUOTATION.after
            return [*said, last]
        joined: list[Span] = []
        for part in parts:
            joined += [Span(" · ", LABEL), part] if joined else [part]
        caption = [Paragraph(joined, _CAPTION, base=int(last.text.right_to_left))]
        if quote.state == "changed" and quote.now.strip():
            caption[0].spaceAfter = 3
            caption += self._labelled(_("Now"), quote.now)
        return [*said, last, *caption]

    def _replies(self, remark: Remark) -> list[Paragraph]:
        """Return the replies to `remark` and to each other, in the order of the talk."""
        found: list[Paragraph] = []
        waiting = list(reversed(remark.replies))
        while waiting:
            reply = waiting.pop()
            found += self._reply(reply)
            waiting += reversed(reply.replies)
        return found

    def _reply(self, reply: Remark) -> list[Paragraph]:
        name = isolated(one_line(reply.author.name)[:_LONGEST] or _("Somebody"), rtl=self._rtl)
        said = [Span(_("Reply of {name}").format(name=name), NAME)]
        more = [words.role(reply.author), words.day(reply.written_at) if reply.written_at else ""]
        said += [Span(f" · {each}", LABEL) for each in more if each]
        text = prose(reply.text, TEXT, _REPLY, default=self._base)
        base = int(text[0].text.right_to_left) if text else self._base
        setting = Setting(leading=14, before=4, indent=11, bar=LINE, most_lines=4)
        return [Paragraph(said, setting, base=base), *text]

    def _score(self, scale: Scale | None, score: int | None) -> Iterator[list[Span]]:
        if score is None:
            return
        word = scale.labels.get(score, "") if scale else ""
        best = f" / {scale.max}" if scale else ""
        said = [Span(_("Score {score}").format(score=f"{score}{best}"), LABEL_STRONG)]
        yield [*said, Span(f" · {word}", LABEL)] if word else said

    def _stance(self, key: str | None) -> Iterator[list[Span]]:
        if key:
            square = Type("label", LABEL.size, colour=colour_of(self._scheme, key))
            yield [Span("■ ", square), Span(title_of(self._scheme, key), LABEL_STRONG)]

    def _of_review(self, review: Review) -> Iterator[list[Span]]:
        yield from self._stance(review.stance)
        yield from self._common(review.version, review.written_at, late=review.late)
        if review.sending:
            yield [Span(words.sending(review.sending), LABEL)]

    def _of_remark(self, remark: Remark, stance: str | None, *, kind: bool) -> Iterator[list[Span]]:
        if remark.kind == "note":
            yield [Span(_("Private note: only you"), _label(WARN))]
        elif kind and remark.kind in {"question", "evidence"}:
            yield [
                Span(_("Question") if remark.kind == "question" else _("Evidence"), LABEL_STRONG)
            ]
        criterion = self._scheme.criterion(remark.criterion or "")
        if criterion and remark.kind != "comment":
            yield [Span(_("On: {criterion}").format(criterion=one_line(criterion.title)), LABEL)]
        if remark.state:
            yield [Span(words.question_state(remark.state), _label(GOOD, 500))]
        yield from self._stance(stance)
        if remark.readers is not None and remark.kind != "note":
            yield [Span(words.audience(remark.readers), LABEL)]
        yield from self._common(remark.version, remark.written_at, late=remark.late)
        if remark.sending and remark.kind != "note":
            yield [Span(words.sending(remark.sending), LABEL)]

    def _common(self, version: int | None, written_at: str, *, late: bool) -> Iterator[list[Span]]:
        if version is not None:
            if self._current is not None and version < self._current:
                says = _("On version {version}, now version {current}")
                yield [Span(says.format(version=version, current=self._current), _label(WARN))]
            else:
                yield [Span(_("On version {version}").format(version=version), LABEL)]
        if written_at:
            yield [Span(words.day(written_at), LABEL)]
        if late:
            yield [Span(_("Late: after the deadline"), LATE)]


def _origin(quote: Quote) -> Iterator[str]:
    if quote.section:
        yield isolated(one_line(quote.section)[:_LONGEST])
    if quote.version is not None:
        yield _("version {version}").format(version=quote.version)


def _label(colour: int = INK, weight: int = 500) -> Type:
    return Type("label", LABEL.size, weight=weight, colour=colour)
