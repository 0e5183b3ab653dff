"""What is text is told from other data by few control characters."""

import pytest

from newscrawl.web import media
from newscrawl.web.media import is_text

SIGNS = [bytes([code]) for code in range(256)]
NONE_OF_TEXTS = set(range(9)) | {0x0B} | set(range(0x0E, 0x1B)) | set(range(0x1C, 0x20))


@pytest.mark.parametrize("sign", SIGNS)
def test_one_in_fifty_control_characters_is_too_many(sign: bytes) -> None:
    assert is_text((b"A" * 49 + sign) * 20) is (sign[0] not in NONE_OF_TEXTS)


@pytest.mark.parametrize("place", ["first", "last"])
def test_both_ends_of_a_long_page_are_looked_at(monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.setattr(media, "_SAMPLE", 1000)
    ends = {"first": b"\1" * 20 + b"A" * 5000, "last": b"A" * 5000 + b"\1" * 20}
    assert not is_text(ends[place])
    assert is_text(b"A" * 3000 + b"\1" * 20 + b"A" * 3000)


def test_nothing_is_text() -> None:
    assert is_text(b"")
