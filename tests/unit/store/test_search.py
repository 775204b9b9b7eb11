"""Search finds words in any of our scripts, each section once, with the words it has now."""

from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.asking import Filters
from app.domain.folding import fold, tokens
from app.domain.proposals import Section
from app.store import current, indexing, open_store, outbox, search, seen, vocabulary
from tests.builders import AT, gone, joined, proposal, record, seed, version, write


def texts(sha256):
    return (Section("intro", "", "Ветер и вода в садах"),) if sha256 == "a" * 64 else None


def find(store, words, limit=50, **filters):
    return asked(store, words, limit, **filters).hits


def asked(store, words, limit=50, **filters):
    while indexing.refresh(store, texts):
        pass
    kinds = frozenset(filters.pop("kinds", ()))
    return search.search(store, words, texts, limit, Filters(kinds, **filters))


def ids(hits):
    return [(hit.kind, hit.id, hit.section) for hit in hits]


def test_a_word_of_a_section_is_found_with_its_place(store):
    seed(store, proposal(), version("trees", 1, "Apples", "Pears and quinces grow here."))

    [hit] = find(store, "quince")

    assert (hit.kind, hit.id, hit.section, hit.title) == ("proposal", "trees", "s2", "Section 2")
    assert hit.snippet == "Pears and quinces grow here."
    assert hit.about == "proposal/trees"


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Égalité des chances", "egalite"),
        ("naïve façade", "FACADE"),
        ("الأَمْنُ السيبراني", "الامن"),
        ("المدرسة", "المدرسه"),
        ("网络安全与发展", "安全"),
        ("网络安全与发展", "网络 发展"),
        ("Ёлки и ёж", "елки"),
        ("ｆｕｌｌ width", "full"),
        ("اٍنترنت متاح", "انترنت"),
        ("snake_case here", "case"),
    ],
)
def test_spelling_is_forgiven_in_every_script(store, written, asked):
    seed(store, record("proposals", "p", title="", summary=written))

    assert ids(find(store, asked)) == [("proposal", "p", None)]


def test_chinese_words_are_found_as_they_stand_only(store):
    seed(store, record("proposals", "p", title="", summary="网络安全"))

    assert find(store, "络安") != []
    assert find(store, "安络") == []


def test_all_words_must_be_there_and_the_last_may_be_unfinished(store):
    seed(store, record("proposals", "p", title="Apple trees", summary="of the valley"))

    assert find(store, "apple val") != []
    assert find(store, "app valley") == []
    assert find(store, "apple pears") == []


@pytest.mark.parametrize("words", ["", "   ", "!?…", '"', "_", "* AND (", "NEAR(", "\x00"])
def test_what_cannot_be_searched_finds_nothing_and_breaks_nothing(store, words):
    seed(store, proposal())

    assert find(store, words) in ([], find(store, "and near"))


def test_only_the_newest_version_of_a_section_is_found(store):
    seed(store, proposal(), version("trees", 1, "Apples", "Pears"))
    assert ids(find(store, "apples")) == [("proposal", "trees", "s1")]

    seed(store, version("trees", 2, "Apples and plums", "Quinces"))

    assert ids(find(store, "apples")) == [("proposal", "trees", "s1")]
    assert find(store, "pears") == []
    assert ids(find(store, "quinces")) == [("proposal", "trees", "s2")]


def test_an_older_version_that_arrives_later_is_not_found(store):
    seed(store, version("trees", 2, "Plums"))
    find(store, "plums")

    seed(store, version("trees", 1, "Apples and plums"))

    assert len(find(store, "plums")) == 1
    assert find(store, "apples") == []


def test_versions_are_compared_as_numbers(store):
    seed(store, *(version("trees", number, f"Edition{number}") for number in range(1, 12)))

    assert find(store, "edition9") == []
    assert len(find(store, "edition11")) == 1


