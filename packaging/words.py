"""Collect the words to translate, and compile those of reports: `./dev words`.

`resources/locale/satchel.pot` holds every word of the program, `reports.pot` those that reports
print. A `reports.po` beside it in LC_MESSAGES is brought up to date and compiled; its `.mo` is
committed too, since whoever runs a clone has no Babel.
"""

import ast
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "resources" / "locale"
KEYWORDS = {"_": None, "ngettext": (1, 2)}

BEGUN = datetime(2026, 11, 22, tzinfo=UTC)
"""Stands in each catalogue instead of the time, so that the same words make the same file."""
NOT_PRINTED = frozenset({
    "after_call.py", "form.py", "marks_annotations.py", "marks_markdown.py", "naming.py",
    "reminder.py",
})  # fmt: skip
"""Modules of app/reports that make mails, forms and notes of one's own, or tell whoever exports: in her language."""
PRINTED: dict[str, tuple[str, ...]] = {
    "actions/agenda_papers.py": (),
    "actions/exporting_steps.py": (),
    "actions/meeting_books.py": (),
    "phrases/agendas.py": ("minutes", "purpose", "running", "status"),
    "phrases/balance.py": ("_percent", "kind", "value"),
    "phrases/bundles.py": ("received",),
    "phrases/contributions.py": ("dimension", "few", "number", "share", "value", "warnings"),
    "phrases/decisions.py": (
        "channel", "closing", "days", "doubt", "position", "positions", "state", "usual",
    ),
    "phrases/letters.py": ("_lines", "kind", "question", "usual"),
    "phrases/next_steps.py": ("nobody", "state"),
    "phrases/numbers.py": (),
    "phrases/people.py": (),
    "phrases/schemes.py": ("stray",),
    "phrases/summaries.py": ("hour", "kind", "label", "labels", "numbered", "role", "state", "step", "when"),
    "phrases/timeline.py": ("kind", "moved", "state", "title", "what"),
}  # fmt: skip
"""Functions outside of app/reports whose words reports print; of some modules all."""


def every_word() -> Catalog:
    """Return the words of the whole program."""
    found = Catalog(project="Satchel")
    for _file, _line, message, _comments, _context in extract_from_dir(
        ROOT / "app", keywords=KEYWORDS
    ):
        found.add(message)
    return found


def printed() -> Catalog:
    """Return the words that reports print."""
    found = Catalog(project="Satchel")
    for path in sorted((ROOT / "app" / "reports").glob("*.py")):
        if path.name not in NOT_PRINTED:
            for _line, message in _words(path):
                found.add(message)
    for name, functions in PRINTED.items():
        path = ROOT / "app" / name
        lines = _lines(path, functions)
        for line, message in _words(path):
            if not functions or line in lines:
                found.add(message)
    return found


def catalogues() -> dict[str, Path]:
    """Return {language: what reports print in it}."""
    return {each.parents[1].name: each for each in LOCALE.glob("*/LC_MESSAGES/reports.po")}


def compiled(source: Path, language: str) -> bytes:
    """Return the `.mo` of a `.po`, the same bytes for the same words."""
    made = io.BytesIO()
    with source.open("rb") as file:
        write_mo(made, read_po(file, locale=language))
    return made.getvalue()


def untranslated(words: Catalog) -> list[str | tuple[str, ...]]:
    """Return the words that lack a translation, or one of its plurals, or are doubtful."""
    found: list[str | tuple[str, ...]] = []
    for each in words:
        told = each.string if isinstance(each.string, list | tuple) else (each.string,)
        if each.id and (each.fuzzy or not all(told)):
            found.append(each.id if isinstance(each.id, str) else tuple(each.id))
    return found


def main() -> int:
    """Write templates and catalogues anew; tell which words have no translation."""
    _write(every_word(), LOCALE / "satchel.pot", omit_header=True)
    template = printed()
    template.creation_date = BEGUN
    _write(template, LOCALE / "reports.pot", omit_header=True)
    for language, path in sorted(catalogues().items()):
        with path.open("rb") as file:
            words = read_po(file, locale=language)
        words.update(template, no_fuzzy_matching=True, update_header_comment=False)
        words.obsolete.clear()
        _write(words, path)
        path.with_suffix(".mo").write_bytes(compiled(path, language))
        for each in untranslated(words):
            print(f"{language}: no translation of {each!r}", file=sys.stderr)
    return 0


def _words(path: Path) -> Iterator[tuple[int, str | tuple[str, ...]]]:
    for line, message, _comments, _context in extract_from_file("python", path, keywords=KEYWORDS):
        yield line, message


def _lines(path: Path, functions: tuple[str, ...]) -> set[int]:
    """Return the lines of `functions`. Raises LookupError where one is gone."""
    tree = ast.parse(path.read_text("utf-8"))
    found = {each.name: each for each in tree.body if isinstance(each, ast.FunctionDef)}
    return {
        line
        for name in functions
        for line in range(found[name].lineno, (found[name].end_lineno or 0) + 1)
    }


def _write(words: Catalog, path: Path, *, omit_header: bool = False) -> None:
    made = io.BytesIO()
    write_po(made, words, no_location=True, sort_output=True, omit_header=omit_header, width=100)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made.getvalue())


if __name__ == "__main__":
    sys.exit(main())
