"""What the archive's middleware keeps, what it does not, and how a crawl ends that it cannot keep."""

import asyncio
import errno
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from newscrawl.archive import ArchivedResponse, ArchiveWriter, read_archives
from newscrawl.archive.warc import records
from newscrawl.middlewares.archive import FAILED, Archive

URL = "https://paper.example/a"
PAGE = b"<html><p>Text.</p></html>"


def archive(folder: Path, **settings: object) -> Archive:
    crawler = get_crawler(settings_dict={"NEWSCRAWL_ARCHIVE": str(folder), **settings})
    return Archive.from_crawler(crawler)


def passed(archive: Archive, url: str = URL, body: bytes = PAGE, **changes: object) -> Response:
    request = Request(url)
    return archive.process_response(request, Response(url, body=body, request=request, **changes))  # type: ignore[arg-type]


def kept(folder: Path) -> list[str]:
    return [one.url for one in read_archives([folder]) if isinstance(one, ArchivedResponse)]


def test_each_response_goes_on_and_is_kept_and_counted(tmp_path: Path) -> None:
    keeping = archive(tmp_path)
    assert passed(keeping).body == PAGE
    passed(keeping, URL + "?2", b"", status=503)
    keeping.close()
    assert kept(tmp_path) == [URL, URL + "?2"]
    stats = keeping._stats.get_stats()
    assert stats["newscrawl/archive/kept"] == 2
    assert stats["newscrawl/archive/bytes"] > 100
    assert "newscrawl/archive/truncated" not in stats


def test_a_torn_body_is_marked(tmp_path: Path) -> None:
    keeping = archive(tmp_path)
    passed(keeping)
    passed(keeping, URL + "?torn", flags=["dataloss"])
    keeping.close()
    (file,) = tmp_path.glob("*.warc.gz")
    marked = {
        r.headers["warc-target-uri"]: r.headers.get("warc-truncated") for r in records(file) if r.kind == "response"
    }
    assert marked == {URL: None, URL + "?torn": "disconnect"}
    assert keeping._stats.get_value("newscrawl/archive/truncated") == 1


@pytest.mark.parametrize(
    ("body", "headers"),
    [(b'<meta name="robots" content="noarchive">', {}), (PAGE, {"X-Robots-Tag": "noarchive"})],
)
def test_noarchive_is_read_and_not_kept_unless_told(tmp_path: Path, body: bytes, headers: dict[str, str]) -> None:
    keeping = archive(tmp_path / "one")
    assert passed(keeping, body=body, headers=headers).body == body
    keeping.close()
    assert not list((tmp_path / "one").glob("*.gz"))
    everything = archive(tmp_path / "all", NEWSCRAWL_ARCHIVE_ALL=True)
    passed(everything, body=body, headers=headers)
    everything.close()
    assert kept(tmp_path / "all") == [URL]


def test_only_codings_that_archives_know_are_asked_for(tmp_path: Path) -> None:
    request = Request(URL, headers={"Accept-Encoding": "br, zstd"})
    archive(tmp_path).process_request(request)
    assert request.headers["Accept-Encoding"] == b"gzip, deflate"


def test_a_full_disk_ends_the_crawl_and_nothing_passes_that_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Engine:
        reasons: list[str] = []  # noqa: RUF012

        async def close_spider_async(self, *, reason: str) -> None:
            self.reasons.append(reason)

    def full(_: object, __: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async def crawl() -> None:
        keeping = archive(tmp_path)
        keeping._crawler.engine = Engine()  # type: ignore[assignment]
        monkeypatch.setattr(ArchiveWriter, "write", full)
        for _ in range(2):
            with pytest.raises(IgnoreRequest):
                passed(keeping)
        await asyncio.sleep(0)

    asyncio.run(crawl())
    assert Engine.reasons == [FAILED]
    assert caplog.text.count("No space left on device; the crawl ends") == 1
