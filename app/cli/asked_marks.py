"""The filters of `list notes`, `list comments` and `export notes`: one set of options for all."""

import argparse

from app.actions.trouble import Trouble
from app.domain import marks
from app.domain.colours import COLOURS, colour
from app.domain.marks import Wanted
from app.i18n import _

STATES = (*marks.SENDING, *marks.STANDING)


def add_filters(to: argparse.ArgumentParser, sheet: str = "") -> None:
    """Take the options that say which marks are meant; `sheet`: what else `--paper` may be."""
    about = to.add_argument_group(_("which notes and comments (each may be repeated)"))
    for name, metavar, says in (
        ("kind", "KIND", ", ".join(marks.KINDS)),
        ("paper", "PAPER", _("proposal/ID, document/ID, or the ID alone") + sheet),
        ("criterion", "KEY", _("tied to this criterion")),
        ("colour", "COLOUR", ", ".join(COLOURS)),
        ("state", "STATE", ", ".join(STATES)),
    ):
        about.add_argument(f"--{name}", action="append", metavar=metavar, help=says)
    about.add_argument("--search", metavar="WORDS", help=_("that hold all of these words"))


def wanted(args: argparse.Namespace) -> Wanted:
    """Return what the options ask for. Raises Trouble("bad_filter")."""
    kinds, states = _given(args.kind, marks.KINDS), _given(args.state, STATES)
    colours = frozenset(colour(each) or each for each in _split(args.colour))
    for each in colours - set(COLOURS):
        raise Trouble("bad_filter", word=each, known=", ".join(COLOURS))
    return Wanted(
        kinds=kinds,
        papers=frozenset(_split(args.paper)),
        criteria=frozenset(_split(args.criterion)),
        colours=colours,
        states=states,
        words=args.search or "",
    )


def _given(words: list[str] | None, known: tuple[str, ...]) -> frozenset[str]:
    found = frozenset(_split(words))
    for each in found - set(known):
        raise Trouble("bad_filter", word=each, known=", ".join(known))
    return found


def _split(words: list[str] | None) -> list[str]:
    return [word.strip() for each in words or () for word in each.split(",") if word.strip()]
