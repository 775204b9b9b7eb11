"""What is new since it was seen: papers, answers to my questions, decisions, moved dates."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.actions import deciding
from app.actions.acting import is_carrier
from app.actions.clock import Clock, stamp, system
from app.domain import online, times
from app.domain.changes import NOTHING, Changes
from app.domain.records import Data
from app.domain.rounds import Deadline
from app.store import Store, annotations, current, facts, news, proposals, tallies
from app.store.news import Key, Known

DATES = frozenset({"round", "milestone", "meeting", "deadline"})
TITLED = {
    "proposal": "proposals",
    "document": "documents",
    "round": "rounds",
    "milestone": "milestones",
    "meeting": "meetings",
    "decision": "decisions",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is news until it is seen."""

    kind: str
    """`proposal`, `document`, `question`, `decision`, `round`, `milestone` or `meeting`."""
    id: str
    title: str
    """Of the paper or date; of an answered question or a decision that of its proposal."""
    what: str
    """`new`, `changed`, `withdrawn`, `answered`, `decided` or `moved`."""
    at: str
    """When it came here, by the server's clock where there is one."""
    about: str
    """The id of the paper that shows it."""
    version: object = None
    old_version: object = None
    """The version that was seen, of a paper that changed."""
    date: str = ""
    """What was moved: `comments` of a round; "" for the date of the record itself."""
    now_at: str = ""
    was_at: str = ""
    """The instant it was moved from: the one that was seen last."""
    aoe: bool = False
    why: str = ""
    outcome: str = ""
    """Key of what was decided: about the proposal `about`, or online, if `about` is its own id."""

    def to_json(self) -> Data:
        made: Data = {
            "kind": self.kind,
            "id": self.id,
            "title": self.title,
            "what": self.what,
            "at": self.at,
            "about": self.about,
        }
        if self.what in {"new", "changed", "withdrawn", "answered"}:
            made["version"] = self.version
        if self.what == "changed":
            made["from"] = self.old_version
        if self.what == "decided":
            made["outcome"] = self.outcome
        if self.what == "moved":
            made |= {"date": self.date, "now": self.now_at, "was": self.was_at, "aoe": self.aoe,
                     "why": self.why}  # fmt: skip
        return made


def notice(store: Store, clock: Clock = system) -> Changes:
    """Look how everything stands now, and keep what differs from what was seen.

    Called after every way in which papers come; asking twice changes nothing. A date is news
    only when it moves, a paper that was withdrawn before it was ever seen is none.
    """
    with store.atomic():
        before = news.states(store)
        at = facts.get(store, "last_exchange") or stamp(clock)
        standing = {(each.kind, each.id, each.key): each for each in _standing(store, at)}
        fresh = [each for key, each in standing.items() if before.get(key) != news.text(each.state)]
        gone = [key for key in before if key not in standing]
        if not fresh and not gone:
            return NOTHING
        news.put(store, fresh)
        news.forget(store, gone)
        news.settle(store, _quiet(store))
    return Changes.of("news")


def unseen(store: Store, *, but_new: bool = False) -> list[Item]:
    """Return what is news, the latest first; each until it is opened or marked as seen.

    With `but_new` all but the papers that are new: the first sync brings hundreds.
    """
    known = news.unseen(store, but_new=but_new)
    keys = {(TITLED[kind], id) for kind, _, id in (each.about.partition("/") for each in known)}
    titles = current.titles(store, keys)
    found: list[Item] = []
    for each in known:
        what = _what(each)
        if what:
            kind, _, about = each.about.partition("/")
            found.append(_item(each, what, about, titles.get((TITLED[kind], about), about)))
    return found


def mark_seen(store: Store) -> tuple[int, int]:
    """Take all news as seen; return (mark to take it back by, how much was news).

    Papers that were not opened stay unread.
    """
    return news.see(store)


def see(store: Store, kind: str, id: str) -> Changes:
    """Take what is news of one record as seen, such as a round whose deadline was moved."""
    return Changes.of("news") if news.see_about(store, f"{kind}/{id}") else NOTHING


def take_back(store: Store, mark: int | None = None) -> int:
    """Take back the marking `mark`, or the last one; return how much is news again."""
    return news.unsee(store, mark)


