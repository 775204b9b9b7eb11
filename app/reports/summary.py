"""The summary report of a meeting in the IGF's shape: title block, agenda, items, annex."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.domain.attendance import Attendee
from app.domain.summaries import AGENDA, END, Output, Part, Summary, key
from app.i18n import _
from app.phrases import summaries as phrases
from app.reports.plain import one_line
from app.reports.tree import Block, Bullets, Content, Heading, Item, Paragraph, Report, Run

Set = Callable[[str], Sequence[Block]]
"""Makes blocks of Markdown."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the report is set."""

    blocks: Set
    date: str
    language: str = "en"
    right_to_left: bool = False


def summary_report(found: Summary, look: Look) -> Report:
    """Compose the report; the same words in the same order as `as_text`."""
    called = kind(found)
    return Report(
        one_line(found.title) or called,
        tuple(_blocks(found, look)),
        over=one_line(found.body.replace("\n", " · ")),
        name=_("{kind}: {title}").format(kind=called, title=one_line(found.title)),
        subject=called,
        date=look.date,
        language=look.language,
        right_to_left=look.right_to_left,
    )


def kind(found: Summary) -> str:
    """Return what the paper calls itself."""
    words = phrases.labels()
    called = one_line(found.kind) or words["kind"]
    return _("Draft {kind}").format(kind=called) if found.state == "draft" else called


def _blocks(found: Summary, look: Look) -> Iterator[Block]:
    words = phrases.labels()
    for line in found.when.split("\n"):
        if line.strip():
            yield Paragraph(one_line(line), "strong")
    yield Paragraph(kind(found), "strong")
    yield from look.blocks(found.introduction)
    if found.parts:
        yield Heading(words["agenda"], 1, "agenda", running=False)
        yield _agenda(found.parts)
    yield from _rest(found, AGENDA, look)
    for number, part in enumerate(found.parts, 1):
        rest = tuple(_rest(found, key(part), look))
        if part.said or rest:
            title = phrases.numbered(part.label, one_line(part.heading or part.title))
            yield Heading(title, 2, f"item-{number}", running=False)
            yield from rest
            yield from _said(part, look)
    if found.other.said:
        yield Heading(words["other"], 2, "other", running=False)
        yield from _said(found.other, look)
    if found.next_meeting.strip():
        yield Heading(words["next_meeting"], 1, "next-meeting", running=False)
        yield from look.blocks(found.next_meeting)
    yield from _annex(found)
    yield from _rest(found, END, look)


def _agenda(parts: Sequence[Part]) -> Bullets:
    """Return the list of items, those under others set in."""

    def below(at: int, level: int) -> tuple[tuple[Item, ...], int]:
        items: list[Item] = []
        while at < len(parts) and parts[at].level >= level:
            words = phrases.numbered(parts[at].label, one_line(parts[at].title))
            inner, at = below(at + 1, parts[at].level + 1)
            items.append(Item(words, (Bullets(inner),) if inner else ()))
        return tuple(items), at

    return Bullets(below(0, 0)[0])


def _said(part: Part, look: Look) -> Iterator[Block]:
    words = phrases.labels()
    if part.outputs:
        label = words["outputs" if len(part.outputs) > 1 else "output"]
        yield Heading(phrases.label(label), 3, running=False)
        first, *more = map(_output, part.outputs)
        yield Bullets((first, *more), numbered=True) if more else Paragraph(first)
    for name, text in (
        ("key_points", part.key_points),
        ("decisions", _listed(part.decisions)),
        ("next_steps", phrases.step(part.next_steps)),
    ):
        if text.strip():
            yield Heading(phrases.label(words[name]), 3, running=False)
            yield from look.blocks(text)


def _output(each: Output) -> Content:
    return Run(one_line(each.title), link=each.link)


