"""What is damaged or lies costs itself alone, is told, and what stands behind it is read."""

import gzip
import io
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from newscrawl.archive import ArchivedResponse, Damage, read_archives
from newscrawl.archive.containers.members import MOST
from newscrawl.archive.reading import read_file
from newscrawl.errors import BadInput
from tests.archive.building import PAGE, http, packed, record, written

URL = "https://paper.example/"


def read(*paths: Path) -> tuple[list[str], list[str]]:
    """Return the ends of the addresses that were read, and what was wrong."""
    found = list(read_archives(paths))
    urls = [one.url.removeprefix(URL) for one in found if isinstance(one, ArchivedResponse)]
    return urls, [one.error for one in found if isinstance(one, Damage)]


BODIES = {
    "a gzip bomb": (http(gzip.compress(bytes(80 << 20)), b"Content-Encoding: gzip\r\n"), "cannot be unpacked"),
    "no HTTP at all": (b"\x00\x01 nothing", "no HTTP response"),
    "a status that is none": (http(status=b"HTTP/1.1 99999999999 OK\r\n"), "no HTTP response"),
    "an unknown coding": (http(b"\x00\x01", b"Content-Encoding: zzz\r\n"), "cannot be unpacked"),
}


@pytest.mark.parametrize("block", BODIES.values(), ids=BODIES.keys())
@pytest.mark.parametrize("ending", ["warc.gz", "warc"])
def test_a_body(tmp_path: Path, block: tuple[bytes, str], ending: str) -> None:
    path = written(tmp_path / f"a.{ending}", record(URL + "1"), record(URL + "2", block[0]), record(URL + "3"))
    urls, (error,) = read(path)
    assert urls == ["1", "3"]
    assert block[1] in error


