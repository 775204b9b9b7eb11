"""One zstd frame from anywhere: unpacked whole, or not at all."""

import tracemalloc

import pytest
import zstandard

from app.packs.unpacking import Unreadable, one_frame

WORDS = b"the same words over and over " * 100


def code_of(packed, limit=1_000_000):
    with pytest.raises(Unreadable) as refused:
        one_frame(packed, limit)
    return refused.value.code


def test_a_whole_frame_is_unpacked_up_to_the_limit():
    packed = zstandard.compress(WORDS)

    assert one_frame(packed, len(WORDS)) == WORDS
    assert code_of(packed, len(WORDS) - 1) == "too_large"


def test_what_is_cut_spoilt_or_followed_by_something_is_refused():
    packed = zstandard.compress(WORDS)

    for wrong in (b"", packed[:-1], packed[:9], b"x" + packed, packed + b"{}", packed + packed):
        assert code_of(wrong) == "bad_compression"


def test_a_bomb_takes_no_memory():
    bomb = zstandard.compress(bytes(200_000_000))
    assert len(bomb) < 65_536  # one piece of what comes over a line

    tracemalloc.start()
    try:
        assert code_of(bomb) == "too_large"
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < 8_000_000
