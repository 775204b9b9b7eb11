"""Letters as a report: the one in work or sent, or one made of what was said."""

from collections.abc import Sequence

from app.actions import composing, letters, letters_kept, suggesting
from app.actions import reporting_values as values
from app.actions.reporting_wanted import Asking, Composed, round_of
from app.actions.trouble import Trouble
from app.domain.composed_letters import ComposedLetter
from app.domain.letters import DOCUMENT, Letter
from app.phrases import letters as words
from app.phrases.letters import as_text
from app.reports import letter as sheets_of
from app.store import proposals


def letter(asking: Asking) -> Composed:
    """Compose one letter, or those of a round. Raises Trouble: `no_letter`, `nothing_to_export`."""
    setting = values.setting(asking.store, asking.at, asking.style, (), named=False, outward=True)
    document = asking.wanted.document
    paper = asking.wanted.proposal if document is None else DOCUMENT + document
    if paper is not None:
        found, warned = _letter(asking, paper)
        one = _composed(asking, found)
        warned = (*warned, *_sent(one))
        return Composed(sheets_of.letter_report(one, setting), warned, as_text(one))
    id = round_of(asking.store, asking.wanted.round)
    written = letters.of_round(asking.store, id)
    chosen = [
        _working(asking, written.get(each.id, ())) for each in proposals.listed(asking.store, id)
    ]
    sheets = [_composed(asking, each) for each in chosen if each is not None]
    made: tuple[str, ...] = ()
    if not sheets:
        listed = proposals.listed(asking.store, id)
        every = [_suggested(asking, each.id) for each in listed if each.status != "withdrawn"]
        sheets = [_composed(asking, each) for each in every if each is not None]
        made = (words.suggested(),)
    if not sheets:
        raise Trouble("nothing_to_export")
    warned = (*made, *_sent(*sheets))
    title = values.scheme_of(asking.store, id).title
    text = "\n\n".join(as_text(each) for each in sheets)
    return Composed(sheets_of.letters_report(sheets, title, setting), warned, text)


def _letter(asking: Asking, paper: str) -> tuple[Letter, tuple[str, ...]]:
    """Return the letter, or one made of what was said and the word that it is that."""
    letters_kept.paper_of(asking.store, paper)
    found = _working(asking, letters.letters(asking.store, paper))
    if found is not None:
        return found, ()
    found = _suggested(asking, paper)
    if found is None:
        raise Trouble("no_letter", proposal=paper)
    return found, (words.suggested(),)


def _suggested(asking: Asking, paper: str) -> Letter | None:
    """Return a letter made of what was said; None for members, and where nothing was said."""
    if not values.is_chair(asking.store):
        return None
    found = suggesting.suggested(asking.store, asking.home, paper)
    return found if found.points else None


def _working(asking: Asking, written: Sequence[Letter]) -> Letter | None:
    """Return the letter in work, else the one sent last; members have only what was sent."""
    chairs = values.is_chair(asking.store)
    return letters.working([each for each in written if chairs or each.sent])


def _composed(asking: Asking, of: Letter) -> ComposedLetter:
    return composing.composed(asking.store, of, asking.clock)


def _sent(*sheets: ComposedLetter) -> tuple[str, ...]:
    """Return what is missing in letters: fields without a value."""
    missing = sorted({name for each in sheets for name in each.unfilled})
    return (words.unfilled(missing),) if missing else ()