def test_when_the_newest_version_goes_the_one_before_is_found_again(store):
    seed(store, version("trees", 1, "Apples"), version("trees", 2, "Plums"))
    find(store, "plums")

    seed(store, gone("versions", "trees-v2"))

    assert find(store, "plums") == []
    assert len(find(store, "apples")) == 1


def test_a_withdrawn_mark_is_found_no_more(store):
    joined(store)
    write(store, "peculiar", about={"kind": "proposal", "id": "trees"})
    assert ids(find(store, "peculiar")) == [("comment", "c1", None)]

    write(store, "peculiar", about={"kind": "proposal", "id": "trees"}, withdrawn=True)

    assert find(store, "peculiar") == []


def test_marks_are_found_by_their_words_and_their_quotes(store):
    anchor = {"quote": {"exact": "blue plums"}, "section": "s1"}
    about = {"kind": "proposal", "id": "trees"}
    outbox.put(
        store, "notes", "n1", {"text": "look", "anchor": anchor, "about": about},
        audience=(), written_at=AT, home=True,
    )  # fmt: skip
    write(store, "why", kind="question", about=about)

    assert ids(find(store, "plums")) == [("note", "n1", "s1")]
    assert ids(find(store, "why")) == [("question", "c1", None)]


def test_everything_that_can_be_read_can_be_found(store):
    seed(
        store,
        record("documents", "d", title="A report", text={"sha256": "a" * 64}),
        record("documents", "e", title="A report without text"),
        record("items", "i", title="Budget", key_points="spent well", next_steps=None),
        record("meetings", "m", title="Open call", notes="long evening"),
        record("members", "omar", name="Omar Plum", aliases=["O. Plum"], affiliation="Orchard"),
        record("workgroups", "w", title="Strategy", charter="think ahead"),
        record("rounds", "r", title="unsearched"),
    )

    kinds = [find(store, word)[0].kind for word in ("вода", "spent", "evening", "orchard", "ahead")]

    assert kinds == ["document", "item", "meeting", "member", "group"]
    assert find(store, "unsearched") == []


def test_the_text_of_a_document_is_found_once_it_is_here(store):
    from app.store import files

    here = {}
    seed(store, record("documents", "d", title="A report", text={"sha256": "b" * 64}))
    indexing.refresh(store, here.get)
    assert search.search(store, "walnut", here.get).hits == []

    here["b" * 64] = (Section("intro", "", "A walnut tree"),)
    files.arrived(store, "b" * 64, "b.md", 13, 13, whole=True)
    indexing.refresh(store, here.get)

    assert [hit.id for hit in search.search(store, "walnut", here.get).hits] == ["d"]


def test_titles_weigh_more_than_texts(store):
    seed(
        store,
        record("proposals", "a", title="Water", summary="about plums"),
        record("proposals", "b", title="Plums", summary="about water"),
    )

    assert [hit.id for hit in find(store, "plums")] == ["b", "a"]
    assert len(find(store, "plums", limit=1)) == 1


def test_the_index_may_be_thrown_away(store):
    seed(store, proposal())
    before = find(store, "trees")
    store.run("DELETE FROM words")
    store.run("DELETE FROM passages")
    store.run("INSERT INTO dirty SELECT collection, id FROM current")

    assert find(store, "trees") == before


def test_the_index_is_brought_up_to_date_in_bites(store):
    seed(store, *(proposal(f"p{number}") for number in range(5)))

    bites = [indexing.refresh(store, texts, 2) for _ in range(4)]

    assert bites == [2, 2, 1, 0]
    assert len(current.listed(store, "proposals")) == 5


# --- Arabic, Chinese, slips ----------------------------------------------------------------


@pytest.mark.parametrize(
    "written", ["أمن", "الأمن", "والأمن", "بالأَمْن", "للأمن", "فالأمن", "كالأمن", "وللأمـن"]
)
@pytest.mark.parametrize("words", ["امن", "الأمن", "وَالأَمْنِ", "بالأمن"])
def test_arabic_is_found_with_and_without_article_and_what_stands_before_it(store, written, words):
    seed(store, record("proposals", "p", title="", summary=f"في {written} السيبراني"))

    assert ids(find(store, words)) == [("proposal", "p", None)]
    [hit] = find(store, f"{words} السيبراني")
    assert [hit.snippet[first:last] for first, last in hit.marks] == [written, "السيبراني"]


