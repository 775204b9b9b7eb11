"""Fills in text forms as people do, and spoils them as mail programs do; all from one seed."""

import html
import random
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from typing import Any

from app.domain.forms import Prompt
from app.domain.rounds import Criterion, Round, Scale, Stance

WORDS = [
    "islands",
    "cables",
    "harbour",
    "evidence",
    "region",
    "youth",
    "access",
    "who",
    "pays",
    "for",
    "it",
    "the",
    "forum",
    "gathers",
    "practices,",
    "nobody",
    "asked",
    "yet;",
    "costs",
    "rise.",
    "It's",
    "“new”",
    "–",
    "perhaps",
    "(see",
    "annex",
    "4/5)",
    "and",
    "3",
    "=",
    "1",
    "+",
    "2",
    "stakeholders’",
    "e-mail",
    "https://forum.example/a/b?c=d&e=f",
    "naïve",
    "Zürich",
    "Ελλάδα",
    "мнение",
    "كلمة",
    "سؤال",
]
HAN = "本提案汇集小岛屿绘制自己网络的经验，并请各位成员在会议之前提出意见。"
LONG_TITLE = "Support, if the proposers of all the others agree to join them in one session on the second day"
ODD = (
    "> a line she quotes from the paper",
    "- first point of hers",
    "- second point, with more words than fit on one line of a telephone that breaks early",
    "1. numbered",
    "a == b, they say",
    "[x] is no tick here",
    "Question: why?",
    "4",
    "| a | table |",
    "As nobody wrote: it is needed.",
    "#hashtag",
    "* starred",
)


def words(draw: random.Random, least: int = 3, most: int = 40) -> str:
    return " ".join(draw.choice(WORDS) for _ in range(draw.randint(least, most)))


def paragraph(draw: random.Random) -> str:
    match draw.randint(0, 7):
        case 0:
            return "\n".join(draw.sample(ODD, 3))
        case 1:
            return "".join(draw.choice(HAN) for _ in range(draw.randint(5, 120)))
        case 2:
            return f"{words(draw)}\n{words(draw)}"
        case _:
            return words(draw)


def prose(draw: random.Random) -> str:
    return "\n\n".join(paragraph(draw) for _ in range(draw.choice((1, 1, 2, 3))))


def scheme(draw: random.Random, id: str) -> Round:
    """A round nobody thought of."""
    criteria = tuple(
        Criterion(
            key,
            words(draw, 1, 14),
            draw.choice(("", words(draw, 5, 90), f"- {words(draw)}\n- {words(draw)}\n\n{words(draw)}")),
            text,
            scale,
        )
        for key in draw.sample(
            ["need", "reach", "comment", "overall", "a-b_c", "criterion-" + "long-" * 10, "score",
             "Mixed", "数", "conflict"], draw.randint(1, 5)
        )
        for text in [draw.choice(("none", "optional", "required"))]
        for low in [draw.choice((0, 1, 1, -2))]
        for scale in [
            None if text != "none" and draw.random() < 0.5
            else Scale(low, low + draw.randint(2, 9), {low: "poor", low + 2: "good enough"})
        ]
    )  # fmt: skip
    stances = tuple(
        Stance(key, title)
        for key, title in draw.sample(
            [("support", "Support"), ("changes", "Support with changes"), ("unsure", "Unsure"),
             ("object", "Object"), ("long", LONG_TITLE)], draw.randint(2, 5)
        )
    ) if draw.random() < 0.8 else ()  # fmt: skip
    reasons = draw.choice(((), ("Too broad", "Speakers not confirmed", "Little relevance")))
    return Round(
        id, "A round", "scored", "open", criteria, stances,
        draw.choice((None, Scale(1, 10, {}))), reasons, 2 if reasons else None,
    )  # fmt: skip


def answer(draw: random.Random, prompt: Prompt, others: list[str]) -> Any:
    """What she answers, None for nothing."""
    if draw.random() < 0.35:
        return None
    match prompt.kind:
        case "text":
            return prose(draw)
        case "score":
            assert prompt.scale is not None
            return draw.randint(prompt.scale.min, prompt.scale.max)
        case "one":
            return draw.choice(prompt.options)[0]
        case "many":
            return sorted(draw.sample([key for key, _ in prompt.options], 1))
        case "proposals":
            return [draw.choice(others)]
        case _:
            return [f"{words(draw, 4, 25).replace('– ', '')}?" for _ in range(draw.randint(1, 3))]


