"""A dozen real schemes, one program: each from a review to the matrix, the form, the comments."""

import pytest

from app.actions import consolidating, forming, matrix, reviewing
from app.actions.reviewing import Edit
from app.domain import fields, schemes
from app.domain.rounds import Round
from app.reports.comments import comments_pdf
from app.store import open_store, rounds
from tests.builders import clock, joined, proposal, record, seed
from tests.filled import form_of
from tests.schemes import NAMES, answer, read
from tests.unit.reports.reading import whole

STYLE = ("en", False)

OWN = {
    # Lowest score to the first criterion, highest to the others; overall one below the highest.
    "bpf-2018": None,
    "bpf-2021": None,
    "intersessional-2022": None,
    "working-group-draft": None,
    "workshops-2014": 4,
    "workshops-2015": 4,
    "workshops-2016": 4,
    "workshops-2017": (1 + 5 + 5 + 5) / 4,
    "workshops-2018": (1 + 5 * 5) / 6,
    "workshops-2019": (1 + 4 * 5) / 5,
    "workshops-2020": (1 + 4 * 5) / 5,
    "workshops-2021": (1 + 5 * 5) / 6,
    # Weights 2 and 0.5; the third criterion weighs nothing, the fourth has no scale.
    "workshops-2023": (2 * 1 + 0.5 * 5) / 2.5,
}


def desk(store, name, data, account="omar", role="member"):
    """Let `account` have joined, with the round, two proposals and everybody there is."""
    people = {"omar": "government", "petra": "igo", "nadia": "civil", "chen": "technical"}
    return seed(
        joined(store, account, role),
        record("rounds", name, **data),
        proposal("seeds", round=name, theme="soil"),
        proposal("bees", round=name, theme="insects"),
        record("workgroups", "garden", title="Garden group", participants=["omar", "nadia"]),
        *(
            record(
                "members", each, name=each.title(), group=group,
                role="chair" if each == "chen" else "member",
            )
            for each, group in people.items()
        ),
    )  # fmt: skip


@pytest.fixture(params=NAMES)
def named(request, tmp_path):
    return request.param, read(request.param, tmp_path / "folder")


@pytest.fixture
def member(store, named):
    return desk(store, *named)


@pytest.fixture
def chair(named):
    store = desk(open_store(None), *named, "chen", "chair")
    yield store
    store.close()


@pytest.fixture
def scheme(named):
    return Round.from_json(*named)


def line_of(store, scheme):
    line = matrix.of_round(store, scheme.id).line("seeds")
    assert line is not None
    return line


def test_every_scheme_has_an_expected_score():
    assert sorted(OWN) == NAMES


def test_a_real_scheme_has_no_fault_for_the_server_either(named):
    name, data = named

    assert fields.faults("rounds", name, data) == []
    assert schemes.grave(data) == []


def test_a_review_that_answers_all_a_scheme_asks_is_submitted_and_counted(member, scheme):
    done = reviewing.review(member, "seeds", answer(scheme, "omar"), submit=True, clock=clock)

    assert (done.submitted, done.faults) == (True, ())
    line = line_of(member, scheme)
    assert line.spread.mean == pytest.approx(OWN[scheme.id])
    assert line.spread.n == (0 if OWN[scheme.id] is None else 1)
    assert (line.answered, line.blank) == (1, 0)
    assert line.stances == ({scheme.stances[-1].key: 1} if scheme.stances else {})
    assert line.merges == ({"bees": 1} if scheme.merges else {})
    assert line.criteria.keys() == {each.key for each in scheme.criteria if each.scale}


def test_a_draft_is_in_no_matrix(member, scheme):
    reviewing.review(member, "seeds", answer(scheme, "omar"), clock=clock)

    assert line_of(member, scheme).reviews == {}


def test_a_conflict_of_interest_counts_nowhere_in_any_scheme(member, scheme):
    kind = scheme.recusals[0]
    done = reviewing.review(member, "seeds", Edit(recused=kind), submit=True, clock=clock)

    line = line_of(member, scheme)
    assert done.submitted
    assert (line.recused, line.answered, line.blank, line.spread.n) == (1, 0, 0, 0)
    assert "omar" not in matrix.of_round(member, scheme.id).coverage.missing


