"""Text forms as tests fill them in, and the chair's profile that takes them."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from app.actions import forming
from app.domain.records import Record
from app.store import Store, open_store
from tests.builders import joined, seed


@contextmanager
def chairs_desk(papers: list[Record]) -> Iterator[Store]:
    """Give the profile of the chair Chen, with `papers` in it."""
    with closing(open_store(None)) as store:
        yield seed(joined(store, "chen", "chair"), *papers)


def form_of(store: Store, proposals: list[str], **more: Any) -> str:
    """Return the text of a form about `proposals` (see `forming.made`)."""
    return forming.made(store, proposals, **more).text


def put(text: str, label: str, answer: str) -> str:
    """Write below a line of a form, once."""
    assert f"{label}\n" in text, label
    return text.replace(f"{label}\n", f"{label}\n{answer}\n", 1)
