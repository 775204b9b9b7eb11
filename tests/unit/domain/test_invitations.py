"""An invitation is found in what mail programs and people make of the Secretariat's message."""

import html
import quopri
import textwrap
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.invitations import Invited, compose, find

URL = "https://papers.example.org"
CODE = "k4vt2mzq7hw3bndr5xyojc6pae"
PRINT = "0af3-9c41-77de-b012-5e6f"
RIGHT = Invited(URL, CODE, PRINT)

FIELDS = compose(f"{URL}/", CODE, PRINT, cycle="Orchard 2030", name="Omar Plum")
MESSAGE = """\
Dear {name},

please join {cycle} with this message: copy all of it into the program.

Server: {url}
Invitation: {invitation}
Fingerprint: {fingerprint}

With kind regards, the Secretariat
https://www.example.net/about-us (our website)
""".format(**FIELDS)


def quoted(text):
    return "".join(f"> > {line}\n" for line in text.split("\n"))


def as_html(text):
    rows = "<br>\n".join(html.escape(line) for line in text.split("\n"))
    return f"<html><body><div>{rows}</div></body></html>".replace(
        URL, f'<a href="{URL}" class="x">{URL}</a>', 1
    )


@pytest.mark.parametrize(
    "text",
    [
        MESSAGE,
        quoted(MESSAGE),
        MESSAGE.replace("\n", "\r\n"),
        as_html(MESSAGE),
        MESSAGE.replace("-", "&#45;"),
        MESSAGE.replace("-", "\u2011"),
        MESSAGE.replace(" ", "\u00a0"),
        MESSAGE.upper().replace("HTTPS://PAPERS.EXAMPLE.ORG", URL),
        MESSAGE.replace(FIELDS["invitation"], CODE),
        MESSAGE.replace(FIELDS["invitation"], FIELDS["invitation"].replace("-", " ")),
        MESSAGE.replace(FIELDS["invitation"], FIELDS["invitation"].replace("-3bnd-", "-3bnd-\n")),
        MESSAGE.replace(FIELDS["invitation"], f"{CODE[:15]}\n{CODE[15:]}"),
        quoted(MESSAGE.replace(FIELDS["invitation"], f"{CODE[:15]}\n{CODE[15:]}")),
        MESSAGE.replace(PRINT, PRINT.replace("-", "")),
        MESSAGE.replace(PRINT, PRINT.replace("-77de-", "-77de-\n   ")),
        MESSAGE.replace(f"Server: {URL}", f"Server: <{URL}/>."),
        MESSAGE.replace(URL, f"**{URL}**"),
        MESSAGE.replace(FIELDS["invitation"], f"({FIELDS['invitation']})."),
        MESSAGE.replace(FIELDS["invitation"], FIELDS["invitation"].replace("-3bnd-", "\n-3bnd-")),
        quopri.encodestring(MESSAGE.encode()).decode(),
        quopri.encodestring(MESSAGE.encode(), quotetabs=True).decode(),
        MESSAGE.replace(URL, f"https://eu1.guard.example/?url={quote(URL, safe='')}&data=05"),
        textwrap.fill(MESSAGE, 40, break_long_words=False),
        "\u200b".join(MESSAGE),
        f"join {URL} --invitation {CODE} {PRINT}",
        f"الخادم {URL}\nالدعوة {CODE}\nالبصمة {PRINT}",
        f"服务器：{URL} 邀请码：{CODE}，指纹：{PRINT}。",
        f"{PRINT} {CODE} {URL}",
    ],
)
def test_the_three_things_are_found(text):
    assert find(text) == RIGHT


def test_an_address_on_this_computer_and_a_path_are_kept():
    assert find(f"http://127.0.0.1:8080/ {CODE}") == Invited("http://127.0.0.1:8080", CODE, None)
    assert find(f"https://x.example/satchel/ {CODE}").url == "https://x.example/satchel"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hello, see you on Tuesday.",
        f"Only the code: {CODE}",
        f"Only the server: {URL}",
        f"{URL} {CODE[:-1]}",
        f"{URL} {CODE}a",
        "See https://example.org/k4vt2mzq7hw3bndr5xyojc6pae for more.",
        "See https://example.org and its interconnectedness\nextensively, as they said.",
    ],
)
def test_what_is_no_invitation_is_none(text):
    assert find(text) is None


CODES = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"), min_size=26, max_size=26)
PRINTS = st.text(st.sampled_from("0123456789abcdef"), min_size=20, max_size=20)


@given(CODES, PRINTS)
def test_every_invitation_is_found_in_its_message(code, digits):
    shown = "-".join(digits[at : at + 4] for at in range(0, 20, 4))
    fields = compose(URL, code, shown, cycle="A cycle", name="N")
    text = "Server: {url}\nInvitation: {invitation}\nFingerprint: {fingerprint}\n".format(**fields)

    found = find(text)

    assert found == Invited(URL, code, shown)


@given(st.text(max_size=300))
def test_no_text_makes_it_fail(text):
    find(text)
    find(f"{text} {URL} {text} {CODE}")
