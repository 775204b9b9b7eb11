"""The outbox as it is read: what each item is, on what, how it stands, how large it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.summaries import RECORD
from app.i18n import _
from app.phrases import bundles
from app.phrases.decisions import positions, usual
from app.store import Store, current, facts, filed
from app.store.acts import Act, all_of
from app.ui import status_words, times
from app.ui.icons import Symbol
from app.ui.widgets.rows import Line

SHOWN = 400
INTENTS = frozenset({"position", "join_group", "leave_group", "propose_group", "done"})
"""Kinds of intents that have a name of their own; others are wishes."""


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the outbox with the words for it."""

    act: Act
    title: str
    line: Line


def items(store: Store, now: datetime) -> list[Item]:
    """Return what waits, what needs a decision, and what stays here; the latest first."""
    acts = all_of(store)
    titles = _titles(store, acts)
    changed = _changed(store, acts)
    order = {"conflict": 0, "refused": 1, "sent": 2, "waiting": 2, "home": 3}
    sent = {op: _sent(each, now) for op, each in filed.of(store).items()}
    found = [
        _item(
            act,
            titles,
            now,
            sent.get(act.op, ""),
            changed=act.seq in changed,
            by_file=not facts.get(store, "server"),
        )
        for act in reversed(acts)
    ]
    return sorted(found, key=lambda each: order.get(each.act.state, 4))


def titles_of(store: Store, acts: list[Act]) -> list[str]:
    """Return what each of `acts` is, and on what."""
    titles = _titles(store, acts)
    return [_title(act, titles) for act in acts]


def what(act: Act) -> str:
    """Return what kind of thing an act is."""
    kind = act.collection
    if kind in {"comments", "intents"} and act.data is not None:
        known_kind = str(act.data.get("kind") or kind)
        kind = known_kind if kind == "comments" or known_kind in INTENTS else kind
    elif kind == "letters" and act.data is not None and act.data.get("kind") == RECORD:
        kind = RECORD
    known = {
        "reviews": _("Review"),
        "asides": _("A word to the chairs"),
        "comments": _("Comment"),
        "comment": _("Comment"),
        "question": _("Question"),
        "evidence": _("Quote"),
        "notes": _("Note"),
        "intents": _("Wish"),
        "position": _("Answer to a decision"),
        "decisions": _("Decision"),
        "letters": _("Letter"),
        "summary": _("Summary report"),
        "meetings": _("Meeting"),
        "items": _("Agenda item"),
        "documents": _("Document"),
        "actions": _("Next step"),
        "workgroups": _("Working group"),
        "join_group": _("Wish to join"),
        "leave_group": _("Wish to leave"),
        "propose_group": _("Proposed working group"),
        "done": _("Said to be done"),
    }
    words = known.get(kind, kind)
    if act.data is not None and act.data.get("withdrawn"):
        return _("{what} (taken out)").format(what=words)
    return words


def readable(data: Mapping[str, Any] | None) -> str:
    """Return the words of a record, for putting two of them side by side."""
    if data is None:
        return _("(nothing: it was taken out)")
    told: list[str] = []
    if data.get("outcome"):
        told.append(usual(str(data["outcome"])) or str(data["outcome"]))
    if data.get("position"):
        told.append(positions(str(data["position"])))
    if data.get("stance"):
        told.append(_("Position: {key}").format(key=data["stance"]))
    texts: Mapping[str, Any] = data.get("texts") or {}
    told += [f"{key}: {text}" for key, text in texts.items() if text]
    scores: Mapping[str, Any] = data.get("scores") or {}
    told += [f"{key}: {score}" for key, score in scores.items() if score is not None]
    told += [str(data[name]) for name in
             ("text", "comment", "to_chairs", "title", "charter", "reason", "condition") if
             data.get(name)]  # fmt: skip
    if data.get("withdrawn"):
        told.append(_("(taken out)"))
    return "\n".join(told) or _("(no words)")


def _item(
    act: Act,
    titles: Mapping[str, str],
    now: datetime,
    sent: str,
    *,
    changed: bool,
    by_file: bool,
) -> Item:
    data = act.data or {}
    title = _title(act, titles)
    symbol, tone, state = _state(act, sent, changed=changed, by_file=by_file)
    at = times.parsed(act.written_at)
    when = "" if at is None else times.until(at, now)
    words = str(data.get("text") or data.get("comment") or "")
    below = " · ".join(each for each in (state, when, words.replace("\n", " ")[:SHOWN]) if each)
    return Item(
        act,
        title,
        Line(
            str(act.seq),
            title,
            below,
            end=status_words.size(act.size),
            symbol=symbol,
            tone=tone,
            state=state,
            strong=act.state in {"conflict", "refused"},
        ),
    )


def _sent(sent: filed.Sent, now: datetime) -> str:
    """Return when an act went out in a file, and in which."""
    at = times.parsed(sent.at)
    return bundles.sent_in_file(sent.at if at is None else times.day(at, now), sent.file)


def _title(act: Act, titles: Mapping[str, str]) -> str:
    data = act.data or {}
    about = data.get("about") or {}
    on = str(about.get("id") or data.get("proposal") or data.get("title") or "")
    if act.collection == "letters" and data.get("kind") == RECORD:
        on = str(data.get("meeting") or "")
    if act.collection == "actions":
        on = act.id
    elif about.get("kind") == "intent":
        on = ""  # an answer to a wish: whose it was is told where it is read
    if act.collection == "asides":
        on = act.id
    return what(act) if not on else f"{what(act)} · {titles.get(on, on)}"


def _state(act: Act, sent: str, *, changed: bool, by_file: bool) -> tuple[Symbol, str, str]:
    match act.state:
        case "conflict":
            return Symbol.WARNING, "bad", _("Needs your decision")
        case "refused":
            return Symbol.WARNING, "bad", _("Set aside: it was not taken")
        case "sent":
            return Symbol.SEND, "accent", sent or _("Sent, not confirmed yet")
        case "waiting":
            words = _("Submitted, waits to be sent") if by_file else _(
                "Submitted, waiting for a line"
            )  # fmt: skip
            return Symbol.OUTBOX, "warn", words
        case _ if act.collection == "notes":
            return Symbol.AT_HOME, "soft", _("Stays on this computer: only you read it")
        case _ if changed:
            return Symbol.CHECK, "warn", _("Changed since you submitted; not sent yet")
        case _:
            return Symbol.CHECK, "soft", _("Draft, saved on this computer")


def _changed(store: Store, acts: list[Act]) -> set[int]:
    """Return the drafts that stand over what was submitted: received, or on its way."""
    drafts = [act for act in acts if act.state == "home" and act.collection != "notes"]
    rows = ((act.seq, current.one(store, act.collection, act.id)) for act in drafts)
    return {seq for seq, row in rows if row is not None and row.changed}


def _titles(store: Store, acts: list[Act]) -> dict[str, str]:
    if not acts:
        return {}
    titles = {
        row.id: str(row.data.get("title") or row.id)
        for collection in ("proposals", "documents", "items", "workgroups", "decisions", "meetings")
        for row in current.listed(store, collection)
    }
    for row in current.listed(store, "actions"):
        titles[row.id] = " ".join(str(row.data.get("text") or row.id).split())[:SHOWN]
    # A word to the chairs bears the id of the review it goes with.
    for row in current.listed(store, "reviews"):
        paper = str(row.data.get("proposal") or "")
        titles[row.id] = titles.get(paper, paper)
    return titles