def test_a_letter_that_belongs_to_an_arabic_word_is_not_taken_off(store):
    seed(
        store,
        record("proposals", "book", title="كتاب في المدرسة"),
        record("proposals", "repentance", title="تاب الولد"),
    )

    assert [hit.id for hit in find(store, "كتاب")] == ["book"]


@pytest.mark.parametrize("words", ["安全", "全与", "网络", "发展"])
def test_any_two_chinese_characters_beside_each_other_are_found(store, words):
    seed(store, record("proposals", "p", title="", summary="网络安全与发展"))

    [hit] = find(store, words)

    assert [hit.snippet[first:last] for first, last in hit.marks] == [words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("การประชุมใหญ่ครั้งที่สิบ", "ประชุม"),
        ("ການປະຊຸມໃຫຍ່ຄັ້ງທີສິບ", "ປະຊຸມ"),
        ("កិច្ចប្រជុំលើកទីដប់", "ប្រជុំ"),
        ("ဆယ်ကြိမ်မြောက်အစည်းအဝေး", "အစည်းအဝေး"),
        ("GDPRของไทย", "ไทย gdpr"),
        ("ทำงานร่วมกัน", "ก"),
    ],
)
def test_a_word_within_a_run_of_letters_without_spaces_is_found(store, text, words):
    seed(
        store,
        record("proposals", "p", title=text, summary=f"before {text} behind"),
        record("proposals", "other", title="ทีมงานอื่น ງານອື່ນ ការងារ အလုပ်", summary="อื่น ๆ"),
    )

    hits = find(store, words)

    assert [hit.id for hit in hits[:1]] == ["p"]
    marked = {hits[0].snippet[first:last].lower() for first, last in hits[0].marks}
    assert marked == set(words.split())
    assert hits[0].title_marks


def test_runs_that_only_share_letters_are_no_hits(store):
    seed(store, record("proposals", "p", title="ที่ประชุม", summary="ชุมประ"))

    assert find(store, "ทุ") == find(store, "ประชา") == find(store, "มุชระป") == []
    assert asked(store, "ประชา").meant == ""


def test_runs_are_no_words_that_a_slip_may_be_meant_for(store):
    seed(store, record("proposals", "p", title="งานประชุม"))
    assert find(store, "ประชุม")

    indexing.scrub(store)

    assert list(store.rows("SELECT word FROM vocabulary WHERE word != 'p'")) == []
    assert find(store, "ประชุม")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Titti", "titi"),
        ("BDF", "bpf"),
        ("goverment", "government"),
        ("netwrok", "network"),
        ("inlcusoin", "inclusion"),
        ("الإنتنرت", "الانترنت"),
        ("titti nets", "titi nets"),
        ("goverment 安全", "government 安全"),
    ],
)
def test_slips_are_forgiven_and_said(store, words, meant):
    summary = "nets of Titi for the BPF: government, network, inclusion, الإنترنت 安全"
    seed(store, record("proposals", "p", title="", summary=summary))

    found = asked(store, words)

    assert (found.meant, found.instead) == (meant, True)
    assert ids(found.hits) == [("proposal", "p", None)]


def test_a_word_that_is_right_stays_beside_one_that_is_misspelt(store):
    seed(
        store,
        record("proposals", "p", title="", summary="Carlos Afonso"),
        record("proposals", "q", title="", summary="Carlo Rossi"),
        record("proposals", "r", title="", summary="Some Alonso"),
    )

    found = asked(store, "Carlos Alfonso")

    assert (ids(found.hits), found.meant) == ([("proposal", "p", None)], "carlos afonso")


