"""Crawls side by side never write into one file, and their feed is whole in the end."""

from pathlib import Path

import pytest

from newscrawl.errors import BadInput
from newscrawl.runner.crawls import Crawl
from newscrawl.runner.feeds import feeds

CRAWLS = [Crawl("news", {"url": f"https://{name}.example/"}) for name in "ab"]


def uris(crawls: list[Crawl]) -> list[str]:
    return [uri for crawl in crawls for uri in crawl.settings["FEEDS"]]


def test_several_crawls_are_put_together_without_torn_lines_and_leftovers(tmp_path: Path) -> None:
    feed = tmp_path / "100%[all].jsonl"
    (tmp_path / "100%[all].jsonl.part00000-old").write_text("{}\n")
    with feeds(CRAWLS, feed) as crawls:
        first, second = (uri % {"time": "now"} for uri in uris(crawls))
        Path(first).write_text('{"n": 1}\n{"n": 2}\n{"n"')
        Path(second).write_text('{"n": 3}\n')
        assert [crawl.settings["FEEDS"][uri]["format"] for crawl, uri in zip(crawls, uris(crawls), strict=True)] == [
            "jsonlines",
            "jsonlines",
        ]
    assert feed.read_text() == '{"n": 1}\n{"n": 2}\n{"n": 3}\n'
    assert list(tmp_path.iterdir()) == [feed]


def test_a_single_crawl_writes_its_feed_itself() -> None:
    with feeds(CRAWLS[:1], Path("out.csv")) as crawls:
        assert crawls[0].settings["FEEDS"]["out.csv"]["format"] == "csv"


def test_without_a_feed_each_site_has_a_file_of_its_own() -> None:
    with feeds(CRAWLS, None) as crawls:
        assert uris(crawls) == ["output/a.example-%(time)s.jsonl", "output/b.example-%(time)s.jsonl"]


def test_several_crawls_in_one_table_are_refused() -> None:
    with pytest.raises(BadInput, match=r"\.jsonl only"), feeds(CRAWLS, Path("out.csv")):
        pass
