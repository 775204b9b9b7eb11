"""Reads a summary report in the IGF's shape: title block, agenda, items, next meeting, participants.

Nothing is dropped: what no field is for stands in `Summary.rest`, with where it stood.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from app.documents import summary_report_words as labels
from app.documents.extract import LARGEST, decode, extract
from app.documents.sections import tidy
from app.documents.summary_report_lines import (
    ALIKE,
    LONGEST_TITLE,
    SAME,
    Line,
    alike,
    behind,
    lines,
    markdown,
    numbered,
    output,
    person,
    title,
    without_pages,
)
from app.documents.summary_report_title import headed
from app.documents.unreadable import Unreadable
from app.domain import attendance, next_steps
from app.domain.summaries import AGENDA, END, Part, Rest, Summary, key

_MARKDOWN = {".txt", ".text", ".md", ".markdown"}
_PAPER = {".pdf"}
_SECTIONS = ("outputs", "key_points", "decisions", "next_steps")
FEW = 120
"""Characters of the longest line of a title block that is no sentence."""


def read(name: str, content: bytes) -> Summary:
    """Return the report in the file `name`: text, Markdown, DOCX, HTML, PDF.

    `Summary.notes`: `no_agenda`, `no_items`, `no_people`, `rest` (passages that no field is for),
    `uncertain` (people nobody is sure of), `extra_items` (with words, and not on the agenda).
    Raises Unreadable: `kind`, `empty`, `too_large`, `damaged`, `password`, `encoding`, `too_slow`,
    `crashed`.
    """
    if len(content) > LARGEST:
        raise Unreadable("too_large")
    kind = PurePath(name.casefold()).suffix
    text = tidy(decode(content)) if kind in _MARKDOWN else extract(name, content)
    if text is None:
        raise Unreadable("empty" if kind in {*_PAPER, ".docx", ".html", ".htm"} else "kind")
    return understood(text)


def understood(text: str) -> Summary:
    """Return the report that a Markdown text holds. Raises Unreadable("empty")."""
    found = without_pages(lines(text))
    if not found:
        raise Unreadable("empty")
    reader = _Reader()
    for place, line in enumerate(found):
        reader.take(line, found[place + 1 : place + 6])
    return reader.finish()


@dataclass(slots=True)
class _Item:
    label: str
    title: str
    heading: str = ""
    level: int = 0
    outputs: list[Line] = field(default_factory=list[Line])
    key_points: list[Line] = field(default_factory=list[Line])
    decisions: list[Line] = field(default_factory=list[Line])
    next_steps: list[Line] = field(default_factory=list[Line])
    rest: list[Line] = field(default_factory=list[Line])
    opened: bool = False
    listed: bool = True


@dataclass(slots=True)
class _Reader:
    """Goes through the lines once; `at` is the part of the report it is in."""

    at: str = "title"
    block: list[Line] = field(default_factory=list[Line])
    introduction: list[Line] = field(default_factory=list[Line])
    items: list[_Item] = field(default_factory=list[_Item])
    item: _Item | None = None
    other: _Item = field(default_factory=lambda: _Item("", ""))
    """What is of no item."""
    section: list[Line] | None = None
    after_agenda: list[Line] = field(default_factory=list[Line])
    next_meeting: list[Line] = field(default_factory=list[Line])
    annex: list[str] = field(default_factory=list[str])
    people: list[attendance.Attendee] = field(default_factory=list[attendance.Attendee])
    end: list[Line] = field(default_factory=list[Line])
    state: attendance.State = "present"
    kind: attendance.Kind = ""
    doubted: bool = False
    numbered: bool = False
    had_agenda: bool = False

    def take(self, line: Line, ahead: Sequence[Line]) -> None:
        """Put one line where it belongs."""
        told = labels.label_of(line.words)
        if told is not None and self._announced(line, *told):
            return
        if self.at != "people" and self._begins_item(line, ahead):
            return
        places: dict[str, Callable[[Line], None]] = {
            "title": self._title,
            "introduction": self.introduction.append,
            "agenda": self._agenda,
            "item": self._words,
            "next_meeting": self.next_meeting.append,
            "people": self._person,
        }
        places[self.at](line)

    def _announced(self, line: Line, label: labels.Label, rest: str) -> bool:
        """Go where a label leads; False where it is no label there."""
        if self.at == "people":
            return self._grouped(line, label, rest)
        if label == "agenda":
            if self.at not in {"title", "introduction"} or rest:
                return False
            self.at, self.had_agenda = "agenda", True
            return True
        if line.listed and not (line.heading and label in _SECTIONS):
            return False
        words = [replace(line, raw=behind(line.raw), words=rest, listed=False)] if rest else []
        if label in _SECTIONS:
            return self._section(label, words)
        return self._behind_items(line, label, words)

    def _section(self, label: labels.Label, words: list[Line]) -> bool:
        """Go to a part of the item that was begun."""
        if self.item is None:
            return False
        section: list[Line] = getattr(self.item, label)
        section += words
        self.at, self.section = "item", section
        return True

    def _behind_items(self, line: Line, label: labels.Label, words: list[Line]) -> bool:
        """Go to what stands behind the items: what is of none, the next meeting, who took part."""
        if label == "other" and self.items:
            self.at, self.item, self.section = "item", self.other, None
        elif label == "next_meeting":
            self.at, self.item = "next_meeting", None
            self.next_meeting += words
        elif label == "annex" and self.at not in {"title", "introduction"}:
            self.at = "people"
            self.annex.append(line.words)
        else:
            return False
        return True

    def _grouped(self, line: Line, label: labels.Label, rest: str) -> bool:
        """Take a label among the participants: their list's own, or who comes now."""
        if line.listed or rest or label == "agenda" or label in {*_SECTIONS, "next_meeting"}:
            return False
        if label == "annex":
            if not self.people:
                self.annex.append(line.words)
            return not self.people
        self.state, self.kind = attendance.state_of(label), attendance.kind_of(label)
        self.doubted = label == "uncertain"
        return True

    def _title(self, line: Line) -> None:
        sentence = line.words.endswith((".", "!", "。", "؟", "?")) and not labels.is_day(line.words)
        if (self.block and (len(line.words) > FEW or sentence)) or len(line.words) > LONGEST_TITLE:
            self.at = "introduction"
            self.introduction.append(line)
        else:
            self.block.append(line)

    def _agenda(self, line: Line) -> None:
        label, words = numbered(line.words)
        label = label or line.number
        short = len(line.words) <= LONGEST_TITLE
        if short and (line.listed or label):
            deep = (len(line.raw) - len(line.raw.lstrip())) // 2 if line.listed else 0
            level = label.count(".") or min(deep, 3)
            self.items.append(_Item(label, title(words), level=level))
        elif self.items and not line.first and short:
            self.items[-1].title += f" {title(line.words)}"
        elif not self.items and short:
            self.items.append(_Item("", title(line.words)))
        else:
            self.after_agenda.append(line)

    def _words(self, line: Line) -> None:
        if self.section is not None:
            self.section.append(line)
        elif self.item is not None:
            self.item.rest.append(line)

    def _person(self, line: Line) -> None:
        if not self.people:
            self.numbered = bool(line.number)
        if (self.numbered and not line.listed) or len(line.words) > LONGEST_TITLE or self.end:
            self.end.append(line)
        else:
            found = person(line, self.state, self.kind, doubted=self.doubted)
            same = sum(each.name == found.name for each in self.people)
            if same:
                found = replace(found, id=f"{found.id}-{same + 1}")
            self.people.append(found)

    def _begins_item(self, line: Line, ahead: Sequence[Line]) -> bool:
        """Say whether a line is the heading of an item, and go there."""
        if len(line.words) > LONGEST_TITLE or (self.at in {"title", "introduction"} and not ahead):
            return False
        label, words = numbered(line.words)
        label = label or line.number
        found = self._known(label, words, line)
        follows = labels.label_of(ahead[0].words) if ahead else None
        section = follows is not None and follows[0] in _SECTIONS
        if found is None:
            headed = line.heading and self.at != "title"
            if not section or not (headed or self._next(line)):
                return False
            found = _Item(label, title(words), listed=False)
            self.items.append(found)
        elif self.at == "agenda" and not section and found is self.items[-1]:
            return False
        found.opened = True
        if title(words) != found.title:
            found.heading = title(words)
        self.at, self.item, self.section = "item", found, None
        return True

    def _next(self, line: Line) -> bool:
        """Say whether a line without a title of the agenda is numbered as the next item would be."""
        if line.listed:  # a point of a list, mostly
            among = self.item is not None and self.section is self.item.outputs
            return line.number == str(len(self.items) + 1) and not among and not self.had_agenda
        return numbered(line.words)[0] != ""

    def _known(self, label: str, words: str, line: Line) -> _Item | None:
        """Return the item of the agenda that a line is the heading of."""
        if line.listed and not (line.number or label):
            return None
        best, most = None, 0.0
        for each in self.items:
            if each.opened:
                continue
            score = alike(words, each.title)
            same = bool(label) and label.casefold() == each.label.casefold()
            needed = ALIKE if same else SAME
            if score >= needed and score + same > most:
                best, most = each, score + same
        return best

    def finish(self) -> Summary:
        parts = tuple(map(_part, self.items))
        rest = [Rest(AGENDA, markdown(self.after_agenda))] if self.after_agenda else []
        for item, part in zip(self.items, parts, strict=True):
            rest += [Rest(key(part), markdown(item.rest))] if item.rest else []
        last = [*self.other.outputs, *self.other.key_points, *self.other.rest, *self.end]
        rest += [Rest(END, markdown(last))] if last else []
        counts = {
            "no_agenda": int(not self.had_agenda),
            "no_items": int(not self.items),
            "no_people": int(not self.people),
            "rest": len(rest),
            "uncertain": sum(each.uncertain for each in self.people),
            "extra_items": sum(not each.listed for each in self.items) if self.had_agenda else 0,
        }
        made = headed(self.block)
        return replace(
            made,
            introduction=markdown(self.introduction),
            parts=parts,
            other=replace(_part(self.other), outputs=(), key_points=""),
            next_meeting=markdown(self.next_meeting),
            annex="\n".join(self.annex),
            people=tuple(self.people),
            rest=tuple(rest),
            notes=tuple((code, count) for code, count in counts.items() if count),
        )


def _part(item: _Item) -> Part:
    return Part(
        item.label,
        item.title,
        item.heading,
        tuple(map(output, item.outputs)),
        markdown(item.key_points),
        markdown(item.next_steps),
        tuple(each.text for each in next_steps.of(markdown(item.decisions))),
        item.level,
    )
