"""Wrong arguments are told in one line before anything is asked."""

import pytest

from newscrawl.errors import ArgumentError
from newscrawl.spiders.news import NewsSpider


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({}, "no start address"),
        ({"url": "example.org"}, "no web address"),
        ({"url": "https://example.org,ftp://x"}, "'ftp://x'"),
        ({"since": "yesterday"}, "since=yesterday"),
        ({"until": "2026-13-01"}, "until=2026-13-01"),
        ({"since": "2026-02-01", "until": "2026-01-01"}, "not before"),
        ({"max_articles": "0"}, "max_articles=0"),
        ({"max_pages": "many"}, "max_pages=many"),
        ({"include": "("}, "include=("),
        ({"exclude": "[z"}, "exclude=[z"),
        ({"revisit": "soon"}, "revisit plan"),
    ],
)
def test_one_line_says_what_and_what_to_do(arguments: dict[str, str], words: str) -> None:
    if arguments and "url" not in arguments:
        arguments = {"url": "https://example.org/", **arguments}
    with pytest.raises(ArgumentError) as caught:
        NewsSpider(**arguments)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_several_sites_and_all_limits_can_be_given() -> None:
    spider = NewsSpider(
        url="https://example.org/, https://example.net/news",
        since="2026-01-01",
        until="2026-01-31",
        max_articles="5",
        max_pages="50",
        sections="sport,World News",
        include="/2026/",
        exclude="/live/",
        revisit="",
    )
    assert spider.start_origins == {("example.org", 443), ("example.net", 443)}
