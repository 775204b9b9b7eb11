"""A profile whose meeting has captions and a chat."""

from contextlib import closing

from app.actions import hearing, transcribing
from app.store import open_store, records
from tests import calls
from tests.calls import MEETING
from tests.gui.cycle import clock, home


def profile(tmp_path, role="chair", *, said=True):
    where = home(tmp_path / role, account="amara", role="chair")
    with closing(open_store(where.store)) as store:
        records.apply(store, calls.papers())
        if said:
            for kind, text in (("transcript", calls.transcript()), ("chat", calls.CHAT)):
                found = hearing.look(
                    store, f"{kind}.txt", text.encode(), MEETING, chat=kind == "chat"
                )
                transcribing.save(store, found, title=kind, clock=clock)
        store.run("UPDATE facts SET value = ? WHERE name = 'role'", [role])
    return where
