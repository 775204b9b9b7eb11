"""What an exchange costs at least, so that a budget is kept before anything travels."""

import msgspec

from app.store import Store, outbox, records
from app.sync import packing
from app.sync.transport import OVERHEAD


def least(store: Store, *, send: bool = True) -> int:
    """Return about how many bytes the smallest exchange takes: a request with its answer.

    With `send` the oldest act that waits goes along, and its record comes back.
    """
    acts = outbox.to_send(store, limit=1) if send and not records.is_read_anew(store) else []
    return OVERHEAD + 2 * sum(_packed(act) for act in acts)


def room(budget: int | None) -> int:
    """Return how many bytes of acts, unpacked, go with a request that may cost `budget`."""
    if budget is None:
        return outbox.SIZE
    return min(outbox.SIZE, max(1, (budget - OVERHEAD) // 2))


def _packed(act: outbox.Act) -> int:
    parts = [act.op, act.collection, act.id, act.base, act.audience, act.data]
    packed, _ = packing.pack(msgspec.json.encode(parts), packing.CODINGS[0])
    return len(packed)