@dataclass
class Filled:
    text: str
    given: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What was answered, by proposal and name."""


def fill(  # noqa: C901, PLR0912 -- one hand that fills in every kind of answer
    draw: random.Random, text: str, given: dict[str, dict[str, Any]], prompts: dict[str, Prompt]
) -> str:
    """Write answers into a blank form, as different people do."""
    out: list[str] = []
    proposal = ""
    ticks: set[str] = set()
    for line in text.splitlines():
        told = re.match(r"(?:== proposal: )?(\S+) v\d+$", line)
        if told:
            proposal = told[1]
        box = re.match(r"\[ \] (.*)", line)
        if (
            box
            and ticks
            and any(
                title == box[1] or (len(box[1]) > 40 and title.startswith(box[1]))
                for title in ticks
            )
        ):
            mark = draw.choice(("[x]", "[X]", "[✓]", "[*]", "(x)", "[ x ]", "[yes]", "☒", "[✔]"))
            out.append(f"{mark} {box[1]}")
        else:
            out.append(line)
        if line.startswith("== "):
            ticks = set()
        named = next(
            (name for name in prompts if re.match(rf"== {re.escape(name)}(?: [-\d.]+)?:$", line)),
            None,
        )
        if named is None or proposal not in given:
            continue
        prompt, value = prompts[named], given[proposal].get(named)
        if value is None:
            continue
        match prompt.kind:
            case "text":
                out += value.split("\n")
            case "score":
                said = draw.choice((f"{value}", f"{value}/{prompt.scale.max if prompt.scale else value}", f"{value} - good",
                                    f"{value} (fine)", f" {value}."))  # fmt: skip
                if draw.random() < 0.5:
                    out[-1] += f" {said}"
                else:
                    out.append(said)
            case "one":
                ticks = {title for key, title in prompt.options if key == value}
            case "many":
                ticks = {title for key, title in prompt.options if key in value}
            case "proposals":
                out += value
            case _:
                mark = draw.choice(("- ", "* ", "– ", "number"))
                out += [
                    f"{f'{count}. ' if mark == 'number' else mark}{each}"
                    for count, each in enumerate(value, 1)
                ]
    return "\n".join(out) + "\n"


# --- what mail programs do -----------------------------------------------------------------

Spoil = Callable[[random.Random, str], str]


def wrap(draw: random.Random, text: str) -> str:
    width = draw.choice((60, 64, 72, 76))
    lines: list[str] = []
    for line in text.split("\n"):
        lines += textwrap.wrap(
            line, width, break_long_words=False, break_on_hyphens=False, drop_whitespace=True,
            replace_whitespace=False,
        ) or [""]  # fmt: skip
    return "\n".join(lines)


def quote(draw: random.Random, text: str) -> str:
    mark = draw.choice(("> ", ">", "| ", "> > ", ">> ", "» "))
    return "\n".join((mark + line) if line else mark.rstrip() for line in text.split("\n"))


def quote_and_wrap(draw: random.Random, text: str) -> str:
    """Break what became too long by its quote mark; the rest has no mark."""
    width = draw.choice((60, 72, 76))
    lines: list[str] = []
    for line in quote(draw, text).split("\n"):
        lines += textwrap.wrap(
            line, width, break_long_words=False, break_on_hyphens=False, replace_whitespace=False
        ) or [""]
    return "\n".join(lines)


def smart(_draw: random.Random, text: str) -> str:
    text = re.sub(r"(\s)\"", r"\1“", text).replace('"', "”").replace("'", "’")
    return text.replace(" - ", " – ").replace("...", "…")


def header(draw: random.Random, text: str) -> str:
    said = draw.choice((
        "On Mon, 2 Feb 2026 at 10:11, The chairs <chairs@forum.example> wrote:",
        "Am 02.02.2026 um 10:11 schrieb Die Vorsitzenden:",
        "Le lun. 2 févr. 2026 à 10:11, Les présidents <p@forum.example>\na écrit :",
        "El lun, 2 feb 2026 a las 10:11, Sede escribió:",
        "在 2026年2月2日 10:11，主席 写道：",
        "пн, 2 февр. 2026 г. в 10:11, Председатель написал:",
        "في الاثنين، 2 فبراير 2026 كتب الرئيس:",
        "-----Ursprüngliche Nachricht-----\nVon: Amt\nGesendet: Montag, 2. Februar 2026\nBetreff: Formular",
    ))  # fmt: skip
    return f"{said}\n\n{text}"


def top_post(draw: random.Random, text: str) -> str:
    said = draw.choice(("Dear chairs,\n\nhere are my answers: 4 of 5.\n\nBest\nMona",
                        "See below.\n\n-- \nMona\n+20 2 123", "[x] Object"))  # fmt: skip
    return f"{said}\n\n{text}"


def bottom(draw: random.Random, text: str) -> str:
    return text + draw.choice(("\n-- \nMona Pier\nPier Society\n", "\nSent from my iPhone\n",
                               "\n________\nlist mailing list\n"))  # fmt: skip


def crlf(_draw: random.Random, text: str) -> str:
    return text.replace("\n", "\r\n")


def nbsp(draw: random.Random, text: str) -> str:
    return re.sub(" ", lambda _: "\u00a0" if draw.random() < 0.2 else " ", text)


def unseen(draw: random.Random, text: str) -> str:
    text = re.sub(r"(?<=\w)(?= )", lambda _: "\u200b" if draw.random() < 0.05 else "", text)
    return "\ufeff" + text


def wide(_draw: random.Random, text: str) -> str:
    """An input method of the east: colons and digits at the marks are wide."""
    return re.sub(
        r"^(== [^:\n]*):( ?-?)(\d*)",
        lambda m: f"{m[1]}：{m[2]}{''.join(chr(ord(c) + 0xFEE0) for c in m[3])}"
        if "form" not in m[1] and "until" not in m[1] else m[0],
        text, flags=re.MULTILINE,
    )  # fmt: skip


def spaced(draw: random.Random, text: str) -> str:
    text = re.sub(
        r"^==(?!=) ?", lambda _: draw.choice(("==", "==  ", "== ")), text, flags=re.MULTILINE
    )
    return re.sub(r"[ ]*$", lambda _: draw.choice(("", " ", "  ")), text, flags=re.MULTILINE)


def doubled(_draw: random.Random, text: str) -> str:
    return text.replace("\n", "\n\n")


def lost(_draw: random.Random, text: str) -> str:
    return re.sub(r"\n{2,}", "\n", text)


PLAIN: tuple[Spoil, ...] = (
    wrap, quote, quote_and_wrap, smart, nbsp, unseen, wide, spaced, doubled,
)  # fmt: skip
AROUND: tuple[Spoil, ...] = (header, top_post, bottom, crlf)


# --- how it is handed over -----------------------------------------------------------------


def flowed(text: str) -> str:
    lines: list[str] = []
    for line in text.splitlines():
        quoted = re.match(r"(?:> ?)+", line)
        marks = quoted[0] if quoted else ""
        body = line[len(marks) :].rstrip() if line.rstrip() != "--" else line
        bits = textwrap.wrap(body, 66, break_long_words=False, break_on_hyphens=False) or [""]
        marks = marks.replace(" ", "")
        for count, bit in enumerate(bits):
            soft = " " if count + 1 < len(bits) else ""
            stuffed = " " if marks or bit.startswith((" ", ">", "From ")) else ""
            lines.append(f"{marks}{stuffed}{bit}{soft}")
    return "\n".join(lines) + "\n"


def in_html(draw: random.Random, text: str) -> str:
    lines = [html.escape(line).replace("  ", " &nbsp;") for line in text.splitlines()]
    match draw.randint(0, 4):
        case 0:
            body = "".join(f"<div>{line or '<br>'}</div>\n" for line in lines)
        case 1:
            body = "<br>\n".join(lines)
        case 2:
            body = "".join(f'<p class="MsoNormal">{line or "&nbsp;"}</p>\n' for line in lines)
        case 3:
            body = f"<pre>{chr(10).join(lines)}</pre>"
        case _:
            inner = "<br>".join(lines)
            body = f'<div>Hello</div><div>Am 2.2.2026 schrieb X:<br><blockquote type="cite">{inner}</blockquote></div>'
    return f"<html><head><title>x</title><style>p {{ color: red }}</style></head><body>{body}</body></html>"


def handed(draw: random.Random, text: str) -> bytes:
    """The form as a file, or as a mail of some kind."""
    kind = draw.choice(
        ("utf-8", "utf-16", "plain", "base64", "qp", "flowed", "html", "both", "file", "mbox")
    )
    if kind in {"utf-8", "utf-16"}:
        return text.encode(kind)
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = "Mona <mona@pier.example>"
    mail["Subject"] = "Re: form"
    mail["Date"] = "Mon, 02 Feb 2026 10:11:00 +0100"
    text = text.replace("\r\n", "\n")
    match kind:
        case "base64" | "qp":
            mail.set_content(text, cte="base64" if kind == "base64" else "quoted-printable")
        case "flowed":
            mail.set_content(flowed(text), cte="quoted-printable", params={"format": "flowed"})
        case "html":
            mail.set_content(in_html(draw, text), subtype="html")
        case "both":
            mail.set_content("This mail has an HTML part.")
            mail.add_alternative(in_html(draw, text), subtype="html")
        case "file":
            mail.set_content("The form is attached.")
            mail.add_attachment(
                text.encode(), maintype="text", subtype="plain", filename="form.txt"
            )
        case _:
            mail.set_content(text)
    raw = mail.as_bytes()
    if kind == "mbox":
        lines = raw.replace(b"\r\n", b"\n").split(b"\n")
        raw = b"\n".join(b">" + each if re.match(rb">*From ", each) else each for each in lines)
        return b"From mona@pier.example Mon Feb  2 10:11:00 2026\n" + raw + b"\n"
    return raw
