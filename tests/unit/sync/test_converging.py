"""Whatever the line does, all computers end with the same, and no word is lost."""

import json

from hypothesis import given
from hypothesis import strategies as st

from app.store import conflicting, current, outbox, undo
from tests.builders import AT, CYCLE
from tests.computers import Computer, MemoryServer

names = st.sampled_from(["home", "phone", "chair"])
fields = st.sampled_from(["text", "colour"])
marks = st.tuples(st.just("write"), names, st.sampled_from("abc"), fields)
drafts = st.tuples(st.just("draft"), names, st.sampled_from("ab"), fields)
syncs = st.tuples(st.just("sync"), names, st.text(" rad", max_size=4))
settles = st.tuples(st.just("settle"), names, st.booleans())
undos = st.tuples(st.just("undo"), names)
backups = st.tuples(st.sampled_from(["backup", "restore"]))


class World:
    """Three computers of two members, and who wrote which word on top of which."""

    def __init__(self):
        self.server = MemoryServer(CYCLE)
        self.server.enrol("omar", "member")
        self.server.enrol("nadia", "chair")
        self.server.put("proposals", "p1", {"title": "Trees"})
        self.computers = {
            "home": Computer(self.server, "omar", "home"),
            "phone": Computer(self.server, "omar", "phone"),
            "chair": Computer(self.server, "nadia"),
        }
        self.count = 0
        self.known: set[str] = set()
        """Words that somebody replaced by others after having seen them."""
        self.kept = self.server.backup()

    def id(self, name, letter):
        return f"{self.computers[name].account}-{letter}"

    def write(self, name, letter, field, *, home=False):
        computer, id = self.computers[name], self.id(name, letter)
        shown = dict(computer.comment(id) or {})
        self.count += 1
        self.known.add(str(shown.get(field)))
        self.put(computer, id, {**shown, field: f"w{self.count}"}, home=home)

    def put(self, computer, id, data, *, home=False):
        with computer.store.atomic():
            undo.remember(computer.store, "comment", AT, {("comments", id): data})
            outbox.put(
                computer.store, "comments", id, data, audience=("chairs",), written_at=AT,
                home=home,
            )  # fmt: skip

    def undo(self, name):
        """Take back the last act; what it wrote is let go knowingly."""
        store = self.computers[name].store
        last = undo.last(store)
        if last is None:
            return
        [row] = store.rows("SELECT records FROM undo WHERE act = ?", [last.act])
        [before] = json.loads(row["records"])
        was, made = before["data"] or {}, before["after"]
        self.known |= {str(value) for name, value in made.items() if was.get(name) != value}
        undo.take_back(store, AT)

    def settle(self, name, mine):
        store = self.computers[name].store
        for act in [act for act in outbox.all_of(store) if act.state == "conflict"]:
            theirs = (act.theirs or {}).get("data") or {}
            # Both were shown to her: what she lets go she has seen.
            self.known |= {str(value) for value in (*act.data.values(), *theirs.values())}
            conflicting.settle(store, "comments", act.id, mine=mine)

    def do(self, step):
        match step:
            case ("write", name, letter, field):
                self.write(name, letter, field)
            case ("draft", name, letter, field):
                self.write(name, letter, field, home=True)
            case ("sync", name, plan):
                self.computers[name].try_sync(plan)
            case ("settle", name, mine):
                self.settle(name, mine)
            case ("undo", name):
                self.undo(name)
            case ("backup",):
                self.kept = self.server.backup()
            case ("restore",):
                self.server.restore(self.kept)

    def finish(self):
        """Submit what is drafted, settle what conflicts, and sync until nothing moves."""
        for computer in self.computers.values():
            for act in outbox.all_of(computer.store):
                if act.state == "home":
                    self.put(computer, act.id, act.data)
        for _ in range(12):
            for name, computer in self.computers.items():
                computer.sync()
                self.settle(name, mine=True)
            if all(self.quiet(computer) for computer in self.computers.values()):
                return
        raise AssertionError("it never comes to rest")

    def quiet(self, computer):
        report = computer.sync()
        if computer.waits():
            return False
        return (report.requests, report.sent, report.received, report.repaired) == (1, 0, 0, False)

    def words(self):
        return {
            str(value)
            for computer in self.computers.values()
            for row in current.listed(computer.store, "comments")
            for value in row.data.values()
        }


def as_others_read(held):
    """Give what a computer holds, without words that were withdrawn."""
    return {
        key: (version, owner, "" if '"withdrawn"' in data else data)
        for key, (version, owner, data) in held.items()
    }


def check(steps):
    world = World()
    for step in steps:
        world.do(step)
    world.finish()

    home, phone, chair = (computer.holds() for computer in world.computers.values())
    assert home == phone
    assert as_others_read(home).items() <= as_others_read(chair).items()
    written = {f"w{number}" for number in range(1, world.count + 1)}
    assert written - world.words() - world.known == set()
    for computer in world.computers.values():
        computer.store.close()


@given(st.lists(marks | syncs | drafts | settles | undos, max_size=40))
def test_whatever_the_line_does_all_computers_end_with_the_same_and_no_word_is_lost(steps):
    check(steps)


@given(st.lists(marks | syncs | drafts | settles | undos | backups, max_size=40))
def test_a_server_restored_from_backups_gets_back_what_computers_hold(steps):
    check(steps)
