"""`python main.py COMMAND …`: the program without windows."""

import argparse
import sys
import tomllib
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NoReturn

from app import i18n, log, paths
from app.actions.trouble import Trouble
from app.cli import (
    agenda,
    briefs,
    bundles,
    capacity,
    care,
    chat,
    consolidated,
    deciding,
    downloads,
    filing,
    floor,
    forms,
    groups,
    importing,
    joining,
    letters,
    line,
    marks,
    matrix,
    meeting_decisions,
    next_steps,
    online_decisions,
    outcomes,
    packing,
    papers,
    past_reviews,
    reading,
    reminding,
    report,
    results,
    reviewing,
    roster,
    searching,
    secretariat,
    starting,
    statistics,
    timeline,
    transcript,
    troubles,
    versions,
)
from app.cli.desk import Desk, Starters
from app.cli.output import tell
from app.i18n import _
from app.paths import Home
from app.phrases import bundles as by_file
from app.store import StoreAway, StoreTooNew, StoreUnsafe, facts, is_damage
from app.sync.transport import TransportError

DONE, COULD_NOT, WRONG = 0, 1, 2
MISWRITTEN = frozenset(
    {
        "unknown_kind", "bad_about", "not_consolidated", "not_a_document", "no_versions", "bad_audience", "erase_unasked", "bad_filter",
        "not_filtered", "unknown_colour", "bad_time", "date_passed", "bad_channel",
        "unknown_field", "unknown_point_kind", "bad_template_name", "out_is_ours", "quote_needed",
        "bad_moment", "words_not_in_it", "no_words", "message_too_large",
        "transcript_too_large", "transcript_damaged", "transcript_password", "transcript_encoding",
        "transcript_kind", "transcript_no_turns", "chat_no_turns", "bad_flag",
        "report_kind", "report_empty", "report_too_large", "report_damaged", "report_password",
        "report_encoding", "report_not_one",
        "nothing_changed", "no_meeting_named", "bad_action_state", "bad_group_status",
        "negative_minutes", "bad_purpose", "line_too_long", "not_beside", "under_itself",
        "bad_minutes", "bad_state", "which_item",
        "no_such_zone", "no_such_zone_like", "no_such_call",
        "no_such_backup", "backup_damaged", "backup_foreign", "backup_too_new", "backup_of_another",
    }
)  # fmt: skip
"""Troubles with how a command was written rather than with what it asked for."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, and where to look; takes no shortened options."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        tell(f"{self.prog}: {message}. " + _("See --help."))
        raise SystemExit(WRONG)


def main(argv: Sequence[str], starters: Starters) -> int:
    """Run one command; return its exit code: 0 done, 1 could not, 2 wrong usage or input."""
    i18n.use()
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        args = parser(argv).parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    home = Home(Path(getattr(args, "home", None) or paths.default_home()).expanduser().absolute())
    desk = Desk(home, getattr(args, "json", False), starters)
    try:
        return _run(desk, args)
    finally:
        desk.close()


def _run(desk: Desk, args: argparse.Namespace) -> int:
    if getattr(args, "command", None) is None:
        return desk.starters.window(desk.home)
    try:
        _refuse_half_characters(args)
        return _told(desk, args.command, args)
    except (Trouble, TransportError) as error:
        tell(troubles.sentence(error))
        return WRONG if _is_wrong(getattr(error, "code", "")) else COULD_NOT
    except KeyboardInterrupt:
        tell(_("Stopped. Everything that was saved is safe."))
        return COULD_NOT
    except BrokenPipeError:
        return DONE  # the reader of our output has gone; that is its right
    except Exception as error:  # noqa: BLE001 -- never a traceback; it is in the log
        known = _of_machine(error)
        if known is None:
            with suppress(OSError):  # a home that cannot be written has no log either
                log.to_file(desk.home.folder)
                log.unexpected()
            known = _(
                "Something went wrong that we did not foresee; what was saved before is safe. "
                "Details are in satchel.log in {folder}."
            ).format(folder=desk.home.folder)
        tell(known)
        return COULD_NOT


def _told(desk: Desk, command: Callable[[Desk, argparse.Namespace], int], args: Any) -> int:
    """Run a command; where nothing is ever sent say how what it wrote leaves: it speaks of syncs."""
    code = command(desk, args)
    with suppress(Exception):  # it may be erased or restored by now: a hint fails no command
        store = None if desk.json else desk.wrote()
        profile = None if store is None else facts.profile(store)
        if profile is not None and not profile.server:
            tell(by_file.goes_by_file(profile.role))
    return code


def _of_machine(error: Exception) -> str | None:
    """Return the sentence of what the store, the disk or the system refused."""
    if isinstance(error, StoreTooNew):
        return _(
            "A newer version of the program has written this profile; this one would spoil it. "
            "Nothing was changed. Please install the newer version."
        )
    if isinstance(error, StoreUnsafe):
        return _(
            "This disk does not promise that what is saved survives a power cut ({why}). "
            "Keep the profile on a disk of this computer."
        ).format(why=error)
    if is_damage(error):
        return _(
            "The profile's store is damaged; it was left as it is. Next: doctor. It keeps the "
            "damaged file, goes back to the newest sound backup and saves all that can be read."
        )
    if isinstance(error, StoreAway):
        why = str(error)
    elif isinstance(error, OSError):
        why = f"{error.strerror or error} {error.filename or ''}".strip()
    else:
        return None
    return _(
        "The system refused: {why}. What was saved before is safe. See whether the name is right, "
        "the disk has room and you may write there; then try again."
    ).format(why=why)


def _is_wrong(code: str) -> bool:
    """Say whether a trouble is with how the command was written, or with a file it was given."""
    return code in MISWRITTEN or code.startswith("pack_") or code == "no_such_file"


def _refuse_half_characters(args: argparse.Namespace) -> None:
    """Refuse words that came as bytes of no encoding; paths may be made of such.

    Raises Trouble("nul").
    """
    given: list[Any] = [value for name, value in vars(args).items() if name != "home"]
    while given:
        value = given.pop()
        if isinstance(value, list | tuple):
            given += value
        elif isinstance(value, str) and any("\ud800" <= char <= "\udfff" for char in value):
            raise Trouble("nul")


class Unasked:
    """Stands for a command that was not asked for: takes its arguments and keeps none.

    Seventy parsers are most of what a short command costs, and one is used.
    """

    def __getattr__(self, _name: str) -> Any:
        return self._taken

    def _taken(self, *_given: object, **_named: object) -> "Unasked":
        return self


def parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    """Return what reads `argv`: it knows all commands by name and those in `argv` wholly."""
    asked = set(argv)

    def one(**given: Any) -> Parser | Unasked:
        name = given["prog"].rpartition(" ")[2]
        return Parser(**given) if name in asked else Unasked()

    made: Any = one  # where argparse asks for a class, whatever makes a parser will do
    top = Parser(
        prog="satchel",
        description=_("Read, annotate and review the MAG's papers offline; send when there is a "
                      "line. Without a command the window opens."),
    )  # fmt: skip
    _global(top, default=None)
    top.add_argument("--version", action="version", version=_version())
    commands: Any = top.add_subparsers(title=_("commands"), metavar="COMMAND", parser_class=made)
    shared = argparse.ArgumentParser(add_help=False)
    _global(shared, default=argparse.SUPPRESS)

    def add(name: str, does: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=does, description=does, parents=[shared])

    for group in (
        starting,
        joining,
        line,
        papers,
        versions,
        reading,
        searching,
        downloads,
        marks,
        deciding,
        reviewing,
        past_reviews,
        consolidated,
        letters,
        briefs,
        outcomes,
        online_decisions,
        matrix,
        capacity,
        results,
        secretariat,
        packing,
        importing,
        roster,
        care,
        bundles,
        forms,
        filing,
        reminding,
        report,
        transcript,
        chat,
        agenda,
        next_steps,
        meeting_decisions,
        groups,
        floor,
        timeline,
        statistics,
    ):
        group.add_commands(add)
    return top


def _global(to: argparse.ArgumentParser, default: Any) -> None:
    to.add_argument("--home", metavar="DIR", default=default, help=_("the profile's folder"))
    to.add_argument(
        "--json",
        action="store_true",
        default=default if default is argparse.SUPPRESS else False,
        help=_("answer in JSON"),
    )


def _version() -> str:
    try:
        return f"satchel {version('satchel')}"
    except PackageNotFoundError:
        # Run from its source tree, as `./dev` does.
        project = Path(__file__).parents[2] / "pyproject.toml"
        return f"satchel {tomllib.loads(project.read_text('utf-8'))['project']['version']}"
