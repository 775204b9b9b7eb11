"""What `transcript` and `chat` share: looking at a file, keeping it, reading what is kept."""

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.actions import hearing, papers, said, transcribing
from app.actions.agenda_items import the_meeting
from app.actions.hearing import Speaker, Understood
from app.actions.said import Line
from app.actions.transcribing import Kept
from app.actions.trouble import Trouble
from app.cli import daily
from app.cli.adding import key_value
from app.cli.desk import Desk
from app.cli.output import lines, one, plain, tell
from app.documents.plain import plain as as_plain
from app.domain.turns import Turn
from app.i18n import _
from app.phrases import transcripts as words
from app.phrases.faults import shown
from app.store import current, meetings, members


def add_shared(to: argparse.ArgumentParser, what: str) -> None:
    """Add the options that both verbs have."""
    to.add_argument("file", metavar="FILE", nargs="?", help=what)
    to.add_argument("--meeting", metavar="M", required=True)
    to.add_argument("--save", action="store_true", help=_("keep it for the meeting"))
    to.add_argument("--title", metavar="TEXT", help=_("what it is called; the meeting's title"))
    to.add_argument("--settle", action="append", type=key_value, default=[], metavar="NAME=ACCOUNT",
                    help=_("whose a captioned name is; NAME= for somebody not of the roster"))  # fmt: skip
    to.add_argument("--item", action="append", default=[], metavar="ITEM|N=ITEM",
                    help=_("only this item; or put turn N under it, N=ITEM/PROPOSAL too"))  # fmt: skip
    to.add_argument("--speaker", metavar="NAME", help=_("only this account or captioned name"))
    to.add_argument("--proposal", metavar="ID", help=_("only what is about this proposal"))
    to.add_argument("--about-me", action="store_true",
                    help=_("only what is about my proposals, names me or asks me"))  # fmt: skip
    to.add_argument("--speakers", action="store_true", help=_("who spoke, how often"))
    to.add_argument("--document", metavar="ID", help=_("of several that are kept this one"))
    to.add_argument("--to", metavar="item/ID", help=_("the item of --quote, or of --flag"))
    to.add_argument("--withdraw", action="store_true", help=_("take it out of everybody's sight"))


def run(desk: Desk, args: argparse.Namespace, kind: str) -> int:
    """Look at a file, keep it, correct what is kept, or read it."""
    names = {name: account or None for name, account in args.settle}
    hand, only = _items(args.item)
    if args.file:
        return _look(desk, args, kind, names, hand)
    if args.withdraw:
        kept = chosen(desk, args, kind)
        transcribing.withdraw(desk.store, kept.id)
        daily.backup(desk)
        one({"id": kept.id, "withdrawn": True}) if desk.json else print(_("Withdrawn."))
        return 0
    if names or hand:
        kept = chosen(desk, args, kind)
        transcribing.correct(desk.store, kept.id, names, hand)
        daily.backup(desk)
        _answer(desk, transcribing.one(desk.store, kept.id), hand)
        return 0
    if args.speakers:
        return _speakers(desk, chosen(desk, args, kind))
    return _read(desk, args, kind, only)


def chosen(desk: Desk, args: argparse.Namespace, kind: str) -> Kept:
    """Return what is meant of what is kept. Raises Trouble: `nothing_said`, `which_transcript`."""
    kept = transcribing.listed(desk.store, args.meeting, kind)
    if args.document:
        kept = [each for each in kept if each.id == args.document]
        if not kept:
            raise Trouble("no_such_transcript", id=args.document)
    if not kept:
        raise Trouble("nothing_said", meeting=args.meeting)
    if len(kept) > 1:
        raise Trouble("which_transcript", ids=", ".join(each.id for each in kept))
    return kept[0]


