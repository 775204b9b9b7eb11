"""`demo` and `serve`: the parts that start something which stays."""

import argparse
import logging
import os
from pathlib import Path

from app.actions.trouble import Trouble
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import one, tell
from app.i18n import _
from app.store import facts

MOST_WORKERS = 64


def add_commands(add: Add) -> None:
    demo = add("demo", _("embedded server, sample cycle, the window (or the whole journey)"))
    demo.add_argument("--headless", action="store_true", help=_("walk the journey off screen"))
    demo.add_argument("--out", type=Path, help=_("where screenshots and the PDF go"))
    demo.add_argument("--keep", action="store_true", help=_("keep the temporary profiles"))
    demo.add_argument(
        "--no-server", action="store_true", help=_("a cycle by files alone: sticks, mails, forms")
    )
    demo.set_defaults(command=_demo)

    serve = add("serve", _("run the Secretariat's server on its own PostgreSQL"))
    serve.add_argument("--port", type=_port, default=8750, help=_("0 takes any free port"))
    serve.add_argument("--host", default="127.0.0.1", help=_("this computer only, unless given"))
    serve.add_argument("--data", type=Path, help=_("where its data is kept"))
    serve.add_argument("--database", metavar="URL", help=_("use this PostgreSQL instead"))
    serve.add_argument("--setup-code", metavar="CODE", help=_("who may make a cycle"))
    serve.add_argument(
        "--workers", type=_count, default=1, metavar="N", help=_("processes that answer")
    )
    serve.set_defaults(command=_serve)

    epoch = add("epoch", _("after restoring a backup of the server: everybody reads anew"))
    epoch.add_argument("what", choices=("new",))
    epoch.add_argument(
        "--cycle", metavar="ID", help=_("usual: this profile's, or the only one there is")
    )
    epoch.add_argument("--data", type=Path, help=_("the folder that serve was given"))
    epoch.add_argument("--database", metavar="URL", help=_("the PostgreSQL that serve was given"))
    epoch.set_defaults(command=_epoch)


def _demo(desk: Desk, args: argparse.Namespace) -> int:
    return desk.starters.demo(
        headless=args.headless,
        out=args.out,
        keep=args.keep,
        json=desk.json,
        server=not args.no_server,
    )


def _port(text: str) -> int:
    """Read a TCP port. Raises argparse.ArgumentTypeError."""
    if not text.isdecimal() or int(text) > 65_535:  # noqa: PLR2004 -- there are no others
        raise argparse.ArgumentTypeError(_("“{text}” is no port").format(text=text))
    return int(text)


def _count(text: str) -> int:
    """Read a number of workers. Raises argparse.ArgumentTypeError."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(
            _("“{text}” is no number from 1 to {most}").format(text=text, most=MOST_WORKERS)
        )
    return int(text)


def _serve(desk: Desk, args: argparse.Namespace) -> int:
    try:
        from app.server.run import serve  # noqa: PLC0415 -- the server extra may be absent
    except ImportError:
        raise Trouble("server_missing") from None
    # Secrets may come by the environment: arguments are seen by everybody on the machine.
    database = args.database or os.environ.get("SATCHEL_DATABASE")
    if args.data is not None and database:
        tell(_("Give --data or --database, not both; nothing was started."))
        return 2

    def ready(url: str) -> None:
        if desk.json:
            one({"url": url})
        else:
            print(url, flush=True)
        tell(_("The server is ready. Stop it with Ctrl-C."))

    try:
        serve(
            port=args.port,
            data=None if database else (args.data or desk.home.folder / "server"),
            database=database,
            host=args.host,
            setup_code=args.setup_code or os.environ.get("SATCHEL_SETUP_CODE"),
            ready=ready,
            count=args.workers,
        )
    except Exception as error:
        raise _server_trouble(error, args) from error
    return 0


def _server_trouble(error: Exception, args: argparse.Namespace) -> Exception:
    """Return what kept the server from running as something there are words for."""
    if any(kind.__name__ in {"OperationalError", "ProgrammingError"}
           for kind in type(error).__mro__):  # fmt: skip
        return Trouble("database_away", why=(str(error).splitlines() or [""])[0][:200])
    match type(error).__name__:
        case "SetupCodeNeeded":
            return Trouble("setup_code_needed")
        case "PortTaken":
            return Trouble("port_taken", host=args.host, port=args.port)
        case "PrivateHome":
            return Trouble("private_home", folder=args.data)
        case "NoWorker":
            return Trouble("workers_not_started")
        case "TooNew":
            return Trouble("database_too_new")
        case _:
            return error


def _epoch(desk: Desk, args: argparse.Namespace) -> int:
    try:
        from app.server import embedded, epochs  # noqa: PLC0415 -- the server extra may be absent
    except ImportError:
        raise Trouble("server_missing") from None
    cycle = args.cycle or _own_cycle(desk)
    folder = args.data or desk.home.folder / "server"
    if not args.database and not (folder / "postgres").is_dir():
        raise Trouble("no_server_data", folder=folder)
    logging.getLogger("psycopg").addHandler(logging.NullHandler())
    try:
        if args.database:
            cycle = cycle or _only(epochs.cycles(args.database))
            made = epochs.new(args.database, cycle)
        else:
            database = embedded.start(folder)
            try:
                cycle = cycle or _only(epochs.cycles(database.server))
                made = epochs.new(database.server, cycle)
            finally:
                database.stop()
    except KeyError:
        raise Trouble("no_such_cycle", id=cycle) from None
    except Trouble:
        raise
    except Exception as error:
        raise _server_trouble(error, args) from error
    if desk.json:
        one({"cycle": cycle, "epoch": made})
    else:
        print(made)
    return 0


def _own_cycle(desk: Desk) -> str | None:
    """Return the cycle of this profile, None where there is none; a profile is not made for it."""
    if not desk.home.store.exists():
        return None
    known = facts.profile(desk.store)
    return known.cycle if known else None


def _only(cycles: list[str]) -> str:
    """Return the one cycle there is. Raises Trouble `which_cycle`."""
    if len(cycles) != 1:
        raise Trouble("which_cycle", known=", ".join(cycles))
    return cycles[0]
