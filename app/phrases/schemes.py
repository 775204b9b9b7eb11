"""What is odd about a round's scheme and the answers to it, in sentences for the chairs."""

from app.domain.matrices import Matrix, Stray
from app.domain.schemes import Flaw
from app.i18n import ngettext
from app.phrases import faults
from app.phrases.faults import shown


def told(matrix: Matrix) -> list[str]:
    """Return everything worth knowing about the scheme of `matrix`, a sentence each."""
    return [*map(flaw, matrix.flaws), *map(stray, matrix.strays)]


def flaw(each: Flaw) -> str:
    """Return what is wrong with a scheme, and where: `criteria[0].weight: …`."""
    return f"{shown(each.path)}: {faults.words(each.code, each.params)}"


def stray(each: Stray) -> str:
    """Return what reviews say that the scheme no longer knows."""
    sentence = {
        "criterion": ngettext(
            "{n} review scores “{key}”, which the round no longer asks: kept, counted nowhere.",
            "{n} reviews score “{key}”, which the round no longer asks: kept, counted nowhere.",
            each.n,
        ),
        "score": ngettext(
            "{n} score of “{key}” is outside its scale: kept, counted nowhere.",
            "{n} scores of “{key}” are outside their scale: kept, counted nowhere.",
            each.n,
        ),
        "stance": ngettext(
            "{n} review has the position “{key}”, which the round no longer has.",
            "{n} reviews have the position “{key}”, which the round no longer has.",
            each.n,
        ),
    }[each.kind]
    return sentence.format(n=each.n, key=shown(each.key))
