"""Reports in the six languages of the United Nations: whole, with their plurals, days and numbers."""

import importlib.util
import re
from contextlib import closing
from dataclasses import replace
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from app import i18n
from app.actions import reporting
from app.actions.reporting import Wanted
from app.documents import summary_report, summary_report_words
from app.domain import next_steps
from app.paths import Home
from app.phrases import summaries
from app.reports import words as report_words
from app.store import open_store
from tests import year
from tests.builders import clock, joined, seed

LANGUAGES = ("ar", "es", "fr", "ru", "zh")
ROOT = Path(__file__).parents[2]
WANTED = {
    "comments": Wanted("comments", "pdf", year.ROUND),
    "comments by criterion": Wanted("comments", "pdf", year.ROUND, by="criterion", names="role"),
    "comments of nobody": Wanted("comments", "pdf", year.ROUND, names="none"),
    "comments as a table": Wanted("comments", "xlsx", year.ROUND),
    "comments on a document": Wanted("comments", "pdf", document="plan"),
    "my comments": Wanted("my-comments", "pdf"),
    "matrix": Wanted("matrix", "pdf", year.ROUND),
    "letter": Wanted("letter", "pdf", year.ROUND),
    "brief": Wanted("brief", "pdf", year.ROUND),
    "round report": Wanted("round-report", "pdf", year.ROUND),
    "decisions": Wanted("decisions", "pdf", year.ROUND, parts=("outcomes", "balance", "online", "pending")),
    "book": Wanted("book", "pdf", year.ROUND, parts=("proposals", "marks")),
    "meeting book": Wanted("book", "pdf", meeting=year.MEETING, zone="UTC", parts=("proposals", "marks")),
    "agenda": Wanted("agenda", "pdf", meeting=year.MEETING, zone="UTC"),
    "summary": Wanted("summary", "pdf", meeting=year.MEETING),
    "timeline": Wanted("timeline", "pdf", zone="UTC"),
    "actions": Wanted("actions", "pdf"),
    "statistics": Wanted("statistics", "pdf"),
}  # fmt: skip

TOLD = {
    (
        "No letter is written yet: this is a suggestion made of what was said, kept as no letter. "
        "Read it before it goes to anybody."
    ),
    "Nothing is known for: {fields}",
    (
        "{n} member shares role, group and region with fewer than {few} others: who knows the list of "
        "members may tell who wrote."
    ),
    "{n} text names a member in its own words; those stay as they are.",
}
"""Warnings to whoever exports: not printed, and so told in the language of the window."""


