"""The matrix of a round: what counts, who is waited for, and what a faulty scheme still shows."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.actions import matrix, matrix_shape, reviewing
from app.actions.reviewing import Edit
from app.actions.trouble import Trouble
from app.domain import lenses, matrix_order, reckoning
from app.domain.ids import review_id
from app.reports import matrix_tables
from app.reports.tree import cell
from app.store import open_store, outbox
from tests.builders import AT, CYCLE, clock, joined, proposal, record, round_, seed, statements

SCORED = {
    "kind": "scored",
    "criteria": [
        {"key": "content", "title": "Content", "scale": {"min": 1, "max": 5}, "weight": 2},
        {"key": "format", "title": "Format", "scale": {"min": 1, "max": 5}},
        {"key": "advice", "title": "Advice"},
    ],
}
PEOPLE = {
    "ada": ("government", "african"),
    "ben": ("government", "weog"),
    "cleo": ("civil", "african"),
    "dora": ("igo", None),
    "emil": ("", None),
}


def review(account, paper="trees", version=1, /, **data):
    """What the server has of a member's submitted review."""
    given = {"proposal": paper, "scores": {}, "state": "submitted", **data}
    id = review_id(CYCLE, account, paper)
    return record("reviews", id, version, account, ("chairs",), **given)


def scores(content=None, format=None, **more):
    return {"scores": {"content": content, "format": format}, **more}


def chair(store, **scheme):
    """Give Chen's profile, the chair's, with a scored round, two proposals and five members."""
    return seed(
        joined(store, "chen", "chair"),
        round_(**{**SCORED, **scheme}),
        proposal("trees", code="T-1", theme="land"),
        proposal("water", code="T-2", theme="sea"),
        *(
            record("members", account, name=account.title(), role="member", group=group,
                   region=region)
            for account, (group, region) in PEOPLE.items()
        ),
    )  # fmt: skip


@pytest.fixture
def desk(store):
    return chair(store)


def line_of(store, paper="trees"):
    found = matrix.of_round(store, "first").line(paper)
    assert found is not None
    return found


def test_each_proposal_has_its_numbers_overall_and_by_criterion(desk):
    seed(desk, review("ada", **scores(4, 1)), review("ben", **scores(2, 5)))

    line = line_of(desk)

    assert line.spread.n == 2
    assert line.spread.mean == pytest.approx((3 + 3) / 2)
    assert line.spread.sd == pytest.approx(0)
    assert (line.criteria["content"].mean, line.criteria["content"].sd) == (3, 1)
    assert (line.criteria["format"].mean, line.criteria["format"].sd) == (3, 2)
    assert "advice" not in line.criteria
    assert line.reviews["ada"].own == 3


def test_a_criterion_left_blank_is_no_zero(desk):
    seed(desk, review("ada", **scores(4, None)), review("ben", **scores(2, 2)))

    line = line_of(desk)

    assert line.spread.mean == 3
    assert (line.criteria["format"].n, line.criteria["format"].mean) == (1, 2)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(
    st.lists(st.integers(1, 5), min_size=1, max_size=3),
    st.sampled_from([{"recused": "employer"}, {"no_expertise": True}, {}]),
)
def test_blanks_conflicts_and_no_expertise_change_no_average(values, odd):
    store = chair(open_store(None))
    accounts = iter(PEOPLE)
    seed(store, *(review(next(accounts), **scores(each, each)) for each in values))
    before = line_of(store)

    extra = {} if odd == {} else scores(5, 5)
    seed(store, review(next(accounts), **{**extra, **odd}))

    after = line_of(store)
    store.close()
    assert (after.spread, after.criteria) == (before.spread, before.criteria)
    assert after.blank + after.recused + after.no_expertise == 1


def test_the_merge_of_two_members_says_nothing_in_the_scores(desk):
    values = dict(zip([*PEOPLE, "chen"], [1, 2, 2, 3, 3, 4], strict=True))
    merging = {"merge_with": ["water"]}
    seed(desk, *(review(who, **scores(each, each), **merging) for who, each in values.items()))

    line = line_of(desk)

    assert f"{line.spread.mean:.2f}" == "2.50"
    assert line.merges == {"water": 6}
    assert line_of(desk, "water").spread.n == 0


