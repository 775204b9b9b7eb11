"""The matrix by the command line: what chairs see, what members see, and in which order."""

import pytest

from tests.integration.commands import call, found

CANARY = "canary that only the chairs may read"


@pytest.fixture(scope="module")
def town(served, tmp_path_factory):
    """A round with scores: two proposals, two members and a conflict, the chair has synced."""
    made = found(tmp_path_factory.mktemp("town"), served.url, "chen", "mona", "nils", "pia")
    mona, nils, pia = (made.person(each) for each in ("mona", "nils", "pia"))
    first, second = sorted(
        row["id"] for row in mona.rows("list", "proposals") if row["round"] == "marks"
    )
    mona.one("review", first, "--score", "overall=8", "--score", "content=4", "--submit")
    mona.one("review", second, "--score", "overall=3", "--submit")
    nils.one("review", first, "--score", "overall=4", "--score", "content=2", "--stance", "take",
             "--reason", "Too broad", "--to-chairs", CANARY, "--submit")  # fmt: skip
    nils.one("review", second, "--score", "overall=9", "--draft")
    pia.one("review", first, "--recuse", f"employer:{CANARY}", "--submit")
    pia.one("review", second, "--no-expertise", "--submit")
    for each in (mona, nils, pia, made.person("chen")):
        each.one("sync")
    return made


@pytest.fixture
def chair(town):
    return town.person("chen")


@pytest.fixture
def papers(chair):
    return [row["id"] for row in chair.one("matrix", "marks")["proposals"]]


def test_the_chair_reads_what_was_submitted_and_what_it_comes_to(chair):
    found = chair.one("matrix", "marks")

    first, second = sorted(found["proposals"], key=lambda each: each["id"])
    assert (first["n"], first["mean"], first["median"], first["sd"]) == (2, 6, 6, 2)
    assert (first["blank"], first["recused"], first["no_expertise"]) == (0, 1, 0)
    assert first["criteria"]["content"] == {"n": 2, "mean": 3, "median": 3, "sd": 1}
    assert first["criteria"]["people"] == {"n": 0, "mean": None, "median": None, "sd": None}
    assert first["stances"] == {"take": 1}
    assert first["reviews"]["pia"]["recused"] == "employer"
    assert first["reviews"]["mona"]["overall"] == 8
    assert first["reviews"]["mona"]["scores"]["content"] == 4
    assert (second["n"], second["mean"]) == (1, 3)
    assert "nils" not in second["reviews"]
    accounts = [each["account"] for each in found["members"]]
    assert sorted(accounts) == ["chen", "mona", "nils", "otto", "pia"]
    assert sorted(found["coverage"]["missing"]) == ["chen", "otto"]
    assert (found["coverage"]["asked"], found["coverage"]["answered"]) == (10, 5)


def test_a_confidential_word_is_in_no_matrix(chair):
    answers = [chair.run("matrix", "marks"), call("--home", chair.home, "matrix", "marks")]
    answers.append(call("--home", chair.home, "matrix", "marks", "--cells", "--by", "group"))

    assert not [each for each in answers if CANARY in each.out + each.err]


def test_a_member_sees_her_own_answers_only_while_the_round_hides_the_others(town):
    mona = town.person("mona")

    found = mona.one("matrix", "marks")

    assert {account for each in found["proposals"] for account in each["reviews"]} == {"mona"}
    assert {each["n"] for each in found["proposals"]} == {1}


def test_lines_come_in_the_order_and_choice_asked_for(chair, papers):
    up = chair.one("matrix", "marks", "--sort", "mean", "--reverse")["proposals"]
    few = chair.one("matrix", "marks", "--where", "mean>=6")["proposals"]
    by_member = chair.one("matrix", "marks", "--sort", "member/mona")["proposals"]

    assert [each["mean"] for each in up] == [3, 6]
    assert [each["mean"] for each in few] == [6]
    assert [each["reviews"]["mona"]["own"] for each in by_member] == [8, 3]


def test_by_region_the_shares_add_up_and_small_numbers_are_told(chair):
    found = chair.one("matrix", "marks", "--by", "region")
    told = call("--home", chair.home, "matrix", "marks", "--by", "region")

    assert round(sum(each["share"] for each in found["balance"]), 6) == 100
    assert {each["region"] for each in found["balance"]} == {
        "african", "asia_pacific", "weog", "grulac", "igo",
    }  # fmt: skip
    assert all(each["small"] for each in found["balance"])
    assert "few members" in told.out
    assert "international, no region" in told.out


def test_only_the_members_named_are_reckoned_with(chair):
    found = chair.one("matrix", "marks", "--group", "private")

    assert [each["account"] for each in found["members"]] == ["nils"]
    assert sorted(each["n"] for each in found["proposals"]) == [0, 1]


def test_people_read_a_table_with_who_has_not_answered(chair):
    told = call("--home", chair.home, "matrix", "marks", "--cells")

    assert told.code == 0
    assert "6.00" in told.out
    assert "conflict of interest" in told.out
    assert "Have not answered: Chen Quay, Otto Buoy" in told.out
    assert "5 of 10 reviews are here; 3 count." in told.out


@pytest.mark.parametrize(
    ("args", "code", "word"),
    [
        (["nosuch"], 1, "nosuch"),
        (["marks", "--sort", "taste"], 2, "taste"),
        (["marks", "--sort", "criterion/taste"], 2, "criterion/content"),
        (["marks", "--where", "mean"], 2, "mean"),
        (["marks", "--where", "taste>1"], 2, "taste"),
        (["marks", "--where", "mean>high"], 2, "compared with a number, not with “high”"),
        (["marks", "--member", "nobody"], 2, "nobody"),
        (["marks", "--group", "sailors"], 2, "civil"),
        (["marks", "--region", "moon"], 2, "weog"),
        (["marks", "--by", "taste"], 2, "taste"),
        ([], 2, "ROUND"),
    ],
    ids=[
        "round",
        "sort",
        "criterion",
        "no condition",
        "key",
        "no number",
        "member",
        "group",
        "region",
        "by",
        "nothing",
    ],
)
def test_what_cannot_be_is_told_in_one_sentence(chair, args, code, word):
    assert word in chair.fails("matrix", *args, code=code)


def test_nobody_who_has_not_joined_has_a_matrix(tmp_path):
    assert call("--home", tmp_path / "new", "matrix", "marks").code == 1
