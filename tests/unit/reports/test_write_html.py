"""A report as a page: what a screen reader finds in it, and that it brings in nothing else."""

from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from app.reports.tree import Heading, Paragraph, Quote, Report, Run
from app.reports.writing import write
from tests.unit.reports.trees import every_block

VOID = {"meta", "br", "hr", "path", "rect", "img", "link"}


class Page(HTMLParser):
    """The elements of a page; complains of what is not closed in its order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.words: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if data.strip() and self._open:
            self.words.append((self._open[-1], data))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(write(every_block(), "html").decode())


def test_the_page_says_its_language_and_direction(page):
    mirrored = Page(write(every_block(right_to_left=True, language="ar"), "html").decode())

    assert page.all("html") == [{"lang": "en", "dir": "ltr"}]
    assert mirrored.all("html") == [{"lang": "ar", "dir": "rtl"}]


def test_headings_go_down_one_level_at_a_time(page):
    levels = [int(tag[1]) for tag, _ in page.found if tag in {"h1", "h2", "h3", "h4"}]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_captions_and_heads_with_their_scope(page):
    scopes = [each["scope"] for each in page.all("th")]

    assert ("caption", "Scores by proposal") in page.words
    assert scopes == ["col"] * 6 + ["row"] * 5


def test_pictures_have_words(page):
    pictures = page.all("svg")

    assert len(pictures) == 3
    assert all(each["role"] == "img" and each["aria-label"] for each in pictures)


def test_links_lead_to_places_that_are_there(page):
    places = {each["id"] for _, each in page.found if "id" in each}
    targets = {each["href"] for each in page.all("a")}

    assert {each[1:] for each in targets if each.startswith("#")} <= places
    assert "https://example.org/a?b=1&c=2" in targets


def test_nothing_is_fetched_and_nothing_runs(page):
    assert not page.all("script")
    assert not page.all("img")
    assert not page.all("link")
    policy = next(each for each in page.all("meta") if "http-equiv" in each)
    assert policy["content"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", '" onload="x', "&lt;", "]]>", "\u202egnp.exe"]
)
def test_markup_in_words_stays_words(words):
    report = Report(
        words,
        (
            Heading(words, code=words, note=words, listed=words),
            Paragraph((Run(words, link=f"javascript:{words}"), Run(words, language=words))),
            Quote(words, words),
        ),
        head=words,
        foot=words,
        author=words,
        language=words,
    )

    page = Page(write(report, "html").decode())

    assert not page.all("script")
    assert not page.all("a")
    assert not [each for _, each in page.found if "onload" in each]


def test_the_writers_end_of_line_stays(page):
    report = replace(every_block(), blocks=(Paragraph("one\ntwo"),))

    assert "one<br>two" in write(report, "html").decode()
