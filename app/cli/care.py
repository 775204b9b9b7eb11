"""`backup`, `restore`, `doctor`, `erase`, `self-test`: care of the profile."""

import argparse
import json
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.actions import (
    backing,
    backups,
    belonging,
    caring,
    erasing,
    gathering,
    restoring,
    self_testing,
)
from app.actions.restoring import Restored
from app.actions.trouble import Trouble
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import lines, one, tell
from app.i18n import _, ngettext
from app.paths import Home, write_whole
from app.phrases import care
from app.phrases.sizes import size
from app.store import facts, open_store


def add_commands(add: Add) -> None:
    backup = add("backup", _("write a checked copy of the profile's store"))
    backup.add_argument("--list", action="store_true", help=_("only show the copies that are here"))
    backup.set_defaults(command=_backup)

    restore = add("restore", _("go back to a backup; what was not sent since is kept"))
    restore.add_argument("file", nargs="?", type=Path, metavar="FILE",
                         help=_("usual: the newest that is sound"))  # fmt: skip
    restore.add_argument("--dry-run", action="store_true", help=_("only say what would be done"))
    restore.set_defaults(command=_restore)

    doctor = add("doctor", _("look at the whole profile and mend what can be mended"))
    doctor.add_argument("--repair", action="store_true", help=_("mend (it does so anyway)"))
    doctor.add_argument("--dry-run", action="store_true", help=_("only look, change nothing"))
    doctor.set_defaults(command=_doctor)

    erase = add("erase", _("take this computer's copy of the profile away"))
    erase.add_argument("--yes", action="store_true", help=_("do not ask"))
    erase.add_argument("--export", type=Path, metavar="FILE",
                       help=_("first write all that is mine to FILE (JSON)"))  # fmt: skip
    erase.set_defaults(command=_erase)

    test = add("self-test", _("try everything that matters in a temporary folder"))
    test.add_argument("--server", action="store_true", help=_("an exchange with a server as well"))
    test.set_defaults(command=_self_test)


def _backup(desk: Desk, args: argparse.Namespace) -> int:
    if args.list:
        known = backups.listed(desk.home)
        if desk.json:
            lines(each.to_json() for each in known)
        else:
            for each in known:
                print(f"{each.made_at}  {size(each.size):>8}  {each.why:16}  {each.path}")
            if not known:
                print(_("There is no backup yet."))
        return 0
    made = backing.make(desk.store, desk.home)
    if desk.json:
        one(made.to_json())
    else:
        print(made.path)
    return 0


def _restore(desk: Desk, args: argparse.Namespace) -> int:
    told = restoring.restore(desk.home, args.file, dry_run=args.dry_run)
    if desk.json:
        one(told.to_json())
    else:
        for line in _restored(told, desk.home):
            print(line)
    return 0


def _restored(told: Restored, home: Home) -> list[str]:
    said = [
        _("Would restore {file} of {when}.") if told.dry_run else _("Restored {file} of {when}.")
    ]
    if told.passed_over:
        said.append(
            ngettext(
                "{n} newer backup is damaged and was passed over.",
                "{n} newer backups are damaged and were passed over.",
                len(told.passed_over),
            )
        )
    if told.older:
        said.append(_("It is of an earlier version of the program and was brought up to date."))
    if told.carried:
        said.append(
            ngettext(
                "{carried} item that was not sent yet goes along.",
                "{carried} items that were not sent yet go along.",
                told.carried,
            )
        )
    if told.beside:
        said.append(_("What could not be kept as an item is here as text: {beside}."))
    if told.kept:
        said.append(_("The store before is kept: {kept}."))
    if not told.dry_run:
        said.append(_after(home))
    values = {
        "file": told.source,
        "when": told.made_at or "?",
        "n": len(told.passed_over),
        "carried": told.carried,
        "beside": told.beside,
        "kept": told.kept,
    }
    return [each.format(**values) for each in said]


def _after(home: Home) -> str:
    """Return what brings the papers that came since: a profile need not have a server."""
    with closing(open_store(home.store, read_only=True)) as store:
        profile = facts.profile(store)
    if profile is None:
        return _("This profile has not joined a cycle.")
    if profile.way != "file":
        return _("The next sync brings what is newer.")
    return _("Open the newest pack again to have what is newer: bundle open FILE.satchel")


