"""Papers cut into sections, and written back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.sections import DoubledKey, join, split
from app.domain.proposals import Section

PAPER = """\
Words before.

## What it is about {#about}

Islands are mapped **last**.

## Community

```
## not a heading
```

- ```
  ## nor this
  ```

## Community

Again.
"""

TEXTS = st.text(alphabet="ab #`~->{}\\\n\t1.é漢*", max_size=80)


def test_a_paper_is_cut_at_its_headings_and_not_in_code() -> None:
    sections = split(PAPER)

    assert [(each.key, each.heading) for each in sections] == [
        ("intro", ""),
        ("about", "What it is about"),
        ("community", "Community"),
        ("community-2", "Community"),
    ]
    assert sections[0].text == "Words before."
    assert "## not a heading" in sections[2].text
    assert "## nor this" in sections[2].text
    assert sections[3].text == "Again."


def test_a_paper_without_headings_is_its_intro() -> None:
    assert split("Only words.\r\nTwo lines.") == (Section("intro", "", "Only words.\nTwo lines."),)
    assert split(" \n\n") == ()


def test_keys_are_made_of_any_script_and_avoid_those_given() -> None:
    sections = split("## Über uns\n## 摘要\n## About\n## Other {#about}\n## !!!")

    assert [each.key for each in sections] == ["über-uns", "摘要", "about-2", "about", "section"]


def test_a_doubled_key_is_refused_with_its_line() -> None:
    paper = "## A {#one}\n\ntext\n\n## B {#one}\n"

    with pytest.raises(DoubledKey) as caught:
        split(paper)

    assert (caught.value.key, caught.value.line) == ("one", 5)
    assert [each.key for each in split(paper, strict=False)] == ["one", "b"]


def test_words_before_the_first_heading_take_the_key_intro() -> None:
    with pytest.raises(DoubledKey):
        split("words\n\n## Introduction {#intro}\n")

    assert split("## Introduction {#intro}\nx") == (Section("intro", "Introduction", "x"),)


def test_headings_of_other_levels_and_underlined_ones_stay_in_the_text() -> None:
    (section,) = split("## A {#a}\n\n# B\n\n### C\n\nD\n---\n")

    assert section.text == "# B\n\n### C\n\nD\n---"


def test_a_text_that_looks_like_a_heading_cannot_cut_the_paper() -> None:
    sections = [
        Section("a", "A", "one\n\n## two"),
        Section("b", "B", "```\nopen"),
        Section("c", "C", "next"),
    ]

    found = split(join(sections))

    assert [each.key for each in found] == ["a", "b", "c"]
    assert found[0].text == "one\n\n\\## two"
    assert found[2].text == "next"


@given(TEXTS)
def test_writing_and_reading_changes_nothing(text: str) -> None:
    sections = split(text, strict=False)

    assert split(join(sections)) == sections


@given(st.lists(TEXTS, max_size=4))
def test_whatever_the_texts_the_keys_and_headings_come_back(texts: list[str]) -> None:
    sections = [Section(f"k{n}", f"H {n}", text) for n, text in enumerate(texts)]

    found = split(join(sections))

    assert [(each.key, each.heading) for each in found] == [
        (each.key, each.heading) for each in sections
    ]


@given(st.text())
def test_no_text_makes_it_raise(text: str) -> None:
    split(text, strict=False)
