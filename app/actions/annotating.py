"""Marks on papers: private notes, comments, questions, evidence; edit, withdraw, reply."""

from app.actions import papers, reading
from app.actions.acting import Write, act, me, mine, words
from app.actions.clock import Clock, stamp, system
from app.actions.papers import About
from app.actions.trouble import Trouble
from app.documents.anchoring import PlainSection, QuoteNotFound, anchor
from app.domain import audience as audiences
from app.domain import ids
from app.domain.anchors import Anchor
from app.domain.changes import Changes
from app.domain.colours import COLOURS, USUAL
from app.domain.colours import colour as known_colour
from app.domain.records import Data, Row
from app.paths import Home
from app.store import Store, current, rounds


def note(
    store: Store,
    home: Home,
    about: About,
    text: str,
    *,
    quote: str | None = None,
    section: str | None = None,
    at: Anchor | None = None,
    colour: str = USUAL,
    clock: Clock = system,
) -> Changes:
    """Keep a private note; it stays on this computer. Without words it is a highlight.

    Raises Trouble: `quote_not_found`, `nul`, `too_long`, `empty`, `unknown_colour`.
    """
    where = at or _anchor(store, home, about, quote, section)
    data = _data(about, _words(text, needed=where is None), where, clock)
    data["colour"] = _colour(colour)
    write = Write("notes", ids.new_id(), data, (), home=True)
    return act(store, "note", [write], clock) | _read(store, about, clock)


def comment(
    store: Store,
    home: Home,
    about: About,
    text: str,
    *,
    kind: str = "comment",
    quote: str | None = None,
    section: str | None = None,
    at: Anchor | None = None,
    criterion: str | None = None,
    audience: tuple[str, ...] | None = None,
    reply_to: str | None = None,
    colour: str | None = None,
    clock: Clock = system,
) -> Changes:
    """Write a comment, question or piece of evidence that goes with the next sync.

    Without `audience` a question goes to the proposers' accounts and the chairs, a reply to
    those who read what it answers and its writer, all else to the chairs. Raises Trouble:
    `quote_not_found`, `unknown_criterion`, `unknown_colour`, `nul`, `too_long`, `empty`,
    `question_private`, `bad_audience`, `no_such_record`.
    """
    where = at or _anchor(store, home, about, quote, section)
    words = _words(text, needed=kind != "evidence" or where is None)
    _check_criterion(store, about, criterion)
    answered = None if reply_to is None else _known(store, reply_to)
    if audience is None and answered is not None and kind != "question":
        readers = _of_thread(store, answered)
    else:
        readers = audience_of(store, about, kind, audience)
    data = _data(about, words, where, clock) | {"kind": kind}
    if criterion is not None:
        data["criterion"] = criterion
    if colour is not None:
        data["colour"] = _colour(colour)
    if answered is not None:
        data["reply_to"] = answered.id
    write = Write("comments", ids.new_id(), data, readers)
    return act(store, kind, [write], clock) | _read(store, about, clock)


def question(
    store: Store, about: About, text: str, criterion: str | None = None, clock: Clock = system
) -> Data:
    """Return a question about a whole paper as a record holds it; nothing is written.

    Raises Trouble: `empty`, `nul`, `too_long`, `unknown_criterion`.
    """
    _check_criterion(store, about, criterion)
    data = _data(about, _words(text, needed=True), None, clock) | {"kind": "question"}
    return data if criterion is None else data | {"criterion": criterion}


def edit(
    store: Store,
    id: str,
    text: str | None = None,
    *,
    audience: tuple[str, ...] | None = None,
    criterion: str | None = None,
    colour: str | None = None,
    clock: Clock = system,
) -> Changes:
    """Change the words, audience, criterion or colour of my mark; None leaves it as it is.

    `criterion` "" unties it. Raises Trouble: `no_such_record`, `not_yours`, and what `comment`
    raises.
    """
    with store.atomic():  # what is read here must still stand when it is written
        row = mark(store, id)
        data = _mine_now(row)
        if text is not None:
            data["text"] = _words(text, needed=not data.get("anchor"))
        about = _about(row)
        if criterion:
            _check_criterion(store, about, criterion)
            data["criterion"] = criterion
        elif criterion is not None:
            data.pop("criterion", None)
        if colour is not None:
            data["colour"] = _colour(colour)
        readers = row.readers
        if audience is not None and row.collection == "comments":
            readers = audience_of(store, about, str(data.get("kind") or "comment"), audience)
        write = Write(row.collection, id, data, readers, home=row.collection == "notes")
        return act(store, "edit", [write], clock)