def _items(given: Sequence[str]) -> tuple[dict[int, str | None], str | None]:
    """Return the turns put by hand, and the item to be read."""
    hand: dict[int, str | None] = {}
    only: str | None = None
    for each in given:
        number, equals, item = each.partition("=")
        if equals and number.strip().isdecimal():
            hand[int(number)] = item.strip() or None
        else:
            only = each.strip()
    return hand, only


def _look(
    desk: Desk,
    args: argparse.Namespace,
    kind: str,
    names: Mapping[str, str | None],
    hand: Mapping[int, str | None],
) -> int:
    name, raw = _file(desk, args.file)
    found = hearing.look(
        desk.store, name, raw, args.meeting, chat=kind == "chat", settle=names, items=hand
    )
    for note in found.told:
        tell(words.told(note.code, note.count, note.word))
    saved = None
    if args.save:
        meeting = the_meeting(desk.store, args.meeting).data.get("title") or args.meeting
        title = args.title or words.title(kind, str(meeting))
        saved = transcribing.save(desk.store, found, title=title)
        daily.backup(desk)
    if desk.json:
        one(_shape(desk, found, saved))
        return 0
    _show(desk, found)
    if saved is None:
        print(_("Nothing was saved. Keep it for the meeting with: --save"))
    elif saved.already:
        print(_("It is kept already, as {id}.").format(id=saved.id))
    else:
        print(_("Kept as {id}; it goes to the members with the next sync.").format(id=saved.id))
    return 0


def _file(desk: Desk, path: str) -> tuple[str, bytes]:
    """Return the name and content of a file, or of the text of a document that was published."""
    if path == "-":
        return "-.txt", sys.stdin.buffer.read()
    kind, _slash, id = path.partition("/")
    if kind == "document" and current.one(desk.store, "documents", id) is not None:
        text = papers.document_text(desk.store, desk.home, id)
        if text is None:
            raise Trouble("no_text_here", about=path, quote="")
        return f"{id}.txt", as_plain(text).encode()
    try:
        return Path(path).name, Path(path).expanduser().read_bytes()
    except FileNotFoundError:
        raise Trouble("no_such_file", path=path) from None
    except IsADirectoryError:
        raise Trouble("is_a_folder") from None


def _shape(desk: Desk, found: Understood, saved: transcribing.Saved | None) -> dict[str, Any]:
    known = members.names(desk.store)
    return {
        "id": saved.id if saved else None,
        "saved": saved is not None,
        "already": saved.already if saved else False,
        "meeting": found.meeting,
        "kind": found.kind,
        "authoritative": False,
        "count": len(found.turns),
        "speakers": [_speaker(each) for each in found.speakers],
        "unsettled": [each.name for each in found.speakers if each.open],
        "told": [{"code": each.code, "count": each.count, "word": each.word,
                  "message": words.told(each.code, each.count, each.word)} for each in found.told],
        "turns": [turn_row(each, found.words(each), known) for each in found.turns],
    }  # fmt: skip


def _speaker(each: Speaker) -> dict[str, Any]:
    return {
        "name": each.name, "account": each.account, "captions": list(each.captions),
        "turns": each.turns, "why": each.why, "candidates": list(each.candidates),
        "unsettled": each.open,
    }  # fmt: skip


def turn_row(turn: Turn, text: str, known: Mapping[str, str]) -> dict[str, Any]:
    """Return a turn as `--json` shows it."""
    name = known.get(turn.member or "", turn.speaker)
    return {
        **turn.to_json(),
        "two": turn.two,
        "when": turn.when or None,
        "name": name,
        "text": text,
    }


def _show(desk: Desk, found: Understood) -> None:
    count = words.chat_lines if found.kind == "chat" else words.turns
    print(f"{count(len(found.turns))}. {words.label()}.")
    _show_speakers(found.speakers)
    counted = Counter(each.item for each in found.turns)
    called = meetings.called(desk.store, filter(None, counted))
    for item, number in counted.items():
        print(f"  {shown(called.get(item or '', item or _('under no item')))}: {number}")