def _doctor(desk: Desk, args: argparse.Namespace) -> int:
    last = [""]

    def progress(what: str) -> None:
        if not desk.json and what != last[0]:
            last[0] = what
            tell(care.looked_at(what))

    found = caring.doctor(desk.home, repair=not args.dry_run, progress=progress)
    told: list[Mapping[str, Any]] = [
        {
            "code": each.code,
            "what": care.finding(each.code, each.params),
            "repaired": each.repaired,
            "advice": each.advice,
            **({"params": each.params} if each.params else {}),
        }
        for each in found.findings
    ]
    if desk.json:
        restored = None if found.restored is None else found.restored.to_json()
        one({"findings": told, "sound": found.sound, "restored": restored})
        return 0 if found.sound else 1
    for each in told:
        mark = _("mended") if each["repaired"] else _("note") if each["advice"] else _("remains")
        print(f"[{mark}] {each['what']}")
    if found.sound:
        print(_("The profile is sound."))
    else:
        print(_("Something remains that needs you."))
    return 0 if found.sound else 1


def _erase(desk: Desk, args: argparse.Namespace) -> int:
    found = erasing.look(desk.home)
    asked = not args.yes
    if asked and not sys.stdin.isatty():
        raise Trouble("erase_unasked")
    if found.lost:
        tell(
            ngettext(
                "{n} item is only on this computer and would be lost; {waiting} of them wait to "
                "be sent.",
                "{n} items are only on this computer and would be lost; {waiting} of them wait "
                "to be sent.",
                found.lost,
            ).format(n=found.lost, waiting=found.waiting)
        )
    export = args.export
    if asked:
        tell(_("This takes away {bytes} in {folder}. Papers can be fetched again after joining "
               "anew; the Secretariat can sign this computer off.").format(
            bytes=size(found.bytes), folder=desk.home.folder
        ))  # fmt: skip
        if export is None and found.account:
            name = f"satchel-{found.account}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json"
            chosen = _asked(
                _("Write all that is yours to a file first? [{name}, or “no”] ").format(name=name),
                otherwise="no",
            )
            export = None if chosen.lower() in {"no", _("no")} else Path(chosen or name)
    kept = None if export is None else _kept(desk, export)
    if asked and _asked(_("Type “erase” to go on: "), otherwise="").lower() != "erase":
        tell(_("Nothing was erased."))
        return 1
    desk.close()
    gone = erasing.erase(desk.home)
    if desk.json:
        one(
            {
                "erased": len(gone.files),
                "bytes": gone.bytes,
                "lost": gone.lost,
                "waiting": gone.waiting,
                "exported": None if kept is None else str(kept),
                "left": [str(path) for path in gone.others],
            }
        )
        return 0
    print(_("This computer's copy is gone."))
    if kept is not None:
        print(_("What was yours is here: {path}").format(path=kept))
    if gone.others:
        print(_("Left alone, as it is not ours: {paths}").format(
            paths=", ".join(path.name for path in gone.others[:5])
        ))  # fmt: skip
    if gone.account:
        print(_("To shut this computer out for good, ask the Secretariat to sign it off."))
    return 0


def _asked(question: str, *, otherwise: str) -> str:
    """Ask on the terminal and return the answer; `otherwise` if nobody is there any more."""
    print(question, end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    return answer.strip() if answer else otherwise


def _kept(desk: Desk, out: Path) -> Path:
    """Write all that is mine, before it is erased. Raises OSError, StoreDamaged, Trouble."""
    out = belonging.keep_off(desk.home, out.expanduser().absolute())
    with closing(open_store(desk.home.store, read_only=True)) as store:
        mine = json.dumps(gathering.everything(store), ensure_ascii=False, indent=1)
    write_whole(out, mine.encode())
    return out


def _self_test(desk: Desk, args: argparse.Namespace) -> int:
    steps: list[self_testing.Step] = []
    for step in self_testing.run(_with_server() if args.server else None):
        steps.append(step)
        mark = _("ok") if step.ok else _("FAILED")
        line = f"{mark:6} {step.seconds:6.2f} s  {step.name}  {step.why}".rstrip()
        print(line, file=sys.stderr if desk.json else sys.stdout, flush=True)
    failed = [step.name for step in steps if not step.ok]
    if desk.json:
        one({"ok": not failed, "failed": failed, "steps": [asdict(step) for step in steps]})
    elif failed:
        print(_("These do not work: {names}").format(names=", ".join(failed)))
    else:
        print(_("Everything works."))
    return 1 if failed else 0


def _with_server() -> dict[str, self_testing.Check]:
    """Return the step that needs the server's part. Raises Trouble("server_missing")."""
    try:
        from app.cli.serving import exchange  # noqa: PLC0415 -- the server extra may be absent
    except ImportError:
        raise Trouble("server_missing") from None
    return {"server": exchange}
