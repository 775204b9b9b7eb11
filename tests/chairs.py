"""A chair's profile with what members said about two proposals, as the server gives it to her."""

from hashlib import sha256
from typing import Any

from app.domain import ids
from app.domain.anchors import Anchor
from app.domain.records import Record
from app.paths import Home
from app.store import Store, open_store
from tests.builders import AT, CYCLE, joined, proposal, record, round_, seed, version

PEOPLE = {"chair": "chair", "cora": "chair", "omar": "member", "nadia": "member", "ann": "member"}
FIRST = "Apples fall far from the tree."
SECOND = "Apples drop near the tree."
SURVEY = "## Aims\n\nShare the cables.\n\n## Costs\n\nNobody knows.\n"
TEMPLATE = "Dear {proposer}, this is about {proposal}, version {version}."


def papers(number: int = 1, **data: Any) -> list[Record]:
    """The proposal `trees` in version `number`, and `water`."""
    proponents = [{"name": "Ann Root", "member": "ann"}, {"name": "Bo Leaf"}]
    return [
        record("cycle", CYCLE, title="Orchard 2030"),
        round_(),
        proposal("trees", number, code="T-1", proponents=proponents, **data),
        proposal("water", code="W-1"),
        version("trees", 1, FIRST, "Bees help."),
        version("water", 1, "Rain falls."),
        *(
            record("members", account, name=account.title(), role=role)
            for account, role in PEOPLE.items()
        ),
    ]


def desk(account: str = "chair", role: str = "chair", *more: Record) -> Store:
    return seed(joined(open_store(None), account, role), *papers(), *more)


def second(answered: str = "", quote: str = "drop near") -> list[Record]:
    """Version 2 of `trees`, in which the question `answered` is answered."""
    made = version("trees", 2, SECOND, "Bees help.")
    answers = [{"question": answered, "section": "s1", "quote": quote}] if answered else []
    assert made.data is not None
    made.data.update(answers=answers, note="We looked again.")
    return [*papers(2), made]


def review(
    account: str, text: str, stance: str = "support", about: str = "trees", **more: Any
) -> Record:
    data = {"proposal": about, "version": 1, "texts": {"need": text} if text else {}, "stance": stance,
            "state": "submitted", "written_at": AT}  # fmt: skip
    return Record("reviews", review_id(account, about), 1, account, ("chairs",), {**data, **more})


def review_id(account: str, about: str = "trees") -> str:
    return ids.review_id(CYCLE, account, about)


def comment(id: str, owner: str, text: str, quote: str = "", **more: Any) -> Record:
    """A comment about version 1 of `trees`, on words of its first section."""
    start = FIRST.index(quote)
    anchor = Anchor(
        quote, FIRST[:start], FIRST[start + len(quote) :], "s1", start, start + len(quote)
    )
    data = {
        "about": {"kind": "proposal", "id": "trees", "version": 1}, "kind": "comment", "text": text,
        "anchor": anchor.to_json() if quote else None, "written_at": AT,
    }  # fmt: skip
    return Record("comments", id, 1, owner, ("chairs",), {**data, **more})


def survey(home: Home, text: str = SURVEY, version: int = 1, **data: Any) -> Record:
    """A document marked for comment, its text on this computer."""
    digest = sha256(text.encode()).hexdigest()
    home.text(digest).parent.mkdir(parents=True, exist_ok=True)
    home.text(digest).write_text(text, "utf-8")
    fields = {"title": "Survey", "version": version, "status": "draft for comment",
              "comments_by": "2030-02-05T12:00:00Z",
              "text": {"size": len(text), "sha256": digest}}  # fmt: skip
    return record("documents", "survey", version, **{**fields, **data})


def on_survey(
    id: str, owner: str, text: str, exact: str = "", section: str = "", **more: Any
) -> Record:
    """A comment on the survey, on words of one of its sections."""
    made = comment(id, owner, text, **more)
    assert made.data is not None
    anchor = {"quote": {"exact": exact, "prefix": "", "suffix": ""}, "section": section}
    about = {"kind": "document", "id": "survey", "version": 1}
    made.data.update(about=about, anchor=anchor if exact else None)
    return made
