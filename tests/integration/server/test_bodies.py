"""Bodies: strict JSON, bounded decompression, answers compressed as asked."""

import gzip
import json

import pytest
import zstandard

from app.server import bodies
from app.server.problems import Problem


def nested(depth: int) -> bytes:
    return b'{"a":' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "bad_json"),
        (b"[]", "bad_json"),
        (b"null", "bad_json"),
        (b'{"a":NaN}', "bad_json"),
        (b'{"a":-Infinity}', "bad_json"),
        (b'{"a":1e999}', "bad_json"),
        (b'{"a":1,"a":2}', "bad_json"),
        (b'{"b":{"a":1,"\\u0061":2}}', "bad_json"),
        (b'{"a":"\\ud800"}', "bad_json"),
        (b'{"\\udc00":1}', "bad_json"),
        (b'{"a":"\xed\xa0\x80"}', "bad_utf8"),
        (b'{"a":"\xff"}', "bad_utf8"),
        ('{"a":1}'.encode("utf-16"), "bad_utf8"),
        (b'\xef\xbb\xbf{"a":1}', "bad_json"),
        (b'{"a":"line\nfeed"}', "bad_json"),
        (b"{'a':1}", "bad_json"),
        (b'{"a":01}', "bad_json"),
        (b'{"a":1}x', "bad_json"),
        (b'{"a":' + b"9" * 5000 + b"}", "bad_json"),
        (nested(65), "too_deep"),
        (nested(100_000), "too_deep"),
    ],
)
def test_json_that_two_parsers_could_read_differently_is_refused(raw: bytes, code: str):
    with pytest.raises(Problem) as refused:
        bodies.strict(raw)

    assert (refused.value.status, refused.value.code) == (400, code)


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"a": [1, 2.5, -0.0, True, None, "é𝄞\u2028\u0000"]},
        {"naïve": {"مرحبا": "你好"}},
        {"\\ud83d": "\\ude00"},
    ],
)
def test_strict_json_is_read_as_it_is(value: dict):
    assert bodies.strict(json.dumps(value).encode()) == value


def test_a_pair_of_escaped_halves_is_one_character():
    assert bodies.strict(b'{"a":"\\ud83d\\ude00"}') == {"a": "😀"}


def test_sixty_four_levels_are_taken():
    assert bodies.strict(nested(64))


@pytest.mark.parametrize("encoding", ["zstd", "gzip", "identity", "", "ZSTD"])
def test_every_encoding_is_undone(encoding: str):
    raw = b"words " * 1000
    packed = {"zstd": zstandard.compress(raw), "gzip": gzip.compress(raw)}

    assert bodies.decompress(packed.get(encoding.lower(), raw), encoding, 10_000) == raw


@pytest.mark.parametrize("encoding", ["zstd", "gzip"])
def test_a_body_that_grows_beyond_the_limit_is_stopped(encoding: str):
    bomb = b"\0" * 50_000_000
    packed = zstandard.compress(bomb) if encoding == "zstd" else gzip.compress(bomb)

    with pytest.raises(Problem) as refused:
        bodies.decompress(packed, encoding, 100_000)

    assert refused.value.status == 413
    assert len(packed) < 100_000


@pytest.mark.parametrize("encoding", ["zstd", "gzip"])
def test_a_body_cut_short_or_damaged_is_refused(encoding: str):
    raw = json.dumps({"words": "x y z " * 5000}).encode()
    packed = zstandard.compress(raw) if encoding == "zstd" else gzip.compress(raw)

    for broken in [b"", b"garbage", packed[:-1], packed[: len(packed) // 2], packed[1:]]:
        with pytest.raises(Problem) as refused:
            bodies.decompress(broken, encoding, 100_000)

        assert refused.value.code == "bad_compression"


def test_an_unknown_encoding_is_415():
    with pytest.raises(Problem) as refused:
        bodies.decompress(b"", "br", 10)

    assert refused.value.status == 415


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("zstd, gzip", "zstd"),
        ("gzip", "gzip"),
        ("gzip;q=1.0, zstd;q=0", "gzip"),
        ("", "identity"),
        ("br", "identity"),
        ("gzip;q=nonsense", "identity"),
    ],
)
def test_the_answer_is_compressed_as_the_caller_likes(header: str, chosen: str):
    assert bodies.accepted_encoding(header) == chosen
