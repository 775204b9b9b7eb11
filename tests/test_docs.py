"""What the pages for developers point at is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "packaging").rglob("*.md")),
]


def headings(page: Path) -> set[str]:
    """Return the headings of a page as links name them."""
    found = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", each.strip().lower()) for each in found)
    return {each.replace(" ", "-") for each in plain}


@pytest.mark.parametrize("page", PAGES, ids=[str(each.relative_to(ROOT)) for each in PAGES])
def test_every_link_of_a_page_leads_somewhere(page):
    lost = []
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        path, _, heading = link.partition("#")
        to = page.parent / path if path else page
        if re.match(r"\w+:", link):
            continue
        if not to.exists() or (heading and heading not in headings(to)):
            lost.append(link)

    assert lost == []


def test_architecture_names_only_files_that_are_there():
    named = re.findall(r"`(app/[\w/*]+\.py)`", (ROOT / "docs/architecture.md").read_text("utf-8"))

    assert named
    assert [each for each in named if not list(ROOT.glob(each))] == []


def test_every_decision_stands_in_the_index():
    index = (ROOT / "docs/decisions/README.md").read_text("utf-8")

    pages = [each.name for each in (ROOT / "docs/decisions").glob("0*.md")]

    assert sorted(re.findall(r"\((0\d{3}[\w-]+\.md)\)", index)) == sorted(pages)
