"""The gzip members of an archive file, one by one, past damage: a member that is torn or spoilt costs itself alone."""

import zlib
from collections.abc import Iterator
from contextlib import suppress
from io import BufferedIOBase

import attrs

from newscrawl.archive.containers.window import Window

MAGIC = b"\x1f\x8b\x08"
STEP = 1 << 6
MOST = 128 << 20
"""Longest record, in bytes, packed or not, that is read; a longer one is damage or a bomb."""


@attrs.frozen
class Member:
    """`data` of the member that stands at `offset` and is `length` bytes long; `error` says why it is not whole."""

    offset: int
    length: int
    data: bytes
    error: str | None = None


def members(stream: BufferedIOBase, start: int = 0) -> Iterator[Member]:
    """Yield the members of *stream* from offset *start* on; bytes behind a sound one that are none are one in error.

    Memory is bounded by `MOST`, time by the length of the stream.
    """
    window = Window(stream, start)
    was_sound = True
    while True:
        end = window.at
        is_there = window.seek(MAGIC)
        if was_sound and window.at > end:
            yield Member(end, window.at - end, b"", "no record begins here")
        if not is_there:
            return
        member = _read(window)
        yield member
        was_sound = member.error is None
        # Behind the magic of one that is not sound the next one may begin at once.
        window.go_to(member.offset + (member.length if was_sound else 1))


def _read(window: Window) -> Member:
    inflate = zlib.decompressobj(31)
    parts: list[bytes] = []
    size = fed = 0
    error = None
    while error is None and not inflate.eof:
        data = window.held(fed) or window.more()
        if not data:
            error = "torn: the file ends within it"
            break
        try:
            part = inflate.decompress(data, MOST - size + 1)
        except zlib.error as spoilt:
            parts, error = [_before_damage(window)], f"damaged: {spoilt}"
            break
        parts.append(part)
        size += len(part)
        fed += len(data) - len(inflate.unused_data)
        if max(size, fed) > MOST:
            error = f"longer than {MOST} bytes"
    return Member(window.at, fed, b"".join(parts), error)


def _before_damage(window: Window) -> bytes:
    """Return what the member at the window's beginning, which is spoilt, holds up to about there."""
    inflate = zlib.decompressobj(31)
    parts: list[bytes] = []
    at = 0
    with suppress(zlib.error):
        while step := window.held(at, STEP):
            parts.append(inflate.decompress(step, MOST))
            at += STEP
    return b"".join(parts)
