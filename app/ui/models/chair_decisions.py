"""The chair's decisions as rows: where each proposal stands, what was decided, the balance."""

from collections.abc import Mapping, Sequence

from app.actions.deciding import Decisions, word
from app.actions.deciding import Line as Decided
from app.actions.ranking import Ranking, Table
from app.domain.balances import Change, Share
from app.domain.capacity import Place
from app.i18n import _, ngettext
from app.phrases import balance as balances
from app.phrases import conflicts
from app.phrases import decisions as words
from app.ui.icons import Symbol
from app.ui.widgets.rows import Line

MOST_DOUBTS = 2
_PLACES = {
    "in": (Symbol.SOLID, "accent"),
    "tied": (Symbol.HALF, "warn"),
    "out": (Symbol.EMPTY, "soft"),
    "unscored": (Symbol.EMPTY, "faint"),
}


def rows(table: Table, ranking: Ranking | None) -> list[Line]:
    """Return the proposals by rank; by code where the round has no scores."""
    decided = {each.paper.id: each for each in table.decisions.lines}
    withdrawn = [each for each in table.decisions.lines if each.paper.status == "withdrawn"]
    if ranking is None:
        scored = [
            _row(table.decisions, decided[each.id]) for each in table.entries if each.id in decided
        ]
    else:
        scored = [
            _row(table.decisions, decided[each.entry.id], each)
            for each in ranking.line.places
            if each.entry.id in decided
        ]
    return [*scored, *(_row(table.decisions, each) for each in withdrawn if each.decision)]


def _row(found: Decisions, each: Decided, place: Place | None = None) -> Line:
    symbol, tone = _PLACES[place.state] if place else (None, "soft")
    parts = [each.paper.code]
    end = ""
    if place is not None:
        parts = [rank(place), *parts, words.place(place.state)]
        end = "" if place.entry.mean is None else mean(place.entry.mean)
    return Line(
        each.paper.id,
        each.paper.title,
        " · ".join(filter(None, (*parts, outcome(found, each)))),
        end,
        symbol,
        tone,
        words.place(place.state) if place else "",
        strong=each.state in {"pending", "held"},
        end_tone="ink",
    )


def outcome(found: Decisions, each: Decided) -> str:
    """Return what was decided about a proposal, and how far that is."""
    decision = each.decision
    if decision is None:
        return "" if each.state == "undecided" else words.state(each.state)
    if decision.outcome is None:
        return words.state(each.state)
    said = words.outcome(word(found.outcomes, decision.outcome))
    return _("{outcome} ({state})").format(outcome=said, state=words.state(each.state))


def rank(place: Place) -> str:
    """Return `12`, or `12 =` where others have the same mean; "" without a score."""
    if place.rank is None:
        return ""
    return _("{rank} =").format(rank=place.rank) if place.tied else str(place.rank)


def mean(value: float) -> str:
    return f"{value:.3f}"


def scores(place: Place) -> str:
    """Return `Rank 12, mean 3.642 of 9 scores`."""
    entry = place.entry
    if entry.mean is None or place.rank is None:
        return _("No scores yet")
    said = ngettext(
        "Rank {rank}, mean {mean} of {n} score", "Rank {rank}, mean {mean} of {n} scores", entry.n
    )
    return said.format(rank=rank(place), mean=mean(entry.mean), n=entry.n)


def line_words(ranking: Ranking) -> str:
    """Return what the line says of itself: `97 places · cut-off 3.642`."""
    line = ranking.line
    said = ngettext("{n} place", "{n} places", line.slots).format(n=line.slots)
    if line.cutoff is None:
        return said
    return _("{places} · cut-off {mean}").format(places=said, mean=mean(line.cutoff))


def no_places() -> str:
    """Return what the line says where the round does not say how many places there are."""
    return _("How many places? Move this line")


def tied_words(ranking: Ranking) -> str:
    """Return that equals stand at the line, and for how many places; "" if none do."""
    line = ranking.line
    tied = len(line.ids("tied"))
    if not tied:
        return ""
    places = ngettext("{n} place", "{n} places", line.open_slots).format(n=line.open_slots)
    said = _("{tied} proposals with equal means stand for {places}. None of them is chosen here.")
    return said.format(tied=tied, places=places)


def summary(table: Table) -> str:
    """Return how far the round is: `12 pending · 40 released · 3 not decided · 38 of 97 places`."""
    found = table.decisions
    parts = [
        _("{n} pending").format(n=len(found.ids("pending")) + len(found.ids("held"))),
        _("{n} released").format(n=len(found.ids("released"))),
        _("{n} not decided").format(n=len(found.ids("undecided"))),
    ]
    if table.capacity is None:
        taken = ngettext("{n} goes ahead", "{n} go ahead", found.places).format(n=found.places)
    else:
        taken = _("{n} of {all} places taken").format(n=found.places, all=table.capacity)
    return " · ".join((*parts, taken))


def doubts(table: Table) -> str:
    """Return what does not fit together in the round, the first of it in full; "" for nothing."""
    found = table.decisions.doubts
    titles = {each.paper.id: each.paper.title for each in table.decisions.lines}
    said = [words.doubt(each, lambda id_: titles.get(id_, id_)) for each in found[:MOST_DOUBTS]]
    more = len(found) - len(said)
    if more:
        said.append(ngettext("And {n} more.", "And {n} more.", more).format(n=more))
    hidden = conflicts.kept_from_me(table.hidden)
    return " ".join(filter(None, (hidden, *said)))


def release_words(count: int) -> str:
    return ngettext("Release {n} decision", "Release {n} decisions", count).format(n=count)


def released_words(count: int) -> str:
    said = ngettext(
        "{n} decision is released; members read it after the next sync",
        "{n} decisions are released; members read them after the next sync",
        count,
    )
    return said.format(n=count)


def balance_rows(
    kind: str, changes: Sequence[Change], decided: Mapping[str, Share], *, moved: bool
) -> list[Line]:
    """Return the balance of one kind: what there is, fits by rank, with this line, is decided."""
    found: list[Line] = []
    nobody = Share("", 0, None, small=True)
    for each in changes:
        told = decided.get(each.value, nobody) if decided else None
        parts = balances.fares(each, moved=moved, decided=told)
        found.append(
            Line(
                f"{kind}/{each.value}",
                balances.value(kind, each.value),
                " · ".join(parts),
                difference(each) if moved else "",
                end_tone="ink",
            )
        )
    return found


def difference(each: Change) -> str:
    """Return `+2` or `−1`, "" for no difference."""
    if not each.difference:
        return ""
    sign = "+" if each.difference > 0 else "\N{MINUS SIGN}"
    return sign + balances.number(abs(each.difference))