def test_ninety_seven_places_end_at_the_mean_of_the_ninety_seventh(store):
    chair(store)
    papers = [f"p{number:03d}" for number in range(120)]
    seed(
        store,
        *(proposal(each) for each in papers),
        *(
            review(who, each, **scores(1 + (number * 7 + at) % 5, 1 + (number + at) % 5))
            for number, each in enumerate(papers)
            for at, who in enumerate(("ada", "ben", "cleo"))
        ),
    )

    found = matrix.of_round(store, "first")
    ranked = matrix_order.ordered(found.proposals, "mean")

    by_hand = sorted(
        (
            sum(
                (2 * (1 + (number * 7 + at) % 5) + 1 + (number + at) % 5) / 3 for at in range(3)
            ) / 3
            for number in range(120)
        ),
        reverse=True,
    )  # fmt: skip
    assert ranked[96].spread.mean == pytest.approx(by_hand[96])


def test_my_draft_over_what_i_submitted_is_not_in_it(desk):
    seed(desk, record("members", "chen", name="Chen", role="chair"))
    edit = Edit(scores={"content": 3, "format": 3})
    reviewing.review(desk, "trees", edit, submit=True, clock=clock)
    reviewing.review(desk, "trees", Edit(scores={"content": 5}), clock=clock)

    assert line_of(desk).spread.mean == 3


def test_what_waits_for_a_line_is_in_it_and_a_review_taken_back_is_not(desk):
    seed(desk, review("ada", **scores(1, 1), withdrawn=True), review("ben", **scores(3, 3)))
    outbox.put(
        desk, "reviews", review_id(CYCLE, "chen", "trees"),
        {"proposal": "trees", **scores(5, 5), "state": "submitted"},
        audience=("chairs",), written_at=AT,
    )  # fmt: skip

    assert line_of(desk).reviews.keys() == {"ben", "chen"}


def test_reviews_of_another_round_are_not_in_it(desk):
    seed(
        desk,
        round_("second", **SCORED),
        proposal("elsewhere", round="second"),
        review("ada", "elsewhere", **scores(5, 5)),
        review("ada", "nowhere", **scores(5, 5)),
    )

    found = matrix.of_round(desk, "first")

    assert [line.id for line in found.proposals] == ["trees", "water"]
    assert found.coverage.counting == 0


def test_coverage_waits_for_members_and_chairs_who_are_still_there(desk):
    seed(
        desk,
        record("members", "gone", name="Gone", role="member", status="left"),
        record("members", "seer", name="Seer", role="observer"),
        proposal("sand", status="withdrawn"),
        review("ada", **scores(4, 4)),
        review("ben", recused="employer"),
        review("gone", **scores(2, 2)),
    )

    found = matrix.of_round(desk, "first")

    assert (found.coverage.asked, found.coverage.answered) == (5 * 2, 2)
    assert found.coverage.missing == ("cleo", "dora", "emil")
    assert found.coverage.few == ("trees", "water")
    line = found.line("trees")
    assert line is not None
    assert (line.asked, line.spread.n) == (4, 2)
    assert [each.account for each in found.members if not each.expected] == ["gone"]


def test_few_reviews_are_less_than_half_of_what_is_usual(desk):
    accounts = [f"m{number}" for number in range(12)]
    usual = [proposal(f"p{number}") for number in range(5)]
    seed(
        desk,
        *usual,
        *(review(who, f"p{number}", **scores(3, 3)) for number in range(5) for who in accounts),
        *(review(who, **scores(3, 3)) for who in accounts[:5]),
        *(review(who, "water", **scores(3, 3)) for who in accounts[:6]),
    )

    assert matrix.of_round(desk, "first").coverage.few == ("trees",)


def test_a_round_of_words_counts_reviews_and_positions(desk):
    seed(
        desk,
        round_("first", criteria=[{"key": "need"}]),
        record("rounds", "first", 2, title="First", criteria=[{"key": "need"}],
               stances=[{"key": "support"}, {"key": "object"}]),
        review("ada", texts={"need": "x"}, stance="support"),
        review("ben", stance="object"),
        review("cleo", stance="object", recused="family"),
    )  # fmt: skip

    line = line_of(desk)
    shown = matrix_shape.shape(matrix.of_round(desk, "first"))["proposals"][0]

    assert (line.spread.n, line.answered, line.blank) == (0, 2, 0)
    assert line.stances == {"support": 1, "object": 1}
    assert line.controversy == 1
    assert (shown["n"], shown["mean"], shown["stances"]) == (2, None, {"support": 1, "object": 1})


def test_there_is_no_matrix_of_a_round_that_is_not_here(desk):
    with pytest.raises(Trouble, match="no_such_round"):
        matrix.of_round(desk, "other")


def test_more_proposals_and_members_take_no_more_questions_to_the_store(desk):
    seed(desk, review("ada", **scores(4, 4)))
    few = statements(desk, lambda store: matrix.of_round(store, "first"))

    more = [f"p{number}" for number in range(5)]
    seed(desk, *(proposal(each) for each in more))
    seed(desk, *(review(who, each, **scores(3, 3)) for each in more for who in PEOPLE))
    many = statements(desk, lambda store: matrix.of_round(store, "first"))

    assert many == few


