"""The help in the app: short pages, the words of the screens, the words of the MAG."""

import re
from pathlib import Path

HELP = Path(__file__).resolve().parents[3] / "resources" / "help"


def test_every_help_page_begins_with_a_title_and_is_short():
    pages = sorted(HELP.glob("*.md"))

    assert {each.stem for each in pages} >= {
        "first-steps", "reading", "marking", "reviewing", "offline", "documents", "meetings",
        "chairs", "secretariat", "privacy", "words",
    }  # fmt: skip
    for each in pages:
        text = each.read_text(encoding="utf-8")
        assert text.startswith("# "), each.name
        assert each.stem == "words" or len(text.split()) < 600, each.name


def test_the_help_names_the_four_states_in_the_words_of_the_screen():
    text = (HELP / "offline.md").read_text(encoding="utf-8")

    for each in (
        "Saved on this computer",
        "Submit",
        "Submitted, waiting for a line",
        "Received by the Secretariat",
    ):
        assert f"**{each}" in text


def test_the_words_of_the_mag_are_about_sixty_terms_in_order_each_with_an_explanation():
    text = (HELP / "words.md").read_text(encoding="utf-8")

    paragraphs = text.strip().split("\n\n")[2:]
    terms = [re.fullmatch(r"\*\*([^*]+)\*\* — (\S.+[.])", each) for each in paragraphs]

    assert all(terms), [
        each for each, found in zip(paragraphs, terms, strict=True) if found is None
    ]
    names = [found[1] for found in terms if found]
    assert 60 <= len(names) <= 90
    assert names == sorted(names, key=str.casefold)
    assert len({each.casefold() for each in names}) == len(names)
    assert {"BPF", "MAG", "IGF", "GRULAC", "AoE", "PNE", "NRIs"} <= set(names)