def test_words_of_two_letters_are_offered_for_no_word(store):
    seed(
        store,
        record("proposals", "p", title="", summary="الأمن"),
        *(record("proposals", f"p{number}", title="", summary="ان") for number in range(30)),
    )

    assert asked(store, "امن").meant == ""


@pytest.mark.parametrize("words", ["BPF-5", "bpf 5", "Bpf#5"])
def test_the_proposal_with_a_code_stands_before_whatever_else_has_its_words(store, words):
    seed(
        store,
        record("proposals", "named", title="BPF 5 and BPF 5 again", code="BPF-7"),
        record("proposals", "coded", title="Local content", code="BPF-5"),
        record("proposals", "other", title="A BPF of its own", code="BPF-6"),
        record("proposals", "longer", title="BPF 5", code="BPF-55"),
    )

    found = find(store, words)

    assert [hit.id for hit in found[:1]] == ["coded"]
    assert {hit.id for hit in found} == {"coded", "named", "longer"}
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


@pytest.mark.parametrize("words", ["to", "xyzzyqq", "P-00013", "2022", "安理"])
def test_what_is_no_slip_of_anything_finds_nothing(store, words):
    seed(store, record("proposals", "p", title="", code="P-00012", summary="2021 tie 安全"))

    assert asked(store, words).hits == []


def test_a_word_that_is_hardly_there_is_found_and_a_common_one_offered(store):
    seed(
        store,
        record("proposals", "slip", title="The goverment"),
        *(record("proposals", f"p{number}", title="Of government") for number in range(9)),
    )

    found = asked(store, "goverment")

    assert ([hit.id for hit in found.hits], found.meant, found.instead) == (
        ["slip"], "government", False,
    )  # fmt: skip


# --- filters -------------------------------------------------------------------------------


def full(store):
    joined(store)
    on = {"kind": "proposal", "id": "new"}
    seed(
        store,
        proposal("read", round="first", summary="plums"),
        proposal("old", 3, round="first", summary="plums"),
        proposal("new", round="second", summary="plums"),
        record("documents", "d", title="plums", proposal="new"),
        record("comments", "theirs", 1, "zoe", text="plums", about=on, kind="question"),
        record("members", "zoe", name="Zoe Plums"),
    )
    seen.mark(store, "proposals", "read", 1, AT)
    seen.mark(store, "proposals", "old", 2, AT)
    seen.put(store, "proposals", "new", 0, AT)  # read once, then marked as unread
    write(store, "plums", "mine", about={"kind": "proposal", "id": "read"})
    outbox.put(
        store, "notes", "n", {"text": "plums", "about": {"kind": "document", "id": "d"}},
        audience=(), written_at=AT, home=True,
    )  # fmt: skip
    return store


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ({}, "d mine n new old read theirs zoe"),
        ({"kinds": {"proposal"}}, "new old read"),
        ({"kinds": {"note", "question"}}, "n theirs"),
        ({"kinds": {"proposal", "member"}}, "new old read zoe"),
        ({"mine": True}, "mine n"),
        ({"mine": True, "kinds": {"comment"}}, "mine"),
        ({"mine": True, "kinds": {"proposal"}}, ""),
        ({"round": "first"}, "mine old read"),
        ({"round": "second"}, "d n new theirs"),
        ({"round": "third"}, ""),
        ({"unread": True}, "d n new theirs"),
        ({"changed": True}, "old"),
        ({"unread": True, "changed": True}, "d n new old theirs"),
        ({"unread": True, "round": "second", "kinds": {"document"}}, "d"),
        ({"kinds": {"nonsense"}}, ""),
    ],
)
def test_filters_leave_what_they_name(store, filters, wanted):
    assert sorted(hit.id for hit in find(full(store), "plums", **filters)) == wanted.split()


# --- what may no longer be read -------------------------------------------------------------


def indexed(store):
    while indexing.refresh(store, texts):
        pass
    return store


