"""`form`: reviews as a plain text that a phone can answer by mail."""

import argparse
import sys
from pathlib import Path
from typing import Any

from app.actions import forming
from app.actions.form_saving import Saved, replaced
from app.actions.form_values import Answers, Paper, Told, Understood
from app.actions.trouble import Trouble
from app.cli import daily
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.outfile import is_form_like, kept
from app.cli.output import one, plain, tell
from app.i18n import _, ngettext
from app.paths import write_whole
from app.phrases import forms as phrases
from app.phrases.faults import shown
from app.reports import form as report

FAULTY = frozenset({"form_too_large"})


def add_commands(add: Add) -> None:
    form = add("form", _("answer by mail: make a text form, read a filled one"))
    verbs: Any = form.add_subparsers(metavar="make|read", required=True, dest="verb")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--home", metavar="DIR", default=argparse.SUPPRESS)
    shared.add_argument("--json", action="store_true", default=argparse.SUPPRESS)

    make = verbs.add_parser("make", parents=[shared], help=_("write a form about proposals"))
    make.add_argument("proposals", nargs="*", metavar="PROPOSAL")
    make.add_argument("--round", metavar="R", help=_("all open proposals of this round"))
    make.add_argument(
        "--online", action="store_true", help=_("all that is asked online; one as decision/ID")
    )
    make.add_argument("--out", metavar="FILE", default="-",
                      help=_("- for the screen (usual); .eml makes the draft of a mail"))  # fmt: skip
    make.add_argument("--for", dest="account", metavar="ACCOUNT",
                      help=_("chairs and Secretariat: a form for this member to fill in"))  # fmt: skip
    make.set_defaults(command=_make)

    read = verbs.add_parser("read", parents=[shared], help=_("read a filled form"))
    read.add_argument("file", metavar="FILE", help=_("text, .eml or mbox; - for standard input"))
    read.add_argument("--from", dest="sender", metavar="ACCOUNT",
                      help=_("whose it is, where the form does not say"))  # fmt: skip
    how = read.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true", help=_("show it, save nothing"))
    how.add_argument("--save", action="store_true", help=_("save it without asking"))
    read.set_defaults(command=_read)


def _make(desk: Desk, args: argparse.Namespace) -> int:
    if not args.proposals and not args.round and not args.online:
        tell(_("Name proposals, or a round: form make PROPOSAL… or form make --round R"))
        return 2
    made = forming.made(
        desk.store, args.proposals, round=args.round, online=args.online, account=args.account
    )
    about = [sheet.proposal for sheet in made.form.sheets]
    told: dict[str, Any] = {"form": made.form.id, "account": made.form.account, "proposals": about}
    if args.out == "-":
        if desk.json:
            one({**told, "path": None, "text": made.text})
        else:
            sys.stdout.write(made.text)
            sys.stdout.flush()
        return 0
    out = Path(args.out).expanduser().absolute()
    if out.is_dir():
        tell(_("{path} is a folder: name the file to write.").format(path=shown(args.out)))
        return 2
    mail = out.suffix.lower() == ".eml"
    content = forming.draft(made) if mail else made.text.encode()
    with kept(desk.home, out, is_form_like(content)):
        write_whole(out, content)
    if desk.json:
        one({**told, "path": str(out), "size": len(content), "to": list(made.to) if mail else []})
    else:
        print(out)
    tell(_("Whoever holds this file can read the answers that are in it."))
    return 0


def _read(desk: Desk, args: argparse.Namespace) -> int:
    name = args.file
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).expanduser().read_bytes()
    except FileNotFoundError:
        tell(_("There is no file {name}; nothing was read.").format(name=shown(name)))
        return 2
    except IsADirectoryError:
        tell(_("{name} is a folder, not a form; nothing was read.").format(name=shown(name)))
        return 2
    return take(desk, name, raw, sender=args.sender, dry=args.dry_run, sure=args.save)


def take(
    desk: Desk,
    name: str,
    raw: bytes,
    *,
    sender: str | None = None,
    dry: bool = False,
    sure: bool = False,
) -> int:
    """Show what a filled form says, then save it; return the exit code.

    In a terminal it asks first, unless `sure`. With faults nothing is saved; with answers
    that were not understood all others are, if somebody says so: by `sure`, or when asked.
    """
    try:
        understood = forming.read(desk.store, raw, sender)
    except Trouble as trouble:
        if trouble.code not in FAULTY:
            raise
        tell(_("{name} is too large to be a form; nothing was read.").format(name=shown(name)))
        return 2
    if not understood.faults:
        understood.notices += replaced(desk.store, understood)
    if not desk.json:
        _show(understood)
    for each in (*understood.notices, *understood.problems, *understood.faults):
        tell(_where(name, understood, each))
    saved: Saved | None = None
    if understood.faults:
        tell(_("Nothing was saved."))
    elif not dry and understood.papers and (sure or _wanted(desk, understood)):
        saved = forming.save(desk.store, desk.home, understood)
        daily.backup(desk)
        for each in saved.told:
            tell(_where(name, understood, each))
    if understood.problems and not understood.faults:
        _tell_rest(desk, name, understood, done=saved is not None)
    _answered(desk, name, understood, saved)
    return 2 if understood.faults or understood.problems else 1 if saved and saved.told else 0


