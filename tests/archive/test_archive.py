"""What a crawl was served is kept as served, and any tool of the field can read it."""

import gzip
import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import attrs
import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from newscrawl.archive import ArchivedResponse, ArchiveWriter, CaptureIndex, Damage, Exchange, read_archives
from newscrawl.archive.reading import read_capture
from newscrawl.archive.soundness import problem_of
from newscrawl.archive.wacz import write_wacz
from newscrawl.archive.warc import records
from newscrawl.errors import BadInput
from tests.packing import gzipped

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
URL = "https://paper.example/news/harbour-vote"
PAGE = b"<html><body><h1>Harbour vote</h1></body></html>"


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def exchange(body: bytes = PAGE, url: str = URL, *, minute: int = 0, status: int = 200, **changes: object) -> Exchange:
    values: dict[str, object] = {
        "url": url,
        "method": "GET",
        "request_headers": ((b"User-Agent", b"newscrawl"), (b"Authorization", b"secret"), (b"Cookie", b"a=secret")),
        "status": status,
        "headers": ((b"Content-Type", b"text/html"),),
        "body": body,
        "fetched_at": NOW + timedelta(minutes=minute),
        "kind": "article",
        "site": "paper.example",
        "address": "192.0.2.7",
    }
    return Exchange(**(values | changes))  # type: ignore[arg-type]


def opened(folder: Path, **changes: int) -> ArchiveWriter:
    return ArchiveWriter(folder, "newscrawl/1", "newscrawl/1 (+desk@paper.example)", Clock(), **changes)


def kept(folder: Path, *exchanges: Exchange, **changes: int) -> list[Path]:
    with opened(folder, **changes) as writer:
        for one in exchanges:
            writer.write(one)
    return sorted(folder.glob("*.warc.gz"))


def responses(folder: Path) -> list[ArchivedResponse]:
    return [found for found in read_archives([folder]) if isinstance(found, ArchivedResponse)]


def is_sound(path: Path, capsys: pytest.CaptureFixture[str]) -> bool:
    class Arguments:
        def __init__(self) -> None:
            self.inputs, self.verbose = [str(path)], True

    capsys.readouterr()
    checker = Checker(Arguments())
    checker.process_all()
    return not checker.exit_value and "failed" not in capsys.readouterr().out


CODED = exchange(gzipped(PAGE), headers=((b"Content-Type", b"text/html"), (b"Content-Encoding", b"gzip")))
KINDS = [
    exchange(),
    CODED,
    exchange(b"", URL + "?moved", status=301, headers=((b"Location", URL.encode()),)),
    exchange(b"", URL + "?gone", status=410),
    exchange(b"", URL + "?odd", status=599),
    exchange(PAGE * 3, URL + "?chunked", headers=((b"Transfer-Encoding", b"chunked"),)),
    exchange("é€".encode(), URL + "?é", headers=((b"X-Odd", b"a\r\n b"), (b"X-Latin", b"\xe9"))),
    exchange(PAGE[:20], URL + "?torn", truncated=True),
]


def test_other_tools_read_every_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (path,) = kept(tmp_path, *KINDS)
    assert is_sound(path, capsys)
    with path.open("rb") as stream:
        records = [(r.rec_type, r.raw_stream.read()) for r in ArchiveIterator(stream)]
    kinds = [kind for kind, _ in records]
    assert kinds[0] == "warcinfo"
    assert kinds.count("request") == kinds.count("metadata") == len(KINDS)
    assert all(record.verify_block_digest() for record in FastIterator(io.BytesIO(path.read_bytes()), parse_http=False))


def test_payloads_are_those_served(tmp_path: Path) -> None:
    (path,) = kept(tmp_path, *KINDS)
    with path.open("rb") as stream:
        found = {
            record.rec_headers["WARC-Target-URI"]: record.raw_stream.read()
            for record in ArchiveIterator(stream)
            if record.rec_type == "response"
        }
    assert found[URL] in (KINDS[0].body, CODED.body)
    assert found[URL + "?torn"] == PAGE[:20]
    assert found[URL + "?chunked"] == PAGE * 3


def test_no_secret_is_written(tmp_path: Path) -> None:
    (path,) = kept(tmp_path, exchange())
    assert b"secret" not in gzip.decompress(path.read_bytes())


def test_each_capture_stands_where_the_index_says(tmp_path: Path) -> None:
    kept(tmp_path, *KINDS)
    with CaptureIndex(tmp_path) as index:
        captures = list(index.captures())
        assert len(captures) == len(KINDS)
        for capture in captures:
            data = (tmp_path / capture.file).read_bytes()[capture.offset : capture.offset + capture.length]
            assert f"WARC-Target-URI: {capture.url}\r\n".encode() in gzip.decompress(data)
        assert {c.kind for c in captures} == {"article"}