def found_now(store, words):
    """Search without bringing the index up to date, as a window does while it is behind."""
    return search.search(store, words, texts)


def test_what_may_no_longer_be_read_is_found_no_more_though_still_indexed(store):
    seed(store, record("comments", "c", 1, "zoe", text="canary", about={}), proposal("canaries"))
    indexed(store)
    assert [hit.id for hit in found_now(store, "canary").hits] == ["c"]

    seed(store, gone("comments", "c"))

    assert found_now(store, "canary").hits == []
    assert found_now(store, "canari").hits[0].id == "canaries"


def test_no_word_of_what_may_no_longer_be_read_is_offered(store):
    seed(store, record("comments", "c", 1, "zoe", text="canary", about={}))
    indexed(store)

    seed(store, gone("comments", "c"))

    assert found_now(store, "cannary") == search.Found()


def test_words_that_were_taken_out_of_a_record_are_found_no_more_though_still_indexed(store):
    seed(store, record("proposals", "p", 1, title="Trees", summary="canary"))
    indexed(store)

    seed(store, record("proposals", "p", 2, title="Trees", summary="apples"))

    assert found_now(store, "canary").hits == []
    assert "canary" not in found_now(store, "trees").hits[0].snippet


def test_a_mark_withdrawn_or_put_away_is_found_no_more_though_still_indexed(store):
    joined(store)
    write(store, "peculiar", "c1", about={"kind": "proposal", "id": "trees"})
    write(store, "peculiar", "c2", about={"kind": "proposal", "id": "trees"})
    indexed(store)

    write(store, "peculiar", "c1", about={"kind": "proposal", "id": "trees"}, withdrawn=True)
    store.run("DELETE FROM outbox WHERE id = 'c2'")

    assert found_now(store, "peculiar").hits == []


def test_what_is_gone_leaves_the_index_without_waiting_for_its_turn(store):
    seed(store, version("trees", 1, "Apples"), version("trees", 2, "Plums"), proposal("trees"))
    indexed(store)
    seed(store, gone("versions", "trees-v2"), proposal("new"))

    assert indexing.forget_gone(store) == 1

    assert store.one("SELECT count(*) AS n FROM passages WHERE id = 'trees-v2'")["n"] == 0
    assert ids(find(store, "apples")) == [("proposal", "trees", "s1")]