def test_the_text_form_of_a_scheme_brings_the_same_numbers_to_the_chair(
    member, chair, scheme, home
):
    reviewing.review(member, "seeds", answer(scheme, "omar"), submit=True, clock=clock)
    text = form_of(member, ["seeds"], clock=clock)

    understood = forming.read(chair, text)
    forming.save(chair, home, understood, clock)

    assert not understood.faults + understood.problems
    mine, theirs = (line_of(store, scheme).reviews["omar"] for store in (member, chair))
    assert (mine.own, mine.scores, mine.stance) == (theirs.own, theirs.scores, theirs.stance)
    assert mine.merge_with == theirs.merge_with


def test_the_comments_of_a_scheme_hold_every_word(member, scheme, home):
    reviewing.review(member, "seeds", answer(scheme, "omar"), submit=True, clock=clock)

    report = consolidating.of_round(member, home, scheme.id, "2030-02-01", STYLE)

    paper = next(each for each in report.proposals if each.title == "About seeds")
    (review,) = paper.reviews
    assert review.texts == {
        each.key: f"omar on {each.key}" for each in scheme.criteria if each.text != "none"
    }
    assert [each.key for each in report.round.criteria] == [each.key for each in scheme.criteria]


def test_only_those_who_are_asked_are_waited_for(tmp_path, store):
    name = "workshops-2016"
    desk(store, name, read(name, tmp_path / "folder"))

    found = matrix.of_round(store, name)

    asked = {line.id: sorted(line.asked_of) for line in found.proposals}
    assert asked == {"seeds": ["nadia", "omar", "petra"], "bees": ["petra"]}
    assert found.coverage.asked == 4
    assert found.coverage.missing == ("nadia", "omar", "petra")


def test_a_round_by_group_asks_a_working_group_about_its_theme(tmp_path, store):
    name = "workshops-2018"
    desk(store, name, read(name, tmp_path / "folder"))

    found = matrix.of_round(store, name)

    asked = {line.id: sorted(line.asked_of) for line in found.proposals}
    assert asked == {"seeds": ["nadia", "omar"], "bees": ["petra"]}


def test_a_score_of_three_asks_for_a_standard_reason_where_the_round_has_them(tmp_path, store):
    name = "workshops-2015"
    desk(store, name, read(name, tmp_path / "folder"))

    without = reviewing.review(store, "seeds", Edit(overall=3), submit=True, clock=clock)
    given = Edit(reasons=["Little relevance"])
    with_one = reviewing.review(store, "seeds", given, submit=True, clock=clock)

    assert [each.code for each in without.faults] == ["reason_required"]
    assert with_one.submitted


def test_merging_is_not_asked_where_the_round_does_not(tmp_path, store):
    name = "workshops-2014"
    desk(store, name, read(name, tmp_path / "folder"))

    text = form_of(store, ["seeds"], clock=clock)

    assert "== merge:" not in text


def test_a_kind_of_conflict_the_round_does_not_have_is_told(tmp_path, store):
    name = "workshops-2021"
    desk(store, name, read(name, tmp_path / "folder"))

    done = reviewing.review(store, "seeds", Edit(recused="family"), submit=True, clock=clock)

    assert [each.code for each in done.faults] == ["unknown_recusal"]
    assert rounds.my_review(store, "seeds") is not None


def test_what_was_said_to_a_criterion_that_vanished_is_in_the_comments(tmp_path, store, home):
    name = "workshops-2018"
    desk(store, name, read(name, tmp_path / "folder"))
    scheme = rounds.one(store, name)
    assert scheme is not None
    reviewing.review(store, "seeds", answer(scheme, "omar"), submit=True, clock=clock)

    later = read("workshops-2019", tmp_path / "later")
    seed(store, record("rounds", name, 2, **later))
    report = consolidating.of_round(store, home, name, "2030-02-01", STYLE)

    assert [each.key for each in report.round.criteria if each.gone] == ["participation"]
    said = " ".join(whole(comments_pdf(report)).split())
    assert "participation (no longer asked)" in said
    assert "omar on participation" in said
