"""What one person said, as an entry: who at the side, her words beside it."""

from collections.abc import Iterator, Sequence

from app.domain.rounds import Criterion, Round, Scale
from app.i18n import _
from app.reports import tree, words
from app.reports.plain import isolated, one_line
from app.reports.positions import colour_of, title_of
from app.reports.tree import Block, Content, Entry, Paragraph, Prose, Run
from app.reports.values import Person, Quote, Remark, Review

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

    def answer(self, review: Review, criterion: Criterion) -> Entry:
        """Return what `review` says under one criterion."""
        facts = [*self._score(criterion.scale, review.scores.get(criterion.key))]
        return self._row(
            review.author, [_text(review.texts.get(criterion.key, ""))],
            [*facts, *self._of_review(review)],
        )  # fmt: skip

    def overall(self, review: Review) -> Entry:
        """Return what `review` says of the whole: comment, reasons, what to merge it with."""
        body: list[Block] = [Prose(review.comment)] if review.comment.strip() else []
        if review.reasons:
            body.append(self._labelled(_("Reasons"), _(", ").join(review.reasons)))
        if review.merge_with:
            body.append(self._labelled(_("Could be merged with"), _(", ").join(review.merge_with)))
        if review.recused:
            body.append(self._labelled(_("Conflict of interest"), words.recusal(review.recused)))
        if review.no_expertise:
            body.append(Paragraph(_("No expertise in this subject"), "soft"))
        if not body:
            body = [Paragraph(_("No words of her or his own"), "soft")]
        facts = [*self._score(self._scheme.overall, review.overall), *self._of_review(review)]
        return self._row(review.author, body, facts)

    def remark(self, remark: Remark, stance: str | None = None, *, kind: bool = False) -> Entry:
        """Return a comment, question, piece of evidence or note, with its replies.

        With `kind` it says which of these it is: where no heading does.
        """
        body: list[Block] = []
        if remark.about:
            body.append(self._labelled(_("About"), remark.about))
        if remark.quote and remark.quote.exact.strip():
            body += self._quote(remark.quote)
        body.append(_text(remark.text))
        body += self._replies(remark)
        return self._row(remark.author, body, list(self._of_remark(remark, stance, kind=kind)))

    def _row(self, author: Person, body: Sequence[Block], facts: Sequence[Content]) -> Entry:
        name = one_line(author.name)[:_LONGEST] or _("Somebody")
        said = words.role(author)
        side: list[Content] = [Run(name, "strong")] if self._named else []
        if said and self._named:
            side.append(Run(said, "label"))
        return Entry((*side, *facts), tuple(body), self._named)

    def _labelled(self, label: str, raw: str) -> Paragraph:
        text = isolated(one_line(raw), rtl=self._rtl)
        return Paragraph((Run(_("{label}: ").format(label=label), "strong"), text), "label")

    def _quote(self, quote: Quote) -> Iterator[Block]:
        parts = [Run(each, "label") for each in _origin(quote)]
        if quote.state == "gone":
            parts.append(Run(_("no longer in the newest version"), "bad"))
        elif quote.state == "changed":
            parts.append(Run(_("changed since"), "warn"))
        joined: list[Run] = []
        for part in parts:
            joined += [Run(" · ", "label"), part] if joined else [part]
        yield tree.Quote(quote.exact, joined)
        if quote.state == "changed" and quote.now.strip():
            yield self._labelled(_("Now"), quote.now)

    def _replies(self, remark: Remark) -> list[Prose]:
        """Return the replies to `remark` and to each other, in the order of the talk."""
        found: list[Prose] = []
        waiting = list(reversed(remark.replies))
        while waiting:
            reply = waiting.pop()
            found.append(self._reply(reply))
            waiting += reversed(reply.replies)
        return found

    def _reply(self, reply: Remark) -> Prose:
        name = isolated(one_line(reply.author.name)[:_LONGEST] or _("Somebody"), rtl=self._rtl)
        said = [
            Run(_("Reply of {name}").format(name=name) if self._named else _("Reply"), "strong")
        ]
        more = [words.role(reply.author), words.day(reply.written_at) if reply.written_at else ""]
        more += [words.came(reply.came, reply.author.name)] if reply.came is not None else []
        said += [Run(f" · {each}", "label") for each in more if each]
        return Prose(reply.text, lead=said)

    def _score(self, scale: Scale | None, score: int | None) -> Iterator[Content]:
        if score is None:
            return
        word = scale.labels.get(score, "") if scale else ""
        best = f" / {scale.max}" if scale else ""
        said = Run(_("Score {score}").format(score=f"{score}{best}"), "emphasis")
        yield (said, Run(f" · {word}", "label")) if word else said

    def _stance(self, key: str | None) -> Iterator[Content]:
        if key:
            square = Run("■ ", "label", colour=colour_of(self._scheme, key))
            yield (square, Run(title_of(self._scheme, key), "emphasis"))

    def _of_review(self, review: Review) -> Iterator[Content]:
        yield from self._stance(review.stance)
        yield from self._common(review.version, review.written_at, late=review.late)
        if review.sending:
            yield Run(words.sending(review.sending), "label")

    def _of_remark(self, remark: Remark, stance: str | None, *, kind: bool) -> Iterator[Content]:
        if remark.kind == "note":
            yield Run(_("Private note: only you"), "warn")
        elif kind and remark.kind in {"question", "evidence"}:
            yield Run(_("Question") if remark.kind == "question" else _("Evidence"), "emphasis")
        criterion = self._scheme.criterion(remark.criterion or "")
        if criterion and remark.kind != "comment":
            yield Run(_("On: {criterion}").format(criterion=one_line(criterion.title)), "label")
        if remark.state:
            yield Run(words.question_state(remark.state), "good")
        if remark.points:
            yield Run(words.in_points(remark.points), "label")
        yield from self._stance(stance)
        if remark.readers is not None and remark.kind != "note":
            yield Run(words.audience(remark.readers), "label")
        yield from self._common(remark.version, remark.written_at, late=remark.late)
        if remark.came is not None and (said := words.came(remark.came, remark.author.name)):
            yield Run(isolated(one_line(said), rtl=self._rtl), "label")
        if remark.sending and remark.kind != "note":
            yield Run(words.sending(remark.sending), "label")

    def _common(self, version: int | None, written_at: str, *, late: bool) -> Iterator[Content]:
        if version is not None:
            if self._current is not None and version < self._current:
                says = _("On version {version}, now version {current}")
                yield Run(says.format(version=version, current=self._current), "warn")
            else:
                yield Run(_("On version {version}").format(version=version), "label")
        if written_at:
            yield Run(words.day(written_at), "label")
        if late:
            yield Run(_("Late: after the deadline"), "warn")


def _origin(quote: Quote) -> Iterator[str]:
    if quote.section:
        yield isolated(one_line(quote.section)[:_LONGEST])
    if quote.version is not None:
        yield _("version {version}").format(version=quote.version)


def _text(raw: str) -> Block:
    return Prose(raw) if raw.strip() else Paragraph(_("Nothing written"), "soft")
