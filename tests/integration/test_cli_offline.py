"""The chair's commands on a profile that knows no server: what they print and what they keep."""

from contextlib import closing

import pytest

from app.paths import Home
from app.phrases.sizes import size
from app.store import facts, open_store
from tests.builders import joined, proposal, record, seed
from tests.chairs import papers, review
from tests.integration.commands import call


@pytest.fixture
def chair(tmp_path):
    """Call commands in the profile of a chair of the cycle `orchard2030`."""
    home = filled(tmp_path / "home")

    def run(*args):
        return call("--home", home.folder, *args)

    run.home = home
    return run


def filled(folder, *more, cycle="orchard2030"):
    home = Home(folder)
    with closing(joined(open_store(home.store), "chair", "chair")) as store:
        facts.put(store, cycle=cycle)
        seed(store, *papers(), *more)
    return home


def test_an_earlier_cycle_is_kept_and_listed_with_its_size(chair, tmp_path):
    there = filled(
        tmp_path / "before", record("cycle", "orchard2029", title="Orchard 2029"),
        cycle="orchard2029",
    )  # fmt: skip

    told = chair("earlier", "--keep", there.folder)
    listed = chair("earlier")
    shape = chair("--json", "earlier").one

    here = chair.home.earlier("orchard2029").stat().st_size
    assert told.out == f"orchard2029  Orchard 2029  (chair, {size(here)})\n"
    assert listed.out == told.out
    assert (shape["cycle"], shape["size"]) == ("orchard2029", here)


def test_the_balance_beside_the_line_says_what_half_a_proposal_is(tmp_path):
    people = [{"name": "A", "group": "civil"}, {"name": "B", "group": "government"}]
    home = filled(
        tmp_path / "home",
        proposal("trees", 2, code="T-1", proponents=people),
        review("omar", "", scores={"reach": 4}, texts={}),
    )

    told = call("--home", home.folder, "capacity", "first", "--slots", "1").out

    assert "  government: ½ proposal; places by rank: ½; with this line: ½\n" in told
    assert "counts as half (½) for each" in told
    assert "0.5" not in told


def test_a_changed_decision_tells_the_day_that_was_given_and_that_of_the_change(chair):
    chair("decide", "trees", "--outcome", "supported", "--at", "2030-01-31")
    first = chair("decisions", "first").out

    changed = chair("--json", "decide", "trees", "--outcome", "come_back").one
    told = chair("decisions", "first").out

    assert "Supported · pending · 31 January 2030\n" in first
    assert changed["at"] == "2030-01-31T00:00:00Z"
    assert changed["changed_at"] > "2026"
    assert "Come back · pending · 31 January 2030, changed " in told


def test_a_chair_with_a_conflict_of_interest_is_told_what_her_numbers_lack(tmp_path):
    home = filled(tmp_path / "home", review("omar", "Said in confidence", scores={"reach": 4}))

    call("--home", home.folder, "review", "trees", "--recuse", "employer", "--submit")
    told = [
        call("--home", home.folder, *command)
        for command in (("matrix", "first"), ("consolidate", "first"))
    ]
    listed = call("--home", home.folder, "--json", "list", "reviews")

    for answer in told:
        assert (
            "You declared a conflict of interest: what members say of “About trees”" in answer.err
        )
        assert "Said in confidence" not in answer.out
    assert [row["owner"] for row in listed.rows] == ["chair"]


def test_a_position_goes_by_text_form_and_is_counted(chair, tmp_path):
    asked = chair(
        "--json",
        "decide",
        "--online",
        "Dates",
        "--text",
        "We meet in May.",
        "--closes",
        "2999-01-31",
    ).one
    form, out = tmp_path / "form.txt", tmp_path / "answered.txt"

    chair("form", "make", "--online", "--for", "omar", "--out", form)
    words = form.read_text("utf-8").replace("[ ] object", "[x] object", 1)
    out.write_text(words.replace("== comment:\n", "== comment:\nExams.\n", 1), "utf-8")
    read = chair("form", "read", out, "--save")
    standing = chair("--json", "standing").rows

    assert read.code == 0, read
    (one,) = [each for each in standing if each["id"] == asked["id"]]
    told = [(each["account"], each["position"], each["text"]) for each in one["positions"]]
    assert told == [("omar", "object", "Exams.")]
