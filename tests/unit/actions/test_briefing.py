"""The chair's brief of a proposal, what a letter came to, and cycles that were before."""

import gzip
from contextlib import closing
from pathlib import Path

import pytest

from app.actions import briefing, deciding, earlier, earlier_keeping, following_up, letters
from app.actions.belonging import of as belongings
from app.actions.trouble import Trouble
from app.paths import Home
from app.store import facts, open_store
from app.sync.transport import Cancelled
from tests import meeting_folder
from tests.builders import clock, joined, proposal, record, round_, seed, version
from tests.chairs import FIRST, comment, desk, papers, review, second
from tests.packing import packed

BROAD = "The scope is too broad for one year."


OLD_STORE = Path(__file__).parents[2] / "stores" / "m0006_past.db.gz"


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


def sent(store, **more):
    letters.add_point(store, "trees", "Say how far.", questions=["q1"], comments=["c1"])
    letters.add_point(store, "trees", "Keep the bees.", comments=["c2"])
    letters.add_point(store, "trees", "Find money.", **more)
    letters.record_sent(store, "trees", clock=clock)
    return letters.letter(store, "trees")


def said():
    return (
        review("omar", BROAD, "object", merge_with=["water"]),
        review("nadia", BROAD, "support"),
        comment("q1", "omar", "How far?", "far", kind="question"),
        comment("q2", "nadia", "Who pays?", kind="question"),
        comment("c1", "nadia", "Unclear", "fall far from"),
        comment("c2", "nadia", "Good", "Apples"),
    )


def test_a_letter_without_a_newer_version_has_come_to_nothing_yet(home):
    store = desk("chair", "chair", *said())

    assert following_up.followed(store, home, sent(store)) is None


def test_after_a_new_version_each_point_tells_what_was_answered_and_changed(home):
    store = desk("chair", "chair", *said())
    letter = sent(store)
    seed(store, *second("q1"))

    found = following_up.followed(store, home, letter)

    assert (found.old, found.new, found.note) == (1, 2, "We looked again.")
    assert [each.state for each in found.points] == ["answered", "touched", "unknown"]
    (question,) = found.points[0].questions
    assert (question.number, question.state, question.answer.exact) == (1, "answered", "drop near")
    states = {each.source: (each.state, each.section_state) for each in found.points[0].passages}
    assert states["c1"] == ("gone", "changed")
    assert [(each.key, each.state) for each in found.sections] == [("s1", "changed")]
    assert found.answered_beside == ()


def test_a_point_is_answered_in_part_and_what_was_not_asked_is_told_beside(home):
    store = desk("chair", "chair", *said())
    letter = sent(store, questions=["q2"])
    made = second("q1")
    made[-1].data["answers"].append({"question": "q9", "section": "s1", "quote": "near"})
    seed(store, comment("q9", "omar", "Nine?", kind="question"), *made)

    found = following_up.followed(store, home, letter)

    assert [each.state for each in found.points] == ["answered", "touched", "untouched"]
    assert found.answered_beside == ("q9",)


def test_some_answered_questions_make_a_point_partly_answered(home):
    store = desk("chair", "chair", *said())
    letters.add_point(store, "trees", "Both.", questions=["q1", "q2"])
    letters.record_sent(store, "trees", clock=clock)
    letter = letters.letter(store, "trees")
    seed(store, *second("q2"))

    found = following_up.followed(store, home, letter)

    assert [each.state for each in found.points] == ["partly"]


def test_a_brief_brings_everything_about_a_proposal_together(home):
    store = desk("chair", "chair", *said())
    sent(store)
    made = second("q1")
    paper = next(each for each in made if each.id == "trees")
    paper.data.update(
        summary="Trees for all.", theme="wood", related=[{"proposal": "water", "kind": "overlaps"}],
        evidence=[{"from": "Bank", "kind": "letter", "state": "expected"}],
    )  # fmt: skip
    seed(store, *made)
    deciding.decide(store, "trees", outcome="come_back", clock=clock)

    brief = briefing.brief(store, home, "trees")

    assert (brief.cycle, brief.summary, brief.theme) == ("Orchard 2030", "Trees for all.", "wood")
    assert [each.name for each in brief.proponents] == ["Ann Root", "Bo Leaf"]
    assert [(each.source, each.state) for each in brief.evidence] == [("Bank", "expected")]
    assert (brief.changed.old, brief.changed.new, brief.changed.note) == (1, 2, "We looked again.")
    assert (brief.changed.words_added, brief.changed.words_removed) == (2, 3)
    assert dict(brief.said.positions) == {"object": 1, "support": 1}
    assert [{each.owner for each in group} for group in brief.said.shared] == [{"omar", "nadia"}]
    assert [each.text for each in brief.said.objections] == [BROAD]
    assert [(each.id, each.state) for each in brief.open_questions] == [
        ("q1", "answered"), ("q2", "asked")
    ]  # fmt: skip
    assert [(each.proposal, each.kind, each.members) for each in brief.overlaps] == [
        ("water", "overlaps", 1)
    ]
    assert brief.letter.letter.sent
    assert brief.follow_up.new == 2
    assert (brief.outcome, brief.pending) == ("come_back", True)
    assert brief.names["omar"] == "Omar"


