"""Words for people, in their language: one gettext for windows, command line and reports.

Reports have words of their own in more languages than the window speaks: a second catalogue,
`reports`, that stands in wherever `satchel` has no word.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from contextvars import ContextVar
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator
    from gettext import NullTranslations

DOMAIN = "satchel"
REPORTS = "reports"
"""The catalogues of what reports print; `packaging/words.py` says what that is."""
LOCALE = Path(__file__).parent.parent / "resources" / "locale"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ckb", "ug"})

_translation: NullTranslations | None = None
_language = "en"
_here: ContextVar[tuple[str, NullTranslations | None] | None] = ContextVar("_here", default=None)
"""Of this thread alone, while it writes something in another language than the window's."""


def use(language: str | None = None) -> None:
    """Speak `language` (a code such as `fr`) from now on; None asks the system."""
    global _translation, _language  # noqa: PLW0603 -- the one language of this process
    wanted = [language] if language else _system_languages()
    _translation, _language = None, language or "en"
    there = next((each for each in wanted if _catalogue(each).exists()), None)
    if there is not None:
        _translation = _read(there)
        _language = there


@contextmanager
def speaking(language: str | None) -> Generator[None]:
    """Speak `language` in this thread for a while, whatever the window speaks; None as it does.

    For what goes on paper: any of `report_languages` will do, `fr_CA` and `zh-Hans` too. A
    language that reports have no words in is spoken in English.
    """
    if language is None:
        yield
        return
    there = report_language(language) or "en"
    token = _here.set((there, _read(there)))
    try:
        yield
    finally:
        _here.reset(token)


def report_language(wanted: str) -> str | None:
    """Return the one of `report_languages` that `wanted` asks for: `zh` for `zh-Hans`; None: none."""
    parts = wanted.replace("-", "_").split("_")
    known = {each.replace("-", "_").lower(): each for each in report_languages()}
    asked = ("_".join(parts[:count]).lower() for count in range(len(parts), 0, -1))
    return next((known[each] for each in asked if each in known), None)


def languages() -> tuple[str, ...]:
    """Return the codes of all languages that the program speaks, its window too."""
    return _with_words_in(DOMAIN)


def report_languages() -> tuple[str, ...]:
    """Return the codes of all languages that reports speak."""
    return _with_words_in(DOMAIN, REPORTS)


def language() -> str:
    here = _here.get()
    return _language if here is None else here[0]


def is_right_to_left() -> bool:
    return language().split("_", maxsplit=1)[0].split("-", maxsplit=1)[0] in RIGHT_TO_LEFT


def _(message: str) -> str:
    here = _here.get()
    words = _translation if here is None else here[1]
    return message if words is None else words.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return `one` or `many` as the language's plural rule has it for `count`."""
    here = _here.get()
    words = _translation if here is None else here[1]
    if words is None:
        return one if count == 1 else many
    return words.ngettext(one, many, count)


def _read(language: str) -> NullTranslations | None:
    """Return the words of `language`, those of reports where there are no others; English needs none."""
    found: NullTranslations | None = None
    for domain in (DOMAIN, REPORTS):
        file = _catalogue(language, domain)
        if not file.exists():
            continue
        from gettext import GNUTranslations  # noqa: PLC0415 -- slow, and not for English

        words = GNUTranslations(BytesIO(file.read_bytes()))
        if found is None:
            found = words
        else:
            found.add_fallback(words)
    return found


def _with_words_in(*domains: str) -> tuple[str, ...]:
    found = {
        each.parents[1].name
        for domain in domains
        for each in LOCALE.glob(f"*/LC_MESSAGES/{domain}.mo")
    }
    return ("en", *sorted(found - {"en"}))


def _catalogue(language: str, domain: str = DOMAIN) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{domain}.mo"


def _system_languages() -> list[str]:
    """Return the system's languages, each with its country and without."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value and value not in {"C", "POSIX"}:
            named = [part.split(".")[0] for part in value.split(":")]
            return [each for part in named for each in (part, part.split("_")[0])]
    return ["en"]