# --- faulty schemes that are here already ----------------------------------------------------


def test_a_review_of_a_criterion_that_vanished_is_kept_told_and_counts_no_more(desk):
    seed(desk, review("ada", **scores(4, 4)), review("ben", **scores(2, 2), stance="support"))
    kept = [each for each in SCORED["criteria"] if each["key"] != "format"]

    changed = {**SCORED, "criteria": kept, "stances": [{"key": "object"}], "title": "First"}
    seed(desk, record("rounds", "first", 2, **changed))

    found = matrix.of_round(desk, "first")
    line = found.proposals[0]
    assert line.reviews["ada"].scores == {"content": 4, "format": 4}
    assert (line.spread.mean, line.criteria.keys()) == (3, {"content"})
    assert [(each.kind, each.key, each.n) for each in found.strays] == [
        ("criterion", "format", 2),
        ("stance", "support", 1),
    ]


def test_scores_outside_a_changed_scale_are_kept_told_and_count_no_more(desk):
    seed(desk, review("ada", **scores(5, 5)), review("ben", **scores(2, 2)))
    small = [{"key": "content", "scale": {"min": 1, "max": 3}}]

    seed(desk, record("rounds", "first", 2, title="First", criteria=small))

    found = matrix.of_round(desk, "first")
    assert found.proposals[0].spread.mean == 2
    assert ("score", "content", 1) in [(each.kind, each.key, each.n) for each in found.strays]


FAULTY = {
    "upside down": (
        {"criteria": [{"key": "content", "scale": {"min": 5, "max": 1}}]},
        "scale_upside_down", 4,
    ),
    "doubled keys": (
        {
            "criteria": [
                {"key": "content", "scale": {"min": 1, "max": 5}},
                {"key": "content", "title": "Again", "scale": {"min": 1, "max": 2}},
            ]
        },
        "doubled_criterion", 4,
    ),
    "weights of zero": (
        {"criteria": [{"key": "content", "weight": 0, "scale": {"min": 1, "max": 5}}]},
        "no_weight", None,
    ),
    "a negative weight": (
        {
            "criteria": [
                {"key": "content", "weight": 1, "scale": {"min": 1, "max": 5}},
                {"key": "format", "weight": -1, "scale": {"min": 1, "max": 5}},
            ]
        },
        "negative", 4,
    ),
    "a scale without an end": (
        {"criteria": [{"key": "content", "scale": {"min": 1}}]}, "missing", None,
    ),
    "labels off the scale": (
        {"criteria": [{"key": "content", "scale": {"min": 1, "max": 5, "labels": {"9": "x"}}}]},
        "label_off_scale", 4,
    ),
    "no criteria but words": ({"criteria": "none", "stances": 7}, "wrong_type", None),
    "a criterion without a key": (
        {"criteria": [{"title": "Content"}, {"key": "content", "scale": {"min": 1, "max": 5}}]},
        "missing", 4,
    ),
    "an unknown rule": (
        {"criteria": SCORED["criteria"], "others_visible": "sometimes"}, "bad_word", 4,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(FAULTY))
def test_a_faulty_scheme_that_is_here_still_shows_every_review(desk, name):
    scheme, code, mean = FAULTY[name]
    seed(desk, review("ada", **scores(4, 4)), review("ben", recused="family"))

    seed(desk, record("rounds", "first", 2, title="First", kind="scored", **scheme))

    found = matrix.of_round(desk, "first")
    line = found.proposals[0]
    assert code in [each.code for each in found.flaws]
    assert line.reviews.keys() == {"ada", "ben"}
    assert line.reviews["ada"].scores == {"content": 4, "format": 4}
    assert line.spread.mean == mean
    told = matrix_shape.shape(found)["flaws"]
    assert all(each["message"] and "is not right (" not in each["message"] for each in told)


# --- orders, choices, lenses -----------------------------------------------------------------


@pytest.fixture
def full(desk):
    return seed(
        desk,
        review("ada", **scores(5, 5), stance="support"),
        review("ben", **scores(1, 1), stance="object"),
        review("cleo", **scores(3, 3)),
        review("dora", **scores(5, 5)),
        review("ada", "water", **scores(4, 4)),
        review("ben", "water", **scores(4, 4)),
        review("emil", "water", recused="speaker"),
    )


@pytest.mark.parametrize(
    ("key", "order"),
    [
        ("code", ["trees", "water"]), ("title", ["trees", "water"]), ("theme", ["trees", "water"]),
        ("mean", ["water", "trees"]), ("sd", ["trees", "water"]), ("n", ["trees", "water"]),
        ("controversy", ["trees", "water"]), ("recused", ["water", "trees"]),
        ("criterion/format", ["water", "trees"]), ("stance/object", ["trees", "water"]),
        ("member/ben", ["water", "trees"]), ("member/cleo", ["trees", "water"]),
        ("median", ["trees", "water"]), ("missing", ["water", "trees"]),
    ],
)  # fmt: skip
def test_the_lines_stand_in_any_order(full, key, order):
    found = matrix.of_round(full, "first")

    assert [line.id for line in matrix_order.ordered(found.proposals, key)] == order
    assert key in matrix_order.keys(found)


def test_turned_round_what_has_no_value_still_comes_last(full):
    lines = matrix.of_round(full, "first").proposals

    turned = matrix_order.ordered(lines, "member/cleo", turned=True)

    assert [line.id for line in turned] == ["trees", "water"]


def test_every_order_of_the_matrix_can_be_asked_for(full):
    found = matrix.of_round(full, "first")

    for key in matrix_order.keys(found):
        assert len(matrix_order.ordered(found.proposals, key)) == 2


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("mean>=4", ["water"]), ("mean < 4", ["trees"]), ("theme=LAND", ["trees"]),
        ("recused>0", ["water"]), ("stance/object=1", ["trees"]), ("member/cleo=", ["water"]),
        ("member/cleo!=", ["trees"]), ("few=1", ["water"]), ("status=open", ["trees", "water"]),
        ("criterion/format!=4", ["trees"]),
    ],
)  # fmt: skip
def test_lines_are_chosen_by_any_condition(full, text, ids):
    found = matrix_order.condition(text)
    assert found is not None

    chosen = matrix_order.chosen(matrix.of_round(full, "first").proposals, [found])

    assert [line.id for line in chosen] == ids