def test_a_brief_of_a_scored_round_tells_mean_and_spread(home):
    scores = {"omar": 1, "nadia": 5, "cora": 3}
    store = desk(
        "chair", "chair",
        *(review(name, "", scores={"reach": score}, texts={}) for name, score in scores.items()),
        review("ann", "", scores={"reach": 1}, recused="proponent"),
    )  # fmt: skip

    brief = briefing.brief(store, home, "trees")

    assert (brief.spread.n, brief.spread.mean) == (3, 3.0)
    assert brief.spread.sd == pytest.approx((8 / 3) ** 0.5)


def test_a_first_version_without_a_word_has_an_empty_brief(home):
    brief = briefing.brief(desk(), home, "water")

    assert (brief.changed, brief.letter, brief.follow_up, brief.outcome) == (None, None, None, "")
    assert (brief.open_questions, brief.overlaps, brief.earlier, brief.continues) == (
        (),
        (),
        (),
        "",
    )
    with pytest.raises(Trouble) as refused:
        briefing.brief(desk(), home, "nowhere")
    assert refused.value.code == "no_such_paper"


def last_year(folder, cycle="orchard2029", released="2029-03-01T00:00:00Z"):
    """A profile of an earlier cycle, with a letter and a decision about `saplings`."""
    there = Home(folder)
    with closing(joined(open_store(there.store), "cora", "chair")) as store:
        facts.put(store, cycle=cycle, token="secret")
        letter = {"proposal": "saplings", "version": 1, "opening": "Dear all {literally}",
                  "points": [{"text": "Grow"}], "sent_at": "2029-02-01T00:00:00Z"}  # fmt: skip
        decided = {"proposal": "saplings", "round": "first", "outcome": "come_back",
                   "reason": "Too small", "at": "2029-03-01T00:00:00Z", "released_at": released}  # fmt: skip
        seed(
            store, record("cycle", cycle, title="Orchard 2029", ends="2029-12-01"), round_(),
            proposal("saplings", continues="seeds"), version("saplings", 1, FIRST),
            record("letters", "letter-saplings-v1", **letter),
            record("decisions", "decision-saplings", 1, "office",
                   ("members",) if released else ("chairs",), **decided),
        )  # fmt: skip
    return folder


def continuing(home):
    store = open_store(home.store)
    seed(joined(store, "chair", "chair"), *papers(continues="saplings"))
    return store


def test_a_proposal_shows_what_came_of_the_one_it_continues(home, tmp_path):
    store = continuing(home)

    kept = earlier_keeping.keep(store, home, last_year(tmp_path / "before"))

    assert (kept.cycle, kept.title, kept.account, kept.proposals) == (
        "orchard2029", "Orchard 2029", "cora", 1
    )  # fmt: skip
    (found,) = briefing.brief(store, home, "trees").earlier
    assert (found.cycle, found.proposal, found.title) == (
        "Orchard 2029",
        "saplings",
        "About saplings",
    )
    assert (found.outcome, found.reason) == ("come_back", "Too small")
    assert [each.text for each in found.letters[0].points] == ["Grow"]
    assert found.letters[0].opening == "Dear all {literally}"
    store.close()


@pytest.mark.parametrize("named", ["saplings", "orchard2029/saplings"])
def test_what_is_continued_is_found_by_its_name_alone_and_with_its_cycle(home, tmp_path, named):
    store = open_store(home.store)
    seed(joined(store, "chair", "chair"), *papers(continues=named))
    earlier_keeping.keep(store, home, last_year(tmp_path / "older", cycle="orchard2028"))
    earlier_keeping.keep(store, home, last_year(tmp_path / "before"))

    (found,) = earlier.of_proposal(store, home, "trees")

    assert (found.cycle, found.proposal) == ("Orchard 2029", "saplings")
    store.close()


