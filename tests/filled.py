"""Text forms as tests fill them in, and the chair's profile that takes them."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from app.domain.records import Record
from app.store import Store, open_store
from tests.builders import joined, seed


@contextmanager
def chairs_desk(papers: list[Record]) -> Iterator[Store]:
    """Give the profile of the chair Chen, with `papers` in it."""
    with closing(open_store(None)) as store:
        yield seed(joined(store, "chen", "chair"), *papers)


def put(text: str, label: str, answer: str) -> str:
    """Write below a line of a form, once."""
    assert f"{label}\n" in text, label
    return text.replace(f"{label}\n", f"{label}\n{answer}\n", 1)
