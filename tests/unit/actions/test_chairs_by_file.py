"""Chairs and Secretariat who change the same records with files alone: joined, asked, never lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.store import carried, current, outbox
from tests.offices import World


@pytest.fixture
def world(tmp_path):
    made = World(tmp_path)
    yield made
    made.close()


def test_fields_that_two_chairs_changed_are_joined_in_any_order_of_their_files(tmp_path):
    ends = []
    for number, order in enumerate((("ada", "ben"), ("ben", "ada", "ada"))):
        world = World(tmp_path / str(number))
        world.ada.write("one", title="Welcome")
        world.ben.write("one", minutes=12)
        files = {"ada": world.ada.file(), "ben": world.ben.file()}

        for name in order:
            world.office.open(files[name])
        pack = world.pack()
        for desk in (world.ada, world.ben, world.omar):
            desk.read(pack)

        assert world.quiet()
        ends += world.stands()
        world.close()
    assert {(each["one"][2]["title"], each["one"][2]["minutes"]) for each in ends} == {
        ("Welcome", 12)
    }


def test_in_one_batch_two_chairs_acts_on_one_record_are_both_taken(world):
    world.ada.write("one", title="Welcome")
    world.ben.open(world.ada.file("chairs"))
    world.ben.write("one", minutes=12)

    taken = world.office.open(world.ben.file())

    assert (taken.outcome.taken, taken.outcome.set_aside) == (2, [])
    assert world.office.data("one")["title"] == "Welcome"
    assert world.office.data("one")["minutes"] == 12


def test_of_one_field_written_twice_both_are_kept_and_who_came_second_is_asked(world):
    world.ada.write("one", title="Welcome")
    world.ben.write("one", title="Hello", minutes=12)
    for desk in (world.ben, world.ada):
        world.office.open(desk.file())
    pack = world.pack()
    for desk in (world.ada, world.ben):
        desk.read(pack)

    assert world.office.data("one")["title"] == world.ada.data("one")["title"] == "Welcome"
    assert world.office.data("one")["minutes"] == 12  # what does not touch is joined at once
    assert (world.ada.asked(), world.ben.asked()) == ([], ["one"])
    (waits,) = outbox.all_of(world.ben.store)
    assert (waits.data["title"], waits.theirs["data"]["title"]) == ("Hello", "Welcome")

    world.ben.settle(mine=True)
    world.hand_in(mine=True)

    assert {each["one"][2]["title"] for each in world.stands()} == {"Hello"}
    assert world.quiet()


def test_who_comes_after_a_pack_told_of_the_others_words_is_asked(world):
    world.ada.write("one", title="Welcome")
    world.ben.write("one", title="Hello")
    late = world.ada.file()
    world.office.open(world.ben.file())
    pack = world.pack()
    world.ben.read(pack)

    world.office.open(late)
    pack = world.pack()
    for desk in (world.ada, world.ben):
        desk.read(pack)

    assert world.office.data("one")["title"] == world.ben.data("one")["title"] == "Hello"
    assert (world.ada.asked(), world.ben.asked()) == (["one"], [])


def test_the_secretariats_own_words_are_joined_with_a_chairs_and_go_into_the_pack(world):
    world.office.write("one", minutes=12)
    world.ada.write("one", title="Welcome")
    world.office.open(world.ada.file())

    pack = world.pack()
    for desk in (world.ada, world.ben):
        desk.read(pack)

    assert world.quiet()
    for desk in world.desks.values():
        if desk is not world.omar:
            assert (desk.data("one")["title"], desk.data("one")["minutes"]) == ("Welcome", 12)


def test_the_secretariat_is_asked_where_a_chair_wrote_something_else(world):
    world.office.write("one", title="Hello")
    world.ada.write("one", title="Welcome")

    taken = world.office.open(world.ada.file())

    assert taken.outcome.asked == 1
    assert world.office.asked() == ["one"]
    world.office.settle(mine=False)
    world.hand_in(mine=True)
    assert {each["one"][2]["title"] for each in world.stands()} == {"Welcome"}


def test_while_the_secretariat_has_not_decided_its_pack_tells_the_others_words(world):
    world.office.write("one", title="Hello")
    world.ada.write("one", title="Welcome")
    world.office.open(world.ada.file())

    pack = world.pack()
    for desk in (world.ada, world.ben):
        desk.read(pack)

    assert world.ada.data("one")["title"] == world.ben.data("one")["title"] == "Welcome"
    assert world.office.asked() == ["one"]
    (waits,) = outbox.all_of(world.office.store)
    assert (waits.data["title"], waits.theirs["data"]["title"]) == ("Hello", "Welcome")


def test_two_acts_that_come_back_one_by_one_are_one_question(world):
    world.ben.write("one", title="Hello")
    world.ben.file()
    world.ben.write("one", lead="ben", title="Good day")
    last = world.ben.file()
    world.ada.write("one", title="Welcome", lead="ada")
    world.office.open(world.ada.file())
    world.office.open(last)

    world.ben.read(world.pack())

    assert world.ben.asked() == ["one"]
    (waits,) = outbox.all_of(world.ben.store)
    assert (waits.data["title"], waits.data["lead"]) == ("Good day", "ben")


def test_words_that_wait_for_a_decision_are_not_hidden_by_older_ones_that_are_out(world):
    world.ben.write("one", title="Hello")
    world.ben.file()  # it never arrives
    world.ben.write("one", title="Good day", lead="ben")
    last = world.ben.file(new_only=True)
    world.ada.write("one", title="Welcome")
    world.office.open(world.ada.file())
    world.office.open(last)
    world.ben.read(world.pack())
    out, asked = outbox.all_of(world.ben.store)

    world.ben.settle(mine=True)

    assert (out.state, asked.state, asked.data["title"]) == ("sent", "conflict", "Good day")
    assert world.ben.data("one")["title"] == "Good day"
    assert outbox.all_of(world.ben.store)[0] == out  # what is out in a file stays as it is
    world.hand_in(mine=True)
    world.hand_in(mine=True)
    assert world.quiet()
    assert {each["one"][2]["title"] for each in world.stands()} == {"Good day"}


def test_what_was_decided_anew_is_not_taken_for_older_than_what_was_refused_before(world):
    world.ada.write("one", title="Welcome")
    world.office.open(world.ada.file())
    world.ben.write("one", title="Hello")
    world.office.open(world.ben.file())
    world.pack()  # says so, and is lost
    world.ben.write("one", title="Good day")
    world.office.open(world.ben.file(new_only=True))
    world.ben.read(world.pack())
    world.ben.settle(mine=True)
    decided = world.ben.file()
    world.office.write("one", title="Opened")
    world.office.read(world.pack())

    world.office.open(decided)
    world.ben.read(world.pack())

    assert world.ben.asked() == ["one"]
    (waits,) = outbox.all_of(world.ben.store)
    assert (waits.data["title"], waits.theirs["data"]["title"]) == ("Good day", "Opened")


def test_a_chair_sees_the_others_words_beside_her_own_that_are_out_in_a_file(world):
    world.ada.write("one", title="Welcome")
    world.ada.file()
    world.ben.write("one", minutes=12)

    world.ada.open(world.ben.file("chairs"))

    assert world.ada.data("one")["title"] == "Welcome"
    assert world.ada.data("one")["minutes"] == 12
    world.ada.write("one", lead="ben")
    world.hand_in(mine=True)
    assert world.quiet()
    assert {each["one"][2].get("lead") for each in world.stands()} == {"ben"}


def test_the_owner_stays_who_made_it(world):
    world.ada.write("walk", meeting="call", title="A walk", position=3)
    world.ben.open(world.ada.file("chairs"))
    world.ben.write("walk", minutes=9)

    raw = world.ben.file()
    world.office.open(raw)
    pack = world.pack()
    for desk in (world.ada, world.ben, world.omar):
        desk.read(pack)

    assert {each["walk"][0] for each in world.stands()} == {"ada"}
    assert {each["one"][0] for each in world.stands()} == {"secretariat-1"}


def test_a_later_act_that_came_first_does_not_stand_for_the_earlier(world):
    world.ada.write("one", title="Welcome")
    first = world.ada.file()
    world.ada.write("one", minutes=12)
    world.office.open(world.ada.file(new_only=True))
    world.ada.read(world.pack())

    assert world.ada.data("one")["title"] == "Welcome"
    assert current.one(world.ada.store, "items", "one").waiting
    world.office.open(first)
    world.hand_in(mine=True)

    assert world.quiet()
    assert {each["one"][2]["title"] for each in world.stands()} == {"Welcome"}


def test_what_only_chairs_read_is_joined_too(world):
    world.ada.write("d1", "decisions", ("chairs",), text="Yes", channel="call")
    world.office.open(world.ada.file())
    world.ben.open(world.ada.file("chairs"))
    world.ben.write("d1", "decisions", reason="Enough time")
    world.ada.read(world.pack())
    raw = world.ben.file("chairs")

    world.office.open(raw)
    world.ada.open(raw)

    for desk in (world.office, world.ada, world.ben):
        row = current.one(desk.store, "decisions", "d1")
        assert (row.data["channel"], row.data["reason"]) == ("call", "Enough time")
        assert (row.owner, row.readers) == ("ada", ("chairs",))


def test_of_what_only_chairs_read_too_who_comes_second_is_asked(world):
    world.ada.write("d1", "decisions", ("chairs",), text="Yes", reason="so")
    world.office.open(world.ada.file())
    world.ben.open(world.ada.file("chairs"))
    world.ben.write("d1", "decisions", reason="Enough time")
    world.ada.write("d1", "decisions", reason="Enough money")
    late = world.ada.file()
    world.office.open(world.ben.file())
    pack = world.pack()
    for desk in (world.ada, world.ben):
        desk.read(pack)

    world.office.open(late)
    pack = world.pack()
    for desk in (world.ada, world.ben):
        desk.read(pack)

    assert world.office.data("d1", "decisions")["reason"] == "Enough time"
    assert (world.ada.asked(), world.ben.asked()) == (["d1"], [])
    world.hand_in(mine=True)
    assert {
        desk.data("d1", "decisions")["reason"] for desk in (world.office, world.ada, world.ben)
    } == {"Enough money"}
    assert world.quiet()


ids = st.sampled_from(["one", "two"])
names = st.sampled_from(["office", "ada", "ben"])
chairs = st.sampled_from(["ada", "ben"])
steps = (
    st.tuples(st.just("write"), names, ids, st.sampled_from(["title", "key_points", "lead"]))
    | st.tuples(st.just("file"), chairs, st.sampled_from(["chairs", "secretariat"]), st.booleans())
    | st.tuples(st.just("open"), names, st.integers(0, 9))
    | st.tuples(st.just("pack"))
    | st.tuples(st.just("read"), chairs, st.integers(0, 5))
    | st.tuples(st.just("settle"), names, st.booleans())
)


class Story:
    """What happened: what was written, which files and packs lie about, what was let go."""

    def __init__(self, folder):
        self.world = World(folder)
        self.words, self.known, self.files, self.packs = [], set(), [], []

    def do(self, step):
        desk = self.world.desks.get(step[1]) if len(step) > 1 else None
        match step:
            case ("write", _, id, field):
                self.known.add(str(desk.data(id).get(field)))
                self.words.append(f"w{len(self.words)}")
                desk.write(id, **{field: self.words[-1]})
            case ("file", name, to, new_only):
                raw = desk.file(to, new_only=new_only)
                self.files += [] if raw is None else [(name, to, raw)]
            case ("open", name, number) if number < len(self.files):
                writer, to, raw = self.files[number]
                if writer != name and (name == "office" or to == "chairs"):
                    desk.open(raw)
            case ("pack",):
                self.packs.append(self.world.pack())
            case ("read", _, number) if number < len(self.packs):
                desk.read(self.packs[number])
            case ("settle", _, mine):
                self.known |= desk.settle(mine=mine)
            case _:
                pass


@settings(max_examples=settings().max_examples // 3)  # half a second each: four desks
@given(history=st.lists(steps, max_size=24))
def test_whatever_is_passed_in_whatever_order_all_end_alike_and_no_word_is_lost(
    tmp_path_factory, history
):
    story = Story(tmp_path_factory.mktemp("desks"))
    world = story.world
    for step in history:
        story.do(step)

    for _ in range(12):
        story.known |= world.hand_in(mine=True)
        if world.quiet():
            break

    assert world.quiet()
    ends = world.stands()
    assert ends[0] == ends[1] == ends[2] == ends[3]
    stood = {str(value) for _, _, data in ends[0].values() for value in data.values()}
    assert {*story.words} - stood - story.known == set()
    assert all(each.state != "refused" for each in carried.all_of(world.office.store))
    world.close()