def _standing(store: Store, at: str) -> Iterator[Known]:
    for kind, id, state, opened in news.papers(store):
        seen = {**state, "version": opened} if opened and kind == "proposal" else None
        seen = state if opened and kind == "document" else seen
        yield Known(kind, id, "", f"{kind}/{id}", state, seen, at)
    yield from _answers(store, at)
    yield from _decisions(store, at)
    for kind, id, key, date in _dates(store):
        state = {"at": date.at, "aoe": date.aoe, "why": _why(date)}
        yield Known(kind, id, key, f"{kind}/{id}", state, state, at)


def _answers(store: Store, at: str) -> Iterator[Known]:
    me = facts.get(store, "account")
    asked = {
        row.id: str((row.data.get("about") or {}).get("id") or "")
        for row in annotations.questions(store)
        if row.owner == me and not row.data.get("withdrawn")
    }
    if not asked:
        return
    # The newest version that answers it: a later one need not tell all answers again.
    answered = {
        (proposal, str(each.get("question"))): version.number
        for proposal, versions in proposals.answering(store, sorted(set(asked.values()))).items()
        for version in sorted(versions, key=lambda each: each.number)
        for each in version.answers
    }
    for question, proposal in asked.items():
        number = answered.get((proposal, question))
        if number is not None:
            state: Data = {"version": number}
            yield Known("question", question, "", f"proposal/{proposal}", state, None, at)


def _decisions(store: Store, at: str) -> Iterator[Known]:
    """Yield what was released, or ended online; to whoever does so herself it is no news."""
    mine = is_carrier(store)
    for each in deciding.all_of(store):
        if each.pending or each.outcome is None:
            continue
        state: Data = {"outcome": each.outcome}
        about = f"proposal/{each.proposal}"
        yield Known("decision", each.id, "", about, state, state if mine else None, at)
    for row in current.where(store, "decisions", "$.kind", online.ONLINE):
        asked = online.question(row)
        if asked is not None and asked.outcome is not None:
            state = {"outcome": asked.outcome}
            about = f"decision/{row.id}"
            yield Known("decision", row.id, "", about, state, state if mine else None, at)


def _dates(store: Store) -> Iterator[tuple[str, str, str, Deadline]]:
    counted: dict[tuple[str, str], int] = {}
    for round_, each in tallies.deadlines(store):
        name = (round_, each.what)
        counted[name] = counted.get(name, 0) + 1
        more = f" {counted[name]}" if counted[name] > 1 else ""
        if times.is_instant(each.at):
            yield "round", round_, each.what + more, each
    for row in current.listed(store, "milestones"):
        if times.is_instant(str(row.data.get("at") or "")):
            yield "milestone", row.id, "", Deadline.from_json(row.data)
    for row in current.listed(store, "meetings"):
        if times.is_instant(str(row.data.get("starts") or "")):
            data = {"at": row.data["starts"], "moved_from": row.data.get("moved_from")}
            yield "meeting", row.id, "", Deadline.from_json(data)


def _why(date: Deadline) -> str:
    return str(date.moved_from[-1].get("why") or "") if date.moved_from else ""


def _quiet(store: Store) -> list[Key]:
    """Return what differs from what was seen, but is nothing to tell of."""
    return [(each.kind, each.id, each.key) for each in news.unseen(store) if not _what(each)]


def _what(each: Known) -> str:
    """Return in one word what is new of it, "" if nothing is."""
    state, seen = each.state, each.seen
    if each.kind == "question":
        return "answered"
    if each.kind == "decision":
        return "decided" if state != seen else ""
    if each.kind in DATES:
        moved = seen is not None and times.parse(seen["at"]) != times.parse(state["at"])
        return "moved" if moved else ""
    if seen is None:
        return "" if state["withdrawn"] else "new"
    if state["withdrawn"]:
        return "" if seen["withdrawn"] else "withdrawn"
    return "changed" if state != seen else ""


def _item(each: Known, what: str, about: str, title: str) -> Item:
    seen = each.seen or {}
    return Item(
        each.kind,
        each.id,
        title,
        what,
        each.at,
        about,
        each.state.get("version"),
        seen.get("version"),
        each.key,
        str(each.state.get("at") or ""),
        str(seen.get("at") or ""),
        bool(each.state.get("aoe")),
        str(each.state.get("why") or ""),
        str(each.state.get("outcome") or ""),
    )
