"""Reads what was said on a call or written in its chat: turns, with who is said to have spoken.

A turn begins at a caption `>> NAME:`, as live captioners write it, in text, Word or HTML; cues of
WebVTT and SRT are brought into that shape first. What stands before the first caption and under
the last words is no turn. Nothing of it is authoritative.
"""

from pathlib import PurePath

from app.documents import transcripts_chat, transcripts_cues
from app.documents.sections import tidy
from app.documents.transcripts_captions import cut
from app.documents.transcripts_files import characters, words_of
from app.documents.transcripts_turns import Heard, Note
from app.documents.unreadable import Unreadable

LARGEST = 20_000_000
"""Bytes of a file that is read: the captions of a whole day have half a million."""


def read(name: str, content: bytes) -> Heard:
    """Return the turns of the transcript in the file `name`.

    `Heard.told` says what was odd: `encoding` (it was not UTF-8), `broken` (letters that could
    not be read), `furniture` (lines of pages left out), `no_turns`, `nameless`, `two`, `empty`.
    Raises Unreadable: `too_large`, `damaged`, `password`, `encoding`, `kind`.
    """
    text, told, cues = _text(name, content)
    heard = cut(text, *cues)
    if not heard.turns:
        return Heard("transcript", heard.text, (), (*told, Note("no_turns")))
    return Heard("transcript", heard.text, heard.turns, (*told, *heard.told))


def read_chat(name: str, content: bytes) -> Heard:
    """Return the lines of the chat in the file `name`, those to one person alone left out.

    `Heard.told`: as `read`, and `private` (lines that were not for everybody).
    Raises Unreadable as `read`.
    """
    text, told, _cues = _text(name, content, cues=False)
    heard = transcripts_chat.lines(text)
    if not heard.turns:
        return Heard("chat", heard.text, (), (*told, *heard.told, Note("no_turns")))
    return Heard("chat", heard.text, heard.turns, (*told, *heard.told))


def _text(
    name: str, content: bytes, *, cues: bool = True
) -> tuple[str, tuple[Note, ...], tuple[tuple[tuple[int, str], ...], frozenset[str]]]:
    """Return the text in a file, what was odd of it, and of cues when they were said, and whose."""
    if len(content) > LARGEST:
        raise Unreadable("too_large")
    kind = PurePath(name.casefold()).suffix
    if kind in {".docx", ".html", ".htm", ".xhtml"}:
        return tidy(words_of(kind, content)), (), ((), frozenset())
    if kind in {".pdf", ".doc", ".odt", ".xlsx", ".rtf", ".zip"}:
        raise Unreadable("kind")
    text, told = characters(content)
    text = tidy(text)
    if cues and transcripts_cues.is_cues(text):
        spoken, when, voices = transcripts_cues.spoken(text)
        return spoken, told, (when, voices)
    return text, told, ((), frozenset())
