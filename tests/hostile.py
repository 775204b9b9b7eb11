"""Hostile strings, made from a seed: what somebody could write who wants a window to obey or hang.

The known ones are shapes that went round (polyglots, bombs, floods), written anew here; the
generated ones mix their parts by grammar.
"""

import random
from collections.abc import Callable, Iterator

CANARY = "http://127.0.0.1:{port}"
"""What the strings would load from, if anything did."""

_TAGS = ("img", "script", "svg", "iframe", "a", "link", "style", "object", "embed", "video", "base",
         "table", "meta", "form", "input", "math", "details", "body", "qt", "font", "x")  # fmt: skip
_ATTRIBUTES = ("src", "href", "style", "onerror", "onload", "background", "data", "action", "xlink:href",
               "srcdoc", "poster", "formaction", "srcset", "ping", "id", "class")  # fmt: skip
_SCHEMES = ("http", "https", "file", "javascript", "data", "vbscript", "ftp", "smb", "qrc", "about",
            "ms-msdt", "mailto", "tel", "jar", "view-source", "JaVaScRiPt", "java\tscript", "satchel",
            "x-apple", "blob", "ws", "ldap", "\x01javascript", "&#106;avascript")  # fmt: skip
_TARGETS = ("{canary}/steal.png", "///etc/passwd", "//server/share/a.lnk", "alert(1)",
            "text/html,<script>alert(1)</script>", "C:/Windows/win.ini", "//[::1]/x", "", "%00",
            "image/png;base64,iVBORw0KGgo=", "/dev/zero", "\\\\host\\pipe\\x", "a@b.c?bcc=d@e.f",
            "user:pw@{canary}", "例え.jp/ä", "\u202egpj.exe")  # fmt: skip
_QUOTES = ('"', "'", "`", "", "&quot;", "\u201c")
_WRAPS = ("{0}", "<b>{0}</b>", "**{0}**", "`{0}`", "> {0}", "- {0}", "# {0}", "[{0}](x)", "![{0}](x)",
          "<!--{0}-->", "]]>{0}", "-->{0}", "</title>{0}", "```\n{0}\n```", "| {0} | b |\n|---|---|",
          "<table><tr><td>{0}", "&lt;{0}&gt;", "{0}\n\n{0}", "[^1] {0}\n\n[^1]: {0}")  # fmt: skip
_LINKS = ("[{0}]({1})", "![{0}]({1})", "<{1}>", "[{0}][1]\n\n[1]: {1}", "[{0}](<{1}> '{0}')", "{1}",
          "[![{0}]({1})]({1})", "[{0}]({1}", "{0}]({1})")  # fmt: skip
_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
_LETTERS = ("a", "W", "ن", "字", "\u0e33", "한", "\u0301", "e\u0301", "\U0001f468\u200d", "\u200d", "\u00ad",
            "\u0b95\u0bcd\u0bb7", "\u0627\u064e", "\u2028", "\t", "\U0001f3f4\U000e0067", "\ufdfa", "‿", "\u200b")  # fmt: skip
_FORMATS = ("%s", "%n", "%1", "%99$x", "{0}", "{__class__}", "{count}", "${jndi:ldap://x}", "$(id)",
            "{0.__init__.__globals__}", "%(word)s", "&&", "&a", "\\N{DIGIT ONE}", "{{", "}}", "`id`")  # fmt: skip
_PATHS = ("../../etc/passwd", "..\\..\\win.ini", "CON", "nul.txt", "a\0b", "\\\\server\\share\\x.exe",
          "file:///C:/x.lnk", "~/.ssh/id_rsa", "-rf", "a" * 300, "x.pdf\u202efdp.exe", "a/b:c*?|<>", ". ", "AUX.pdf",
          "//{canary}/x", "name\nwith\rlines", "=cmd|' /C calc'!A0", "%2e%2e%2f", "\ufeff.md")  # fmt: skip


def strings(count: int, seed: int = 4, port: int = 9) -> Iterator[str]:
    """Yield `count` strings, the same ones for the same seed; one in 25 is long.

    `port` is where on this computer a listener waits for what they would load.
    """
    rnd = random.Random(seed)
    yield from (each.replace("{canary}", CANARY.format(port=port)) for each in _known()[:count])
    makers: tuple[Callable[[random.Random], str], ...] = (
        _tag, _tag, _link, _link, _soup, _flood, _control, _format, _path, _wrapped, _wrapped,
    )  # fmt: skip
    for number in range(max(0, count - len(_known()))):
        made = _bomb(rnd) if number % 25 == 0 else rnd.choice(makers)(rnd)
        yield made.replace("{canary}", CANARY.format(port=port))