def test_words_without_a_comparison_are_no_condition():
    assert matrix_order.condition("mean") is None
    assert matrix_order.condition(">3") is None


def test_the_balance_names_those_without_a_region_and_the_unknown(full):
    found = matrix.of_round(full, "first")

    parts = {each.value: each for each in lenses.balance(found, "region")}

    assert parts.keys() == {"african", "weog", "igo", ""}
    assert {value: each.reviews for value, each in parts.items()} == {
        "african": 3, "weog": 2, "igo": 1, "": 0,
    }  # fmt: skip
    assert round(sum(each.share or 0 for each in parts.values()), 6) == 100
    assert parts["african"].spread.mean == 4
    assert all(each.small for each in parts.values())
    assert [each.value for each in lenses.balance(found, "region")][-1] == ""


def test_five_members_of_a_group_are_no_small_number(full):
    seed(full, *(record("members", f"g{n}", name=f"G{n}", role="member", group="private")
                 for n in range(5)))  # fmt: skip
    seed(full, *(review(f"g{n}", **scores(2, 2)) for n in range(5)))

    parts = {each.value: each for each in lenses.balance(matrix.of_round(full, "first"), "group")}

    assert not parts["private"].small
    assert parts["government"].small


def test_seen_by_some_members_only_their_reviews_count(full):
    found = matrix.of_round(full, "first")

    some = reckoning.seen_by(found, lambda person: person.group == "government")

    line = some.line("trees")
    assert line is not None
    assert (line.reviews.keys(), line.spread.mean, line.asked) == ({"ada", "ben"}, 3, 2)
    assert (some.coverage.asked, some.coverage.answered) == (4, 4)
    assert [each.account for each in some.members] == ["ada", "ben"]


def test_the_tables_of_reports_hold_the_same_numbers(full):
    found = matrix.of_round(full, "first")

    table = matrix_tables.proposals(found, by="group", who="names")

    keys = [each.key for each in table.columns]
    assert len(keys) == len(set(keys))
    row = dict(zip(keys, (cell(each) for each in table.rows[1]), strict=True))
    assert (row["code"].value, row["n"].value, row["mean"].value) == ("T-2", 2, 4)
    assert (row["member/ada"].value, row["member/emil"].content) == (4, "conflict")
    assert row["member/cleo"].value is None
    assert row["group/government"].value == 4
    without = matrix_tables.proposals(found)
    assert not [each.key for each in without.columns if each.key.startswith("member/")]
    roles = matrix_tables.proposals(found, who="roles")
    assert "Ada" not in [each.title for each in roles.columns]


def test_the_table_of_the_balance_marks_small_numbers(full):
    table = matrix_tables.balance(matrix.of_round(full, "first"), "group")

    assert {str(cell(row[0]).value)[-1] for row in table.rows} == {"*"}
    assert table.note
