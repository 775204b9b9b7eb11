"""Search finds words in any of our scripts, each section once, with the words it has now."""

import pytest

from app.domain.asking import Filters
from app.domain.proposals import Section
from app.store import current, indexing, outbox, search
from tests.builders import AT, gone, joined, proposal, record, seed, version, write


def texts(sha256):
    return (Section("intro", "", "Ветер и вода в садах"),) if sha256 == "a" * 64 else None


def find(store, words, limit=50, **filters):
    return asked(store, words, limit, **filters).hits


def asked(store, words, limit=50, **filters):
    while indexing.refresh(store, texts):
        pass
    return search.search(store, words, texts, limit, Filters(**filters))


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