def _show_speakers(people: Sequence[Speaker]) -> None:
    for each in people:
        if not each.open:
            name = shown(each.name) or words.who(each.why)
            account = f" ({each.account})" if each.account else ""
            spelled = ", ".join(map(shown, each.captions))
            how = (
                "" if each.why in {"name", "nameless"} else f"  [{spelled}; {words.who(each.why)}]"
            )
            print(f"  {name}{account}: {each.turns}{how}")
    for each in people:
        if each.open:
            like = ", ".join(each.candidates) or "–"
            asked = _('Who is “{name}” ({turns})? --settle "{name}=ACCOUNT"; like it: {like}')
            tell(asked.format(name=shown(each.name), turns=words.turns(each.turns), like=like))


def _answer(desk: Desk, kept: Kept, hand: Mapping[int, str | None]) -> None:
    people = transcribing.who(desk.store, kept)
    if desk.json:
        one({"id": kept.id, "meeting": kept.meeting, "kind": kept.kind, "authoritative": False,
             "count": len(kept.turns), "speakers": [_speaker(each) for each in people],
             "unsettled": [each.name for each in people if each.open]})  # fmt: skip
        return
    put = [turn for turn in kept.turns if turn.n in hand]
    called = meetings.called(desk.store, (turn.item for turn in put if turn.item))
    for turn in put:
        print(f"{turn.n}. {shown(_about(turn, called)) or _('under no item')}")
    if not hand:
        _show_speakers(people)


def _about(turn: Turn, called: Mapping[str, str]) -> str:
    """Return what a turn is about, in words: its item as the agenda calls it, and the proposal."""
    item = called.get(turn.item or "", turn.item)
    return " / ".join(part for part in (item, turn.proposal) if part)


def _speakers(desk: Desk, kept: Kept) -> int:
    people = transcribing.who(desk.store, kept)
    lines(map(_speaker, people)) if desk.json else _show_speakers(people)
    return 0


def _read(desk: Desk, args: argparse.Namespace, kind: str, item: str | None) -> int:
    if not transcribing.listed(desk.store, args.meeting, kind):
        raise Trouble("nothing_said", meeting=args.meeting)
    found = said.lines(
        desk.store,
        args.meeting,
        kind=kind,
        item=item,
        speaker=args.speaker,
        proposal=args.proposal,
        about_me=args.about_me,
    )
    found = [each for each in found if args.document in {None, each.document}]
    if desk.json:
        known = members.names(desk.store)
        lines(_row(each, known) for each in found)
        return 0
    print(f"{words.label()}.")
    called = meetings.called(desk.store, (each.turn.item for each in found if each.turn.item))
    for each in found:
        print(_line(each, called))
    return 0


def _row(each: Line, known: Mapping[str, str]) -> dict[str, Any]:
    beside = [
        {"collection": one_.collection, "id": one_.id, "text": one_.text} for one_ in each.beside
    ]
    return turn_row(each.turn, each.words, known) | {
        "document": each.document,
        "kind": each.kind,
        "authoritative": False,
        "about_me": each.why,
        "beside": beside,
    }


def _line(each: Line, called: Mapping[str, str]) -> str:
    turn = each.turn
    about = shown(_about(turn, called))
    notes = [
        turn.when,
        about + ("" if turn.settled or not about else _(" (suggested)")),
        words.about_me(each.why or ""),
        _("could not be heard well") if turn.poor else "",
        _("may hold words of two speakers") if turn.two else "",
    ]
    head = f"{turn.n}. {shown(each.name or words.who('nameless'))}"
    more = "".join(f"\n    {_('Beside')}: {shown(one_.text)}" for one_ in each.beside)
    told = " · ".join(part for part in notes if part)
    text = plain(each.words.replace("\u00a0", " "))
    return f"{head}  [{told}]\n{text}{more}" if told else f"{head}\n{text}{more}"
