"""Ten thousand answers of nonsense (with --whole): nothing breaks, nothing of mine is lost."""

import json
from contextlib import suppress

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from app.actions.status import status
from app.store import current, facts, outbox
from app.sync.engine import sync
from app.sync.transport import SignInPage, Traffic, TransportError
from app.wire import ExchangeAnswer
from tests.builders import CYCLE, write
from tests.computers import Computer, MemoryServer

texts = st.text(max_size=6) | st.sampled_from(
    ["comments", "c1", "omar", "members", "2030-02-01T12:00:00Z", "\0", "epoch", "access", "proposals"]
)  # fmt: skip
leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3)
)
ids = st.sampled_from(["c1", "c2", "p1", "omar", "", "\0"]) | texts
names = st.sampled_from(["comments", "proposals", "members", "cycle"]) | texts
numbers = st.integers(-2, 5) | st.integers()
records = st.fixed_dictionaries(
    {"collection": names, "id": ids},
    optional={
        "version": numbers,
        "owner": st.none() | texts | st.just("omar"),
        "audience": st.lists(texts, max_size=2),
        "data": st.none() | st.dictionaries(texts, values, max_size=3),
        "gone": st.booleans(),
        "why": st.sampled_from(["erased", "access", "nonsense"]),
    },
)
answers = st.fixed_dictionaries(
    {"op": st.sampled_from(["mine", "other"])},
    optional={
        "result": st.sampled_from(["accepted", "conflict", "refused", "nonsense"]),
        "version": st.none() | numbers,
        "theirs": st.none() | records,
        "code": texts,
        "message": texts,
    },
)
bodies = st.fixed_dictionaries(
    {},
    optional={
        "epoch": texts,
        "now": texts,
        "answers": st.lists(answers, max_size=3),
        "records": st.lists(records, max_size=4),
        "cursor": st.none() | texts,
        "more": st.booleans(),
        "digest": st.dictionaries(names, st.tuples(numbers, texts), max_size=2),
        "reset": st.sampled_from([None, "epoch", "access", "cursor", "nonsense"]),
        "unknown": values,
    },
)


class Nonsense:
    """Answers what it is given, decoded as the real transport does; then it is gone."""

    def __init__(self, given):
        self.given, self.traffic = iter(given), Traffic()

    def exchange(self, request, stop=None):
        del stop
        body = next(self.given, None)
        if body is None:
            raise TransportError
        ops = {"mine": request.changes[0].op if request.changes else "none", "other": "other"}
        answers = [{**each, "op": ops[each["op"]]} for each in body.get("answers", ())]
        raw = json.dumps({**body, "answers": answers, "nonce": request.nonce})
        try:
            return msgspec.json.decode(raw, type=ExchangeAnswer)
        except (msgspec.DecodeError, msgspec.ValidationError) as error:
            raise SignInPage from error


@given(st.lists(bodies, min_size=1, max_size=4))
def test_answers_of_nonsense_break_nothing_and_lose_nothing_of_mine(given_bodies):
    server = MemoryServer(CYCLE)
    server.enrol("omar")
    server.put("proposals", "p1", {"title": "Trees"})
    omar = Computer(server, "omar")
    omar.sync()
    write(omar.store, "my words")
    write(omar.store, "my draft", "c2", home=True)

    with suppress(TransportError):
        sync(omar.store, Nonsense(given_bodies), device="d")

    assert status(omar.store).account == "omar"
    assert facts.get(omar.store, "token") == "token"
    assert current.one(omar.store, "comments", "c2").data["text"] == "my draft"
    # Only an answer that says it keeps just this act, and gives the record, takes it away.
    if outbox.of(omar.store, "comments", "c1"):
        assert current.one(omar.store, "comments", "c1").data["text"] == "my words"
    # The next exchange with the true server is an ordinary one.
    omar.sync()
    assert not omar.sync().repaired
    omar.store.close()
