"""What an import would write, in words: the proposals, their headings, a sheet's columns."""

from collections.abc import Iterable

from app.i18n import _
from app.secretariat.columns import LEFT_OUT, SECTION, Column
from app.secretariat.importing import Imported
from app.secretariat.importing_headings import SAME, Match
from app.ui.icons import Symbol
from app.ui.widgets.rows import Line

_LOOKS = {
    "create": (Symbol.ADD, "good"),
    "update": (Symbol.CHANGED, "accent"),
    "same": (Symbol.CHECK, "faint"),
}


def lines(proposals: Iterable[Imported]) -> list[Line]:
    """Return a row for each proposal of the file; its key is the proposal's id."""
    return [_line(each) for each in proposals]


def columns(given: Iterable[Column]) -> list[Line]:
    """Return a row for each column of a sheet: its header, and what it was taken for."""
    return [
        Line(
            str(number),
            each.header or _("(no header)"),
            _how(each),
            end=target(each),
            symbol=Symbol.MINUS if each.target == LEFT_OUT else Symbol.CHECK,
            tone="faint" if each.target == LEFT_OUT else "good",
        )
        for number, each in enumerate(given)
    ]


def target(column: Column) -> str:
    """Return what a column holds."""
    if column.target == LEFT_OUT:
        return _("left out")
    if column.target.startswith(SECTION):
        return _("section {key}").format(key=column.target.removeprefix(SECTION))
    known = {
        "id": _("id"),
        "code": _("code"),
        "title": _("title"),
        "summary": _("summary"),
        "theme": _("theme"),
        "tags": _("tags"),
        "proposers": _("proposers"),
        "affiliation": _("affiliation"),
        "group": _("stakeholder group"),
        "region": _("region"),
        "email": _("e-mail, kept out of the paper"),
        "note": _("note of the version"),
    }
    return known.get(column.target, column.target)


def headings(each: Imported) -> list[Line]:
    """Return a row for each heading found and each section of the round that is not there."""
    found = [
        Line(
            f"found/{at}",
            one.found or _("(before any heading)"),
            _became(one),
            symbol=Symbol.CHECK if one.known or not one.found else Symbol.QUESTION,
            tone="good" if one.known or not one.found else "warn",
            state=_("matched") if one.known else _("not matched") if one.found else "",
        )
        for at, one in enumerate(each.headings)
    ]
    absent = [
        Line(
            f"missing/{key}",
            heading,
            _("a section the round asks for; the file does not have it"),
            symbol=Symbol.MINUS,
            tone="warn",
            state=_("missing"),
        )
        for key, heading in each.missing
    ]
    return [*found, *absent]


def _became(one: Match) -> str:
    """Return what a heading was taken for, where its words do not say it."""
    if one.known and one.similarity < SAME:
        # Its words are kept, only its key says what it was taken for.
        return _("taken for the section “{heading}”").format(heading=one.key)
    if one.known:
        same = one.found.casefold() == one.heading.casefold()
        return "" if same else _("taken for the section “{heading}”").format(heading=one.heading)
    return _("not a section of the round; kept as its own") if one.found else ""


def remarks(each: Imported) -> list[str]:
    """Return what a person has to know or decide about one proposal."""
    told: list[str] = []
    if each.near:
        told.append(
            _(
                "Nearly the title of “{other}”. If it is the same, choose it under Proposal and "
                "look again."
            ).format(other=each.near)
        )
    if each.left_out:
        told.append(
            _("Addresses belong into contacts.csv and were left out: {them}").format(
                them=", ".join(each.left_out)
            )
        )
    if each.unknown:
        told.append(
            _("Not known and left out: {them}").format(
                them=", ".join(f"{name} “{value}”" for name, value in each.unknown)
            )
        )
    if each.fields and each.action == "update":
        told.append(_("Changed besides the text: {them}").format(them=", ".join(each.fields)))
    return told


def what(each: Imported) -> str:
    """Return what would become of a proposal."""
    if each.action == "create":
        return _("new proposal")
    if each.action == "same":
        return _("nothing new")
    return _("version {n}").format(n=each.number)


def _line(each: Imported) -> Line:
    symbol, tone = _LOOKS[each.action]
    below = each.proposal if each.action == "same" else each.path
    warn = bool(each.near or each.unmatched or each.missing)
    told = what(each)
    return Line(
        each.proposal,
        each.title,
        below,
        end=told,
        symbol=Symbol.QUESTION if warn else symbol,
        tone="warn" if warn else tone,
        state=_("look at its headings") if warn else "",
    )


def _how(column: Column) -> str:
    return {
        "remembered": _("remembered from the last sheet"),
        "guessed": _("guessed from its name"),
        "new": _("a section of its own; the round does not have it"),
    }.get(column.how, "")
