"""What the archive's middleware keeps, what it does not, and how a crawl ends that it cannot keep."""

import asyncio
import errno
import os
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from newscrawl.archive import ArchivedResponse, ArchiveWriter, read_archives
from newscrawl.archive.warc import records
from newscrawl.extensions.store_session import StoreSession
from newscrawl.middlewares.archive import FAILED, Archive
from newscrawl.storage import Saved, Store, StoreError
from newscrawl.storage.articles.prepare import Prepared
from tests.storage.builders import article

URL = "https://paper.example/a"
PAGE = b"<html><p>Text.</p></html>"


class Engine:
    """Notes why it is to close its spider."""

    def __init__(self) -> None:
        self.reasons: list[str] = []

    async def close_spider_async(self, *, reason: str) -> None:
        self.reasons.append(reason)


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


@pytest.fixture
def order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give what is done on disk and in the store from now on, in its order."""
    done: list[str] = []
    sync, save = os.fdatasync, Store.save_prepared

    def synced(file: int) -> None:
        sync(file)
        done.append("page on disk")

    def saved(store: Store, prepared: Sequence[Prepared]) -> list[Saved]:
        found = save(store, prepared)
        done.append("article committed")
        return found

    monkeypatch.setattr(os, "fdatasync", synced)
    monkeypatch.setattr(Store, "save_prepared", saved)
    return done


def test_a_page_is_on_disk_before_its_article_is_stored(tmp_path: Path, order: list[str]) -> None:
    """Once for all articles that wait for the same commit."""
    crawler = get_crawler(
        settings_dict={"NEWSCRAWL_ARCHIVE": str(tmp_path), "NEWSCRAWL_STORE": f"sqlite:///{tmp_path}/store.db"}
    )
    session = StoreSession.from_crawler(crawler)
    keeping = Archive.from_crawler(crawler)
    passed(keeping, URL + "?first")
    session.writer.flush()
    order.clear()
    for turn in range(2):
        for number in range(5):
            passed(keeping, f"{URL}?{turn}-{number}")
        for future in [session.writer.submit(article(10 * turn + number)) for number in range(5)]:
            assert future.result(timeout=30).outcome == "new"
        order.append("told")
    assert [step for step, _ in groupby(order)] == ["page on disk", "article committed", "told"] * 2
    assert order.count("page on disk") == 2
    keeping.close()
    asyncio.run(session.close())


def test_no_article_is_stored_whose_page_the_disk_does_not_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    crawler = get_crawler(
        settings_dict={"NEWSCRAWL_ARCHIVE": str(tmp_path), "NEWSCRAWL_STORE": f"sqlite:///{tmp_path}/store.db"}
    )
    session = StoreSession.from_crawler(crawler)
    keeping = Archive.from_crawler(crawler)
    failures = [OSError(errno.EIO, "Input/output error")]

    def failing(_: int) -> None:
        # Asked once more, a disk that has lost a page says that all is well.
        if failures:
            raise failures.pop()

    passed(keeping)
    monkeypatch.setattr(os, "fdatasync", failing)
    for number in range(2):
        lost = session.writer.submit(article(number)).exception(timeout=30)
        assert isinstance(lost, StoreError)
        assert "Input/output error" in str(lost)
    assert list(session.store.records()) == []
    engine = keeping._crawler.engine = Engine()  # type: ignore[assignment]

    async def go_on() -> None:
        with pytest.raises(IgnoreRequest):
            passed(keeping, URL + "?2")
        await asyncio.sleep(0)

    asyncio.run(go_on())
    assert engine.reasons == [FAILED]
    assert caplog.text.count("Input/output error; the crawl ends") == 1
    keeping.close()
    asyncio.run(session.close())


def test_only_codings_that_archives_know_are_asked_for(tmp_path: Path) -> None:
    request = Request(URL, headers={"Accept-Encoding": "br, zstd"})
    archive(tmp_path).process_request(request)
    assert request.headers["Accept-Encoding"] == b"gzip, deflate"


def test_a_full_disk_ends_the_crawl_and_nothing_passes_that_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    engine = Engine()

    def full(_: object, __: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async def crawl() -> None:
        keeping = archive(tmp_path)
        keeping._crawler.engine = engine  # type: ignore[assignment]
        monkeypatch.setattr(ArchiveWriter, "write", full)
        for _ in range(2):
            with pytest.raises(IgnoreRequest):
                passed(keeping)
        await asyncio.sleep(0)

    asyncio.run(crawl())
    assert engine.reasons == [FAILED]
    assert caplog.text.count("No space left on device; the crawl ends") == 1