def test_the_same_page_again_costs_no_second_copy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = b"<html>" + bytes(range(256)) * 400
    kept(tmp_path, exchange(page))
    again = exchange(page, minute=60)
    packed = exchange(gzipped(page), minute=70, headers=((b"Content-Encoding", b"gzip"),))
    unchanged = exchange(b"", minute=80, status=304)
    paths = kept(tmp_path, again, packed, unchanged)
    assert min(path.stat().st_size for path in paths) < 6_000
    assert all(is_sound(path, capsys) for path in paths)
    with CaptureIndex(tmp_path) as index:
        captures = list(index.captures())
        assert [capture.is_revisit for capture in captures] == [False, True, True, True]
        bodies = [found.body for capture in captures if (found := read_capture(tmp_path, index, capture))]
    assert bodies == [page] * 4


def test_a_changed_page_is_kept_whole(tmp_path: Path) -> None:
    kept(tmp_path, exchange(), exchange(PAGE + b"more", minute=1))
    assert [found.body for found in responses(tmp_path)] == [PAGE, PAGE + b"more"]


def test_files_are_closed_when_full(tmp_path: Path) -> None:
    assert len(kept(tmp_path, *(exchange(url=f"{URL}-{n}") for n in range(6)), most_bytes=1_500)) > 2
    assert len(responses(tmp_path)) == 6
    assert not list(tmp_path.glob("*.open"))


def left_behind(folder: Path, *exchanges: Exchange) -> Path:
    """Return the file of a process that was killed after these exchanges."""
    writer = opened(folder)
    for one in exchanges:
        writer.write(one)
    (path,) = folder.glob("*.open")
    parts = path.name.split("-")
    parts[-2] = "4194999"  # above the greatest process number
    return path.rename(folder / "-".join(parts))


@pytest.mark.parametrize("torn", [0, 1, 40])
def test_what_a_killed_process_left_is_mended(tmp_path: Path, torn: int, capsys: pytest.CaptureFixture[str]) -> None:
    path = left_behind(tmp_path, exchange(), exchange(PAGE + b"2", URL + "2"))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) - torn])
    opened(tmp_path).close()
    (mended,) = tmp_path.glob("*.warc.gz")
    assert is_sound(mended, capsys)
    assert [found.url for found in responses(tmp_path)] == [URL, URL + "2"]
    with CaptureIndex(tmp_path) as index:
        assert next((c.url, c.site) for c in index.captures()) == (URL, "paper.example")
        assert len(list(index.captures())) == 2


def test_what_stands_behind_damage_in_a_file_that_was_left_is_kept(tmp_path: Path) -> None:
    path = left_behind(tmp_path, exchange(), exchange(PAGE + b"2", URL + "2"))
    data = bytearray(path.read_bytes())
    data[data.index(b"\x1f\x8b\x08", 1)] ^= 1  # the first page's record
    path.write_bytes(data)
    opened(tmp_path).close()
    (mended,) = tmp_path.glob("*.warc.gz")
    assert mended.stat().st_size == len(data)
    assert [found.url for found in responses(tmp_path)] == [URL + "2"]


def test_a_capture_is_never_another_page_that_stands_in_its_place(tmp_path: Path) -> None:
    (path,) = kept(tmp_path, exchange(), exchange(PAGE + b"2", URL + "2"))
    with CaptureIndex(tmp_path) as index:
        first, second = index.captures()
        data = path.read_bytes()
        path.write_bytes(data[: first.offset] + data[second.offset :])
        assert [read_capture(tmp_path, index, capture) for capture in (first, second)] == [None, None]


def test_a_running_writer_is_left_alone(tmp_path: Path) -> None:
    with opened(tmp_path) as first:
        first.write(exchange())
        opened(tmp_path).close()
        first.write(exchange(url=URL + "2"))
    assert len(responses(tmp_path)) == 2


