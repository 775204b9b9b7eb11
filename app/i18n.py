"""Words for people, in their language: one gettext for windows, command line and reports."""

from __future__ import annotations

import os
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator
    from gettext import NullTranslations

DOMAIN = "satchel"
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

    A language without words of the program is spoken in English.
    """
    if language is None:
        yield
        return
    there = speaks(language)
    token = _here.set((language, _read(language)) if there else ("en", None))
    try:
        yield
    finally:
        _here.reset(token)


def speaks(language: str) -> bool:
    """Say whether there are words of the program in `language`, a code such as `fr`."""
    return language in languages()


def languages() -> tuple[str, ...]:
    """Return the codes of all languages that there are words in."""
    found = {each.parents[1].name for each in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")}
    return ("en", *sorted(found - {"en"}))


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
    """Return the words of `language`; English needs none."""
    if not _catalogue(language).exists():
        return None
    from gettext import GNUTranslations  # noqa: PLC0415 -- slow, and not for English

    with _catalogue(language).open("rb") as file:
        return GNUTranslations(file)


def _catalogue(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.mo"


def _system_languages() -> list[str]:
    """Return the system's languages, each with its country and without."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value and value not in {"C", "POSIX"}:
            named = [part.split(".")[0] for part in value.split(":")]
            return [each for part in named for each in (part, part.split("_")[0])]
    return ["en"]