HEADERS = {
    "a length that is too short": {"Content_Length": "30"},
    "a length that is far too long": {"Content_Length": "99999999"},
    "a length without an end": {"Content_Length": "9" * 5000},
    "a length that is none": {"Content_Length": "many"},
    "another digest": {"WARC_Block_Digest": "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
    "another digest in base 16": {"WARC_Block_Digest": "sha256:" + 64 * "0"},
    "a date that is none": {"WARC_Date": "yesterday"},
}


@pytest.mark.parametrize("changes", HEADERS.values(), ids=HEADERS.keys())
@pytest.mark.parametrize("ending", ["warc.gz", "warc"])
def test_a_header(tmp_path: Path, changes: dict[str, str], ending: str) -> None:
    path = written(tmp_path / f"a.{ending}", record(URL + "1"), record(URL + "2", **changes), record(URL + "3"))
    urls, errors = read(path)
    assert urls == ["1", "3"]
    assert 1 <= len(errors) <= 2


@pytest.mark.parametrize("digest", ["", "md9:abc", "sha1:not a digest", "sha1:" + 40 * "z"])
def test_a_digest_that_says_nothing_is_no_damage(tmp_path: Path, digest: str) -> None:
    assert read(written(tmp_path / "a.warc.gz", record(URL + "1", WARC_Block_Digest=digest))) == (["1"], [])


def test_a_head_without_an_end(tmp_path: Path) -> None:
    for ending in ("warc.gz", "warc"):
        long = record(URL + "2", X_Long="x" * (3 << 20))
        urls, errors = read(written(tmp_path / f"a.{ending}", record(URL + "1"), long, record(URL + "3")))
        assert urls == ["1", "3"]
        assert errors


def test_a_record_without_an_end(tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(MOST + (1 << 20)), 9)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(packed(record(URL + "1")) + bomb + packed(record(URL + "3")))
    urls, (error,) = read(path)
    assert urls == ["1", "3"]
    assert "longer than" in error


def test_several_records_in_one_member_are_all_read(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(record(URL + "1") + record(URL + "2") + record(URL + "3")))
    assert read(path) == (["1", "2", "3"], [])


def test_junk_between_records_is_told(tmp_path: Path) -> None:
    urls, errors = read(written(tmp_path / "a.warc", record(URL + "1"), b"junk " * 9000, record(URL + "3")))
    assert (urls, len(errors)) == (["1", "3"], 1)


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.warc.zst", "a.wacz"])
@pytest.mark.parametrize(
    "content", [b"", b"<html>no archive</html>", b"PK\x03\x04 torn", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd\x00"]
)
def test_a_file_that_is_no_archive_is_told_and_others_are_read(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    urls, errors = read(tmp_path / name, written(tmp_path / "b" / "b.warc.gz", record(URL + "1")))
    assert urls == ["1"]
    assert len(errors) == 1


def test_a_package_writes_nothing_and_holds_no_package(tmp_path: Path) -> None:
    path = tmp_path / "in" / "a.wacz"
    path.parent.mkdir()
    inner = tmp_path / "inner.zip"
    with zipfile.ZipFile(inner, "w") as package:
        package.writestr("archive/x.warc.gz", packed(record(URL + "9")))
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("archive/../../../evil.warc.gz", packed(record(URL + "1")))
        package.write(inner, "archive/inner.warc")
        package.writestr("archive/b.warc.gz", packed(record(URL + "2"))[:-20])
        package.writestr("archive/c.warc.gz", packed(record(URL + "3")))
    inner.unlink()
    urls, errors = read(path)
    assert urls == ["1", "3"]
    assert len(errors) == 2
    assert [one.name for one in tmp_path.iterdir()] == ["in"]


def test_an_archive_served_as_a_page_is_a_page_of_no_interest(tmp_path: Path) -> None:
    nested = http(packed(record(URL + "inner")), b"Content-Type: application/warc\r\n")
    assert read(written(tmp_path / "a.warc.gz", record(URL + "1", nested))) == (["1"], [])


def test_what_a_folder_holds_beside_files(tmp_path: Path) -> None:
    """Links that lead nowhere are told; pipes are not waited for; folders with such a name are looked into."""
    folder = tmp_path / "folder"
    written(folder / "deep.warc.gz" / "a.warc.gz", record(URL + "1"))
    (folder / "gone.warc.gz").symlink_to(tmp_path / "nothing")
    (folder / "round.warc").symlink_to(folder)
    os.mkfifo(folder / "pipe.warc")
    urls, errors = read(folder)
    assert urls == ["1"]
    assert errors == ["there is no such file"] * 2


def test_lists_name_files_and_no_lists(tmp_path: Path) -> None:
    written(tmp_path / "a.warc.gz", record(URL + "1"))
    listed = tmp_path / "list.txt"
    listed.write_text("a.warc.gz\n\n# a note\nlist.txt\ngone.warc.gz\na.warc.gz\n")
    assert read(listed) == (["1"], ["there is no such file"] * 2)
    listed.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInput, match="no list of archive files"):
        read(listed)


def wacz(records: list[bytes]) -> bytes:
    """Return *records* in a package, as two files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("archive/a.warc.gz", packed(*records[:5]))
        package.writestr("archive/b.warc.gz", packed(*records[5:]))
    return stream.getvalue()


def framed(records: list[bytes]) -> bytes:
    """Return *records* as Zstandard frames."""
    from backports import zstd

    return b"".join(zstd.compress(one) for one in records)


CONTAINERS: dict[str, Callable[[list[bytes]], bytes]] = {
    "warc": b"".join,
    "warc.gz": lambda records: packed(*records),
    "warc.zst": framed,
    "wacz": wacz,
}


def flipped(data: bytearray, place: int, dice: random.Random) -> None:
    data[place] ^= 1 << dice.randrange(8)


def taken_out(data: bytearray, place: int, dice: random.Random) -> None:
    del data[place : place + dice.randrange(1, 400)]


def put_in(data: bytearray, place: int, dice: random.Random) -> None:
    data[place:place] = dice.randbytes(dice.randrange(1, 400))


def blanked(data: bytearray, place: int, dice: random.Random) -> None:
    end = min(len(data), place + dice.randrange(1, 400))
    data[place:end] = bytes(end - place)


@pytest.mark.parametrize("ending", CONTAINERS)
@pytest.mark.parametrize("change", [flipped, taken_out, put_in, blanked], ids=lambda change: change.__name__)
def test_no_record_is_lost_without_a_word(
    tmp_path: Path, ending: str, change: Callable[[bytearray, int, random.Random], None]
) -> None:
    """Wherever a file was changed, cut or added to, each of its pages is read or damage is told.

    Only heads that are not packed have no checksum: an address of which one letter is another is believed.
    """
    dice = random.Random(f"{ending} {change.__name__}")
    bodies = [PAGE + dice.randbytes(dice.randrange(1, 900)) for _ in range(10)]
    whole = CONTAINERS[ending]([record(f"{URL}{n}", http(body)) for n, body in enumerate(bodies)])
    for turn in range(30):
        data = bytearray(whole)
        # The first bytes tell what a file is, and are tried each; then any.
        change(data, turn if turn < 12 else dice.randrange(len(data)), dice)
        path = tmp_path / f"{turn}.{ending}"
        path.write_bytes(data)
        found = list(read_archives([path]))
        pages = {one.url: one.body for one in found if isinstance(one, ArchivedResponse)}
        lost = [n for n, body in enumerate(bodies) if pages.get(f"{URL}{n}") != body]
        strangers = [url for url in pages if url not in {f"{URL}{n}" for n in range(10)}]
        assert not strangers or ending in ("warc", "warc.zst")
        told = sum(isinstance(one, Damage) for one in found) + len(strangers)
        assert len(lost) <= 3, turn
        assert told >= (len(lost) if change is flipped else bool(lost)), turn


@pytest.mark.parametrize(
    "making",
    [lambda records: gzip.compress(b"".join(records)), lambda records: framed([b"".join(records)])],
    ids=["one member", "one frame"],
)
def test_what_is_packed_together_is_told_as_one(tmp_path: Path, making: Callable[[list[bytes]], bytes]) -> None:
    dice = random.Random(7)
    records = [record(f"{URL}{n}", http(dice.randbytes(60_000))) for n in range(6)]
    data = bytearray(making(records))
    data[len(data) // 2] ^= 1
    path = tmp_path / "a.warc"
    path.write_bytes(data)
    urls, errors = read(path)
    assert urls[:2] == ["0", "1"]
    assert errors


HEADS = {
    "type": {"WARC_Type": "respons\xe9"},
    "no type": {"WARC_Type": ""},
    "no address": {"WARC_Target_URI": ""},
    "an address of no web": {"WARC_Target_URI": "hxtps://paper.example/2"},
    "an address with a control character": {"WARC_Target_URI": "https://paper.example/\x01"},
}


@pytest.mark.parametrize("changes", HEADS.values(), ids=HEADS.keys())
def test_a_head_that_no_filter_can_be_asked_of_is_told_whatever_is_wanted(
    tmp_path: Path, changes: dict[str, str]
) -> None:
    path = written(tmp_path / "a.warc", record(URL + "1"), record(URL + "2", **changes), record(URL + "3"))
    found = list(read_archives([path], lambda url, _: url == URL + "3"))
    assert [isinstance(one, Damage) for one in found] == [True, False]


def test_types_of_others_and_addresses_of_no_pages_are_passed_over(tmp_path: Path) -> None:
    looked_up = record("dns:paper.example", b"paper.example. 60 IN A 192.0.2.7", Content_Type="text/dns")
    other = record("urn:x-note:1", b"a note", kind="annotation", Content_Type="text/plain")
    assert read(written(tmp_path / "a.warc.gz", looked_up, other, record(URL + "1"))) == (["1"], [])


def test_a_record_that_is_torn_within_its_head_does_not_take_the_next_one_with_it(tmp_path: Path) -> None:
    for cut in (20, 60, 150):
        path = written(tmp_path / f"{cut}.warc", record(URL + "1"), record(URL + "2")[:cut], record(URL + "3"))
        urls, errors = read(path)
        assert (urls, len(errors)) == (["1", "3"], 1)


def test_reading_goes_on_from_where_any_record_ends(tmp_path: Path) -> None:
    for ending in ("warc", "warc.gz"):
        path = written(tmp_path / f"a.{ending}", *(record(f"{URL}{n}") for n in range(4)))
        found = [one for one in read_file(str(path), lambda *_: True) if isinstance(one, ArchivedResponse)]
        for place, one in enumerate(found):
            rest = [r.url for r in read_file(str(path), lambda *_: True, one.end) if isinstance(r, ArchivedResponse)]
            assert rest == [later.url for later in found[place + 1 :]]
