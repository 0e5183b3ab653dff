"""The store keeps what a later run needs to ask for a page again."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.exceptions import DropItem
from scrapy.http import Response

from newscrawl.extensions.recorder import Recorder
from newscrawl.items import NewsArticle
from newscrawl.signals import KIND, NotStored
from newscrawl.storage import Link, Page, Store

URL = "https://example.org/"
NOW = datetime(2026, 2, 10, 8, 46, tzinfo=UTC)
NOT_STORED = NotStored(NewsArticle(url=URL), "disk full")


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


def article_response() -> Response:
    return Response(URL, request=Request(URL, meta={KIND: "article"}))


@pytest.mark.parametrize(
    ("ended", "kept"),
    [
        (lambda recorder, response: None, False),
        (lambda recorder, response: recorder.item_scraped(NewsArticle(url=URL), response), True),
        (lambda recorder, response: recorder.nothing_stored(response), True),
        (lambda recorder, response: recorder.item_dropped({}, response, DropItem("twin")), True),
        (
            lambda recorder, response: recorder.item_dropped({}, response, NOT_STORED),
            False,
        ),
    ],
    ids=["crashed", "stored", "nothing on it", "a duplicate", "not stored"],
)
def test_an_articles_page_counts_as_fetched_once_what_is_on_it_is_safe(
    tmp_path: Path, ended: Callable[[Recorder, Response], None], kept: bool
) -> None:
    response = article_response()
    assert response.request
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        with store.writer() as writer:
            recorder = Recorder(writer, lambda: NOW)
            recorder.response_received(response, response.request)
            ended(recorder, response)
        assert (store.page(URL) is not None) == kept


def test_what_an_article_leads_to_is_pending_until_it_is_fetched(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        for settled in (False, True, True):
            with store.writer() as writer:
                recorder = Recorder(writer, lambda: NOW)
                recorder.articles_queued([URL])
                if settled:
                    recorder.nothing_stored(article_response())
            assert list(store.pending("example.org")) == ([] if settled else [URL])
