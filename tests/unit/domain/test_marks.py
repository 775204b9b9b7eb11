"""Marks as one list: what each is, which are asked for, in which order."""

import pytest

from app.domain.anchors import Place
from app.domain.colours import COLOURS, colour, colour_of
from app.domain.marks import Listed, Wanted, by_place, by_time, chosen
from app.domain.records import Row


def mark(id, text="", kind="note", *, paper="trees", at="2030-02-01T12:00:00Z", place=None, **data):
    collection = "notes" if kind in {"note", "highlight"} else "comments"
    own = {} if collection == "notes" else {"kind": kind}
    about = {"kind": "proposal", "id": paper, "version": 1}
    home, waits = data.pop("home", collection == "notes"), data.pop("waiting", False)
    rank, title = data.pop("rank", 0), data.pop("title", f"About {paper}")
    quote = data.pop("quote", "")
    if quote:
        data["anchor"] = {"quote": {"exact": quote}, "position": {"start": data.pop("start", 0)}}
    row = Row(
        collection, id, None, "omar", (), waits, home,
        {"text": text, "about": about, "written_at": at, **own, **data},
    )  # fmt: skip
    return Listed(row, place, title, rank)


def ids(marks):
    return [each.id for each in marks]


@pytest.mark.parametrize("key", COLOURS)
def test_the_four_colours_are_known_by_their_names(key):
    assert colour(key) == key


def test_an_older_name_of_a_colour_is_understood():
    assert colour("look") == "look_up"
    assert colour_of("notes", {"colour": "look"}) == "look_up"


@pytest.mark.parametrize("key", ["pink", "", None, 3, ["ask"]])
def test_what_is_no_colour_is_none(key):
    assert colour(key) is None
    assert colour_of("notes", {"colour": key}) == "look_up"
    assert colour_of("comments", {"colour": key}) == ""


def test_a_note_without_words_is_a_highlight():
    assert mark("a", " ").kind == "highlight"
    assert mark("a", "x").kind == "note"
    assert mark("a", "x", "question").kind == "question"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["n", "h", "c", "q"]),
        (Wanted(kinds=frozenset({"note", "question"})), ["n", "q"]),
        (Wanted(papers=frozenset({"proposal/water"})), ["q"]),
        (Wanted(papers=frozenset({"water"})), ["q"]),
        (Wanted(papers=frozenset({"document/water"})), []),
        (Wanted(criteria=frozenset({"need"})), ["c"]),
        (Wanted(colours=frozenset({"concern"})), ["h"]),
        (Wanted(states=frozenset({"draft"})), ["n", "h"]),
        (Wanted(states=frozenset({"waiting", "received"})), ["c", "q"]),
        (Wanted(states=frozenset({"gone"})), ["c"]),
        (Wanted(states=frozenset({"gone", "draft"})), []),
        (Wanted(words="RIVER naive"), ["n"]),
        (Wanted(words="fall pears"), ["h"]),
        (Wanted(words="about water"), ["q"]),
        (Wanted(ids=frozenset({"h", "q"})), ["h", "q"]),
    ],
)
def test_every_filter_keeps_what_fits(wanted, found):
    marks = [
        mark("n", "A naïve river", place=Place("kept")),
        mark("h", kind="highlight", quote="pears fall", colour="concern"),
        mark("c", "why", "comment", criterion="need", waiting=True, place=Place("gone")),
        mark("q", "who", "question", paper="water", place=Place("changed")),
    ]

    assert ids(chosen(marks, wanted)) == found
    assert bool(wanted) == (wanted != Wanted())


def test_marks_stand_by_paper_and_place_whole_papers_first():
    marks = [
        mark("late", "x", quote="q", rank=1, start=1),
        mark("second", "x", quote="q", rank=0, start=9),
        mark("other", "x", paper="apples", quote="q"),
        mark("moved", "x", quote="q", rank=0, start=99, place=Place("kept", start=2)),
        mark("whole", "x"),
    ]

    assert ids(by_place(marks)) == ["other", "whole", "moved", "second", "late"]


def test_marks_stand_by_time_the_latest_first():
    marks = [
        mark("b", at="2030-02-01T12:00:00Z"),
        mark("c", at="2030-02-03T12:00:00Z"),
        mark("a", at="2030-02-02T12:00:00Z"),
    ]

    assert ids(by_time(marks)) == ["c", "a", "b"]
