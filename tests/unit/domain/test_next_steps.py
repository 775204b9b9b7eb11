"""Next steps in running text: cut into steps, each with its owner and day."""

import pytest

from app.domain import next_steps
from app.domain.next_steps import Step


def test_paragraphs_and_points_are_steps():
    found = next_steps.of("One thing.\nIt goes on.\n\n- two\n- three\n  of three\n\nFour.")

    assert [each.text for each in found] == [
        "One thing.\nIt goes on.",
        "two",
        "three\n  of three",
        "Four.",
    ]


def test_a_list_that_is_announced_belongs_to_what_announces_it():
    found = next_steps.of("Update the papers:\n\n1. this\n2. that\n\nMeet again.")

    assert [each.text for each in found] == [
        "Update the papers:\n\n1. this\n2. that",
        "Meet again.",
    ]


@pytest.mark.parametrize(
    "step",
    [
        Step("Send it"),
        Step("Send it", "Omar Olive"),
        Step("Send it", "", "2030-03-18"),
        Step("Send it (soon)", "王小明", "2030-03-18"),
        Step("إرسال الخطة", "ليلى بستان", "2030-03-18"),
    ],
    ids=["bare", "owner", "day", "both", "arabic"],
)
def test_a_step_is_read_as_it_was_written(step):
    assert next_steps.read(next_steps.line(step)) == step
    assert next_steps.of(next_steps.added("First.", step)) == (Step("First."), step)
    assert next_steps.of(next_steps.added("- First.", step)) == (Step("First."), step)


@pytest.mark.parametrize(
    "text",
    ["Ask the Office (New York)", "Do it (by hand)", "Send it (due: 2030-13-40)", "Send it ()"],
    ids=["place", "words", "no-day", "empty"],
)
def test_brackets_that_name_neither_stay_words(text):
    assert next_steps.read(text) == Step(text)


def test_an_owner_cannot_break_the_line():
    step = next_steps.read(
        next_steps.line(Step("Send it", "Omar (Olive); due:\nnever", "2030-03-18"))
    )

    assert (step.text, step.owner, step.due) == ("Send it", "Omar Olive due: never", "2030-03-18")


@pytest.mark.parametrize(
    ("owner", "due"),
    [
        ("responsable\u00a0: {name}", "échéance\u00a0: {day}"),
        ("ответственный: {name}", "срок: {day}"),
        ("المسؤول: {name}", "الأجل: \u200e{day}"),
        ("负责人：{name}", "期限：{day}"),
    ],
)  # fmt: skip
def test_steps_printed_in_other_words_are_read_as_they_were(owner, due):
    written = (
        "- Draw it (owner: Ann Root; due: 2030-02-03)\n  with care\n- Ask (due: 2030-02-04)\n- Wait"
    )

    printed = next_steps.told(written, owner, due)

    assert "owner" not in printed
    assert printed.endswith("\n- Wait")
    assert [each.owner for each in next_steps.of(printed.replace("\n  with care", ""))] == [
        "Ann Root",
        "",
        "",
    ]
    assert [each.due for each in next_steps.of(printed.replace("\n  with care", ""))] == [
        "2030-02-03", "2030-02-04", "",
    ]  # fmt: skip
