"""The title block of a summary report: whose meeting, which, when, and what the paper calls itself."""

from collections.abc import Sequence

from app.documents import summary_report_words as labels
from app.documents.summary_report_lines import Line
from app.domain.summaries import Summary


def headed(block: Sequence[Line]) -> Summary:
    """Return what a title block says: whose meeting, which, when, and that this is its report."""
    told = [words for each in block for words in _apart(each.words)]
    called = next((each for each in told if labels.KIND.match(each)), "")
    others = [each for each in told if each != called]
    when = next((each for each in reversed(others) if labels.is_day(each)), "")
    if len(others) > 1:
        others = [each for each in others if each != when]
    elif when:
        when = ""  # a single line is the title, whatever day it names
    name = others.pop() if others else ""
    draft = bool(labels.DRAFT.search(called))
    bare = labels.DRAFT.sub("", called).strip(" :,–-")
    return Summary("\n".join(others), name, when, bare, state="draft" if draft or not called else "final")  # fmt: skip


def _apart(words: str) -> list[str]:
    """Return a line of the title block, what the paper calls itself apart: PDFs run lines together."""
    found = None if labels.KIND.match(words) else labels.KIND_BEHIND.search(words)
    return [words] if found is None else [words[: found.start()].strip(), found[0].strip()]
