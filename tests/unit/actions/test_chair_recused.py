"""A chair who declared a conflict of interest: what members say of that proposal is not with her."""

from contextlib import closing

import pytest

from app.actions import (
    acting,
    answering,
    forgetting,
    matrix,
    ranking,
    recusing,
    remarks,
    reminding,
    reporting,
    reviewing,
)
from app.actions.reporting import Wanted
from app.actions.reviewing import Edit
from app.paths import Home
from app.store import current, open_store, records, rounds
from tests import desks
from tests.builders import clock, joined, record, seed
from tests.chairs import papers, review, review_id

CANARY = "kanarienvogel"
ABOUT = {"kind": "proposal", "id": "trees"}


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


@pytest.fixture
def chair(home):
    """Give a chair's open profile with what three people said of two proposals."""
    with closing(joined(open_store(home.store), "chair", "chair")) as store:
        seed(
            store, *papers(),
            review("omar", f"{CANARY} Yes.", scores={"reach": 4}),
            review("omar", "Of the other.", about="water", scores={"reach": 3}),
            record("asides", review_id("omar"), 1, "omar", ("chairs",), to_chairs=f"{CANARY} aside"),
            record("intents", "i1", 1, "omar", ("chairs",), kind="position", about=ABOUT,
                   text=f"{CANARY} position"),
        )  # fmt: skip
        yield store


def declare(store, **more):
    edit = Edit(**({"recused": "employer", "recused_why": "Mine"} | more))
    return reviewing.review(store, "trees", edit, submit=True, clock=clock)


def here(store):
    """Return what others said of `trees` that is here."""
    keys = (("reviews", review_id("omar")), ("asides", review_id("omar")), ("intents", "i1"))
    return [collection for collection, id in keys if current.one(store, collection, id)]


def test_reviews_asides_and_positions_go_at_once_and_from_the_disk(chair, home):
    before = here(chair)

    done = declare(chair)
    forgetting.soon(chair, home)

    held = [path for path in home.folder.rglob("*") if path.is_file()
            and CANARY.encode() in path.read_bytes()]  # fmt: skip
    assert before == ["reviews", "asides", "intents"]
    assert here(chair) == []
    assert held == []
    assert done.changes.touch("asides")
    mine = review_id("chair")
    assert current.one(chair, "asides", mine).data["recused_why"] == "Mine"
    assert current.one(chair, "reviews", review_id("omar", "water")) is not None


def test_a_draft_of_a_declaration_hides_nothing(chair):
    reviewing.review(chair, "trees", Edit(recused="employer"), clock=clock)

    assert here(chair) == ["reviews", "asides", "intents"]
    assert rounds.kept_from_me(chair) == frozenset()


def test_where_the_round_is_open_to_all_only_words_to_the_chairs_go(chair):
    (scheme,) = [each for each in papers() if each.collection == "rounds"]
    data = {**scheme.data, "others_visible": "open"}
    seed(chair, record("rounds", "first", 2, **data))

    declare(chair)

    assert here(chair) == ["reviews", "intents"]


def test_the_secretariat_goes_on_reading(chair):
    joined(chair, "office", "secretariat")

    declare(chair)

    assert here(chair) == ["reviews", "asides", "intents"]


def test_nobody_is_waited_for_whose_answer_is_not_shown(chair):
    declare(chair)

    (trees, water) = matrix.of_round(chair, "first").proposals
    plan = reminding.plan(chair, "first")

    assert trees.asked_of == {"chair"}
    assert "omar" in water.asked_of
    assert remarks.of_proposal(chair, Home("/nowhere"), "trees").missing == ()
    assert all("trees" not in each.missing for each in (*plan.silent, *plan.partly))
    scheme = rounds.one(chair, "first")
    assert "omar" in answering.answered(chair, scheme)[0]


def test_ranking_and_reports_say_what_they_lack(chair, home):
    declare(chair)

    table = ranking.table(chair, "first")
    (warned,) = reporting.composed(chair, home, Wanted("matrix", "json", "first"), clock).warnings
    decided = reporting.composed(chair, home, Wanted("decisions", "json", "first"), clock)

    assert table.hidden == recusing.kept_from_me(chair) == ("About trees",)
    assert [each.mean for each in table.entries] == [None, 3.0]
    assert warned.startswith(
        "You declared a conflict of interest: what members say of “About trees”"
    )
    assert decided.warnings == ()


def test_what_comes_in_files_is_handed_on_without_being_shown(tmp_path):
    omar, chair = desks.desk("omar"), desks.desk("chair")
    reviewing.review(chair, "trees", Edit(recused="employer"), submit=True, clock=clock)
    desks.review(omar, f"{CANARY} by file")
    desks.review(omar, "Of the other.", "water")

    taken = desks.hands(omar, tmp_path, chair)

    shown = {
        row.data["proposal"] for row in current.listed(chair, "reviews") if row.owner == "omar"
    }
    assert (taken.outcome.taken, shown) == (2, {"water"})
    office = desks.desk("office")
    desks.hands(chair, tmp_path, office, name="b.satchel", to="secretariat")
    reached = {row.data["proposal"] for row in current.listed(office, "reviews")}
    assert reached == {"trees", "water"}


def test_files_are_shown_again_when_the_declaration_is_taken_back(tmp_path):
    omar, chair = desks.desk("omar"), desks.desk("chair")
    desks.review(omar, "By file")
    desks.hands(omar, tmp_path, chair)
    edit = Edit(recused="employer", texts={"need": "Mine"})
    reviewing.review(chair, "trees", edit, submit=True, clock=clock)
    hidden = [row.owner for row in current.listed(chair, "reviews")]

    reviewing.review(chair, "trees", Edit(recused=""), submit=True, clock=clock)

    assert hidden == ["chair"]
    assert sorted(row.owner for row in current.listed(chair, "reviews")) == ["chair", "omar"]


def test_taken_back_before_it_left_the_next_sync_reads_anew(chair):
    declare(chair)

    acting.take_back(chair)

    assert rounds.kept_from_me(chair) == frozenset()
    assert records.reads_less(chair)
