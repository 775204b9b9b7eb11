"""The dictionaries of the exchange: what goes in comes out, and nothing else gets in."""

import json
from hashlib import sha256

import pytest
import zstandard

from app.packs import dictionary
from app.packs.dictionary import Unreadable

MESSAGE = json.dumps(
    {
        "device": "3c0e7a35-4a3c-4b54-a4be-0d3ae8c9ab6f",
        "epoch": "5d1b0c9e7f2a4b68",
        "cursor": "AUx1bGFCeXRlc09mQUN1cnNvcg",
        "limit": 400000,
        "nonce": "0c8a1d5f2b7e49d6a3c0f1e2d3b4a596",
        "changes": [],
    },
    separators=(",", ":"),
).encode()


def newest() -> dictionary.Dictionary:
    found = dictionary.newest()
    assert found is not None
    return found


def code_of(body: bytes, limit: int = 1_000_000) -> str:
    with pytest.raises(Unreadable) as caught:
        dictionary.unpack(body, limit)
    return caught.value.code


@pytest.mark.parametrize("raw", [b"", b"{}", MESSAGE, MESSAGE * 2_000])
def test_what_was_packed_comes_out_again(raw: bytes):
    packed = dictionary.pack(raw, newest())

    assert dictionary.unpack(packed, len(raw)) == raw


def test_the_header_is_that_of_the_standard():
    packed = dictionary.pack(MESSAGE, newest())

    assert packed[:8] == bytes([0x5E, 0x2A, 0x4D, 0x18, 0x20, 0, 0, 0])
    assert packed[8:40] == sha256(newest().content).digest()


def test_any_zstd_that_has_the_dictionary_can_read_the_frame():
    raw = zstandard.ZstdCompressionDict(newest().content, dict_type=zstandard.DICT_TYPE_RAWCONTENT)

    reader = zstandard.ZstdDecompressor(dict_data=raw)

    assert reader.decompress(dictionary.pack(MESSAGE, newest())[40:]) == MESSAGE


def test_a_small_message_is_smaller_with_the_dictionary_than_with_zstd_alone():
    plain = zstandard.ZstdCompressor(level=19).compress(MESSAGE)

    assert len(dictionary.pack(MESSAGE, newest())) < len(plain)


def test_another_dictionary_than_ours_is_named_as_unknown():
    packed = dictionary.pack(MESSAGE, newest())

    assert code_of(packed[:8] + bytes(32) + packed[40:]) == "dictionary_unknown"


@pytest.mark.parametrize("cut", [0, 4, 8, 39, 40, 41, 60, -1])
def test_a_body_cut_short_is_damaged(cut: int):
    assert code_of(dictionary.pack(MESSAGE, newest())[:cut]) == "bad_compression"


def test_bytes_behind_the_frame_are_damage():
    assert code_of(dictionary.pack(MESSAGE, newest()) + b"{}") == "bad_compression"


def test_no_more_is_unpacked_than_allowed_whatever_the_frame_says():
    bomb = dictionary.pack(bytes(50_000_000), newest())

    assert len(bomb) < 10_000
    assert code_of(bomb) == "too_large"


def test_the_offer_names_the_dictionary_and_is_understood():
    assert dictionary.offered(newest().offer) == newest()


@pytest.mark.parametrize("header", [None, "", ":", "::", ":AAAA:", ":not base64!:", "abc"])
def test_an_offer_that_names_nothing_of_ours_is_passed_over(header: str | None):
    assert dictionary.offered(header) is None


def test_a_released_dictionary_is_never_changed():
    released = {each.number: each.sha256.hex()[:16] for each in dictionary.all_known()}

    assert released == {1: "34831d5dd5a7c400"}
