"""`templates`: a chair's own texts for the beginning and the end of letters."""

import argparse

from app.actions import acting, letter_templates
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import lines, one, tell
from app.domain.letters import FIELDS, Template
from app.i18n import _
from app.phrases import letters as words


def add_commands(add: Add) -> None:
    templates = add("templates", _("your own texts for letters: list, save, remove"))
    how = templates.add_mutually_exclusive_group()
    how.add_argument("--save", metavar="NAME")
    how.add_argument("--remove", metavar="NAME")
    templates.add_argument("--opening", metavar="TEXT", default="", help=fields())
    templates.add_argument("--closing", metavar="TEXT", default="")
    templates.set_defaults(command=_templates)


def fields() -> str:
    """Return which merge fields a text of a letter may hold."""
    return _("may hold {fields}").format(fields=" ".join(f"{{{each}}}" for each in FIELDS))


def _templates(desk: Desk, args: argparse.Namespace) -> int:
    acting.me(desk.store)
    if args.save is None and (args.opening or args.closing):
        tell(_("Name the template: --save NAME. Nothing was changed."))
        return 2
    if args.save is not None:
        made = letter_templates.save_template(desk.store, args.save, args.opening, args.closing)
        one(made.to_json()) if desk.json else print(made.name)
        return 0
    if args.remove is not None:
        letter_templates.remove_template(desk.store, args.remove)
        if desk.json:
            one({"name": args.remove, "removed": True})
        return 0
    found = letter_templates.templates(desk.store)
    if words.USUAL not in {each.name for each in found}:
        found = (*found, Template(words.USUAL, *words.usual()))
    if desk.json:
        lines(each.to_json() for each in found)
        return 0
    for each in found:
        print(f"{each.name}: {' '.join(each.opening.split())[:80]}")
    return 0
