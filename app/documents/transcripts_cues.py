"""Brings the cues of WebVTT and SRT into the shape of captions: a turn lasts as long as its speaker."""

import html
import re

from app.documents.transcripts_names import LONGEST, is_name

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,]\d{1,3}"
_CUE = re.compile(rf"^\s*{_TIME}\s+-->\s+{_TIME}.*$")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]{1,200})>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^>]{0,200}>|<\d[\d:.]*>|\{\\[^}]{0,40}\}")
_NAMED = re.compile(rf"^[ \t]*([^:\n>]{{1,{LONGEST}}}?)[ \t]*:[ \t]+(?=\S)")


def is_cues(text: str) -> bool:
    """Say whether `text` is WebVTT or SRT."""
    return text.startswith("WEBVTT") or any(
        _CUE.match(line) for line in text[:4000].split("\n")[:60]
    )


def spoken(text: str) -> tuple[str, tuple[tuple[int, str], ...], frozenset[str]]:
    """Return the cues as text with captions, from which offset on which time was spoken, and who
    has a voice in them: these are names, however they are written.
    """
    written: list[str] = []
    voices: set[str] = set()
    length = 0
    when: list[tuple[int, str]] = []
    before: str | None = None
    for time, lines in _cues(text):
        for line in lines:
            speaker, words = _said(line)
            if speaker is not None:
                voices.add(speaker)
            if not words and speaker is None:
                continue
            if words.startswith((">>", "»")):
                before, part = None, f"\n\n{words}"
            elif speaker is not None and speaker != before:
                before, part = speaker, f"\n\n>> {speaker}: {words}"
            else:
                part = (" " if written else "") + words
            when.append((length + len(part) - len(part.lstrip()), time))
            written.append(part)
            length += len(part)
    return "".join(written), tuple(when), frozenset(voices)


def _cues(text: str) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    inside = False
    for line in text.split("\n"):
        cue = _CUE.match(line)
        if cue is not None:
            inside = True
            found.append((f"{int(cue[1] or 0):02}:{int(cue[2]):02}:{cue[3]}", []))
        elif not line.strip():
            inside = False
        elif inside:
            found[-1][1].append(line)
    return found


def _said(line: str) -> tuple[str | None, str]:
    """Return who a line of a cue says is speaking, None for whoever did, and the words."""
    voice = _VOICE.search(line)
    words = " ".join(html.unescape(_TAG.sub("", line)).split())
    if voice is not None:
        name = " ".join(html.unescape(voice[1]).split())
        return name, words.removeprefix(f"{name}:").strip()
    named = _NAMED.match(words)
    if named is not None and is_name(named[1]):
        return " ".join(named[1].split()), words[named.end() :]
    return None, words