@pytest.mark.parametrize("named", ["saplings", "orchard2029/saplings"])
def test_a_proposal_of_the_same_id_in_an_earlier_cycle_is_not_taken_for_itself(
    home, tmp_path, named
):
    store = open_store(home.store)
    mine = [proposal("saplings", continues=named), version("saplings", 1, FIRST)]
    seed(joined(store, "chair", "chair"), *papers(), *mine)
    earlier_keeping.keep(store, home, last_year(tmp_path / "before"))

    (found,) = earlier.of_proposal(store, home, "saplings")

    assert (found.cycle, found.outcome) == ("Orchard 2029", "come_back")
    store.close()


def test_a_cycle_that_is_named_is_not_taken_for_another(home, tmp_path):
    store = open_store(home.store)
    seed(joined(store, "chair", "chair"), *papers(continues="orchard2027/saplings"))
    earlier_keeping.keep(store, home, last_year(tmp_path / "before"))

    assert earlier.of_proposal(store, home, "trees") == ()
    store.close()


def test_nothing_pending_of_an_earlier_cycle_is_shown_as_its_outcome(home, tmp_path):
    store = continuing(home)
    earlier_keeping.keep(store, home, last_year(tmp_path / "before", released=None))

    (found,) = earlier.of_proposal(store, home, "trees")

    assert (found.outcome, found.reason) == ("", "")
    store.close()


def test_a_kept_cycle_has_no_key_to_its_server_and_goes_with_the_profile(home, tmp_path):
    store = continuing(home)
    earlier_keeping.keep(store, home, last_year(tmp_path / "before"))

    with closing(open_store(home.earlier("orchard2029"), read_only=True)) as kept:
        assert facts.get(kept, "token") is None
    assert b"secret" not in home.earlier("orchard2029").read_bytes()
    assert home.earlier("orchard2029") in set(belongings(home))
    with closing(open_store(Home(tmp_path / "before").store, read_only=True)) as there:
        assert facts.get(there, "token") == "secret"
    store.close()


def test_earlier_cycles_are_listed_kept_anew_and_forgotten(home, tmp_path):
    store = continuing(home)
    earlier_keeping.keep(store, home, last_year(tmp_path / "one"))
    earlier_keeping.keep(store, home, last_year(tmp_path / "one"))
    earlier_keeping.keep(store, home, last_year(tmp_path / "two", cycle="orchard2028"))

    before = [each.cycle for each in earlier.listed(home)]
    earlier_keeping.forget(home, "orchard2029")

    assert before == ["orchard2029", "orchard2028"]
    assert [each.cycle for each in earlier.listed(home)] == ["orchard2028"]
    with pytest.raises(Trouble) as refused:
        earlier_keeping.forget(home, "orchard2029")
    assert refused.value.code == "no_such_cycle_here"
    store.close()


def test_an_earlier_cycle_is_kept_from_a_pack_of_its_papers_too(home, tmp_path):
    store = continuing(home)
    facts.put(store, cycle="orchard2031")
    seed(store, proposal("trees", 2, continues="seeds"))
    meeting_folder.write(tmp_path / "folder")
    packed(tmp_path / "folder", tmp_path / "papers.satchel")

    kept = earlier_keeping.keep(store, home, tmp_path / "papers.satchel")

    assert (kept.cycle, kept.title, kept.account) == ("orchard2030", "Orchard cycle 2030", "chair")
    (found,) = earlier.of_proposal(store, home, "trees")
    assert (found.cycle, found.proposal, found.letters) == ("Orchard cycle 2030", "seeds", ())
    store.close()


def test_a_file_that_is_no_pack_is_not_kept(home, tmp_path):
    store = continuing(home)
    (tmp_path / "notes.satchel").write_text("no pack")

    with pytest.raises(Trouble) as refused:
        earlier_keeping.keep(store, home, tmp_path / "notes.satchel")

    assert refused.value.code.startswith("pack_")
    assert earlier.listed(home) == ()
    store.close()