def _annex(found: Summary) -> Iterator[Block]:
    if not found.people:
        return
    lines = [each for each in found.annex.split("\n") if each.strip()]
    first, *more = lines or [phrases.labels()["annex"]]
    yield Heading(one_line(first), 1, "participants", running=False)
    for line in more:
        yield Heading(one_line(line), 2, running=False)
    number = 1
    for label, people in grouped(found.people):
        if label:
            yield Heading(phrases.label(label), 3 if more else 2, running=False)
        yield Bullets(tuple(one_line(each.words()) for each in people), numbered=True, start=number)
        number += len(people)


def grouped(people: Sequence[Attendee]) -> list[tuple[str, list[Attendee]]]:
    """Return the participants under their headings, "" for the list itself, which is first."""
    found: dict[str, list[Attendee]] = {"": []}
    for each in people:
        found.setdefault(phrases.group(each), []).append(each)
    return [(label, named) for label, named in found.items() if named]


def _rest(found: Summary, where: str, look: Look) -> Iterator[Block]:
    for each in found.rest:
        if each.where == where or (where == END and not _placed(found, each.where)):
            yield from look.blocks(each.text)


def _placed(found: Summary, where: str) -> bool:
    return where in {AGENDA, END, *(key(each) for each in found.parts)}


def _listed(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else "\n".join(f"- {each}" for each in texts)


def as_text(found: Summary, escape: Callable[[str], str] = str) -> str:
    """Return the report as plain text with the marks of Markdown, as it is read from a file.

    `escape` makes words of one line be read as exactly these words.
    """
    return "\n\n".join(part for part in _texts(found, escape) if part.strip()) + "\n"


def _texts(found: Summary, escape: Callable[[str], str]) -> Iterator[str]:
    words = phrases.labels()
    yield "\n".join(map(escape, found.body.split("\n")))
    yield "\n".join(map(escape, filter(None, (found.title, *found.when.split("\n")))))
    yield kind(found)
    yield found.introduction
    if found.parts:
        yield words["agenda"]
        yield "\n".join(
            f"{'  ' * part.level}- {phrases.numbered(part.label, escape(one_line(part.title)))}"
            for part in found.parts
        )
    yield from _rests(found, AGENDA)
    for part in found.parts:
        rest = [*_rests(found, key(part))]
        if part.said or rest:
            yield phrases.numbered(part.label, escape(one_line(part.heading or part.title)))
            yield from rest
            yield from _part_texts(part, escape)
    if found.other.said:
        yield words["other"]
        yield from _part_texts(found.other, escape)
    if found.next_meeting.strip():
        yield f"{phrases.label(words['next_meeting'])} {found.next_meeting}"
    if found.people:
        yield found.annex or words["annex"]
        number = 1
        for label, people in grouped(found.people):
            yield phrases.label(label) if label else ""
            listed = enumerate(people, number)
            yield "\n".join(f"{at}. {escape(one_line(each.words()))}" for at, each in listed)
            number += len(people)
    yield from _rests(found, END)


def _part_texts(part: Part, escape: Callable[[str], str]) -> Iterator[str]:
    words = phrases.labels()
    if part.outputs:
        yield phrases.label(words["outputs" if len(part.outputs) > 1 else "output"])
        named = [_linked(each, escape) for each in part.outputs]
        alone = len(named) == 1
        yield named[0] if alone else "\n".join(f"{at}. {each}" for at, each in enumerate(named, 1))
    for name, text in (
        ("key_points", part.key_points),
        ("decisions", _listed(part.decisions)),
        ("next_steps", phrases.step(part.next_steps)),
    ):
        if text.strip():
            yield phrases.label(words[name])
            yield text.strip("\n")


def _linked(each: Output, escape: Callable[[str], str]) -> str:
    title = escape(one_line(each.title))
    return f"[{title}](<{each.link}>)" if each.link else title


def _rests(found: Summary, where: str) -> Iterator[str]:
    for each in found.rest:
        if each.where == where or (where == END and not _placed(found, each.where)):
            yield each.text
