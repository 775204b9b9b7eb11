"""The Secretariat's message about a web folder, whatever mail programs made of it."""

import random
import textwrap

import pytest

from app.domain import invitations, web_invitations

URL, PRINT = "https://papers.example/igf", "06b2-435d-f10a-b77d-2097"


def message(key: bytes) -> str:
    written = web_invitations.written(key)
    return (
        "Dear Mona,\n\nthe papers are in a web folder.\n\n"
        f"Web folder: {URL}\nReading key: {written}\nFingerprint: {PRINT}\n\nThe Secretariat\n"
    )


def keys(count: int = 200) -> list[bytes]:
    dice = random.Random(7)
    return [dice.randbytes(32) for _ in range(count)]


DAMAGE = {
    "as it was": lambda text: text,
    "quoted": lambda text: "".join(f"> {line}\n" for line in text.splitlines()),
    "quoted twice": lambda text: "".join(f"> > {line}\n" for line in text.splitlines()),
    "wrapped": lambda text: "\n".join(
        textwrap.fill(line, 50, break_on_hyphens=True) for line in text.splitlines()
    ),
    "wrapped and quoted": lambda text: "".join(
        f"> {part}\n" for line in text.splitlines() for part in textwrap.wrap(line, 44) or [""]
    ),
    "in capitals": lambda text: text.replace("Reading key: ", "KEY ").upper().replace(
        URL.upper(), URL
    ),
    "with long dashes": lambda text: text.replace("-", "\u2011"),
    "with carriage returns": lambda text: text.replace("\n", "\r\n"),
    "as a web page": lambda text: "<p>" + text.replace("\n", "<br>\n").replace(
        URL, f'<a href="{URL}">{URL}</a>'
    ),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_address_reading_key_and_fingerprint_are_found(damage):
    for key in keys():
        found = web_invitations.find(damage(message(key)))

        assert found.reading_key == key
        assert found.fingerprint == PRINT
        assert found.url == URL


def test_a_reading_key_is_no_invitation_to_a_server_and_the_other_way_round():
    for key in keys():
        assert invitations.find(message(key)) is None
    code = "abcd-efgh-ijkl-mnop-qrst-uvwx-y2"
    assert web_invitations.find(f"{URL}\n{code}\n{PRINT}").reading_key is None


def test_without_a_reading_key_the_rest_is_found():
    found = web_invitations.find(f"Papers: {URL}/\nFingerprint {PRINT}.")

    assert found == web_invitations.WebInvited(URL, None, PRINT)
    assert web_invitations.find("Nothing of use here") == web_invitations.WebInvited(None)


def test_words_of_people_are_no_key():
    text = "they have read each last page with good care then sent some more open data back home"

    assert web_invitations.find(text).reading_key is None
