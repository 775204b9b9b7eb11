"""Answers and requests doubled, swallowed, cut, replayed: one effect each, the same state."""

from contextlib import suppress

from app.actions import annotating, joining, syncing
from app.actions.papers import About
from app.paths import Home
from app.store import current, open_store, outbox
from app.sync.transport import TransportError
from tests.faults.replaying import FAULTS, meddled

SEED, SLICE, WHOLE = 20_261, 80, 1_000
PROPOSAL = About("proposal", "p1")


class Computer:
    def __init__(self, folder, url, invitation):
        self.home = Home(folder)
        self.store = open_store(self.home.store)
        joining.join(self.store, url, invitation)

    def sync(self):
        return syncing.sync(self.store, self.home, texts=False)


def test_a_thousand_exchanges_meddled_with_have_one_effect_each(cycle, server, whole, tmp_path):
    with meddled(server.url, SEED) as meddler:
        computers = [
            Computer(tmp_path / name, meddler.url, cycle.invitation(account))
            for name, account in (("home", "omar"), ("phone", "omar"), ("desk", "nadia"))
        ]
        for computer in computers:
            computer.sync()
        written: dict[str, str] = {}

        for number in range(WHOLE if whole else SLICE):
            computer = meddler.dice.choice(computers)
            own = [id for id in written if id.startswith(computer.home.folder.name)]
            if own and meddler.dice.random() < 0.4:
                name = meddler.dice.choice(own)
                id = name.partition(":")[2]
                annotating.edit(computer.store, id, f"edited {number}")
            else:
                changes = annotating.comment(
                    computer.store, computer.home, PROPOSAL, f"new {number}", audience=("members",)
                )
                [id] = changes.ids
                name = f"{computer.home.folder.name}:{id}"
            written[name] = current.one(computer.store, "comments", id).data["text"]
            meddler.plan = meddler.dice.choices(FAULTS, k=2)
            with suppress(TransportError):
                computer.sync()
            meddler.plan = []

        for _ in range(3):
            for computer in computers:
                computer.sync()
        for computer in computers:
            said = {row.id: row.data["text"] for row in current.listed(computer.store, "comments")}
            assert said == {name.partition(":")[2]: text for name, text in written.items()}
            assert outbox.all_of(computer.store) == []
            assert not computer.sync().repaired
            computer.store.close()
        print(meddler.met)
        assert set(meddler.met) == set(FAULTS)
