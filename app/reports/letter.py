"""Guidelines to the proposers as a letter on paper; who said what is never in it."""

from collections.abc import Iterable, Iterator, Sequence

from app.domain.composed_letters import ComposedLetter, ComposedPoint, ComposedQuestion
from app.i18n import _
from app.phrases import letters as words
from app.reports.plain import isolated, one_line, paragraphs
from app.reports.setting import Setting, framed
from app.reports.tree import (
    Block,
    Bullets,
    Content,
    Heading,
    Item,
    PageBreak,
    Paragraph,
    Prose,
    Quote,
    Report,
    Rule,
    Run,
)
from app.reports.words import day


def letter_report(letter: ComposedLetter, setting: Setting) -> Report:
    """Compose one letter, as it went out or as it would go now."""
    points = _("Points on a document")
    return framed(
        setting,
        points if letter.letter.document else _("Guidelines to the proposers"),
        _title(letter),
        (Rule(), *letter_blocks(letter)),
        facts=_facts(letter),
    )


def letters_report(letters: Sequence[ComposedLetter], title: str, setting: Setting) -> Report:
    """Compose all letters of a round, each on pages of its own."""
    blocks: list[Block] = []
    for number, each in enumerate(letters, 1):
        if number > 1:
            blocks.append(PageBreak())
        blocks.append(Heading(_title(each), 1, f"letter-{number}"))
        blocks += [
            Paragraph((Run(_("{label}: ").format(label=label), "strong"), *_runs(said)), "label")
            for label, said in _facts(each)
        ]
        blocks += letter_blocks(each)
    return framed(setting, _("Guidelines to the proposers"), title, blocks)


def letter_blocks(letter: ComposedLetter) -> Iterator[Block]:
    """Yield opening, numbered points with their questions, closing."""
    if letter.opening.strip():
        yield Prose(letter.opening)
    if letter.points:
        yield Bullets(tuple(map(_point, letter.points)), numbered=True)
    if letter.closing.strip():
        yield Prose(letter.closing)


def _title(letter: ComposedLetter) -> str:
    title = one_line(letter.title)
    return _("{code} {title}").format(code=letter.code, title=title) if letter.code else title


def _facts(letter: ComposedLetter) -> list[tuple[str, Content]]:
    held = letter.letter
    state = _("Draft, not sent") if not held.sent else ""
    if held.sent and held.sent_at:
        state = day(held.sent_at)
    found: list[tuple[str, Content]] = [
        (_("To"), _(", ").join(map(one_line, letter.proposers))),
        (_("Round"), one_line(letter.round)),
        (_("About"), _("Version {version}").format(version=held.version)),
        (_("From"), one_line(letter.chair)),
        (_("Sent"), state if held.sent else Run(state, "warn")),
    ]
    return [(label, said) for label, said in found if said]


def _runs(said: Content) -> tuple[str | Run, ...]:
    return (said,) if isinstance(said, str | Run) else tuple(said)


def _point(point: ComposedPoint) -> Item:
    asked = [block for each in point.questions for block in _question(each)]
    return point_item(point.kind, point.criterion_title, point.text, asked)


def point_item(kind: str, title: str, text: str, below: Iterable[Block] = ()) -> Item:
    """Return a point as an item of a numbered list: kind and heading, its words, what is below."""
    heads = [each for each in (words.kind(kind), one_line(title)) if each]
    first, *rest = ["\n".join(lines) for lines in paragraphs(text)] or [""]
    inner: list[Block] = [Paragraph(each) for each in rest]
    if heads and first:
        inner.insert(0, Paragraph(first))
    inner += below
    match inner:
        case [Paragraph(content=asked), *others] if not heads and not first:
            return Item(asked, tuple(others))  # it only asks: no number stands alone
        case _:
            pass
    return Item(Run(_(": ").join(heads), "strong") if heads else first, tuple(inner))


def _question(each: ComposedQuestion) -> Iterator[Block]:
    said = one_line(each.text) or _("(withdrawn)")
    label = _("Question {n}: ").format(n=each.number)
    yield Paragraph((Run(label, "strong"), isolated(said)))
    if each.quote.strip():
        yield Quote(each.quote, one_line(each.section))