def _answered(desk: Desk, name: str, understood: Understood, saved: Saved | None) -> None:
    if desk.json:
        one(_json(name, understood, saved or Saved(), done=saved is not None))
    elif saved is not None:
        print(_said(saved))
    elif not understood.faults and not understood.problems:
        print(_("Nothing was saved."))


def _tell_rest(desk: Desk, name: str, understood: Understood, *, done: bool) -> None:
    """Say what became of the answers that were understood beside those that were not."""
    if done:
        tell(_("What is named above was not saved. Correct it there and read the form again."))
    elif not understood.anything:
        tell(_("Nothing was saved."))
    elif desk.json or not sys.stdin.isatty():
        tell(
            _(
                "Nothing was saved. Correct the form, or save what was understood with: "
                "form read {name} --save"
            ).format(name=shown(name))
        )


def _wanted(desk: Desk, understood: Understood) -> bool:
    """Ask whether it is understood right; without a terminal what was shown is taken.

    Unless some of it was not understood: then somebody has to say so.
    """
    if desk.json or not sys.stdin.isatty() or not understood.anything:
        return not understood.problems
    if understood.problems:
        print(phrases.rest(len(understood.problems)))
    print(_("Is this right? Save it? [y/N] "), end="", flush=True)
    answer = sys.stdin.readline().strip().casefold()
    return answer in {"y", "yes", _("yes").casefold(), _("yes").casefold()[:1]}


def _said(saved: Saved) -> str:
    count = len(saved.ids)
    if not count:
        return _("Nothing new in it; nothing was changed.")
    return ngettext("Saved: {count} record.", "Saved: {count} records.", count).format(count=count)


def _where(name: str, understood: Understood, told: Told) -> str:
    """Return a sentence with its place, as compilers write it: `form.txt:12: need: …`."""
    mails = len({*(paper.number for paper in understood.papers), *(
        each.mail for each in understood.faults if each.mail)})  # fmt: skip
    at = shown(name) if mails < 2 else f"{shown(name)}[{told.mail}]"  # noqa: PLR2004 -- more than one
    place = [at, *([str(told.line)] if told.line else [])]
    field = [shown(told.field)] if told.field else []
    return ": ".join([":".join(place), *field, phrases.words(told.code, told.params)])


def _show(understood: Understood) -> None:
    for paper in understood.papers:
        print(_whose(paper))
        for answers in paper.answers:
            _show_answers(answers)
    if understood.left_over and understood.papers:
        print(_("Not taken for an answer:"))
        for each in understood.left_over:
            print(f"  {each.line}: {plain(each.text)}  ({phrases.why(each.why)})")


def _whose(paper: Paper) -> str:
    if paper.mine:
        how = _("submitted") if paper.submit else _("kept as a draft")
        return _("Your own form, to be {how}").format(how=how)
    via = _(", by mail from {sender}").format(sender=shown(paper.sender)) if paper.sender else ""
    return _("Form of {name} ({account}){via}").format(
        name=shown(paper.name), account=paper.account, via=via
    )


def _show_answers(answers: Answers) -> None:
    print(f"  {shown(answers.title)} ({answers.proposal}, v{answers.version})")
    for prompt, value in answers.said:
        print(
            f"    {plain(report.label(prompt, answers.scheme))}: {_value(answers, prompt, value)}"
        )
    for each in answers.questions:
        text = plain(each).replace("\n", "\n      ")
        print("    " + _("Question: {text}").format(text=text))
    if not answers.said and not answers.questions:
        print("    " + _("nothing answered"))


def _value(answers: Answers, prompt: Any, value: Any) -> str:
    titles = dict(prompt.options)
    if isinstance(value, list):
        return ", ".join(plain(str(titles.get(each, each))) for each in value)
    if isinstance(value, int) and prompt.scale is not None:
        word = prompt.scale.labels.get(value)
        return f"{value} ({plain(word)})" if word else str(value)
    del answers
    return plain(str(titles.get(value, value))).replace("\n", "\n      ")


def _json(name: str, understood: Understood, saved: Saved, *, done: bool) -> dict[str, Any]:
    return {
        "file": name,
        "understood": [
            {
                "proposal": answers.proposal,
                "title": answers.title,
                "version": answers.version,
                "newest": answers.newest,
                "account": paper.account,
                "name": paper.name,
                "mine": paper.mine,
                "submit": (paper.submit and not answers.unsure) or not paper.mine,
                "sender": paper.sender or None,
                "form": paper.id,
                **answers.review,
                "questions": list(answers.questions),
            }
            for paper in understood.papers
            for answers in paper.answers
        ],
        "left_over": [
            {"line": each.line, "text": each.text, "why": each.why, "mail": each.mail}
            for each in understood.left_over
        ],
        "faults": [
            *({**_told(name, each), "blocks": True} for each in understood.faults),
            *({**_told(name, each), "blocks": False} for each in understood.problems),
        ],
        "notices": [_told(name, each) for each in (*understood.notices, *saved.told)],
        "saved": done,
        "changed": len(saved.ids),
        "ids": saved.ids,
    }


def _told(name: str, told: Told) -> dict[str, Any]:
    return {
        "file": name,
        "line": told.line,
        "field": told.field,
        "code": told.code,
        "message": phrases.words(told.code, told.params),
        "mail": told.mail,
    }
