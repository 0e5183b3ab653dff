"""What a browser made of a page stands in the archive beside the page as served."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from newscrawl.archive.index import FILE, CaptureIndex
from newscrawl.archive.reading import ArchivedResponse, read_again, read_capture
from newscrawl.archive.verifying import verified
from tests.archive.test_archive import NOW, PAGE, URL, exchange, is_sound, opened, responses

SHOWN = "<html><p>Put in by a script: é.</p></html>".encode()


def shown(folder: Path, *bodies: bytes, start: int = 0) -> None:
    """Keep the page once a minute from *start* on, and what a browser made of it each time."""
    with opened(folder) as writer:
        for minute, body in enumerate(bodies, start):
            one = exchange(minute=minute)
            writer.write(one)
            writer.convert(URL, one.fetched_at, one.identifier, body)


def rendered(folder: Path) -> list[bytes | str]:
    """Return the bodies that are read again, and what is damaged of them."""
    with CaptureIndex(folder) as index:
        found = [one for capture in index.captures() for one in read_again(folder, index, capture)]
    return [one.body if isinstance(one, ArchivedResponse) else one.error for one in found]


def test_a_page_is_kept_as_served_and_as_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown(tmp_path, SHOWN)
    (path,) = tmp_path.glob("*.warc.gz")
    assert is_sound(path, capsys)
    assert [one.problems for one in verified([str(tmp_path)])] == [(), ()]
    with CaptureIndex(tmp_path) as index:
        (capture,) = index.captures()
        served = read_capture(tmp_path, index, capture)
    assert isinstance(served, ArchivedResponse)
    assert (served.body, rendered(tmp_path)) == (PAGE, [SHOWN])


def test_who_reads_the_file_alone_is_given_both(tmp_path: Path) -> None:
    shown(tmp_path, SHOWN)
    assert [(one.url, one.body) for one in responses(tmp_path)] == [(URL, PAGE), (URL, SHOWN)]


def test_what_is_shown_again_as_it_was_is_kept_once(tmp_path: Path) -> None:
    shown(tmp_path, SHOWN, SHOWN)
    shown(tmp_path, SHOWN, start=5)
    assert [one.body for one in responses(tmp_path)].count(SHOWN) == 1
    assert rendered(tmp_path) == [SHOWN] * 3


def test_each_capture_has_what_was_made_of_it(tmp_path: Path) -> None:
    shown(tmp_path, SHOWN, SHOWN + b"2", SHOWN)
    with opened(tmp_path) as writer:
        writer.write(exchange(minute=9))
    assert rendered(tmp_path) == [SHOWN, SHOWN + b"2", SHOWN, PAGE]


def test_what_a_killed_process_had_kept_is_mended(tmp_path: Path) -> None:
    writer = opened(tmp_path)
    one = exchange()
    writer.write(one)
    writer.convert(URL, one.fetched_at, one.identifier, SHOWN)
    (path,) = tmp_path.glob("*.open")
    parts = path.name.split("-")
    parts[-2] = "4194999"  # above the greatest process number
    path.rename(tmp_path / "-".join(parts))
    opened(tmp_path).close()
    assert rendered(tmp_path) == [SHOWN]


def test_an_index_of_an_older_version_is_read_as_it_is(tmp_path: Path) -> None:
    with opened(tmp_path) as writer:
        writer.write(exchange())
    with sqlite3.connect(tmp_path / FILE) as database:
        database.execute("DROP TABLE conversions")
    assert rendered(tmp_path) == [PAGE]
    with opened(tmp_path) as writer:
        one = exchange(minute=1)
        writer.write(one)
        writer.convert(URL, NOW + timedelta(minutes=1), one.identifier, SHOWN)
    assert rendered(tmp_path) == [PAGE, SHOWN]


def test_what_was_shown_and_is_damaged_is_told_beside_the_page_as_served(tmp_path: Path) -> None:
    shown(tmp_path, SHOWN)
    (path,) = tmp_path.glob("*.warc.gz")
    with CaptureIndex(tmp_path) as index:
        conversion = index.conversion(URL)
    assert conversion is not None
    data = bytearray(path.read_bytes())
    data[conversion.offset] ^= 1
    path.write_bytes(data)
    assert rendered(tmp_path) == ["it stands there no more", PAGE]