def test_what_is_no_profile_or_of_this_cycle_is_not_kept(home, tmp_path):
    store = continuing(home)
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "store.db").write_text("no store")

    for folder, code in ((tmp_path / "none", "no_profile_there"), (tmp_path / "text", "no_profile_there"),
                         (home.folder, "same_cycle")):  # fmt: skip
        with pytest.raises(Trouble) as refused:
            earlier_keeping.keep(store, home, folder)
        assert refused.value.code == code
    assert earlier.listed(home) == ()
    store.close()


def test_a_proposal_of_another_round_here_is_followed_too_and_circles_end(home):
    store = desk(
        "chair", "chair",
        proposal("water", code="W-1", continues="trees"),
        proposal("trees", 3, continues="water"),
    )  # fmt: skip

    found = earlier.of_proposal(store, home, "trees")

    assert [each.proposal for each in found] == ["water"]


def test_what_it_continues_is_named_where_nothing_of_it_is_here(home):
    store = continuing(home)

    brief = briefing.brief(store, home, "trees")

    assert (brief.earlier, brief.continues) == ((), "saplings")
    store.close()


def test_a_damaged_copy_of_an_earlier_cycle_is_passed_over(home, tmp_path):
    store = continuing(home)
    earlier_keeping.keep(store, home, last_year(tmp_path / "before"))
    home.earlier("orchard2029").write_bytes(b"SQLite format 3\0" + b"no" * 4000)

    brief = briefing.brief(store, home, "trees")

    assert (brief.earlier, brief.continues) == ((), "saplings")
    assert earlier.listed(home) == ()
    store.close()


def test_what_an_older_program_kept_is_brought_up_to_date_and_read(home):
    home.folder.mkdir()
    target = home.earlier("old")
    target.write_bytes(gzip.decompress(OLD_STORE.read_bytes()))

    first, again = earlier.listed(home), earlier.listed(home)

    assert len(first) == 1
    assert first == again
    assert [path.name for path in home.folder.glob("*before*")] == []


def test_the_profile_of_an_older_program_is_kept_and_left_as_it_was(home, tmp_path):
    store = continuing(home)
    facts.put(store, cycle="orchard2031")
    there = Home(tmp_path / "old")
    there.folder.mkdir()
    there.store.write_bytes(gzip.decompress(OLD_STORE.read_bytes()))
    before = there.store.read_bytes()

    kept = earlier_keeping.keep(store, home, there.folder)

    assert there.store.read_bytes() == before
    assert earlier.listed(home) == (kept,)
    assert [path.name for path in home.folder.glob("*before*")] == []
    store.close()


def test_what_would_be_kept_is_told_with_its_size_before_it_is(home, tmp_path):
    store = continuing(home)
    there = last_year(tmp_path / "before")

    first = earlier_keeping.offered(store, home, there)
    earlier_keeping.keep(store, home, there)
    again = earlier_keeping.offered(store, home, there)

    assert (first.cycle, first.title, first.account) == ("orchard2029", "Orchard 2029", "cora")
    assert first.size == Home(there).store.stat().st_size
    assert (first.replaces, again.replaces) == (False, True)
    (kept,) = earlier.listed(home)
    assert kept.size == home.earlier("orchard2029").stat().st_size > 0
    store.close()


def test_a_cycle_of_this_profile_is_not_offered_as_an_earlier_one(home, tmp_path):
    store = continuing(home)
    there = last_year(tmp_path / "before", cycle="orchard2030")

    with pytest.raises(Trouble) as refused:
        earlier_keeping.offered(store, home, there)

    assert refused.value.code == "same_cycle"
    store.close()


def test_keeping_that_is_stopped_leaves_what_was_kept_before(home, tmp_path):
    store = continuing(home)
    earlier_keeping.keep(store, home, last_year(tmp_path / "before"))
    before = home.earlier("orchard2029").read_bytes()
    told = []

    with pytest.raises(Cancelled):
        earlier_keeping.keep(
            store, home, tmp_path / "before",
            progress=lambda done, total: told.append((done, total)), stop=lambda: bool(told),
        )  # fmt: skip

    assert told[0][0] <= told[0][1]
    assert home.earlier("orchard2029").read_bytes() == before
    assert [path.name for path in home.folder.glob("*.part*")] == []
    store.close()


def test_keeping_tells_how_far_it_is_to_the_last_byte(home, tmp_path):
    store = continuing(home)
    told = []

    earlier_keeping.keep(
        store, home, last_year(tmp_path / "before"),
        progress=lambda done, total: told.append((done, total)),
    )  # fmt: skip

    assert told[-1][0] == told[-1][1] > 0
    store.close()
