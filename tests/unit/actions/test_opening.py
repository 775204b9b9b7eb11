"""Files are handed to other programs only where they are papers."""

from pathlib import Path

import pytest

from app.actions.downloading import may_be_opened


@pytest.mark.parametrize("name", ["report.pdf", "REPORT.PDF", "a.b.docx", "notes.txt"])
def test_papers_are_opened(name):
    assert may_be_opened(Path(name))


@pytest.mark.parametrize(
    "name",
    ["report.pdf.exe", "setup.desktop", "run.sh", "macro.docm", "page.hta", "link.lnk", "pdf", ""],
)
def test_what_a_system_might_run_is_not(name):
    assert not may_be_opened(Path(name))
