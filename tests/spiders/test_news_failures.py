"""What a request that brought no response means for its address."""

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadTimeoutError
from twisted.python.failure import Failure

from newscrawl.discovery.crawl.frontier import Fetch
from newscrawl.fates import Reason
from newscrawl.signals import LetGo
from newscrawl.spiders.news import FETCH, NewsSpider

URL = "https://paper.example/news/harbour-vote"


class Told:
    """Stands for a site's crawl: what it was told."""

    def __init__(self) -> None:
        self.failures: list[Reason] = []

    def failed(self, fetch: Fetch, reason: Reason, detail: str) -> None:
        self.failures.append(reason)


@pytest.mark.parametrize(
    ("error", "told"), [(LetGo("another's to ask"), []), (DownloadTimeoutError("late"), [Reason.FAILED])]
)
def test_a_request_that_was_let_go_says_nothing_of_its_address(error: Exception, told: list[Reason]) -> None:
    spider, crawl = NewsSpider(url="https://paper.example/"), Told()
    spider._crawls = {"paper.example": crawl}  # type: ignore[dict-item]
    spider._requests = lambda _: iter(())  # type: ignore[method-assign]
    failure = Failure(error)
    failure.request = Request(URL, meta={FETCH: Fetch(url=URL, kind="article", rank=2)})  # type: ignore[attr-defined]
    assert list(spider.failed(failure)) == []
    assert crawl.failures == told