def test_scrubbed_the_file_holds_no_word_of_what_is_gone(tmp_path):
    with closing(open_store(tmp_path / "store.db")) as store:
        seed(store, record("comments", "c", 1, "zoe", text="zanzibarcanary", about={}))
        seed(store, *(proposal(f"p{number}", summary="apples") for number in range(50)))
        indexed(store)
        seed(store, gone("comments", "c"))
        indexing.forget_gone(store)
        store.run("PRAGMA wal_checkpoint(TRUNCATE)")
        assert b"zanzibarcan" in (tmp_path / "store.db").read_bytes()

        indexing.scrub(store)

        assert indexing.is_whole(store)
        assert len(found_now(store, "apples").hits) == 50
        store.run("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"zanzibarcan" not in (tmp_path / "store.db").read_bytes()


# --- the index comes and goes ----------------------------------------------------------------


def test_the_index_begun_anew_finds_what_it_found(store):
    seed(store, proposal(), version("trees", 1, "Apples and plums"))
    before = find(store, "plums")

    indexing.begin_anew(store)

    assert found_now(store, "plums").hits == []
    assert find(store, "plums") == before
    assert indexing.is_whole(store)


def test_a_search_while_indexing_goes_on_finds_what_is_indexed_so_far(store):
    seed(store, *(proposal(f"p{number}", summary="apples") for number in range(10)))

    counts = []
    while indexing.refresh(store, texts, 3):
        counts.append((len(found_now(store, "apples").hits), indexing.left(store)))

    assert counts == [(3, 7), (6, 4), (9, 1), (10, 0)]


def test_another_connection_reads_while_one_indexes(tmp_path):
    with (
        closing(open_store(tmp_path / "store.db")) as store,
        closing(open_store(tmp_path / "store.db", read_only=True)) as reader,
    ):
        seed(store, *(proposal(f"p{number}", summary="apples") for number in range(10)))
        indexing.refresh(store, texts, 4)

        with store.atomic():
            indexing.refresh(store, texts, 4)
            during = len(found_now(reader, "apples").hits)

        assert (during, len(found_now(reader, "apples").hits)) == (4, 8)


def test_a_bite_ends_when_its_time_is_over(store):
    seed(store, *(proposal(f"p{number}") for number in range(5)))

    assert indexing.refresh(store, texts, seconds=0) == 1


def test_long_documents_are_found_by_their_sections(store):
    def parts(_sha256):
        return Section("one", "Roots", "deep walnut"), Section("two", "Crowns", "high maple")

    seed(store, record("documents", "d", title="Trees", text={"sha256": "a" * 64}))
    indexing.refresh(store, parts)

    hits = [search.search(store, word, parts).hits for word in ("maple", "roots", "trees")]

    assert [ids(each) for each in hits] == [
        [("document", "d", "two")], [("document", "d", "one")], [("document", "d", None)],
    ]  # fmt: skip


def test_words_nearly_every_paper_has_are_found_by_their_commonest_forms(store, monkeypatch):
    monkeypatch.setattr(vocabulary, "BROAD", 3)
    seed(
        store,
        *(proposal(f"p{number}", summary=f"apples applesauce{number}") for number in range(9)),
    )

    assert len(find(store, "appl")) == 9


@given(
    st.lists(st.text("abc éÉاأإبتسـ网络安全。 -", min_size=1, max_size=12), min_size=1, max_size=6),
    st.data(),
)
@settings(max_examples=60, deadline=None)
def test_any_word_of_any_text_is_found(written, data):
    with closing(open_store(None)) as store:
        seed(store, *(record("proposals", f"p{at}", title=text) for at, text in enumerate(written)))
        words = [(at, token) for at, text in enumerate(written) for token in tokens(fold(text))]
        if not words:
            return
        at, token = data.draw(st.sampled_from(words))

        assert f"p{at}" in {hit.id for hit in find(store, token)}


def test_next_steps_and_decisions_are_found_on_what_they_were_noted_for(store):
    seed(
        store,
        record("actions", "a1", text="Print the orchard plan", item="i1", meeting="call"),
        record("actions", "a2", text="Print the orchard map", group="trees"),
        record("decisions", "d1", kind="meeting", text="The orchard stays", meeting="call",
               objections=[{"who": "boris", "text": "too dear"}]),
        record("decisions", "d2", proposal="p1", outcome="accept", reason="A fine orchard"),
        record("decisions", "d3", kind="online", title="Which orchard?", text="North or south"),
    )  # fmt: skip

    hits = find(store, "orchard")

    assert {(hit.kind, hit.id, hit.about) for hit in hits} == {
        ("action", "a1", "item/i1"), ("action", "a2", "group/trees"),
        ("decision", "d1", "meeting/call"), ("decision", "d2", "proposal/p1"),
        ("decision", "d3", "decision/d3"),
    }  # fmt: skip
    assert {hit.snippet for hit in hits} >= {"Print the orchard plan", "A fine orchard"}
    assert ids(find(store, "dear")) == [("decision", "d1", None)]
    assert {hit.kind for hit in find(store, "orchard", kinds=["action"])} == {"action"}


def test_neither_a_withdrawn_next_step_nor_the_answer_to_a_wish_is_found(store):
    seed(
        store,
        record("actions", "a1", text="Print the plan", withdrawn=True),
        record("decisions", "answer-1", kind="answer", outcome="declined", reason="The plan"),
        record("decisions", "d1", kind="meeting", meeting="call", objections="no list"),
    )

    assert find(store, "plan") == []
    assert ids(find(store, "no list")) == [("decision", "d1", None)]
