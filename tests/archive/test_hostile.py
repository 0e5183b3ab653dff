"""What is damaged or lies costs itself alone, is told, and what stands behind it is read."""

import gzip
import os
import random
import zipfile
from pathlib import Path

import pytest

from newscrawl.archive import ArchivedResponse, Damage, read_archives
from newscrawl.archive.members import MOST
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


@pytest.mark.parametrize("seed", range(40))
def test_no_damage_whatsoever_raises(tmp_path: Path, seed: int) -> None:
    """A file of which bytes were changed, taken out or cut off gives what it can, and says that there was more."""
    dice = random.Random(seed)
    records = [record(f"{URL}{n}", http(PAGE * dice.randrange(1, 60))) for n in range(12)]
    data = bytearray(packed(*records) if seed % 2 else b"".join(records))
    for _ in range(dice.randrange(1, 4)):
        place = dice.randrange(len(data))
        match dice.randrange(3):
            case 0:
                data[place] ^= 1 << dice.randrange(8)
            case 1:
                del data[place : place + dice.randrange(1, 400)]
            case _:
                data[place:place] = dice.randbytes(dice.randrange(1, 400))
    path = tmp_path / ("a.warc.gz" if seed % 2 else "a.warc")
    path.write_bytes(data)
    urls, errors = read(path)
    assert len(urls) >= 12 - 5
    assert errors or len(urls) == 12


def test_reading_goes_on_from_where_any_record_ends(tmp_path: Path) -> None:
    for ending in ("warc", "warc.gz"):
        path = written(tmp_path / f"a.{ending}", *(record(f"{URL}{n}") for n in range(4)))
        found = [one for one in read_file(str(path), lambda *_: True) if isinstance(one, ArchivedResponse)]
        for place, one in enumerate(found):
            rest = [r.url for r in read_file(str(path), lambda *_: True, one.end) if isinstance(r, ArchivedResponse)]
            assert rest == [later.url for later in found[place + 1 :]]