def load(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "packaging" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


collecting = load("words")


class Missing(NullTranslations):
    """Answers where a catalogue has no word, and notes which."""

    def __init__(self):
        super().__init__()
        self.asked = set()

    def gettext(self, message):
        self.asked.add(message)
        return message

    def ngettext(self, msgid1, msgid2, n):
        self.asked.add(msgid1)
        return msgid1 if n == 1 else msgid2


@pytest.fixture(scope="module")
def chair(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("chair"))
    with closing(open_store(home.store)) as store:
        seed(joined(store, "chair", "chair"), *year.records())
        yield store, home


@pytest.fixture
def missing(monkeypatch):
    found = Missing()
    read = i18n._read

    def watched(language):
        words = read(language)
        assert isinstance(words, GNUTranslations)
        words.add_fallback(found)
        return words

    monkeypatch.setattr(i18n, "_read", watched)
    return found.asked


def catalogue(language):
    path = collecting.catalogues()[language]
    with path.open("rb") as file:
        return read_po(file, locale=language)


def places(sentence):
    """The placeholders of a sentence with their formats."""
    return sorted((name, form) for _text, name, form, _how in Formatter().parse(sentence) if name)


def forms(message):
    return list(message) if isinstance(message, list | tuple) else [message]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", WANTED)
def test_no_report_has_a_word_of_ours_without_translation(chair, missing, name, language):
    wanted = replace(WANTED[name], language=language)

    with i18n.speaking(language):
        found = reporting.composed(*chair, wanted, clock)

    assert missing - TOLD == set()
    assert found.report.language == language
    assert found.report.right_to_left is (language == "ar")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format", ["pdf", "docx", "html", "xlsx", "csv"])
def test_no_writer_adds_a_word_without_translation(chair, missing, format, language):
    wanted = Wanted("decisions", format, year.ROUND, language=language)

    reporting.made(*chair, wanted, clock=clock)

    assert missing == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_a_report_prints_is_translated_whole(language):
    words = catalogue(language)

    known = {each.id for each in words if each.id}
    assert collecting.untranslated(words) == []
    assert known == {each.id for each in collecting.printed() if each.id}, "run ./dev words"


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_kept_in_every_form(language):
    wrong = [
        (each.id, told)
        for each in catalogue(language)
        if each.id
        for told in forms(each.string)
        if places(told) not in [places(one) for one in forms(each.id)]
    ]

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_and_spaces_at_the_ends_are_kept(language):
    def shape(said):
        return said.count("\n"), said.startswith(" "), said.endswith((" ", "\n"))

    wrong = [
        each.id
        for each in catalogue(language)
        if each.id and shape(forms(each.id)[0]) not in [shape(one) for one in forms(each.string)]
    ]

    full_width = [
        each for each in wrong if language == "zh" and str(forms(each)[0]).count("\n") == 0
    ]
    assert [each for each in wrong if each not in full_width] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_words_are_those_of_the_source(language):
    source = collecting.catalogues()[language]

    made = collecting.compiled(source, language)

    assert source.with_suffix(".mo").read_bytes() == made, "run ./dev words"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_labels_of_summary_reports_are_known_when_they_are_read(language):
    with i18n.speaking(language):
        printed = summaries.labels()
        heads = {word: summaries.state(word) for word in ("present", "apologies", "left_early")}
        heads |= {word: summaries.kind(word) for word in ("observer", "guest")}

    assert summary_report_words.KIND.match(printed.pop("kind"))
    assert summary_report_words.label_of(printed.pop("output")) == ("outputs", "")
    for label, words in (printed | heads).items():
        assert summary_report_words.label_of(f"{words}:") == (label, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_summary_report_is_read_back_in_its_language(chair, language):
    wanted = Wanted("summary", "txt", meeting=year.MEETING)
    english = summary_report.read("it.txt", reporting.made(*chair, wanted, clock=clock)[0])

    printed = reporting.made(*chair, replace(wanted, language=language), clock=clock)[0]
    found = summary_report.read("it.txt", printed)

    assert [each.title for each in found.parts] == [each.title for each in english.parts]
    assert [each.key_points for each in found.parts] == [each.key_points for each in english.parts]
    assert [next_steps.of(each.next_steps) for each in found.parts] == [
        next_steps.of(each.next_steps) for each in english.parts
    ]
    assert [each.state for each in found.people] == [each.state for each in english.people]
    assert [each.kind for each in found.people] == [each.kind for each in english.people]
    assert found.state == english.state
    assert found.rest == english.rest == ()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", ["0 تقييم", "1 تقييم", "2 تقييمان", "3 تقييمات", "11 تقييماً", "100 تقييم"]),
        ("es", ["0 evaluaciones", "1 evaluación", "2 evaluaciones", "3 evaluaciones",
                "11 evaluaciones", "100 evaluaciones"]),
        ("fr", ["0 évaluation", "1 évaluation", "2 évaluations", "3 évaluations",
                "11 évaluations", "100 évaluations"]),
        ("ru", ["0 отзывов", "1 отзыв", "2 отзыва", "3 отзыва", "11 отзывов", "100 отзывов"]),
        ("zh", ["0份评审", "1份评审", "2份评审", "3份评审", "11份评审", "100份评审"]),
    ],
)  # fmt: skip
def test_plurals_follow_the_rule_of_the_language(language, said):
    with i18n.speaking(language):
        heard = [
            i18n.ngettext("{n} review", "{n} reviews", n).format(n=n) for n in (0, 1, 2, 3, 11, 100)
        ]

    assert heard == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", "1 آذار/مارس 2030"), ("en", "1 March 2030"), ("es", "1 de marzo de 2030"),
        ("fr", "1er mars 2030"), ("ru", "1 марта 2030\u00a0г."), ("zh", "2030年3月1日"),
    ],
)  # fmt: skip
def test_days_are_written_as_in_the_language(language, said):
    with i18n.speaking(language):
        assert report_words.day("2030-03-01") == said


def test_the_window_has_no_more_languages_than_before():
    assert set(LANGUAGES) < set(i18n.report_languages())
    assert i18n.languages() == ("en",)


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("fr_CA", "fr"), ("zh-Hans", "zh"), ("zh_CN", "zh"), ("es-419", "es"), ("AR", "ar"),
     ("en_GB", "en"), ("eo", "en"), ("fro", "en")],
)  # fmt: skip
def test_a_region_finds_its_language(asked, spoken):
    with i18n.speaking(asked):
        assert i18n.language() == spoken


def test_latin_letters_in_arabic_and_chinese_are_only_names_and_units():
    left = {
        word
        for language in ("ar", "zh", "ru")
        for each in catalogue(language)
        if each.id
        for told in forms(each.string)
        for word in re.findall(r"[A-Za-z]+", re.sub(r"\{[^}]*\}", "", told))
    }

    assert left <= {"UTC"}
