"""`search`: words in everything that is here, from a terminal."""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import replace

from app.actions import searching
from app.actions.trouble import Trouble
from app.cli.adding import Add
from app.cli.desk import Desk
from app.cli.output import lines, tell
from app.domain.asking import KINDS, Filters
from app.domain.turns import number_of
from app.i18n import _
from app.phrases import transcripts
from app.store import Store, current
from app.store.search import Found, Hit, Span

BOLD, PLAIN = "\033[1m", "\033[0m"


def add_commands(add: Add) -> None:
    search = add("search", _("find words in everything that is here"))
    search.add_argument("words", nargs="+", metavar="WORDS")
    search.add_argument("--kind", action="append", choices=KINDS, metavar="KIND", default=[],
                        help=_("only these: {kinds}; may be given again").format(
                            kinds=", ".join(KINDS)))  # fmt: skip
    search.add_argument("--round", metavar="R", help=_("only papers of this round"))
    search.add_argument("--mine", action="store_true", help=_("only what I wrote"))
    search.add_argument("--unread", action="store_true", help=_("only papers I never opened"))
    search.add_argument("--changed", action="store_true",
                        help=_("only papers that changed since I opened them"))  # fmt: skip
    search.add_argument("--limit", type=_count, default=searching.LIMIT, metavar="N",
                        help=_("at most so many hits"))  # fmt: skip
    search.set_defaults(command=_search)


def _search(desk: Desk, args: argparse.Namespace) -> int:
    if args.round is not None and current.one(desk.store, "rounds", args.round) is None:
        raise Trouble("no_such_record", collection="rounds", id=args.round)
    filters = Filters(frozenset(args.kind), args.round, args.mine, args.unread, args.changed)
    words = " ".join(args.words)
    found = searching.search(desk.store, desk.home, words, args.limit, filters)
    _tell_meant(found)
    found = replace(found, hits=_titled(desk.store, found.hits))
    if desk.json:
        lines(_row(hit, found) for hit in found.hits)
        return 0
    if not found.hits:
        print(_("Nothing was found."))
    for hit in found.hits:
        section = f" #{hit.section}" if hit.section else ""
        said = f"  ({transcripts.label()})" if number_of(hit.section) else ""
        print(f"{hit.kind}/{hit.id}{section}  {_marked(hit.title, hit.title_marks)}{said}")
        print(f"    {_marked(hit.snippet, hit.marks)}")
    return 0


def _titled(store: Store, hits: list[Hit]) -> list[Hit]:
    """Name the paper where a hit has no heading of its own: a note, or words before the first."""
    papers = searching.titles(store, hits)
    return [hit if hit.title else replace(hit, title=_paper(papers, hit.about)) for hit in hits]


def _paper(titles: Mapping[tuple[str, str], str], about: str) -> str:
    kind, _slash, id = about.partition("/")
    return " ".join(titles.get((kind, id), "").split())


def _row(hit: Hit, found: Found) -> dict[str, object]:
    return {
        "kind": hit.kind,
        "id": hit.id,
        "section": hit.section,
        "title": hit.title,
        "snippet": hit.snippet,
        "score": hit.score,
        "about": hit.about,
        "title_marks": [list(each) for each in hit.title_marks],
        "marks": [list(each) for each in hit.marks],
        "instead": found.meant if found.instead else None,
        **({"authoritative": False} if number_of(hit.section) else {}),
    }


def _tell_meant(found: Found) -> None:
    if found.instead:
        tell(_("Nothing holds these words. These are the hits for “{words}”.").format(
            words=found.meant
        ))  # fmt: skip
    elif found.meant:
        tell(_("Did you mean “{words}”?").format(words=found.meant))


def _marked(text: str, marks: tuple[Span, ...]) -> str:
    """Return `text` in one line, its marks bold where a person looks at a terminal."""
    if not sys.stdout.isatty():
        return text
    parts, at = list[str](), 0
    for first, last in marks:
        parts += [text[at:first], BOLD, text[first:last], PLAIN]
        at = last
    return "".join([*parts, text[at:]])


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError(_("give a number above 0"))
    return count
