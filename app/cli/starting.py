"""`demo` and `serve`: the parts that start something which stays."""

import argparse
from pathlib import Path

from app.actions.trouble import Trouble
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import one, tell
from app.i18n import _


def add_commands(add: Add) -> None:
    demo = add("demo", _("embedded server, sample cycle, the window (or the whole journey)"))
    demo.add_argument("--headless", action="store_true", help=_("walk the journey off screen"))
    demo.add_argument("--out", type=Path, help=_("where screenshots and the PDF go"))
    demo.add_argument("--keep", action="store_true", help=_("keep the temporary profiles"))
    demo.set_defaults(command=_demo)

    serve = add("serve", _("run the Secretariat's server on its own PostgreSQL"))
    serve.add_argument("--port", type=int, default=8750, help=_("0 takes any free port"))
    serve.add_argument("--host", default="127.0.0.1", help=_("this computer only, unless given"))
    serve.add_argument("--data", type=Path, help=_("where its data is kept"))
    serve.add_argument("--database", metavar="URL", help=_("use this PostgreSQL instead"))
    serve.add_argument("--setup-code", metavar="CODE", help=_("who may make a cycle"))
    serve.set_defaults(command=_serve)


def _demo(desk: Desk, args: argparse.Namespace) -> int:
    return desk.starters.demo(headless=args.headless, out=args.out, keep=args.keep, json=desk.json)


def _serve(desk: Desk, args: argparse.Namespace) -> int:
    try:
        from app.server.run import serve  # noqa: PLC0415 -- the server extra may be absent
    except ImportError:
        raise Trouble("server_missing") from None

    def ready(url: str) -> None:
        if desk.json:
            one({"url": url})
        else:
            print(url, flush=True)
        tell(_("The server is ready. Stop it with Ctrl-C."))

    serve(
        port=args.port,
        data=args.data or desk.home.folder / "server",
        database=args.database,
        host=args.host,
        setup_code=args.setup_code,
        ready=ready,
    )
    return 0