def test_damage_costs_the_damaged_record_alone(tmp_path: Path) -> None:
    (path,) = kept(tmp_path, *(exchange(PAGE + str(n).encode(), f"{URL}{n}") for n in range(5)))
    with CaptureIndex(tmp_path) as index:
        second = list(index.captures())[1]
    data = bytearray(path.read_bytes())
    data[second.offset + second.length // 2] ^= 0xFF
    path.write_bytes(data)
    found = list(read_archives([path]))
    assert [one.url for one in found if isinstance(one, ArchivedResponse)] == [f"{URL}{n}" for n in (0, 2, 3, 4)]
    assert [one.offset for one in found if isinstance(one, Damage)] == [second.offset]


def test_a_torn_end_is_damage(tmp_path: Path) -> None:
    (path,) = kept(tmp_path, exchange(), exchange(PAGE * 50, URL + "2"))
    path.write_bytes(path.read_bytes()[:-600])
    found = list(read_archives([path]))
    assert any(isinstance(one, Damage) and "torn" in one.error for one in found)


@pytest.mark.parametrize("making", ["plain", "zstd", "wacz"])
def test_archives_of_others(tmp_path: Path, making: str) -> None:
    from backports import zstd

    (path,) = kept(tmp_path / "own", exchange(), CODED, exchange(PAGE + b"2", URL + "2"))
    plain = gzip.decompress(path.read_bytes())
    other = tmp_path / f"other.{ {'plain': 'warc', 'zstd': 'warc.zst', 'wacz': 'wacz'}[making] }"
    if making == "plain":
        other.write_bytes(plain)
    elif making == "zstd":
        other.write_bytes(zstd.compress(plain))
    else:
        with zipfile.ZipFile(other, "w") as package:
            package.write(path, "archive/data.warc.gz")
    found = [one for one in read_archives([other]) if isinstance(one, ArchivedResponse)]
    assert [(one.url, one.body) for one in found][-1] == (URL + "2", PAGE + b"2")
    assert found[0].body == PAGE


def test_what_is_no_archive_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="does not exist"):
        list(read_archives([tmp_path / "none.warc"]))
    with pytest.raises(BadInput, match="holds no archive files"):
        list(read_archives([tmp_path]))
    with pytest.raises(BadInput, match="holds no archive"):
        CaptureIndex(tmp_path)


def test_what_stands_in_the_index_already_is_not_all_that_is_mended(tmp_path: Path) -> None:
    writer = opened(tmp_path)
    writer.write(exchange())
    writer.flush()
    writer.write(exchange(PAGE + b"2", URL + "2"))
    (path,) = tmp_path.glob("*.open")
    parts = path.name.split("-")
    parts[-2] = "4194999"
    with CaptureIndex(tmp_path) as index:
        index.rename(path.name, "-".join(parts))
    path.rename(tmp_path / "-".join(parts))
    opened(tmp_path).close()
    with CaptureIndex(tmp_path) as index:
        assert [capture.url for capture in index.captures()] == [URL, URL + "2"]


def test_a_record_that_does_not_fit_its_digest_is_told(tmp_path: Path) -> None:
    (path,) = kept(tmp_path, exchange())
    found = list(records(path))
    assert [problem_of(record) for record in found] == [None] * 4
    changed = [attrs.evolve(record, block=record.block + b"x") for record in found]
    assert {problem_of(record) for record in changed} == {"the block is not that of its digest"}
    assert problem_of(attrs.evolve(found[0], error="torn: 3 of 9 bytes")) == "torn: 3 of 9 bytes"


def test_an_archive_packs_into_one_file(tmp_path: Path) -> None:
    kept(tmp_path, *KINDS)
    with CaptureIndex(tmp_path) as index:
        assert write_wacz(tmp_path, index, tmp_path / "all.wacz") == len(KINDS)
    with zipfile.ZipFile(tmp_path / "all.wacz") as package:
        described = json.loads(package.read("datapackage.json"))
        for resource in described["resources"]:
            assert resource["hash"] == "sha256:" + hashlib.sha256(package.read(resource["path"])).hexdigest()
        lines = package.read("indexes/index.cdx").decode().splitlines()
        pages = [json.loads(line) for line in package.read("pages/pages.jsonl").decode().splitlines()]
    assert lines == sorted(lines)
    assert all(line.startswith("example,paper)/news/harbour-vote") for line in lines)
    assert {page["url"] for page in pages[1:]} == {one.url for one in KINDS if one.status == 200}
    found = [one for one in read_archives([tmp_path / "all.wacz"]) if isinstance(one, ArchivedResponse)]
    assert {one.url for one in found} == {one.url for one in KINDS}


def test_an_index_that_cannot_be_written_is_an_error_of_the_disk(tmp_path: Path) -> None:
    writer = opened(tmp_path)
    writer.write(exchange())
    writer._index._db.execute("PRAGMA query_only = ON")
    with pytest.raises(OSError, match=r"captures\.db: "):
        writer.close()