def withdraw(store: Store, id: str, clock: Clock = system) -> Changes:
    """Take my mark out of everybody's sight; I keep reading it, and can undo it."""
    with store.atomic():
        row = mark(store, id)
        data = {**_mine_now(row), "withdrawn": True}
        write = Write(row.collection, id, data, row.readers, home=row.collection == "notes")
        return act(store, "withdraw", [write], clock)


def _read(store: Store, about: About, clock: Clock) -> Changes:
    """Count a paper as read that I wrote about."""
    collection = papers.COLLECTION.get(about.kind, "")
    return reading.touched(store, collection, about.id, about.version, clock)


def mark(store: Store, id: str) -> Row:
    """Return my note, comment or intent. Raises Trouble: `no_such_record`, `not_yours`."""
    for collection in ("notes", "comments", "intents"):
        if current.one(store, collection, id) is not None:
            return mine(store, collection, id)
    raise Trouble("no_such_record", collection="comments", id=id)


def audience_of(
    store: Store, about: About, kind: str, wanted: tuple[str, ...] | None
) -> tuple[str, ...]:
    """Return who will read a comment of `kind` on `about`."""
    if wanted is None:
        return proposers_and_chairs(store, about) if kind == "question" else ("chairs",)
    named: set[str] = set()
    for word in wanted:
        if word == "proposers":
            named |= set(proposers_and_chairs(store, about))
        elif word in audiences.WORDS or ids.ACCOUNT.fullmatch(word):
            named.add(word)
        else:
            raise Trouble("bad_audience", word=word)
    if kind == "question" and not named:
        raise Trouble("question_private")
    return audiences.normal(named) or ("chairs",)


def proposers_and_chairs(store: Store, about: About) -> tuple[str, ...]:
    found = current.one(store, "proposals", about.id) if about.kind == "proposal" else None
    people = [] if found is None else found.data.get("proponents") or []
    named = sorted({str(each["member"]) for each in people if each.get("member")})
    # Only accounts of this cycle: the server takes no other name in an audience.
    known = [each for each in named if current.one(store, "members", each) is not None]
    return ("chairs", *known)


def _anchor(
    store: Store, home: Home, about: About, quote: str | None, section: str | None
) -> Anchor | None:
    if quote is None or not quote.strip():
        return None
    text: list[PlainSection] = papers.sections(store, home, about)
    try:
        return anchor(text, quote, section)
    except QuoteNotFound:
        code = "quote_not_found" if text else "no_text_here"
        raise Trouble(code, quote=quote, about=f"{about.kind}/{about.id}") from None


def _mine_now(row: Row) -> Data:
    """Return my mark as I put my hand to it: nobody carried these words for me."""
    return {key: value for key, value in row.data.items() if key not in {"via", "carried_by"}}


def _about(row: Row) -> About:
    about = row.data.get("about") or {}
    return About(str(about.get("kind") or ""), str(about.get("id") or ""), about.get("version"))


def _data(about: About, text: str, where: Anchor | None, clock: Clock) -> Data:
    return {
        "about": about.to_json(),
        "anchor": None if where is None else where.to_json(),
        "text": text,
        "created_at": stamp(clock),  # `written_at` is of the last change
    }


def _colour(key: str) -> str:
    found = known_colour(key)
    if found is None:
        raise Trouble("unknown_colour", key=key, known=", ".join(COLOURS))
    return found


def _words(text: str, *, needed: bool) -> str:
    if needed and not text.strip():
        raise Trouble("empty")
    return words(text)


def _check_criterion(store: Store, about: About, criterion: str | None) -> None:
    if criterion is None or about.kind != "proposal":
        return
    scheme = rounds.of_proposal(store, about.id)
    if scheme is not None and scheme.criterion(criterion) is None:
        known = ", ".join(each.key for each in scheme.criteria)
        raise Trouble("unknown_criterion", key=criterion, known=known)


def _known(store: Store, comment: str) -> Row:
    found = current.one(store, "comments", comment)
    if found is None:
        raise Trouble("no_such_record", collection="comments", id=comment)
    return found


def _of_thread(store: Store, answered: Row) -> tuple[str, ...]:
    """Return who reads a reply: those who read what it answers, and who wrote that."""
    writer = answered.owner if answered.owner not in {None, me(store).account} else None
    if writer is not None and current.one(store, "members", writer) is None:
        writer = None  # the server takes only accounts of this cycle
    named = {*answered.readers, *({writer} if writer else ())} - {me(store).account}
    return audiences.normal(named) or ("chairs",)
