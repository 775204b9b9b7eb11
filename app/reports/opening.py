"""The first page of a report: what this is, of when, for whom, its figures and its contents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from app.domain.rounds import Round
from app.i18n import _, ngettext
from app.reports.blocks import Columns, ContentsLine, Heading, Row, Rule, Stack, edge, prose
from app.reports.chapters import Chapter
from app.reports.palette import ACCENT
from app.reports.paragraph import Paragraph, Setting
from app.reports.plain import isolated, one_line
from app.reports.positions import legend
from app.reports.shaping import Span, Type
from app.reports.style import (
    BODY,
    CODE,
    FIGURE,
    LABEL,
    LABEL_INK,
    LABEL_STRONG,
    LINK,
    SUBHEADING,
    TEXT_SOFT,
    TITLE,
)


@dataclass(frozen=True, slots=True)
class Opening:
    over: str
    """A line above the title."""
    title: str
    facts: Sequence[tuple[str, str]]
    """Labels with what they say."""
    figures: Sequence[tuple[int, str]]
    """Counts with what is counted."""
    chapters: Sequence[Chapter]
    schemes: Sequence[Round]
    empty: str
    """What to say if there is nothing."""
    rtl: bool

    def story(self) -> Iterator[Flowable]:
        yield from self._head()
        yield Columns(
            [Stack([self._cell(str(count), FIGURE, 25), self._cell(label, LABEL, 11.5)])
             for count, label in self.figures],
            right_to_left=self.rtl, before=18, after=20,
        )  # fmt: skip
        if not any(chapter.said for chapter in self.chapters):
            yield Rule(after=12)
            yield from prose(self.empty, TEXT_SOFT, BODY, default=int(self.rtl))
        yield from self._contents()

    def _head(self) -> Iterator[Flowable]:
        yield self._words([Span(self.over, CODE)], Setting(13, after=6, most_lines=2))
        setting = Setting(32, after=4, most_lines=5, align=edge(rtl=self.rtl))
        yield Heading(
            [Span(self.title, TITLE)], setting, key="top", title=self.title, default=int(self.rtl)
        )
        yield Rule(before=8, after=10, ink=ACCENT, weight=1)
        for label, value in self.facts:
            shown = self._words([Span(one_line(value), LABEL_INK)], Setting(12, most_lines=4))
            side = [self._cell(label, LABEL, 12)]
            yield Row(side, [shown], right_to_left=self.rtl, after=3, drop=0)

    def _contents(self) -> Iterator[Flowable]:
        if not self.chapters:
            return
        setting = Setting(15, before=16, after=7, align=edge(rtl=self.rtl))
        title = _("Contents")
        yield Heading(
            [Span(title, SUBHEADING)], setting, key="contents", title=title, default=int(self.rtl)
        )
        for chapter in self.chapters:
            yield self._line(chapter)
        shown = [each for each in self.schemes if each.stances]
        if len(shown) == 1 and any(chapter.shares for chapter in self.chapters):
            yield legend(shown[0], rtl=self.rtl)

    def _line(self, chapter: Chapter) -> ContentsLine:
        code = isolated(f"{chapter.code}  ", rtl=self.rtl)
        spans = [Span(code, CODE)] if chapter.code else []
        bars = any(each.shares for each in self.chapters)
        entries = ngettext("{count} entry", "{count} entries", chapter.said)
        said = entries.format(count=chapter.said) if chapter.said else _("nothing said")
        spans += [Span(isolated(chapter.title, rtl=self.rtl), LINK), Span(f"   {said}", LABEL)]
        return ContentsLine(
            spans, Setting(14, after=4), chapter.key, LABEL_STRONG,
            shares=chapter.shares if bars else None, right_to_left=self.rtl,
        )  # fmt: skip

    def _cell(self, raw: str, type: Type, leading: float) -> Paragraph:
        return self._words([Span(one_line(raw), type)], Setting(leading, most_lines=3))

    def _words(self, spans: Sequence[Span], setting: Setting) -> Paragraph:
        placed = Setting(
            setting.leading, after=setting.after, most_lines=setting.most_lines,
            align=edge(rtl=self.rtl),
        )  # fmt: skip
        return Paragraph(spans, placed, default=int(self.rtl))
