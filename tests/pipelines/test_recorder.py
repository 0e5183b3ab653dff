"""The store keeps what a later run needs to ask for a page again."""

from datetime import UTC, datetime
from pathlib import Path

from scrapy import Request
from scrapy.http import Response

from newscrawl.pipelines.recorder import Recorder
from newscrawl.signals import KIND
from newscrawl.storage import Link, Page, Store

URL = "https://example.org/"
NOW = datetime(2026, 2, 10, 8, 46, tzinfo=UTC)


def recorded(folder: Path, request: Request, response: Response) -> Page:
    with Store.open(f"sqlite:///{folder}/store.db") as store:
        with store.writer() as writer:
            Recorder(writer, lambda: NOW).response_received(response, request)
        page = store.page(request.url)
    assert page
    return page


def test_a_response_is_kept_with_its_validators(tmp_path: Path) -> None:
    request = Request(URL, meta={KIND: "listing"})
    page = recorded(tmp_path, request, Response(URL, headers={"ETag": '"a"', "Last-Modified": "yesterday"}))
    assert (page.kind, page.status, page.etag, page.last_modified) == ("listing", 200, '"a"', "yesterday")
    assert page.fetched_at == "2026-02-10T08:46:00Z"


def test_a_304_confirms_what_was_asked_with(tmp_path: Path) -> None:
    request = Request(URL, headers={"If-None-Match": '"a"'})
    assert recorded(tmp_path, request, Response(URL, status=304)).etag == '"a"'


def test_a_redirect_is_kept_with_its_target(tmp_path: Path) -> None:
    assert recorded(tmp_path, Request(URL), Response(URL + "new")).final_url == URL + "new"


def test_links_that_a_spider_reports_are_kept(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        with store.writer() as writer:
            Recorder(writer, lambda: NOW).links_found([Link(from_url=URL, to_url=URL + "a", kind="listing")])
        assert list(store.pending("example.org")) == [URL + "a"]
