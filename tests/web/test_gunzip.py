"""Gzip data are unpacked however they were packed, and never beyond the bound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.web.gunzip import Unpacked, unpack
from tests.packing import gzipped

TEXT = b"The bridge is open. " * 500


@pytest.mark.parametrize(
    "body",
    [TEXT, gzipped(TEXT), gzipped(gzipped(TEXT)),
     gzipped(TEXT[:100]) + gzipped(TEXT[100:]),
     gzipped(TEXT) + b"\0" * 300],
)  # fmt: skip
def test_layers_and_members_are_unpacked(body: bytes) -> None:
    assert unpack(body, 1_000_000) == Unpacked(TEXT)


@pytest.mark.parametrize("packed", [gzipped(TEXT)[:-12], gzipped(TEXT[:4000]) + gzipped(TEXT)[:20]])
def test_a_torn_stream_gives_what_came_and_says_so(packed: bytes) -> None:
    unpacked = unpack(packed, 1_000_000)
    assert unpacked.torn
    assert TEXT.startswith(unpacked.body)


def test_a_damaged_stream_is_torn() -> None:
    packed = bytearray(gzipped(TEXT))
    packed[-6] ^= 255
    assert unpack(bytes(packed), 1_000_000).torn


@pytest.mark.parametrize("body", [gzipped(TEXT), gzipped(gzipped(TEXT)), TEXT])
def test_what_is_longer_than_allowed_is_cut(body: bytes) -> None:
    assert unpack(body, 4000) == Unpacked(TEXT[:4000], cut=True)


def test_a_bomb_is_unpacked_up_to_the_bound() -> None:
    bomb = gzipped(gzipped(b"\0" * 50_000_000))
    assert unpack(bomb, 100_000) == Unpacked(b"\0" * 100_000, cut=True)


@given(st.binary())
def test_no_bytes_make_it_fail(body: bytes) -> None:
    unpack(body, 100)
    unpack(b"\x1f\x8b\x08" + body, 100)
    unpack(gzipped(body)[:-3], 100)
