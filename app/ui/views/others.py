"""What others made of a proposal, as far as the round's rule has brought it here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.domain.anchors import Anchor
from app.domain.carrying import came
from app.domain.records import Data, Row
from app.domain.rounds import Round
from app.i18n import _
from app.phrases.marks import kind_name
from app.reports import words
from app.ui.icons import Symbol
from app.ui.measures import Space
from app.ui.theme import surface, theme
from app.ui.views import review_words
from app.ui.widgets.layout import Card, boxed, clear
from app.ui.widgets.messages import EmptyState
from app.ui.widgets.text import Heading, Label

WIDEST = 760
"""Width of a column of cards, in px at 100 %."""


@dataclass(frozen=True, slots=True)
class Others:
    """Reviews and comments of other people on one proposal."""

    scheme: Round | None
    reviews: Sequence[Row]
    comments: Sequence[Row]
    names: Mapping[str, str]
    mine_submitted: bool


class OthersView(QWidget):
    """Cards of what others wrote; when there are none, the rule says why."""

    def __init__(self) -> None:
        super().__init__()
        surface(self, "paper")
        self._cards = QVBoxLayout()
        self._cards.setContentsMargins(Space.HUGE, Space.LARGE, Space.LARGE, Space.HUGE)
        self._cards.setSpacing(Space.MEDIUM)
        self._inner = boxed(self._cards, "paper")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName(_("What others think"))
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)
        theme().changed.connect(self._sized)
        self._sized()

    def show_others(self, others: Others) -> None:
        clear(self._cards)
        if not others.reviews and not others.comments:
            self._cards.addWidget(
                EmptyState(Symbol.PEOPLE, _("Nothing from others is here yet"), _rule(others)), 1
            )
            return
        for row in others.reviews:
            self._cards.addWidget(_review(row, others))
        if others.comments:
            self._cards.addWidget(Heading(_("Comments and questions"), 2))
        for row in others.comments:
            self._cards.addWidget(_comment(row, others))
        self._cards.addWidget(Label(_rule(others), type="small", tone="soft", wrap=True))
        self._cards.addStretch(1)

    def _sized(self) -> None:
        self._inner.setMaximumWidth(theme().px(WIDEST))


def _rule(others: Others) -> str:
    """Return when the round opens what others wrote."""
    rule = others.scheme.others_visible if others.scheme is not None else "never"
    match rule:
        case "after_mine" if not others.mine_submitted:
            return _(
                "In this round you see the reviews of others after you have submitted your own, "
                "so that each of us thinks for herself first. They come with the next update."
            )
        case "after_mine":
            return _(
                "You have submitted yours. The reviews of others come with the next update "
                "as members submit them."
            )
        case "closed":
            return _("In this round the reviews of others open when the comments close.")
        case "open":
            return _("In this round everybody sees the reviews of everybody as they come in.")
        case _:
            return _("In this round members do not see the reviews of others; the chairs do.")


def _name(row: Row, others: Others) -> str:
    return others.names.get(row.owner or "", row.owner or _("Somebody"))


def _review(row: Row, others: Others) -> Card:
    data, scheme = row.data, others.scheme
    card = Card(Heading(_name(row, others), 3), spacing=Space.SMALL)
    head = [_position(data, scheme), _score(data)]
    if data.get("recused"):
        kind = review_words.conflict_kinds().get(str(data["recused"]), str(data["recused"]))
        head = [_("Conflict of interest: {kind}").format(kind=kind)]
    elif data.get("no_expertise"):
        head.append(_("Outside their expertise"))
    said = " · ".join(filter(None, (*head, _version(data), _received(row, others))))
    card.body.addWidget(Label(said, type="small", tone="soft", wrap=True))
    texts: Mapping[str, str] = data.get("texts") or {}
    scores: Mapping[str, int | None] = data.get("scores") or {}
    for criterion in scheme.criteria if scheme is not None else ():
        text, score = texts.get(criterion.key) or "", scores.get(criterion.key)
        if text or score is not None:
            title = criterion.title if score is None else f"{criterion.title} · {score}"
            card.body.addWidget(Label(title, type="small", weight="medium", wrap=True))
            if text:
                card.body.addWidget(Label(text, wrap=True, selectable=True))
    for reason in data.get("reasons") or ():
        card.body.addWidget(Label(f"– {reason}", wrap=True))
    if data.get("comment"):
        card.body.addWidget(Label(str(data["comment"]), wrap=True, selectable=True))
    return card


def _comment(row: Row, others: Others) -> Card:
    data = row.data
    kind = kind_name(str(data.get("kind") or "comment"))
    criterion = others.scheme.criterion(str(data.get("criterion"))) if others.scheme else None
    head = " · ".join(filter(None, (
        _name(row, others), kind, criterion and criterion.title, _received(row, others)
    )))  # fmt: skip
    card = Card(Label(head, type="small", tone="soft", wrap=True), spacing=Space.TIGHT)
    if data.get("anchor"):
        exact = Anchor.from_json(data["anchor"]).exact
        card.body.addWidget(
            Label(_("“{words}”").format(words=exact), type="small", tone="soft", wrap=True)
        )
    if data.get("text"):
        card.body.addWidget(Label(str(data["text"]), wrap=True, selectable=True))
    return card


def _received(row: Row, others: Others) -> str:
    """Return how it came, where the member did not send it to the server herself."""
    how = came(row.data, others.names)
    return "" if how is None else words.came(how, _name(row, others))


def _position(data: Data, scheme: Round | None) -> str:
    key = data.get("stance")
    if not key:
        return ""
    found = scheme.stance(str(key)) if scheme is not None else None
    return found.title if found is not None else str(key)


def _score(data: Data) -> str:
    overall = data.get("overall")
    return "" if overall is None else _("Score {score}").format(score=overall)


def _version(data: Data) -> str:
    number = data.get("version")
    return _("on version {number}").format(number=number) if number else ""