def _known() -> list[str]:
    """Return the bombs that hang renderers, and the oldest tricks."""
    return [
        "<table><tr><td>" * 25,
        "<div>" * 20_000,
        "x" * 300_000,
        "ن" * 100_000,
        "字" * 100_000,
        "e" + "\u0301" * 50_000,
        "\U0001f468\u200d" * 20_000,
        "\u202e" * 20_000 + "txt",
        ("\u2067" + "a") * 5_000,
        "> " * 5_000 + "deep",
        "- " * 5_000 + "deep",
        "\n".join("  " * n + "- deep" for n in range(300)),
        "\n".join("> " * n + "deep" for n in range(300)),
        "[" * 50_000,
        "![" * 10_000 + "](x)" * 10_000,
        "*" * 50_000 + "a",
        "**a " * 10_000,
        "_a" * 20_000,
        "`" * 50_000,
        "".join("`" * n + "a" for n in range(300)),
        "<" * 50_000,
        "<!--" * 10_000,
        "&" * 50_000,
        "&#x41;" * 10_000,
        "\\" * 50_000,
        "[a](" * 10_000,
        "[a]: x\n" * 5_000,
        "[^1]" * 10_000 + "\n\n[^1]: note",
        "| a " * 5_000 + "|\n" + "|---" * 5_000 + "|",
        "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 5_000,
        "a | b\n\n" * 5_000,
        "a\n\n" * 10_000,
        "- a\n" * 10_000,
        "a\\\n" * 20_000,
        "\u2028" * 50_000,
        "\n" * 100_000,
        "\t" * 50_000,
        " " * 100_000 + "a",
        "\u00a0" * 50_000,
        "\u200b" * 100_000,
        "# " * 20_000,
        "## a\n" * 3_000,
        "---\n" * 5_000,
        "http://a.b/" + "c" * 50_000,
        "<http://a.b> " * 5_000,
        "[a](http://b) " * 5_000,
        "\ufdfa" * 20_000,
        "".join(chr(code) for code in range(1, 0x3000)),
        "1. " * 3_000 + "deep",
        "99999999999. a",
        "<img src=x onerror=alert(1)>",
        "<img src='{canary}/a.png'>",
        "![a]({canary}/a.png)",
        "![a](file:///etc/passwd)",
        "<qt><img src='file:///etc/hostname'></qt>",
        "[a](javascript:alert(1))",
        "<a href='file:///C:/x.lnk'>a</a>",
        "<style>@import '{canary}/a.css';</style>",
        "<link rel=stylesheet href={canary}/a.css>",
        '"><script src={canary}></script>',
        "<svg/onload=alert(1)><!--",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
        "[a](\\\\server\\share)",
        "<file:///etc/passwd>",
        "<javascript:alert(1)>",
        "a\0b",
    ]  # fmt: skip


def _url(rnd: random.Random) -> str:
    colon = rnd.choice((":", "://", ":/", "%3A", ":\t"))
    return f"{rnd.choice(_SCHEMES)}{colon}{rnd.choice(_TARGETS)}"


def _tag(rnd: random.Random) -> str:
    parts: list[str] = []
    for _each in range(rnd.randint(1, 4)):
        quote = rnd.choice(_QUOTES)
        name = "".join(rnd.choice((char, char.upper())) for char in rnd.choice(_TAGS))
        given = " ".join(
            f"{rnd.choice(_ATTRIBUTES)}={quote}{_url(rnd)}{quote}"
            for _n in range(rnd.randint(0, 3))
        )
        begin = rnd.choice(("<", "</", "<!", "<<", "&lt;", "<\0"))
        end = rnd.choice((">", "/>", "", ">>", f">{_soup(rnd)}</{name}>", "\n>"))
        parts.append(f"{begin}{name} {given}{end}")
    return "".join(parts)


def _link(rnd: random.Random) -> str:
    words, url = _soup(rnd, 3), _url(rnd)
    shape = rnd.choice(_LINKS)
    return shape.format(words, url)


def _soup(rnd: random.Random, most: int = 8) -> str:
    pieces = (
        *_FORMATS,
        *_LETTERS,
        *_DIRECTIONS,
        "<b>",
        "*",
        "_",
        "`",
        "[",
        "](",
        "|",
        "\n",
        "#",
        " ",
    )
    return "".join(rnd.choice(pieces) for _each in range(rnd.randint(1, most)))


def _flood(rnd: random.Random) -> str:
    marks = rnd.choices(_DIRECTIONS, k=rnd.randint(1, 6))
    return "".join(
        rnd.choice([*marks, "a", "نص", "1", " "]) for _each in range(rnd.randint(5, 400))
    )


def _control(rnd: random.Random) -> str:
    codes = (
        *range(32),
        0x7F,
        *range(0x80, 0xA0),
        0xFFFE,
        0xFDD0,
        0xFFFC,
        0xE000,
        0x10FFFF,
        0x1D173,
    )
    return "".join(
        chr(rnd.choice(codes)) if rnd.random() < 0.4 else rnd.choice("ab<é ن")
        for _each in range(rnd.randint(2, 200))
    )


def _format(rnd: random.Random) -> str:
    return "".join(
        rnd.choice(_FORMATS) + rnd.choice(("", " ", "\n")) for _n in range(rnd.randint(1, 30))
    )


def _path(rnd: random.Random) -> str:
    return (
        rnd.choice(("", "file://", "\\\\?\\", " "))
        + rnd.choice(_PATHS)
        + rnd.choice(("", ".pdf", ".exe"))
    )


def _wrapped(rnd: random.Random) -> str:
    text = rnd.choice((_tag, _link, _flood, _control, _soup))(rnd)
    for _each in range(rnd.randint(1, 5)):
        text = rnd.choice(_WRAPS).replace("{0}", text[:2_000])
    return text


def _bomb(rnd: random.Random) -> str:
    """Return some unit again and again: nested, in a row, or as one word."""
    units = (*_LETTERS, *_WRAPS, *_DIRECTIONS, *_FORMATS, "> ", "- ", "1. ", "[", "](", "*", "`", "<b>",
             "<table><tr><td>", "| a |\n", "\n\n", "\\\n", "a ", "[a](", "&amp;", _tag(rnd), _link(rnd))  # fmt: skip
    unit = rnd.choice(units)
    return unit * min(rnd.choice((50, 500, 5_000, 50_000)), 100_000 // len(unit) + 1)
