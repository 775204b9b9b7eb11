"""The summary report of a meeting as the window shows it; read beside the window's thread."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.actions import (
    said,
    summarising,
    summarising_files,
    summarising_kept,
    summarising_mail,
    transcribing,
)
from app.actions.acting import CARRIERS, me
from app.actions.clock import Clock
from app.documents.plain import blocks
from app.domain import next_steps, summaries
from app.domain.attendance import Attendee
from app.domain.summaries import FIELDS, Output, Part, Summary
from app.i18n import _
from app.phrases import summaries as phrases
from app.phrases import transcripts
from app.store import Store, annotations, current, members
from app.ui.icons import Symbol
from app.ui.widgets.rows import Line

WHOLE, PEOPLE, PREVIEW, MAIL = "whole", "people", "preview", "mail"
"""What stands in the list beside the items."""
SHORT = 100
"""Letters of a line that is one by itself."""
_LISTED = re.compile(r"\s*(?:[-*+•]|\d+[.)])\s|\s{4}|[#>]")
LONGEST = 240
"""Letters of a turn or note as the list beside shows it."""
MOST = 400
"""Turns that are listed beside an item."""


@dataclass(frozen=True, slots=True)
class Told:
    """The report of one meeting, and what it is made of."""

    meeting: str
    title: str
    summary: Summary
    fields: Mapping[str, str]
    """What is written of the whole report; what is missing is filled."""
    usual: Mapping[str, str]
    """What is filled in for what is missing."""
    text: str
    mail: summarising_mail.Mail
    steps: Mapping[str, str]
    """{item: next steps as written, without those noted beside}."""
    names: tuple[str, ...]
    """Of the roster, for owners and participants."""
    chairs: bool

    def part(self, item: str) -> Part | None:
        return next((each for each in self.summary.parts if each.item == item), None)


@dataclass(frozen=True, slots=True)
class Beside:
    """Something that helps to write: a turn, a line of the chat, a note; `quote` is taken over."""

    key: str
    title: str
    text: str
    quote: str
    kind: str
    """`transcript`, `chat` or `note`."""


def noted(found: Told, item: str) -> tuple[str, ...]:
    """Return the next steps of an item that stand in the report without being written there."""
    part = found.part(item)
    written = {each.text for each in next_steps.of(found.steps.get(item, ""))}
    given = () if part is None else next_steps.of(part.next_steps)
    return tuple(next_steps.line(each) for each in given if each.text not in written)


def told(store: Store, meeting: str, clock: Clock) -> Told:
    """Return the report as it stands. Raises Trouble as `summarising.composed` does."""
    found = summarising.composed(store, meeting)
    row = current.one(store, "meetings", meeting)
    data = {} if row is None else row.data
    report = {} if row is None else summarising_kept.report_of(store, row)
    steps = {
        each.item: summaries.text_of(one.data.get("next_steps"))
        for each in found.parts
        if each.item is not None and (one := current.one(store, "items", each.item)) is not None
    }
    return Told(
        meeting,
        str(data.get("title") or meeting),
        found,
        {name: str(report.get(name) or "") for name in FIELDS},
        {name: str(getattr(found, name)) for name in FIELDS}
        | {"kind": phrases.labels()["kind"], "annex": phrases.labels()["annex"]},
        readable(summarising_files.text(found)),
        summarising_mail.mail(store, meeting, clock),
        steps,
        tuple(sorted(members.names(store).values())),
        me(store).role in CARRIERS,
    )


def readable(text: str) -> str:
    """Return Markdown as words alone: marks of lists stay, marks of weight and addresses go."""
    parts = [_with_breaks(each) for each in text.split("\n\n")]
    found: list[str] = []
    before = ""
    for block in blocks("\n\n".join(parts)):
        tight = block.kind == before == "item"
        mark = "" if block.kind != "item" else f"{block.ordinal}. " if block.ordinal else "– "
        deep = "    " * (block.level - 1) if block.kind == "item" else ""
        found.append(f"{'' if tight or not found else chr(10)}{deep}{mark}{block.text}")
        before = block.kind
    return "\n".join(found)


def _with_breaks(paragraph: str) -> str:
    """Keep the lines of a title block apart; lines of running text and of lists stay as they are."""
    lines = paragraph.split("\n")
    short = all(len(each) <= SHORT and not _LISTED.match(each) for each in lines)
    return "\\\n".join(each.removesuffix("\\") for each in lines) if short else paragraph


def beside(store: Store, meeting: str, item: str) -> tuple[Beside, ...]:
    """Return what was noted and said of an item: my notes first, then the turns in their order."""
    found = [*_notes(store, item)]
    kept = {each.id: each for each in transcribing.listed(store, meeting)}
    if not kept:
        return tuple(found)
    for line in said.lines(store, meeting, item=item)[:MOST]:
        name = line.name or transcripts.who("nameless")
        document = kept[line.document]
        quote = transcribing.minutes_line(store, document, line.turn)
        key = f"{line.document}/{line.turn.n}"
        found.append(Beside(key, f"{line.turn.n}. {name}", line.words, quote, line.kind))
    return tuple(found)


def _notes(store: Store, item: str) -> list[Beside]:
    row = current.one(store, "items", item)
    noted = summaries.text_of(None if row is None else row.data.get("notes"))
    found = [Beside("notes", _("Notes of this item"), noted, noted, "note")] if noted else []
    for each in annotations.on_items(store, [item]):
        text = str(each.data.get("text") or "")
        if text and not each.data.get("withdrawn"):
            mine = each.collection == "notes"
            title = _("My note") if mine else _("A comment")
            found.append(Beside(each.id, title, text, text, "note"))
    return found


def beside_lines(found: Sequence[Beside]) -> list[Line]:
    symbols = {"note": Symbol.NOTE, "chat": Symbol.COMMENT}
    return [
        Line(each.key, each.title, " ".join(each.text.split())[:LONGEST],
             symbol=symbols.get(each.kind, Symbol.QUOTE), state=kind(each.kind))
        for each in found
    ]  # fmt: skip


def kind(word: str) -> str:
    return {"note": _("note"), "chat": _("chat")}.get(word, _("transcript"))


def lines(found: Told) -> list[Line]:
    """Return the list of what can be written: the whole, its items, the people, what it makes."""
    words = phrases.labels()
    items = [
        Line(each.item or "", phrases.numbered(each.label, each.title), _what(each),
             symbol=Symbol.CHECK if each.said else Symbol.EMPTY,
             tone="good" if each.said else "faint", indent=each.level,
             state=_("written") if each.said else _("nothing yet"))
        for each in found.summary.parts
    ]  # fmt: skip
    people = len(found.summary.people)
    return [
        Line(WHOLE, _("Title and introduction"), symbol=Symbol.FILE),
        *items,
        Line(PEOPLE, words["annex"], _count(people), symbol=Symbol.PEOPLE),
        Line(PREVIEW, _("As it will read"), _state(found.summary), symbol=Symbol.DOCUMENTS),
        Line(MAIL, _("Mail after the call"), symbol=Symbol.SEND),
    ]


def _state(found: Summary) -> str:
    return _("Final") if found.state == "final" else _("Draft")


def state_words(found: Told) -> str:
    """Return whether the report is final, and who reads it while it is not."""
    return _("Final") if found.summary.state == "final" else phrases.draft(chairs=found.chairs)


def _count(people: int) -> str:
    return str(people) if people else _("nobody yet")


def _what(each: Part) -> str:
    words = phrases.labels()
    there = [
        words["outputs"] if each.outputs else "",
        words["key_points"] if each.key_points.strip() else "",
        words["next_steps"] if each.next_steps.strip() else "",
    ]
    return " · ".join(word for word in there if word)


def outputs_text(outputs: Sequence[Output]) -> str:
    """Return output documents one a line, an address behind its title."""
    return "\n".join(f"{each.title} {each.link}".strip() for each in outputs)


def outputs_of(text: str, before: Sequence[Output]) -> list[Output]:
    """Return the output documents of a text, one a line; papers that were meant stay so."""
    known = {each.title: each for each in before}
    found: list[Output] = []
    for line in text.split("\n"):
        title, _space, link = line.strip().rpartition(" ")
        if not link.startswith(("https://", "http://")):
            title, link = line.strip(), ""
        title = title.strip() or link
        if title:
            was = known.get(title)
            found.append(Output(title, link, was.document if was else None))
    return found


def step_lines(text: str) -> list[Line]:
    """Return the next steps of a text as rows that tell whose they are and until when."""
    return [
        Line(str(number), " ".join(each.text.split())[:LONGEST],
             " · ".join(part for part in (each.owner, each.due) if part), symbol=Symbol.CARET_RIGHT)
        for number, each in enumerate(next_steps.of(text), 1)
    ]  # fmt: skip


def person_lines(people: Sequence[Attendee]) -> list[Line]:
    """Return the participants as the report lists them."""
    return [
        Line(each.id, each.words(), phrases.group(each),
             end=_("uncertain") if each.uncertain else "", end_tone="warn",
             symbol=Symbol.PERSON)
        for each in people
    ]  # fmt: skip
